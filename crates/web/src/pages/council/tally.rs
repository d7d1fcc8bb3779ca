//! What the sheets come to, and what is left to settle before the result can be closed.

use crate::prelude::*;
use ocop_app::council::{self, Blocker, Close, MarkRow, Ruling, SecondBallot, Settle, TallyView, show_tally};
use ocop_domain::criteria::{CriterionCode, Question};

struct Total {
    name: String,
    /// That the sheet ended early, and where; empty where it did not.
    ended: String,
    /// One per ballot, the present one last; "–" where the member did not score.
    totals: Vec<String>,
    counted: bool,
}

struct Differ {
    item: String,
    field: String,
    reason_field: String,
    title: String,
    lines: Vec<String>,
    choices: Vec<Choice>,
    settled: String,
    /// Whether the sheets still come to what was agreed on.
    standing: (String, &'static str),
    /// The points agreed so far, sent back so that two who settle at once do not pass over each other.
    was: String,
}

#[derive(Template)]
#[template(path = "council/tally.html")]
struct Show {
    page: Page,
    form: Form,
    v: TallyView,
    base: String,
    ballot: String,
    heads: Vec<String>,
    limit: String,
    totals: Vec<Total>,
    /// None where the assessment or a sheet stopped.
    mean: Option<String>,
    rank: Option<u8>,
    ranges: Vec<(String, u32, u32)>,
    differ: Vec<Differ>,
    grounds: Vec<String>,
    /// How the assessment ended before a rank, in words; empty where it did not.
    ended: String,
    unmet: Vec<String>,
    open: Vec<String>,
    same: Vec<String>,
    /// Where the papers do not show enough, and to whom.
    insufficient: Vec<String>,
    second: bool,
    /// Why the members score again, at the form that opens the ballot.
    second_why: Vec<String>,
    /// The sub-group that leads the discussion, in words; empty: none.
    led_by: String,
}

fn title(v: &TallyView, code: &CriterionCode) -> String {
    v.set.criterion(code).map_or_else(|| code.to_string(), |c| format!("{code}. {}", c.name))
}

fn name(v: &TallyView, account: &str) -> String {
    v.members.iter().find(|m| m.account_id == account).map_or_else(String::new, |m| m.name.clone())
}

fn names(v: &TallyView, accounts: &[String]) -> String {
    accounts.iter().map(|a| name(v, a)).collect::<Vec<_>>().join(", ")
}

fn ruling<'a>(v: &'a TallyView, item: &str) -> Option<&'a Ruling> {
    v.rulings.iter().find(|r| r.item == item)
}

/// What was agreed, why, by whom and when.
fn settled(page: &Page, v: &TallyView, item: &str) -> String {
    ruling(v, item).map_or_else(String::new, |r| {
        let what = match (v.set.question(item), r.points) {
            (Some(_), 0) => page.t("council.tally.applies_not"),
            (Some(_), _) => page.t("council.tally.applies"),
            (None, n) => page.tf("council.tally.points", &[("n", &n.to_string())]),
        };
        let reason = r.reason.trim_end_matches(['.', ' ']);
        say!(page, "council.tally.settled", what, reason, name = r.by, at = page.moment(r.at))
    })
}

/// The word and the tone of how an agreement stands.
fn standing(page: &Page, v: &TallyView, item: &str) -> (String, &'static str) {
    let (key, tone) = match ruling(v, item) {
        Some(r) if !r.stands => ("council.tally.fell", "quiet"),
        _ => ("council.tally.agreed", "good"),
    };
    (page.say(key), tone)
}

fn was(v: &TallyView, item: &str) -> String {
    let row = v.settlements.iter().find(|s| s.item == item);
    row.map_or_else(String::new, |s| s.points.to_string())
}

fn differ(page: &Page, v: &TallyView) -> Vec<Differ> {
    let findings = v.tally.differing_findings.iter().map(|f| {
        let line = page.tf("council.tally.finding", &[("yes", &names(v, &f.yes)), ("no", &names(v, &f.no))]);
        Differ {
            field: format!("points.{}", f.key),
            reason_field: format!("reason.{}", f.key),
            title: v.set.question(&f.key).map_or_else(String::new, Question::told),
            lines: vec![line.into_owned()],
            choices: vec![
                Choice::new("1", page.t("council.tally.applies")),
                Choice::new("0", page.t("council.tally.applies_not")),
            ],
            settled: settled(page, v, &f.key),
            standing: standing(page, v, &f.key),
            was: was(v, &f.key),
            item: f.key.clone(),
        }
    });
    let gates = v.tally.differing_gates.iter().map(|g| {
        let lines = g.marks.iter().map(|m| {
            let mut line = say!(
                page,
                "council.tally.mark",
                stars = m.stars,
                points = m.required,
                meets = names(v, &m.meets),
                not = names(v, &m.falls_short)
            );
            if !m.not_judged.is_empty() {
                let unjudged = [("names", &*names(v, &m.not_judged))];
                line = format!("{line} {}", page.tf("council.tally.mark_not_judged", &unjudged));
            }
            line
        });
        let options = g.choices(v.set).into_iter().map(|p| {
            let row = v.set.criterion(&g.criterion).and_then(|c| c.options.iter().find(|o| o.points == p));
            let text = row.map_or_else(|| page.say("council.sheet.none"), |o| o.text.clone());
            Choice::new(
                p.to_string(),
                page.tf("council.tally.choice", &[("n", &p.to_string()), ("text", &text)]),
            )
        });
        let item = g.criterion.to_string();
        Differ {
            field: format!("points.{item}"),
            reason_field: format!("reason.{item}"),
            title: title(v, &g.criterion),
            lines: lines.collect(),
            choices: options.collect(),
            settled: settled(page, v, &item),
            standing: standing(page, v, &item),
            was: was(v, &item),
            item,
        }
    });
    let mut out: Vec<Differ> = findings.chain(gates).collect();
    // What was agreed on stays said where a correction brought the sheets together.
    let past: Vec<&Ruling> =
        v.rulings.iter().filter(|r| !v.scoring && out.iter().all(|d| d.item != r.item)).collect();
    out.extend(past.into_iter().map(|r| Differ {
        field: String::new(),
        reason_field: String::new(),
        title: r.on.clone(),
        lines: Vec::new(),
        choices: Vec::new(),
        settled: settled(page, v, &r.item),
        standing: standing(page, v, &r.item),
        was: String::new(),
        item: r.item.clone(),
    }));
    out
}

fn totals(page: &Page, v: &TallyView) -> Vec<Total> {
    let shown = |n: Option<String>| n.unwrap_or_else(|| "–".to_owned());
    let of = |account: &str| {
        let earlier = v
            .earlier
            .iter()
            .map(|(_, all)| shown(all.iter().find(|(a, _)| a == account).map(|(_, n)| n.to_string())));
        let now = v.tally.totals.iter().find(|t| t.member == account);
        let ended = v.tally.partial.iter().find(|(member, _)| member == account);
        Total {
            name: name(v, account),
            ended: ended.map_or_else(String::new, |(_, at)| crate::pages::dossier::stopped(page, at)),
            totals: earlier.chain([shown(now.map(|t| t.total.to_string()))]).collect(),
            counted: now.is_none_or(|t| t.counted),
        }
    };
    let took_part = |a: &str| {
        v.tally.totals.iter().any(|t| t.member == a)
            || v.earlier.iter().any(|(_, all)| all.iter().any(|(x, _)| x == a))
    };
    v.members.iter().filter(|m| took_part(&m.account_id)).map(|m| of(&m.account_id)).collect()
}

fn insufficient(page: &Page, v: &TallyView) -> Vec<String> {
    let line = |m: &MarkRow| {
        let what = m.criterion.parse().map_or_else(|_| m.criterion.clone(), |code| title(v, &code));
        say!(
            page,
            "council.tally.mark_insufficient",
            what,
            name = name(v, &m.account_id),
            reason = m.reason.clone().unwrap_or_default()
        )
    };
    v.insufficient.iter().map(line).collect()
}

fn open(page: &Page, v: &TallyView, which: impl Fn(&Blocker) -> bool) -> Vec<String> {
    let of = |b: &Blocker| match b {
        Blocker::Conflict(account) => {
            say!(page, "council.tally.open_conflict", name = name(v, account))
        }
        Blocker::Quorum => page.say("errors.conflict.council_quorum"),
        Blocker::SecondBallot => {
            say!(page, "council.tally.spread_over", n = v.tally.spread, limit = v.spread_limit)
        }
        Blocker::Gate(code) => {
            let named = code.parse().map_or_else(|_| code.clone(), |code| title(v, &code));
            say!(page, "council.tally.open_gate", name = named)
        }
        Blocker::Finding(key) => {
            let text = v.set.question(key).map_or_else(String::new, Question::told);
            say!(page, "council.tally.open_finding", name = text)
        }
        Blocker::Unfinished(members) => {
            say!(page, "council.tally.open_unfinished", names = names(v, members))
        }
    };
    v.blockers.iter().filter(|b| which(b)).map(of).collect()
}

/// What another ballot would put right.
fn again(blocker: &Blocker) -> bool {
    matches!(blocker, Blocker::SecondBallot | Blocker::Unfinished(_))
}

async fn render(visit: &Visit, id: &str, dossier: &str, form: Form) -> Result<Show, Failure> {
    let v = show_tally(&visit.cx, id, dossier).await?;
    let page = visit.page_titled(
        visit
            .page("council.tally.title")
            .tf("council.tally.of", &[("name", &v.case.product_name)])
            .into_owned(),
    );
    let page = page.crumb(format!("/rounds/{id}"), v.round.name.clone());
    let outcome = v.tally.outcome.as_ref();
    let mut same: Vec<String> = v
        .identical_members
        .iter()
        .map(|group| say!(page, "council.tally.same_members", names = names(&v, group)))
        .collect();
    same.extend(v.identical_products.iter().map(|(who, products)| {
        let n = products.len().to_string();
        say!(page, "council.tally.same_products", name = name(&v, who), n)
    }));
    let unmet = outcome
        .filter(|_| v.tally.ending.is_none())
        .map_or(&[][..], |o| o.unmet.as_slice())
        .iter()
        .map(|u| {
            format!("{}: {}", title(&v, &u.criterion), page.gate_sentence(u.stars.get(), u.required.get()))
        });
    let ballot = |n: i64| say!(page, "council.sheet.ballot", n);
    Ok(Show {
        ballot: ballot(v.ballot),
        heads: (1..=v.ballot).map(ballot).collect(),
        limit: say!(page, "council.tally.limit", n = v.spread_limit),
        base: format!("/rounds/{id}/dossiers/{dossier}"),
        totals: totals(&page, &v),
        mean: v.tally.told_mean().map(|mean| page.points(mean.hundredths())),
        rank: outcome.map(|o| o.rank.map_or(0, |r| r.get())),
        ranges: v.tally.ranges.iter().map(|r| (title(&v, &r.criterion), r.low.get(), r.high.get())).collect(),
        differ: differ(&page, &v),
        ended: crate::pages::dossier::ended(&page, v.tally.ending.as_ref()),
        grounds: v.tally.grounds.iter().filter_map(|g| v.set.question(&g.key)).map(Question::told).collect(),
        unmet: unmet.collect(),
        open: open(&page, &v, |_| true),
        second_why: open(&page, &v, again),
        second: v.may_score_again || v.blockers.iter().any(again),
        led_by: v.led_by.as_ref().map_or_else(String::new, |name| say!(page, "agenda.led_by", name)),
        insufficient: insufficient(&page, &v),
        same,
        form,
        v,
        page,
    })
}

pub async fn show(visit: Visit, Path((id, dossier)): Path<(String, String)>) -> Reply {
    Ok(Html(render(&visit, &id, &dossier, Form::new()).await?).into_response())
}

async fn answer(
    visit: &Visit,
    (id, dossier): (&str, &str),
    fields: &Fields,
    done: Result<(), Error>,
    flash: &str,
) -> Reply {
    let next = format!("/rounds/{id}/dossiers/{dossier}/tally");
    answered(visit, fields, done, (next, flash), async |form| render(visit, id, dossier, form).await).await
}

pub async fn settle(visit: Visit, Path((id, dossier)): Path<(String, String)>, fields: Fields) -> Reply {
    let item = fields.get("item").to_owned();
    let cmd = Settle {
        round: id.clone(),
        dossier: dossier.clone(),
        points: fields.get(&format!("points.{item}")).to_owned(),
        reason: fields.get(&format!("reason.{item}")).to_owned(),
        was: fields.get("was").to_owned(),
        item,
    };
    let done = council::settle(&visit.cx, cmd).await;
    answer(&visit, (&id, &dossier), &fields, done, "council.tally.settled_flash").await
}

pub async fn second_ballot(
    visit: Visit,
    Path((id, dossier)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let cmd = SecondBallot {
        round: id.clone(),
        dossier: dossier.clone(),
        reason: fields.get("ballot_reason").to_owned(),
    };
    match council::second_ballot(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/rounds/{id}"), "council.tally.ballot_flash")),
        refused => answer(&visit, (&id, &dossier), &fields, refused, "").await,
    }
}

pub async fn close(visit: Visit, Path((id, dossier)): Path<(String, String)>, _: Fields) -> Reply {
    let cmd = Close { round: id.clone(), dossier };
    council::close(&visit.cx, cmd).await?;
    Ok(redirect_with(&format!("/rounds/{id}"), "council.tally.closed_flash"))
}
