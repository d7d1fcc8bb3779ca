-- Business registration numbers that a producer holds: one each, even when two are entered in the same moment. The key
-- says it. Numbers held twice from before make no row of their own and stay pairs to be reviewed: rows are written with
-- the keys of likely duplicates, anew at the next start.
CREATE TABLE registration_number (
  number TEXT PRIMARY KEY NOT NULL,
  producer_id TEXT NOT NULL
);
CREATE INDEX registration_number_producer ON registration_number (producer_id);
DELETE FROM register_key;
