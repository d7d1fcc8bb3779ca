//! Every route over the demo, by every role. What is otherwise than the rule stands in `exceptions.txt`, with the reason.

use super::page::Form;
use super::world::{Answer, House, Person, World, world};
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
pub(super) fn as_listed(part: &str, found: BTreeMap<String, String>) {
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
                let stale = answer.status == StatusCode::CONFLICT && !form.bare();
                if answer.status == StatusCode::UNPROCESSABLE_ENTITY || stale {
                    let back = super::page::forms(&answer.page, &form.action);
                    let same = |b: &Form| {
                        b.action == form.action && form.fields().all(|n| b.fields().any(|m| m == n))
                    };
                    if !back.iter().any(same) {
                        let status = answer.status.as_u16();
                        found.insert(format!("{route} {status}"), format!("{said} without its fields"));
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
                if ![StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CONFLICT].contains(&answer.status) {
                    taken.insert(route.to_owned(), answer.status.to_string());
                }
            }
        }
        assert!(tried >= 4, "{tried} forms bear a stamp");
        taken
    });
    assert_eq!(taken, BTreeMap::new());
}

/// A form that was changed meanwhile comes back with what was typed, with what is stored beside it, and with the new state:
/// sent a second time it is taken.
#[test]
fn a_form_that_was_changed_meanwhile_comes_back_with_what_is_stored() {
    let w = world();
    let mut known = BTreeSet::new();
    let mut taken = BTreeSet::new();
    let found = w.block_on(async {
        let house = w.house.copy().await;
        let mut found = BTreeMap::new();
        for seen in w.seen.iter().filter(|s| !s.who.is_empty()) {
            let who = &w.house.people[&seen.who];
            for form in &seen.forms {
                let route = w.route_of("POST", &form.action);
                let state = form
                    .hidden
                    .iter()
                    .find(|(n, v)| crate::refusal::filled::STATE.contains(&n.as_str()) && !v.is_empty());
                let Some((state, _)) = state.filter(|_| !form.texts.is_empty() || !form.ticks.is_empty())
                else {
                    continue;
                };
                if !known.insert((route.to_owned(), form.fields().cloned().collect::<Vec<_>>())) {
                    continue;
                }
                match meanwhile(&house, who, &seen.address, form, state).await {
                    Ok(true) => _ = taken.insert(route.to_owned()),
                    Ok(false) => {}
                    Err(wrong) => _ = found.insert(route.to_owned(), format!("{}: {wrong}", who.name)),
                }
            }
        }
        found
    });
    as_listed("changed meanwhile", found);
    assert!(taken.len() >= 20, "taken at the second press: {taken:#?}");
}

/// Sends a form on an old state, and what came back once more: is it taken then?
async fn meanwhile(
    house: &House,
    who: &Person,
    address: &str,
    form: &Form,
    state: &str,
) -> Result<bool, String> {
    let page = house.get(who, address).await.page;
    let Some(mut typed) = super::page::typed(&page, address, form, true) else {
        return Err("the form is gone".into());
    };
    let now = typed.value(state).unwrap_or_default().to_owned();
    let old = now.parse::<i64>().map_or("0".repeat(now.len().max(1)), |n| (n - 1).to_string());
    typed.set(state, &old);
    let own = typed.own.first().cloned();
    let kept = super::page::typed(&page, address, form, false).unwrap();
    let stored = own.as_deref().and_then(|own| kept.value(own)).unwrap_or_default().to_owned();
    let words = format!("{} được gõ", if stored.is_empty() { "Lời mẫu" } else { &stored });
    if let Some(own) = &own {
        typed.set(own, &words);
    }
    let saves = |b: &&Option<(String, String)>| {
        b.as_ref().is_some_and(|(_, value)| ["save", "stay", "keep"].contains(&value.as_str()))
    };
    let more = |b: &&Option<(String, String)>| b.as_ref().is_some_and(|(_, value)| value == "more");
    let button = form.buttons.iter().find(saves).or(form.buttons.iter().find(|b| !more(b)));
    let button = button.cloned().flatten();
    typed.fields.extend(button.clone());
    let answer = house.send_form(who, form, typed.fields.clone(), address).await;
    if answer.status != StatusCode::CONFLICT {
        return Err(format!(
            "{} {} on an old state: {}",
            answer.status,
            answer.location,
            summary(&answer.page)
        ));
    }
    let Some(mut back) = super::page::typed(&answer.page, &form.action, form, false) else {
        return Err(format!("comes back without its form: {}", summary(&answer.page)));
    };
    let (_, told) = answer.page.split_once("id=\"meanwhile\"").ok_or("nothing is said")?;
    let told = crate::markup::decoded(told.split("<form").next().unwrap_or_default());
    if told.contains("<dt></dt>") || told.contains(": </dt>") {
        return Err(format!("a field without its name: {told}"));
    }
    if let Some(own) = &own {
        if back.value(own) != Some(words.as_str()) {
            return Err(format!("{own} is {:?}, typed was {words}", back.value(own)));
        }
        // An act's form does not show what is stored, and so nothing is said of it.
        let act = told.contains(&*crate::i18n::t(crate::i18n::Lang::Vi, "common.meanwhile.act"));
        let said = told.contains(&stored) && (!stored.is_empty() || told.contains("class=\"quiet\""));
        if !act && !said {
            return Err(format!("{own}: {stored} is not said: {told}"));
        }
    }
    if back.value(state) != Some(now.as_str()) {
        return Err(format!("{state} is {:?}, not {now}", back.value(state)));
    }
    back.fields.extend(button);
    let second = house.send_form(who, form, back.fields, address).await;
    match second.status {
        StatusCode::SEE_OTHER => Ok(true),
        StatusCode::UNPROCESSABLE_ENTITY => Ok(false),
        other => Err(format!("{other} the second time: {}", summary(&second.page))),
    }
}

/// What a page says of a refusal.
pub(super) fn summary(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    let words = main.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words.trim());
    words.filter(|w| !w.is_empty()).take(12).collect::<Vec<_>>().join(" | ")
}

/// Forms that are pressed twice, and whether the page they lead to shows the words.
const PRESSED: [(&str, bool); 5] = [
    ("/producers/{id}/establishments/new", true),
    ("/councils/interests", true),
    ("/producers/{id}/edit", false),
    ("/survey/{id}/edit", false),
    ("/dossiers/{id}/report", false),
];

/// A second press finds what the first one did, and both lead to the same page.
#[test]
fn a_form_pressed_twice_at_once_counts_once() {
    const WORDS: &str = "Lời Gõ Hai Lần";
    let w = world();
    w.block_on(async {
        let house = w.house.copy().await;
        for (route, shown) in PRESSED {
            let (who, address, form) = one_of(w, route);
            let page = house.get(who, address).await.page;
            let mut typed = super::page::typed(&page, address, form, true).unwrap();
            let own = typed.own.iter().find(|n| ["name", "text", "history", "notes"].contains(&n.as_str()));
            typed.set(&own.unwrap_or_else(|| panic!("{route}: {:?}", typed.own)).clone(), WORDS);
            let send = || house.send_form(who, form, typed.fields.clone(), address);
            let (one, two) = tokio::join!(send(), send());
            for answer in [&one, &two] {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{route}: {}", summary(&answer.page));
            }
            assert_eq!(one.location, two.location, "{route}");
            if shown {
                let page = house.get(who, &one.location).await.page;
                assert_eq!(page.matches(WORDS).count(), 1, "{route}: {}", summary(&page));
            }
        }
    });
}

/// Another window stored the same words: this one did not, and is told so. Only a form that was carried out is told that it was
/// saved, however its page may look.
#[test]
fn a_form_that_was_not_carried_out_is_never_told_that_it_was_saved() {
    const WORDS: &str = "Lời Hai Cửa Sổ";
    let w = world();
    w.block_on(async {
        let house = w.house.copy().await;
        for (route, _) in PRESSED.iter().filter(|(_, shown)| !shown) {
            let (who, address, form) = one_of(w, route);
            let filled = |page: &str| {
                let mut typed = super::page::typed(page, address, form, true).unwrap();
                let own =
                    typed.own.iter().find(|n| ["name", "text", "history", "notes"].contains(&n.as_str()));
                typed.set(&own.unwrap_or_else(|| panic!("{route}: {:?}", typed.own)).clone(), WORDS);
                typed.fields
            };
            let (here, there) = (house.get(who, address).await.page, house.get(who, address).await.page);
            let saved = house.send_form(who, form, filled(&there), address).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{route}: {}", summary(&saved.page));
            let told = house.send_form(who, form, filled(&here), address).await;
            assert_eq!(told.status, StatusCode::CONFLICT, "{route}: {}", summary(&told.page));
            let again = house.send_form(who, form, filled(&there), address).await;
            assert_eq!(again.location, saved.location, "{route}: {}", summary(&again.page));
        }
    });
}

/// A page that is no one's in particular is not for strangers either.
#[test]
fn a_page_of_no_thing_asks_who_asks() {
    let w = world();
    let public: BTreeSet<&str> = w
        .seen
        .iter()
        .filter(|s| s.who.is_empty() && s.status == StatusCode::OK)
        .map(|s| s.route.as_str())
        .collect();
    let found = w.block_on(async {
        let mut found = BTreeMap::new();
        let pages = w.routes.iter().filter(|(method, path)| method == "GET" && !path.contains('{'));
        for (_, path) in pages.filter(|(_, path)| !public.contains(path.as_str())) {
            let answer = w.house.get(&Person::default(), path).await;
            if answer.status == StatusCode::OK {
                found.insert(path.clone(), summary(&answer.page));
            }
        }
        found
    });
    as_listed("open without a name", found);
}

/// A form of this kind with who has it on a page.
fn one_of<'a>(w: &'a World, route: &str) -> (&'a Person, &'a str, &'a Form) {
    let found = w.seen.iter().filter(|s| !s.who.is_empty()).find_map(|s| {
        let form = s.forms.iter().find(|f| w.route_of("POST", &f.action) == route && !f.bare())?;
        Some((&w.house.people[&s.who], s.address.as_str(), form))
    });
    found.unwrap_or_else(|| panic!("{route} is not in the demo"))
}

#[test]
fn a_wrong_page_number_comes_back_at_its_paper() {
    let w = world();
    let (who, address, form) = one_of(w, "/dossiers/{id}/evidence/cite");
    let page = w.block_on(async {
        let page = w.house.get(who, address).await.page;
        let mut typed = super::page::typed(&page, address, form, true).unwrap();
        typed.set("page", "trang 3");
        let answer = w.house.send_form(who, form, typed.fields, address).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", summary(&answer.page));
        answer.page
    });
    let (_, paper) = form.hidden.iter().find(|(name, _)| name == "evidence").unwrap();
    let back = super::page::typed(&page, address, form, false).unwrap();
    assert_eq!(back.value("page"), Some("trang 3"));
    assert!(page.contains(&format!("id=\"page-{paper}-error\"")) && page.contains("<details open><summary>"));
}

#[test]
fn a_form_whose_session_is_over_leads_back_to_its_page() {
    let w = world();
    let (_, address, form) = one_of(w, "/councils/interests");
    w.block_on(async {
        let answer = w.house.send_form(&Person::default(), form, form.hidden.clone(), address).await;
        assert_eq!(answer.location, "/sign-in?next=%2Fcouncils%2Finterests&lost=yes");
        let page = w.house.get(&Person::default(), &answer.location).await.page;
        assert!(page.contains("chưa được lưu"), "{}", summary(&page));
    });
}

#[test]
fn the_page_of_choices_offers_a_post_what_can_come_to_it() {
    let w = world();
    let offered = |name: &str| w.block_on(w.house.get(&w.house.people[name], "/notices/choices")).page;
    let (ward, producer, auditor) = (offered("xa"), offered("chuthe"), offered("kiemtra"));
    let boxed = |page: &str, group: &str, kind: &str| {
        page.contains(&format!("name=\"{group}\" type=\"checkbox\" value=\"{kind}\""))
    };
    assert!(boxed(&ward, "duty", "dossier_received") && boxed(&ward, "news", "paper_ends"));
    assert!(boxed(&producer, "duty", "paper_ends") && boxed(&producer, "duty", "dossier_returned"));
    assert!(!ward.contains("dossier_returned") && !producer.contains("dossier_received"));
    assert!(auditor.contains("class=\"empty\"") && !auditor.contains("type=\"checkbox\""));
}
