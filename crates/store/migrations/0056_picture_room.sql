-- The room that a product's picture takes among an account's uploads, until an upload begun at that moment would be gone.
CREATE TABLE picture_room (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL,
  size BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX picture_room_account ON picture_room (account_id);
CREATE INDEX picture_room_expires ON picture_room (expires_at);
