//! `/dossiers/{id}/checklist`: what this very dossier still lacks.

use super::demand::{self, Demand, Paper, Part};
use crate::prelude::*;
use jiff::ToSpan;
use jiff::civil::Date;
use ocop_app::dossier::Dossier;
use ocop_app::guide::{self, Asked, Checklist};
use ocop_domain::criteria::Scorable;
use ocop_domain::guide::{RUNS_OUT_SOON, Standing};

struct Question {
    text: String,
    word: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "guide/checklist.html")]
struct ChecklistPage {
    page: Page,
    d: Dossier,
    questions: Vec<Question>,
    parts: Vec<Part>,
    /// Standings with how many criteria have them: word, tone, count.
    counts: Vec<(String, &'static str, usize)>,
    done: usize,
    total: usize,
    sentence: String,
}

fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::NotAnswered => "quiet",
        Standing::PaperMissing | Standing::PaperExpired => "bad",
        Standing::PaperEnding => "wait",
        Standing::Done => "good",
    }
}

fn word(page: &Page, standing: Standing) -> (String, &'static str) {
    (page.say(&format!("guide.standing.{}", standing.as_str())), tone(standing))
}

fn questions(page: &Page, list: &Checklist) -> Vec<Question> {
    let asked = list.dossier.set.asked().zip(&list.questions);
    asked
        .map(|(q, asked)| {
            let (key, tone) = match asked {
                Asked::Open => ("guide.asked.open", "quiet"),
                Asked::No => ("guide.asked.no", "good"),
                Asked::Yes => ("guide.asked.yes", "bad"),
            };
            let place = q.criterion.as_ref().map(|code| format!("{code}. ")).unwrap_or_default();
            Question { text: format!("{place}{}", q.text), word: page.say(key), tone }
        })
        .collect()
}

fn papers(page: &Page, d: &Dossier, code: &str, today: Date) -> Vec<Paper> {
    let soon = today.checked_add(RUNS_OUT_SOON.days()).unwrap_or(Date::MAX);
    d.cited_on(code)
        .map(|(paper, at)| {
            let (until, tone) = match paper.expires_on {
                Some(day) if day < today => ("guide.paper.expired", "bad"),
                Some(day) if day <= soon => ("guide.paper.ending", "wait"),
                Some(_) => ("guide.paper.until", "good"),
                None => ("", "good"),
            };
            let day = page.date(paper.expires_on);
            let until = if until.is_empty() { String::new() } else { say!(page, until, day) };
            let at = at.map(|n| format!("#page={n}")).unwrap_or_default();
            Paper {
                href: format!("/files/{}/{}{at}", d.id, paper.id),
                title: paper.title.clone(),
                until,
                tone,
            }
        })
        .collect()
}

fn finish(page: &Page, list: &Checklist, today: Date, leaf: &Scorable<'_>, demand: &mut Demand) {
    let (d, code) = (&list.dossier, &leaf.criterion.code);
    demand.standing = list.standing.get(code).map(|standing| word(page, *standing));
    demand.papers = papers(page, d, code.as_str(), today);
    let picked = d.answers.get(code).copied();
    for option in &mut demand.options {
        option.picked = picked == Some(option.number);
    }
    if d.may_edit {
        demand.answer_href = format!("/dossiers/{}/score#c.{code}", d.id);
        demand.paper_href = format!("/dossiers/{}/evidence?criterion={code}#add", d.id);
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let list = guide::checklist(&visit.cx, &id).await?;
    let page = visit.page("guide.checklist.title");
    let name = list.dossier.subject.product_name.clone();
    let page = page.under("/dossiers", "dossier.title").crumb(format!("/dossiers/{id}"), name);
    let today = visit.cx.today();
    let (done, total) = (list.done, list.total);
    let values = [("done", &*done.to_string()), ("total", &*total.to_string())];
    let sentence = page.tf("guide.checklist.progress", &values).into_owned();
    let counts = Standing::ALL.into_iter().map(|standing| {
        let (word, tone) = word(&page, standing);
        (word, tone, list.standing.values().filter(|s| **s == standing).count())
    });
    let body = ChecklistPage {
        questions: questions(&page, &list),
        counts: counts.filter(|(_, _, n)| *n > 0).collect(),
        parts: demand::parts(&page, list.dossier.set, &list.texts, |leaf, demand| {
            finish(&page, &list, today, leaf, demand);
        }),
        d: list.dossier.clone(),
        page,
        done,
        total,
        sentence,
    };
    Ok(Html(body).into_response())
}
