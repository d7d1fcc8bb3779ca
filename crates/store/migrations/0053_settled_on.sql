-- The day in Vietnam a dossier had its result: an extension lasts until then (Điều 12(3), 26/2026), also when a day before
-- is asked about later. A star given has the day of its decision, a result without one the day its round's matter closed.
ALTER TABLE dossier ADD COLUMN settled_on TEXT;

CREATE TABLE dossier_settled (id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL);

-- The day of a moment in UTC+7, in whole numbers that both engines divide alike: days since 1/3/0000, then year of the
-- era of 400 years, day of the year that begins in March, month, day.
INSERT INTO dossier_settled (id, day)
SELECT id, SUBSTR(CAST(10000 + year_march + CASE WHEN month_march >= 10 THEN 1 ELSE 0 END AS TEXT), 2) || '-' ||
  SUBSTR(CAST(100 + CASE WHEN month_march < 10 THEN month_march + 3 ELSE month_march - 9 END AS TEXT), 2) || '-' ||
  SUBSTR(CAST(100 + day_of_year - (153 * month_march + 2) / 5 + 1 AS TEXT), 2)
FROM (SELECT id, year_march, day_of_year, (5 * day_of_year + 2) / 153 AS month_march
  FROM (SELECT id, era * 400 + year_of_era AS year_march,
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100) AS day_of_year
    FROM (SELECT id, era, day_of_era,
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365 AS year_of_era
      FROM (SELECT id, days / 146097 AS era, days - (days / 146097) * 146097 AS day_of_era
        FROM (SELECT d.id, (r.closed_at + 25200000) / 86400000 + 719468 AS days
          FROM dossier d JOIN result r ON r.dossier_id = d.id WHERE d.state = 'not_recognised') a) b) c) e) f;

UPDATE dossier SET settled_on = (SELECT f.day FROM dossier_settled f WHERE f.id = dossier.id);
UPDATE dossier SET settled_on = (SELECT MAX(r.issued_on) FROM recognition r WHERE r.dossier_id = dossier.id)
WHERE state = 'recognised';

DROP TABLE dossier_settled;
