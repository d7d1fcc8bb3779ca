//! A list costs few statements, however many rows it has: each is a way to the database and back.

use crate::import_register::{applied, count, staged};
use crate::stars::exec;
use crate::support::*;
use ocop_app::import::{self, Apply, Choose, Stage, Undone};

fn rows(n: usize, stars: u8, decision: &str, day: &str) -> Vec<String> {
    (1..=n)
        .map(|i| format!("Trà số {i};HTX Hai;{stars};{decision}/QĐ-UBND;{day};Phường Xóm Chiếu;HCM"))
        .collect()
}

/// Statements of bringing in, and of undoing, a later list that gives a further star to each of so many products.
async fn later_list(w: &World, n: usize) -> (u64, u64) {
    let cx = &w.cx;
    let first = rows(n, 3, "55", "01/06/2021");
    let first = staged(cx, &first.iter().map(String::as_str).collect::<Vec<_>>()).await;
    applied(cx, &first).await;
    let later = rows(n, 4, "99", "20/05/2024");
    let later = staged(cx, &later.iter().map(String::as_str).collect::<Vec<_>>()).await;
    exec(w, "UPDATE catalogue SET folded = 'cũ', name_lower = 'cũ'", vec![]).await;
    let before = cx.store.statements();
    let cmd = Apply { batch_id: later.batch.clone().unwrap(), leave_out_errors: false };
    let done = import::apply(cx, cmd).await.unwrap();
    let apply = cx.store.statements() - before;
    assert_eq!((done.products, done.recognitions), (0, n as i64));
    let fresh = count(cx, "catalogue WHERE folded LIKE '% htx hai %' AND name_lower LIKE 'trà số %'").await;
    assert_eq!(fresh, n as i64, "every product touched is in the catalogue as it is now");
    let before = cx.store.statements();
    assert_eq!(import::undo(cx, later.batch.as_deref().unwrap()).await.unwrap(), Undone::Done(0));
    let undo = cx.store.statements() - before;
    assert_eq!(count(cx, "catalogue").await, n as i64);
    assert_eq!(import::undo(cx, first.batch.as_deref().unwrap()).await.unwrap(), Undone::Done(n as i64));
    whole(cx).await;
    (apply, undo)
}

#[tokio::test]
async fn a_later_list_costs_as_many_statements_for_forty_products_as_for_ten() {
    on_each_engine(async |w| {
        let few = later_list(&w, 10).await;
        let many = later_list(&w, 40).await;
        println!("{}: (apply, undo) of 10 rows {few:?}, of 40 rows {many:?}", w.engine);
        // A statement writes forty rows; what the journal keeps goes in pieces of its own.
        assert!(many.0 <= few.0 + 10, "{}: {few:?} {many:?}", w.engine);
        assert!(many.1 <= few.1 + 10, "{}: {few:?} {many:?}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn the_catalogue_is_written_anew_with_few_statements() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let list = rows(40, 3, "55", "01/06/2021");
        let list: Vec<&str> = list.iter().map(String::as_str).collect();
        applied(cx, &staged(cx, &list).await).await;
        let ids: Vec<ocop_store::product::Alias> = cx
            .db()
            .all(
                "SELECT id AS code, '' AS kind, CAST(NULL AS TEXT) AS source FROM product ORDER BY id",
                vec![],
            )
            .await
            .unwrap();
        let ids: Vec<String> = ids.into_iter().map(|r| r.code).collect();
        let used = async |products: &[String]| {
            let before = cx.store.statements();
            ocop_store::portal::refresh_many(cx.db(), products).await.unwrap();
            cx.store.statements() - before
        };
        let (one, all) = (used(&ids[..1]).await, used(&ids).await);
        println!("{}: catalogue of 1 product {one}, of 40 products {all} statements", w.engine);
        assert_eq!(one, all, "{}", w.engine);
    })
    .await;
}

/// Two numbers of one certificate, two rows that contradict each other, and places not named: one answer settles all.
#[tokio::test]
async fn one_answer_reads_the_list_once() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let head = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh;Số GCN";
        let rows = [
            "Mắm;HTX Hai;3;7/QĐ-UBND;01/06/2025;Phường Không Có;HCM;12/GCN-UBND",
            "Mắm;HTX Hai;4;7/QĐ-UBND;01/06/2025;Phường Không Có;HCM;12/GCN-UBND",
            "Khô cá;HTX Một;3;7/QĐ-UBND;01/06/2025;Phường Không Có;HCM;12/GCN-UBND",
        ];
        let bytes = format!("{head}\n{}\n", rows.join("\n")).into_bytes();
        let report =
            import::stage(cx, Stage { file_name: "l.csv".into(), bytes, dry_run: false }).await.unwrap();
        assert_eq!(report.counts.waiting, 3, "{:?}", report.findings);
        let batch = report.batch.unwrap();
        let answer = |is_right: bool, number: &str| Choose {
            batch_id: batch.clone(),
            row: 2,
            commune_id: XOM_CHIEU.into(),
            is_right,
            number: number.into(),
            ..Choose::default()
        };
        let before = cx.store.statements();
        let chosen = import::choose(cx, answer(true, "keep")).await.unwrap();
        let used = cx.store.statements() - before;
        println!("{}: one answer to three questions {used} statements", w.engine);
        assert_eq!((chosen.rows, chosen.open), (3, false), "{}", w.engine);
        let view = import::show(cx, &batch, "", 1).await.unwrap();
        let now: Vec<_> =
            view.rows.iter().map(|r| (r.action.as_str(), r.data.certificate_no.is_some())).collect();
        // Where no commune is named, the names of places are not read at all.
        let before = cx.store.statements();
        let again = import::choose(cx, answer(false, "")).await.unwrap();
        let with_place = cx.store.statements() - before;
        let none = Choose { commune_id: String::new(), producer: "HTX Hai".into(), ..answer(false, "") };
        let before = cx.store.statements();
        import::choose(cx, none).await.unwrap();
        let without = cx.store.statements() - before;
        println!("{}: an answer with a place {with_place} statements, without {without}", w.engine);
        assert!(!again.open && without < with_place, "{}: {without} {with_place}", w.engine);
        // What was left out stays so, and the number stays with the row it was said to be of.
        assert_eq!(now, [("new", true), ("duplicate", true), ("new", false)], "{}", w.engine);
        whole(cx).await;
    })
    .await;
}
