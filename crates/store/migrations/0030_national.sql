-- The ministry's side: receipts of packages, demands to evaluate again, and results that no longer count.

-- A dossier may come before more than one round; its ballots are numbered through, and each belongs to one round.
ALTER TABLE ballot ADD COLUMN round_id TEXT;
UPDATE ballot SET round_id = (SELECT d.round_id FROM dossier d WHERE d.id = ballot.dossier_id);
CREATE INDEX ballot_round ON ballot (round_id);

-- The result a dossier had in a round it has left. standing: sent_up (the national council judged after it) or set_aside
-- (evaluated again); ground and ground_id say what set it aside.
CREATE TABLE past_result (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  round_id TEXT NOT NULL REFERENCES round (id),
  ballot BIGINT NOT NULL,
  sum BIGINT NOT NULL,
  members BIGINT NOT NULL,
  spread BIGINT NOT NULL,
  band BIGINT NOT NULL,
  rank BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  closed_at BIGINT NOT NULL,
  standing TEXT NOT NULL,
  ground TEXT,
  ground_id TEXT,
  reason TEXT,
  put_by TEXT NOT NULL,
  put_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, round_id)
);
CREATE INDEX past_result_round ON past_result (round_id);

-- The result of a dossier in a round, whether it still counts or not.
CREATE VIEW any_result AS
SELECT dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at FROM result
UNION ALL
SELECT dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at FROM past_result;

-- Papers of Điều 6(3) and where each stood when the package was made, as JSON; none for packages sent before.
ALTER TABLE package ADD COLUMN papers TEXT;

-- Each check of a package at the ministry's office, with the package as it was then. missing: codes, one a line.
CREATE TABLE ministry_receipt (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  number BIGINT NOT NULL,
  file_hash TEXT NOT NULL,
  letter_number TEXT,
  sent_on TEXT NOT NULL,
  taken BOOLEAN NOT NULL,
  missing TEXT NOT NULL,
  note TEXT,
  checked_on TEXT NOT NULL,
  checked_by TEXT NOT NULL,
  checked_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, number)
);

-- The ministry's demand to a province; closed once it is answered.
CREATE TABLE ministry_demand (
  id TEXT PRIMARY KEY NOT NULL,
  province_code TEXT NOT NULL,
  number TEXT NOT NULL,
  demanded_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  answer_by TEXT NOT NULL,
  answer TEXT,
  answer_number TEXT,
  answered_on TEXT,
  answered_by TEXT,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX ministry_demand_province ON ministry_demand (province_code, answered_on);

CREATE TABLE ministry_demand_item (
  demand_id TEXT NOT NULL REFERENCES ministry_demand (id),
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  asked TEXT NOT NULL,
  recognition_id TEXT REFERENCES recognition (id),
  redone_at BIGINT,
  PRIMARY KEY (demand_id, dossier_id)
);
CREATE INDEX ministry_demand_item_dossier ON ministry_demand_item (dossier_id);
