use super::today::{Current, Walked, Way, standing, walk};
use super::unit::{Brief, Parents, Unit, stands};
use crate::prelude::*;
use ocop_domain::area::{AreaCode, Extent, same_name};
use ocop_store::area::AreaRow;
use serde::Serialize;

/// A code as it stood on a day: the unit, where it came from and where it went. The JSON of the command line and of
/// the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolution {
    pub code: String,
    pub on: Date,
    /// False: no unit of this code stood on that day, and `unit` is the nearest that did.
    pub stands: bool,
    pub unit: Unit,
    pub predecessors: Vec<Step>,
    pub successors: Vec<Step>,
    pub today: Today,
    /// Other units that bear or bore this code.
    pub same_code: Vec<Brief>,
    pub notes: Vec<Note>,
}

/// One unit of a history and how it is tied to its neighbour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    #[serde(flatten)]
    pub unit: Brief,
    /// How much went over in this step.
    pub extent: Extent,
    /// Every step between this unit and the one asked about was whole.
    pub whole: bool,
    /// 1 for neighbours of the unit asked about, 2 for theirs …
    pub step: usize,
    /// The neighbour nearer to the unit asked about.
    pub via: String,
    pub effective_on: String,
    /// The decree and clause that moved it (not the one that made the unit).
    pub succession_decree: Option<String>,
    pub clause: Option<String>,
    pub note: Option<String>,
    pub agreement: Option<String>,
}

/// What the unit is today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Today {
    /// `one`: wholly that unit; `split`: a person has to choose among them; `ended`: nothing is known to follow.
    pub status: &'static str,
    pub units: Vec<Brief>,
}

/// What a reader has to know to read the answer rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The code named, or names, a unit of another name.
    ReusedCode,
    /// The unit had ended before the day asked for.
    EndedBefore,
    /// The unit began after the day asked for.
    BeganLater,
    /// The sources do not say when the unit began.
    BeginUnknown,
    /// Parts went to different units: an address does not move by itself.
    Split,
    /// The asked code is another official source's code for this unit.
    OtherSourceCode,
    /// No decree names successors of districts; they are read from its communes.
    ThroughCommunes,
}

/// Resolves a code on a day, today if none is given.
pub async fn resolve(cx: &Cx, code: &str, on: Option<Date>) -> Result<Resolution, Error> {
    let code: AreaCode = code.parse().map_err(|_| Error::field("code", "area_code"))?;
    let on = on.unwrap_or_else(|| cx.today());
    let rows = ocop_store::area::by_code(cx.db(), code.as_str()).await?;
    let row = choose(&rows, code.as_str(), &on.to_string()).ok_or(Error::NotFound)?;
    history(cx, code.as_str(), row, &rows, on).await
}

/// The unit of this code on that day; else of another source's code; else the last one before; else the first after.
fn choose<'a>(rows: &'a [AreaRow], code: &str, on: &str) -> Option<&'a AreaRow> {
    let standing: Vec<&AreaRow> = rows.iter().filter(|r| stands(r, on)).collect();
    let own = |list: &[&'a AreaRow]| list.iter().copied().find(|r| r.code == code);
    own(&standing)
        .or_else(|| standing.first().copied())
        .or_else(|| {
            let ended = rows.iter().filter(|r| r.valid_to.as_deref().is_some_and(|t| t <= on));
            ended.max_by_key(|r| (r.code == code, r.valid_to.clone()))
        })
        .or_else(|| rows.iter().min_by_key(|r| (r.code != code, r.valid_from.clone())))
}

pub(super) async fn history(
    cx: &Cx,
    asked: &str,
    row: &AreaRow,
    same_code: &[AreaRow],
    on: Date,
) -> Result<Resolution, Error> {
    let db = cx.db();
    let back = walk(db, row, Way::Back).await?;
    let forward = walk(db, row, Way::Forward).await?;
    let mut all: Vec<AreaRow> = back.iter().chain(&forward).map(|w| w.row.clone()).collect();
    all.push(row.clone());
    all.extend(same_code.iter().cloned());
    let parents = Parents::of(db, &all).await?;
    let others: Vec<&AreaRow> = same_code.iter().filter(|r| r.id != row.id && r.code == asked).collect();
    let today = standing(row, &forward, &cx.today().to_string(), &parents)?;
    Ok(Resolution {
        code: asked.to_owned(),
        on,
        stands: stands(row, &on.to_string()),
        unit: parents.unit(row)?,
        notes: notes(asked, row, &others, &forward, on),
        predecessors: steps(&back, Way::Back, &parents)?,
        successors: steps(&forward, Way::Forward, &parents)?,
        today: match today {
            Current::One(b) => Today { status: "one", units: vec![b] },
            Current::Split(units) => Today { status: "split", units },
            Current::Ended => Today { status: "ended", units: vec![] },
        },
        same_code: others.into_iter().map(|r| parents.brief(r)).collect::<Result<_, _>>()?,
    })
}

fn steps(walked: &[Walked], way: Way, parents: &Parents) -> Result<Vec<Step>, Error> {
    let one = |w: &Walked| -> Result<Step, Error> {
        let l = &w.link;
        Ok(Step {
            unit: parents.brief(&w.row)?,
            extent: w.extent,
            whole: w.whole,
            step: w.step,
            via: if way == Way::Forward { l.old_id.clone() } else { l.new_id.clone() },
            effective_on: l.effective_on.clone(),
            succession_decree: l.decree.clone(),
            clause: l.clause.clone(),
            note: l.note.clone(),
            agreement: l.agreement.clone(),
        })
    };
    walked.iter().map(one).collect()
}

fn notes(asked: &str, row: &AreaRow, others: &[&AreaRow], forward: &[Walked], on: Date) -> Vec<Note> {
    let on = on.to_string();
    let mut notes = vec![];
    if row.code != asked {
        notes.push(Note::OtherSourceCode);
    }
    if row.valid_to.as_deref().is_some_and(|t| t <= on.as_str()) {
        notes.push(Note::EndedBefore);
    } else if row.valid_from.as_deref().is_some_and(|f| f > on.as_str()) {
        notes.push(Note::BeganLater);
    }
    if row.valid_from.is_none() {
        notes.push(Note::BeginUnknown);
    }
    if others.iter().any(|o| !same_name(&o.name, &row.name)) {
        notes.push(Note::ReusedCode);
    }
    let own = |w: &&Walked| w.step == 1;
    if forward.iter().filter(own).any(|w| !w.whole) {
        let district = row.level == "district" && forward.iter().all(|w| w.link.clause.is_none());
        notes.push(if district { Note::ThroughCommunes } else { Note::Split });
    }
    notes
}
