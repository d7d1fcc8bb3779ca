-- The advisory team of a council: who sits in it, its review of each dossier, what it asked for, and its visits.

-- One composition a council, by the decision it was last set by.
CREATE TABLE advisory_team (
  council_id TEXT PRIMARY KEY NOT NULL REFERENCES council (id),
  decision_number TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE advisory_member (
  council_id TEXT NOT NULL REFERENCES council (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  department TEXT NOT NULL,
  duty TEXT NOT NULL,
  PRIMARY KEY (council_id, account_id)
);
CREATE INDEX advisory_member_account ON advisory_member (account_id);

-- One review a dossier and team, written by several.
CREATE TABLE advisory_review (
  id TEXT PRIMARY KEY NOT NULL,
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  council_id TEXT NOT NULL REFERENCES council (id),
  conclusion TEXT,
  begun_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  handed_in_by TEXT,
  handed_in_at BIGINT,
  version BIGINT NOT NULL,
  UNIQUE (dossier_id, council_id)
);

-- proposal: the number of an option, 0 for none of them, or insufficient. None: not decided yet.
CREATE TABLE advisory_finding (
  review_id TEXT NOT NULL REFERENCES advisory_review (id),
  criterion TEXT NOT NULL,
  finding TEXT,
  proposal TEXT,
  evidence_id TEXT,
  page BIGINT,
  author_id TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (review_id, criterion)
);

-- kind: additions or test. The answer's paper is a file of its own: what was sealed stays as it is.
CREATE TABLE advisory_request (
  id TEXT PRIMARY KEY NOT NULL,
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  council_id TEXT NOT NULL REFERENCES council (id),
  kind TEXT NOT NULL,
  criterion TEXT NOT NULL,
  reason TEXT NOT NULL,
  answer_by TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  note TEXT,
  file_hash TEXT,
  file_name TEXT,
  answered_by TEXT,
  answered_at BIGINT
);
CREATE INDEX advisory_request_dossier ON advisory_request (dossier_id);

-- The id comes from the phone, so a visit sent twice is one. sha256: of what was noted, to tell the same from another.
-- latitude, longitude: millionths of a degree. accuracy: metres.
CREATE TABLE advisory_visit (
  id TEXT PRIMARY KEY NOT NULL,
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  council_id TEXT NOT NULL REFERENCES council (id),
  visited_on TEXT NOT NULL,
  place TEXT NOT NULL,
  latitude BIGINT,
  longitude BIGINT,
  accuracy BIGINT,
  conclusion TEXT,
  sha256 TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX advisory_visit_dossier ON advisory_visit (dossier_id);

CREATE TABLE advisory_visit_check (
  visit_id TEXT NOT NULL REFERENCES advisory_visit (id),
  criterion TEXT NOT NULL,
  verdict TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (visit_id, criterion)
);

CREATE TABLE advisory_visit_person (
  visit_id TEXT NOT NULL REFERENCES advisory_visit (id),
  number BIGINT NOT NULL,
  name TEXT NOT NULL,
  capacity TEXT NOT NULL,
  PRIMARY KEY (visit_id, number)
);

-- role: photo, sign or sheet (the signed sheet, scanned). about: a photo's criterion, a signature's person, else empty.
CREATE TABLE advisory_visit_file (
  visit_id TEXT NOT NULL REFERENCES advisory_visit (id),
  number BIGINT NOT NULL,
  role TEXT NOT NULL,
  about TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (visit_id, number)
);
