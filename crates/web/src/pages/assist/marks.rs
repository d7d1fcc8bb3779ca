//! The marks of a dossier in words: which parts an officer typed, for which office, on which day, and how the producer
//! confirmed them. The officer's name is not among them.

use crate::page::Page;
use ocop_app::dossier::Dossier;
use ocop_domain::dossier::seal::{SealedMark, short};

/// What a page says of the help a dossier had.
pub struct Help {
    pub lines: Vec<Line>,
    pub sentences: Vec<String>,
    /// The scan of the signed sheet; empty: there is none.
    pub scan: String,
    /// Said to an officer who fills in; empty to all others.
    pub helping: String,
}

/// Parts of one section typed by one office on one day.
pub struct Line {
    pub section: String,
    pub items: Vec<String>,
    pub office: String,
    pub on: String,
}

/// "UBND Phường Xóm Chiếu, 05/10/2026"
fn by(page: &Page, office: &str, on: &str) -> String {
    let day = page.date(on);
    say!(page, "assist.mark.by", office, day)
}

/// The tag of one part, called as in the sealed package; empty where an officer did not help.
pub fn mark_word(page: &Page, d: &Dossier, key: &str) -> String {
    let by = d.mark(key).map(|m| by(page, &m.office, &m.on));
    by.map(|by| format!("{}: {by}", page.t("assist.mark.tag"))).unwrap_or_default()
}

/// Section and item of a mark.
fn names(page: &Page, d: &Dossier, key: &str) -> (String, String) {
    let text = |key: String| page.say(&key);
    let (section, rest) = key.split_once('/').unwrap_or((key, ""));
    let paper = |id: &str| d.paper(id).map(|p| p.title.clone()).unwrap_or_default();
    match section {
        "form01" => (text("dossier.form.title".into()), text(format!("dossier.form.{rest}"))),
        "form02" => (text("dossier.report.title".into()), text(format!("dossier.report.{rest}"))),
        "answers" => (text("dossier.score.title".into()), rest.to_owned()),
        "questions" => {
            let place = d.set.questions.iter().position(|q| q.key == rest).map_or(0, |i| i + 1);
            (text("dossier.questions.title".into()), place.to_string())
        }
        "updates" => (text("kinds.updates.title".into()), text(format!("kinds.topic.{rest}"))),
        "files" => match rest.split_once("/cited/") {
            None => (text("dossier.evidence.title".into()), paper(rest)),
            Some((id, criterion)) => {
                let place = match criterion {
                    "-" => text("dossier.evidence.whole".into()),
                    code => code.to_owned(),
                };
                (text("assist.mark.citations".into()), format!("{} → {place}", paper(id)))
            }
        },
        "producer" => (text("producer.facts".into()), text(format!("producer.{rest}"))),
        _ => (text("assist.mark.product".into()), text(format!("product.{rest}"))),
    }
}

fn lines(page: &Page, d: &Dossier) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut add = |m: &SealedMark| {
        let (section, item) = names(page, d, &m.key);
        let on = page.date(&m.on);
        match out.iter_mut().find(|l| l.section == section && l.office == m.office && l.on == on) {
            Some(line) => line.items.push(item),
            None => out.push(Line { section, items: vec![item], office: m.office.clone(), on }),
        }
    };
    d.marks.iter().for_each(&mut add);
    out
}

/// What stands on a page about `d` for this reader (the account's id).
pub fn help(page: &Page, d: &Dossier, reader: &str) -> Help {
    let mut sentences = Vec::new();
    if let Some(first) = d.marks.first() {
        sentences.push(say!(
            page,
            "assist.mark.count",
            n = page.number(d.marks.len()),
            office = first.office.as_str()
        ));
    }
    let mut scan = String::new();
    if let Some(c) = &d.confirmed {
        let at = crate::words::moment(c.at);
        sentences.push(say!(
            page,
            &format!("assist.confirmed.{}", c.how),
            at = at.as_str(),
            code = short(&c.content)
        ));
        if c.sheet.is_some() {
            scan = format!("/dossiers/{}/sealed/{}/confirmation", d.id, d.attempts);
        }
    }
    if d.may_check && d.typed_by(reader) {
        sentences.push(page.say("assist.mark.you_check"));
    }
    if d.checked_by_helper() {
        sentences.push(page.say("assist.mark.same_person"));
    }
    let mut helping = String::new();
    if d.helping {
        let producer = d.subject.producer_name.as_str();
        helping = say!(page, "assist.helping_text", producer);
    }
    Help { lines: lines(page, d), sentences, scan, helping }
}
