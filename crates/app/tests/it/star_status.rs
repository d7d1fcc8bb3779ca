//! How a star stands: the database says what the domain says, whatever a product's life was (Điều 4(3), 7(6)a, 8, 12(3)).

use crate::stars::{exec, insert_star, law_round, producer, product};
use crate::support::{HCMC, LAM_DONG, World, XOM_CHIEU, on_each_engine};
use jiff::civil::{Date, date};
use ocop_app::Error;
use ocop_app::portal::{Search, search};
use ocop_app::recognition::verify;
use ocop_app::settings::extension::{self, Put};
use ocop_domain::account::{Role, Scope};
use ocop_domain::calendar::add_days;
use ocop_domain::dossier::{Kind, State};
use ocop_domain::recognition::{Extension, Filing, Standing, Status, status_on, valid_until};
use ocop_store::args;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[derive(Debug, Clone)]
struct Star {
    /// None: the list it was read from gives no days.
    issued: Option<Date>,
    withdrawn: Option<Date>,
    superseded: Option<Date>,
}

#[derive(Debug, Clone)]
struct Filed {
    kind: Kind,
    state: State,
    on: Date,
    /// The day of the result, where the state is one.
    settled: Option<Date>,
}

#[derive(Debug, Clone)]
struct Life {
    stars: Vec<Star>,
    dossiers: Vec<Filed>,
    extension: Extension,
    days: Vec<Date>,
}

const STATES: [State; 13] = [
    State::Draft,
    State::AtWard,
    State::Returned,
    State::Proposed,
    State::InRound,
    State::Scored,
    State::Recognised,
    State::NotRecognised,
    State::SentToMinistry,
    State::AtMinistry,
    State::InNationalRound,
    State::NationallyScored,
    State::ReturnedByMinistry,
];

/// Ends of certificates lie around 18/9/2026, where the reading as a transition turns.
fn a_life() -> impl Strategy<Value = Life> {
    let issued = (-400..400_i32).prop_map(|n| add_days(date(2023, 9, 18), n));
    let some_day = || (-500..1500_i32).prop_map(|n| add_days(date(2023, 9, 18), n));
    let maybe = move || prop::option::weighted(0.2, some_day());
    let star = (prop::option::weighted(0.9, issued), maybe(), maybe())
        .prop_map(|(issued, withdrawn, superseded)| Star { issued, withdrawn, superseded });
    let stars = prop::collection::vec(star, 1..3);
    // Filed around the window and the end of the first star, where the rule turns.
    let edges = [-181, -180, -121, -120, -119, -1, 0, 1, 30, 180, 181];
    let near = || (prop::sample::select(edges.to_vec()), -1..=1_i32);
    let kinds = prop::sample::select(vec![Kind::Reranking, Kind::Reranking, Kind::Upgrade, Kind::First]);
    let filed =
        prop::collection::vec((kinds, prop::sample::select(STATES.to_vec()), near(), 0..300_i32), 0..3);
    let days = prop::collection::vec(near(), 5);
    let extension = prop::sample::select(Extension::ALL.to_vec());
    (stars, filed, extension, days, some_day()).prop_map(|(stars, filed, extension, days, other)| {
        let end = stars.iter().find_map(|s| s.issued).map_or(date(2026, 9, 18), valid_until);
        let at = |(edge, more): (i32, i32)| add_days(end, edge + more);
        Life {
            dossiers: filed
                .into_iter()
                .map(|(kind, state, on, took)| Filed {
                    kind,
                    state,
                    on: at(on),
                    settled: state.settled().then(|| add_days(at(on), took)),
                })
                .collect(),
            days: days.into_iter().map(at).chain([other]).collect(),
            stars,
            extension,
        }
    })
}

/// What the domain says of the star shown on a day; none where the product has none yet.
fn expected(life: &Life, day: Date) -> Option<String> {
    let begun = life.stars.iter().enumerate().filter(|(_, s)| s.issued.is_none_or(|i| i <= day));
    let (_, star) = begun.max_by_key(|(n, s)| (s.issued, *n))?;
    let Some(issued) = star.issued else {
        let gone = star.withdrawn.is_some_and(|w| w <= day);
        return Some(if gone { "withdrawn" } else { "unknown" }.to_owned());
    };
    let counts = |f: &&Filed| f.kind == Kind::Reranking && f.state.submitted();
    let standing = Standing {
        issued,
        expires: valid_until(issued),
        withdrawn: star.withdrawn,
        superseded: star.superseded,
        filings: life
            .dossiers
            .iter()
            .filter(counts)
            .map(|f| Filing { on: f.on, settled: f.settled })
            .collect(),
        extension: life.extension,
    };
    Some(status_on(&standing, day).as_str().to_owned())
}

async fn live(w: &World, life: &Life) {
    for table in ["dossier", "recognition", "decision"] {
        exec(w, &format!("DELETE FROM {table}"), vec![]).await;
    }
    exec(w, "DELETE FROM setting WHERE key = $1", args![format!("extension:{HCMC}")]).await;
    let put = Put { province: HCMC.into(), extension: life.extension.as_str().into() };
    extension::put(&w.province_office(), put).await.unwrap();
    for (n, star) in life.stars.iter().enumerate() {
        let days = star.issued.map(|i| (i.to_string(), valid_until(i).to_string()));
        let days = days.as_ref().map(|(i, e)| (i.as_str(), e.as_str()));
        insert_star(w, "p", &format!("C-{n}"), 3, days).await;
        let text = |d: Option<Date>| d.map(|d| d.to_string());
        exec(
            w,
            "UPDATE recognition SET withdrawn_on = $2, superseded_on = $3, created_at = $4 WHERE certificate = $1",
            args![format!("C-{n}"), text(star.withdrawn), text(star.superseded), n as i64],
        )
        .await;
    }
    for (n, filed) in life.dossiers.iter().enumerate() {
        let submitted = (filed.state != State::Draft).then_some(1_i64);
        exec(
            w,
            "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
             submitted_at, filed_on, settled_on, invented, created_at, version) VALUES ($1, 'p', 'm', $2, $3, 'QD26-09', \
             $4, '{}', '{}', $5, $6, $7, TRUE, 1, 1)",
            args![
                format!("d{n}"),
                XOM_CHIEU,
                filed.kind.as_str(),
                filed.state.as_str(),
                submitted,
                submitted.map(|_| filed.on.to_string()),
                filed.settled.map(|d| d.to_string())
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn the_database_says_of_every_life_what_the_domain_says() {
    on_each_engine(async |w| {
        producer(&w, "m", "Hợp tác xã Mẫu").await;
        product(&w, "p", "m", "Nước mắm mẫu", XOM_CHIEU, "QD26-09").await;
        #[expect(clippy::disallowed_methods, reason = "the test run says how long it may take")]
        let cases = std::env::var("PROPTEST_CASES").map_or(300, |n| n.parse().unwrap());
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..cases {
            let life = a_life().new_tree(&mut runner).unwrap().current();
            live(&w, &life).await;
            for day in &life.days {
                let ask = Search { on: day.to_string(), ..Search::default() };
                let found = search(&w.public(), &ask).await.unwrap().items;
                let said = found.first().map(|i| (i.row.status.clone(), i.standing.as_str().to_owned()));
                let want = expected(&life, *day);
                let both = want.clone().map(|s| (s.clone(), s));
                assert_eq!(said, both, "{} {day} {life:?}", w.engine);
                let Some(status) = want else { continue };
                let filtered = Search { status: status.clone(), ..ask };
                assert_eq!(search(&w.public(), &filtered).await.unwrap().total, 1, "{day} {status}");
                seen.insert(status);
            }
        }
        assert!(cases < 100 || seen.len() == 7, "lives reach every status: {seen:?}");
    })
    .await;
}

/// Điều 12(3): "đến ngày có kết quả xử lý": a request for additions is no result.
#[tokio::test]
async fn an_extension_outlives_a_request_for_additions() {
    on_each_engine(async |w| {
        producer(&w, "m", "Hợp tác xã Mẫu").await;
        product(&w, "p", "m", "Nước mắm mẫu", XOM_CHIEU, "QD26-09").await;
        insert_star(&w, "p", "C-1", 3, Some(("2023-11-01", "2026-11-01"))).await;
        exec(
            &w,
            "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
             submitted_at, filed_on, invented, created_at, version) VALUES ('d', 'p', 'm', $1, 'reranking', \
             'QD26-09', 'at_ward', '{}', '{}', 1, '2026-10-20', TRUE, 1, 1)",
            args![XOM_CHIEU],
        )
        .await;
        let on = async |day| {
            w.on(day);
            verify(&w.public(), "C-1").await.unwrap().star.standing.as_str()
        };
        assert_eq!(on(date(2026, 11, 2)).await, "extended");
        exec(&w, "UPDATE dossier SET state = 'returned'", vec![]).await;
        assert_eq!(on(date(2026, 11, 25)).await, "extended");
        assert_eq!(on(date(2027, 4, 30)).await, "extended");
        assert_eq!(on(date(2027, 5, 1)).await, "expired");
        exec(&w, "UPDATE dossier SET state = 'not_recognised', settled_on = '2026-11-24'", vec![]).await;
        assert_eq!(on(date(2026, 11, 24)).await, "expired", "a result ends it");
        assert_eq!(on(date(2026, 11, 23)).await, "extended", "the day before it, also when asked afterwards");
    })
    .await;
}

/// Điều 12(3), 7(6)a: the setting is the province's own, its change is written down, and the page tells what follows.
#[tokio::test]
async fn each_province_says_how_it_reads_the_extension() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3]).await;
        insert_star(&w, &closed[0].product, "C-1", 3, Some(("2024-01-10", "2027-01-10"))).await;
        exec(
            &w,
            "UPDATE dossier SET kind = 'reranking', state = 'at_ward', submitted_at = 1, filed_on = '2027-01-09'",
            vec![],
        )
        .await;
        let star = async || verify(&w.public(), "C-1").await.unwrap().star;
        w.on(date(2026, 11, 29));
        let missed = star().await.missed_window.unwrap();
        assert_eq!((missed.closed, missed.runs_on), (date(2026, 9, 12), true));
        w.on(date(2027, 1, 10));
        assert_eq!(star().await.missed_window, None, "filed");
        w.on(date(2027, 1, 11));
        assert_eq!(star().await.standing.as_str(), "extended", "lasting unless set");

        let put = |province: &str, extension: &str| Put { province: province.into(), extension: extension.into() };
        let office = w.province_office();
        assert!(matches!(extension::put(&office, put(LAM_DONG, "transitional")).await, Err(Error::Forbidden)));
        assert!(matches!(extension::put(&office, put(HCMC, "x")).await, Err(Error::Invalid(_))));
        extension::put(&office, put(HCMC, "transitional")).await.unwrap();
        assert_eq!(extension::within_reach(&office).await.unwrap().len(), 1);
        assert_eq!(star().await.standing.as_str(), Status::Expired.as_str());
        w.on(date(2026, 11, 29));
        assert!(!star().await.missed_window.unwrap().runs_on);
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        assert_eq!(extension::within_reach(&admin).await.unwrap().len(), 2);
        extension::put(&admin, put(HCMC, "lasting")).await.unwrap();
        let told = ocop_app::journal::chain(&admin, "settings").await.unwrap();
        assert_eq!(told.len(), 2);
        assert!(told[0].diff.contains("transitional") && told[0].subject == HCMC);
        assert!(matches!(extension::within_reach(&w.ward_officer()).await, Err(Error::Forbidden)));
    })
    .await;
}

/// Điều 4(3), 26/2026: the register's list of products shows the star that is in force on the day, by the same rule as the
/// catalogue.
#[tokio::test]
async fn the_list_of_products_shows_the_star_that_stands_today() {
    on_each_engine(async |w| {
        w.on(date(2026, 10, 5));
        producer(&w, "list", "HTX Danh Sách").await;
        type Days = Option<(&'static str, &'static str)>;
        let lives: [(&str, Days, &str, Option<i64>); 6] = [
            ("begun", Some(("2026-10-05", "2029-10-05")), "", Some(4)),
            ("not yet", Some(("2026-10-06", "2029-10-06")), "", None),
            ("over", Some(("2023-10-04", "2026-10-04")), "", None),
            ("of unknown days", None, "", Some(4)),
            (
                "withdrawn tomorrow",
                Some(("2025-01-01", "2028-01-01")),
                "withdrawn_on = '2026-10-06'",
                Some(4),
            ),
            ("gave way today", Some(("2025-01-01", "2028-01-01")), "superseded_on = '2026-10-05'", None),
        ];
        for (n, (name, dates, also, _)) in lives.iter().enumerate() {
            product(&w, name, "list", name, XOM_CHIEU, "QD26-09").await;
            insert_star(&w, name, &format!("s-{n}"), 4, *dates).await;
            if !also.is_empty() {
                exec(&w, &format!("UPDATE recognition SET {also} WHERE product_id = $1"), args![*name]).await;
            }
        }
        let office = w.province_office();
        let (listed, total) = ocop_app::product::list(&office, Some("list"), "", 1).await.unwrap();
        assert_eq!(total, 6, "{}", w.engine);
        for (name, _, _, stars) in lives {
            let line = listed.iter().find(|l| l.id == name).unwrap();
            assert_eq!(line.stars, stars, "{name} on {}", w.engine);
            assert!(stars.is_none() || line.past.is_none(), "{name} on {}", w.engine);
        }
        let past = |name: &str| {
            let line = listed.iter().find(|l| l.id == name).unwrap();
            line.past.as_ref().map(|p| (p.stars, p.status, p.day.unwrap()))
        };
        assert_eq!(past("over"), Some((4, Status::Expired, date(2026, 10, 4))), "{}", w.engine);
        assert_eq!(past("not yet"), Some((4, Status::NotYet, date(2026, 10, 6))), "{}", w.engine);
        assert_eq!(past("gave way today"), Some((4, Status::Superseded, date(2026, 10, 5))), "{}", w.engine);

        // A star that was over, then one that was withdrawn: the last says what became of the product. A product
        // never recognised has none.
        product(&w, "twice", "list", "twice", XOM_CHIEU, "QD26-09").await;
        insert_star(&w, "twice", "t-1", 3, Some(("2020-01-01", "2023-01-01"))).await;
        insert_star(&w, "twice", "t-2", 4, Some(("2024-01-01", "2027-01-01"))).await;
        exec(
            &w,
            "UPDATE recognition SET withdrawn_on = '2026-03-12' WHERE product_id = $1 AND stars = 4",
            args!["twice"],
        )
        .await;
        product(&w, "never", "list", "never", XOM_CHIEU, "QD26-09").await;
        let shown = ocop_app::producer::show(&office, "list").await.unwrap().products;
        let past = |name: &str| shown.iter().find(|l| l.id == name).unwrap().past.clone();
        let twice = past("twice").unwrap();
        assert_eq!((twice.stars, twice.status, twice.day), (4, Status::Withdrawn, Some(date(2026, 3, 12))));
        assert_eq!(past("never"), None, "{}", w.engine);
    })
    .await;
}
