-- Every version of a council's own rules with the decision that set it; council.rules stays the present one. A round keeps
-- the rules it was opened under.

CREATE TABLE council_rules (
  council_id TEXT NOT NULL REFERENCES council (id),
  number BIGINT NOT NULL,
  decision_number TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  rules TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (council_id, number)
);

INSERT INTO council_rules (council_id, number, decision_number, decided_on, rules, created_by, created_at)
SELECT id, 1, decision_number, decided_on, rules, '', created_at FROM council;
