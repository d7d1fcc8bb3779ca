-- Dossiers: the producer's forms, answers and papers; sealed at submission; checked by the commune.

CREATE TABLE evidence (
  id TEXT PRIMARY KEY NOT NULL,
  producer_id TEXT NOT NULL REFERENCES producer (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  issuer TEXT,
  number TEXT,
  issued_on TEXT,
  expires_on TEXT,
  file_hash TEXT NOT NULL REFERENCES file (hash),
  file_name TEXT NOT NULL,
  uploaded_by TEXT NOT NULL,
  uploaded_at BIGINT NOT NULL
);
CREATE INDEX evidence_producer ON evidence (producer_id);

-- form01/form02 hold the printed forms' own fields as JSON; the register's facts are copied in when sealed.
CREATE TABLE dossier (
  id TEXT PRIMARY KEY NOT NULL,
  product_id TEXT NOT NULL REFERENCES product (id),
  producer_id TEXT NOT NULL REFERENCES producer (id),
  commune_id TEXT NOT NULL REFERENCES area (id),
  kind TEXT NOT NULL,
  set_id TEXT NOT NULL,
  state TEXT NOT NULL,
  form01 TEXT NOT NULL,
  form02 TEXT NOT NULL,
  registration_number TEXT UNIQUE,
  submitted_at BIGINT,
  submitted_by TEXT,
  due_on TEXT,
  seal TEXT,
  seal_hash TEXT,
  proposed_on TEXT,
  round_id TEXT,
  invented BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX dossier_producer ON dossier (producer_id);
CREATE INDEX dossier_commune_state ON dossier (commune_id, state);
CREATE INDEX dossier_round ON dossier (round_id);

CREATE TABLE dossier_answer (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  criterion TEXT NOT NULL,
  option_no BIGINT NOT NULL,
  note TEXT,
  PRIMARY KEY (dossier_id, criterion)
);

-- Knock-out questions, asked first: applies = the ground is there.
CREATE TABLE dossier_question (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  question TEXT NOT NULL,
  applies BOOLEAN NOT NULL,
  reason TEXT,
  PRIMARY KEY (dossier_id, question)
);

-- criterion '' = the paper belongs to the dossier as a whole.
CREATE TABLE dossier_evidence (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  criterion TEXT NOT NULL,
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  page BIGINT,
  PRIMARY KEY (dossier_id, criterion, evidence_id)
);

-- Form 03: the commune's four judgements and what it concluded; one row for each submission checked.
CREATE TABLE ward_check (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  attempt BIGINT NOT NULL,
  local_material TEXT,
  local_labour TEXT,
  idea_origin TEXT,
  local_identity TEXT,
  conclusion TEXT,
  reasons TEXT,
  draft BOOLEAN NOT NULL,
  checked_by TEXT NOT NULL,
  checked_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, attempt)
);
