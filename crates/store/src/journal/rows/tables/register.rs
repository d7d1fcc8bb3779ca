//! Kept rows: what the register says of producers, products and their papers, and the lists it was filled from.

use super::Kind::{Flag, Hashed, Number, Text};
use super::{ID, Table};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "product",
        key: ID,
        columns: &[
            ("producer_id", Text),
            ("commune_id", Text),
            ("name", Hashed),
            ("set_id", Text),
            ("category", Hashed),
            ("code", Text),
            ("merged_into", Text),
            ("invented", Flag),
        ],
    },
    Table { name: "product_alias", key: &[("code", Text), ("product_id", Text)], columns: &[("kind", Text)] },
    Table {
        name: "producer",
        key: ID,
        columns: &[
            ("legal_form", Text),
            ("name", Hashed),
            ("tax_number", Hashed),
            ("registration_number", Hashed),
            ("founded_on", Hashed),
            ("representative", Hashed),
            ("address", Hashed),
            ("commune_id", Text),
            ("merged_into", Text),
            ("invented", Flag),
        ],
    },
    Table {
        name: "amendment",
        key: ID,
        columns: &[
            ("thing", Text),
            ("thing_id", Text),
            ("kind", Text),
            ("proposed", Hashed),
            ("to_producer_id", Text),
            ("reason", Hashed),
            ("evidence_id", Text),
            ("effective_on", Text),
            ("state", Text),
            ("asked_by", Text),
            ("asked_at", Number),
            ("received_by", Text),
            ("received_at", Number),
            ("decided_by", Text),
            ("decided_at", Number),
            ("decision_note", Hashed),
        ],
    },
    Table {
        name: "evidence",
        key: ID,
        columns: &[
            ("producer_id", Text),
            ("kind", Text),
            ("title", Hashed),
            ("issuer", Hashed),
            ("number", Hashed),
            ("issued_on", Text),
            ("expires_on", Text),
            ("file_hash", Text),
            ("file_name", Hashed),
            ("replaces", Text),
            ("replaced_by", Text),
        ],
    },
    Table {
        name: "import_batch",
        key: ID,
        columns: &[
            ("kind", Text),
            ("file_hash", Text),
            ("state", Text),
            ("created_by", Text),
            ("applied_at", Number),
            ("undone_at", Number),
        ],
    },
];
