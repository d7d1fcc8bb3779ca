//! `ocop criteria list | show SET | score SET ANSWERS.json`.

use super::Fault;
use clap::Subcommand;
use ocop_domain::criteria::{self, CriteriaSet, Criterion, Law, ScoreReport, SetId};
use std::fmt::Write;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum Criteria {
    /// Every set of the three laws
    List {
        #[arg(long)]
        json: bool,
    },
    /// One set, whole
    Show {
        set: String,
        #[arg(long)]
        json: bool,
    },
    /// Points, band, rank and reasons of a filled-in sheet: {"1.1": 2, …}
    Score {
        set: String,
        answers: PathBuf,
        #[arg(long)]
        json: bool,
    },
}

pub fn run(what: Criteria) -> Result<String, Fault> {
    match what {
        Criteria::List { json } => list(json),
        Criteria::Show { set, json } => show(find(&set)?, json),
        Criteria::Score { set, answers, json } => {
            let set = find(&set)?;
            let text = std::fs::read_to_string(&answers)
                .map_err(|e| Fault::usage(format!("cannot read {}: {e}", answers.display())))?;
            let named = |Fault(code, why): Fault| Fault(code, format!("{}: {why}", answers.display()));
            score(set, &text, json).map_err(named)
        }
    }
}

fn find(id: &str) -> Result<&'static CriteriaSet, Fault> {
    let id: SetId = id.parse().map_err(Fault::usage)?;
    criteria::set(&id).ok_or_else(|| {
        Fault::usage(format!("there is no criteria set {id}; `ocop criteria list` shows them"))
    })
}

fn list(json: bool) -> Result<String, Fault> {
    if json {
        let rows: Vec<_> = criteria::sets()
            .iter()
            .map(|s| serde_json::json!({"set": s.id, "law": s.law, "name": s.name, "criteria": s.scorable().count()}))
            .collect();
        return serde_json::to_string_pretty(&rows).map_err(Fault::failed);
    }
    let mut out = String::new();
    for law in Law::ALL {
        let _ = writeln!(out, "{}", law.document());
        for s in criteria::sets_of(law) {
            let _ = writeln!(out, "  {}  {:>2}  {}", s.id, s.scorable().count(), s.name);
        }
    }
    Ok(out)
}

fn show(set: &CriteriaSet, json: bool) -> Result<String, Fault> {
    if json {
        return serde_json::to_string_pretty(set).map_err(Fault::failed);
    }
    let mut out = format!("{}  {}  ({})\n", set.id, set.name, set.law);
    for q in &set.questions {
        let _ = writeln!(out, "  ? {}: {}", q.key, q.text);
    }
    for part in &set.parts {
        let _ = writeln!(out, "\n{:?}. {} ({})", part.code, part.name, part.max);
        part.criteria.iter().for_each(|c| show_criterion(&mut out, c, 1));
    }
    Ok(out)
}

fn show_criterion(out: &mut String, c: &Criterion, depth: usize) {
    let pad = "  ".repeat(depth);
    let _ = writeln!(out, "{pad}{} {} ({})", c.code, c.name, c.max);
    for o in &c.options {
        let stars = o.min_star.map_or(String::new(), |n| format!(" [{}]", "*".repeat(n.into())));
        let points = o
            .printed()
            .map_or("điểm không đọc được trong bản gốc".to_owned(), |n| format!("{n} điểm"));
        let _ = writeln!(out, "{pad}  {}. {points}: {}{stars}", o.number, o.text);
    }
    c.children.iter().for_each(|x| show_criterion(out, x, depth + 1));
}

fn score(set: &CriteriaSet, answers: &str, json: bool) -> Result<String, Fault> {
    let answers = criteria::parse_answers(answers).map_err(Fault::usage)?;
    let scored = criteria::score(set, &answers).map_err(Fault::usage)?;
    if json {
        return serde_json::to_string_pretty(&ScoreReport::from(scored)).map_err(Fault::failed);
    }
    let mut out = format!("{}  {}\n", set.id, set.name);
    for (part, points) in &scored.parts {
        let _ = writeln!(out, "  {part:?}: {points}");
    }
    if !scored.stopped.is_empty() {
        let at = ocop_domain::council::codes(&scored.stopped);
        let _ = writeln!(
            out,
            "  {} điểm; dừng đánh giá tại tiêu chí {at} (0 điểm), không xếp hạng",
            scored.total
        );
        return Ok(out);
    }
    let rank = scored.rank.map_or("không công nhận".to_owned(), |s| format!("{} sao", s.get()));
    let _ = writeln!(out, "  {} điểm, khung {} sao, hạng: {rank}", scored.total, scored.band);
    for gate in &scored.unmet {
        let _ = writeln!(
            out,
            "  mốc {} sao: tiêu chí {} cần {} điểm, đạt {}",
            gate.stars.get(),
            gate.criterion,
            gate.required,
            gate.reached
        );
    }
    Ok(out)
}
