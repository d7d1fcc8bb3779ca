-- Where each chain ends, written with the entry itself: an end cut off shows before the next seal.
CREATE TABLE journal_head (
  chain TEXT PRIMARY KEY NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  -- Up to where the chain is sealed.
  sealed BIGINT NOT NULL
);
INSERT INTO journal_head (chain, seq, hash, sealed)
  SELECT j.chain, j.seq, j.hash, 0 FROM journal j
  JOIN (SELECT chain, MAX(seq) AS top FROM journal GROUP BY chain) t ON t.chain = j.chain AND t.top = j.seq;

-- A seal covers the seal before it (prev) and the ends of the chains that grew since (journal_sealed). The first one
-- stands on the last of journal_seal, which are kept and proved as they were made.
CREATE TABLE journal_root (
  n BIGINT PRIMARY KEY NOT NULL,
  sealed_at BIGINT NOT NULL,
  prev TEXT NOT NULL,
  root TEXT NOT NULL,
  chains BIGINT NOT NULL
);
CREATE TABLE journal_sealed (
  n BIGINT NOT NULL,
  chain TEXT NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (n, chain)
);
