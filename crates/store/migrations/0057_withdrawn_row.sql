-- Rows whose star the list, or who answered for it, called withdrawn: looked up when a later list gives the star again.
ALTER TABLE import_row ADD COLUMN withdrawn BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE import_row SET withdrawn = TRUE WHERE data LIKE '%"withdrawn":true%';
CREATE INDEX import_row_withdrawn ON import_row (withdrawn) WHERE withdrawn;
