-- Tries of passwords and codes, counted before they are judged: once for the pair of account and address, once for the
-- account as a whole (address ''). "who" is a hash of the e-mail as typed, known or not, or an account's id.
CREATE TABLE sign_in_try (
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  address TEXT NOT NULL,
  tries BIGINT NOT NULL,
  locked_until BIGINT,
  last_at BIGINT NOT NULL,
  ok_at BIGINT,
  PRIMARY KEY (kind, who, address)
);
CREATE INDEX sign_in_try_last ON sign_in_try (last_at);

-- A second factor that waits for its first code belongs to the session that set it up.
ALTER TABLE session ADD COLUMN totp_waiting TEXT;
-- Opened before the cookie had its prefix: under https only such a session is found by the name without it.
ALTER TABLE session ADD COLUMN unprefixed BOOLEAN NOT NULL DEFAULT TRUE;
-- A secret that waited on the account waits nowhere any more: it is set up anew.
UPDATE account SET totp_secret = NULL WHERE totp_last_step IS NULL;

-- Requests for a reset, known addresses and unknown ones alike: a job answers them.
CREATE TABLE reset_request (
  id TEXT PRIMARY KEY NOT NULL,
  email TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  address TEXT NOT NULL
);
