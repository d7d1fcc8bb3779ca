-- The name in lower case with its diacritics: SQLite folds only ASCII letters, and a search for “mắm” wants “mắm” first.
ALTER TABLE catalogue ADD COLUMN name_lower TEXT NOT NULL DEFAULT '';

CREATE INDEX recognition_dossier ON recognition (dossier_id);
CREATE INDEX decision_item_dossier ON decision_item (dossier_id);
