-- Re-ranking by written opinion (Điều 7(6)d, e, g). One row a dossier asked about in writing in a round: the star it asks
-- for (0: none), until when members answer, and whether the council has to meet (state meeting) and why.
CREATE TABLE written_opinion (
  round_id TEXT NOT NULL REFERENCES round (id),
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  proposed BIGINT NOT NULL,
  answer_by TEXT NOT NULL,
  state TEXT NOT NULL,
  ground TEXT,
  reason TEXT,
  opened_by TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  switched_at BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (round_id, dossier_id)
);
CREATE INDEX written_opinion_state ON written_opinion (state, answer_by);

-- What a member says besides his sheet. It belongs to the sheet and is as secret: stars are what the sheet came to when
-- it was handed in.
CREATE TABLE written_position (
  sheet_id TEXT PRIMARY KEY NOT NULL REFERENCES score_sheet (id),
  stand TEXT NOT NULL,
  stars BIGINT,
  reason TEXT
);

-- The day on which the full request for a re-ranking came in, by level, where it is not the day of the proposal.
CREATE TABLE reranking_receipt (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  level TEXT NOT NULL,
  received_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  noted_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, level)
);
