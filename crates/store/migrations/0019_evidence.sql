-- The library of papers: pages counted, renewals as a chain, citations of page ranges.

-- How many pages the bytes have; none: stored before pages were counted.
ALTER TABLE file ADD COLUMN pages BIGINT;
-- The paper this one renews, and the one that renews it: bytes of a paper never change, a renewal is a new row.
ALTER TABLE evidence ADD COLUMN replaces TEXT;
ALTER TABLE evidence ADD COLUMN replaced_by TEXT;
ALTER TABLE evidence ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE INDEX evidence_kind ON evidence (producer_id, kind);
-- The last page of a range; and whether the page has to be looked at again after a renewal.
ALTER TABLE dossier_evidence ADD COLUMN page_to BIGINT;
ALTER TABLE dossier_evidence ADD COLUMN check_page BOOLEAN NOT NULL DEFAULT FALSE;
