//! Strict and lenient, for who may see it once the round is closed: figures with what they mean in words. Every number
//! that is drawn also stands in a table.

use crate::prelude::*;
use axum::http::header;
use ocop_app::council::{Estimated, SeverityView, show_severity};
use ocop_domain::council::severity::{Agreement, Edge, Estimate, Refusal, sign_test};

struct Member {
    name: String,
    sheets: usize,
    severity: String,
    se: String,
    interval: String,
    shrunk: String,
    tone: &'static str,
    reading: String,
    dot: Dot,
}

/// On a drawing 1000 wide.
struct Dot {
    low: i64,
    at: i64,
    high: i64,
    /// The interval holds nought.
    hollow: bool,
}

/// What is measured, the figure, and what it says.
struct Line {
    name: String,
    figure: String,
    says: String,
}

struct Near {
    name: String,
    above: usize,
    below: usize,
    says: String,
}

struct Criteria {
    set: String,
    /// Name, most points, mean range, widest range, deviation.
    rows: Vec<[String; 5]>,
    alike: String,
}

#[derive(Template)]
#[template(path = "council/severity.html")]
struct Show {
    page: Page,
    v: SeverityView,
    basis: String,
    small: String,
    refused: String,
    members: Vec<Member>,
    /// Points at either end of the drawing.
    reach: i64,
    council: Vec<Line>,
    edges: Vec<Near>,
    member_edges: Vec<Near>,
    criteria: Vec<Criteria>,
}

/// With so many decimals, in the reader's language; no sign on a nought.
fn decimal(page: &Page, value: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", value.abs());
    let nought = text.chars().all(|c| matches!(c, '0' | '.'));
    let text = if page.lang.code() == "vi" { text.replace('.', ",") } else { text };
    if value < 0.0 && !nought { format!("−{text}") } else { text }
}

fn signed(page: &Page, value: f64) -> String {
    let text = decimal(page, value, 1);
    let nought = text.chars().all(|c| matches!(c, '0' | '.' | ','));
    if value > 0.0 && !nought { format!("+{text}") } else { text }
}

fn interval(page: &Page, e: &Estimate) -> String {
    say!(page, "severity.interval", low = signed(page, e.low), high = signed(page, e.high))
}

fn name(v: &SeverityView, account: &str) -> String {
    v.members.iter().find(|m| m.account_id == account).map_or_else(String::new, |m| m.name.clone())
}

/// The least of 1, 2, 5, 10, 20, 50 … that holds every interval.
fn reach(e: &Estimated) -> i64 {
    let far = e.fit.members.iter().fold(0.0, |far: f64, m| far.max(m.severity.high).max(-m.severity.low));
    [1_i64, 2, 5, 10, 20, 50].into_iter().find(|n| *n as f64 >= far).unwrap_or(100)
}

fn members(page: &Page, v: &SeverityView, e: &Estimated, reach: i64) -> Vec<Member> {
    let x = |points: f64| (500.0 + 480.0 * points / reach as f64).round().clamp(0.0, 1000.0) as i64;
    let one = |m: &ocop_domain::council::severity::Severity| {
        let s = &m.severity;
        let (tone, reading) = match (s.may_be_nought(), s.value > 0.0) {
            (true, _) => ("quiet", "severity.reading.unclear"),
            (false, true) => ("wait", "severity.reading.strict"),
            (false, false) => ("info", "severity.reading.lenient"),
        };
        let shrunk = e.components.shrunk.iter().find(|x| x.member == m.member);
        Member {
            name: name(v, &m.member),
            sheets: m.sheets,
            severity: signed(page, s.value),
            se: decimal(page, s.se, 1),
            interval: interval(page, s),
            shrunk: shrunk.map_or_else(String::new, |x| signed(page, x.severity)),
            tone,
            reading: page.say(reading),
            dot: Dot { low: x(s.low), at: x(s.value), high: x(s.high), hollow: s.may_be_nought() },
        }
    };
    e.fit.members.iter().map(one).collect()
}

fn agreement(page: &Page, a: &Agreement) -> Line {
    let says = match a.alpha {
        x if x >= 0.8 => "severity.alpha.good",
        x if x >= 0.667 => "severity.alpha.fair",
        _ => "severity.alpha.poor",
    };
    let two = |x: f64| decimal(page, x, 2);
    Line {
        name: page.say("severity.alpha.name"),
        figure: format!(
            "{} {}",
            two(a.alpha),
            page.tf("severity.within", &[("low", &two(a.low)), ("high", &two(a.high))])
        ),
        says: page.say(says),
    }
}

fn council(page: &Page, v: &SeverityView) -> Vec<Line> {
    let mut out = Vec::new();
    let figure = |e: &Estimate| {
        let within = [("low", &*signed(page, e.low)), ("high", &*signed(page, e.high))];
        format!("{} {}", signed(page, e.value), page.tf("severity.within", &within))
    };
    if let Some((claimed, n)) = &v.claimed {
        let says = match (claimed.may_be_nought(), claimed.value > 0.0) {
            (true, _) => "severity.claimed.unclear",
            (false, true) => "severity.claimed.below",
            (false, false) => "severity.claimed.above",
        };
        let (name, n) = (page.say("severity.claimed.name"), n.to_string());
        out.push(Line { name, figure: figure(claimed), says: say!(page, says, n) });
    }
    out.extend(v.agreement.as_ref().map(|a| agreement(page, a)));
    let Ok(e) = &v.estimated else { return out };
    let c = &e.components;
    let percent = |part: f64| format!("{}%", decimal(page, part * 100.0, 0));
    out.push(Line {
        name: page.say("severity.between.name"),
        figure: decimal(page, c.members, 1),
        says: say!(page, "severity.between.says", share = percent(c.share_of_members())),
    });
    let (dossiers, error) = (decimal(page, c.dossiers, 1), decimal(page, c.error, 1));
    out.push(Line {
        name: page.say("severity.error.name"),
        figure: error,
        says: say!(page, "severity.error.says", dossiers),
    });
    out.push(Line {
        name: page.say("severity.reliability.name"),
        figure: decimal(page, c.reliability(), 2),
        says: page.say("severity.reliability.says"),
    });
    if let Some(order) = &e.order {
        let says = match (order.first_to_last.may_be_nought(), order.first_to_last.value > 0.0) {
            (true, _) => "severity.order.unclear",
            (false, true) => "severity.order.up",
            (false, false) => "severity.order.down",
        };
        out.push(Line {
            name: page.say("severity.order.name"),
            figure: figure(&order.first_to_last),
            says: say!(page, says, n = order.places),
        });
    }
    out
}

/// A sign test of a handful proves nothing, and the page says so.
const HANDFUL: usize = 6;

fn near(page: &Page, edges: &[Edge]) -> Vec<Near> {
    let says = |above: usize, below: usize| {
        if above + below < HANDFUL {
            return page.say("severity.edge.few");
        }
        let chance = sign_test(above, below);
        let shown = match chance {
            p if p < 0.001 => format!("< {}", decimal(page, 0.001, 3)),
            p => format!("= {}", decimal(page, p, 3)),
        };
        let key = match (chance < 0.05, above > below) {
            (true, true) => "severity.edge.above",
            (true, false) => "severity.edge.below",
            _ => "severity.edge.even",
        };
        say!(page, key, p = shown)
    };
    let one =
        |name: String, above: usize, below: usize| Near { says: says(above, below), name, above, below };
    let mut out: Vec<Near> =
        edges.iter().map(|e| one(say!(page, "severity.edge.at", n = e.at), e.above, e.below)).collect();
    let (above, below) = edges.iter().fold((0, 0), |(a, b), e| (a + e.above, b + e.below));
    out.push(one(page.say("severity.edge.all"), above, below));
    out
}

fn criteria(page: &Page, v: &SeverityView) -> Vec<Criteria> {
    let of = |s: &ocop_app::council::SetSpread| {
        let row = |(criterion, most, spread): &(
            &ocop_domain::criteria::Criterion,
            ocop_domain::points::Points,
            ocop_domain::council::severity::Spread,
        )| {
            [
                format!("{}. {}", criterion.code, criterion.name),
                most.to_string(),
                decimal(page, spread.mean_range, 1),
                spread.widest.to_string(),
                decimal(page, spread.deviation, 1),
            ]
        };
        let alike = match s.alike {
            0 => String::new(),
            n => say!(page, "severity.criteria.alike", n),
        };
        Criteria { set: s.set.name.clone(), rows: s.criteria.iter().map(row).collect(), alike }
    };
    v.spreads.iter().map(of).collect()
}

fn refused(page: &Page, v: &SeverityView) -> String {
    let Err(refusal) = &v.estimated else { return String::new() };
    match refusal {
        Refusal::OneMember => page.say("severity.refused.one_member"),
        Refusal::OneDossier | Refusal::Twice { .. } => page.say("severity.refused.one_dossier"),
        Refusal::NoResidual => page.say("severity.refused.no_residual"),
        Refusal::Disconnected { groups } => {
            let named = |g: &Vec<String>| g.iter().map(|a| name(v, a)).collect::<Vec<_>>().join(", ");
            let groups = groups.iter().map(named).collect::<Vec<_>>().join(" | ");
            say!(page, "severity.refused.disconnected", groups)
        }
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let v = show_severity(&visit.cx, &id).await?;
    let page = visit
        .page("severity.title")
        .under("/councils", "council.title")
        .crumb(format!("/councils/{}", v.council.id), v.council.name.clone())
        .crumb(format!("/rounds/{id}"), v.round.name.clone());
    let counts =
        |members: usize, dossiers: usize, sheets: usize| [members, dossiers, sheets].map(|n| page.number(n));
    let say =
        |key: &str, [members, dossiers, sheets]: [String; 3]| say!(page, key, members, dossiers, sheets);
    let basis = say("severity.basis", counts(v.members.len(), v.dossiers, v.sheets));
    let (mut small, mut reach_of, mut shown) = (String::new(), 1, Vec::new());
    if let Ok(e) = &v.estimated {
        reach_of = reach(e);
        shown = members(&page, &v, e, reach_of);
        if e.small {
            small = say("severity.small", counts(e.fit.members.len(), e.dossiers, e.sheets));
        }
    }
    let body = Show {
        basis,
        small,
        refused: refused(&page, &v),
        members: shown,
        reach: reach_of,
        council: council(&page, &v),
        edges: near(&page, &v.edges),
        member_edges: near(&page, &v.member_edges),
        criteria: criteria(&page, &v),
        v,
        page,
    };
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Html(body)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn figures_carry_a_sign_only_where_there_is_something_to_sign() {
        let (vi, en) = (Page::new(Lang::Vi, "/"), Page::new(Lang::En, "/"));
        assert_eq!([signed(&vi, 2.84), signed(&vi, -0.04), signed(&vi, 0.04)], ["+2,8", "0,0", "0,0"]);
        assert_eq!([signed(&en, -1.96), decimal(&en, 0.8614, 2)], ["−2.0", "0.86"]);
    }
}
