-- The commune's desk: requests for additions, item by item, with what the producer answered; notes of a meeting held on a
-- dossier; and the day each submission counted as received, so that each side's waiting time can be told.

-- One request a submission. attempt: the submission it was asked of; answered: the next one came in.
CREATE TABLE addition_request (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  attempt BIGINT NOT NULL,
  answer_by TEXT NOT NULL,
  words TEXT,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  answered_at BIGINT,
  answered_by TEXT,
  PRIMARY KEY (dossier_id, attempt)
);
CREATE INDEX addition_request_awaited ON addition_request (answered_at, answer_by);

-- place: form, report:FIELD, questions, updates, papers, criterion:CODE or paper:ID; subject: what that was called when
-- it was asked.
CREATE TABLE addition_item (
  dossier_id TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  number BIGINT NOT NULL,
  place TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (dossier_id, attempt, number),
  FOREIGN KEY (dossier_id, attempt) REFERENCES addition_request (dossier_id, attempt)
);

-- The meeting of Điều 7(2)a, second paragraph; one a submission. departments: one a line.
CREATE TABLE ward_meeting (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  attempt BIGINT NOT NULL,
  held_on TEXT NOT NULL,
  place TEXT,
  departments TEXT NOT NULL,
  content TEXT NOT NULL,
  conclusion TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  noted_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, attempt)
);

-- None: submitted before this was kept; its day is that of the submission.
ALTER TABLE dossier_seal ADD COLUMN received_on TEXT;
