//! How many statements the pages send that are read most. Each number is stated, for the demo as it is and for the same
//! demo with many times the rows: a page that begins to ask row by row fails here.

use crate::stress::{House, Someone, house, text};
use axum::http::StatusCode;
use ocop_app::account::session;
use ocop_app::dossier::{List, list};
use ocop_app::portal::{Search, search};
use ocop_app::startup;
use ocop_domain::dossier::State;
use ocop_store::testing::copies;

/// Pages with what they send when their data has just changed.
const STATED: [(&str, u64); 6] = [
    ("/", 7),
    ("/products", 5),
    ("a product", 5),
    ("a dossier, read by its producer", 26),
    ("a dossier, checked by its commune", 21),
    ("the desk of a commune", 13),
];

/// A public page that is kept asks for the version of the data alone.
const KEPT: u64 = 1;

async fn signed_in(house: &House, email: &str) -> Someone {
    let account = ocop_store::account::by_email(house.cx.db(), email).await.unwrap().unwrap();
    let opened = session::open(&house.cx, &account.id, false).await.unwrap();
    Someone { cookie: format!("ocop_session={}", opened.token), csrf: opened.csrf }
}

async fn sent(house: &House, who: &Someone, path: &str) -> u64 {
    let before = house.cx.store.statements();
    let answer = house.ask(who, "GET", path, &[]).await;
    let sent = house.cx.store.statements() - before;
    let status = answer.status();
    assert_eq!(status, StatusCode::OK, "{path}: {}", text(answer).await);
    sent
}

#[tokio::test]
async fn pages_send_no_more_statements_however_much_there_is() {
    let house = house("http://127.0.0.1:8080", true).await;
    startup::prepare(&house.cx).await.unwrap();
    let (db, public) = (house.cx.db(), Someone::default());
    let (producer, officer) =
        (signed_in(&house, "chuthe@demo.example").await, signed_in(&house, "xa@demo.example").await);
    let stars = search(&house.cx, &Search { status: "in_force".into(), ..Search::default() }).await.unwrap();
    let star = &stars.items[0].row;
    let checked = List { states: vec![State::AtWard], by_due: true, page: 1, ..List::default() };
    let dossier = list(&house.cx, checked).await.unwrap().lines.remove(0).id;
    let pages = [
        (&public, "/".to_owned()),
        (&public, "/products".to_owned()),
        (&public, format!("/products/{}", star.product_id)),
        (&producer, format!("/dossiers/{dossier}")),
        (&officer, format!("/ward/{dossier}")),
        (&officer, "/ward".to_owned()),
    ];
    let count = async || {
        let mut all = Vec::new();
        for ((name, _), (who, path)) in STATED.iter().zip(&pages) {
            ocop_store::setting::touch_public(db).await.unwrap();
            all.push((*name, sent(&house, who, path).await));
            if who.cookie.is_empty() {
                assert_eq!(sent(&house, who, path).await, KEPT, "{name}, read again");
            }
        }
        all
    };
    // The first look of a session notes that it was used.
    for who in [&producer, &officer] {
        sent(&house, who, "/account").await;
    }
    let few = count().await;

    let (product, dossier) = (format!("id = '{}'", star.product_id), format!("id = '{dossier}'"));
    let of_dossier = dossier.replace("id =", "dossier_id =");
    copies(db, "product", &product, &[("id", "id || '-{n}'"), ("code", "NULL")], 40).await.unwrap();
    let of_star = product.replace("id =", "product_id =");
    let renamed = [
        ("id", "id || '-b{n}'"),
        ("product_id", "product_id || '-{n}'"),
        ("certificate", "certificate || '-b{n}'"),
        ("lookup", "lookup || '-b{n}'"),
    ];
    copies(db, "recognition", &of_star, &renamed, 40).await.unwrap();
    let but =
        [("id", "id || '-a{n}'"), ("certificate", "certificate || '-a{n}'"), ("lookup", "lookup || '-a{n}'")];
    copies(db, "recognition", &format!("{of_star} AND id NOT LIKE '%-%-%-%-%-%'"), &but, 9).await.unwrap();
    let alias = "INSERT INTO product_alias (code, product_id, kind) VALUES ($1, $2, 'earlier')";
    for n in 0..20 {
        let args = ocop_store::args![format!("{n}-OCOP-{n}"), star.product_id.as_str()];
        db.exec(alias, args).await.unwrap();
    }
    let but = [("id", "id || '-{n}'"), ("registration_number", "NULL"), ("round_id", "NULL")];
    copies(db, "dossier", &dossier, &but, 40).await.unwrap();
    let latest = format!("{of_dossier} AND attempt = 1");
    copies(db, "dossier_seal", &latest, &[("dossier_id", "dossier_id || '-{n}'")], 40).await.unwrap();
    let earlier = [("attempt", "attempt + {n}")];
    copies(db, "dossier_seal", &latest, &earlier, 9).await.unwrap();
    let cited = format!(
        "id IN (SELECT evidence_id FROM dossier_evidence WHERE {of_dossier}) AND id NOT LIKE '%-%-%-%-%-%'"
    );
    copies(db, "evidence", &cited, &[("id", "id || '-{n}'")], 20).await.unwrap();
    let which = format!("{of_dossier} AND evidence_id NOT LIKE '%-%-%-%-%-%'");
    copies(db, "dossier_evidence", &which, &[("evidence_id", "evidence_id || '-{n}'")], 20).await.unwrap();

    let many = count().await;
    assert_eq!(few, many, "as the demo is, and with many times as much");
    assert_eq!(few, STATED);
}
