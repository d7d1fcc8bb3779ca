//! The team's review of one dossier: one draft written by several, each finding under the name of who wrote it last,
//! handed in once.

use super::access::{Matter, matter};
use super::advice::{Seen, advice};
use crate::prelude::*;
use ocop_domain::advisory::{Fault, Proposal, faults, may_hand_in, unanswered};
use ocop_domain::criteria::{CriteriaSet, CriterionCode};
use ocop_domain::journal::sha256;
use ocop_store::advisory::{AdvisoryFindingRow, ReviewRow, reviews};
use ocop_store::council::{CaseRow, CiteRow, ClaimRow, cases};
use std::collections::BTreeMap;

/// What is written on one criterion, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finding {
    pub finding: String,
    /// A [`Proposal`] as text; empty: not decided yet.
    pub proposal: String,
    /// A paper the dossier cites; empty: none.
    pub evidence: String,
    pub page: String,
}

#[derive(Debug, Clone, Default)]
pub struct SaveReview {
    pub dossier: String,
    /// The version the page was opened with; 0 for a review not yet begun.
    pub version: i64,
    pub conclusion: String,
    /// Criterion → what is written.
    pub findings: BTreeMap<String, Finding>,
}

/// The review as its team writes it.
pub struct Desk {
    pub case: CaseRow,
    pub set: &'static CriteriaSet,
    pub claims: Vec<ClaimRow>,
    pub cites: Vec<CiteRow>,
    pub review: Option<ReviewRow>,
    pub findings: Vec<AdvisoryFindingRow>,
    /// What visits saw, by criterion.
    pub seen: BTreeMap<String, Vec<Seen>>,
    pub may_write: bool,
}

pub async fn open_review(cx: &Cx, dossier: &str) -> Result<Desk, Error> {
    let m = matter(cx, cx.db(), dossier).await?;
    cx.allow(Act::AdvisoryView, &m.facts)?;
    let review = reviews::find(cx.db(), dossier, m.council()?).await?;
    // A draft is the team's own.
    let review = review.filter(|r| r.handed_in_at.is_some() || m.duty.is_some());
    if review.is_none() && m.duty.is_none() {
        return Err(Error::NotFound);
    }
    let findings = match &review {
        Some(r) => reviews::findings(cx.db(), &r.id).await?,
        None => Vec::new(),
    };
    Ok(Desk {
        may_write: m.writing(cx).is_ok() && review.as_ref().is_none_or(|r| r.handed_in_at.is_none()),
        claims: cases::claims(cx.db(), dossier).await?,
        cites: cases::cites(cx.db(), dossier).await?,
        seen: advice(cx.db(), m.council()?, dossier).await?.seen,
        review,
        findings,
        set: m.set,
        case: m.case,
    })
}

/// Keeps a draft; nothing needs to be complete.
pub async fn save_review(cx: &Cx, cmd: SaveReview) -> Result<(), Error> {
    write(cx, cmd, false).await
}

/// Hands the review in: something is said of every criterion, and from then on the council reads it.
pub async fn hand_in_review(cx: &Cx, cmd: SaveReview) -> Result<(), Error> {
    write(cx, cmd, true).await
}

async fn write(cx: &Cx, cmd: SaveReview, hand_in: bool) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        let m = matter(cx, &tx, &cmd.dossier).await?;
        m.writing(cx)?;
        let cites = cases::cites(&tx, &cmd.dossier).await?;
        let mut invalid = Invalid::default();
        let conclusion = if hand_in {
            Some(invalid.text("conclusion", &cmd.conclusion, 10_000))
        } else {
            invalid.optional("conclusion", &cmd.conclusion, 10_000)
        };
        let typed = check(&m, &cites, &cmd.findings, hand_in, &mut invalid);
        invalid.ok()?;
        let id = draft(cx, &tx, &m, &cmd, conclusion.as_deref()).await?;
        let have = reviews::findings(&tx, &id).await?;
        let mut changed = Vec::new();
        for f in &typed {
            let old = have.iter().find(|h| h.criterion == f.criterion);
            if old.is_some_and(|o| same(o, f)) || (old.is_none() && empty(f)) {
                continue;
            }
            let row = AdvisoryFindingRow {
                author_id: cx.actor.id().to_owned(),
                written_at: cx.now_ms(),
                ..f.clone()
            };
            reviews::put_finding(&tx, &id, &row).await?;
            changed.push(f.criterion.clone());
        }
        let mut diff = json!({"review": id, "criteria": changed});
        if hand_in {
            let written = reviews::findings(&tx, &id).await?;
            let wrote = written.iter().any(|f| f.author_id == cx.actor.id());
            if !m.duty.is_some_and(|duty| may_hand_in(duty, wrote)) {
                return Err(Error::Conflict("advisory_not_author"));
            }
            reviews::hand_in(&tx, &id, cx.actor.id(), cx.now_ms()).await?;
            diff["handed_in"] = true.into();
            diff["sha256"] = seal(&written, conclusion.as_deref()).into();
        }
        cx.journal(&tx, &m.chain(), Act::AdvisoryWrite.as_str(), &cmd.dossier, diff).await
    })
}

async fn draft(
    cx: &Cx,
    tx: &ocop_store::Db,
    m: &Matter,
    cmd: &SaveReview,
    conclusion: Option<&str>,
) -> Result<String, Error> {
    let council = m.council()?;
    let Some(have) = reviews::find(tx, &cmd.dossier, council).await? else {
        if cmd.version != 0 {
            return Err(Error::Conflict("stale"));
        }
        let row = ReviewRow {
            id: cx.id(),
            dossier_id: cmd.dossier.clone(),
            council_id: council.to_owned(),
            conclusion: conclusion.map(str::to_owned),
            begun_by: cx.actor.id().to_owned(),
            created_at: cx.now_ms(),
            handed_in_by: None,
            handed_in_at: None,
            version: 1,
        };
        reviews::insert(tx, &row).await?;
        return Ok(row.id);
    };
    if have.handed_in_at.is_some() {
        return Err(Error::Conflict("advisory_handed_in"));
    }
    reviews::update(tx, &have.id, cmd.version, conclusion).await?;
    Ok(have.id)
}

fn same(a: &AdvisoryFindingRow, b: &AdvisoryFindingRow) -> bool {
    (&a.finding, &a.proposal, &a.evidence_id, a.page) == (&b.finding, &b.proposal, &b.evidence_id, b.page)
}

fn empty(f: &AdvisoryFindingRow) -> bool {
    f.finding.is_none() && f.proposal.is_none() && f.evidence_id.is_none()
}

fn seal(findings: &[AdvisoryFindingRow], conclusion: Option<&str>) -> String {
    let all: Vec<_> = findings
        .iter()
        .map(|f| json!([f.criterion, f.proposal, f.finding, f.evidence_id, f.page, f.author_id]))
        .collect();
    sha256(json!({"findings": all, "conclusion": conclusion}).to_string().as_bytes())
}

fn check(
    m: &Matter,
    cites: &[CiteRow],
    typed: &BTreeMap<String, Finding>,
    hand_in: bool,
    invalid: &mut Invalid,
) -> Vec<AdvisoryFindingRow> {
    let mut rows = Vec::new();
    let mut proposals: BTreeMap<CriterionCode, Proposal> = BTreeMap::new();
    for (key, f) in typed {
        let code = key.parse::<CriterionCode>().ok();
        let code = code.filter(|c| m.set.criterion(c).is_some_and(|c| !c.is_heading()));
        let Some(code) = code else {
            invalid.add(format!("p.{key}"), "council_option");
            continue;
        };
        let finding = invalid.optional(&format!("f.{key}"), &f.finding, 2_000);
        let proposal = match f.proposal.trim() {
            "" => None,
            text => match text.parse::<Proposal>() {
                Ok(p) => Some(p),
                Err(_) => {
                    invalid.add(format!("p.{key}"), "council_option");
                    None
                }
            },
        };
        if let Some(p) = proposal {
            proposals.insert(code.clone(), p);
            if hand_in && p == Proposal::Insufficient && finding.is_none() {
                invalid.add(format!("f.{key}"), "advisory_what_lacks");
            }
        }
        let (evidence_id, page) = cited(key, f, cites, invalid);
        rows.push(AdvisoryFindingRow {
            criterion: code.to_string(),
            finding,
            proposal: proposal.map(|p| p.to_string()),
            evidence_id,
            page,
            author_id: String::new(),
            author: String::new(),
            written_at: 0,
        });
    }
    for fault in faults(m.set, &proposals) {
        match fault {
            Fault::Unknown(code) => invalid.add(format!("p.{code}"), "council_option"),
            Fault::TwoCases(code) => invalid.add(format!("p.{code}"), "council_two_cases"),
        }
    }
    if hand_in {
        for code in unanswered(m.set, &proposals) {
            invalid.add(format!("p.{code}"), "advisory_unanswered");
        }
    }
    rows
}

fn cited(key: &str, f: &Finding, cites: &[CiteRow], invalid: &mut Invalid) -> (Option<String>, Option<i64>) {
    let evidence = Some(f.evidence.trim().to_owned()).filter(|e| !e.is_empty());
    if evidence.as_ref().is_some_and(|e| cites.iter().all(|c| c.evidence_id != *e)) {
        invalid.add(format!("e.{key}"), "unknown_choice");
    }
    let page = match f.page.trim() {
        "" => None,
        text => match text.parse::<i64>().ok().filter(|n| (1..=9_999).contains(n)) {
            Some(n) => Some(n),
            None => {
                invalid.add(format!("n.{key}"), "page_number");
                None
            }
        },
    };
    (evidence.clone(), page.filter(|_| evidence.is_some()))
}
