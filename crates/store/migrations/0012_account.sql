-- People are found without diacritics.
ALTER TABLE account ADD COLUMN folded TEXT NOT NULL DEFAULT '';
