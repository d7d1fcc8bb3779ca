//! The tables that hold facts of law, and what of their rows the journal keeps: codes, days, numbers and states as they
//! stand, texts and what a person is called only as a hash.

/// How a column is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A code, day or number of a decision, as it stands.
    Text,
    Number,
    Flag,
    /// A free text or personal fact: its hash, bound to the row.
    Hashed,
}
use Kind::{Flag, Hashed, Number, Text};

/// A table whose rows the journal keeps.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    /// Columns of the key; never changed by an act.
    pub key: &'static [(&'static str, Kind)],
    pub columns: &'static [(&'static str, Kind)],
}

impl Table {
    /// What names a row: the values of its key.
    pub fn chain(&self, key: &[String]) -> String {
        format!("{}{}", self.prefix(), key.join("|"))
    }

    /// What the chains of all its rows begin with.
    pub fn prefix(&self) -> String {
        format!("{}{}:", super::PREFIX, self.name)
    }

    pub fn named(name: &str) -> Option<usize> {
        TABLES.iter().position(|t| t.name == name)
    }
}

const ID: &[(&str, Kind)] = &[("id", Text)];
const OF_DOSSIER: &[(&str, Kind)] = &[("dossier_id", Text)];

/// Drafts of score sheets are not here: what a member has not handed in stands nowhere but in the sheet.
pub const TABLES: &[Table] = &[
    Table {
        name: "recognition",
        key: ID,
        columns: &[
            ("product_id", Text),
            ("dossier_id", Text),
            ("decision_id", Text),
            ("stars", Number),
            ("law", Text),
            ("set_id", Text),
            ("certificate", Text),
            ("lookup", Text),
            ("listed_number", Text),
            ("product_name", Hashed),
            ("producer_name", Hashed),
            ("address", Hashed),
            ("issued_on", Text),
            ("issued_text", Hashed),
            ("expires_on", Text),
            ("date_precision", Text),
            ("withdrawn_on", Text),
            ("withdrawal_ground", Hashed),
            ("withdrawal_decision", Text),
            ("superseded_on", Text),
            ("pdf_hash", Text),
            ("trust", Text),
            ("source", Hashed),
            ("import_batch", Text),
            ("invented", Flag),
        ],
    },
    Table {
        name: "decision",
        key: ID,
        columns: &[
            ("kind", Text),
            ("province_code", Text),
            ("issuer", Hashed),
            ("round_id", Text),
            ("number", Text),
            ("decided_on", Text),
            ("signer_title", Hashed),
            ("signer_name", Hashed),
            ("signed_by", Text),
            ("signed_at", Number),
            ("pdf_hash", Text),
            ("source", Hashed),
        ],
    },
    Table {
        name: "decision_item",
        key: &[("decision_id", Text), ("dossier_id", Text)],
        columns: &[("stars", Number)],
    },
    Table {
        name: "given_number",
        key: &[("agency", Text), ("year", Number), ("symbol", Text), ("serial", Text)],
        columns: &[("thing", Text), ("thing_id", Text), ("decided_on", Text)],
    },
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
        ],
    },
    Table {
        name: "dossier_seal",
        key: &[("dossier_id", Text), ("attempt", Number)],
        columns: &[("submitted_at", Number), ("received_on", Text), ("due_on", Text), ("seal_hash", Text)],
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
        name: "council",
        key: ID,
        columns: &[
            ("level", Text),
            ("province_code", Text),
            ("name", Hashed),
            ("decision_number", Text),
            ("decided_on", Text),
            ("rules", Hashed),
        ],
    },
    Table {
        name: "council_member",
        key: &[("council_id", Text), ("account_id", Text)],
        columns: &[("department", Hashed), ("duty", Text)],
    },
    Table {
        name: "round",
        key: ID,
        columns: &[
            ("council_id", Text),
            ("year", Number),
            ("ordinal", Number),
            ("proposed_before", Text),
            ("held_before", Text),
            ("extra_decision", Hashed),
            ("rules", Hashed),
            ("meets_on", Text),
            ("state", Text),
            ("minutes_number", Text),
        ],
    },
    Table {
        name: "round_member_name",
        key: &[("round_id", Text), ("account_id", Text)],
        columns: &[("name", Hashed)],
    },
    Table {
        name: "attendance",
        key: &[("round_id", Text), ("account_id", Text)],
        columns: &[("present", Flag)],
    },
    Table {
        name: "result",
        key: OF_DOSSIER,
        columns: &[
            ("round_id", Text),
            ("ballot", Number),
            ("sum", Number),
            ("members", Number),
            ("spread", Number),
            ("band", Number),
            ("rank", Number),
            ("outcome", Text),
            ("closed_by", Text),
            ("closed_at", Number),
        ],
    },
    Table {
        name: "past_result",
        key: &[("dossier_id", Text), ("round_id", Text)],
        columns: &[
            ("ballot", Number),
            ("sum", Number),
            ("members", Number),
            ("spread", Number),
            ("band", Number),
            ("rank", Number),
            ("outcome", Text),
            ("standing", Text),
            ("ground", Text),
            ("ground_id", Text),
            ("reason", Hashed),
        ],
    },
    Table {
        name: "correction",
        key: ID,
        columns: &[
            ("round_id", Text),
            ("dossier_id", Text),
            ("sheet_id", Text),
            ("account_id", Text),
            ("reason", Hashed),
            ("state", Text),
            ("decided_by", Text),
            ("decided_at", Number),
            ("before", Hashed),
            ("after", Hashed),
        ],
    },
    Table {
        name: "written_opinion",
        key: &[("round_id", Text), ("dossier_id", Text)],
        columns: &[
            ("proposed", Number),
            ("answer_by", Text),
            ("state", Text),
            ("ground", Text),
            ("reason", Hashed),
        ],
    },
    Table {
        name: "reranking_receipt",
        key: &[("dossier_id", Text), ("level", Text)],
        columns: &[("received_on", Text), ("reason", Hashed), ("noted_by", Text)],
    },
    Table {
        name: "package",
        key: OF_DOSSIER,
        columns: &[
            ("decision_id", Text),
            ("file_hash", Text),
            ("letter_number", Text),
            ("sent_on", Text),
            ("sent_by", Text),
        ],
    },
    Table {
        name: "ministry_receipt",
        key: &[("dossier_id", Text), ("number", Number)],
        columns: &[
            ("file_hash", Text),
            ("letter_number", Text),
            ("sent_on", Text),
            ("taken", Flag),
            ("missing", Hashed),
            ("note", Hashed),
            ("checked_on", Text),
            ("checked_by", Text),
        ],
    },
    Table {
        name: "ministry_demand",
        key: ID,
        columns: &[
            ("province_code", Text),
            ("number", Text),
            ("demanded_on", Text),
            ("reason", Hashed),
            ("answer_by", Text),
            ("answer", Hashed),
            ("answer_number", Text),
            ("answered_on", Text),
            ("answered_by", Text),
        ],
    },
    Table {
        name: "ministry_demand_item",
        key: &[("demand_id", Text), ("dossier_id", Text)],
        columns: &[("asked", Text), ("recognition_id", Text), ("redone_at", Number)],
    },
    Table {
        name: "objection",
        key: ID,
        columns: &[
            ("dossier_id", Text),
            ("producer_id", Text),
            ("round_id", Text),
            ("about", Text),
            ("decision_id", Text),
            ("reason", Hashed),
            ("criteria", Hashed),
            ("late_reason", Hashed),
            ("state", Text),
            ("filed_on", Text),
            ("filed_by", Text),
            ("received_on", Text),
            ("received_by", Text),
            ("due_on", Text),
            ("outcome", Text),
            ("again", Flag),
            ("answer", Hashed),
            ("answer_number", Text),
            ("answered_on", Text),
            ("answered_by", Text),
            ("withdrawn_on", Text),
            ("result_before", Hashed),
            ("result_after", Hashed),
        ],
    },
];
