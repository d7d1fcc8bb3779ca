//! Lists show exactly what their pages open: for each role and place, what is listed is what may be opened.

use crate::dossier::help;
use crate::register::{form, good, maker};
use crate::support::*;
use ocop_app::dossier::{self, List};
use ocop_app::{Cx, Error, producer, product};
use ocop_domain::account::{Role, Scope};
use ocop_domain::text::fold;
use std::collections::BTreeSet;

/// A person of each role in each place where the role makes sense, and one with two posts.
fn readers(w: &World, own: &str) -> Vec<Cx> {
    let commune =
        |province: &str, code: &str| Scope::Commune { province: province.into(), commune: code.into() };
    let scopes = [
        Scope::Nation,
        Scope::Province(HCMC.into()),
        Scope::Province(LAM_DONG.into()),
        commune(HCMC, XOM_CHIEU_CODE),
        commune(HCMC, KHANH_HOI_CODE),
        Scope::Producer(own.into()),
    ];
    let mut out = Vec::new();
    for role in Role::ALL {
        for scope in scopes.iter().filter(|s| role.fits(s)) {
            out.push(w.as_role("reader", role, scope.clone()));
        }
    }
    out
}

/// A refused list shows nothing.
fn shown<T>(listed: Result<Vec<T>, Error>, id: impl Fn(&T) -> String) -> BTreeSet<String> {
    match listed {
        Ok(lines) => lines.iter().map(id).collect(),
        Err(Error::Forbidden) => BTreeSet::new(),
        Err(other) => panic!("{other}"),
    }
}

fn opens<T>(opened: Result<T, Error>) -> bool {
    match opened {
        Ok(_) => true,
        Err(Error::Hidden) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn what_a_list_shows_is_what_its_reader_may_open() {
    on_each_engine(async |w| {
        let (_, submitted, _) = help::submitted(&w).await;
        let mut makers = vec!["producer-1".to_owned()];
        let mut goods = vec!["product-1".to_owned()];
        for (name, commune) in
            [("Hợp tác xã Một", XOM_CHIEU), ("Hợp tác xã Hai", KHANH_HOI), ("Hợp tác xã Ba", PHAN_THIET)]
        {
            let id = maker(&w.cx, form(name, commune)).await;
            goods.push(good(&w.cx, &id, &fold(name)).await);
            makers.push(id);
        }
        for cx in readers(&w, &makers[1]).into_iter().chain(readers(&w, &makers[0])) {
            let listed = shown(producer::list(&cx, "", 1).await.map(|l| l.0), |p| p.id.clone());
            for id in &makers {
                let may = opens(producer::show(&cx, id).await);
                assert_eq!(listed.contains(id), may, "{:?} {id}", cx.actor);
            }
            let listed = shown(product::list(&cx, None, "", 1).await.map(|l| l.0), |p| p.id.clone());
            for id in &goods {
                let may = opens(product::show(&cx, id).await);
                assert_eq!(listed.contains(id), may, "{:?} {id}", cx.actor);
            }
            let listed = shown(dossier::list(&cx, List::default()).await.map(|l| l.lines), |d| d.id.clone());
            let may = opens(dossier::show(&cx, &submitted).await);
            assert_eq!(listed.contains(&submitted), may, "{:?}", cx.actor);
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_offers_the_communes_its_reader_may_enter_something_in_and_no_others() {
    on_each_engine(async |w| {
        let ward = Scope::Commune { province: LAM_DONG.into(), commune: PHAN_THIET_CODE.into() };
        let mut actor = w.leader();
        let other = w.as_role("leader", Role::WardOfficer, ward);
        if let ocop_domain::account::Actor::Person { posts, .. } = &mut actor.actor {
            posts.extend(other.actor.posts().iter().cloned());
        }
        let offered = producer::communes(&actor).await.unwrap();
        let ids: Vec<&str> = offered.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, [PHAN_THIET], "a leader enters nothing in the province he reads");
        assert!(matches!(producer::communes(&w.leader()).await, Err(Error::Forbidden)));
    })
    .await;
}
