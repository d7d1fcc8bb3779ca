use crate::stress::{house, text};
use axum::http::StatusCode;
use ocop_app::Error;
use ocop_app::job::{Job, Runner};

/// A job that panics and work that never ends well stand on the administrator's page with their error; run again and
/// dropped from there, with an entry in the journal each.
#[tokio::test]
async fn the_administrator_sees_what_failed_and_runs_it_again() {
    let house = house("http://127.0.0.1:8080", true).await;
    let cx = &house.cx;
    let admin = house.someone("administrator").await;
    let empty = text(house.ask(&admin, "GET", "/admin/jobs?lang=en", &[]).await).await;
    assert!(empty.contains("No jobs yet") || empty.contains("Chưa có việc nào"), "{empty}");

    let jobs = vec![
        Job::once("product.pictures", |_| async { panic!("the picture has no edge") as Result<(), Error> }),
        Job::rows("mail.send", |cx| async move { ocop_app::mail::deliver(&cx).await }),
    ];
    let runner = Runner::new(cx.clone(), jobs).unwrap();
    runner.prepare().await.unwrap();
    runner.run_due().await.unwrap();
    let page = text(house.ask(&admin, "GET", "/admin/jobs", &[]).await).await;
    assert!(page.contains("the picture has no edge"), "{page}");
    assert!(page.contains("Ghi lại ảnh sản phẩm cũ") && page.contains("data-label"), "{page}");

    let entered = ocop_store::job::enqueue(cx.db(), "work", "export.list", "k1", "{}", cx.now_ms()).await;
    assert!(entered.unwrap());
    cx.db().exec("UPDATE job SET state = 'dead', attempts = 10 WHERE key = 'k1'", vec![]).await.unwrap();
    let rows = ocop_store::job::list(cx.db(), 10).await.unwrap();
    let id = |kind: &str| rows.iter().find(|r| r.kind == kind).unwrap().id.clone();
    let post = async |path: String| house.ask(&admin, "POST", &path, &[("csrf", &admin.csrf)]).await.status();
    assert_eq!(post(format!("/admin/jobs/{}/again", id("product.pictures"))).await, StatusCode::SEE_OTHER);
    assert_eq!(post(format!("/admin/jobs/{}/drop", id("mail.send"))).await, StatusCode::CONFLICT);
    assert_eq!(post(format!("/admin/jobs/{}/drop", id("export.list"))).await, StatusCode::SEE_OTHER);
    let told = "SELECT COUNT(*) AS n FROM journal WHERE act IN ('job.again', 'job.drop')";
    assert_eq!(cx.db().number(told, vec![]).await.unwrap(), 2);
    let officer = house.someone("ministry_office").await;
    assert_eq!(house.ask(&officer, "GET", "/admin/jobs", &[]).await.status(), StatusCode::FORBIDDEN);
}
