//! The criteria of a set with what was picked, as the score page and the reading view draw them.

use crate::page::Page;
use crate::pages::assist::mark_word;
use crate::pages::evidence::{pages_words, viewer};
use crate::view::json_block;
use ocop_app::dossier::Dossier;
use ocop_domain::council::{Ending, codes};
use ocop_domain::criteria::{CriteriaSet, CriterionCode, NoteKind, Scored};
use ocop_domain::stars::Stars;
use serde_json::{Map, json};

pub struct Part {
    pub code: String,
    pub name: String,
    pub points: u32,
    pub max: u32,
    pub groups: Vec<Group>,
}

pub struct Group {
    pub code: String,
    pub name: String,
    pub criteria: Vec<Criterion>,
}

pub struct Criterion {
    pub code: String,
    pub name: String,
    pub max: u32,
    /// The law's own remarks under the criterion.
    pub remarks: Vec<String>,
    pub options: Vec<Opt>,
    /// The option picked and its points.
    pub picked: Option<(String, u32)>,
    /// Nothing was picked yet, which is not “none of these”.
    pub open: bool,
    pub note: String,
    pub papers: Vec<PaperLink>,
    /// Carried over from the last sealed dossier and not touched since.
    pub carried: bool,
    /// An officer of the commune typed it for the producer: office and day; empty: no officer helped.
    pub assisted: String,
}

pub struct Opt {
    pub value: String,
    pub points: u32,
    pub text: String,
    /// "mốc 3 sao" where a star mark is printed.
    pub mark: String,
    /// The case the option belongs to, on its first option only.
    pub case: String,
}

pub struct PaperLink {
    pub href: String,
    pub title: String,
    pub page: String,
}

pub fn parts(page: &Page, d: &Dossier) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for leaf in d.set.scorable() {
        let code = format!("{:?}", leaf.part.code);
        if out.last().is_none_or(|p| p.code != code) {
            let points = d.scored.parts.iter().find(|(c, _)| *c == leaf.part.code);
            out.push(Part {
                points: points.map_or(0, |(_, p)| p.get()),
                code,
                name: leaf.part.name.clone(),
                max: leaf.part.max.get(),
                groups: vec![],
            });
        }
        let Some(part) = out.last_mut() else { continue };
        let top = leaf.headings.first().copied().unwrap_or(leaf.criterion);
        if part.groups.last().is_none_or(|g| g.code != top.code.as_str()) {
            part.groups.push(Group { code: top.code.to_string(), name: top.name.clone(), criteria: vec![] });
        }
        if let Some(group) = part.groups.last_mut() {
            group.criteria.push(criterion(page, d, leaf.criterion));
        }
    }
    out
}

fn criterion(page: &Page, d: &Dossier, c: &ocop_domain::criteria::Criterion) -> Criterion {
    let mut case = None;
    let options = c
        .options
        .iter()
        .filter(|o| o.legible)
        .map(|o| {
            let first = o.case != case;
            case.clone_from(&o.case);
            let title = o.case.as_ref().filter(|_| first).and_then(|k| c.cases.get(k)).cloned();
            let mark = o.min_star.map(|n| say!(page, "dossier.score.mark", n));
            Opt {
                value: o.number.to_string(),
                points: o.points.get(),
                text: o.text.clone(),
                mark: mark.unwrap_or_default(),
                case: title.unwrap_or_default(),
            }
        })
        .collect();
    let picked = d.answers.get(&c.code).and_then(|n| c.option(*n)).map(|o| (o.text.clone(), o.points.get()));
    Criterion {
        code: c.code.to_string(),
        name: c.name.clone(),
        max: c.max.get(),
        remarks: c.notes.iter().filter(|n| shown(n.kind) || n.computed()).map(|n| n.text.clone()).collect(),
        options,
        picked,
        open: !d.answers.contains_key(&c.code),
        note: d.notes.get(&c.code).cloned().unwrap_or_default(),
        papers: papers(page, d, c.code.as_str()),
        carried: d.may_edit && d.answer_carried(&c.code),
        assisted: mark_word(page, d, &format!("answers/{}", c.code)),
    }
}

/// Knock-out notes are asked on a page of their own; the one that points answer is told beside them.
fn shown(kind: NoteKind) -> bool {
    matches!(kind, NoteKind::Requirement | NoteKind::Note | NoteKind::AppliesOnlyIf | NoteKind::ChooseOneCase)
}

/// The papers cited on a criterion ("" = the dossier as a whole), each opening at its page.
pub fn papers(page: &Page, d: &Dossier, criterion: &str) -> Vec<PaperLink> {
    d.citations
        .iter()
        .filter(|c| c.criterion == criterion)
        .filter_map(|c| {
            let paper = d.paper(&c.evidence_id)?;
            Some(PaperLink {
                href: viewer(&paper.id, &d.id, c.page),
                title: paper.title.clone(),
                page: pages_words(page, c.page, c.page_to),
            })
        })
        .collect()
}

/// What the script that adds up reads.
pub fn score_set(set: &CriteriaSet) -> String {
    let criteria: Vec<_> = set
        .scorable()
        .map(|s| {
            json!({"code": s.criterion.code, "max": s.criterion.max, "part": format!("{:?}", s.part.code)})
        })
        .collect();
    let mut gates = Map::new();
    for stars in Stars::ALL {
        let needed: Map<String, serde_json::Value> =
            set.gates.for_rank(stars).iter().map(|g| (g.criterion.to_string(), json!(g.required))).collect();
        gates.insert(stars.to_string(), needed.into());
    }
    let stops: Vec<_> = set.computed().flat_map(|question| &question.applies_to).collect();
    json_block(&json!({"criteria": criteria, "gates": gates, "stops": stops}))
}

/// What the saved sheet comes to, in words.
pub struct Result {
    pub hundredths: i64,
    pub band: u8,
    /// 0: none.
    pub rank: u8,
    /// Where 0 points end the assessment; empty where nothing does.
    pub stopped: String,
    /// The step to the next star: points, then each gate in the way.
    pub next: Vec<String>,
    pub next_stars: u8,
}

/// “Dừng đánh giá tại tiêu chí 6.2: không xếp hạng”, empty where the assessment goes on.
pub fn stopped(page: &Page, at: &[CriterionCode]) -> String {
    if at.is_empty() {
        return String::new();
    }
    say!(page, "common.score.stopped", codes = codes(at))
}

/// How an assessment ended before a rank, in words; empty where it did not.
pub fn ended(page: &Page, ending: Option<&Ending>) -> String {
    match ending {
        None => String::new(),
        Some(Ending::Eliminated) => page.say("common.score.eliminated"),
        Some(Ending::Stopped(at)) => stopped(page, at),
    }
}

pub fn result(page: &Page, scored: &Scored) -> Result {
    let mut next = Vec::new();
    if let Some(n) = &scored.next {
        if n.points_missing.get() > 0 {
            next.push(say!(page, "dossier.score.points_missing", n = n.points_missing));
        }
        for g in &n.gates {
            let (stars, needed, reached) =
                (g.stars.to_string(), g.required.to_string(), g.reached.to_string());
            next.push(say!(page, "dossier.score.gate", code = g.criterion.as_str(), stars, needed, reached));
        }
    }
    Result {
        hundredths: i64::from(scored.total.get()) * 100,
        band: scored.band,
        rank: scored.rank.map_or(0, Stars::get),
        stopped: stopped(page, &scored.stopped),
        next,
        next_stars: scored.next.as_ref().map_or(0, |n| n.stars.get()),
    }
}
