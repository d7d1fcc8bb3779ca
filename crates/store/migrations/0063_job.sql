-- Work beside the requests, a row each: recurring jobs stay, work that an act asked for is done once and then swept.
-- `fence` counts the claims there ever were: what an earlier claim reports is refused. `attempts` counts claims since
-- the last success, `unreported` those since a run last said how it ended.

CREATE TABLE job (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  payload TEXT NOT NULL,
  standing BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  unreported BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  lease_until BIGINT,
  created_at BIGINT NOT NULL,
  began_at BIGINT,
  ended_at BIGINT,
  took_ms BIGINT,
  done BIGINT,
  failed BIGINT,
  problem TEXT,
  UNIQUE (kind, key)
);

CREATE INDEX job_due ON job (state, run_at);

-- When a letter that could not be sent is tried again.
ALTER TABLE mail ADD COLUMN try_at BIGINT;
