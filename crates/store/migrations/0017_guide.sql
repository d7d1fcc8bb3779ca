-- What the offices say of a criterion or of one of its options: one row for each version, the highest holds.
-- option_no 0 = the criterion as a whole. scope '' = the ministry, for all; else the code of a province, for its own.
CREATE TABLE guide_text (
  id TEXT PRIMARY KEY NOT NULL,
  set_id TEXT NOT NULL,
  criterion TEXT NOT NULL,
  option_no BIGINT NOT NULL,
  scope TEXT NOT NULL,
  version BIGINT NOT NULL,
  issuer TEXT,
  duration TEXT,
  cost TEXT,
  advice TEXT,
  guide_link TEXT,
  film_link TEXT,
  effort BIGINT,
  written_by TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  UNIQUE (set_id, criterion, option_no, scope, version)
);
