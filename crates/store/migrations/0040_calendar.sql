-- Days an administrator took out of the calendar of working days, kept whole so that they can be put back.
CREATE TABLE holiday_removed (
  day TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  basis TEXT,
  removed_by TEXT NOT NULL,
  removed_at BIGINT NOT NULL
);

-- A running term that a change of the calendar moved. due and received are the days before and after, days the changed
-- days of the calendar, with blanks between.
CREATE TABLE dossier_due_change (
  dossier_id TEXT NOT NULL REFERENCES dossier (id),
  attempt BIGINT NOT NULL,
  nth BIGINT NOT NULL,
  due_before TEXT NOT NULL,
  due_after TEXT NOT NULL,
  received_before TEXT,
  received_after TEXT,
  days TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (dossier_id, attempt, nth)
);

CREATE INDEX dossier_at_ward_due ON dossier (state, due_on);
