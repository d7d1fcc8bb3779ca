//! What anyone reads of stars that come from lists: their source in words, a code that is no certificate's number.

use super::words::{SourceLine, source_of};
use crate::i18n::Lang;
use crate::page::Page;
use crate::state::AppState;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use ocop_app::import::{self, Apply, Stage};
use ocop_app::{Config, Cx};
use ocop_domain::recognition::Trust;
use tower::ServiceExt;

struct Answer {
    status: StatusCode,
    to: String,
    body: String,
}

async fn get(state: &AppState, path: &str) -> Answer {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = crate::server::router(state.clone()).oneshot(request).await.unwrap();
    let status = answer.status();
    let to = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let body = to_bytes(answer.into_body(), 32 << 20).await.unwrap();
    Answer { status, to, body: String::from_utf8(body.to_vec()).unwrap() }
}

const LIST: &str = "id,name,subject,category,stars,decision,issuer,issued,new_commune_code,trust,source\n\
     L-1,Mắm ruốc mẫu,HTX Ven Kênh,Thực phẩm,3,1187/QĐ-UBND,UBND Thành phố,2025-06-20,27259,government_site,https://ocop.example/ds?x=1\n\
     L-2,Chả cá mẫu,HTX Ven Kênh,,4,,,2025-06-20,27259,provincial_newspaper,Báo Mẫu\n";

async fn with_list(dir: &std::path::Path) -> AppState {
    let database = format!("sqlite:{}", dir.join("ocop.db").display());
    let cx = Cx::open(&database, dir.join("files").to_str().unwrap(), Config::default()).await.unwrap();
    ocop_app::area::load_if_empty(&cx).await.unwrap();
    let cmd = Stage { file_name: "ds.csv".into(), bytes: LIST.as_bytes().into(), dry_run: false };
    let batch = import::stage(&cx, cmd).await.unwrap().batch.unwrap();
    import::apply(&cx, Apply { batch_id: batch, leave_out_errors: false }).await.unwrap();
    AppState::new(cx)
}

#[tokio::test]
async fn what_was_read_from_a_list_says_so_everywhere() {
    let dir = tempfile::tempdir().unwrap();
    let state = with_list(dir.path()).await;
    let list: serde_json::Value = serde_json::from_str(&get(&state, "/api/v1/products").await.body).unwrap();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    for item in items {
        assert!(item["certificate"].is_null(), "{item}");
        let code = item["lookup"].as_str().unwrap();
        assert!(code.starts_with("TC-"), "{item}");
        let press = item["name"] == "Chả cá mẫu";
        let (basis, source) = if press {
            ("Theo báo chí, chưa đối chiếu.", "Nguồn: Báo Mẫu")
        } else {
            ("Theo danh sách cơ quan nhà nước công bố.", "Nguồn: <a href=\"https://ocop.example/ds?x=1\"")
        };
        let product = format!("/products/{}", item["id"].as_str().unwrap());
        for path in [product.clone(), format!("/v/{code}")] {
            let page = get(&state, &path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.body.contains(basis), "{path}: {basis}");
            assert!(page.body.contains(source), "{path}: {source}");
            assert!(page.body.contains("Sổ chưa có số giấy chứng nhận của lần công nhận này."), "{path}");
            assert!(!page.body.contains("đã được xác nhận"), "{path}");
            assert!(!page.body.contains(&format!("Giấy chứng nhận {code}")), "{path}");
            assert!(!page.body.contains("certificationIdentification"), "{path}");
            assert_eq!(page.body.contains("hasCertification"), !press && path == product, "{path}");
        }
        let one = get(&state, &format!("/api/v1/certificates/{code}")).await;
        let one: serde_json::Value = serde_json::from_str(&one.body).unwrap();
        assert_eq!(one["lookup"], code);
        assert!(one["certificate"].is_null());
        assert_eq!(one["trust"], if press { "press" } else { "published" });
        // Written in another way it leads to the same page, in the language asked for.
        let typed = code.to_lowercase().replace('-', "%20");
        let led = get(&state, &format!("/v/{typed}?lang=en")).await;
        assert_eq!((led.status, led.to), (StatusCode::SEE_OTHER, format!("/v/{code}?lang=en")));
    }
    let home = get(&state, "/").await.body;
    assert!(home.contains("sector=none") && home.contains("Chưa rõ ngành"), "the rest is a row");
    assert!(get(&state, "/products?sector=none").await.body.contains("Chả cá mẫu"));
}

#[tokio::test]
async fn a_wrong_shape_is_an_error_of_form_and_a_number_that_is_missing_a_warning() {
    let dir = tempfile::tempdir().unwrap();
    let state = with_list(dir.path()).await;
    let form = get(&state, "/v").await;
    assert!(form.status == StatusCode::OK && form.body.contains("inputmode=\"numeric\""));
    for typed in ["abc", "79-2026-0001"] {
        let led = get(&state, &format!("/v?number={typed}")).await;
        assert_eq!((led.status, led.to.as_str()), (StatusCode::SEE_OTHER, format!("/v/{typed}").as_str()));
        let page = get(&state, &led.to).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.body.contains("Số gồm 11 chữ số, ví dụ 79-2026-00042"), "{typed}");
        assert!(!page.body.contains("class=\"verdict"), "{typed} is accused");
    }
    assert_eq!(get(&state, "/v?number=%E2%80%93").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (typed, written) in [
        ("79202600001", "79-2026-00001"),
        ("79%E2%80%932026%E2%80%9300001", "79-2026-00001"),
        ("S%E1%BB%91+79+2026+00001.", "79-2026-00001"),
        ("https%3A%2F%2Focop.example%2Fv%2F79-2026-00001", "79-2026-00001"),
    ] {
        assert_eq!(get(&state, &format!("/v?number={typed}")).await.to, format!("/v/{written}"), "{typed}");
    }
    let missing = get(&state, "/v/79-2026-00001").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(
        missing.body.contains("verdict--bad")
            && missing.body.contains("Sở Nông nghiệp và Môi trường Thành phố Hồ Chí Minh")
    );
    // The number of a paper of older days is not accused.
    let led = get(&state, "/v?number=123%2FGCN-UBND").await.to;
    let older = get(&state, &led).await;
    assert_eq!(older.status, StatusCode::NOT_FOUND, "{led}");
    assert!(older.body.contains("verdict--wait"));
    assert_eq!(get(&state, "/api/v1/certificates/abc").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(get(&state, "/api/v1/certificates/79-2026-00001").await.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_source_is_a_link_only_where_it_is_an_address() {
    let page = Page::new(Lang::Vi, "/");
    let line = |text: &str, href: &str| SourceLine { text: text.into(), href: href.into() };
    assert_eq!(source_of(&page, Some("https://a.vn/b?c")), line("a.vn", "https://a.vn/b?c"));
    assert_eq!(source_of(&page, Some("https://a.vn/x ; https://b.vn")), line("a.vn", "https://a.vn/x"));
    let repository = line("github.com/mau/ocop", "https://github.com/mau/ocop");
    assert_eq!(source_of(&page, Some("github:mau/ocop@15780d6 src/data.ts")), repository);
    for text in ["Báo Mẫu", "javascript:alert(1)"] {
        assert_eq!(source_of(&page, Some(text)), line(text, ""), "{text}");
    }
    assert_eq!(source_of(&page, None).text, "danh sách đã nhập, không ghi nguồn");
}

#[test]
fn every_trust_has_its_words() {
    for trust in Trust::ALL {
        for lang in [Lang::Vi, Lang::En] {
            let key = format!("portal.basis.{}", trust.as_str());
            assert!(crate::i18n::has(lang, &key), "{key}");
        }
    }
}

/// The sign inside a verdict's shape is drawn in a colour of its own; without it the shape is a blob.
#[test]
fn the_sign_of_a_verdict_is_seen() {
    let css = include_str!("../../../../../assets/src/css/portal.css");
    for tone in ["good", "wait", "bad"] {
        assert!(css.contains(&format!(".verdict--{tone} {{ --tag-bg: var(--{tone}-bg);")), "{tone}");
    }
    assert!(css.contains(".verdict { --tag-bg: var(--quiet-bg);"));
}

#[tokio::test]
async fn what_only_the_producer_says_stands_apart_from_what_was_recognised() {
    let dir = tempfile::tempdir().unwrap();
    let state = with_list(dir.path()).await;
    let sql = "UPDATE product SET name = 'Tên tự đặt', set_id = 'QD26-04', specification = 'Chai tự ghi', \
               brand_place = 'Nơi tự ghi' WHERE name = 'Mắm ruốc mẫu'";
    assert_eq!(state.cx.db().exec(sql, vec![]).await.unwrap(), 1);
    state
        .cx
        .db()
        .exec("UPDATE producer SET name = 'HTX Đổi Tên', address = 'Đường tự ghi'", vec![])
        .await
        .unwrap();
    let list: serde_json::Value = serde_json::from_str(&get(&state, "/api/v1/products").await.body).unwrap();
    let item =
        list["items"].as_array().unwrap().iter().find(|i| i["name"] == "Mắm ruốc mẫu").unwrap().clone();
    assert_eq!(item["producer"], "HTX Ven Kênh");
    let id = item["id"].as_str().unwrap();
    let one: serde_json::Value =
        serde_json::from_str(&get(&state, &format!("/api/v1/products/{id}")).await.body).unwrap();
    assert_eq!((&one["name"], &one["producer"]), (&"Mắm ruốc mẫu".into(), &"HTX Ven Kênh".into()));
    assert_eq!((&one["name_today"], &one["producer_today"]), (&"Tên tự đặt".into(), &"HTX Đổi Tên".into()));
    let page = get(&state, &format!("/products/{id}")).await.body;
    assert!(page.contains("<h1>Mắm ruốc mẫu</h1>"), "the heading is the recognised name");
    let (facts, own) = page.split_once("Chủ thể giới thiệu, chưa được cơ quan xác nhận").unwrap();
    for word in ["Tên tự đặt", "HTX Đổi Tên", "Chai tự ghi", "Nơi tự ghi"] {
        assert!(!facts.contains(word) && own.contains(word), "{word}");
    }
    assert!(facts.contains("HTX Ven Kênh"));
    assert!(get(&state, "/products").await.body.contains("Mắm ruốc mẫu"));
}
