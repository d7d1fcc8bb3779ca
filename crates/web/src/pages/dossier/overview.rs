//! `/dossiers/{id}`: the producer's task list while work on it goes on; the whole dossier for all others.

use super::sheet::{self, PaperLink, Part};
use super::words::{standing_tag, state_tag};
use super::{exchanges, form, items, report};
use crate::pages::assist::{Help, help};
use crate::prelude::*;
use crate::view::Task;
use jiff::civil::Date;
use ocop_app::dossier::{self, Dossier, Exchanges, Missing};
use ocop_app::guide;
use ocop_domain::account::Role;
use ocop_domain::dossier::{Form01, Kind, State};

#[derive(Template)]
#[template(path = "dossier/tasks.html")]
struct Tasks {
    page: Page,
    d: Dossier,
    tasks: Vec<Task>,
    /// The word for its kind.
    kind: String,
    result: sheet::Result,
    /// Why it was returned; empty where the request says it item by item.
    reasons: String,
    /// What the commune asked for.
    asked: Option<items::Asked>,
    help: Help,
}

struct StepRow {
    at: String,
    word: String,
    tone: &'static str,
    late: bool,
}

#[derive(Template)]
#[template(path = "dossier/read.html")]
struct Read {
    page: Page,
    d: Dossier,
    /// The result, for the producer and the offices of its place, once it stands.
    told: Option<ocop_app::council::Told>,
    /// How the assessment ended before a rank, in words; empty where it did not.
    ended: String,
    state: (String, &'static str),
    /// That the star was withdrawn, by which decision and on what ground.
    withdrawn: String,
    known: Vec<Answer>,
    texts: Vec<Answer>,
    questions: Vec<Answer>,
    parts: Vec<Part>,
    whole: Vec<PaperLink>,
    result: sheet::Result,
    checks: Vec<(String, Vec<Answer>)>,
    steps: Vec<StepRow>,
    proposed: bool,
    /// The 45 days of a re-ranking: in words, with the days left and their tone.
    clock: Option<(String, (String, &'static str))>,
    sides: exchanges::Sides,
    /// The reader may object to what the province came to.
    objection: bool,
    /// Submissions on which the commune held a meeting.
    meetings: Vec<i64>,
    help: Help,
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    let page = visit.page_titled(d.subject.product_name.clone()).under("/dossiers", "dossier.title");
    if d.may_edit {
        let request = dossier::open_request(&visit.cx, &d).await?;
        let open_items = request.as_ref().map_or(0, |r| r.open());
        let asked = request.map(|r| items::asked(&page, &d, &r));
        let help = help(&page, &d, visit.cx.actor.id());
        return Ok(Html(tasks(page, d, visit.cx.today(), (asked, open_items), help)).into_response());
    }
    let found = dossier::exchanges_of(&visit.cx, d.clone()).await?;
    let steps = dossier::history(&visit.cx, &id).await?;
    let steps = steps.into_iter().map(|s| {
        let (word, tone) = state_tag(&page, s.to);
        StepRow { at: page.moment(s.at), word, tone, late: s.late }
    });
    let steps = steps.collect();
    let help = help(&page, &d, visit.cx.actor.id());
    let clock = ocop_app::council::clock_of_dossier(&visit.cx, &d).await?;
    let clock = clock.map(|c| crate::pages::council::clock_words(&page, c, visit.cx.today()));
    let told = ocop_app::council::told(&visit.cx, &id).await?;
    let objection = visit.cx.actor.has_role(Role::Producer)
        && matches!(d.state, State::Scored | State::NotRecognised | State::Recognised);
    let ended = sheet::ended(&page, told.as_ref().and_then(|t| t.ending.as_ref()));
    Ok(Html(Read { objection, clock, told, ended, ..read(page, d, steps, &found, help) }).into_response())
}

fn withdrawn(page: &Page, d: &Dossier) -> String {
    let Some(w) = &d.withdrawn else { return String::new() };
    let day = page.date(w.withdrawn_on);
    let ground = w.ground.map(|g| page.say(&format!("recognition.ground.{}", g.as_str())));
    let number = w.decision_number.as_deref().unwrap_or_default();
    say!(page, "dossier.read.withdrawn", number, day = day.as_str(), ground = ground.unwrap_or_default())
}

/// `asked`: what the commune asked for, with how many of its items are still open.
fn tasks(
    page: Page,
    d: Dossier,
    today: Date,
    (asked, open_items): (Option<items::Asked>, usize),
    help: Help,
) -> Tasks {
    let gaps = guide::gaps(&d, today);
    let mut missing = dossier::readiness(&d);
    missing.extend(dossier::missing(&d, today));
    let in_section = |s: &str| missing.iter().filter(|m| m.section == s).collect::<Vec<&Missing>>();
    let title = |section: &str| match section {
        "updates" => page.t("kinds.updates.title"),
        other => page.t(&format!("dossier.{other}.title")),
    };
    // What the checklist finds lacking in a part of which nothing is missing outright.
    let unasked = d.set.asked().filter(|q| !d.findings.contains_key(&q.key)).count();
    let lacking = |section: &str| match section {
        "questions" => (unasked, "dossier.tasks.questions"),
        "score" => (gaps.unanswered.len(), "dossier.tasks.unanswered"),
        "evidence" => (gaps.papers().count(), "dossier.tasks.without_paper"),
        _ => (0, ""),
    };
    let task = |section: &str, begun: bool| {
        let open = in_section(section);
        let (lacking, words) = lacking(section);
        let status = match (open.as_slice(), begun) {
            ([], _) if lacking > 0 => "doing",
            ([], _) => "done",
            (many, _) if many.iter().any(|m| m.code == "knocked_out") => "missing",
            (_, true) => "doing",
            (_, false) => "todo",
        };
        // What is counted one by one is said by its own count alone: the checklist counts the same.
        let outright = open.iter().filter(|m| !matches!(m.code, "questions" | "score" | "evidence")).count();
        let outright = if lacking > 0 { outright } else { open.len() };
        let counted = |n: usize, words: &str| (n > 0).then(|| say!(page, words, n));
        let hints = [counted(lacking, words), counted(outright, "dossier.tasks.missing")];
        let hint = hints.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Task {
            label: title(section).into_owned(),
            hint,
            href: format!("/dossiers/{}/{section}", d.id),
            status: status.into(),
        }
    };
    let begun = !d.form02.production.is_empty() || !d.form02.plan.is_empty();
    let mut list = vec![
        task("form", d.form01 != Form01::default()),
        task("questions", !d.findings.is_empty()),
        task("score", !d.answers.is_empty()),
        task("evidence", !d.citations.is_empty()),
        task("report", begun),
    ];
    if d.kind != Kind::First {
        list.push(task("updates", !d.updates.is_empty()));
    }
    let ready = missing.is_empty();
    list.push(Task {
        label: page.say("dossier.check.title"),
        hint: if !ready {
            page.say("dossier.tasks.not_ready")
        } else if open_items > 0 {
            say!(page, "desk.additions.open", n = open_items)
        } else {
            page.say(if gaps.is_empty() { "dossier.tasks.ready" } else { "dossier.tasks.gaps" })
        },
        href: format!("/dossiers/{}/check", d.id),
        status: if ready { "todo" } else { "blocked" }.into(),
    });
    let reasons = if d.state == State::Returned && asked.is_none() {
        d.checks.first().and_then(|c| c.reasons.clone())
    } else {
        None
    };
    Tasks {
        tasks: list,
        kind: page.say(&format!("kinds.kind.{}", d.kind.as_str())),
        result: sheet::result(&page, &d.scored),
        reasons: reasons.unwrap_or_default(),
        asked,
        help,
        page,
        d,
    }
}

fn fact(label: std::borrow::Cow<'static, str>, value: impl Into<String>) -> Answer {
    Answer::fact(label.into_owned(), value)
}

fn texts(page: &Page, d: &Dossier) -> Vec<Answer> {
    let f = &d.form02;
    let held = report::held_names(&f.held);
    let mut held: Vec<String> =
        report::held_choices(page).into_iter().filter(|c| held.contains(&c.value)).map(|c| c.label).collect();
    held.extend(Some(f.held.other.clone()).filter(|o| !o.is_empty()));
    vec![
        fact(page.t("dossier.form.year"), d.form01.year.map(|y| y.to_string()).unwrap_or_default()),
        fact(page.t("dossier.form.samples"), d.form01.samples.map(|n| n.to_string()).unwrap_or_default()),
        fact(page.t("dossier.report.specification"), f.specification.clone()),
        fact(page.t("dossier.report.held"), held.join("\n")),
        fact(page.t("dossier.report.history"), f.history.clone()),
        fact(page.t("dossier.report.organisation"), f.organisation.clone()),
        fact(page.t("dossier.report.production"), f.production.clone()),
        fact(page.t("dossier.report.quality"), f.quality.clone()),
        fact(page.t("dossier.report.market"), f.market.clone()),
        fact(page.t("dossier.report.business"), f.business.clone()),
        fact(page.t("dossier.report.plan"), f.plan.clone()),
    ]
}

fn questions(page: &Page, d: &Dossier) -> Vec<Answer> {
    d.set
        .asked()
        .map(|q| {
            let answer = d.findings.get(&q.key);
            let word = match answer {
                Some((true, _)) => page.say("dossier.questions.yes"),
                Some((false, _)) => page.say("dossier.questions.no"),
                None => String::new(),
            };
            let reason = answer.and_then(|(_, r)| r.clone());
            let value: Vec<String> = [Some(word), reason].into_iter().flatten().collect();
            Answer::fact(q.text.clone(), value.join("\n"))
        })
        .collect()
}

fn checks(page: &Page, d: &Dossier) -> Vec<(String, Vec<Answer>)> {
    d.checks
        .iter()
        .map(|c| {
            let text = |t: &Option<String>| t.clone().unwrap_or_default();
            let mut rows = vec![
                fact(page.t("dossier.ward.local_material"), text(&c.local_material)),
                fact(page.t("dossier.ward.local_labour"), text(&c.local_labour)),
                fact(page.t("dossier.ward.idea_origin"), text(&c.idea_origin)),
                fact(page.t("dossier.ward.local_identity"), text(&c.local_identity)),
            ];
            let (key, last) = match &c.conclusion {
                Some(words) => {
                    ("dossier.read.proposed_at", fact(page.t("dossier.ward.conclusion"), words.clone()))
                }
                None => ("dossier.read.returned_at", fact(page.t("dossier.ward.reasons"), text(&c.reasons))),
            };
            rows.push(last);
            let at = page.moment(c.checked_at);
            (say!(page, key, at), rows)
        })
        .collect()
}

fn read(page: Page, d: Dossier, steps: Vec<StepRow>, found: &Exchanges, help: Help) -> Read {
    Read {
        withdrawn: withdrawn(&page, &d),
        state: standing_tag(&page, d.state, d.withdrawn.is_some()),
        known: form::known(&page, &d),
        texts: texts(&page, &d),
        questions: questions(&page, &d),
        parts: sheet::parts(&page, &d),
        whole: sheet::papers(&page, &d, ""),
        result: sheet::result(&page, &d.scored),
        checks: checks(&page, &d),
        proposed: d.checks.iter().any(|c| c.conclusion.is_some()),
        sides: exchanges::sides(&page, &found.waiting),
        meetings: found.meetings.iter().map(|m| m.attempt).collect(),
        clock: None,
        steps,
        help,
        objection: false,
        told: None,
        ended: String::new(),
        page,
        d,
    }
}
