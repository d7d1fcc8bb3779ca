//! Signing in as a browser meets it: cookies, tokens that change, where one is led, and what the journal keeps of it.

use crate::state::AppState;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use ocop_app::account::{PostForm, add, session};
use ocop_app::{Config, Cx};
use ocop_domain::account::Actor;
use std::net::SocketAddr;
use tower::ServiceExt;

const PASSWORD: &str = "ruộng bậc thang 26";
const OFFICIAL: &str = "can-bo@example.org";

struct Room {
    state: AppState,
    _dir: tempfile::TempDir,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn location(&self) -> &str {
        self.headers.get("location").and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The session's cookie with everything said of it.
    fn cookie(&self) -> String {
        let mut set = self.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
        set.rfind(|c| c.contains("ocop_session=")).unwrap_or_default().to_owned()
    }

    fn token(&self) -> String {
        let cookie = self.cookie();
        cookie
            .split(';')
            .next()
            .and_then(|c| c.split_once('='))
            .map(|(_, t)| t.to_owned())
            .unwrap_or_default()
    }
}

async fn room(config: Config) -> Room {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", dir.path().join("ocop.db").display());
    let files = dir.path().join("files");
    let cx = Cx::open(&database, files.to_str().unwrap(), config).await.unwrap();
    ocop_app::area::load_if_empty(&cx).await.unwrap();
    Room { state: AppState::new(cx.as_actor(Actor::Public)), _dir: dir }
}

impl Room {
    fn system(&self) -> Cx {
        self.state.cx.as_actor(Actor::System)
    }

    async fn person(&self, email: &str, role: &str, area: &str) -> String {
        let post = PostForm { role: role.into(), area: area.into(), ..PostForm::default() };
        let (name, email, password) = ("Nguyễn Văn Mẫu".into(), email.into(), PASSWORD.into());
        add::add(&self.system(), add::Add { name, email, password, post }).await.unwrap()
    }

    /// As a browser behind a proxy on this machine asks.
    async fn ask(&self, method: &str, path: &str, token: &str, form: &[(&str, &str)]) -> Answer {
        let csrf = match session::find(&self.state.cx, token).await.unwrap() {
            Some(found) => found.csrf,
            None => String::new(),
        };
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .append_pair("csrf", &csrf)
            .finish();
        let name = crate::visit::session_cookie(self.state.cx.config.https());
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "ocop.example")
            .header("cookie", format!("{name}={token}"))
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "en")
            .header("x-forwarded-for", "203.0.113.5, 198.51.100.7")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000))));
        let answer = crate::server::router(self.state.clone()).oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = String::from_utf8_lossy(&to_bytes(body, 1 << 24).await.unwrap()).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn get(&self, path: &str, token: &str) -> Answer {
        self.ask("GET", path, token, &[]).await
    }

    async fn sign_in(&self, presented: &str, password: &str) -> Answer {
        self.ask("POST", "/sign-in", presented, &[("email", OFFICIAL), ("password", password)]).await
    }
}

fn proxied() -> Config {
    Config { trusted_proxies: vec!["127.0.0.1".parse().unwrap()], ..Config::default() }
}

/// The code of the moment for a secret as authenticator apps take it typed.
fn six(secret: &str) -> String {
    let bits: String = secret
        .bytes()
        .filter_map(|c| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|l| *l == c))
        .map(|v| format!("{v:05b}"))
        .collect();
    let bytes: Vec<u8> = (0..20).map(|i| u8::from_str_radix(&bits[i * 8..i * 8 + 8], 2).unwrap()).collect();
    let bytes: [u8; 20] = bytes.try_into().unwrap();
    let totp = totp_rs::Builder::new().with_secret(totp_rs::Secret::new_stack(bytes)).build().unwrap();
    totp.generate(u64::try_from(jiff_now()).unwrap()).to_string()
}

#[expect(clippy::disallowed_methods, reason = "the program under test reads the same clock")]
fn jiff_now() -> i64 {
    jiff::Timestamp::now().as_second()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map(|(found, _)| found)
        .unwrap_or_default()
}

#[tokio::test]
async fn no_page_leads_out_of_the_house() {
    let room = room(Config::default()).await;
    room.person(OFFICIAL, "ward_officer", "27259").await;
    for path in ["//evil.example/x", "///evil.example", "/%09/evil.example", "/sign-in?next=//evil.example"] {
        let page = room.get(path, "").await;
        assert!(
            !page.body.contains("href=\"//") && !page.body.contains("href=\"/\\"),
            "{path}: {}",
            page.body
        );
        assert!(
            page.body.contains("lang=en\"") || page.body.contains("lang=vi\""),
            "a page with its links: {path}"
        );
    }
    for next in ["/\t/x", "/\n/x", "/\x0b/x", "//x", "/\\x", "/%2fx", "https://x", "/%5cx"] {
        let form = [("email", OFFICIAL), ("password", PASSWORD), ("next", next)];
        let answer = room.ask("POST", "/sign-in", "", &form).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{next:?}");
    }
    for (post_only, page) in [
        ("/account/password", "/account"),
        ("/sign-out", "/"),
        ("/admin/accounts/x/post", "/admin/accounts/x"),
        ("/councils/interests/x/remove", "/councils/interests"),
    ] {
        let answer = room.get(post_only, "").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, page));
    }
}

#[tokio::test]
async fn a_token_changes_with_every_proof_and_the_old_one_is_worth_nothing() {
    let room = room(proxied()).await;
    let id = room.person(OFFICIAL, "ward_officer", "27259").await;
    let open = room.sign_in("", PASSWORD).await;
    assert_eq!(open.status, StatusCode::SEE_OTHER);
    assert!(open.cookie().contains("; Max-Age=43200;"), "12 hours for an official: {}", open.cookie());
    let first = open.token();
    let page = room.get("/account/second-factor", &first).await;
    let secret = between(&page.body, "<code>", "</code>").to_owned();
    let set = room.ask("POST", "/account/second-factor", &first, &[("code", &six(&secret))]).await;
    assert_eq!(set.location(), "/account", "{}", set.body);
    let second = set.token();
    assert!(second.len() == 64 && second != first);
    assert_eq!(room.get("/account", &first).await.location(), "/sign-in?next=%2Faccount");
    assert_eq!(room.get("/account", &second).await.status, StatusCode::OK);

    // With the password alone nothing of the account can be touched, and no other session ended.
    let half = room.sign_in("", PASSWORD).await;
    assert!(half.location().starts_with("/sign-in/code"));
    let refused = room.ask("POST", "/account/close-others", &half.token(), &[]).await;
    assert!(refused.location().starts_with("/sign-in/code"), "{}", refused.location());
    assert_eq!(room.get("/account", &second).await.status, StatusCode::OK, "the owner is still in");

    // Signing in again ends the session the browser had.
    let again = room.sign_in(&half.token(), PASSWORD).await;
    assert!(session::find(&room.state.cx, &half.token()).await.unwrap().is_none());
    assert!(session::find(&room.state.cx, &again.token()).await.unwrap().is_some());

    let form = [
        ("password_now", PASSWORD),
        ("password", "chè shan tuyết cổ"),
        ("password_again", "chè shan tuyết cổ"),
    ];
    let changed = room.ask("POST", "/account/password", &second, &form).await;
    assert_eq!(changed.location(), "/account", "{}", changed.body);
    assert_eq!(room.get("/account", &second).await.status, StatusCode::SEE_OTHER);
    let third = changed.token();
    assert_eq!(room.get("/account", &third).await.status, StatusCode::OK);

    // What is refused to a person is noted with the address the trusted proxy named.
    assert_eq!(room.get("/admin/settings", &third).await.status, StatusCode::FORBIDDEN);
    let out = room.ask("POST", "/sign-out", &third, &[("nothing_waits", "yes")]).await;
    assert_eq!(out.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert!(out.cookie().contains("; Max-Age=0;"));
    let rows = ocop_app::journal::list(&room.system(), &Default::default(), 1, 200).await.unwrap().0;
    let refused: Vec<_> = rows.iter().filter(|r| r.row.act == "access.refused").collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].row.actor, id);
    assert!(refused[0].row.diff.contains("/admin/settings") && refused[0].row.diff.contains("198.51.100.7"));
    assert!(rows.iter().any(|r| r.row.act == "account.sign_out" && r.row.diff.contains("198.51.100.7")));
    let out = room.ask("POST", "/sign-out", "", &[]).await;
    assert_eq!(out.headers["clear-site-data"], "\"cache\"", "a visit may wait on the device");
}

#[tokio::test]
async fn under_https_the_cookie_has_its_prefix_and_only_a_session_from_before_comes_without() {
    let room = room(Config { base_url: "https://ocop.example".into(), ..Config::default() }).await;
    let id = room.person(OFFICIAL, "ward_officer", "27259").await;
    let open = room.sign_in("", PASSWORD).await;
    let cookie = open.cookie();
    assert!(cookie.starts_with("__Host-ocop_session="), "{cookie}");
    for part in ["; Secure", "; Path=/", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    let plain = async |token: &str| {
        let request = Request::get("/account")
            .header("cookie", format!("ocop_session={token}"))
            .body(Body::empty())
            .unwrap();
        let answer = crate::server::router(room.state.clone()).oneshot(request).await.unwrap();
        answer.headers()["location"].to_str().unwrap().to_owned()
    };
    let old = session::open(&room.system(), &id, true).await.unwrap();
    let asked_in = "/sign-in?next=%2Faccount";
    assert_eq!(plain(&old.token).await, asked_in);
    room.system().db().exec("UPDATE session SET unprefixed = true", vec![]).await.unwrap();
    assert_eq!(plain(&old.token).await, "/account/second-factor", "opened before this version: it goes on");
}

#[tokio::test]
async fn the_first_run_opens_for_the_token_of_the_terminal() {
    let room = room(Config { first_run: Some("a".repeat(64)), ..Config::default() }).await;
    assert_eq!(room.get("/sign-in", "").await.location(), "/first-run");
    for path in ["/first-run", "/first-run?token=b"] {
        let page = room.get(path, "").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(!page.body.contains("name=\"password\""));
    }
    let token = "a".repeat(64);
    let page = room.get(&format!("/first-run?token={token}"), "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(&format!("value=\"{token}\"")));
    let mut form = vec![
        ("name", "Mẫu"),
        ("email", OFFICIAL),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
        ("token", "b"),
    ];
    assert_eq!(room.ask("POST", "/first-run", "", &form).await.status, StatusCode::NOT_FOUND);
    form.pop();
    form.push(("token", &token));
    assert_eq!(room.ask("POST", "/first-run", "", &form).await.location(), "/sign-in");
}

#[tokio::test]
async fn waiting_posts_are_shown_and_answered_by_a_second_person() {
    let room = room(Config { demo: true, ..Config::default() }).await;
    let mut tokens = Vec::new();
    for email in ["mot@example.org", "hai@example.org"] {
        let id = room.person(email, "administrator", "").await;
        tokens.push(session::open(&room.system(), &id, true).await.unwrap().token);
    }
    let form =
        [("name", "Lê Thị Lãnh Đạo"), ("email", "lanh-dao@example.org"), ("role", "leader"), ("area", "79")];
    let asked = room.ask("POST", "/admin/accounts/new", &tokens[0], &form).await;
    assert_eq!(asked.location(), "/admin/accounts", "{}", asked.body);
    let again = room.ask("POST", "/admin/accounts/new", &tokens[0], &form).await;
    assert_eq!(again.location(), asked.location(), "an address that is known is answered alike");
    let own = room.get("/admin/waiting", &tokens[0]).await;
    assert!(own.body.contains("Lê Thị Lãnh Đạo") && own.body.contains("Rút lại"), "{}", own.body);
    assert!(!own.body.contains("/confirm\""));
    let other = room.get("/admin/waiting?lang=vi", &tokens[1]).await;
    assert!(other.body.contains("Xác nhận"));
    let id = between(&other.body, "/admin/waiting/", "/confirm").to_owned();
    let by_oneself = room.ask("POST", &format!("/admin/waiting/{id}/confirm"), &tokens[0], &[]).await;
    assert_eq!(by_oneself.status, StatusCode::FORBIDDEN);
    let done = room.ask("POST", &format!("/admin/waiting/{id}/confirm"), &tokens[1], &[]).await;
    assert_eq!(done.location(), "/admin/waiting");
    assert!(room.get("/admin/waiting", &tokens[1]).await.body.contains("Không có gì chờ xác nhận"));
}

/// The least a PDF can be: one empty page.
const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

#[tokio::test]
async fn each_opening_of_a_paper_leaves_one_entry_with_account_and_address() {
    let room = room(proxied()).await;
    let form = ocop_app::producer::ProducerForm {
        legal_form: "cooperative".into(),
        name: "Hợp tác xã Mẫu".into(),
        address: "Số 1, đường Mẫu".into(),
        commune_id: "c27259@2025-07-01".into(),
        ..Default::default()
    };
    let producer = ocop_app::producer::register(&room.system(), form).await.unwrap();
    let post = PostForm { role: "producer".into(), producer: producer.clone(), ..PostForm::default() };
    let (name, email, password) = ("Trần Thị Mẫu".into(), "chu-the@example.org".into(), PASSWORD.into());
    let id = add::add(&room.system(), add::Add { name, email, password, post }).await.unwrap();
    let open = session::open(&room.system(), &id, false).await.unwrap();
    let me = session::find(&room.state.cx, &open.token).await.unwrap().unwrap();
    let paper = ocop_app::evidence::Add {
        producer_id: producer.clone(),
        particulars: ocop_app::evidence::Particulars {
            kind: "test_report".into(),
            title: "Phiếu kiểm nghiệm".into(),
            issuer: "Trung tâm Hư cấu".into(),
            issued_on: "01/02/2026".into(),
            ..Default::default()
        },
        files: vec![ocop_app::paper::SentFile { name: "a.pdf".into(), bytes: PDF.into(), cut: false }],
        ..Default::default()
    };
    let paper = ocop_app::evidence::add(&room.state.cx.as_actor(me.actor()), paper).await.unwrap();
    let path = format!("/evidence/{paper}/file");
    let opened = room.get(&path, &open.token).await;
    assert_eq!(opened.status, StatusCode::OK);
    assert_eq!(room.get(&path, "").await.status, StatusCode::SEE_OTHER, "not for the public");
    let rows = ocop_app::journal::list(&room.system(), &Default::default(), 1, 200).await.unwrap().0;
    let reads: Vec<_> = rows.iter().filter(|r| r.row.act == "access.read").collect();
    assert_eq!(reads.len(), 1);
    assert_eq!((reads[0].row.actor.as_str(), reads[0].row.subject.as_str()), (id.as_str(), id.as_str()));
    assert!(reads[0].row.diff.contains(&path) && reads[0].row.diff.contains("198.51.100.7"));

    // The producer's page names who acts for it.
    let page = room.get(&format!("/producers/{producer}"), &open.token).await;
    assert!(page.body.contains("Người thay mặt trong hệ thống") && page.body.contains("Trần Thị Mẫu"));
}
