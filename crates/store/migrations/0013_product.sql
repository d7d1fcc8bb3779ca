-- What an imported list says of the day of recognition, in its own words, where that is not a day ("2024", "≤2024-04").

ALTER TABLE recognition ADD COLUMN issued_text TEXT;

CREATE INDEX product_folded ON product (folded);
CREATE INDEX producer_folded ON producer (folded);
CREATE INDEX decision_number ON decision (number);
CREATE INDEX recognition_batch ON recognition (import_batch);
