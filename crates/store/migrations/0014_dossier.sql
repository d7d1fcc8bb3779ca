-- Every sealed package of a dossier, one row a submission: what was returned and mended stays readable as it was.
CREATE TABLE dossier_seal (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  attempt BIGINT NOT NULL,
  submitted_at BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  seal TEXT NOT NULL,
  seal_hash TEXT NOT NULL,
  PRIMARY KEY (dossier_id, attempt)
);
CREATE INDEX dossier_product ON dossier (product_id);
CREATE INDEX dossier_evidence_paper ON dossier_evidence (evidence_id);
