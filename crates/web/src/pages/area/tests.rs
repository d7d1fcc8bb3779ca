//! The pages over the whole register: every address answers, in both languages, with words and not with keys.

use crate::state::AppState;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use ocop_app::{Config, Cx};
use tower::ServiceExt;

async fn get(state: &AppState, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = crate::server::router(state.clone()).oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 32 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn every_address_answers() {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", dir.path().join("ocop.db").display());
    let files = dir.path().join("files");
    let cx = Cx::open(&database, files.to_str().unwrap(), Config::default()).await.unwrap();
    ocop_app::area::load_if_empty(&cx).await.unwrap();
    let state = AppState::new(cx.clone());

    let pages = [
        ("/areas", "Thành phố Hà Nội"),
        ("/areas?q=xom+chieu", "Phường Xóm Chiếu"),
        ("/areas?q=p13+q4&map=old", "Quận 4"),
        ("/areas?q=khong+co+gi", "Không tìm thấy"),
        ("/areas?old=phuong+15+quan+4", "Phường Khánh Hội"),
        ("/areas?old=thi+xa+Di+An", "Có phải bạn tìm"),
        ("/areas/27259", "Phường Xóm Chiếu"),
        ("/areas/27259?on=30/06/2025", "Phường 13"),
        ("/areas/773", "Quận 4"),
        ("/areas/48", "Hoàng Sa"),
        ("/areas/56", "Trường Sa"),
        ("/areas/unit/c27283@old", "Nhập một phần vào"),
        ("/areas/unit/p79@old", "Quận 1"),
        ("/areas/unit/c25270@2026-04-30", "237/NQ-UBTVQH16"),
    ];
    for (path, words) in pages {
        for lang in ["vi", "en"] {
            let join = if path.contains('?') { '&' } else { '?' };
            let (status, body) = get(&state, &format!("{path}{join}lang={lang}")).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(!body.contains(">area.") && !body.contains("%{"), "{path} shows a key");
            assert_eq!(body.matches("<h1").count(), 1, "{path}");
            if lang == "vi" {
                assert!(body.contains(words), "{path}");
            }
        }
    }
    assert_eq!(get(&state, "/areas/99999").await.0, StatusCode::NOT_FOUND);
    assert_eq!(get(&state, "/areas/27259?on=31/02/2025").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(get(&state, "/areas/unit/c27259@old/correct").await.0, StatusCode::SEE_OTHER);

    let (_, api) = get(&state, "/api/v1/areas/27259?on=2025-06-30").await;
    let told = crate::cli::area::resolve(&cx, "27259", Some(jiff::civil::date(2025, 6, 30)), true).await;
    let told = told.map_err(|f| f.1).unwrap();
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(json(&api), json(&told), "the API and the command line say the same");
    let (_, found) = get(&state, "/api/v1/areas?q=xom+chieu&size=5").await;
    assert_eq!(json(&found)["items"][0]["code"], "27259");

    let split = crate::cli::area::resolve(&cx, "27283", None, false).await.map_err(|f| f.1).unwrap();
    for words in ["Phường Khánh Hội", "một phần", "Phường Vĩnh Hội", "phần còn lại", "30/06/2025"]
    {
        assert!(split.contains(words), "{words} is not in {split}");
    }
    let unknown = crate::cli::area::resolve(&cx, "99999", None, false).await.map_err(|f| f.1).unwrap_err();
    assert!(unknown.contains("99999") && !unknown.contains('\n'));
}
