-- Duplicates of the register, merged and un-merged without loss; corrections with their history; the survey of
-- potential products.

-- A record merged into another stays as a redirect, so that old links and sealed dossiers still find their way.
ALTER TABLE producer ADD COLUMN merged_into TEXT;
ALTER TABLE product ADD COLUMN merged_into TEXT;
CREATE INDEX product_gtin ON product (gtin);
CREATE INDEX producer_merged ON producer (merged_into);

-- By what likely duplicates of a producer are found: strong keys (tax, tel, name) hold everywhere and have scope '',
-- weak ones (pieces of the name) only within a commune. Derived from the producer's row.
CREATE TABLE register_key (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  scope TEXT NOT NULL,
  producer_id TEXT NOT NULL REFERENCES producer (id),
  PRIMARY KEY (kind, key, scope, producer_id)
);
CREATE INDEX register_key_producer ON register_key (producer_id);

-- Pairs somebody looked at and found to be two; first_id is the lesser id.
CREATE TABLE register_distinct (
  first_id TEXT NOT NULL,
  second_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  reason TEXT,
  said_by TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  PRIMARY KEY (first_id, second_id)
);

CREATE TABLE register_merge (
  id TEXT PRIMARY KEY NOT NULL,
  thing TEXT NOT NULL,
  survivor_id TEXT NOT NULL,
  merged_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  taken TEXT NOT NULL,
  merged_by TEXT NOT NULL,
  merged_at BIGINT NOT NULL,
  undone_by TEXT,
  undone_at BIGINT
);
CREATE INDEX register_merge_survivor ON register_merge (survivor_id);
CREATE INDEX register_merge_merged ON register_merge (merged_id);

-- Every row a merge touched, whole, before and after. before_image NULL: the merge made the row.
CREATE TABLE register_merge_row (
  merge_id TEXT NOT NULL REFERENCES register_merge (id),
  seq BIGINT NOT NULL,
  table_name TEXT NOT NULL,
  row_id TEXT NOT NULL,
  before_image TEXT,
  after_image TEXT NOT NULL,
  PRIMARY KEY (merge_id, seq)
);

-- A correction of legal facts, or the transfer of a product: asked for with a reason, decided by the office.
CREATE TABLE amendment (
  id TEXT PRIMARY KEY NOT NULL,
  thing TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  proposed TEXT NOT NULL,
  to_producer_id TEXT REFERENCES producer (id),
  reason TEXT NOT NULL,
  evidence_id TEXT REFERENCES evidence (id),
  effective_on TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  received_by TEXT,
  received_at BIGINT,
  decided_by TEXT,
  decided_at BIGINT,
  decision_note TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX amendment_thing ON amendment (thing_id);
CREATE INDEX amendment_state ON amendment (state);

-- What stood in the register before and after, field by field.
CREATE TABLE register_change (
  id TEXT PRIMARY KEY NOT NULL,
  thing TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  field TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT,
  effective_on TEXT NOT NULL,
  ground TEXT,
  amendment_id TEXT REFERENCES amendment (id),
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX register_change_thing ON register_change (thing_id, changed_at);

-- Potential products a commune has found, from survey to dossier.
CREATE TABLE survey (
  id TEXT PRIMARY KEY NOT NULL,
  commune_id TEXT NOT NULL REFERENCES area (id),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  likeness TEXT NOT NULL,
  maker TEXT,
  producer_id TEXT REFERENCES producer (id),
  set_id TEXT,
  feature TEXT,
  stage TEXT NOT NULL,
  next_step TEXT,
  next_by TEXT,
  next_on TEXT,
  notes TEXT,
  product_id TEXT REFERENCES product (id),
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX survey_commune ON survey (commune_id, stage);
CREATE INDEX survey_likeness ON survey (likeness);
