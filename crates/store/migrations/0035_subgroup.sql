-- Sub-groups of a round: who leads the discussion of which dossier. sectors and agencies: what a sub-group looks after, a
-- line each. by_hand: somebody chose, and no proposal changes it.
CREATE TABLE subgroup (
  id TEXT PRIMARY KEY NOT NULL,
  round_id TEXT NOT NULL REFERENCES round (id),
  name TEXT NOT NULL,
  leader_id TEXT NOT NULL REFERENCES account (id),
  sectors TEXT NOT NULL,
  agencies TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX subgroup_round ON subgroup (round_id);

CREATE TABLE subgroup_member (
  subgroup_id TEXT NOT NULL REFERENCES subgroup (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  PRIMARY KEY (subgroup_id, account_id)
);

CREATE TABLE subgroup_dossier (
  round_id TEXT NOT NULL REFERENCES round (id),
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  subgroup_id TEXT REFERENCES subgroup (id),
  by_hand BOOLEAN NOT NULL,
  PRIMARY KEY (round_id, dossier_id)
);
