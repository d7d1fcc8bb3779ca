//! Decisions of the authority, the recognitions they carry, and the packages sent to the ministry. Rows as they are
//! stored; what they mean on a day is worked out above.

mod candidate;
mod correct;
mod decision;
mod listed;
mod number;
mod package;
mod star;
mod status;

pub use star::{EXTENSION_KEY, Filings, WithdrawnRow, withdrawal_of};
pub(crate) use star::{FILINGS, TRANSITIONAL, filed};
pub use status::Days;
pub(crate) use status::{in_force, status};

pub use candidate::{
    Candidate, CandidateRound, candidates, free_candidate, item_candidates, waiting, waiting_count,
};
pub use correct::{
    CorrectedStar, DECISION, ListedFacts, OfDecision, RightDecision, STAR, correct_decision, correct_listed,
    corrected_stars, date_stars, listed_facts, move_stars, same_decision, stars_of_decision,
};
pub use decision::{
    DecisionCounts, DecisionRow, NewDecision, Signing, Which, decision, decisions, decisions_count,
    delete_draft, in_draft, insert, insert_item, set_pdf, sign, signed_on,
};
pub use listed::{ListedStar, insert_listed};
pub use number::{
    Given, GivenNumber, PlannedRound, correct_day, enter, given, given_earlier, planned_rounds,
};
pub use package::{
    NewPackage, PackageDossier, PackageFile, PackageRow, PackageSheet, PackageWardCheck, SealedAnswer,
    answers, approval, dossier as package_dossier, files as package_files, insert as insert_package, package,
    package_round_closed, packages_sent, sheets as package_sheets, ward_checks,
};
pub use star::{
    NewRecognition, RecognitionRow, by_any_number, by_certificate, by_id, insert as insert_recognition,
    listed_number_held, listed_of_decision, mark_dossier, of_decision, of_product, set_certificate_pdf,
    supersede, withdraw,
};
