//! Sub-groups of a round with the dossiers they lead, and the forecast of its load.

use crate::prelude::*;
use axum::http::StatusCode;
use ocop_app::council::{
    AddSubgroup, Assign, LoadView, RemoveSubgroup, SubgroupView, add_subgroup, agencies, assign_subgroups,
    propose_subgroups, remove_subgroup, sectors, show_load, show_subgroups,
};
use ocop_domain::council::load::HISTORY_FROM;

const SIZE: i64 = 50;

struct Group {
    remove: String,
    name: String,
    members: String,
    covers: String,
    dossiers: usize,
}

struct Row {
    field: String,
    product: String,
    set: String,
    about: String,
    group: String,
    by_hand: bool,
}

#[derive(Template)]
#[template(path = "council/groups.html")]
struct Show {
    page: Page,
    form: Form,
    base: String,
    version: String,
    groups: Vec<Group>,
    rows: Vec<Row>,
    pager: Pager,
    /// Sub-groups as choices for a dossier.
    led_by: Vec<Choice>,
    people: Vec<Choice>,
    sectors: Vec<Choice>,
    agencies: Vec<Choice>,
    may_arrange: bool,
}

fn group(page: &Page, base: &str, g: &SubgroupView) -> Group {
    let sectors = g.sectors.iter().map(|code| say!(page, "agenda.sector", code));
    let covers: Vec<String> = sectors.chain(g.agencies.iter().cloned()).collect();
    let mut members = g.members.clone();
    if let Some(leader) = members.first_mut() {
        *leader = say!(page, "agenda.leads", name = leader);
    }
    Group {
        remove: format!("{base}/{}/remove", g.id),
        name: g.name.clone(),
        members: members.join(", "),
        covers: covers.join("; "),
        dossiers: g.dossiers,
    }
}

async fn render(visit: &Visit, id: &str, number: i64, form: Option<Form>) -> Result<Show, Failure> {
    let v = show_subgroups(&visit.cx, id, number, SIZE).await?;
    let page = visit.page("agenda.title").crumb(format!("/rounds/{id}"), v.round.name.clone());
    let base = format!("/rounds/{id}/groups");
    let refused = form.is_some();
    let mut form = form.unwrap_or_default();
    let name = |g: &Option<String>| {
        g.as_ref().and_then(|id| v.groups.iter().find(|x| x.id == *id)).map(|x| x.name.clone())
    };
    let rows: Vec<Row> = v
        .dossiers
        .iter()
        .map(|d| {
            let field = format!("g.{}", d.id);
            if !refused {
                form.set(&field, d.group.clone().unwrap_or_default());
            }
            let sector = say!(page, "agenda.sector", code = d.sector);
            Row {
                about: std::iter::once(sector)
                    .chain(d.agencies.iter().cloned())
                    .collect::<Vec<_>>()
                    .join("; "),
                product: d.product.clone(),
                set: d.set.clone(),
                group: name(&d.group).unwrap_or_default(),
                by_hand: d.by_hand,
                field,
            }
        })
        .collect();
    let people =
        v.members.iter().map(|m| Choice::new(&m.account_id, format!("{}, {}", m.name, m.department)));
    let named = |(code, name): (String, String)| Choice::new(code.clone(), format!("{code}. {name}"));
    Ok(Show {
        groups: v.groups.iter().map(|g| group(&page, &base, g)).collect(),
        led_by: v.groups.iter().map(|g| Choice::new(&g.id, &g.name)).collect(),
        people: people.collect(),
        sectors: sectors().into_iter().map(named).collect(),
        agencies: agencies().into_iter().map(|a| Choice::new(a, a)).collect(),
        pager: Pager { page: number, size: SIZE, total: v.total, base: base.clone() },
        version: v.round.version.to_string(),
        may_arrange: v.may_arrange,
        rows,
        base,
        form,
        page,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    Ok(Html(render(&visit, &id, query.page(), None).await?).into_response())
}

async fn answer(visit: &Visit, id: &str, fields: &Fields, done: Result<(), Error>, flash: &str) -> Reply {
    let next = format!("/rounds/{id}/groups");
    answered(visit, fields, done, (next, flash), async |form| render(visit, id, 1, Some(form)).await).await
}

fn version(fields: &Fields) -> i64 {
    fields.get("version").parse().unwrap_or(0)
}

pub async fn add(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let all = |name: &str| fields.all(name).map(str::to_owned).collect();
    let cmd = AddSubgroup {
        round: id.clone(),
        version: version(&fields),
        name: fields.get("group_name").to_owned(),
        leader: fields.get("leader").to_owned(),
        members: all("member"),
        sectors: all("sector"),
        agencies: all("agency"),
    };
    let done = add_subgroup(&visit.sending(&fields), cmd).await.map(|_| ());
    answer(&visit, &id, &fields, done, "agenda.added").await
}

pub async fn remove(visit: Visit, Path((id, group)): Path<(String, String)>, fields: Fields) -> Reply {
    let cmd = RemoveSubgroup { round: id.clone(), version: version(&fields), id: group };
    let done = remove_subgroup(&visit.cx, cmd).await;
    answer(&visit, &id, &fields, done, "agenda.removed").await
}

pub async fn assign(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let chosen =
        fields.names().filter_map(|n| Some((n.strip_prefix("g.")?.to_owned(), fields.get(n).to_owned())));
    let cmd = Assign { round: id.clone(), version: version(&fields), groups: chosen.collect() };
    let done = assign_subgroups(&visit.cx, cmd).await.map(|_| ());
    answer(&visit, &id, &fields, done, "agenda.assigned").await
}

pub async fn propose(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let done = propose_subgroups(&visit.cx, &id, version(&fields), true).await.map(|_| ());
    answer(&visit, &id, &fields, done, "agenda.proposed").await
}

#[derive(Template)]
#[template(path = "council/load.html")]
struct LoadPage {
    page: Page,
    form: Form,
    base: String,
    /// None where what was typed is refused.
    found: Option<Found>,
}

struct Found {
    figures: Vec<Answer>,
    assumptions: Vec<String>,
}

fn found(page: &Page, v: &LoadView) -> Found {
    let n = |n: u32| page.number(n);
    let stat = |value: String, key: &str| Answer { value, label: page.say(key), href: String::new() };
    let figures = vec![
        stat(n(v.load.dossiers), "agenda.load.dossiers"),
        stat(page.hundredths(u64::from(v.load.minutes) * 100 / 60), "agenda.load.hours"),
        stat(n(v.load.days), "agenda.load.days"),
        stat(n(v.load.sheets), "agenda.load.sheets"),
    ];
    let day = page.date(&v.round.proposed_before);
    let mut assumptions = vec![
        say!(page, "agenda.load.admitted", n = n(v.known.admitted)),
        say!(page, "agenda.load.waiting", n = n(v.known.waiting), day),
        say!(page, "agenda.load.at_ward", n = n(v.known.at_ward), day),
    ];
    let (proposed, concluded) = (n(v.known.proposed), n(v.known.concluded));
    let (from, least) = (n(v.load.from_wards), n(HISTORY_FROM));
    let history =
        [("n", from.as_str()), ("proposed", &proposed), ("concluded", &concluded), ("least", &least)];
    let key = if v.known.concluded < HISTORY_FROM { "agenda.load.no_history" } else { "agenda.load.history" };
    assumptions.push(page.tf(key, &history).into_owned());
    assumptions.push(say!(page, "agenda.load.returned", n = page.number(v.returned)));
    assumptions.push(say!(
        page,
        "agenda.load.everybody",
        members = n(v.known.members),
        recused = n(v.known.recused)
    ));
    assumptions.push(say!(
        page,
        "agenda.load.rate",
        minutes = n(v.assumed.minutes),
        hours = n(v.assumed.hours)
    ));
    Found { figures, assumptions }
}

pub async fn load(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let page = visit.page("agenda.load.title");
    let done = show_load(&visit.cx, &id, query.get("minutes"), query.get("hours")).await;
    let base = format!("/rounds/{id}/load");
    let (status, page, form, found) = match done {
        Ok(v) => {
            let page = page.crumb(format!("/rounds/{id}"), v.round.name.clone());
            let mut form = Form::new();
            form.set("minutes", v.assumed.minutes.to_string()).set("hours", v.assumed.hours.to_string());
            let found = found(&page, &v);
            (StatusCode::OK, page, form, Some(found))
        }
        Err(Error::Invalid(invalid)) => {
            let fields = ["minutes", "hours"].map(|name| (name.to_owned(), query.get(name).to_owned()));
            let form = visit.form_of(&Fields::from_pairs(fields), &invalid);
            (StatusCode::UNPROCESSABLE_ENTITY, page, form, None)
        }
        Err(e) => return Err(e.into()),
    };
    Ok((status, Html(LoadPage { form, base, found, page })).into_response())
}
