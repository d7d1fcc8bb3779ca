//! Kept rows: a dossier's way from its producer to the council.

use super::Kind::{Flag, Hashed, Number, Text};
use super::{ID, OF_DOSSIER, Table};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "dossier",
        key: ID,
        columns: &[
            ("product_id", Text),
            ("producer_id", Text),
            ("commune_id", Text),
            ("kind", Text),
            ("set_id", Text),
            ("state", Text),
            ("registration_number", Text),
            ("submitted_at", Number),
            ("submitted_by", Text),
            ("settled_on", Text),
            ("sealed_product", Hashed),
            ("sealed_producer", Hashed),
            ("sealed_address", Hashed),
            ("due_on", Text),
            ("seal_hash", Text),
            ("filed_on", Text),
            ("proposed_on", Text),
            ("round_id", Text),
            ("invented", Flag),
            ("seal", Hashed),
        ],
    },
    Table {
        name: "dossier_seal",
        key: &[("dossier_id", Text), ("attempt", Number)],
        columns: &[("submitted_at", Number), ("received_on", Text), ("due_on", Text), ("seal_hash", Text)],
    },
    Table {
        name: "dossier_basis",
        key: OF_DOSSIER,
        columns: &[
            ("recognition_id", Text),
            ("recognised_dossier", Text),
            ("recognised_attempt", Number),
            ("source_dossier", Text),
            ("source_attempt", Number),
        ],
    },
    Table {
        name: "dossier_due_change",
        key: &[("dossier_id", Text), ("attempt", Number), ("nth", Number)],
        columns: &[
            ("due_before", Text),
            ("due_after", Text),
            ("received_before", Text),
            ("received_after", Text),
            ("days", Text),
        ],
    },
    Table {
        name: "ward_check",
        key: &[("dossier_id", Text), ("attempt", Number)],
        columns: &[
            ("local_material", Hashed),
            ("local_labour", Hashed),
            ("idea_origin", Hashed),
            ("local_identity", Hashed),
            ("conclusion", Text),
            ("reasons", Hashed),
            ("draft", Flag),
            ("checked_by", Text),
            ("checked_at", Number),
        ],
    },
    Table {
        name: "ward_meeting",
        key: &[("dossier_id", Text), ("attempt", Number)],
        columns: &[
            ("held_on", Text),
            ("departments", Hashed),
            ("content", Hashed),
            ("conclusion", Hashed),
            ("noted_by", Text),
            ("place", Hashed),
        ],
    },
    Table {
        name: "addition_request",
        key: &[("dossier_id", Text), ("attempt", Number)],
        columns: &[
            ("answer_by", Text),
            ("words", Hashed),
            ("asked_at", Number),
            ("asked_by", Text),
            ("answered_at", Number),
            ("answered_by", Text),
        ],
    },
    Table {
        name: "addition_item",
        key: &[("dossier_id", Text), ("attempt", Number), ("number", Number)],
        columns: &[("place", Text), ("subject", Text), ("reason", Hashed), ("note", Hashed)],
    },
    Table { name: "sample", key: &[("dossier_id", Text), ("number", Number)], columns: &[("state", Text)] },
    Table {
        name: "sample_step",
        key: ID,
        columns: &[
            ("dossier_id", Text),
            ("number", Number),
            ("step", Text),
            ("at", Number),
            ("by_account", Text),
            ("note", Hashed),
            ("by_name", Hashed),
            ("counterpart", Hashed),
        ],
    },
    Table {
        name: "dossier_carried",
        key: &[("dossier_id", Text), ("section", Text), ("item", Text)],
        columns: &[("outcome", Text)],
    },
];
