-- What a member put right on his own sheet after the result was closed: by himself in words, by whoever presides in force.
-- before and after: the dossier's result as JSON, kept once it is signed.
CREATE TABLE correction (
  id TEXT PRIMARY KEY NOT NULL,
  round_id TEXT NOT NULL REFERENCES round (id),
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  sheet_id TEXT NOT NULL REFERENCES score_sheet (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_by TEXT REFERENCES account (id),
  decided_at BIGINT,
  answer TEXT,
  before TEXT,
  after TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX correction_dossier ON correction (dossier_id, round_id);
-- One at a time: the next begins from what this one leaves.
CREATE UNIQUE INDEX correction_open ON correction (sheet_id) WHERE state = 'open';

-- 0: none of the options.
CREATE TABLE correction_change (
  correction_id TEXT NOT NULL REFERENCES correction (id),
  criterion TEXT NOT NULL,
  before BIGINT NOT NULL,
  after BIGINT NOT NULL,
  PRIMARY KEY (correction_id, criterion)
);
