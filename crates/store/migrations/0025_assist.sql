-- Help at the ward: what a producer let an officer do for him, the one-time codes by which he agrees and confirms, and
-- the marks of what an officer typed.

-- how, given_at: none while the consent is only asked for. purposes: names, comma between. ending: withdrawn, finished.
-- Whether it still runs is computed from its days, the producer's seat and the officer's post.
CREATE TABLE assist_consent (
  id TEXT PRIMARY KEY NOT NULL,
  producer_id TEXT NOT NULL REFERENCES producer (id),
  officer_id TEXT NOT NULL,
  commune_id TEXT NOT NULL REFERENCES area (id),
  purposes TEXT NOT NULL,
  until_day TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  how TEXT,
  given_at BIGINT,
  signed_on TEXT,
  sheet_hash TEXT REFERENCES file (hash),
  ending TEXT,
  ended_at BIGINT,
  ended_by TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX assist_consent_producer ON assist_consent (producer_id);
CREATE INDEX assist_consent_officer ON assist_consent (officer_id);

-- about: consent or dossier. content: what the code agrees to, hashed. A code is kept hashed.
CREATE TABLE assist_code (
  id TEXT PRIMARY KEY NOT NULL,
  about TEXT NOT NULL,
  about_id TEXT NOT NULL,
  content TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  channel TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX assist_code_about ON assist_code (about_id, asked_at);

-- Cán bộ xã nhập thay: thing and part name what was typed, commune_id the office. A later edit by the producer takes
-- the mark of that part away.
CREATE TABLE assist_mark (
  thing TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  part TEXT NOT NULL,
  commune_id TEXT NOT NULL REFERENCES area (id),
  by_account TEXT NOT NULL,
  on_day TEXT NOT NULL,
  PRIMARY KEY (thing, thing_id, part)
);
