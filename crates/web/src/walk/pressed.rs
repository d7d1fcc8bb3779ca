//! Every form of the demo pressed more often than once: twice at once, and again from a second window.

use super::page::{Form, forms, typed};
use super::seeded::{as_listed, summary};
use super::world::{House, Person, world};
use axum::http::StatusCode;
use std::collections::{BTreeMap, BTreeSet};

/// What presses of one form came to.
struct Pressed {
    /// The first press was carried out.
    done: bool,
    wrong: Option<String>,
}

/// Presses a form twice at once and then the same form of a page that was opened before.
async fn pressed(house: &House, who: &Person, address: &str, form: &Form) -> Pressed {
    let nothing = Pressed { done: false, wrong: None };
    let (here, there) = (house.get(who, address).await.page, house.get(who, address).await.page);
    let (Some(mut here), Some(mut there)) =
        (typed(&here, address, form, true), typed(&there, address, form, true))
    else {
        return nothing;
    };
    let button = form.buttons.first().cloned().flatten();
    here.fields.extend(button.clone());
    there.fields.extend(button);
    let press = || house.send_form(who, form, here.fields.clone(), address);
    let (one, two) = tokio::join!(press(), press());
    let done = StatusCode::SEE_OTHER;
    let wrong = if [one.status, two.status].contains(&done) {
        let alike = one.status == two.status && one.location == two.location;
        (!alike)
            .then(|| format!("{} {}, then {} {}", one.status, one.location, two.status, summary(&two.page)))
    } else {
        None
    };
    let later = house.send_form(who, form, there.fields, address).await;
    let back = later.page.contains("data-refusal") || !forms(&later.page, &form.action).is_empty();
    // The page that the form stood on may be gone with the thing.
    let gone = house.get(who, address).await.status != StatusCode::OK;
    let lost = later.status.is_client_error() && !back && !gone;
    let wrong = wrong.or_else(|| lost.then(|| format!("later {} {}", later.status, summary(&later.page))));
    Pressed { done: one.status == done, wrong }
}

#[test]
fn a_second_press_is_answered_like_the_first_and_a_refusal_on_its_page() {
    let w = world();
    let (mut known, mut done) = (BTreeSet::new(), BTreeSet::new());
    let found = w.block_on(async {
        let house = w.house.copy().await;
        let mut found = BTreeMap::new();
        for seen in w.seen.iter().filter(|s| !s.who.is_empty()) {
            let who = &w.house.people[&seen.who];
            for form in &seen.forms {
                let route = w.route_of("POST", &form.action);
                if route == "/sign-out"
                    || !known.insert((route.to_owned(), form.fields().cloned().collect::<Vec<_>>()))
                {
                    continue;
                }
                let pressed = pressed(&house, who, &seen.address, form).await;
                if pressed.done {
                    done.insert(route.to_owned());
                }
                if let Some(wrong) = pressed.wrong {
                    found.insert(route.to_owned(), format!("{}: {wrong}", who.name));
                }
            }
        }
        found
    });
    as_listed("pressed twice", found);
    assert!(done.len() >= 40, "carried out: {done:#?}");
}

/// The form of a ward's check is gone once the dossier was proposed: what a second officer wrote is still there to copy.
#[test]
fn words_of_a_form_that_is_gone_are_given_back_and_no_password_is() {
    let w = world();
    w.block_on(async {
        let house = w.house.copy().await;
        let seen = w.seen.iter().find(|s| {
            s.who == "xa"
                && s.forms.iter().any(|f| w.route_of("POST", &f.action) == "/ward/{id}" && !f.bare())
        });
        let seen = seen.expect("a dossier waits for the ward");
        let form =
            seen.forms.iter().find(|f| w.route_of("POST", &f.action) == "/ward/{id}" && !f.bare()).unwrap();
        let who = &w.house.people["xa"];
        let propose = [("act".to_owned(), "propose".to_owned())];
        let filled = |page: &str| typed(page, &seen.address, form, true).unwrap().fields;
        let first = filled(&house.get(who, &seen.address).await.page);
        let mut second = filled(&house.get(who, &seen.address).await.page);
        second.extend([("note".to_owned(), "Lời của người thứ hai".to_owned())]);
        second.extend([("password".to_owned(), "mật khẩu có dấu cách".to_owned())]);
        let done = house.send_form(who, form, [first, propose.to_vec()].concat(), &seen.address).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", summary(&done.page));
        let late = house.send_form(who, form, [second, propose.to_vec()].concat(), &seen.address).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", summary(&late.page));
        assert!(late.page.contains("<blockquote class=\"written\">Lời của người thứ hai</blockquote>"));
        assert!(!late.page.contains("mật khẩu có dấu cách"));
    });
}

/// After signing in again in another tab the form's token is of the session before: nothing is done, and the words are there.
#[test]
fn a_form_of_an_older_session_comes_back_with_its_words() {
    let w = world();
    w.block_on(async {
        let house = w.house.copy().await;
        let seen = w
            .seen
            .iter()
            .find(|s| s.route == "/survey/{id}/edit" && s.who == "xa")
            .expect("a find of the ward");
        let form = seen.forms.iter().find(|f| w.route_of("POST", &f.action) == "/survey/{id}/edit").unwrap();
        let who = &w.house.people["xa"];
        let mut sent = typed(&house.get(who, &seen.address).await.page, &seen.address, form, true).unwrap();
        let own = sent.own[0].clone();
        sent.set(&own, "Lời gõ trước khi đăng nhập lại");
        sent.set("csrf", &"0".repeat(128));
        let answer = house.send_form(who, form, sent.fields, &seen.address).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", summary(&answer.page));
        let back = typed(&answer.page, &form.action, form, false).expect("the form is on the page");
        assert_eq!(back.value(&own), Some("Lời gõ trước khi đăng nhập lại"));
        assert_ne!(back.value("csrf"), Some("0".repeat(128).as_str()));
    });
}
