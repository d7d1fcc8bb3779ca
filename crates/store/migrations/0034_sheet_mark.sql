-- A member may say of a criterion that the papers do not show it: no points, and a mark of its own beside "none of these".
ALTER TABLE score_answer ADD COLUMN insufficient BOOLEAN NOT NULL DEFAULT FALSE;
