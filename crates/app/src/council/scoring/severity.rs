//! Strict and lenient: what a closed round tells about how its members score. It reads sheets and results and writes
//! nothing; no result, mean or rank is made from it.

use super::result::ToldMean as _;
use crate::council::count::{Loaded, claimed as claimed_in, picks};
use crate::council::matter::{Matter, matters, sitting};
use crate::council::round::order::for_member;
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::council::severity::{
    Agreement, Blind, Components, Design, Edge, Estimate, Fit, OrderEffect, Refusal, Spread, agreement,
    components, edges, fit, mean_difference, order_effect, spread,
};
use ocop_domain::criteria::{Answers, CriteriaSet, Criterion, Mean, score};
use ocop_domain::points::Points;
use ocop_store::council::{
    ByKey, ClaimRow, CouncilRow, MemberRow, RoundRow, SheetRow, Which, cases, results,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The ballot at which no member knew another's sheet.
const BLIND: i64 = 1;
const DRAWS: usize = 2_000;

/// What can be said of the members; all of it or none.
pub struct Estimated {
    pub fit: Fit,
    pub components: Components,
    pub order: Option<OrderEffect>,
    /// Few enough that every figure has to be read with care.
    pub small: bool,
    pub dossiers: usize,
    pub sheets: usize,
}

/// How far the members lie apart on the criteria of one set.
pub struct SetSpread {
    pub set: &'static CriteriaSet,
    /// In printed order; only criteria on which a member differs.
    pub criteria: Vec<(&'static Criterion, Points, Spread)>,
    pub alike: usize,
}

pub struct SeverityView {
    pub council: CouncilRow,
    pub round: RoundRow,
    pub members: Vec<MemberRow>,
    /// Dossiers and sheets of the first ballot, whether they can be compared or not.
    pub dossiers: usize,
    pub sheets: usize,
    pub estimated: Result<Estimated, Refusal>,
    pub agreement: Option<Agreement>,
    /// Producers' own totals less the council's means, over so many dossiers.
    pub claimed: Option<(Estimate, usize)>,
    pub results: usize,
    /// The results about the edges of the bands.
    pub edges: Vec<Edge>,
    /// The members' own totals about the same edges.
    pub member_edges: Vec<Edge>,
    pub spreads: Vec<SetSpread>,
}

/// A sheet of the ballot at which no member knew another's, and what it picks.
type Picked = (SheetRow, Answers);

/// For the chair of that council, the offices and auditors, once the round is closed.
pub async fn show_severity(cx: &Cx, round: &str) -> Result<SeverityView, Error> {
    let cx = &cx.snapshot().await?;
    let s = Arc::new(sitting(cx.db(), cx, round).await?);
    cx.allow(Act::SeverityRead, &s.facts())?;
    let matters = matters(cx.db(), cx, &s, Which::All).await?;
    let loaded = Loaded::of(cx.db(), round, Which::All).await?;
    let claims = cases::claims_in(cx.db(), round, Which::All).await?;
    let results = results::all_in(cx.db(), round).await?;

    let means: Vec<Mean> = results.iter().filter_map(|r| r.told_mean()).collect();
    let mut sheets: Vec<Picked> = Vec::new();
    for m in &matters {
        for sheet in loaded.sheets(&m.case.id, m.numbered(BLIND)).filter(|s| !m.recused(&s.account_id)) {
            sheets.push((sheet.clone(), picks(loaded.answers(sheet))?));
        }
    }
    let blinds = blinds(&matters, &sheets);
    let own: Vec<Mean> = blinds.iter().map(|b| Mean::from(Points(b.total))).collect();
    let claimed = claimed(&matters, &blinds, &claims);
    let spreads = spreads(&matters, &sheets);
    let counted = blinds.len();
    let seed = round.to_owned();
    let (estimated, agreement) =
        tokio::task::spawn_blocking(move || estimate(&blinds, &seed)).await.map_err(Error::internal)?;
    Ok(SeverityView {
        dossiers: matters.len(),
        sheets: counted,
        estimated,
        agreement,
        claimed,
        results: means.len(),
        edges: edges(&means),
        member_edges: edges(&own),
        spreads,
        members: s.council.members.clone(),
        council: s.council.row.clone(),
        round: s.round.clone(),
    })
}

/// The totals of the first ballot, each with the place its dossier had in the member's own order. Sheets that ended at 0
/// points and left criteria out (set 16, Phụ lục II) are not among them: their totals are of a part of the criteria and
/// say nothing of how severe a member is.
fn blinds(matters: &[Matter], sheets: &[Picked]) -> Vec<Blind> {
    let mut places: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    let mut out = Vec::with_capacity(sheets.len());
    for (sheet, picked) in sheets {
        let set = matters.iter().find(|m| m.case.id == sheet.dossier_id).map(|m| m.set);
        if !picked.0.is_empty() && set.is_some_and(|set| !set.left_out(picked).is_empty()) {
            continue;
        }
        let place = places.entry(&sheet.account_id).or_insert_with(|| {
            let mut own: Vec<&str> = matters.iter().map(|m| m.case.id.as_str()).collect();
            for_member(&sheet.account_id, &mut own, |id| id);
            own.into_iter().zip(1..).collect()
        });
        let total = sheet.total.and_then(|t| u32::try_from(t).ok());
        if let (Some(total), Some(position)) = (total, place.get(sheet.dossier_id.as_str())) {
            out.push(Blind {
                member: sheet.account_id.clone(),
                dossier: sheet.dossier_id.clone(),
                total,
                position: *position,
            });
        }
    }
    out
}

fn by_dossier(blinds: &[Blind]) -> BTreeMap<&str, Vec<f64>> {
    let mut out: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for b in blinds {
        out.entry(&b.dossier).or_default().push(f64::from(b.total));
    }
    out
}

fn estimate(blinds: &[Blind], seed: &str) -> (Result<Estimated, Refusal>, Option<Agreement>) {
    let estimated = Design::new(blinds).and_then(|design| {
        Ok(Estimated {
            fit: fit(&design)?,
            components: components(&design)?,
            order: order_effect(&design),
            small: design.small(),
            dossiers: design.dossiers(),
            sheets: design.sheets(),
        })
    });
    let totals: Vec<Vec<f64>> = by_dossier(blinds).into_values().collect();
    (estimated, agreement(&totals, DRAWS, draws(seed)))
}

/// The same numbers for the same round, at every look (SplitMix64).
fn draws(seed: &str) -> impl FnMut(usize) -> usize {
    let mut state = Sha256::digest(seed.as_bytes()).iter().take(8).fold(0_u64, |n, b| n << 8 | u64::from(*b));
    move |below| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let n = (z ^ (z >> 31)) % u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from(n).unwrap_or(0)
    }
}

/// Every dossier carries its producer's own total on the same criteria: the one yardstick that councils share.
fn claimed(matters: &[Matter], blinds: &[Blind], claims: &ByKey<ClaimRow>) -> Option<(Estimate, usize)> {
    let totals = by_dossier(blinds);
    let difference = |m: &Matter| {
        let picked = Some(claimed_in(claims.get(&m.case.id)?)).filter(|picked| !picked.0.is_empty())?;
        let own = score(m.set, &picked).ok()?.total;
        let theirs = totals.get(m.case.id.as_str())?;
        Some(f64::from(own.get()) - theirs.iter().sum::<f64>() / theirs.len() as f64)
    };
    let differences: Vec<f64> = matters.iter().filter_map(difference).collect();
    mean_difference(&differences).map(|estimate| (estimate, differences.len()))
}

fn spreads(matters: &[Matter], sheets: &[Picked]) -> Vec<SetSpread> {
    let mut sets: BTreeMap<&str, Vec<&Matter>> = BTreeMap::new();
    for m in matters {
        sets.entry(&m.case.set_id).or_default().push(m);
    }
    let of = |matters: Vec<&Matter>| {
        let set = matters.first()?.set;
        let points = |criterion: &Criterion| -> Vec<Vec<u32>> {
            let sheet = |(_, picked): &Picked| {
                // Nothing picked is no points.
                let option = picked.0.get(&criterion.code).copied();
                criterion.option(option.unwrap_or(0)).map_or(0, |row| row.points.get())
            };
            let dossier =
                |m: &&Matter| sheets.iter().filter(|(s, _)| s.dossier_id == m.case.id).map(sheet).collect();
            matters.iter().map(dossier).collect()
        };
        let mut alike = 0;
        let mut criteria = Vec::new();
        for leaf in set.scorable() {
            let most = leaf.criterion.best_option().map_or(Points::ZERO, |row| row.points);
            match spread(&points(leaf.criterion)) {
                Some(s) if s.widest > 0 => criteria.push((leaf.criterion, most, s)),
                Some(_) => alike += 1,
                None => return None,
            }
        }
        Some(SetSpread { set, criteria, alike })
    };
    sets.into_values().filter_map(of).collect()
}
