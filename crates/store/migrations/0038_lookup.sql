-- A star read from a list has no number of this system. It is found by a look-up code, and by the number the list gives
-- where it gives one. Earlier versions made a number up: it stays in its column as an old address alone, and the code
-- that takes its place is made of it.
ALTER TABLE recognition ADD COLUMN lookup TEXT;
ALTER TABLE recognition ADD COLUMN listed_number TEXT;
ALTER TABLE recognition ADD COLUMN listed_key TEXT;

UPDATE recognition SET lookup = 'TC-' || certificate
  WHERE import_batch IS NOT NULL OR decision_id IN (SELECT id FROM decision WHERE kind = 'imported');

CREATE UNIQUE INDEX recognition_lookup ON recognition (lookup);
CREATE INDEX recognition_listed ON recognition (listed_key);
CREATE INDEX recognition_decision ON recognition (decision_id);
