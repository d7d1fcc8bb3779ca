-- What a dossier for an upgrade or a re-ranking stands on: the seal it was carried from, and the recognised seal it is
-- compared with. Either is missing where the system holds no sealed package (a product read from a list).
CREATE TABLE dossier_basis (
  dossier_id TEXT PRIMARY KEY NOT NULL REFERENCES dossier (id),
  recognition_id TEXT REFERENCES recognition (id),
  recognised_dossier TEXT REFERENCES dossier (id),
  recognised_attempt BIGINT,
  source_dossier TEXT REFERENCES dossier (id),
  source_attempt BIGINT,
  carried_at BIGINT NOT NULL
);

-- What was carried from the source and what was left behind. section: answer, text, paper; item: criterion, name of the
-- form's field, or criterion and paper; outcome: carried, or why not. Whether an item still is as it was carried is
-- seen by comparing it with the source's seal.
CREATE TABLE dossier_carried (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  section TEXT NOT NULL,
  item TEXT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (dossier_id, section, item)
);

-- What is new since recognition, in the producer's words, topic by topic (Điều 6(1)b, 6(1)c).
CREATE TABLE dossier_update (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  topic TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (dossier_id, topic)
);

-- The sample products of a dossier (Điều 6(2)d), numbered from 1; state is that of the last step.
CREATE TABLE sample (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  number BIGINT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, number)
);
CREATE TABLE sample_step (
  id TEXT PRIMARY KEY NOT NULL,
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  number BIGINT NOT NULL,
  step TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_account TEXT NOT NULL,
  by_name TEXT NOT NULL,
  counterpart TEXT,
  note TEXT
);
CREATE INDEX sample_step_sample ON sample_step (dossier_id, number);

-- What a day of the calendar rests on: the notice's number, "computed", or "to be confirmed".
ALTER TABLE holiday ADD COLUMN basis TEXT;
