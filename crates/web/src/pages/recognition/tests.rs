//! The form that corrects what a list said of a star, as an office's browser meets it.

use crate::state::AppState;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use ocop_app::account::{PostForm, add, session};
use ocop_app::import::{self, Apply, Stage};
use ocop_app::recognition::{Which, decisions};
use ocop_app::{Config, Cx};
use ocop_domain::account::Actor;
use tower::ServiceExt;

const LIST: &str = "name,subject,stars,decision,issuer,issued,new_commune_code\n\
     Mắm ruốc mẫu,HTX Ven Kênh,3,1187/QĐ-UBND,UBND Thành phố,2025-06-20,27259\n";

struct Office {
    state: AppState,
    token: String,
    csrf: String,
    _dir: tempfile::TempDir,
}

struct Answer {
    status: StatusCode,
    to: String,
    flash: String,
    body: String,
}

async fn office() -> (Office, String) {
    office_of("province_office").await
}

async fn office_of(role: &str) -> (Office, String) {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", dir.path().join("ocop.db").display());
    let files = dir.path().join("files");
    // The demo asks its officials for no second factor.
    let config = Config { demo: true, ..Config::default() };
    let cx = Cx::open(&database, files.to_str().unwrap(), config).await.unwrap();
    ocop_app::area::load_if_empty(&cx).await.unwrap();
    let cmd = Stage { file_name: "ds.csv".into(), bytes: LIST.as_bytes().into(), dry_run: false };
    let batch = import::stage(&cx, cmd).await.unwrap().batch.unwrap();
    import::apply(&cx, Apply { batch_id: batch, leave_out_errors: false }).await.unwrap();
    let decision = decisions(&cx, Which::Listed, 1, 10).await.unwrap().rows.remove(0).id;
    let post = PostForm { role: role.into(), area: "79".into(), ..PostForm::default() };
    let cmd = add::Add {
        name: "Nguyễn Văn Mẫu".into(),
        email: "can-bo@example.org".into(),
        password: "ruộng bậc thang 26".into(),
        post,
    };
    let account = add::add(&cx, cmd).await.unwrap();
    let opened = session::open(&cx, &account, true).await.unwrap();
    let state = AppState::new(cx.as_actor(Actor::Public));
    (Office { state, token: opened.token, csrf: opened.csrf, _dir: dir }, decision)
}

impl Office {
    async fn ask(&self, method: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "ocop.example")
            .header("cookie", format!("ocop_session={}", self.token))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let answer = crate::server::router(self.state.clone()).oneshot(request).await.unwrap();
        let header = |name: &str| {
            let value = answer.headers().get(name).and_then(|v| v.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (status, to, flash) = (answer.status(), header("location"), header("set-cookie"));
        let body = to_bytes(answer.into_body(), 1 << 24).await.unwrap();
        Answer { status, to, flash, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn get(&self, path: &str) -> String {
        let answer = self.ask("GET", path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }
}

/// What stands behind a mark, up to the next quotation mark.
fn after<'a>(body: &'a str, mark: &str) -> &'a str {
    let (_, rest) = body.split_once(mark).unwrap_or_else(|| panic!("{mark}: {body}"));
    rest.split('"').next().unwrap()
}

#[tokio::test]
async fn what_a_list_said_of_a_star_is_corrected_on_the_page_of_its_decision() {
    let (office, decision) = office().await;
    let home = format!("/decisions/{decision}");
    let page = office.get(&home).await;
    let form = format!("{home}/stars/{}", after(&page, &format!("{home}/stars/")));
    assert!(form.ends_with("/correct"), "{form}");
    let shown = office.get(&form).await;
    assert!(shown.contains("value=\"20/06/2025\"") && shown.contains("HTX Ven Kênh"));
    let seen = after(&shown, "name=\"seen\" value=\"");
    let csrf = office.csrf.as_str();
    let typed = |stars: &'static str, issued: &'static str, reason: &'static str, seen: &str| {
        let own = [("csrf", csrf), ("stars", stars), ("issued", issued), ("expires", ""), ("reason", reason)];
        let all = own.into_iter().chain([("seen", seen)]);
        all.map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>()
    };
    let send = async |fields: Vec<(String, String)>| {
        let fields: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        office.ask("POST", &form, &fields).await
    };

    // A form that is refused keeps every word and names its fields.
    let refused = send(typed("5", "31/02/2025", "Ghi nhầm cột sao", seen)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["value=\"31/02/2025\"", "Ghi nhầm cột sao", "Không có ngày này", "Điều 4", "id=\"stars-3\""]
    {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    let mut foreign = typed("4", "20/06/2025", "Ghi nhầm", seen);
    foreign.remove(0);
    assert_eq!(send(foreign).await.status, StatusCode::FORBIDDEN, "a form without its proof");

    let done = send(typed("4", "20/06/2025", "Danh sách ghi nhầm 3 sao", seen)).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, home.as_str()), "{}", done.body);
    assert!(done.flash.contains("recognition.corrected_flash"));
    assert!(office.get(&home).await.contains("4 sao"));

    // Opened before the other's correction: the words stay, with what stands now.
    let late = send(typed("3", "21/06/2025", "Theo bản giấy", seen)).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for said in ["Mục này đã được lưu sau khi bạn mở trang", "value=\"21/06/2025\"", "Theo bản giấy"]
    {
        assert!(late.body.contains(said), "{said}: {}", late.body);
    }
    assert_ne!(after(&late.body, "name=\"seen\" value=\""), seen, "what is sent again counts");

    // The product's history tells before, after and why.
    let page = office.get(&home).await;
    let product = office.get(&format!("/register/products/{}", after(&page, "href=\"/products/"))).await;
    for said in ["Hạng sao (1187/QĐ-UBND)", "3 sao", "4 sao", "Danh sách ghi nhầm 3 sao"] {
        assert!(product.contains(said), "{said}: {product}");
    }

    // The decision itself: its number, for all its products.
    let form = format!("{home}/correct");
    assert!(page.contains(&format!("href=\"{form}\"")));
    let shown = office.get(&form).await;
    assert!(shown.contains("value=\"1187/QĐ-UBND\"") && shown.contains("value=\"20/06/2025\""));
    let fields =
        [("csrf", csrf), ("version", after(&shown, "name=\"version\" value=\"")), ("number", "1178")];
    let more = [("decided_on", "20/06/2025"), ("issuer", "UBND Thành phố"), ("reason", "Đảo chữ số")];
    let mut fields: Vec<_> = fields.into_iter().chain(more).collect();
    let refused = office.ask("POST", &form, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Ghi một số kèm ký hiệu") && refused.body.contains("Đảo chữ số"));
    fields[2].1 = "1178/QĐ-UBND";
    let done = office.ask("POST", &form, &fields).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, home.as_str()), "{}", done.body);
    assert_eq!(office.ask("POST", &form, &fields).await.status, StatusCode::CONFLICT);
    assert!(office.get(&home).await.contains("1178/QĐ-UBND"));

    let form = format!("{home}/correct");
    let stranger = Office { token: String::new(), ..office };
    let answer = stranger.ask("GET", &form, &[]).await;
    assert!(matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER), "{}", answer.status);
    assert!(!answer.body.contains("HTX Ven Kênh"));
}

/// A decision is signed as it was read: a refused form keeps the version it was made from, although the draft has another
/// one by now, so that what was not read is never signed by sending the form again.
#[tokio::test]
async fn a_refused_signature_does_not_take_up_a_version_that_was_not_read() {
    use ocop_store::recognition::{NewDecision, insert};
    let (leader, _) = office_of("leader").await;
    let new = NewDecision {
        id: "01999999-9999-7999-8999-999999999901",
        kind: ocop_domain::recognition::DecisionKind::Recognise,
        province_code: Some("79"),
        issuer: "UBND Thành phố",
        round_id: None,
        created_at: 1,
    };
    insert(leader.state.cx.db(), &new).await.unwrap();
    let home = format!("/decisions/{}", new.id);
    let page = leader.get(&home).await;
    let fresh: i64 = after(&page, "name=\"version\" value=\"").parse().unwrap();
    let read = (fresh - 1).to_string();
    let fields = [("csrf", leader.csrf.as_str()), ("version", &read), ("signer_name", "Trần Thị Mẫu")];
    let refused = leader.ask("POST", &format!("{home}/sign"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("<title>Lỗi: ") && refused.body.contains("Trần Thị Mẫu"));
    assert_eq!(after(&refused.body, "name=\"version\" value=\""), read);
}
