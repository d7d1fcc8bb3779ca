-- A producer's objection to a result or a decision. Days are calendar days; due_on is the last day of the step that runs.
-- result_before: the result as it stood when it was filed, result_after: what became of the dossier, both as JSON.

CREATE TABLE objection (
  id TEXT PRIMARY KEY NOT NULL,
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  producer_id TEXT NOT NULL REFERENCES producer (id),
  round_id TEXT NOT NULL REFERENCES round (id),
  about TEXT NOT NULL,
  decision_id TEXT REFERENCES decision (id),
  reason TEXT NOT NULL,
  criteria TEXT NOT NULL,
  late_reason TEXT,
  state TEXT NOT NULL,
  filed_on TEXT NOT NULL,
  filed_by TEXT NOT NULL,
  filed_at BIGINT NOT NULL,
  received_on TEXT,
  received_by TEXT,
  due_on TEXT NOT NULL,
  outcome TEXT,
  again BOOLEAN,
  answer TEXT,
  answer_number TEXT,
  answered_on TEXT,
  answered_by TEXT,
  withdrawn_on TEXT,
  result_before TEXT NOT NULL,
  result_after TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX objection_dossier ON objection (dossier_id);
CREATE INDEX objection_producer ON objection (producer_id);
CREATE INDEX objection_state ON objection (state, due_on);

CREATE TABLE objection_paper (
  objection_id TEXT NOT NULL REFERENCES objection (id),
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  PRIMARY KEY (objection_id, evidence_id)
);
