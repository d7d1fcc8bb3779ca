//! `/dossiers`: each role's list with what comes next; `/ward`: the commune's desk.

use super::words::{awaited_tag, days_tag, standing_tag, state_tag};
use crate::prelude::*;
use crate::view::Stat;
use ocop_app::dossier::{self, Line, List, Listed};
use ocop_domain::account::Role;
use ocop_domain::assist::Standing;
use ocop_domain::dossier::State;

/// One row, ready to be shown.
struct Row {
    href: String,
    product: String,
    producer: String,
    commune: String,
    set: String,
    number: String,
    submitted: String,
    /// The day it counts as received.
    received: String,
    due: String,
    state: (String, &'static str),
    days: Option<(String, &'static str)>,
    /// Working days at the commune, and waiting for the producer.
    waited: (String, String),
    /// What the reader does next.
    next: String,
    invented: bool,
}

fn row(page: &Page, line: Line, desk: bool) -> Row {
    let next = match line.state {
        State::Draft => "dossier.next.fill",
        State::Returned if line.own => "dossier.next.mend",
        State::AtWard if desk => "dossier.next.check",
        _ => "dossier.next.look",
    };
    let href = match line.state {
        State::AtWard if desk => format!("/ward/{}", line.id),
        _ => format!("/dossiers/{}", line.id),
    };
    Row {
        href,
        received: page.date(line.received_on),
        submitted: page.moment(line.submitted_at),
        due: page.date(line.due_on),
        state: standing_tag(page, line.state, line.withdrawn_on.is_some()),
        days: match line.awaited {
            Some((day, term)) => Some(awaited_tag(page, day, term)),
            None => line.term.map(|term| days_tag(page, term)),
        },
        waited: waited(page, line.waited),
        next: page.say(next),
        number: line.registration_number.unwrap_or_default(),
        product: line.product,
        producer: line.producer,
        commune: line.commune,
        set: line.set,
        invented: line.invented,
    }
}

fn waited(page: &Page, (ward, producer): (i64, i64)) -> (String, String) {
    let words = |key: &str, n: i64| say!(page, key, n = page.number(n));
    (words("desk.list.waited_ward", ward), words("desk.list.waited_producer", producer))
}

#[derive(Template)]
#[template(path = "dossier/list.html")]
struct ListPage {
    page: Page,
    form: Form,
    states: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    /// The reader is a producer, and so may begin a dossier.
    producer: bool,
    filtered: bool,
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    let page = visit.page("dossier.title");
    let state: Option<State> = query.get("state").parse().ok();
    let asked = List {
        states: state.into_iter().collect(),
        query: query.get("q").to_owned(),
        by_due: false,
        late: query.get("late") == "yes",
        page: query.page(),
    };
    let found = dossier::list(&visit.cx, asked).await?;
    let helps = desk_helps(&visit).await?;
    let late = if query.get("late") == "yes" { "&late=yes" } else { "" };
    let base = format!("/dossiers?state={}&q={}{late}", query.get("state"), encoded(query.get("q")));
    let desk = visit.cx.actor.has_role(Role::WardOfficer);
    let states =
        State::ALL.iter().map(|s| Choice::new(s.as_str(), state_tag(&page, *s).0)).collect::<Vec<_>>();
    Ok(Html(ListPage {
        pager: pager(&found, base),
        rows: found.lines.into_iter().map(|l| row(&page, l, desk)).collect(),
        form: query.form(),
        filtered: state.is_some() || !query.get("q").is_empty() || !late.is_empty(),
        producer: visit.cx.actor.has_role(Role::Producer) || helps,
        states,
        page,
    })
    .into_response())
}

/// A ward officer who fills in for a person may begin a dossier, too.
async fn desk_helps(visit: &Visit) -> Result<bool, Failure> {
    if !visit.cx.actor.has_role(Role::WardOfficer) {
        return Ok(false);
    }
    let mine = ocop_app::assist::mine(&visit.cx).await?;
    Ok(mine.iter().any(|c| c.standing == Standing::Running))
}

/// Which dossiers the desk shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// With the commune, its 15 working days running or over.
    Waiting,
    /// With the commune beyond its term.
    Late,
    /// With the producer, additions awaited.
    Producer,
    All,
}

impl View {
    const ALL: [View; 4] = [View::Waiting, View::Late, View::Producer, View::All];

    fn as_str(self) -> &'static str {
        match self {
            View::Waiting => "waiting",
            View::Late => "late",
            View::Producer => "producer",
            View::All => "all",
        }
    }

    fn asked(query: &Query) -> View {
        let named = View::ALL.into_iter().find(|v| v.as_str() == query.get("view"));
        named.unwrap_or(if query.get("all") == "yes" { View::All } else { View::Waiting })
    }

    fn list(self, query: String, page: i64) -> List {
        let states = match self {
            View::Waiting | View::Late => vec![State::AtWard],
            View::Producer => vec![State::Returned],
            View::All => vec![],
        };
        List { states, query, by_due: true, late: self == View::Late, page }
    }
}

#[derive(Template)]
#[template(path = "dossier/ward_desk.html")]
struct Desk {
    page: Page,
    form: Form,
    /// How many stand in each view, each leading to its list.
    stats: Vec<Stat>,
    views: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    filtered: bool,
    /// The reader looks over the communes of a province: each line says which.
    province: bool,
}

/// The commune's desk; the province's office and leader look over the desks of their communes, late ones a press away.
pub async fn ward(visit: Visit, query: Query) -> Reply {
    let ward = visit.cx.actor.has_role(Role::WardOfficer);
    let province = [Role::ProvinceOffice, Role::Leader].into_iter().any(|r| visit.cx.actor.has_role(r));
    if visit.session.is_some() && !ward && !province {
        return Err(Failure(Error::Forbidden));
    }
    let (view, words) = (View::asked(&query), query.get("q").to_owned());
    let found = dossier::list(&visit.cx, view.list(words.clone(), query.page())).await?;
    let page = visit.page(if ward { "dossier.desk.title" } else { "desk.list.province" });
    let mut stats = Vec::new();
    for v in [View::Waiting, View::Late, View::Producer] {
        let n = dossier::counted(&visit.cx, &v.list(String::new(), 1)).await?;
        stats.push(Stat {
            value: page.number(n),
            label: page.say(&format!("desk.list.{}", v.as_str())),
            href: format!("/ward?view={}", v.as_str()),
            note: String::new(),
        });
    }
    let views =
        View::ALL.iter().map(|v| Choice::new(v.as_str(), page.t(&format!("desk.list.{}", v.as_str()))));
    let views = views.collect();
    let mut form = query.form();
    form.set("view", view.as_str());
    Ok(Html(Desk {
        pager: pager(&found, format!("/ward?view={}&q={}", view.as_str(), encoded(&words))),
        rows: found.lines.into_iter().map(|l| row(&page, l, ward)).collect(),
        filtered: view != View::Waiting || !words.is_empty(),
        province: !ward,
        stats,
        views,
        form,
        page,
    })
    .into_response())
}

fn pager(found: &Listed, base: String) -> Pager {
    Pager { page: found.page, size: found.size, total: found.total, base }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
