-- Up to where the chains reached while seals were made by the day. What was written since belongs to none of them, whatever
-- the clock said when it was written.
CREATE TABLE journal_daily_end (
  chain TEXT PRIMARY KEY NOT NULL,
  seq BIGINT NOT NULL
);
INSERT INTO journal_daily_end (chain, seq)
  SELECT chain, seq FROM journal_head WHERE EXISTS (SELECT 1 FROM journal_seal);
