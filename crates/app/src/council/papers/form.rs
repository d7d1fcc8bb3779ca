//! A member's scoring form: the whole table of Phụ lục II with what the member picked.

use super::minutes::ended;
use super::whole::Whole;
use super::words::{day, moment};
use crate::council::count::picks as picked_in;
use crate::council::matter::Matter;
use crate::{Cx, Error};
use ocop_domain::council::{Ending, PaperKey};
use ocop_domain::criteria::{Criterion, Findings};
use ocop_print as print;
use ocop_store::council::{AnswerRow, FindingRow};
use std::collections::BTreeMap;

/// The form of a sheet that was handed in and is loaded.
pub(super) fn form(cx: &Cx, w: &Whole, m: &Matter, key: &PaperKey) -> Result<print::ScoreForm, Error> {
    let PaperKey::Sheet { dossier, member, ballot } = key else { return Err(Error::NotFound) };
    let mut sheets = w.loaded.sheets(dossier, m.numbered(i64::from(*ballot)));
    let sheet = sheets.find(|s| s.account_id == *member).ok_or(Error::NotFound)?;
    let (answers, findings) = (w.loaded.answers(sheet), w.loaded.findings(sheet));
    let submitted = sheet.submitted_at.ok_or(Error::NotFound)?;
    let member = m.sitting.council.members.iter().find(|x| x.account_id == sheet.account_id);
    let corrected = w.corrections.words_of_sheet(m, &sheet.id)?;
    let mut handed_in = format!("Phiếu được nộp trên phần mềm lúc {}.", moment(submitted));
    for words in &corrected {
        handed_in = format!("{handed_in} {words}");
    }
    let imprint = print::Imprint {
        // Nothing but a signed correction changes the sheet: until then the form is the same whenever it is printed.
        ident: format!("{key}:{submitted}:{}", corrected.len()),
        at: jiff::Timestamp::from_millisecond(submitted).unwrap_or_default(),
        ..w.imprint(cx, key)
    };
    Ok(print::ScoreForm {
        imprint,
        heading: w.heading(),
        set: m.set.name.clone(),
        product: m.case.product_name.clone(),
        producer: m.case.producer_name.clone(),
        dossier: m.case.registration_number.clone().unwrap_or_default(),
        round: m.sitting.round.name.clone(),
        member: member.map_or_else(String::new, |x| x.name.clone()),
        department: member.map_or_else(String::new, |x| x.department.clone()),
        ballot: match m.nth(m.ballot) {
            0 | 1 => String::new(),
            _ => format!("lần {}", m.nth(sheet.ballot)),
        },
        questions: questions(m, answers, findings),
        parts: parts(m, answers),
        total: sheet.total.unwrap_or_default(),
        ended: stopped_at(m, answers),
        max: i64::from(m.set.max_points.get()),
        sample: sheet.sample_number.map_or_else(String::new, |n| n.to_string()),
        tasting: sheet.tasting.clone().unwrap_or_default(),
        opinion: sheet.opinion.clone().unwrap_or_default(),
        handed_in,
        place: w.seat.place.clone(),
        date: day(submitted),
    })
}

/// Where 0 points on this sheet stop the assessment, and that what was left out then was not judged; empty where nothing
/// does.
fn stopped_at(m: &Matter, answers: &[AnswerRow]) -> String {
    let picked = picked_in(answers).unwrap_or_default();
    let at = m.set.stopped(&picked);
    if at.is_empty() {
        return String::new();
    }
    let whole = m.set.left_out(&picked).is_empty();
    let note = if whole { "" } else { "; tiêu chí ghi dấu – chưa đánh giá" };
    format!("{}{note}", ended(&Ending::Stopped(at)))
}

fn questions(m: &Matter, answers: &[AnswerRow], findings: &[FindingRow]) -> Vec<print::ScoreQuestion> {
    let picks = picked_in(answers).unwrap_or_default();
    let stops = Findings::default().with_stops(m.set, &picks);
    let of = |q: &ocop_domain::criteria::Question| {
        let found = findings.iter().find(|f| f.question == q.key);
        print::ScoreQuestion {
            text: q.text.clone(),
            applies: found.is_some() || stops.0.contains(&q.key),
            reason: found.and_then(|f| f.reason.clone()),
        }
    };
    m.set.questions.iter().map(of).collect()
}

type Picks<'a> = BTreeMap<&'a str, &'a AnswerRow>;

fn parts(m: &Matter, answers: &[AnswerRow]) -> Vec<print::ScorePart> {
    let picks: Picks = answers.iter().map(|a| (a.criterion.as_str(), a)).collect();
    m.set
        .parts
        .iter()
        .map(|part| {
            let mut rows = Vec::new();
            for c in &part.criteria {
                walk(c, &picks, &mut rows);
            }
            print::ScorePart {
                code: format!("{:?}", part.code),
                name: part.name.clone(),
                max: i64::from(part.max.get()),
                points: part.criteria.iter().map(|c| points(c, &picks)).sum(),
                rows,
            }
        })
        .collect()
}

fn walk(c: &Criterion, picks: &Picks, out: &mut Vec<print::ScoreRow>) {
    if !c.is_heading() {
        out.push(print::ScoreRow::Criterion(scored(c, picks)));
        return;
    }
    out.push(print::ScoreRow::Heading {
        code: c.code.to_string(),
        name: c.name.clone(),
        max: i64::from(c.max.get()),
        points: points(c, picks),
    });
    for child in &c.children {
        walk(child, picks, out);
    }
}

/// The option picked, from 1; 0: none of them.
fn picked(c: &Criterion, picks: &Picks) -> Option<usize> {
    picks.get(c.code.as_str()).and_then(|a| usize::try_from(a.option_no).ok())
}

fn points(c: &Criterion, picks: &Picks) -> i64 {
    if c.is_heading() {
        return c.children.iter().map(|child| points(child, picks)).sum();
    }
    let option = picked(c, picks).and_then(|n| c.option(n));
    option.map_or(0, |o| i64::from(o.points.get()))
}

fn scored(c: &Criterion, picks: &Picks) -> print::ScoredCriterion {
    let number = picked(c, picks);
    print::ScoredCriterion {
        code: c.code.to_string(),
        name: c.name.clone(),
        max: i64::from(c.max.get()),
        points: number.map(|_| points(c, picks)),
        notes: c.notes.iter().map(|n| n.text.clone()).collect(),
        options: c
            .options
            .iter()
            .map(|o| print::ScoreOption {
                points: i64::from(o.points.get()),
                text: o.text.clone(),
                stars: o.min_star,
                case: o.case.clone(),
                chosen: number == Some(o.number),
            })
            .collect(),
        none: number == Some(0),
        reason: picks.get(c.code.as_str()).and_then(|a| a.reason.clone()),
    }
}
