//! Score sheets and results held against the journal: what a member handed in has its hash there, a closed result its
//! figures, so a figure changed in the database alone is found and named.

use super::count::count;
use super::matter::matter;
use super::sheet::seal;
use crate::finding::goes_on;
use crate::{Cx, Error};
use ocop_domain::criteria::{CriteriaSet, score};
use ocop_domain::journal::sha256;
use ocop_store::council::{AnswerRow, ResultRow, SheetRow, cases, results, sheets};
use ocop_store::journal::JournalRow;
use serde_json::Value;

/// A correction as the journal keeps it: criterion, option before, option after.
type Changes = Vec<(String, i64, i64)>;

/// What the journal says of one sheet.
#[derive(Default)]
struct Told {
    sha256: Option<String>,
    /// Of what the member wrote beside the options; none where the sheet was handed in before this was kept.
    words: Option<String>,
    corrections: Vec<Changes>,
    total: Option<i64>,
}

/// Checks every dossier that was scored, a page at a time; returns how many things were looked at.
pub(crate) async fn check(cx: &Cx, breaks: &mut Vec<String>) -> Result<i64, Error> {
    let (mut after, mut things) = (String::new(), 0);
    loop {
        let page = sheets::scored_after(cx.db(), &after, 200).await?;
        let Some(end) = page.last() else { return Ok(things) };
        after.clone_from(end);
        for dossier in &page {
            let looked_at = of_dossier(cx, dossier, breaks).await;
            things += goes_on(looked_at, &format!("dossier {dossier}"), breaks)?;
        }
    }
}

/// How often a dossier that is being worked on is looked at anew.
const LOOKS: usize = 5;

/// Chain and sheets are read one after the other while acts go on: what does not fit is looked at again where the chain has
/// grown meanwhile.
async fn of_dossier(cx: &Cx, dossier: &str, breaks: &mut Vec<String>) -> Result<i64, Error> {
    for _ in 0..LOOKS {
        let mut found = Vec::new();
        let (things, entries) = look(cx, dossier, &mut found).await?;
        let chain = format!("dossier:{dossier}");
        if found.is_empty() || ocop_store::journal::chain(cx.db(), &chain).await?.len() == entries {
            breaks.append(&mut found);
            return Ok(things);
        }
    }
    Ok(0)
}

/// How many sheets and results were looked at, and how many entries the chain had.
async fn look(cx: &Cx, dossier: &str, breaks: &mut Vec<String>) -> Result<(i64, usize), Error> {
    let chain = ocop_store::journal::chain(cx.db(), &format!("dossier:{dossier}")).await?;
    let entries: Vec<(&JournalRow, Value)> =
        chain.iter().map(|e| (e, serde_json::from_str(&e.diff).unwrap_or(Value::Null))).collect();
    let case = cases::find(cx.db(), dossier).await?.ok_or(Error::NotFound)?;
    let set = case.set_id.parse().ok().and_then(|id| ocop_domain::criteria::set(&id));
    let set = set.ok_or_else(|| Error::internal(format!("dossier {dossier}: no set {}", case.set_id)))?;
    let sheets = sheets::handed_in_of(cx.db(), dossier).await?;
    for sheet in &sheets {
        let named = format!("dossier {dossier}: score sheet {}", sheet.id);
        match of_sheet(cx, set, sheet, &told(&entries, &sheet.id)).await {
            Ok(None) => {}
            Ok(Some(wrong)) => breaks.push(format!("{named}: {wrong}")),
            other => drop(goes_on(other.map(|_| 0), &named, breaks)?),
        }
    }
    for (_, diff) in entries.iter().filter(|(entry, _)| entry.act == "sheet.submit") {
        let Some(id) = diff["sheet"].as_str().filter(|id| sheets.iter().all(|s| s.id != *id)) else {
            continue;
        };
        breaks.push(format!("dossier {dossier}: score sheet {id}: it was handed in and is gone"));
    }
    let results = results::all_of(cx.db(), dossier).await?;
    for result in &results {
        let named = format!("dossier {dossier}: result of round {}", result.round_id);
        match of_result(cx, result, &entries).await {
            Ok(None) => {}
            Ok(Some(wrong)) => breaks.push(format!("{named}: {wrong}")),
            other => drop(goes_on(other.map(|_| 0), &named, breaks)?),
        }
    }
    Ok(((sheets.len() + results.len()) as i64, chain.len()))
}

async fn of_result(
    cx: &Cx,
    result: &ResultRow,
    entries: &[(&JournalRow, Value)],
) -> Result<Option<&'static str>, Error> {
    Ok(match figures(entries, &result.round_id) {
        None => Some("the journal knows no closing of it"),
        Some(told) if !told.fits(result) => Some("it is not as it was closed"),
        Some(_) if !adds_up(cx, result).await? => Some("its sheets do not come to it"),
        Some(_) => None,
    })
}

fn told(entries: &[(&JournalRow, Value)], sheet: &str) -> Told {
    let mut out = Told::default();
    for (entry, diff) in entries.iter().filter(|(_, diff)| diff["sheet"] == sheet) {
        if entry.act == "sheet.submit" {
            out.sha256 = diff["sha256"].as_str().map(str::to_owned);
            out.words = diff["words"].as_str().map(str::to_owned);
            out.total = None;
            out.corrections.clear();
        } else if let Some(changes) = diff["changes"].as_array().filter(|_| diff["total"].is_i64()) {
            let change = |c: &Value| Some((c[0].as_str()?.to_owned(), c[1].as_i64()?, c[2].as_i64()?));
            out.corrections.push(changes.iter().filter_map(change).collect());
            out.total = diff["total"].as_i64();
        }
    }
    out
}

async fn of_sheet(
    cx: &Cx,
    set: &CriteriaSet,
    sheet: &SheetRow,
    told: &Told,
) -> Result<Option<&'static str>, Error> {
    let answers = sheets::answers_of(cx.db(), &sheet.id).await?;
    let findings = sheets::findings_of(cx.db(), &sheet.id).await?;
    let picked = super::count::answers(cx.db(), &sheet.id).await?;
    let total = score(set, &picked).map(|s| i64::from(s.total.get())).ok();
    if sheet.total.is_none() || sheet.total != total || told.total.is_some_and(|t| Some(t) != total) {
        return Ok(Some("its total is not what its options come to"));
    }
    let Some(expected) = &told.sha256 else {
        return Ok(Some("the journal does not know that it was handed in"));
    };
    if let Some(told) = &told.words
        && *told != super::sheet::words(cx.db(), sheet).await?
    {
        return Ok(Some("what the member wrote in it is not as it was handed in"));
    }
    let mut before = vec![in_order(answers)?];
    for changes in told.corrections.iter().rev() {
        for (criterion, from, to) in changes {
            before = before.into_iter().flat_map(|rows| undone(rows, criterion, *from, *to)).collect();
        }
    }
    let fits = before.iter().any(|rows| seal(&sheet.id, rows, &findings) == *expected);
    Ok((!fits).then_some("it is not as it was handed in"))
}

/// In the order of the criteria, as a sheet is hashed when it comes in.
fn in_order(rows: Vec<AnswerRow>) -> Result<Vec<AnswerRow>, Error> {
    let mut keyed = Vec::with_capacity(rows.len());
    for row in rows {
        let code: ocop_domain::criteria::CriterionCode = row.criterion.parse().map_err(Error::internal)?;
        keyed.push((code, row));
    }
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(keyed.into_iter().map(|(_, row)| row).collect())
}

/// The sheet as it may have been before a correction of one criterion: of "none" the journal does not say whether the
/// papers were found wanting. Nothing fits where the correction itself is not in the sheet.
fn undone(rows: Vec<AnswerRow>, criterion: &str, from: i64, to: i64) -> Vec<Vec<AnswerRow>> {
    let Some(at) = rows.iter().position(|r| r.criterion == criterion && r.option_no == to) else {
        return Vec::new();
    };
    let with = |option_no, insufficient| {
        let mut rows = rows.clone();
        rows[at].option_no = option_no;
        rows[at].insufficient = insufficient;
        rows
    };
    if from > 0 {
        return vec![with(from, false)];
    }
    // After a stop the sheet may have had no row there, or a reason alone; entries before that was told apart say 0.
    let mut absent = rows.clone();
    absent.remove(at);
    let mut out = vec![absent, with(-1, false)];
    if from == 0 {
        out.extend([with(0, false), with(0, true)]);
    }
    out
}

/// The figures of a closing, or of the last correction after it.
struct Figures {
    sum: i64,
    members: i64,
    rank: i64,
    /// Of what else the row says, where the entry has it.
    outcome: Option<String>,
}

impl Figures {
    fn fits(&self, r: &ResultRow) -> bool {
        let same = (self.sum, self.members, self.rank) == (r.sum, r.members, r.rank);
        same && self.outcome.as_ref().is_none_or(|hash| *hash == outcome_hash(r))
    }
}

/// What the journal keeps of the rest of a result.
pub(super) fn outcome_hash(r: &ResultRow) -> String {
    sha256(format!("{} {} {} {}", r.ballot, r.spread, r.band, r.outcome).as_bytes())
}

fn figures(entries: &[(&JournalRow, Value)], round: &str) -> Option<Figures> {
    let last = |v: &Value| v.as_i64().or_else(|| v[1].as_i64());
    let of = |diff: &Value| {
        Some(Figures {
            sum: last(&diff["sum"])?,
            members: last(&diff["members"])?,
            rank: last(&diff["rank"])?,
            outcome: diff["outcome"].as_str().map(str::to_owned),
        })
    };
    let here = entries.iter().filter(|(entry, diff)| {
        diff["round"] == round && ["round.close", "correction.sign"].contains(&entry.act.as_str())
    });
    here.filter_map(|(_, diff)| of(diff)).next_back()
}

/// The sheets of its ballot, counted anew. Rules on gates may be read anew one day; sums are arithmetic.
async fn adds_up(cx: &Cx, r: &ResultRow) -> Result<bool, Error> {
    let m = matter(cx.db(), cx, &r.round_id, &r.dossier_id).await?;
    let counted = count(cx.db(), &m, r.ballot).await?;
    let Some(tally) = counted.tally else { return Ok(false) };
    let sum = i64::try_from(tally.mean.sum()).map_err(Error::internal)?;
    let figures = (sum, i64::from(tally.mean.count()), i64::from(tally.spread.get()));
    Ok(figures == (r.sum, r.members, r.spread))
}
