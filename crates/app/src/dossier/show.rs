use super::access::{Loaded, load, stamp_of};
use super::answers::answers_stamp;
use super::basis::Basis;
use super::questions::questions_stamp;
use super::sealed_facts::{self, papers_as_sealed, subject_as_sealed};
use crate::evidence::Paper;
use crate::producer::Private as _;
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::account::{Act, can};
use ocop_domain::criteria::{Answers, CriteriaSet, CriterionCode, Findings, Question, Scored, score};
use ocop_domain::dossier::seal::{SealedConfirmation, SealedMark};
use ocop_domain::dossier::{Form01, Form02, Kind, State, Topic};
use ocop_store::Db;
use ocop_store::dossier::{answer, check, evidence, seal, subject, term};
use ocop_store::recognition::{WithdrawnRow, withdrawal_of};
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
    fn of(c: evidence::CitationRow) -> Cited {
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
    /// How the producer confirmed what was filled in for him; none of a draft.
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

/// Names the stored forms, so that a form filled in beside older ones is noticed.
pub fn forms_stamp(form01: &str, form02: &str) -> String {
    stamp_of(&format!("{form01}\n{form02}"))
}

/// Loads a dossier for those who may see it: its producer always, offices once it was submitted.
pub async fn show(cx: &Cx, id: &str) -> Result<Dossier, Error> {
    let loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    for_reader(cx, loaded).await
}

/// A dossier as its reader may see it: personal facts of the producer hidden from those who have no need of them.
pub(super) async fn for_reader(cx: &Cx, loaded: Loaded) -> Result<Dossier, Error> {
    let facts = loaded.facts.clone();
    let mut dossier = assemble(cx, cx.db(), loaded).await?;
    if dossier.subject.hide_from(cx, &facts)
        && let Some((_, before)) = dossier.basis.as_mut().and_then(|b| b.recognised.as_mut())
    {
        before.producer.hide();
    }
    Ok(dossier)
}

/// The dossier whole, for what is written, sealed or compared. Read on the heap: thirty acts await it, and each would keep
/// fourteen kilobytes for it.
pub(super) async fn assemble(cx: &Cx, db: &Db, loaded: Loaded) -> Result<Dossier, Error> {
    Box::pin(read_whole(cx, db, loaded)).await
}

async fn read_whole(cx: &Cx, db: &Db, loaded: Loaded) -> Result<Dossier, Error> {
    let in_work = loaded.in_work(cx);
    let Loaded { row, state, set, facts, hand } = loaded;
    let mut subject = subject::find(db, &row.product_id)
        .await?
        .ok_or_else(|| Error::internal("a dossier without product"))?;
    let place = ocop_store::scope::place(db, &row.commune_id)
        .await?
        .ok_or_else(|| Error::internal("a dossier without commune"))?;
    let sealed = if in_work { None } else { sealed_facts::last(db, &row.id).await? };
    let answer_rows = answer::answers(db, &row.id).await?;
    let question_rows = answer::questions(db, &row.id).await?;
    let (answers_stamp, questions_stamp) = (answers_stamp(&answer_rows), questions_stamp(&question_rows));
    let forms_stamp = forms_stamp(&row.form01.text, &row.form02.text);
    let (mut form01, mut form02, kind) = (row.form01.value, row.form02.value, row.kind);
    let (basis, mut updates) = super::basis::load(db, &row.id, kind).await?;
    let (mut answers, mut notes, mut findings) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let (mut papers, citations);
    let as_handed_in = sealed.is_some() && state.editable();
    match sealed.as_ref().filter(|_| as_handed_in) {
        Some(seal) => {
            (form01, form02) = (seal.form01.clone(), seal.form02.clone());
            let c = sealed_facts::content(db, seal).await?;
            (answers, notes, findings) = (c.answers, c.notes, c.findings);
            (papers, citations, updates) = (c.papers, c.citations, c.updates);
        }
        None => {
            for a in answer_rows {
                let option = usize::try_from(a.option_no).map_err(Error::internal)?;
                if let Some(note) = a.note {
                    notes.insert(a.criterion.clone(), note);
                }
                answers.insert(a.criterion, option);
            }
            findings.extend(question_rows.into_iter().map(|q| (q.question, (q.applies, q.reason))));
            let cited = evidence::cited(db, &row.id).await?;
            papers = cited.into_iter().map(Paper::of).collect::<Vec<_>>();
            citations =
                evidence::citations(db, &row.id).await?.into_iter().map(Cited::of).collect::<Vec<_>>();
        }
    }
    let scored = score(set, &Answers(answers.clone())).map_err(Error::internal)?;
    let (marks, confirmed) = match sealed {
        Some(seal) => {
            papers_as_sealed(&seal, &mut papers)?;
            subject_as_sealed(&seal, &mut subject)?;
            (seal.assisted, seal.confirmed)
        }
        None => {
            let ids: Vec<String> = papers.iter().map(|p| p.id.clone()).collect();
            let of = (subject.producer_id.as_str(), subject.product_id.as_str());
            (crate::assist::marks(db, &row.id, of, &ids).await?, None)
        }
    };
    let attempts = seal::attempts(db, &row.id).await?;
    Ok(Dossier {
        due_changes: term::changes(db, &row.id, attempts).await?,
        kind,
        basis,
        updates,
        version: row.version,
        set,
        subject,
        place,
        form01,
        form02,
        as_handed_in,
        withdrawn: withdrawal_of(db, &row.id).await?,
        answers,
        notes,
        findings,
        papers,
        citations,
        scored,
        submitted_at: row.submitted_at,
        due_on: row.due_on,
        proposed_on: row.proposed_on,
        attempts,
        checks: check::concluded(db, &row.id).await?,
        may_edit: state.editable() && can(&cx.actor, Act::DossierDraft, &facts).allowed(),
        helping: state.editable() && hand.helps() && can(&cx.actor, Act::DossierDraft, &facts).allowed(),
        marks,
        confirmed,
        may_check: state == State::AtWard && can(&cx.actor, Act::DossierWardCheck, &facts).allowed(),
        forms_stamp,
        questions_stamp,
        answers_stamp,
        state,
        registration_number: row.registration_number,
        seal_hash: row.seal_hash,
        round_id: row.round_id,
        invented: row.invented,
        created_at: row.created_at,
        id: row.id,
    })
}
