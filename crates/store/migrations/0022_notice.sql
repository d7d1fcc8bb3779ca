-- Notices: one row for each person told; a producer without an account gets one row that waits to be called.
-- recipient is the account's id, or producer:ID; a notice of the same key is written once.

CREATE TABLE notice (
  id TEXT PRIMARY KEY NOT NULL,
  recipient TEXT NOT NULL,
  account_id TEXT REFERENCES account (id),
  producer_id TEXT REFERENCES producer (id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  data TEXT NOT NULL,
  href TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  read_at BIGINT,
  called_at BIGINT,
  called_by TEXT
);
CREATE UNIQUE INDEX notice_once ON notice (recipient, kind, key);
CREATE INDEX notice_account ON notice (account_id, created_at);
CREATE INDEX notice_producer ON notice (producer_id);

-- What a person chose of letters; where nothing stands, a letter goes out.
CREATE TABLE notice_choice (
  account_id TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  by_mail BOOLEAN NOT NULL,
  PRIMARY KEY (account_id, kind)
);
CREATE INDEX evidence_expires ON evidence (expires_on);
CREATE INDEX post_producer ON post (producer_id);
