//! What every route answers to an address, a question or a form that cannot be read, to a database that gives no answer
//! and to a disk without room: a page or problem details in the reader's language, never a fault of the program and
//! never a word lost.

use crate::state::AppState;
use crate::walk::routes;
use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use ocop_app::account::{PostForm, add, session};
use ocop_app::{Config, Cx};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tower::ServiceExt;

#[derive(Clone, Default)]
pub(crate) struct Someone {
    pub cookie: String,
    pub csrf: String,
}

pub(crate) struct House {
    pub cx: Cx,
    pub router: Router,
    dir: tempfile::TempDir,
}

pub(crate) async fn house(base_url: &str, demo: bool) -> House {
    let dir = tempfile::tempdir().unwrap();
    let mut database = format!("sqlite:{}", dir.path().join("ocop.db").display());
    #[expect(clippy::disallowed_methods, reason = "the test run says where its PostgreSQL is")]
    if let Ok(server) = std::env::var("OCOP_TEST_POSTGRES") {
        let unique = uuid_of(dir.path());
        database = ocop_store::testing::fresh_postgres(&server, &unique).await.unwrap();
    }
    let config = Config { base_url: base_url.into(), demo, ..Config::default() };
    let cx = Cx::open(&database, dir.path().join("files").to_str().unwrap(), config).await.unwrap();
    let state = AppState::new(cx.as_actor(ocop_domain::account::Actor::Public));
    House { router: crate::server::router(state), cx, dir }
}

/// A name for a database that no other test has: the directory's own.
fn uuid_of(dir: &std::path::Path) -> String {
    let name = dir.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("ocop_web_{name}_{}", std::process::id())
}

impl House {
    pub async fn someone(&self, role: &str) -> Someone {
        let post = PostForm { role: role.into(), ..PostForm::default() };
        let email = format!("{role}@example.org");
        let password = "thung lung may trang 8214".to_owned();
        let cmd = add::Add { name: "Nguyễn Văn Mẫu".into(), email, password, post };
        let account = add::add(&self.cx, cmd).await.unwrap();
        let opened = session::open(&self.cx, &account, false).await.unwrap();
        Someone { cookie: format!("ocop_session={}", opened.token), csrf: opened.csrf }
    }

    pub async fn ask(&self, who: &Someone, method: &str, uri: &str, form: &[(&str, &str)]) -> Response {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header("host", "ocop.example")
            .header("cookie", &who.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf-token", &who.csrf)
            .header("tus-resumable", "1.0.0")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn post(&self, who: &Someone, uri: &str, kind: &str, body: Vec<u8>) -> Response {
        let request = Request::post(uri)
            .header("host", "ocop.example")
            .header("cookie", &who.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", kind)
            .body(Body::from(body))
            .unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }
}

fn kind(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).map_or("", |k| k.to_str().unwrap())
}

pub(crate) async fn text(answer: Response) -> String {
    String::from_utf8_lossy(&to_bytes(answer.into_body(), 64 << 20).await.unwrap()).into_owned()
}

fn filled(path: &str, with: &str) -> String {
    let parts = path.split('/').map(|part| match (part.find('{'), part.find('}')) {
        (Some(from), Some(to)) => format!("{}{with}{}", &part[..from], &part[to + 1..]),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Nothing is answered that the library says in English, and nothing fails inside.
async fn fits(answer: Response, what: &str, path: &str) {
    let status = answer.status();
    assert!(!status.is_server_error(), "{what}: {status} {}", text(answer).await);
    if !status.is_client_error() {
        return;
    }
    let kind = kind(answer.headers()).to_owned();
    if path.starts_with("/api/") {
        assert_eq!(kind, "application/problem+json", "{what}: {status}");
    } else if !path.starts_with("/uploads") && !path.starts_with("/static") {
        assert!(!kind.starts_with("text/plain"), "{what}: {status} {}", text(answer).await);
    }
}

#[tokio::test]
async fn no_route_fails_over_an_address_a_question_or_a_form_that_cannot_be_read() {
    let house = house("http://127.0.0.1:8080", true).await;
    let all = routes();
    assert!(all.len() > 200);
    let people =
        [Someone::default(), house.someone("administrator").await, house.someone("ministry_office").await];
    for who in &people {
        for (method, path) in &all {
            let has_part = path.contains('{');
            for wild in ["%00", "a%00b", "%ff", "x", "99999999999999999999", "-1"] {
                if !has_part {
                    break;
                }
                let uri = filled(path, wild);
                let what = format!("{method} {uri}");
                let answer = house.ask(who, method, &uri, &[("csrf", &who.csrf)]).await;
                if wild.contains("%00") || wild == "%ff" {
                    assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{what}");
                }
                fits(answer, &what, path).await;
            }
            let uri = filled(path, "x");
            for query in ["?q=%00", "?page=abc&size=-1&stars=x&on=x&ballot=x", "?q=%ff&lang=%ff"] {
                let uri = format!("{uri}{query}");
                let what = format!("{method} {uri}");
                let answer = house.ask(who, method, &uri, &[("csrf", &who.csrf)]).await;
                if query.contains("%00") {
                    assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{what}");
                }
                fits(answer, &what, path).await;
            }
            if method != "GET" {
                let what = format!("{method} {uri} with NUL in a field");
                let nul =
                    ["name", "email", "password", "reason", "q", "token", "code", "id", "version", "next"];
                let mut form: Vec<(&str, &str)> = nul.iter().map(|n| (*n, "a\0b")).collect();
                form.push(("csrf", &who.csrf));
                let answer = house.ask(who, method, &uri, &form).await;
                assert!(answer.status().is_client_error() || answer.status().is_redirection(), "{what}");
                fits(answer, &what, path).await;
            }
        }
    }
    let public =
        ["/products/%00", "/v/%00", "/api/v1/products/%00", "/api/v1/areas/%00", "/invite/%00", "/reset/%00"];
    for path in public {
        let answer = house.ask(&people[0], "GET", path, &[]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
    for (path, field) in [("/sign-in", "email"), ("/reset", "email")] {
        let answer =
            house.ask(&people[0], "POST", path, &[(field, "a\0@b.example"), ("password", "x")]).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{path}");
        assert!(text(answer).await.contains("không đọc được"), "{path}");
    }
}

#[tokio::test]
async fn numbers_of_the_interface_are_taken_as_described() {
    let house = house("http://127.0.0.1:8080", true).await;
    let nobody = Someone::default();
    for (path, most) in [("/api/v1/products", 100), ("/api/v1/areas", 200)] {
        for query in ["page=abc", "page=0", "size=0", "size=abc", &format!("size={}", most + 1)] {
            let answer = house.ask(&nobody, "GET", &format!("{path}?{query}"), &[]).await;
            assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}?{query}");
            assert_eq!(kind(answer.headers()), "application/problem+json");
        }
        let answer = house.ask(&nobody, "GET", &format!("{path}?size={most}&page=1"), &[]).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let described = text(house.ask(&nobody, "GET", "/api/openapi.json", &[]).await).await;
        let described: serde_json::Value = serde_json::from_str(&described).unwrap();
        assert!(described["paths"][path]["get"]["responses"]["422"].is_object(), "{path}");
    }
}

#[tokio::test]
async fn when_the_database_does_not_answer_nobody_is_signed_out_and_no_word_is_lost() {
    let house = house("http://127.0.0.1:8080", true).await;
    let who = house.someone("administrator").await;
    ocop_store::testing::hang_up(&house.cx.store).await.unwrap();
    let form = [("csrf", who.csrf.as_str()), ("day", "24/11/2026"), ("name", "Ngày Văn hóa \"Việt Nam\"")];
    let answer = house.ask(&who, "POST", "/admin/calendar?year=2026", &form).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers().contains_key(header::RETRY_AFTER));
    let page = text(answer).await;
    assert!(page.contains("Chưa lưu"), "{page}");
    assert!(page.contains("action=\"/admin/calendar?year=2026\""), "{page}");
    for kept in ["24/11/2026", "Ngày Văn hóa &#34;Việt Nam&#34;", who.csrf.as_str()] {
        assert!(page.contains(kept), "{kept} is gone: {page}");
    }
    let secret = [("csrf", who.csrf.as_str()), ("password", "xin moi dung thu")];
    let page = text(house.ask(&who, "POST", "/account/password", &secret).await).await;
    assert!(!page.contains("xin moi dung thu"), "a password does not come back");
    for path in ["/desk", "/account", "/products"] {
        let answer = house.ask(&who, "GET", path, &[]).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(!answer.headers().contains_key(header::LOCATION), "{path}");
    }
    let answer = house.ask(&Someone::default(), "GET", "/api/v1/products", &[]).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(kind(answer.headers()), "application/problem+json");
    let answer = house.ask(&Someone::default(), "GET", "/readyz", &[]).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(text(answer).await.contains("no answer"));
    assert_eq!(house.ask(&Someone::default(), "GET", "/healthz", &[]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn without_room_changes_are_refused_with_507_and_reading_goes_on() {
    let house = house("http://127.0.0.1:8080", true).await;
    let who = house.someone("administrator").await;
    let form = [
        ("csrf", who.csrf.as_str()),
        ("day", "24/11/2026"),
        ("kind", "off"),
        ("name", "Ngày nghỉ thử"),
        ("source", "Thử"),
    ];
    house.cx.store.space.keep_free(u64::MAX);
    let answer = house.ask(&who, "POST", "/admin/calendar", &form).await;
    assert_eq!(answer.status(), StatusCode::INSUFFICIENT_STORAGE);
    let page = text(answer).await;
    assert!(page.contains("hết chỗ") && page.contains("Ngày nghỉ thử"), "{page}");
    for path in ["/account", "/products", "/admin/calendar"] {
        assert_eq!(house.ask(&who, "GET", path, &[]).await.status(), StatusCode::OK, "{path}");
    }
    let answer = house.ask(&who, "GET", "/readyz", &[]).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(text(answer).await.contains("no room"));
    house.cx.store.space.keep_free(0);
    let answer = house.ask(&who, "POST", "/admin/calendar", &form).await;
    assert!(answer.status().is_redirection() || answer.status() == StatusCode::UNPROCESSABLE_ENTITY);
    let answer = house.ask(&who, "GET", "/readyz", &[]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(text(answer).await.contains("bytes_free"));
}

/// Điều 6, 26/2026, names the papers of a dossier: a store of files that went away is said, and none is begun in its place.
#[tokio::test]
async fn files_that_went_away_are_said_and_no_store_is_begun_anew() {
    let house = house("http://127.0.0.1:8080", true).await;
    let files = &house.cx.store.files;
    let hash = files.put(b"giay".to_vec()).await.unwrap();
    let (dir, aside) = (house.dir.path().join("files"), house.dir.path().join("aside"));
    std::fs::rename(&dir, &aside).unwrap();
    let answer = house.ask(&Someone::default(), "GET", "/readyz", &[]).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(text(answer).await.contains(r#""files":"gone""#));
    for failed in [files.get(&hash).await.map(drop), files.put(b"khac".to_vec()).await.map(drop)] {
        let error = ocop_app::Error::from(failed.unwrap_err());
        assert_eq!(crate::failure::status(&error), StatusCode::SERVICE_UNAVAILABLE, "{error}");
    }
    assert!(!dir.exists(), "nothing is made where a disk is to be mounted");
    std::fs::rename(&aside, &dir).unwrap();
    assert_eq!(house.ask(&Someone::default(), "GET", "/readyz", &[]).await.status(), StatusCode::OK);
    assert_eq!(files.get(&hash).await.unwrap(), b"giay");
    let lost = ocop_app::Error::from(files.get(&hash.replace(&hash[..4], "0000")).await.unwrap_err());
    assert_eq!(crate::failure::status(&lost), StatusCode::NOT_FOUND, "{lost}");
}

/// A body that says it is beyond all bounds is refused by its head and not waited for.
#[tokio::test]
async fn a_body_that_says_it_is_endless_is_refused_at_once() {
    let house = house("http://127.0.0.1:8080", true).await;
    let request = Request::post("/sign-in")
        .header("host", "ocop.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("content-length", "99999999999999")
        .body(Body::new(Watched(Arc::new(AtomicBool::new(false)))))
        .unwrap();
    let answer = house.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

/// What is no text in UTF-8 is refused in a form of either kind, not kept with letters lost.
#[tokio::test]
async fn bytes_that_are_no_letters_are_refused() {
    let house = house("http://127.0.0.1:8080", true).await;
    let who = house.someone("administrator").await;
    let before = "SELECT COUNT(*) AS n FROM holiday";
    let count = house.cx.db().number(before, vec![]).await.unwrap();
    for lost in ["%ED%A0%80", "%FF%FE", "%E1%BB", "a%80b"] {
        let rest = "day=24%2F11%2F2026&kind=off&source=Th%E1%BB%AD";
        let body = format!("csrf={}&{rest}&name={lost}", who.csrf);
        let answer =
            house.post(&who, "/admin/calendar", "application/x-www-form-urlencoded", body.into()).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{lost}");
        assert!(text(answer).await.contains("không đọc được"), "{lost}");
    }
    let mut body =
        format!("--x\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n", who.csrf).into_bytes();
    body.extend_from_slice(
        b"--x\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\n\xff\xfe\r\n--x--\r\n",
    );
    let answer = house.post(&who, "/imports", "multipart/form-data; boundary=x", body).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert_eq!(house.cx.db().number(before, vec![]).await.unwrap(), count);
}

/// A body that notes when a byte of it is asked for.
struct Watched(Arc<AtomicBool>);

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        self.0.store(true, Ordering::Relaxed);
        Poll::Pending
    }
}

#[tokio::test]
async fn files_of_those_not_signed_in_are_refused_before_a_byte_is_read() {
    let house = house("http://127.0.0.1:8080", true).await;
    let who = house.someone("administrator").await;
    let asked = |cookie: String, site: &'static str, accept: &'static str| {
        let read = Arc::new(AtomicBool::new(false));
        let request = Request::post("/imports")
            .header("host", "ocop.example")
            .header("cookie", cookie)
            .header("accept", accept)
            .header("sec-fetch-site", site)
            .header("content-type", "multipart/form-data; boundary=b")
            .header("content-length", "60000000")
            .body(Body::new(Watched(read.clone())))
            .unwrap();
        (read, house.router.clone().oneshot(request))
    };
    let (read, answer) = asked(String::new(), "same-origin", "text/html");
    let answer = answer.await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(!read.load(Ordering::Relaxed));
    let (read, answer) = asked(String::new(), "same-origin", "application/json");
    assert_eq!(answer.await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert!(!read.load(Ordering::Relaxed));
    let (read, answer) = asked(who.cookie.clone(), "cross-site", "text/html");
    assert_eq!(answer.await.unwrap().status(), StatusCode::FORBIDDEN);
    assert!(!read.load(Ordering::Relaxed));
    let long = "x".repeat(100_000);
    let answer = house.ask(&Someone::default(), "POST", "/sign-in", &[("email", &long)]).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn counts_are_for_the_machine_itself_and_the_parts_of_a_page_for_the_demo() {
    let house = house("https://ocop.example", false).await;
    let ask = |peer: Option<&str>, forwarded: bool| {
        let mut request = Request::get("/metrics");
        if forwarded {
            request = request.header("x-forwarded-for", "192.0.2.1");
        }
        let mut request = request.body(Body::empty()).unwrap();
        if let Some(peer) = peer {
            request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        }
        house.router.clone().oneshot(request)
    };
    for (peer, forwarded, status) in [
        (Some("127.0.0.1:4000"), false, StatusCode::OK),
        (Some("[::1]:4000"), false, StatusCode::OK),
        (Some("[::ffff:127.0.0.1]:4000"), false, StatusCode::OK),
        (Some("127.0.0.1:4000"), true, StatusCode::NOT_FOUND),
        (Some("192.0.2.1:4000"), false, StatusCode::NOT_FOUND),
        (None, false, StatusCode::NOT_FOUND),
    ] {
        assert_eq!(ask(peer, forwarded).await.unwrap().status(), status, "{peer:?} {forwarded}");
    }
    let told = text(ask(Some("127.0.0.1:4000"), false).await.unwrap()).await;
    for gauge in ["ocop_db_connections{state=\"idle\"} ", "ocop_db_transactions 0\n", "ocop_jobs_waiting 0\n"]
    {
        assert!(told.contains(gauge), "{gauge}: {told}");
    }
    assert_eq!(house.ask(&Someone::default(), "GET", "/style", &[]).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn over_tls_browsers_are_told_to_stay_there_and_every_cookie_is_secure() {
    for (base, secure) in [("https://ocop.example", true), ("http://127.0.0.1:8080", false)] {
        let house = house(base, false).await;
        let who = house.someone("administrator").await;
        let shown = Someone { cookie: format!("{}; flash=common.saved", who.cookie), ..who };
        let answer = house.ask(&shown, "GET", "/products?lang=en", &[]).await;
        let headers = answer.headers();
        assert_eq!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY), secure);
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        let set: Vec<_> = headers.get_all(header::SET_COOKIE).iter().map(|c| c.to_str().unwrap()).collect();
        assert!(set.len() >= 2, "{set:?}");
        assert!(set.iter().all(|c| c.contains("; Secure") == secure), "{set:?}");
    }
}
