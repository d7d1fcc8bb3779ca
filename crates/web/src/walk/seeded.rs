//! Every route over the demo, by every role. What is otherwise than the rule stands in `exceptions.txt`, with the reason.

use super::markup::Form;
use super::world::{Answer, Person, World, world};
use axum::http::StatusCode;
use std::collections::{BTreeMap, BTreeSet};

/// The lines of one part of the list: method and route, or whatever the part is of, without the reason.
fn listed(part: &str) -> BTreeSet<String> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/walk/exceptions.txt");
    let text = std::fs::read_to_string(file).unwrap();
    let part =
        text.split("\n## ").find(|p| p.lines().next() == Some(part)).unwrap_or_else(|| panic!("no {part}"));
    let lines = part.lines().skip(1).filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (what, reason) = line.split_once("  ").unwrap_or_else(|| panic!("no reason: {line}"));
            assert!(reason.trim().len() > 10, "no reason: {line}");
            what.trim().to_owned()
        })
        .collect()
}

/// What departs from a rule is listed, and what is listed still departs from it.
fn as_listed(part: &str, found: BTreeMap<String, String>) {
    let listed = listed(part);
    let new: Vec<_> = found.iter().filter(|(what, _)| !listed.contains(*what)).collect();
    let gone: Vec<_> = listed.iter().filter(|what| !found.contains_key(*what)).collect();
    assert!(new.is_empty(), "{part}: {new:#?}");
    assert!(gone.is_empty(), "{part}, listed in vain: {gone:#?}");
}

/// Refused without a word about what is there.
fn refused(answer: &Answer) -> bool {
    [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&answer.status)
}

#[test]
fn every_role_has_an_account_in_the_house() {
    let roles: BTreeSet<_> = ocop_app::demo::cast().map(|(_, _, role)| role.as_str()).collect();
    let missing: Vec<_> =
        ocop_domain::account::Role::ALL.iter().filter(|role| !roles.contains(role.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_link_leads_to_an_answer() {
    let mut found = BTreeMap::new();
    for seen in &world().seen {
        if !seen.status.is_success() && !seen.status.is_redirection() {
            found.insert(format!("{} {}", seen.route, seen.status.as_u16()), seen.who.clone());
        }
    }
    as_listed("links that are refused", found);
}

#[test]
fn every_page_and_file_renders_for_a_role() {
    let w = world();
    let rendered: BTreeSet<&str> =
        w.seen.iter().filter(|s| s.status == StatusCode::OK).map(|s| s.route.as_str()).collect();
    let gets = w.routes.iter().filter(|(method, _)| method == "GET").map(|(_, path)| path.as_str());
    let missing = gets.filter(|path| !rendered.contains(path)).map(|path| (path.to_owned(), String::new()));
    as_listed("pages not seen", missing.collect());
}

/// Every address that a person with an account was led to and that is not for all.
fn private(w: &World) -> BTreeMap<&str, &str> {
    let ok = |s: &&super::crawl::Seen| s.status == StatusCode::OK;
    let public: BTreeSet<&str> =
        w.seen.iter().filter(ok).filter(|s| s.who.is_empty()).map(|s| s.route.as_str()).collect();
    let open = |s: &&super::crawl::Seen| {
        public.contains(s.route.as_str())
            || s.route.starts_with("/static/")
            || s.route.starts_with("/api/v1/products")
    };
    let hidden = w.seen.iter().filter(ok).filter(|s| !open(s));
    // One thing of a kind is enough, the first that was found.
    let mut out = BTreeMap::new();
    hidden.for_each(|s| _ = out.entry(s.route.as_str()).or_insert(s.address.as_str()));
    out
}

type Forms<'a> = BTreeMap<(&'a str, BTreeSet<&'a str>), (&'a Person, &'a Form)>;

/// Forms by where they are sent and by their fields, each with a person that has it on a page.
fn forms(w: &World) -> Forms<'_> {
    let mut out = BTreeMap::new();
    for seen in w.seen.iter().filter(|s| !s.who.is_empty()) {
        for form in &seen.forms {
            let fields = form.fields().map(String::as_str).collect();
            let route = w.route_of("POST", &form.action);
            out.entry((route, fields)).or_insert((&w.house.people[&seen.who], form));
        }
    }
    out
}

#[test]
fn every_form_stands_on_a_page() {
    let w = world();
    let mut there: BTreeSet<&str> = forms(w).keys().map(|(route, _)| *route).collect();
    // The page of parts shows a form that is sent nowhere.
    let strangers = w.seen.iter().filter(|s| s.who.is_empty() && s.route != "/style").flat_map(|s| &s.forms);
    there.extend(strangers.map(|form| w.route_of("POST", &form.action)));
    let posts = w.routes.iter().filter(|(method, _)| method == "POST").map(|(_, path)| path.as_str());
    let missing = posts.filter(|path| !there.contains(path)).map(|path| (path.to_owned(), String::new()));
    as_listed("forms not seen", missing.collect());
}

#[test]
fn a_stranger_is_sent_to_the_door_or_refused() {
    let w = world();
    let stranger = Person::default();
    let found = w.block_on(async {
        let mut found = BTreeMap::new();
        for (route, address) in private(w) {
            let answer = w.house.get(&stranger, address).await;
            // A program is told what a browser is led to.
            let told = route.starts_with("/api/") && answer.status == StatusCode::UNAUTHORIZED;
            if !answer.to_the_door() && !refused(&answer) && !told {
                found.insert(format!("GET {route}"), answer.status.to_string());
            }
        }
        for ((route, _), (_, form)) in forms(w) {
            let answer = w.house.send_empty(&stranger, form, &None).await;
            if !answer.to_the_door() && !refused(&answer) {
                found.insert(format!("POST {route}"), answer.status.to_string());
            }
        }
        found
    });
    as_listed("open to strangers", found);
}

/// What is one province's, commune's or producer's is not there for people of the same roles elsewhere.
#[test]
fn what_belongs_to_others_is_refused() {
    let w = world();
    let found = w.block_on(async {
        let mut found = BTreeMap::new();
        for who in w.house.foreign.values() {
            for (route, address) in private(w).into_iter().filter(|(route, _)| route.contains('{')) {
                let answer = w.house.get(who, address).await;
                if !refused(&answer) {
                    found.insert(format!("{} GET {route}", who.name), answer.status.to_string());
                }
            }
            for ((route, _), (_, form)) in forms(w).into_iter().filter(|((route, _), _)| route.contains('{'))
            {
                let answer = w.house.send_empty(who, form, &None).await;
                if !refused(&answer) {
                    found.insert(format!("{} POST {route}", who.name), answer.status.to_string());
                }
            }
        }
        found
    });
    as_listed("open to others", found);
}

/// A form of which nothing is filled in comes back with all its fields and says what is missing; where nothing has to be
/// filled in it is taken. A button acts, or says why not.
#[test]
fn an_empty_form_comes_back_whole() {
    let w = world();
    let found = w.block_on(async {
        let house = w.house.copy().await;
        let mut found = BTreeMap::new();
        let all = forms(w);
        let (bare, filled): (Vec<_>, Vec<_>) = all.iter().partition(|(_, (_, form))| form.bare());
        for ((route, _), (who, form)) in filled.into_iter().chain(bare) {
            let buttons: BTreeSet<_> = form.buttons.iter().collect();
            for button in buttons {
                let answer = house.send_empty(who, form, button).await;
                let said = format!("{}: {} {}", who.name, answer.status, answer.location);
                // A button before it may have taken the thing away.
                let acts = [200, 303, 404, 409].contains(&answer.status.as_u16());
                if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
                    let back = super::markup::forms(&answer.page, &form.action);
                    let same = |b: &Form| {
                        b.action == form.action && form.fields().all(|n| b.fields().any(|m| m == n))
                    };
                    if !back.iter().any(same) {
                        found.insert(format!("{route} 422"), format!("{said} without its fields"));
                    }
                } else if !form.bare() || !acts {
                    found.insert(format!("{route} {}", answer.status.as_u16()), said);
                }
            }
        }
        found
    });
    as_listed("forms that are taken empty", found);
}

/// A form that says on which state it was filled in is refused without that word: what a broken page leaves out is never taken
/// for cleared.
#[test]
fn a_form_without_its_stamp_is_refused() {
    let w = world();
    let taken = w.block_on(async {
        let house = w.house.copy().await;
        let mut tried = 0;
        let mut taken = BTreeMap::new();
        for ((route, _), (who, form)) in forms(w) {
            let mut bare = form.clone();
            bare.hidden.retain(|(name, _)| name == "csrf");
            if bare.hidden.len() < form.hidden.len() && form.hidden.iter().any(|(name, _)| name == "stamp") {
                bare.texts.clear();
                tried += 1;
                let answer = house.send_empty(who, &bare, &None).await;
                if answer.status != StatusCode::UNPROCESSABLE_ENTITY {
                    taken.insert(route.to_owned(), answer.status.to_string());
                }
            }
        }
        assert!(tried >= 4, "{tried} forms bear a stamp");
        taken
    });
    assert_eq!(taken, BTreeMap::new());
}
