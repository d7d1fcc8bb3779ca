-- An archive of papers is made by a job, which counts the tries and holds the lease (`job`).
ALTER TABLE council_bundle DROP COLUMN attempts;
ALTER TABLE council_bundle DROP COLUMN claimed_until;
