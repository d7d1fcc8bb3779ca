use super::words::{clock_tag, mean};
use crate::prelude::*;
use jiff::civil::Date;
use ocop_app::council::ToldMean as _;
use ocop_app::national::{DemandRow, SentRow, desk};
use ocop_domain::dossier::State;
use ocop_domain::term::Term;

const SIZE: i64 = 20;

/// One dossier on its way.
struct Sent {
    href: String,
    product: String,
    producer: String,
    place: String,
    sent: String,
    state: (String, &'static str),
    points: String,
}

struct Demand {
    href: String,
    number: String,
    on: String,
    items: String,
    clock: (String, &'static str),
}

#[derive(Template)]
#[template(path = "national/desk.html")]
struct Show {
    page: Page,
    /// "What is sent before …"
    next: String,
    ministry: bool,
    sent: Vec<Sent>,
    sent_pager: Pager,
    returned: Vec<Sent>,
    returned_pager: Pager,
    demands: Vec<Demand>,
    demand_pager: Pager,
}

/// `/ministry`
pub async fn show(visit: Visit, query: Query) -> Reply {
    let number = |name: &str| query.get(name).parse().ok().filter(|n| (1..100_000).contains(n)).unwrap_or(1);
    let pages = [number("sent"), number("returned"), number("demands")];
    let d = desk(&visit.cx, pages, SIZE).await?;
    let page = visit.page("national.title");
    let dates =
        [("before", page.date(d.next_round.proposed_before)), ("held", page.date(d.next_round.held_before))];
    let dates = dates.each_ref().map(|(k, v)| (*k, v.as_str()));
    let pager = |at: usize, name: &str, total| Pager {
        page: pages.get(at).copied().unwrap_or(1),
        size: SIZE,
        total,
        base: format!("/ministry?{name}=").trim_end_matches('=').to_owned(),
    };
    let body = Show {
        next: page.tf("national.desk.next_round", &dates).into_owned(),
        ministry: d.ministry,
        sent_pager: pager(0, "sent", d.sent_total),
        returned_pager: pager(1, "returned", d.returned_total),
        demand_pager: pager(2, "demands", d.demands_total),
        sent: d.sent.iter().map(|s| row(&page, s, "/ministry/packages/")).collect(),
        returned: d.returned.iter().map(|s| row(&page, s, "/ministry/returned/")).collect(),
        demands: d.demands.iter().map(|m| demand(&page, m, d.today)).collect(),
        page,
    };
    Ok(Html(body).into_response())
}

fn row(page: &Page, s: &SentRow, base: &str) -> Sent {
    let state: Option<State> = s.state.parse().ok();
    // A mean stands here only once its council has closed it.
    let shown = s.state == State::ReturnedByMinistry.as_str() || s.state == State::NationallyScored.as_str();
    let closed = shown && s.members.is_some_and(|members| members > 0);
    let told = closed.then(|| s.told_mean().map(|mean| i64::try_from(mean.hundredths()).unwrap_or(i64::MAX)));
    Sent {
        href: format!("{base}{}", s.dossier_id),
        product: s.product_name.clone(),
        producer: s.producer_name.clone(),
        place: s.commune_name.clone(),
        sent: page.date(&s.sent_on),
        state: state.map_or_else(
            || (String::new(), "quiet"),
            |state| crate::pages::dossier::words::state_tag(page, state),
        ),
        points: told.map_or_else(String::new, |told| mean(page, told)),
    }
}

fn demand(page: &Page, m: &DemandRow, today: Date) -> Demand {
    let answered = m.answered_on.as_deref().and_then(|d| d.parse().ok());
    let due: Option<Date> = m.answer_by.parse().ok();
    Demand {
        href: format!("/ministry/demands/{}", m.id),
        number: m.number.clone(),
        on: page.date(&m.demanded_on),
        items: page.number(m.items),
        clock: due.map_or_else(
            || (String::new(), "quiet"),
            |due| clock_tag(page, Term::until(due).answered(answered).on(today)),
        ),
    }
}
