-- What a member or a delegate was called when a sheet of the round was handed in, the attendance was noted or the round
-- was closed: its papers say this name, whatever the account says later.
CREATE TABLE round_member_name (
  round_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (round_id, account_id)
);
INSERT INTO round_member_name (round_id, account_id, name)
  SELECT DISTINCT s.round_id, s.account_id, a.name FROM score_sheet s JOIN account a ON a.id = s.account_id
  WHERE s.submitted_at IS NOT NULL;
INSERT INTO round_member_name (round_id, account_id, name)
  SELECT r.id, m.account_id, a.name FROM round r JOIN council_member m ON m.council_id = r.council_id
  JOIN account a ON a.id = m.account_id
  WHERE r.state = 'closed' AND NOT EXISTS (SELECT 1 FROM round_member_name k
    WHERE k.round_id = r.id AND k.account_id = m.account_id);
