-- What product and producer were called, and where the product was made, when the dossier was last sealed: lists, papers
-- and decisions about it say these words, whatever the register says later. Filled in for dossiers of before at the next
-- start, from their sealed packages.
ALTER TABLE dossier ADD COLUMN sealed_product TEXT;
ALTER TABLE dossier ADD COLUMN sealed_producer TEXT;
ALTER TABLE dossier ADD COLUMN sealed_address TEXT;

-- The set a star was judged by; none where it was read from a list.
ALTER TABLE recognition ADD COLUMN set_id TEXT;
UPDATE recognition SET set_id = (SELECT d.set_id FROM dossier d WHERE d.id = recognition.dossier_id)
  WHERE dossier_id IS NOT NULL;
