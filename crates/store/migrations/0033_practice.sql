-- A member's tries in the practice room. They are his alone: every query names the account. answers: options and reasons
-- by criterion, and findings, as JSON.
CREATE TABLE practice_try (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  case_id TEXT NOT NULL,
  answers TEXT NOT NULL,
  total BIGINT,
  created_at BIGINT NOT NULL,
  submitted_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX practice_try_account ON practice_try (account_id, created_at);
