//! `/dossiers/{id}/changes`: the recognised package and the present one side by side, differences first.

use super::report;
use super::words::page_below;
use crate::pages::producer::legal_form;
use crate::prelude::*;
use ocop_app::dossier::{self, Changes, Dossier};
use ocop_domain::criteria::{CriteriaSet, CriterionCode, SetId, set};
use ocop_domain::dossier::Topic;
use ocop_domain::dossier::compare::{AnswerChange, Change, Comparison, FieldChange, PaperChange, Picked};
use ocop_domain::dossier::seal::SealedFile;

/// One line of the comparison.
pub(super) struct Line {
    pub change: Change,
    pub tag: (String, &'static str),
    pub what: String,
    pub before: String,
    pub after: String,
}

/// A section with what differs and what does not.
pub(super) struct Group {
    pub title: String,
    pub differs: Vec<Line>,
    pub same: Vec<Line>,
}

/// The criteria sets before and after.
pub(super) type Sets = (Option<&'static CriteriaSet>, Option<&'static CriteriaSet>);

#[derive(Template)]
#[template(path = "dossier/changes.html")]
struct ChangesPage {
    page: Page,
    kind: String,
    /// What the producer says is new: topic, words.
    said: Vec<(String, String)>,
    groups: Vec<Group>,
    /// (before, after) points, and both ranks in words.
    totals: Option<[String; 4]>,
    other_set: bool,
    sealed: bool,
    d: Dossier,
}

fn tag(page: &Page, change: Change) -> (String, &'static str) {
    let tone = match change {
        Change::Changed => "info",
        Change::Added => "good",
        Change::Removed => "wait",
        Change::Unchanged => "quiet",
    };
    (page.say(&format!("kinds.change.{}", change.as_str())), tone)
}

fn group(page: &Page, title: &str, lines: Vec<Line>) -> Group {
    let (same, differs) = lines.into_iter().partition(|l| l.change == Change::Unchanged);
    Group { title: page.say(title), differs, same }
}

pub(super) fn field(page: &Page, f: &FieldChange) -> Line {
    let label = match f.field {
        "producer" | "legal_form" | "representative" | "address" | "phone" | "email" | "product"
        | "place" => {
            format!("dossier.known.{}", f.field)
        }
        "tax_number" | "registration_number" | "category" => format!("kinds.field.{}", f.field),
        other => format!("dossier.report.{other}"),
    };
    let words = |value: &str| match f.field {
        "held" => held(page, value),
        "legal_form" => legal_form(page, value),
        _ => value.to_owned(),
    };
    Line {
        change: f.change,
        tag: tag(page, f.change),
        what: page.say(&label),
        before: words(&f.before),
        after: words(&f.after),
    }
}

/// The ticks by their labels; what was written beside them stays as it is.
fn held(page: &Page, names: &str) -> String {
    let labels = report::held_choices(page);
    let label =
        |n: &str| labels.iter().find(|c| c.value == n).map_or_else(|| n.to_owned(), |c| c.label.clone());
    names.split(", ").filter(|n| !n.is_empty()).map(label).collect::<Vec<_>>().join("; ")
}

pub(super) fn answer(page: &Page, (old, new): Sets, a: &AnswerChange) -> Line {
    let in_set = |s: Option<&CriteriaSet>| a.criterion.parse().ok().and_then(|c| s?.criterion(&c).cloned());
    let name = in_set(new).or_else(|| in_set(old)).map(|c| c.name).unwrap_or_default();
    let words = |p: &Option<Picked>, s: Option<&CriteriaSet>| {
        p.as_ref().map_or_else(String::new, |p| {
            let text = in_set(s).and_then(|c| c.option(p.option).map(|o| o.text.clone())).unwrap_or_default();
            let points = format!("{} {}", p.points, page.t("common.score.points"));
            [Some(points), Some(text), p.note.clone()]
                .into_iter()
                .flatten()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        })
    };
    Line {
        change: a.change,
        tag: tag(page, a.change),
        what: format!("{} {name}", a.criterion),
        before: words(&a.before, old),
        after: words(&a.after, new),
    }
}

pub(super) fn paper(page: &Page, p: &PaperChange) -> Line {
    let words = |f: &Option<SealedFile>| {
        f.as_ref().map_or_else(String::new, |f| {
            let number = f.number.clone().unwrap_or_default();
            let until = f.expires_on.as_deref().and_then(|d| d.parse::<jiff::civil::Date>().ok());
            let until = until.map(|d| format!("{} {}", page.t("dossier.evidence.until"), page.date(d)));
            let places: Vec<&str> =
                f.cited.iter().map(|c| c.criterion.as_str()).filter(|c| !c.is_empty()).collect();
            let places = (!places.is_empty())
                .then(|| say!(page, "dossier.evidence.criterion_n", code = places.join(", ")));
            [Some(number), until, places]
                .into_iter()
                .flatten()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        })
    };
    let title = p.after.as_ref().or(p.before.as_ref()).map(|f| f.title.clone()).unwrap_or_default();
    let differs: Vec<String> = p.differs.iter().map(|d| page.say(&format!("kinds.differs.{d}"))).collect();
    let what = if differs.is_empty() { title } else { format!("{title} ({})", differs.join(", ")) };
    Line {
        change: p.change,
        tag: tag(page, p.change),
        what,
        before: words(&p.before),
        after: words(&p.after),
    }
}

pub(super) fn sets(c: &Comparison) -> Sets {
    let named = |id: &str| id.parse::<SetId>().ok().and_then(|id| set(&id));
    (named(&c.before_set.0), named(&c.after_set.0))
}

pub(super) fn groups(page: &Page, c: &Comparison) -> Vec<Group> {
    let sets = sets(c);
    vec![
        group(page, "dossier.score.title", c.answers.iter().map(|a| answer(page, sets, a)).collect()),
        group(page, "dossier.evidence.title", c.papers.iter().map(|p| paper(page, p)).collect()),
        group(page, "kinds.changes.fields", c.fields.iter().map(|f| field(page, f)).collect()),
    ]
}

pub(super) fn totals(page: &Page, c: &Comparison) -> [String; 4] {
    let rank = |n: u8, at: &[CriterionCode]| match n {
        _ if !at.is_empty() => super::stopped(page, at),
        0 => page.say("common.score.none"),
        n => page.star_word(n),
    };
    [c.total.0.to_string(), rank(c.rank.0, &c.stopped.0), c.total.1.to_string(), rank(c.rank.1, &c.stopped.1)]
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let Changes { dossier: d, present, comparison, sealed, .. } = dossier::changes(&visit.cx, &id).await?;
    let page = page_below(&visit, &d, "kinds.changes.title");
    let said = present.updates.iter().filter_map(|u| {
        let topic: Topic = u.topic.parse().ok()?;
        Some((page.say(&format!("kinds.topic.{}", topic.as_str())), u.words.clone()))
    });
    Ok(Html(ChangesPage {
        kind: page.say(&format!("kinds.kind.{}", d.kind.as_str())),
        said: said.collect(),
        groups: comparison.as_ref().map(|c| groups(&page, c)).unwrap_or_default(),
        totals: comparison.as_ref().map(|c| totals(&page, c)),
        other_set: comparison.as_ref().is_some_and(|c| !c.same_set()),
        sealed,
        page,
        d,
    })
    .into_response())
}
