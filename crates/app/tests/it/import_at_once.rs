//! Two lists brought in at the same time, by two nodes or two people: what both hold is entered once.

use crate::import_register::{count, staged};
use crate::support::*;
use ocop_app::import::{self, Apply};
use ocop_store::args;

#[tokio::test]
async fn two_lists_at_once_enter_a_product_once() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let rows: Vec<String> = (1..=8)
            .map(|n| format!("Trà số {n};HTX Hai;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM"))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let (first, second) = (staged(cx, &rows).await, staged(cx, &rows[2..]).await);
        let apply = |batch: &Option<String>| Apply { batch_id: batch.clone().unwrap(), ..Apply::default() };
        let both =
            tokio::join!(import::apply(cx, apply(&first.batch)), import::apply(cx, apply(&second.batch)));
        let (one, two) = (both.0.unwrap(), both.1.unwrap());
        assert_eq!(one.products + two.products, 8, "{}", w.engine);
        assert_eq!(
            (count(cx, "product").await, count(cx, "producer").await, count(cx, "decision").await),
            (8, 1, 1),
            "{}",
            w.engine
        );
        assert_eq!(count(cx, "recognition").await, 8, "{}", w.engine);
        whole(cx).await;
    })
    .await;
}

/// A list of things the register holds already writes their journal in one go: each chain has its entries in order.
#[tokio::test]
async fn a_later_list_goes_on_with_the_chains() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let list = |number: &str, day: &str| -> Vec<String> {
            (1..=3).map(|n| format!("Trà số {n};HTX Hai;3;{number};{day};Phường Xóm Chiếu;HCM")).collect()
        };
        let mut later = list("66/QĐ-UBND", "01/06/2022");
        later.extend(list("77/QĐ-UBND", "01/06/2023"));
        for rows in [list("55/QĐ-UBND", "01/06/2021"), later] {
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let batch = staged(cx, &rows).await.batch.unwrap();
            import::apply(cx, Apply { batch_id: batch, ..Apply::default() }).await.unwrap();
        }
        assert_eq!((count(cx, "product").await, count(cx, "recognition").await), (3, 9), "{}", w.engine);
        let of_products =
            "SELECT COUNT(*) AS n FROM journal WHERE chain LIKE 'product:%' AND diff LIKE '%\"made\"%'";
        assert_eq!(cx.db().number(of_products, args![]).await.unwrap(), 9, "{}", w.engine);
        whole(cx).await;
    })
    .await;
}

/// A program that was killed while it wrote leaves its claim: a start on SQLite, which one program serves, lets go of it;
/// on a server another node may be at work, and the claim runs out.
#[tokio::test]
async fn a_start_lets_go_of_the_work_an_earlier_one_left() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let batch =
            staged(cx, &["Trà;HTX Hai;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM"]).await.batch.unwrap();
        let now = cx.now_ms();
        ocop_store::import::claim(cx.db(), &batch, "apply", now, now + 180_000).await.unwrap();
        import::let_go_of_left(cx).await.unwrap();
        let view = import::show(cx, &batch, "", 1).await.unwrap();
        let apply = import::apply(cx, Apply { batch_id: batch, ..Apply::default() }).await;
        if w.engine == "sqlite" {
            assert_eq!((view.working, view.batch.failure.as_deref()), (false, Some("import_stopped")));
            assert_eq!(apply.unwrap().products, 1);
        } else {
            assert!(view.working);
            assert!(matches!(apply, Err(ocop_app::Error::Conflict("import_busy"))));
        }
    })
    .await;
}

/// A list whose reading was killed is uploaded again; nothing is under way.
#[tokio::test]
async fn a_list_whose_reading_was_stopped_is_not_busy() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let row = "Trà;HTX Hai;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM";
        let batch = staged(cx, &[row]).await.batch.unwrap();
        let sql = "UPDATE import_batch SET state = 'reading', task = NULL, task_until = NULL";
        cx.db().exec(sql, args![]).await.unwrap();
        let apply = import::apply(cx, Apply { batch_id: batch.clone(), ..Apply::default() }).await;
        let undo = import::undo(cx, &batch).await;
        for refused in [apply.map(|_| ()), undo.map(|_| ())] {
            let stopped = matches!(refused, Err(ocop_app::Error::Conflict("import_reading_stopped")));
            assert!(stopped, "{}: {refused:?}", w.engine);
        }
    })
    .await;
}
