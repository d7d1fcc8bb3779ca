-- The papers of a round: the session's particulars, the registry's numbers, signed copies, and all papers as one archive.

-- Day and place stand with the round. starts_at: HH:MM. agenda, guests: one a line.
CREATE TABLE council_session (
  round_id TEXT PRIMARY KEY NOT NULL REFERENCES round (id),
  starts_at TEXT,
  agenda TEXT NOT NULL,
  guests TEXT NOT NULL
);

-- What the registry wrote on a paper when it went out. The journal keeps earlier numbers.
CREATE TABLE council_paper_number (
  round_id TEXT NOT NULL REFERENCES round (id),
  paper TEXT NOT NULL,
  number BIGINT NOT NULL,
  dated_on TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  noted_at BIGINT NOT NULL,
  PRIMARY KEY (round_id, paper)
);

-- Signed papers put back. One that is replaced stays, with the moment of its replacement.
CREATE TABLE council_signed (
  id TEXT PRIMARY KEY NOT NULL,
  round_id TEXT NOT NULL REFERENCES round (id),
  paper TEXT NOT NULL,
  file_hash TEXT NOT NULL REFERENCES file (hash),
  signed_on TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  replaced_at BIGINT
);
CREATE INDEX council_signed_paper ON council_signed (round_id, paper);

-- All papers of a round as one archive, made by a job of the program. state: waiting, ready, failed. fingerprint: what
-- the papers were made from. claimed_until: some node works on it, until then unless it renews.
CREATE TABLE council_bundle (
  id TEXT PRIMARY KEY NOT NULL,
  round_id TEXT NOT NULL REFERENCES round (id),
  state TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  size BIGINT,
  sha256 TEXT,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  finished_at BIGINT,
  claimed_until BIGINT
);
CREATE INDEX council_bundle_round ON council_bundle (round_id, asked_at);
CREATE INDEX council_bundle_state ON council_bundle (state);

-- A paper of the archive that is made and lies in the files store: a job cut off goes on after these.
CREATE TABLE council_bundle_piece (
  bundle_id TEXT NOT NULL REFERENCES council_bundle (id),
  path TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (bundle_id, path)
);
