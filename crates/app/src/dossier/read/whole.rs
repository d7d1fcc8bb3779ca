//! A dossier as it is read: what its pages show, and what is sealed and compared.

use super::basis::Basis;
use crate::evidence::Paper;
use jiff::civil::Date;
use ocop_domain::criteria::{CriteriaSet, CriterionCode, Findings, Question, Scored};
use ocop_domain::dossier::seal::{SealedConfirmation, SealedMark};
use ocop_domain::dossier::{Form01, Form02, Kind, State, Topic};
use ocop_store::dossier::evidence::CitationRow;
use ocop_store::recognition::WithdrawnRow;
use ocop_store::scope::Place;
use std::collections::BTreeMap;

pub use ocop_store::dossier::check::WardCheckRow as WardCheck;
pub use ocop_store::dossier::subject::SubjectRow as Subject;
pub use ocop_store::dossier::term::DueChange;

/// A citation of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// "" = the dossier as a whole.
    pub criterion: String,
    pub evidence_id: String,
    pub page: Option<i64>,
    /// The last page of a range.
    pub page_to: Option<i64>,
    /// The paper was renewed and no longer has this page.
    pub check_page: bool,
}

impl Cited {
    pub(in crate::dossier) fn of(c: CitationRow) -> Cited {
        Cited {
            criterion: c.criterion,
            evidence_id: c.evidence_id,
            page: c.page,
            page_to: c.page_to,
            check_page: c.check_page,
        }
    }
}

/// Everything a page shows of a dossier.
#[derive(Debug, Clone)]
pub struct Dossier {
    pub id: String,
    pub kind: Kind,
    pub state: State,
    pub version: i64,
    pub set: &'static CriteriaSet,
    /// The register's facts: as sealed, of what its reader is still filling in as they stand.
    pub subject: Subject,
    pub place: Place,
    pub form01: Form01,
    pub form02: Form02,
    pub answers: BTreeMap<CriterionCode, usize>,
    pub notes: BTreeMap<CriterionCode, String>,
    /// Question key → (applies, reason).
    pub findings: BTreeMap<String, (bool, Option<String>)>,
    pub papers: Vec<Paper>,
    pub citations: Vec<Cited>,
    pub scored: Scored,
    pub registration_number: Option<String>,
    pub submitted_at: Option<i64>,
    pub due_on: Option<Date>,
    /// What moved the last submission's term: the calendar of working days changed while it ran.
    pub due_changes: Vec<DueChange>,
    pub seal_hash: Option<String>,
    pub proposed_on: Option<Date>,
    pub round_id: Option<String>,
    pub invented: bool,
    pub created_at: i64,
    /// How often it was submitted.
    pub attempts: i64,
    /// What an upgrade or a re-ranking stands on; none: a first-time dossier.
    pub basis: Option<Basis>,
    /// What the producer says is new since recognition (Điều 6(1)b, 6(1)c).
    pub updates: BTreeMap<Topic, String>,
    /// The commune's concluded checks, newest first.
    pub checks: Vec<WardCheck>,
    /// The withdrawal of the star it led to (Điều 8, 26/2026).
    pub withdrawn: Option<WithdrawnRow>,
    /// The producer is mending it and the actor is not to see that: shown is what was last handed in.
    pub as_handed_in: bool,
    /// The actor may change it now.
    pub may_edit: bool,
    /// The actor is an officer who fills it in for its producer.
    pub helping: bool,
    /// What an officer of the commune typed for the producer: as sealed, of a draft as it stands.
    pub marks: Vec<SealedMark>,
    /// How the producer confirmed what an officer filled in; none of a draft.
    pub confirmed: Option<SealedConfirmation>,
    /// The actor may check it for the commune now.
    pub may_check: bool,
    pub forms_stamp: String,
    pub questions_stamp: String,
    pub answers_stamp: String,
}

impl Dossier {
    /// The knock-out questions answered with yes, as asked.
    pub fn knocked_out(&self) -> Vec<&'static Question> {
        let yes = self.findings.iter().filter(|(_, (applies, _))| *applies).map(|(key, _)| key.clone());
        Findings(yes.collect()).applied(self.set).unwrap_or_default()
    }

    /// Did this account type a part of it for the producer?
    pub fn typed_by(&self, account: &str) -> bool {
        self.marks.iter().any(|m| m.by == account)
    }

    /// A person who filled in also concluded the commune's check: in a small ward it may be one person.
    pub fn checked_by_helper(&self) -> bool {
        self.checks.iter().any(|c| self.typed_by(&c.checked_by))
    }

    /// The mark of a part, called as in the sealed package.
    pub fn mark(&self, key: &str) -> Option<&SealedMark> {
        self.marks.iter().find(|m| m.key == key)
    }

    pub fn paper(&self, id: &str) -> Option<&Paper> {
        self.papers.iter().find(|p| p.id == id)
    }

    /// The papers cited on a criterion, with the page.
    pub fn cited_on<'a>(&'a self, criterion: &'a str) -> impl Iterator<Item = (&'a Paper, Option<i64>)> {
        self.citations
            .iter()
            .filter(move |c| c.criterion == criterion)
            .filter_map(|c| Some((self.paper(&c.evidence_id)?, c.page)))
    }

    /// Criteria with points that neither a paper nor a word supports: worth a look, not a fault
    /// (Mẫu số 02, Phần III: mô tả, chứng minh về kết quả tương ứng).
    pub fn unsupported(&self) -> Vec<CriterionCode> {
        self.answers
            .iter()
            .filter(|(code, n)| {
                let points =
                    self.set.criterion(code).and_then(|c| c.option(**n)).map_or(0, |o| o.points.get());
                points > 0
                    && !self.notes.contains_key(code)
                    && !self.citations.iter().any(|c| c.criterion == code.as_str())
            })
            .map(|(code, _)| code.clone())
            .collect()
    }
}
