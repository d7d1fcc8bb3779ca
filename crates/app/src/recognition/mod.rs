//! From a council's result to a star anyone can verify: the office drafts the decision, the leader signs it, codes and
//! certificates follow in the same transaction; five-star candidates are packed for the ministry; a star may be
//! withdrawn. What a star is called on a day is computed here from its dates, never stored.

mod candidates;
mod certificate;
mod correct_decision;
mod correct_listed;
mod discard_draft;
mod draft_decision;
mod listed;
mod package;
mod paper;
mod said_day;
mod sign;
mod standing;
mod verify;
mod view;
mod withdraw;

pub use candidates::{RoundCandidates, Waiting, round_candidates, waiting};
pub use certificate::{certificate, qr};
pub use correct_decision::{CorrectDecision, correct_decision, correct_decision_view};
pub use correct_listed::{CorrectListed, CorrectListedView, correct_listed, correct_listed_view};
pub use discard_draft::discard_draft;
pub use draft_decision::{DraftDecision, draft_decision};
pub use listed::{ListedDecision, ListedProduct, listed_products};
pub use ocop_store::recognition::{DecisionRow, Which};
pub use package::{Package, PackageZip, SendPackage, SentPackage, package_zip, send_package, view_package};
pub use paper::decision_paper;
pub use sign::{Sign, Signed, sign};
pub use standing::{Dates, MissedWindow, StandingOn, StarView, standing_on, star_view};
pub use verify::{LookUp, Namesake, Successor, Verification, look_up, verify};
pub use view::{DecisionLists, DecisionView, Item, decision, decisions};
pub use withdraw::{Withdraw, WithdrawView, withdraw, withdraw_view};
