-- Producers, their establishments, and the products they make.

CREATE TABLE producer (
  id TEXT PRIMARY KEY NOT NULL,
  legal_form TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  tax_number TEXT UNIQUE,
  registration_number TEXT,
  founded_on TEXT,
  representative TEXT,
  representative_title TEXT,
  representative_gender TEXT,
  representative_ethnicity TEXT,
  representative_address TEXT,
  phone TEXT,
  email TEXT,
  address TEXT NOT NULL,
  commune_id TEXT REFERENCES area (id),
  history TEXT,
  organisation TEXT,
  invented BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX producer_commune ON producer (commune_id);

CREATE TABLE establishment (
  id TEXT PRIMARY KEY NOT NULL,
  producer_id TEXT NOT NULL REFERENCES producer (id),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  commune_id TEXT NOT NULL REFERENCES area (id),
  created_at BIGINT NOT NULL
);
CREATE INDEX establishment_producer ON establishment (producer_id);

-- commune_id is where it is made (the establishment's commune, else the producer's); brand_place is the old place name
-- that made the product known, apart from any legal address.
CREATE TABLE product (
  id TEXT PRIMARY KEY NOT NULL,
  producer_id TEXT NOT NULL REFERENCES producer (id),
  establishment_id TEXT REFERENCES establishment (id),
  commune_id TEXT REFERENCES area (id),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  set_id TEXT,
  category TEXT,
  brand_place TEXT,
  specification TEXT,
  story TEXT,
  gtin TEXT,
  code TEXT UNIQUE,
  picture_hash TEXT,
  invented BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX product_producer ON product (producer_id);
CREATE INDEX product_commune ON product (commune_id);

CREATE TABLE product_alias (
  code TEXT NOT NULL,
  product_id TEXT NOT NULL REFERENCES product (id),
  kind TEXT NOT NULL,
  source TEXT,
  PRIMARY KEY (code, product_id)
);

-- Lists brought in from outside: staged rows with findings; applied or undone as a whole.
CREATE TABLE import_batch (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  state TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  applied_at BIGINT,
  undone_at BIGINT
);

CREATE TABLE import_row (
  batch_id TEXT NOT NULL REFERENCES import_batch (id),
  row_no BIGINT NOT NULL,
  source_key TEXT NOT NULL,
  data TEXT NOT NULL,
  findings TEXT NOT NULL,
  action TEXT NOT NULL,
  commune_choice TEXT,
  created_ids TEXT NOT NULL,
  PRIMARY KEY (batch_id, row_no)
);
CREATE INDEX import_row_key ON import_row (source_key);
