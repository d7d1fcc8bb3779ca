use crate::download;
use crate::prelude::*;
use ocop_app::council::{RoundRow, RoundView, SetAttendance, minutes_pdf, set_attendance, show_round};
use ocop_domain::council::Rules;
use ocop_domain::criteria;

struct Item {
    href: String,
    tally: String,
    product: String,
    producer: String,
    set: String,
    state: &'static str,
    ballot: i64,
    submitted: i64,
    done: bool,
    aside: bool,
    /// The 45 days of a re-ranking, and how it is judged.
    clock: Option<(String, &'static str)>,
    written: String,
    /// The sub-group that leads its discussion; empty: none.
    led_by: String,
}

struct Member {
    account: String,
    name: String,
    department: String,
    duty: String,
    /// "", "yes" or "no": not noted yet, present, absent.
    present: &'static str,
}

#[derive(Template)]
#[template(path = "council/round.html")]
struct Show {
    page: Page,
    v: RoundView,
    dates: String,
    rules: Vec<String>,
    members: Vec<Member>,
    delegates: Vec<String>,
    items: Vec<Item>,
    corrections: String,
}

pub fn dates(page: &Page, r: &RoundRow) -> String {
    say!(
        page,
        "council.round.dates",
        before = page.date(&r.proposed_before),
        held = page.date(&r.held_before)
    )
}

/// A council's settings in words.
pub fn rules(page: &Page, r: &Rules) -> Vec<String> {
    let (part, whole) = (r.quorum.0.to_string(), r.quorum.1.to_string());
    let quorum = if r.chair_required { "council.rule.quorum_chair" } else { "council.rule.quorum" };
    let mut out = vec![
        say!(page, quorum, part, whole),
        say!(page, "council.rule.spread", n = r.spread_limit, ballots = r.ballots),
        page.say(&format!("council.gate_rule.{}", r.gate_rule.as_str())),
    ];
    if let Some(most) = r.reason_beyond {
        out.push(say!(page, "council.rule.reason", n = most));
    }
    if r.drop_extremes {
        out.push(page.say("council.rule.drop"));
    }
    out.push(super::opinion::rule(page, &r.written));
    out
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(page_of(&visit, &id).await?).into_response())
}

async fn page_of(visit: &Visit, id: &str) -> Result<Show, Failure> {
    let v = show_round(&visit.cx, id).await?;
    let page = visit
        .page_titled(v.round.name.clone())
        .under("/councils", "council.title")
        .crumb(format!("/councils/{}", v.council.id), v.council.name.clone());
    let items = v.agenda.iter().map(|a| Item {
        href: format!("/rounds/{id}/dossiers/{}", a.id),
        tally: format!("/rounds/{id}/dossiers/{}/tally", a.id),
        product: a.product_name.clone(),
        producer: a.producer_name.clone(),
        set: a
            .set_id
            .parse()
            .ok()
            .and_then(|set| criteria::set(&set))
            .map_or_else(String::new, |s| s.name.clone()),
        state: match a.state.as_str() {
            "in_round" | "in_national_round" => "scoring",
            "recognised" => "recognised",
            "not_recognised" => "not_recognised",
            _ => "scored",
        },
        ballot: a.ballot,
        submitted: a.submitted,
        done: v.done.contains(&a.id),
        aside: v.aside.contains(&a.id),
        led_by: v
            .led_by
            .iter()
            .find(|(id, _)| *id == a.id)
            .map_or_else(String::new, |(_, name)| say!(page, "agenda.led_by", name)),
        clock: super::opinion::agenda_clock(&page, &v.rerankings, a),
        written: super::opinion::agenda_word(&page, &v.rerankings, a),
    });
    let members = v.members.iter().map(|m| Member {
        account: m.account_id.clone(),
        name: m.name.clone(),
        department: m.department.clone(),
        duty: page.say(&format!("council.duty.{}", m.duty)),
        present: match v.attendance.iter().find(|a| a.account_id == m.account_id).map(|a| a.present) {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        },
    });
    let delegates = v.delegates.iter().map(|d| {
        let who = [("delegate", d.delegate_name.as_str()), ("member", d.member_name.as_str())];
        let letter = super::delegate::letter(&page, &d.letter_number, &d.letter_on);
        format!("{} ({letter})", page.tf("council.delegate.for", &who))
    });
    let (items, members, delegates) = (items.collect(), members.collect(), delegates.collect());
    let (dates, rules) = (dates(&page, &v.round), rules(&page, &v.rules));
    let corrections = say!(page, "correction.waiting", n = v.open_corrections);
    Ok(Show { corrections, dates, rules, members, delegates, items, v, page })
}

pub async fn attendance(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = SetAttendance {
        round: id.clone(),
        version: fields.get("version").parse().unwrap_or(0),
        present: fields.all("present").map(str::to_owned).collect(),
    };
    let done = set_attendance(&visit.cx, cmd).await;
    let next = (format!("/rounds/{id}"), "council.attendance.saved");
    saved(&visit, &fields, done, next, async |_| page_of(&visit, &id).await).await
}

pub async fn minutes(visit: Visit, Path(id): Path<String>) -> Reply {
    let pdf = minutes_pdf(&visit.cx, &id).await?;
    Ok(download::pdf("bien-ban.pdf", pdf))
}
