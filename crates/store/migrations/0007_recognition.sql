-- Decisions of the authority and the recognitions they carry. A star's status is computed from its dates, not stored.

CREATE TABLE decision (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  province_code TEXT,
  issuer TEXT NOT NULL,
  round_id TEXT REFERENCES round (id),
  number TEXT,
  decided_on TEXT,
  signer_title TEXT,
  signer_name TEXT,
  signed_by TEXT,
  signed_at BIGINT,
  pdf_hash TEXT,
  source TEXT,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX decision_province ON decision (province_code);

CREATE TABLE decision_item (
  decision_id TEXT NOT NULL REFERENCES decision (id),
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  stars BIGINT NOT NULL,
  PRIMARY KEY (decision_id, dossier_id)
);

-- Names and address as they stood on the certificate; later corrections never rewrite them.
CREATE TABLE recognition (
  id TEXT PRIMARY KEY NOT NULL,
  product_id TEXT NOT NULL REFERENCES product (id),
  dossier_id TEXT REFERENCES dossier (id),
  decision_id TEXT NOT NULL REFERENCES decision (id),
  stars BIGINT NOT NULL,
  law TEXT,
  certificate TEXT NOT NULL UNIQUE,
  product_name TEXT NOT NULL,
  producer_name TEXT NOT NULL,
  address TEXT NOT NULL,
  issued_on TEXT,
  expires_on TEXT,
  date_precision TEXT NOT NULL,
  withdrawn_on TEXT,
  withdrawal_ground TEXT,
  withdrawal_decision TEXT,
  superseded_on TEXT,
  pdf_hash TEXT,
  trust TEXT,
  source TEXT,
  import_batch TEXT,
  invented BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX recognition_product ON recognition (product_id);
CREATE INDEX recognition_expires ON recognition (expires_on);

-- What was sent to the ministry: the sealed package of a five-star candidate.
CREATE TABLE package (
  dossier_id TEXT PRIMARY KEY NOT NULL REFERENCES dossier (id),
  decision_id TEXT REFERENCES decision (id),
  file_hash TEXT NOT NULL,
  letter_number TEXT,
  sent_on TEXT NOT NULL,
  sent_by TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- Public catalogue: one row a product, kept by the verbs that change its parts.
CREATE TABLE catalogue (
  product_id TEXT PRIMARY KEY NOT NULL REFERENCES product (id),
  folded TEXT NOT NULL
);

-- Moves with every public change: cached answers carry it in their key.
CREATE TABLE data_version (
  name TEXT PRIMARY KEY NOT NULL,
  version BIGINT NOT NULL
);
