-- Councils, their rounds, and the score sheets each member fills in alone.

CREATE TABLE council (
  id TEXT PRIMARY KEY NOT NULL,
  level TEXT NOT NULL,
  province_code TEXT,
  name TEXT NOT NULL,
  decision_number TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  rules TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE council_member (
  council_id TEXT NOT NULL REFERENCES council (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  department TEXT NOT NULL,
  duty TEXT NOT NULL,
  PRIMARY KEY (council_id, account_id)
);

-- A round is bound to the rules in force when it was opened.
CREATE TABLE round (
  id TEXT PRIMARY KEY NOT NULL,
  council_id TEXT NOT NULL REFERENCES council (id),
  name TEXT NOT NULL,
  year BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  proposed_before TEXT NOT NULL,
  held_before TEXT NOT NULL,
  extra_decision TEXT,
  rules TEXT NOT NULL,
  meets_on TEXT,
  place TEXT,
  state TEXT NOT NULL,
  minutes_number TEXT,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE attendance (
  round_id TEXT NOT NULL REFERENCES round (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  present BOOLEAN NOT NULL,
  PRIMARY KEY (round_id, account_id)
);

CREATE TABLE score_sheet (
  id TEXT PRIMARY KEY NOT NULL,
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  round_id TEXT NOT NULL REFERENCES round (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  ballot BIGINT NOT NULL,
  opinion TEXT,
  total BIGINT,
  created_at BIGINT NOT NULL,
  submitted_at BIGINT,
  version BIGINT NOT NULL,
  UNIQUE (dossier_id, account_id, ballot)
);
CREATE INDEX score_sheet_round ON score_sheet (round_id);

CREATE TABLE score_answer (
  sheet_id TEXT NOT NULL REFERENCES score_sheet (id),
  criterion TEXT NOT NULL,
  option_no BIGINT NOT NULL,
  reason TEXT,
  PRIMARY KEY (sheet_id, criterion)
);

CREATE TABLE score_finding (
  sheet_id TEXT NOT NULL REFERENCES score_sheet (id),
  question TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (sheet_id, question)
);

-- What the council settled as a body where its members differed: a gate (points agreed) or a knock-out question
-- (points 1 = applies, 0 = does not).
CREATE TABLE settlement (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  ballot BIGINT NOT NULL,
  item TEXT NOT NULL,
  points BIGINT NOT NULL,
  reason TEXT NOT NULL,
  settled_by TEXT NOT NULL,
  settled_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, ballot, item)
);

-- The ballot a dossier is in within its round.
CREATE TABLE ballot (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  ballot BIGINT NOT NULL,
  reason TEXT,
  opened_by TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, ballot)
);

-- The closed result: the mean as an exact fraction (sum / members) and the outcome with its reasons as JSON.
CREATE TABLE result (
  dossier_id TEXT PRIMARY KEY NOT NULL REFERENCES dossier (id),
  round_id TEXT NOT NULL REFERENCES round (id),
  ballot BIGINT NOT NULL,
  sum BIGINT NOT NULL,
  members BIGINT NOT NULL,
  spread BIGINT NOT NULL,
  band BIGINT NOT NULL,
  rank BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  closed_at BIGINT NOT NULL
);
