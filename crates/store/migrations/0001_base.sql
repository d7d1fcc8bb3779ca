-- Underneath everything: settings, the journal, files, mail that waits to go out, counters.

CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
);

-- A running number that is never given twice: registration forms, product codes, certificates.
CREATE TABLE counter (
  series TEXT PRIMARY KEY NOT NULL,
  last BIGINT NOT NULL
);

CREATE TABLE journal (
  chain TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  diff TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (chain, seq)
);
CREATE INDEX journal_at ON journal (at);

-- The last hash of every chain that grew on a day, hashed into one root: a chain cut off at its end is missed here.
CREATE TABLE journal_seal (
  day TEXT PRIMARY KEY NOT NULL,
  root TEXT NOT NULL,
  chains BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  sealed_at BIGINT NOT NULL
);

CREATE TABLE file (
  hash TEXT PRIMARY KEY NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE mail (
  id TEXT PRIMARY KEY NOT NULL,
  to_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  attempts BIGINT NOT NULL,
  problem TEXT
);

CREATE TABLE holiday (
  day TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL
);
