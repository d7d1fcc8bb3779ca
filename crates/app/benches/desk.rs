//! What a ward, a province and a producer wait for: the first page of 10,000 dossiers, and a dossier of 34 criteria with
//! 60 papers opened. On SQLite in a throw-away directory; minimum, median and maximum of 50.

use jiff::civil::date;
use ocop_app::clock::SetClock;
use ocop_app::dossier::{List, list, show};
use ocop_app::{Config, Cx};
use ocop_domain::account::{Actor, Post, Role, Scope};
use ocop_domain::criteria::{Law, sets_of};
use ocop_store::{Store, args};
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

const DOSSIERS: usize = 10_000;
const COMMUNES: usize = 20;
const PAPERS: usize = 60;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let url = format!("sqlite:{}", dir.path().join("ocop.db").display());
    let store = Store::open(&url, &dir.path().join("files").display().to_string()).await?;
    let clock = Arc::new(SetClock::at(date(2026, 10, 5), 9));
    let cx = Cx { clock, ..Cx::system(store, Config::default()) };
    let set = sets_of(Law::Qd26_2026).max_by_key(|s| s.scorable().count()).ok_or("no set")?;
    let id = set.id.to_string();
    fill(&cx, &id, set.scorable().map(|s| s.criterion.code.as_str().to_owned()).collect()).await?;
    println!("largest set: {} with {} criteria", set.id, set.scorable().count());

    let ward = Scope::Commune { province: "79".into(), commune: "90000".into() };
    for (name, scope, role) in
        [("ward", ward, Role::WardOfficer), ("province", Scope::Province("79".into()), Role::ProvinceOffice)]
    {
        let who = as_role(&cx, role, scope);
        let mut times = Vec::new();
        for _ in 0..51 {
            let began = Instant::now();
            let page = list(&who, List { by_due: true, page: 1, ..List::default() }).await?;
            times.push(began.elapsed().as_micros());
            assert!(!page.lines.is_empty());
        }
        report(&format!("first page of {DOSSIERS} dossiers, {name}"), times);
    }
    let producer = as_role(&cx, Role::Producer, Scope::Producer("m".into()));
    let mut times = Vec::new();
    for _ in 0..51 {
        let began = Instant::now();
        let d = show(&producer, "full").await?;
        times.push(began.elapsed().as_micros());
        assert_eq!(d.papers.len(), PAPERS);
    }
    report(&format!("dossier with {PAPERS} papers opened"), times);
    Ok(())
}

fn as_role(cx: &Cx, role: Role, scope: Scope) -> Cx {
    let post = Post { role, scope, from: date(2025, 7, 1), until: None };
    cx.as_actor(Actor::Person { account: "a".into(), posts: vec![post] })
}

/// The first run warms the caches and is left out.
fn report(name: &str, mut times: Vec<u128>) {
    times.remove(0);
    times.sort_unstable();
    println!("{name}: min {} median {} max {} µs", times[0], times[times.len() / 2], times[times.len() - 1]);
}

async fn fill(cx: &Cx, set: &str, criteria: Vec<String>) -> Result<(), Box<dyn Error>> {
    let tx = cx.store.begin().await?;
    let area = "INSERT INTO area (id, level, code, name, full_name, kind, province_code, valid_from, folded) \
                VALUES ($1, $2, $3, $4, $4, $5, '79', '2025-07-01', 'x')";
    tx.exec(area, args!["p79@2025-07-01", "province", "79", "Tỉnh Mẫu", "tinh"]).await?;
    for n in 0..COMMUNES {
        let code = (90_000 + n).to_string();
        tx.exec(area, args![format!("c{code}@2025-07-01"), "commune", code.as_str(), "Xã Mẫu", "xa"]).await?;
    }
    let producer = "INSERT INTO producer (id, legal_form, name, folded, address, commune_id, invented, created_at, \
                    version) VALUES ($1, 'household', 'Hộ Mẫu', 'ho mau', 'Ấp Mẫu', $2, TRUE, 1, 1)";
    tx.exec(producer, args!["m", "c90000@2025-07-01"]).await?;
    let product = "INSERT INTO product (id, producer_id, commune_id, name, folded, set_id, invented, created_at, \
                   version) VALUES ($1, 'm', $2, 'Sản phẩm Mẫu', 'san pham mau', $3, TRUE, 1, 1)";
    let dossier = "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
                   due_on, invented, created_at, version) \
                   VALUES ($1, $2, 'm', $3, 'first', $4, $5, '{}', '{}', $6, TRUE, $7, 1)";
    for n in 0..DOSSIERS {
        let (id, product_id) = (format!("d{n}"), format!("p{n}"));
        let commune = format!("c{}@2025-07-01", 90_000 + n % COMMUNES);
        tx.exec(product, args![product_id.as_str(), commune.as_str(), set]).await?;
        let state = if n % 3 == 0 { "at_ward" } else { "proposed" };
        let due = format!("2026-10-{:02}", 1 + n % 28);
        let at = i64::try_from(n)?;
        tx.exec(dossier, args![id, product_id, commune, set, state, due, at]).await?;
    }
    tx.exec(product, args!["full", "c90000@2025-07-01", set]).await?;
    let args = args!["full", "full", "c90000@2025-07-01", set, "draft", Option::<String>::None, 1_i64];
    tx.exec(dossier, args).await?;
    for criterion in &criteria {
        let answer =
            "INSERT INTO dossier_answer (dossier_id, criterion, option_no, note) VALUES ('full', $1, 1, 'x')";
        tx.exec(answer, args![criterion.as_str()]).await?;
    }
    let file =
        "INSERT INTO file (hash, media_type, size, created_at) VALUES ($1, 'application/pdf', 1000, 1)";
    let paper = "INSERT INTO evidence (id, producer_id, kind, title, file_hash, file_name, uploaded_by, uploaded_at) \
                 VALUES ($1, 'm', 'other', 'Tài liệu Mẫu', $2, 'a.pdf', 'x', 1)";
    let cited =
        "INSERT INTO dossier_evidence (dossier_id, criterion, evidence_id, page) VALUES ('full', $1, $2, 1)";
    for n in 0..PAPERS {
        let (id, hash) = (format!("e{n}"), format!("{n:064}"));
        tx.exec(file, args![hash.as_str()]).await?;
        tx.exec(paper, args![id.as_str(), hash]).await?;
        tx.exec(cited, args![criteria[n % criteria.len()].as_str(), id]).await?;
    }
    tx.commit().await?;
    Ok(())
}
