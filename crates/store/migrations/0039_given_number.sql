-- Numbers that an agency has given to decisions in a year, of recognition and of withdrawal alike: given once, even when
-- two are signed in the same moment. The key says it; rows that were there before are asked for where they stand.
CREATE TABLE given_number (
  agency TEXT NOT NULL,
  year BIGINT NOT NULL,
  symbol TEXT NOT NULL,
  serial TEXT NOT NULL,
  thing TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  PRIMARY KEY (agency, year, symbol, serial)
);
