-- Administrative areas: a unit is (code, valid from). valid_from is NULL where the sources do not give the beginning
-- (the map before 1/7/2025); valid_to is the first day on which the unit no longer stands.

CREATE TABLE area (
  id TEXT PRIMARY KEY NOT NULL,
  level TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  full_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  province_code TEXT NOT NULL,
  district_code TEXT,
  valid_from TEXT,
  valid_to TEXT,
  decree TEXT,
  name_en TEXT,
  alt_code TEXT,
  alt_spelling TEXT,
  folded TEXT NOT NULL,
  area_ha BIGINT,
  population BIGINT,
  lat_e5 BIGINT,
  lon_e5 BIGINT
);
CREATE INDEX area_code ON area (code);
CREATE INDEX area_province ON area (province_code, level);

CREATE TABLE succession (
  old_id TEXT NOT NULL REFERENCES area (id),
  new_id TEXT NOT NULL REFERENCES area (id),
  extent TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  decree TEXT,
  clause TEXT,
  note TEXT,
  agreement TEXT,
  PRIMARY KEY (old_id, new_id, effective_on)
);
CREATE INDEX succession_new ON succession (new_id);
