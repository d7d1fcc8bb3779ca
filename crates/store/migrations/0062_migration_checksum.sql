-- The statements of each migration as they were when this database took it, hashed: an edit of a migration that has
-- landed is noticed at the next start. Databases from before take the sums of the files as they are now.

ALTER TABLE schema_version ADD COLUMN checksum TEXT;
