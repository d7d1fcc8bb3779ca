-- Files on their way in, piece by piece (tus 1.0.0). A piece counts once its row stands here: its bytes lie in the files
-- store before, so what a crash leaves behind is at most a piece that nobody names.

CREATE TABLE upload (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  -- How many bytes are confirmed: the protocol's offset.
  received BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX upload_account ON upload (account_id);
CREATE INDEX upload_expires ON upload (expires_at);

CREATE TABLE upload_part (
  upload_id TEXT NOT NULL REFERENCES upload (id),
  begins BIGINT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  part TEXT NOT NULL,
  PRIMARY KEY (upload_id, begins)
);
