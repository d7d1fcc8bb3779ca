-- Which of the product's samples a member looked at or tasted, and what he found.
ALTER TABLE score_sheet ADD COLUMN sample_number BIGINT;
ALTER TABLE score_sheet ADD COLUMN tasting TEXT;
