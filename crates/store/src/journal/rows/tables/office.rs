//! Kept rows: who may do what, and what the offices set.

use super::Kind::{Flag, Hashed, Text};
use super::{ID, Table};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "post",
        key: ID,
        columns: &[
            ("account_id", Text),
            ("role", Text),
            ("area_id", Text),
            ("producer_id", Text),
            ("valid_from", Text),
            ("valid_until", Text),
            ("decision", Hashed),
        ],
    },
    Table {
        name: "waiting_post",
        key: ID,
        columns: &[
            ("account_id", Text),
            ("role", Text),
            ("area_id", Text),
            ("producer_id", Text),
            ("valid_from", Text),
            ("valid_until", Text),
            ("asked_by", Text),
            ("for_owner", Flag),
            ("answered_by", Text),
            ("confirmed", Flag),
        ],
    },
    Table {
        name: "account",
        key: ID,
        columns: &[
            ("name", Hashed),
            ("email", Hashed),
            ("password_hash", Hashed),
            ("totp_secret", Hashed),
            ("disabled", Flag),
        ],
    },
    Table { name: "setting", key: &[("key", Text)], columns: &[("value", Hashed)] },
    Table {
        name: "holiday",
        key: &[("day", Text)],
        columns: &[("kind", Text), ("name", Hashed), ("source", Hashed), ("basis", Text)],
    },
    Table {
        name: "holiday_removed",
        key: &[("day", Text)],
        columns: &[("kind", Text), ("name", Hashed), ("removed_by", Text)],
    },
];
