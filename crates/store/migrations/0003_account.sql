-- People, how they sign in, and the posts they hold.

CREATE TABLE account (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  phone TEXT,
  password_hash TEXT,
  totp_secret TEXT,
  totp_last_step BIGINT,
  failures BIGINT NOT NULL,
  locked_until BIGINT,
  disabled BOOLEAN NOT NULL,
  lang TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  csrf TEXT NOT NULL,
  second_factor BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE post (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL,
  area_id TEXT REFERENCES area (id),
  producer_id TEXT,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  decision TEXT,
  created_at BIGINT NOT NULL
);
CREATE INDEX post_account ON post (account_id);

-- Invitations and password resets: only the token's hash is kept; each works once.
CREATE TABLE invitation (
  token_hash TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  created_at BIGINT NOT NULL
);
