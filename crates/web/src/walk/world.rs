//! The world that is walked: the demo, in which a dossier waits at every stage, with an account for every role, and
//! beside them people of the same roles elsewhere, to whom nothing of it belongs. It is made once for all tests of a run.

use super::crawl::{self, Seen};
use super::page::Form;
use super::table;
use crate::state::AppState;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::civil::{Date, date};
use ocop_app::account::{PostForm, add, session};
use ocop_app::clock::SetClock;
use ocop_app::producer::{ProducerForm, register};
use ocop_app::{Config, Cx, MailTo, demo, startup};
use ocop_domain::account::Actor;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A province and a commune (its code, its id) in which nothing of the demo lies.
const ELSEWHERE: (&str, &str, &str) = ("04", "01273", "c01273@2025-07-01");

/// What waits in the demo hangs on the day it is made on, so that the walk has a day of its own.
const TODAY: Date = date(2026, 11, 30);

/// A browser of one person: the cookie, and the token the session's forms carry.
#[derive(Clone, Default, Debug)]
pub(super) struct Person {
    pub name: String,
    cookie: String,
    csrf: String,
}

/// What came back.
pub(super) struct Answer {
    pub status: StatusCode,
    pub location: String,
    /// Empty where a file came back.
    pub page: String,
}

impl Answer {
    pub fn to_the_door(&self) -> bool {
        self.status == StatusCode::SEE_OTHER && self.location.starts_with("/sign-in")
    }
}

/// The service over one database, with the people who have accounts in it.
pub(super) struct House {
    router: Router,
    cx: Cx,
    pub people: BTreeMap<String, Person>,
    pub foreign: BTreeMap<String, Person>,
    dir: tempfile::TempDir,
}

/// The house, and what every person of it came to see.
pub(super) struct World {
    runtime: Runtime,
    pub routes: Vec<(String, String)>,
    pub house: House,
    pub seen: Vec<Seen>,
}

impl World {
    pub fn block_on<T>(&self, asking: impl Future<Output = T>) -> T {
        self.runtime.block_on(asking)
    }

    pub fn route_of(&self, method: &str, address: &str) -> &str {
        table::of(&self.routes, method, address).unwrap_or_else(|| panic!("no route for {method} {address}"))
    }
}

pub(super) fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let routes = table::routes();
        let house = runtime.block_on(House::seeded());
        let seen = runtime.block_on(crawl::everybody(&house, &routes));
        World { runtime, routes, house, seen }
    })
}

async fn open(dir: &Path) -> Cx {
    let database = format!("sqlite:{}", dir.join("ocop.db").display());
    let config = Config { demo: true, mail: MailTo::Directory(dir.join("mail")), ..Config::default() };
    let cx = Cx::open(&database, dir.join("files").to_str().unwrap(), config).await.unwrap();
    Cx { clock: Arc::new(SetClock::at(TODAY, 12)), ..cx }
}

fn router(cx: &Cx) -> Router {
    crate::server::router(AppState::new(cx.as_actor(Actor::Public)))
}

impl House {
    async fn seeded() -> House {
        let dir = tempfile::tempdir().unwrap();
        let cx = open(dir.path()).await;
        startup::prepare(&cx).await.unwrap();
        let mut people = BTreeMap::new();
        for (email, ..) in demo::cast() {
            let account = ocop_store::account::by_email(cx.db(), email).await.unwrap().unwrap();
            let name = email.split('@').next().unwrap();
            people.insert(name.to_owned(), Person::of(&cx, name, &account.id).await);
        }
        let foreign = elsewhere(&cx).await;
        House { router: router(&cx), cx, people, foreign, dir }
    }

    /// The same house over a copy of everything, for what is not to be seen by the other tests.
    pub async fn copy(&self) -> House {
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path();
        let sql = format!("VACUUM INTO '{}'", to.join("ocop.db").display());
        self.cx.db().exec(&sql, vec![]).await.unwrap();
        copy_folder(self.dir.path(), to);
        let cx = open(to).await;
        House { router: router(&cx), cx, people: self.people.clone(), foreign: self.foreign.clone(), dir }
    }

    pub async fn get(&self, who: &Person, address: &str) -> Answer {
        self.send(who, "GET", address, "text/plain", Vec::new()).await
    }

    /// Sends a form as a browser does of which nothing is filled in. What the page put in itself goes with it, and the
    /// button that is pressed.
    pub async fn send_empty(&self, who: &Person, form: &Form, button: &Option<(String, String)>) -> Answer {
        let token = |(name, value): &(String, String)| {
            let value = if name == "csrf" { who.csrf.clone() } else { value.clone() };
            (name.clone(), value)
        };
        let mut fields: Vec<(String, String)> = form.hidden.iter().map(token).collect();
        fields.extend(form.texts.iter().map(|name| (name.clone(), String::new())));
        fields.extend(button.clone());
        self.send_form(who, form, fields, "").await
    }

    /// Sends a form from the page `from` with what is filled in, and no files.
    pub async fn send_form(
        &self,
        who: &Person,
        form: &Form,
        fields: Vec<(String, String)>,
        from: &str,
    ) -> Answer {
        if !form.multipart {
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let kind = "application/x-www-form-urlencoded";
            return self.send_from(who, "POST", (&form.action, from), kind, body.into()).await;
        }
        let mut body = String::new();
        for (name, value) in fields {
            body.push_str(&format!(
                "--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        for name in &form.files {
            let head = format!("content-disposition: form-data; name=\"{name}\"; filename=\"\"");
            body.push_str(&format!("--x\r\n{head}\r\ncontent-type: application/octet-stream\r\n\r\n\r\n"));
        }
        body.push_str("--x--\r\n");
        let kind = "multipart/form-data; boundary=x";
        self.send_from(who, "POST", (&form.action, from), kind, body.into()).await
    }

    pub async fn send(&self, who: &Person, method: &str, address: &str, kind: &str, body: Vec<u8>) -> Answer {
        self.send_from(who, method, (address, ""), kind, body).await
    }

    async fn send_from(
        &self,
        who: &Person,
        method: &str,
        (address, from): (&str, &str),
        kind: &str,
        body: Vec<u8>,
    ) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("host", "ocop.example")
            .header("cookie", &who.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("tus-resumable", "1.0.0")
            .header("referer", format!("http://ocop.example{from}"))
            .header("content-type", kind)
            .body(Body::from(body))
            .unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let header = |name| parts.headers.get(name).map_or("", |v: &header::HeaderValue| v.to_str().unwrap());
        let is_page = header(header::CONTENT_TYPE).starts_with("text/html");
        let location = header(header::LOCATION).to_owned();
        let bytes = axum::body::to_bytes(body, 64 << 20).await.unwrap();
        let page = if is_page { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
        Answer { status: parts.status, location, page }
    }
}

/// Everything in the folder that is not of the database.
fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            copy_folder(&path, &to.join(name));
        } else if !name.to_string_lossy().starts_with("ocop.db") {
            std::fs::copy(path, to.join(name)).unwrap();
        }
    }
}

impl Person {
    async fn of(cx: &Cx, name: &str, account: &str) -> Person {
        let opened = session::open(cx, account, false).await.unwrap();
        Person { name: name.into(), cookie: format!("ocop_session={}", opened.token), csrf: opened.csrf }
    }
}

/// One person for each role that reaches no farther than a province, in a province of which the demo holds nothing.
async fn elsewhere(cx: &Cx) -> BTreeMap<String, Person> {
    let (province, commune, unit) = ELSEWHERE;
    let form = ProducerForm {
        legal_form: "cooperative".into(),
        name: "Hợp tác xã Ví Dụ Nơi Khác".into(),
        tax_number: "0000000002".into(),
        representative: "Trịnh Thị Khác".into(),
        phone: "0900000009".into(),
        address: "Số 0, đường Ví Dụ".into(),
        commune_id: unit.into(),
        ..ProducerForm::default()
    };
    let producer = register(cx, form).await.unwrap();
    let mut out = BTreeMap::new();
    for (role, area) in [
        ("producer", ""),
        ("ward_officer", commune),
        ("province_office", province),
        ("leader", province),
        ("council_member", province),
        ("advisory_member", province),
    ] {
        let post = PostForm {
            role: role.into(),
            area: area.into(),
            producer: if role == "producer" { producer.clone() } else { String::new() },
            from: "01/07/2025".into(),
            ..PostForm::default()
        };
        let email = format!("{}@example.org", role.replace('_', "-"));
        let cmd = add::Add {
            name: "Người Nơi Khác".into(),
            email,
            password: "thung lung may trang 8214".into(),
            post,
        };
        let account = add::add(cx, cmd).await.unwrap();
        out.insert(role.to_owned(), Person::of(cx, role, &account).await);
    }
    out
}
