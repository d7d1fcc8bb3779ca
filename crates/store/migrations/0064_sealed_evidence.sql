-- Which papers of a producer's library each sealed package holds: asked before a paper is removed and when one is opened.
-- Until now they were looked for in the text of the packages, as the rows of earlier packages are found here.

CREATE TABLE dossier_seal_evidence (
  dossier_id TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  PRIMARY KEY (dossier_id, attempt, evidence_id),
  FOREIGN KEY (dossier_id, attempt) REFERENCES dossier_seal (dossier_id, attempt)
);

CREATE INDEX dossier_seal_evidence_paper ON dossier_seal_evidence (evidence_id);

INSERT INTO dossier_seal_evidence (dossier_id, attempt, evidence_id)
SELECT s.dossier_id, s.attempt, e.id FROM dossier_seal s
JOIN dossier d ON d.id = s.dossier_id
JOIN evidence e ON e.producer_id = d.producer_id
  OR e.id IN (SELECT c.evidence_id FROM dossier_evidence c WHERE c.dossier_id = d.id)
WHERE s.seal LIKE '%"' || e.id || '"%';
