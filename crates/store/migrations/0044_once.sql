-- Forms that were carried out, so that the same sending counts once: which form of which account, what it said, and where
-- it led. Rows are kept for some days.

CREATE TABLE sent_form (
  account_id TEXT NOT NULL,
  -- SHA-256 over the one-time token of the form, its address and everything that was sent with it.
  sending TEXT NOT NULL,
  led_to TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (account_id, sending)
);
CREATE INDEX sent_form_at ON sent_form (at);
