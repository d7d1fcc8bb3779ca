-- Posts asked for that a second person has yet to confirm. They allow nothing until then.
CREATE TABLE waiting_post (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL,
  area_id TEXT REFERENCES area (id),
  producer_id TEXT,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  decision TEXT,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  -- Offered to an account that was there already: its owner takes the post first.
  for_owner BOOLEAN NOT NULL,
  answered_by TEXT,
  answered_at BIGINT,
  confirmed BOOLEAN
);
CREATE INDEX waiting_post_account ON waiting_post (account_id);
CREATE INDEX waiting_post_producer ON waiting_post (producer_id);
