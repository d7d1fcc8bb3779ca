//! Turns the embedded files into sets, once, at first use. `build.rs` has read every file through the same
//! types and checked what the law fixes, so nothing can fail here that did not fail the build.

use std::sync::LazyLock;

use super::raw::{RawCell, RawCorrection, RawCriterion, RawNote, RawOption, RawPart, RawSet};
use super::set::{Correction, Criterion, Note, OptionRow, Part, Sector, scorable_in};
use super::{BadCode, CompiledSet, CriteriaSet, CriterionCode, Gates, Law, NoteKind, SetId, question};
use crate::points::Points;

mod files {
    include!(concat!(env!("OUT_DIR"), "/criteria_files.rs"));
}

static SETS: LazyLock<Vec<CriteriaSet>> = LazyLock::new(|| {
    let mut sets: Vec<CriteriaSet> = files::FILES
        .iter()
        .map(|(name, text)| match read(text) {
            Ok(set) => set,
            // The build reads and checks the same bytes; leaving a set out instead would hide part of the law.
            Err(why) => unreachable!("{name}: {why}"),
        })
        .collect();
    sets.sort_by_key(|set| (set.law, set.number));
    sets
});

/// All sets, the newest decision first, each by its number.
pub fn sets() -> &'static [CriteriaSet] {
    &SETS
}

pub fn set(id: &SetId) -> Option<&'static CriteriaSet> {
    SETS.iter().find(|set| set.id == *id)
}

/// Điều 3(2), 26/2026: the sets of one decision, by number.
pub fn sets_of(law: Law) -> impl Iterator<Item = &'static CriteriaSet> {
    SETS.iter().filter(move |set| set.law == law)
}

fn read(text: &str) -> Result<CriteriaSet, String> {
    let raw: RawSet = serde_json::from_str(text).map_err(|error| error.to_string())?;
    build(raw)
}

fn build(raw: RawSet) -> Result<CriteriaSet, String> {
    let id: SetId = raw.id.parse().map_err(|error| format!("{error}"))?;
    let (prefix, number) = raw.id.split_once('-').ok_or("an id without a number")?;
    let law = Law::ALL.into_iter().find(|law| law.set_prefix() == prefix).ok_or("an unknown decision")?;
    let number = raw.number.or(number.parse().ok()).ok_or("a set without a number")?;
    let mut irregularities = raw.irregularities_in_source;
    let parts = raw
        .parts
        .into_iter()
        .map(|part| read_part(part, &mut irregularities))
        .collect::<Result<Vec<Part>, BadCode>>()
        .map_err(|error| error.to_string())?;
    let corrections = raw
        .corrections
        .into_iter()
        .map(correction)
        .collect::<Result<_, BadCode>>()
        .map_err(|error| error.to_string())?;
    let scorable = scorable_in(&parts);
    let gates = Gates::of(&scorable);
    let questions = question::questions(&raw.disqualifiers, &parts);
    let compiled = CompiledSet::of(&scorable, &gates, &questions);
    Ok(CriteriaSet {
        id,
        number,
        name: raw.name,
        law,
        sector: raw.sector.map(|sector| Sector { code: sector.code, name: sector.name }),
        group: raw.group,
        subgroup: raw.subgroup,
        agencies: raw.managing_agencies,
        samples_required: raw.samples_required,
        questions,
        disqualifiers: raw.disqualifiers,
        parts,
        gates,
        star_mark_rule: raw.star_mark_rule,
        corrections,
        irregularities,
        complete: raw.complete,
        max_points: Points(raw.max_points),
        source: raw.source,
        compiled,
    })
}

fn read_part(raw: RawPart, irregularities: &mut Vec<String>) -> Result<Part, BadCode> {
    let criteria = raw
        .criteria
        .into_iter()
        .map(|criterion| read_criterion(criterion, irregularities))
        .collect::<Result<_, _>>()?;
    Ok(Part { code: raw.code, name: raw.name, max: Points(raw.max), criteria })
}

fn read_criterion(raw: RawCriterion, irregularities: &mut Vec<String>) -> Result<Criterion, BadCode> {
    let code: CriterionCode = raw.code.parse()?;
    Ok(Criterion {
        code,
        name: raw.name,
        max: Points(raw.max),
        notes: raw.notes.into_iter().map(note).collect::<Result<_, _>>()?,
        options: raw.options.into_iter().enumerate().map(option).collect(),
        cases: raw.cases,
        alternative_children: raw.alternative_cases,
        own_mark: raw.min_star,
        children: gather(raw.children, irregularities)
            .into_iter()
            .map(|child| read_criterion(child, irregularities))
            .collect::<Result<_, _>>()?,
    })
}

/// Two sets of 1048/QĐ-TTg print a sub-heading and its criteria on one level under the same code ("6.1" five
/// times over). The criteria are put under their sub-heading and numbered, so that each can be answered.
fn gather(children: Vec<RawCriterion>, irregularities: &mut Vec<String>) -> Vec<RawCriterion> {
    let mut out: Vec<RawCriterion> = Vec::new();
    for mut child in children {
        match out.last_mut().filter(|last| last.options.is_empty() && last.code == child.code) {
            Some(heading) => {
                if heading.children.is_empty() {
                    let code = &heading.code;
                    irregularities.push(format!(
                        "code {code} stands for several criteria: numbered {code}.1, {code}.2 … here"
                    ));
                }
                heading.max += child.max;
                child.code = format!("{}.{}", heading.code, heading.children.len() + 1);
                heading.children.push(child);
            }
            None => out.push(child),
        }
    }
    out
}

fn option((at, raw): (usize, RawOption)) -> OptionRow {
    OptionRow {
        number: at + 1,
        points: Points(raw.points.unwrap_or(0)),
        text: raw.text,
        min_star: raw.min_star,
        case: raw.case,
        implied: raw.implied,
        legible: raw.points.is_some(),
    }
}

fn note(raw: RawNote) -> Result<Note, BadCode> {
    Ok(match raw {
        RawNote::Plain(text) => Note { kind: NoteKind::Note, text, applies_to: Vec::new() },
        RawNote::Typed(note) => Note {
            kind: note.kind,
            text: note.text,
            applies_to: note.applies_to.iter().map(|code| code.parse()).collect::<Result<_, _>>()?,
        },
    })
}

fn correction(raw: RawCorrection) -> Result<Correction, BadCode> {
    let cell = |cell: RawCell| match cell {
        RawCell::Number(number) => number.to_string(),
        RawCell::Text(text) => text,
    };
    Ok(Correction {
        criterion: raw.criterion.parse()?,
        printed: cell(raw.printed),
        used: cell(raw.used),
        why: raw.why,
    })
}
