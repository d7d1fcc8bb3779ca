-- What keeps a member from judging a dossier, and who sits in another's place.

-- What a member declares of himself, for every producer to come; read by nobody but him and the comparison.
CREATE TABLE member_interest (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  tie TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX member_interest_account ON member_interest (account_id);

-- One word on a member and a dossier: he steps aside, or the tie that was found was looked at and does not matter.
CREATE TABLE council_conflict (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  state TEXT NOT NULL,
  ties TEXT NOT NULL,
  declared BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, account_id)
);

-- A member who cannot come to a round sends another with a letter.
CREATE TABLE council_delegate (
  round_id TEXT NOT NULL REFERENCES round (id),
  member_id TEXT NOT NULL REFERENCES account (id),
  delegate_id TEXT NOT NULL REFERENCES account (id),
  letter_number TEXT NOT NULL,
  letter_on TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (round_id, member_id),
  UNIQUE (round_id, delegate_id)
);
