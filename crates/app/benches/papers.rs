//! All papers of a round of 9 members and 40 dossiers as one archive: how long the job takes and how large it becomes.
//! On SQLite in a throw-away directory; one run, because a province waits for it once.

use jiff::civil::date;
use ocop_app::clock::SetClock;
use ocop_app::council::{ask_bundle, make_bundle, minutes, show_bundle};
use ocop_app::{Config, Cx};
use ocop_domain::council::Rules;
use ocop_domain::criteria::{self, CriteriaSet};
use ocop_store::{Store, args};
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

const MEMBERS: usize = 9;
const DOSSIERS: usize = 40;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let url = format!("sqlite:{}", dir.path().join("ocop.db").display());
    let store = Store::open(&url, &dir.path().join("files").display().to_string()).await?;
    let clock = Arc::new(SetClock::at(date(2026, 10, 5), 9));
    let cx = Cx { clock, ..Cx::system(store, Config::default()) };
    let set = criteria::set(&"QD26-04".parse()?).ok_or("no set")?;
    fill(&cx, set).await?;
    let began = Instant::now();
    assert_eq!(minutes(&cx, "r").await?.products.len(), DOSSIERS);
    let took = began.elapsed().as_millis();
    println!("minutes of {MEMBERS} members × {DOSSIERS} dossiers, read and counted anew: {took} ms");
    ask_bundle(&cx, "r").await?;
    let asked = ocop_store::council::bundles::waiting(cx.db()).await?;
    let began = Instant::now();
    assert_eq!(make_bundle(&cx, &asked.concat(), 1).await?.done, 1);
    let took = began.elapsed();
    let made = show_bundle(&cx, "r").await?;
    let ready = made.ready.ok_or("no archive")?;
    println!(
        "papers of {MEMBERS} members × {DOSSIERS} dossiers: {} files, {} KB, {} ms, {:.1} ms a file",
        made.total,
        ready.size / 1024,
        took.as_millis(),
        took.as_secs_f64() * 1000.0 / made.total as f64
    );
    Ok(())
}

async fn fill(cx: &Cx, set: &CriteriaSet) -> Result<(), Box<dyn Error>> {
    let tx = cx.store.begin().await?;
    let area = "INSERT INTO area (id, level, code, name, full_name, kind, province_code, valid_from, folded) \
                VALUES ($1, $2, $3, $4, $4, $5, '79', '2025-07-01', 'x')";
    tx.exec(area, args!["p79@2025-07-01", "province", "79", "Tỉnh Mẫu", "tinh"]).await?;
    tx.exec(area, args!["c1@2025-07-01", "commune", "90000", "Xã Mẫu", "xa"]).await?;
    let rules = serde_json::to_string(&Rules::default())?;
    tx.exec(
        "INSERT INTO council (id, level, province_code, name, decision_number, decided_on, rules, created_at, version) \
         VALUES ('c', 'province', '79', 'Hội đồng OCOP Mẫu', '1/QĐ', '2026-06-02', $1, 0, 1)",
        args![rules.as_str()],
    )
    .await?;
    tx.exec(
        "INSERT INTO round (id, council_id, name, year, ordinal, proposed_before, held_before, rules, state, \
         minutes_number, created_at, version) \
         VALUES ('r', 'c', 'Đợt 1 năm 2026', 2026, 1, '2026-04-30', '2026-06-30', $1, 'closed', '1', 0, 1)",
        args![rules],
    )
    .await?;
    for n in 0..MEMBERS {
        let duty = ["chair", "secretary"].get(n).copied().unwrap_or("member");
        let (id, name) = (format!("m{n}"), format!("Nguyễn Văn Mẫu {n}"));
        tx.exec(
            "INSERT INTO account (id, name, email, failures, disabled, lang, created_at, version) \
             VALUES ($1, $2, $1, 0, $3, 'vi', 0, 1)",
            args![id.as_str(), name, false],
        )
        .await?;
        let member =
            "INSERT INTO council_member (council_id, account_id, department, duty) VALUES ('c', $1, $2, $3)";
        tx.exec(member, args![id.as_str(), "Sở Công Thương", duty]).await?;
        let here = "INSERT INTO attendance (round_id, account_id, present) VALUES ('r', $1, $2)";
        tx.exec(here, args![id, true]).await?;
    }
    for n in 0..DOSSIERS {
        dossier(&tx, set, n).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn dossier(tx: &ocop_store::Db, set: &CriteriaSet, n: usize) -> Result<(), Box<dyn Error>> {
    let (id, product) = (format!("d{n}"), format!("Sản phẩm Mẫu {n}"));
    tx.exec(
        "INSERT INTO producer (id, legal_form, name, folded, address, invented, created_at, version) \
         VALUES ($1, 'household', 'Hộ Mẫu', 'ho mau', 'đường Mẫu', $2, 0, 1)",
        args![id.as_str(), true],
    )
    .await?;
    tx.exec(
        "INSERT INTO product (id, producer_id, name, folded, invented, created_at, version) \
         VALUES ($1, $1, $2, 'x', $3, 0, 1)",
        args![id.as_str(), product, true],
    )
    .await?;
    tx.exec(
        "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, round_id, \
         invented, created_at, version) \
         VALUES ($1, $1, $1, 'c1@2025-07-01', 'first', $2, 'scored', '{}', '{}', 'r', $3, 0, 1)",
        args![id.as_str(), set.id.to_string(), true],
    )
    .await?;
    tx.exec(
        "INSERT INTO ballot (dossier_id, ballot, opened_by, opened_at, round_id) VALUES ($1, 1, 'm0', 0, 'r')",
        args![id.as_str()],
    )
    .await?;
    for m in 0..MEMBERS {
        let sheet = format!("{id}-{m}");
        tx.exec(
            "INSERT INTO score_sheet (id, dossier_id, round_id, account_id, ballot, opinion, total, created_at, \
             submitted_at, version) VALUES ($1, $2, 'r', $3, 1, 'Cần bổ sung hồ sơ.', 60, 0, 1791165600000, 1)",
            args![sheet.as_str(), id.as_str(), format!("m{m}")],
        )
        .await?;
        for leaf in set.scorable() {
            let option = leaf.criterion.best_option().map_or(0, |o| o.number as i64);
            tx.exec(
                "INSERT INTO score_answer (sheet_id, criterion, option_no, reason) VALUES ($1, $2, $3, $4)",
                args![sheet.as_str(), leaf.criterion.code.as_str(), option, "Đã đối chiếu bản gốc."],
            )
            .await?;
        }
    }
    tx.exec(
        "INSERT INTO result (dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, \
         closed_at) VALUES ($1, 'r', 1, 540, 9, 0, 3, 3, '{}', 'm0', 1791165600000)",
        args![id],
    )
    .await?;
    Ok(())
}
