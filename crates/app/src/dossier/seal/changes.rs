//! What changed since the product was recognised: the recognised package and the present one side by side.

use super::package::package;
use crate::dossier::access::{load, set_of};
use crate::dossier::read::show::assemble;
use crate::dossier::read::whole::Dossier;
use crate::producer::Private as _;
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::dossier::compare::{Change, Comparison, compare};
use ocop_domain::dossier::seal::SealedBasis;
use ocop_domain::dossier::{Seal, Topic};
use ocop_store::Db;
use ocop_store::dossier::basis as store;
use ocop_store::dossier::seal::{self as seals, SealRow};
use serde_json::json;

/// The comparison with what a page says around it.
#[derive(Debug, Clone)]
pub struct Changes {
    pub dossier: Dossier,
    /// The package the product was recognised by; none: its star was read from a list.
    pub recognised: Option<(SealedBasis, Seal)>,
    /// What is compared with it: the last sealed package, or the draft as it stands.
    pub present: Seal,
    pub comparison: Option<Comparison>,
    /// Once submitted the comparison no longer moves.
    pub sealed: bool,
}

/// What changed since recognition, for those who may see the dossier: its producer, the commune, the province, the
/// council. Điều 6(1)b, 26/2026. A first-time dossier has nothing to compare with.
pub async fn changes(cx: &Cx, id: &str) -> Result<Changes, Error> {
    let loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    let (facts, in_work) = (loaded.facts.clone(), loaded.in_work(cx));
    let mut d = assemble(cx, cx.db(), loaded).await?;
    let Some(mut basis) = d.basis.clone() else { return Err(Error::NotFound) };
    let row = if in_work { None } else { seals::find(cx.db(), id, None).await? };
    let sealed = row.is_some();
    let mut present: Seal = match row {
        Some(row) => row.seal.value,
        None => package(&d, d.registration_number.as_deref().unwrap_or_default(), d.attempts, 0, ""),
    };
    let mut comparison = basis.recognised.as_ref().map(|(_, before)| compare(before, &present));
    if d.subject.hide_from(cx, &facts) {
        present.producer.hide();
        if let Some((_, before)) = &mut basis.recognised {
            before.producer.hide();
        }
        d.basis = Some(basis.clone());
        if let Some(c) = &mut comparison {
            c.hide();
        }
    }
    Ok(Changes { recognised: basis.recognised, comparison, present, sealed, dossier: d })
}

/// `thay-doi.json` as it lies beside a sealed package: the two seals by hash, what the producer says is new, and the
/// comparison. None of a first-time dossier and of a draft. Asks no leave: for packages already allowed.
pub async fn changes_json(db: &Db, dossier_id: &str) -> Result<Option<serde_json::Value>, Error> {
    match seals::find(db, dossier_id, None).await? {
        Some(row) => changes_between(db, &row).await,
        None => Ok(None),
    }
}

/// The same of one submission.
pub(in crate::dossier) async fn changes_between(
    db: &Db,
    row: &SealRow,
) -> Result<Option<serde_json::Value>, Error> {
    let present = &row.seal.value;
    if store::find(db, &row.dossier_id).await?.is_none() {
        return Ok(None);
    }
    let before = recognised_of(db, present).await?;
    let comparison = before.as_ref().map(|b| compare(b, present));
    Ok(Some(json!({
        "kind": present.kind,
        "recognised": present.recognised,
        "present": {"dossier": row.dossier_id, "attempt": row.attempt, "seal_hash": row.seal_hash},
        "updates": present.updates,
        "comparison": comparison,
    })))
}

/// The recognised package a later one names as what it is compared with; none of a first-time one.
pub(in crate::dossier) async fn recognised_of(db: &Db, present: &Seal) -> Result<Option<Seal>, Error> {
    let Some(at) = &present.recognised else { return Ok(None) };
    Ok(seals::find(db, &at.dossier, Some(at.attempt)).await?.map(|row| row.seal.value))
}

/// The part "changes" of Mẫu số 02 (the paragraph under Phần III and Điều 6(1)b, 6(1)c): what the producer says is new,
/// then what the comparison found. None of a first-time dossier.
pub(in crate::dossier) fn prose(before: Option<&Seal>, present: &Seal) -> Option<String> {
    let mut lines: Vec<String> = present
        .updates
        .iter()
        .filter_map(|u| Some(format!("{}: {}", u.topic.parse::<Topic>().ok()?.vietnamese(), u.words)))
        .collect();
    if let (Some(before), Some(at)) = (before, &present.recognised) {
        let c = compare(before, present);
        lines.push(format!(
            "So với hồ sơ đã được công nhận (niêm phong {}): tự chấm {} điểm, trước đây {} điểm; {} mục thay đổi, {} mục \
             thêm mới, {} mục không còn, {} mục giữ nguyên.",
            at.seal_hash.get(..12).unwrap_or(&at.seal_hash),
            c.total.1,
            c.total.0,
            c.count(Change::Changed),
            c.count(Change::Added),
            c.count(Change::Removed),
            c.count(Change::Unchanged),
        ));
        lines.extend(answers(&c, before, present));
        lines.extend(papers(&c));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// "Tiêu chí 5.1: 3 điểm → 5 điểm" for every criterion that differs.
fn answers(c: &Comparison, before: &Seal, present: &Seal) -> Vec<String> {
    let name = |set: &str, code: &str| {
        let set = set_of(set).ok()?;
        Some(set.criterion(&code.parse().ok()?)?.name.clone())
    };
    let differing = c.answers.iter().filter(|a| a.change != Change::Unchanged);
    differing
        .map(|a| {
            let named = name(&present.set, &a.criterion).or_else(|| name(&before.set, &a.criterion));
            let points =
                |p: &Option<ocop_domain::dossier::compare::Picked>| p.as_ref().map_or(0, |p| p.points);
            let (old, new) = (points(&a.before), points(&a.after));
            format!("Tiêu chí {} {}: {old} điểm → {new} điểm", a.criterion, named.unwrap_or_default())
        })
        .collect()
}

fn papers(c: &Comparison) -> Vec<String> {
    let differing = c.papers.iter().filter(|p| p.change != Change::Unchanged);
    differing
        .filter_map(|p| {
            let title = &p.after.as_ref().or(p.before.as_ref())?.title;
            let word = match p.change {
                Change::Added => "thêm",
                Change::Removed => "không còn dùng",
                _ => "thay mới hoặc dùng cho tiêu chí khác",
            };
            Some(format!("Tài liệu “{title}”: {word}"))
        })
        .collect()
}
