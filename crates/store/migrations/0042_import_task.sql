-- Work on a long list that goes on behind the page: which, until when the claim of the program that does it holds, the
-- code of what stopped it, and how often each remark was made when the list was read (JSON).

ALTER TABLE import_batch ADD COLUMN task TEXT;
ALTER TABLE import_batch ADD COLUMN task_until BIGINT;
ALTER TABLE import_batch ADD COLUMN failure TEXT;
ALTER TABLE import_batch ADD COLUMN notes TEXT;
