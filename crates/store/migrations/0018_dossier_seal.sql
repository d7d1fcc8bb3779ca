-- A seal is asked for by its hash, by anyone who holds a printed sheet.
CREATE INDEX dossier_seal_hash ON dossier_seal (seal_hash);
