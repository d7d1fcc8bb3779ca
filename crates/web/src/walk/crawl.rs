//! Every person follows the links of the pages, as far as they lead to something new.

use super::page::{self, Form};
use super::table;
use super::world::{House, Person};
use axum::http::StatusCode;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Mutex;

/// How many things of one kind a person looks at: all dossiers of the demo, of which each waits at another stage.
const OF_A_KIND: usize = 24;

/// Pages that no page leads to: for machines, for scripts, and the demo's own.
const ALSO: [&str; 7] =
    ["/advisory/worker.js", "/healthz", "/readyz", "/seal", "/style", "/api/v1/areas", "/api/v1/areas/27259"];
/// Of the same thing, what a button, a notice, a script or another program opens: tried, and seen where it is there.
const NO_LINKS: [(&str, &str); 9] = [
    ("/v/{certificate}", "/api/v1/certificates/{}"),
    ("/register/products/{id}", "/api/v1/products/{}"),
    ("/rounds/{id}", "/api/v1/rounds/{}/severity"),
    ("/rounds/{id}", "/rounds/{}/papers/all/state"),
    ("/imports/{id}", "/imports/{}/state"),
    ("/ward/{id}", "/ward/{}/meeting"),
    ("/ward/{id}", "/ward/{}/request"),
    ("/dossiers/{id}", "/dossiers/{}/confirm"),
    ("/dossiers/{id}", "/advisory/{}/requests"),
];

/// What a person got at an address.
pub(super) struct Seen {
    pub who: String,
    pub address: String,
    pub route: String,
    pub status: StatusCode,
    pub forms: Vec<Form>,
}

/// What every person comes to see, and what is seen without an account (`who` is empty).
pub(super) async fn everybody(house: &House, routes: &[(String, String)]) -> Vec<Seen> {
    let files = Mutex::new(BTreeSet::new());
    let mut all = vec![Person::default()];
    all.extend(house.people.values().cloned());
    let mut out = Vec::new();
    for pair in all.chunks(2) {
        let walk = |who: &Person| walk(house, routes, &files, who.clone());
        match pair {
            [one, two] => {
                let (one, two) = tokio::join!(walk(one), walk(two));
                out.extend(one.into_iter().chain(two));
            }
            rest => {
                for one in rest {
                    out.extend(walk(one).await);
                }
            }
        }
    }
    out
}

/// A file is fetched once, by the first who is led to it: it is slow to make and leads nowhere.
async fn walk(
    house: &House,
    routes: &[(String, String)],
    files: &Mutex<BTreeSet<String>>,
    who: Person,
) -> Vec<Seen> {
    let mut todo: VecDeque<String> = ["/desk", "/", "/notices"].map(str::to_owned).into();
    if who.name.is_empty() {
        todo.extend(ALSO.map(str::to_owned));
    }
    let mut known: BTreeSet<String> = todo.iter().cloned().collect();
    let mut of_a_kind: BTreeMap<String, usize> = BTreeMap::new();
    let mut guessed: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::new();
    while let Some(address) = todo.pop_front() {
        // What only takes forms is no page: scripts name such addresses too.
        let Some(route) = table::of(routes, "GET", &address) else {
            let other = ["POST", "PATCH"].iter().any(|method| table::of(routes, method, &address).is_some());
            assert!(other, "{} is led to {address}, which no route answers", who.name);
            continue;
        };
        let most = if route.contains('{') { OF_A_KIND } else { 4 };
        let count = of_a_kind.entry(route.to_owned()).or_default();
        *count += 1;
        if *count > most || files.lock().unwrap().contains(route) {
            continue;
        }
        let answer = house.get(&who, &address).await;
        if guessed.contains(&address) && answer.status != StatusCode::OK {
            continue;
        }
        let page = !answer.page.is_empty();
        if answer.status == StatusCode::OK && !page {
            files.lock().unwrap().insert(route.to_owned());
        }
        let forms = if page { page::forms(&answer.page, &address) } else { Vec::new() };
        let led_to = page::links(&answer.page)
            .into_iter()
            .chain(Some(answer.location).filter(|to| to.starts_with('/')));
        let id = address.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let others = NO_LINKS.iter().filter(|(here, _)| *here == route && answer.status == StatusCode::OK);
        let others: Vec<String> = others.map(|(_, there)| there.replace("{}", id)).collect();
        guessed.extend(others.iter().cloned());
        let led_to = led_to.chain(others);
        todo.extend(led_to.filter(|to| !to.contains("lang=") && known.insert(to.clone())));
        out.push(Seen {
            who: who.name.clone(),
            address,
            route: route.to_owned(),
            status: answer.status,
            forms,
        });
    }
    out
}
