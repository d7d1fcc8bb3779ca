//! A list of 19,999 rows read, brought in and undone, on SQLite in a throw-away directory. With a path as its argument it
//! writes the list there instead, for the command line and the page.

use ocop_app::import::{Apply, Stage, Undone, apply, stage, undo};
use ocop_app::{Config, Cx};
use ocop_store::args;
use std::error::Error;
use std::fmt::Write;
use std::time::Instant;

const ROWS: usize = 19_999;

#[derive(Debug)]
struct Place {
    commune: String,
    province: String,
}

/// A list over every present commune, some rows with a former place or with a mark for the producer above.
fn list(places: &[Place]) -> String {
    let mut out =
        String::from("STT;Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Địa chỉ;Xã/phường;Tỉnh\n");
    for (n, p) in (1..=ROWS).zip(places.iter().cycle()) {
        let producer = if n % 11 == 0 { "nt".to_owned() } else { format!("HTX Ví dụ số {}", n / 3) };
        let _ = writeln!(
            out,
            "{n};Sản phẩm ví dụ số {n};{producer};{};{}/QĐ-UBND;{:02}/{:02}/2025;Ấp Ví Dụ;{};{}",
            3 + n % 3,
            n % 90 + 1,
            n % 28 + 1,
            n % 12 + 1,
            p.commune,
            p.province
        );
    }
    out
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let url = format!("sqlite:{}", dir.path().join("ocop.db").display());
    let cx = Cx::open(&url, &dir.path().join("files").display().to_string(), Config::default()).await?;
    ocop_app::area::load_if_empty(&cx).await?;
    let rows: Vec<ocop_store::product::Alias> = cx
        .db()
        .all(
            "SELECT c.full_name AS code, p.full_name AS kind, NULL AS source FROM area c JOIN area p \
             ON p.level = 'province' AND p.code = c.province_code AND p.valid_from <= $1 AND p.valid_to IS NULL \
             WHERE c.level = 'commune' AND c.valid_from <= $1 AND c.valid_to IS NULL ORDER BY c.code",
            args!["2026-01-01"],
        )
        .await?;
    let places: Vec<Place> = rows.into_iter().map(|r| Place { commune: r.code, province: r.kind }).collect();
    let bytes = list(&places).into_bytes();
    if let Some(path) = std::env::args().skip(1).find(|a| !a.starts_with('-')) {
        std::fs::write(&path, bytes)?;
        println!("{path}: {ROWS} rows");
        return Ok(());
    }
    let began = Instant::now();
    let report = stage(&cx, Stage { file_name: "bench.csv".into(), bytes, dry_run: false }).await?;
    println!("read      {:>6} ms  {:?}", began.elapsed().as_millis(), report.counts);
    let batch = report.batch.ok_or("no batch")?;
    let began = Instant::now();
    let done = apply(&cx, Apply { batch_id: batch.clone(), leave_out_errors: true }).await?;
    println!("brought in {:>5} ms  {done:?}", began.elapsed().as_millis());
    let began = Instant::now();
    let Undone::Done(n) = undo(&cx, &batch).await? else { return Err("not undone".into()) };
    println!("undone    {:>6} ms  {n} products", began.elapsed().as_millis());
    Ok(())
}
