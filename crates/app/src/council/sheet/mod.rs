//! A member's own sheet: opened beside the claim and its papers, saved as a draft, handed in once.

mod check;
mod content;
mod tasting;

use super::conflict::own_ties;
use super::count;
use super::matter::{Matter, Written, matter};
use super::opinion::{self, MemberStand};
use super::scoring::ballots::goes_on;
use crate::advisory::{Advice, advice, advised_points};
use crate::dossier::Sample;
use crate::{Cx, Error, Invalid, write_tx};
use check::{Beside, check, claimed};
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::Tie;
use ocop_domain::criteria::{CriteriaSet, score};
use ocop_store::council::{
    AnswerRow, CaseRow, CiteRow, ClaimRow, FindingRow, Remarks, RoundRow, SheetRow, Which, cases, councils,
    opinions, rounds, sheets,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

pub use content::Content;

#[derive(Debug, Clone, Default)]
pub struct SaveSheet {
    pub round: String,
    pub dossier: String,
    /// The version the page was opened with; 0 for a sheet not yet begun.
    pub version: i64,
    pub content: Content,
}

/// What has become of a sheet that was kept or handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The version to send along next time.
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherTotal {
    pub account: String,
    pub name: String,
    pub total: i64,
}

/// Everything on a member's desk for one dossier.
pub struct Desk {
    pub round: RoundRow,
    pub case: CaseRow,
    pub set: &'static CriteriaSet,
    pub ballot: i64,
    pub claims: Vec<ClaimRow>,
    pub cites: Vec<CiteRow>,
    pub content: Content,
    pub version: i64,
    pub submitted_at: Option<i64>,
    pub total: Option<i64>,
    /// Only after handing in: the others who have.
    pub others: Vec<OtherTotal>,
    pub runs: bool,
    pub scoring: bool,
    /// The council found at a ballot before that nothing stops: every criterion is to be judged.
    pub goes_on: bool,
    /// What ties the member to the producer, as far as the register shows.
    pub ties: BTreeSet<Tie>,
    /// The members are, or were, asked in writing.
    pub written: Option<Written>,
    /// Only after handing in: what the others said.
    pub stands: Vec<MemberStand>,
    /// The product's samples that were received.
    pub samples: Vec<Sample>,
    /// What the advisory team handed in, and what its visits saw.
    pub advice: Advice,
}

fn own_facts(m: &Matter, account: &str) -> Facts {
    Facts { sheet_of: Some(account.to_owned()), ..m.facts() }
}

async fn content(db: &ocop_store::Db, sheet: &SheetRow) -> Result<Content, Error> {
    let mut out = Content {
        opinion: sheet.opinion.clone().unwrap_or_default(),
        sample: sheet.sample_number.map_or_else(String::new, |n| n.to_string()),
        tasting: sheet.tasting.clone().unwrap_or_default(),
        ..Content::default()
    };
    for a in sheets::answers_of(db, &sheet.id).await? {
        out.reasons.extend(a.reason.map(|r| (a.criterion.clone(), r)));
        if a.insufficient {
            out.insufficient.insert(a.criterion);
        } else if a.option_no >= 0 {
            out.options.insert(a.criterion, a.option_no);
        }
    }
    for f in sheets::findings_of(db, &sheet.id).await? {
        out.findings.insert(f.question, f.reason.unwrap_or_default());
    }
    out.position = opinion::kept(db, sheet).await?;
    Ok(out)
}

pub async fn open_sheet(cx: &Cx, round: &str, dossier: &str) -> Result<Desk, Error> {
    let cx = &cx.snapshot().await?;
    let m = matter(cx.db(), cx, round, dossier).await?;
    let account = cx.actor.id();
    // In a closed round nothing is written any more; one's own stays to be read where it was written.
    let act = if m.facts().closed { Act::SheetRead } else { Act::SheetWrite };
    cx.allow(act, &own_facts(&m, account))?;
    if m.sitting.council.seat.is_none() {
        return Err(Error::Forbidden);
    }
    let sheet = sheets::own(cx.db(), round, dossier, account, m.ballot).await?;
    // A second ballot begins from one's own first sheet, to be thought over and not typed again.
    let shown = match &sheet {
        Some(s) => Some(s.clone()),
        None => sheets::own(cx.db(), round, dossier, account, m.ballot - 1).await?,
    };
    let content = match &shown {
        Some(s) => content(cx.db(), s).await?,
        None => Content::default(),
    };
    let submitted_at = sheet.as_ref().and_then(|s| s.submitted_at);
    let (mut others, mut stands) = (Vec::new(), Vec::new());
    if submitted_at.is_some() {
        let found = opinions::positions(cx.db(), round, Which::One(dossier)).await?;
        let found: Vec<_> = found.iter().filter(|p| p.ballot == m.ballot).collect();
        stands = opinion::stands_of(&m, &found);
        let name =
            |id: &str| m.sitting.council.members.iter().find(|x| x.account_id == id).map(|x| x.name.clone());
        for s in sheets::submitted(cx.db(), round, dossier, m.ballot).await? {
            if m.recused(&s.account_id) {
                continue;
            }
            let (name, total) = (name(&s.account_id).unwrap_or_default(), s.total.unwrap_or_default());
            others.push(OtherTotal { account: s.account_id, name, total });
        }
    }
    let samples = tasting::at_hand(cx.db(), &m).await?;
    Ok(Desk {
        claims: cases::claims(cx.db(), dossier).await?,
        cites: cases::cites(cx.db(), dossier).await?,
        content,
        version: sheet.as_ref().map_or(0, |s| s.version),
        total: sheet.as_ref().and_then(|s| s.total),
        submitted_at,
        others,
        stands,
        runs: m.facts().runs_council,
        scoring: m.scoring().is_ok(),
        goes_on: goes_on(cx.db(), &m).await?,
        set: m.set,
        ballot: m.nth(m.ballot),
        ties: own_ties(cx.db(), &m).await?,
        written: m.written,
        samples,
        advice: advice(cx.db(), &m.sitting.council.row.id, dossier).await?,
        round: m.sitting.round.clone(),
        case: m.case,
    })
}

/// Keeps a draft; nothing needs to be complete.
pub async fn save_sheet(cx: &Cx, cmd: SaveSheet) -> Result<Kept, Error> {
    write(cx, cmd, false).await
}

/// Hands the sheet in: complete, scored by the law's rules, unchangeable from then on.
pub async fn submit_sheet(cx: &Cx, cmd: SaveSheet) -> Result<Kept, Error> {
    write(cx, cmd, true).await
}

/// Everything is read inside the one transaction: members keep their drafts again and again, and what was read before it
/// would have to be read twice.
async fn write(cx: &Cx, cmd: SaveSheet, submit: bool) -> Result<Kept, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        if m.sitting.council.seat.is_none() {
            return Err(Error::Forbidden);
        }
        cx.allow(Act::SheetWrite, &own_facts(&m, cx.actor.id()))?;
        let beside = match submit {
            true => Some(Beside {
                claimed: claimed(&m, &cases::claims(&tx, &cmd.dossier).await?),
                advised: advised_points(&tx, &m.sitting.council.row.id, &cmd.dossier, m.set).await?,
                goes_on: goes_on(&tx, &m).await?,
            }),
            false => None,
        };
        let mut invalid = Invalid::default();
        let mut remarks = tasting::remarks(&tx, &m, &cmd.content, &mut invalid).await?;
        let (answers, findings, opinion) = check(&m, &cmd.content, beside.as_ref(), invalid)?;
        remarks.opinion = opinion;
        m.scoring()?;
        if !m.set.law.scores_anew(cx.today()) {
            return Err(Error::Conflict("council_old_law"));
        }
        let (sheet, mut version) = draft(&tx, cx, &m, &cmd, remarks).await?;
        sheets::replace_content(&tx, &sheet, &answers, &findings).await?;
        opinion::keep(&tx, &m, &sheet, &cmd.content.position, submit).await?;
        let mut diff = json!({"sheet": sheet, "ballot": m.ballot});
        if submit {
            hand_in(&tx, cx, &m, &sheet).await?;
            version += 1;
            // The journal is read before the session closes: it proves the sheet without telling what is in it.
            diff["sha256"] = seal(&sheet, &answers, &findings).into();
            diff["words"] = words(&tx, &sheet_of(&tx, &m, cx.actor.id()).await?).await?.into();
        }
        let act = if submit { "sheet.submit" } else { Act::SheetWrite.as_str() };
        cx.journal(&tx, &format!("dossier:{}", cmd.dossier), act, &cmd.dossier, diff).await?;
        if submit && m.in_writing().is_some() {
            opinion::settle_course(&tx, cx, &m).await?;
        }
        Ok(Kept { version })
    })
}

/// The sheet's id and its version from now on.
async fn draft(
    tx: &ocop_store::Db,
    cx: &Cx,
    m: &Matter,
    cmd: &SaveSheet,
    remarks: Remarks,
) -> Result<(String, i64), Error> {
    let account = cx.actor.id();
    let own = (cmd.round.as_str(), cmd.dossier.as_str(), account, m.ballot);
    if let Some(id) = sheets::update_draft(tx, own, cmd.version, &remarks).await? {
        return Ok((id, cmd.version + 1));
    }
    let Some(have) = sheets::own(tx, &cmd.round, &cmd.dossier, account, m.ballot).await? else {
        let row = SheetRow {
            id: cx.id(),
            dossier_id: cmd.dossier.clone(),
            round_id: cmd.round.clone(),
            account_id: account.to_owned(),
            ballot: m.ballot,
            opinion: remarks.opinion,
            sample_number: remarks.sample_number,
            tasting: remarks.tasting,
            total: None,
            submitted_at: None,
            version: 1,
        };
        if cmd.version != 0 {
            return Err(Error::Conflict("stale"));
        }
        sheets::insert(tx, &row, cx.now_ms()).await?;
        return Ok((row.id, row.version));
    };
    Err(Error::Conflict(if have.submitted_at.is_some() { "council_sheet_submitted" } else { "stale" }))
}

async fn hand_in(tx: &ocop_store::Db, cx: &Cx, m: &Matter, sheet: &str) -> Result<(), Error> {
    let account = cx.actor.id();
    match m.in_writing() {
        // Who answers in writing is at no meeting.
        Some(w) if w.over => return Err(Error::Conflict("council_written_over")),
        Some(_) => {}
        None => attend(tx, m, account).await?,
    }
    let answers = count::answers(tx, sheet).await?;
    let total = score(m.set, &answers).map_err(Error::internal)?.total;
    sheets::submit(tx, sheet, i64::from(total.get()), cx.now_ms()).await?;
    councils::keep_names(tx, &m.sitting.round.id, &[cx.actor.id()]).await?;
    Ok(())
}

async fn attend(tx: &ocop_store::Db, m: &Matter, account: &str) -> Result<(), Error> {
    let here = rounds::attendance(tx, &m.sitting.round.id).await?;
    match here.iter().find(|a| a.account_id == account).map(|a| a.present) {
        Some(true) => Ok(()),
        Some(false) => Err(Error::Conflict("council_marked_absent")),
        None => Ok(rounds::set_attendance(tx, &m.sitting.round.id, account, true).await?),
    }
}

async fn sheet_of(tx: &ocop_store::Db, m: &Matter, account: &str) -> Result<SheetRow, Error> {
    let (round, dossier) = (&m.sitting.round.id, &m.case.id);
    sheets::own(tx, round, dossier, account, m.ballot).await?.ok_or(Error::NotFound)
}

/// What the journal keeps of all else a member wrote: opinion, sample, what was found in it, reasons, the stand in writing,
/// and when the sheet was handed in. A correction changes none of it.
pub(super) async fn words(db: &ocop_store::Db, sheet: &SheetRow) -> Result<String, Error> {
    let reasons: Vec<_> = sheets::answers_of(db, &sheet.id)
        .await?
        .into_iter()
        .filter_map(|a| Some(json!([a.criterion, a.reason?])))
        .collect();
    let findings: Vec<_> = sheets::findings_of(db, &sheet.id)
        .await?
        .into_iter()
        .map(|f| json!([f.question, f.reason]))
        .collect();
    let stand = opinions::position_of(db, &sheet.id).await?.map(|p| json!([p.stand, p.stars, p.reason]));
    let text = json!({
        "sheet": sheet.id, "round": sheet.round_id, "account": sheet.account_id, "ballot": sheet.ballot,
        "opinion": sheet.opinion, "sample": sheet.sample_number, "tasting": sheet.tasting,
        "submitted_at": sheet.submitted_at, "reasons": reasons, "findings": findings, "stand": stand,
    });
    Ok(ocop_domain::journal::hex(&Sha256::digest(text.to_string().as_bytes())))
}

/// What the journal keeps of a sheet that was handed in.
pub(super) fn seal(sheet: &str, answers: &[AnswerRow], findings: &[FindingRow]) -> String {
    let pick = |a: &AnswerRow| match a.insufficient {
        true => json!([a.criterion, a.option_no, "insufficient"]),
        false => json!([a.criterion, a.option_no]),
    };
    let picks: Vec<_> = answers.iter().map(pick).collect();
    let keys: Vec<_> = findings.iter().map(|f| &f.question).collect();
    let text = json!({"sheet": sheet, "answers": picks, "findings": keys}).to_string();
    ocop_domain::journal::hex(&Sha256::digest(text.as_bytes()))
}
