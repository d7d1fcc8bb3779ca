//! What a council member writes on a sheet not handed in belongs to that member alone. Every route the program
//! answers is asked by every post, with two different drafts lying in the database: not a byte of any answer may hang
//! on which. And whatever the posts send to every route that changes something, no sheet but one's own and no figure
//! changes.

mod packages;

use crate::state::AppState;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use ocop_app::account::sample;
use ocop_app::clock::SetClock;
use ocop_app::{Config, Cx, MailTo, startup};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;

const AUTHOR: &str = "hoidong4";
const OTHERS: [&str; 12] = [
    "", "chuthe", "xa", "hoidong1", "hoidong2", "hoidong3", "vanphong", "tuvan", "lanhdao", "bo", "kiemtra",
    "quantri",
];
const ONE: &str = "BÍ MẬT 7391";
const TWO: &str = "KÍN NHƯ BƯNG 2846";
/// The dossier that members 1 to 3 of the demo's council have handed their sheets in for.
const OPEN: &str = "Muối ớt Minh Họa";
/// How the addresses of answers end that are never the same twice: the machine's figures, a new visit's own id, the
/// journal of who opened what.
const RESTLESS: [&str; 4] = ["/metrics", "/readyz", "/visit", "/journal"];
const DRAFTS: &str = "SELECT id FROM score_sheet WHERE submitted_at IS NULL";

#[derive(Clone, PartialEq, Eq, Debug)]
struct Answer {
    status: StatusCode,
    body: Vec<u8>,
    location: String,
}

impl Answer {
    fn holds(&self, text: &str) -> bool {
        self.body.windows(text.len()).any(|w| w == text.as_bytes())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A page without the tokens of its forms, each of which is written behind another mask.
fn without_masks(body: Vec<u8>) -> Vec<u8> {
    const FIELD: &str = "name=\"csrf\" value=\"";
    let Ok(text) = std::str::from_utf8(&body) else { return body };
    let mut parts = text.split(FIELD);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('"').map_or(part, |(_, rest)| rest));
    }
    out.into_bytes()
}

/// A person's browser: the cookie and the token that person's pages carry.
#[derive(Clone, Default)]
struct Someone {
    cookie: String,
    csrf: String,
}

#[derive(Clone)]
struct Door {
    router: Router,
}

impl Door {
    async fn ask(&self, who: &Someone, method: &str, path: &str, form: &[(String, String)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "ocop.example")
            .header("cookie", &who.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf-token", &who.csrf)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let location = parts.headers.get("location").and_then(|v| v.to_str().ok()).unwrap_or_default();
        let body = without_masks(to_bytes(body, 64 * 1024 * 1024).await.unwrap().to_vec());
        let (status, location) = (parts.status, location.to_owned());
        Answer { status, body, location }
    }

    async fn get(&self, who: &Someone, path: &str) -> Answer {
        self.ask(who, "GET", path, &[]).await
    }

    async fn sign_in(&self, cx: &Cx, name: &str) -> Someone {
        if name.is_empty() {
            return Someone::default();
        }
        let form = [
            ("email".to_owned(), format!("{name}@demo.example")),
            ("password".to_owned(), sample::PASSWORD.to_owned()),
        ];
        let request = Request::builder()
            .method("POST")
            .uri("/sign-in")
            .header("host", "ocop.example")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form_urlencoded::Serializer::new(String::new()).extend_pairs(&form).finish()))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let set = answer.headers().get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
        let cookie = set.filter_map(|c| c.split(';').next()).find(|c| c.starts_with("ocop_session="));
        let cookie = cookie.unwrap_or_else(|| panic!("{name} could not sign in")).to_owned();
        let token = cookie.trim_start_matches("ocop_session=");
        let session = ocop_app::account::session::find(cx, token).await.unwrap().unwrap();
        Someone { csrf: session.csrf, cookie }
    }
}

/// The ids that come nearest to the sheet, by what stands before them in a path.
fn filled(path: &str, ids: &BTreeMap<&str, String>) -> String {
    let mut before = "";
    let parts = path.split('/').map(|part| {
        let value = match (part.find('{'), part.find('}')) {
            (Some(from), Some(to)) => {
                let id = ids.get(before).unwrap_or(&ids["dossiers"]);
                format!("{}{id}{}", &part[..from], &part[to + 1..])
            }
            _ => part.to_owned(),
        };
        before = part;
        value
    });
    parts.collect::<Vec<_>>().join("/")
}

fn first_id(text: &str, before: &str) -> Option<String> {
    let at = text.match_indices(before).map(|(at, _)| &text[at + before.len()..]);
    at.filter_map(|rest| rest.get(..36)).find(|id| id.matches('-').count() == 4).map(str::to_owned)
}

struct House {
    cx: Cx,
    door: Door,
    people: BTreeMap<&'static str, Someone>,
    ids: BTreeMap<&'static str, String>,
    routes: Vec<(String, String)>,
    _dir: tempfile::TempDir,
}

/// The demo, in which the author has begun a sheet with a reason on every line.
async fn house() -> House {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", dir.path().join("ocop.db").display());
    let mail = MailTo::Directory(dir.path().join("mail"));
    let config = Config { demo: true, mail, ..Config::default() };
    let cx = Cx::open(&database, dir.path().join("files").to_str().unwrap(), config).await.unwrap();
    startup::prepare(&cx).await.unwrap();
    // The time stands still: some pages tell the minute.
    let cx = Cx { clock: Arc::new(SetClock::at(cx.today(), 12)), ..cx };
    let state = AppState::new(cx.as_actor(ocop_domain::account::Actor::Public));
    let door = Door { router: crate::server::router(state) };
    let mut people = BTreeMap::new();
    for name in OTHERS.into_iter().chain([AUTHOR]) {
        people.insert(name, door.sign_in(&cx, name).await);
    }
    let author = &people[AUTHOR];
    let councils = door.get(author, "/councils").await.text();
    let council = first_id(&councils, "/councils/").unwrap();
    let page = door.get(author, &format!("/councils/{council}")).await.text();
    let rounds = page.match_indices("/rounds/").filter_map(|(at, _)| page.get(at + 8..at + 44));
    let mut found = None;
    for round in rounds {
        let page = door.get(author, &format!("/rounds/{round}")).await.text();
        if let Some(at) = page.find(&format!("\">{OPEN}")) {
            found = Some((round.to_owned(), page[at - 36..at].to_owned()));
        }
    }
    let (round, dossier) = found.unwrap();
    let here = format!("/rounds/{round}/dossiers/{dossier}");
    let page = door.get(author, &here).await.text();
    let mut form = vec![("csrf".into(), author.csrf.clone()), ("version".into(), "0".into())];
    form.push(("opinion".to_owned(), ONE.to_owned()));
    for name in page.split("name=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let value = match name.split('.').next().unwrap_or_default() {
            "c" => "1",
            "q" => "yes",
            "r" | "qr" => ONE,
            _ => continue,
        };
        if !form.iter().any(|(known, _)| known == name) {
            form.push((name.to_owned(), value.to_owned()));
        }
    }
    let kept = door.ask(author, "POST", &format!("{here}/draft"), &form).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    assert!(door.get(author, &here).await.holds(ONE), "the author reads his own draft");

    let chair = door.get(&people["hoidong1"], &format!("/rounds/{round}")).await.text();
    let seats: Vec<_> =
        chair.split("name=\"present\" value=\"").skip(1).map(|r| r[..36].to_owned()).collect();
    let own = ocop_app::account::session::find(&cx, author.cookie.trim_start_matches("ocop_session="));
    let account = own.await.unwrap().unwrap().account_id;
    assert!(seats.contains(&account));
    let file = door.get(&people["vanphong"], &format!("/dossiers/{dossier}")).await.text();
    let near = |before: &str| first_id(&file, before).unwrap_or_else(|| dossier.clone());
    let ids = BTreeMap::from([
        ("councils", council),
        ("rounds", round),
        ("products", near("/products/")),
        ("producers", near("/producers/")),
        ("evidence", near("/evidence/")),
        ("sheets", account.clone()),
        ("delegates", account.clone()),
        ("members", account.clone()),
        ("accounts", account),
        ("dossiers", dossier),
    ]);
    House { cx, door, people, ids, routes: crate::walk::routes(), _dir: dir }
}

impl House {
    async fn draft(&self, text: &str, option: i64) {
        for (sql, value) in [
            (format!("UPDATE score_answer SET reason = $1 WHERE sheet_id IN ({DRAFTS})"), text.into()),
            (format!("UPDATE score_answer SET option_no = $1 WHERE sheet_id IN ({DRAFTS})"), option.into()),
            (format!("UPDATE score_finding SET reason = $1 WHERE sheet_id IN ({DRAFTS})"), text.into()),
            ("UPDATE score_sheet SET opinion = $1 WHERE submitted_at IS NULL".to_owned(), text.into()),
        ] {
            assert!(self.cx.db().exec(&sql, vec![value]).await.unwrap() > 0, "{sql}");
        }
    }

    /// What every post gets from every route that only reads.
    async fn read(
        &self,
        only: Option<&[(&'static str, String)]>,
    ) -> BTreeMap<(&'static str, String), Answer> {
        let mut asking = Vec::new();
        for who in OTHERS {
            let paths: Vec<String> = match only {
                Some(only) => only.iter().filter(|(w, _)| *w == who).map(|(_, path)| path.clone()).collect(),
                None => {
                    let gets = self.routes.iter().filter(|(method, _)| method == "GET");
                    gets.map(|(_, path)| filled(path, &self.ids)).collect()
                }
            };
            let (door, someone) = (self.door.clone(), self.people[who].clone());
            asking.push(tokio::spawn(async move {
                let mut got = Vec::new();
                for path in paths {
                    got.push(((who, path.clone()), door.get(&someone, &path).await));
                }
                got
            }));
        }
        let mut out = BTreeMap::new();
        for one in asking {
            out.extend(one.await.unwrap());
        }
        out
    }

    async fn number(&self, sql: &str) -> i64 {
        self.cx.db().number(sql, vec![]).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_hangs_on_a_sheet_that_is_not_handed_in() {
    let h = house().await;
    h.draft(ONE, 1).await;
    let one = h.read(None).await;
    h.draft(TWO, 0).await;
    let two = h.read(None).await;
    for ((who, path), answer) in one.iter().chain(&two) {
        assert!(!answer.holds(ONE) && !answer.holds(TWO), "{who} reads a draft at {path}");
        assert!(answer.status.as_u16() < 500, "{who} at {path}: {}", answer.status);
    }
    // A first look changes things too (what counts as read, a paper made for the first time). So what differs is read
    // once more with the first draft: what does not hang on it stays as it was with the second.
    let differ: Vec<_> =
        one.iter().filter(|(key, answer)| two[*key] != **answer).map(|(key, _)| key.clone()).collect();
    h.draft(ONE, 1).await;
    let three = h.read(Some(&differ)).await;
    let hang = differ
        .iter()
        .filter(|key| three[*key] != two[*key] && !RESTLESS.iter().any(|end| key.1.ends_with(end)));
    let hang: Vec<_> = hang.collect();
    assert!(hang.is_empty(), "what these say hangs on the draft: {hang:?}");
    let own = format!("/rounds/{}/dossiers/{}", h.ids["rounds"], h.ids["dossiers"]);
    assert!(h.door.get(&h.people[AUTHOR], &own).await.holds(ONE), "the author's own page shows it");
    // The public's page of a verification and the chair's page of the round answer: the doors were really open.
    let ok = one.values().filter(|a| a.status == StatusCode::OK).count();
    assert!(ok > 300, "only {ok} answers were pages");
}

/// "No path, including direct calls with a valid session, sets a mean, a rank or another's sheet."
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_sent_changes_anothers_sheet_or_a_figure() {
    let h = house().await;
    let answers = "SELECT COALESCE(SUM((option_no + 2) * LENGTH(criterion) * LENGTH(sheet_id)), 0) AS n FROM score_answer";
    let sheets = "SELECT COALESCE(SUM(total), 0) * 1000 + COUNT(*) AS n FROM score_sheet WHERE submitted_at IS NOT NULL";
    let drafts =
        format!("SELECT COUNT(*) AS n FROM score_answer WHERE reason = '{ONE}' AND sheet_id IN ({DRAFTS})");
    let before = (h.number(answers).await, h.number(sheets).await, h.number(&drafts).await);
    let author = h.ids["sheets"].clone();
    let mut poison: Vec<(String, String)> = [
        ("total", "100"),
        ("mean", "99.99"),
        ("sum", "400"),
        ("members", "4"),
        ("rank", "5"),
        ("band", "5"),
        ("stars", "5"),
        ("spread", "0"),
        ("points", "5"),
        ("item", "1.1"),
        ("ballot", "1"),
        ("version", "1"),
        ("reason", "vì sao"),
        ("opinion", "đổi"),
        ("then", "submit"),
        ("c.1.1", "1"),
        ("r.1.1", "đổi"),
        ("state", "closed"),
        ("outcome", "{}"),
        ("submitted_at", "1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for name in ["account", "account_id", "member", "member_id", "sheet", "author", "by"] {
        poison.push((name.to_owned(), author.clone()));
    }
    let mut sent = 0;
    for who in OTHERS {
        let someone = &h.people[who];
        let mut form = poison.clone();
        form.push(("csrf".to_owned(), someone.csrf.clone()));
        for (method, path) in h.routes.iter().filter(|(method, _)| method != "GET") {
            // These end the session that is to go on asking.
            if path.starts_with("/sign-") || path.starts_with("/account") {
                continue;
            }
            let path = filled(path, &h.ids);
            let answer = h.door.ask(someone, method, &path, &form).await;
            assert!(answer.status.as_u16() < 500, "{who} {method} {path}: {}", answer.text());
            assert!(!answer.holds(ONE), "{who} reads a draft from {method} {path}");
            sent += 1;
        }
    }
    assert!(sent > 500, "only {sent} were sent");
    assert_eq!(before, (h.number(answers).await, h.number(sheets).await, h.number(&drafts).await));
    let wrong = "SELECT COUNT(*) AS n FROM result r WHERE r.sum <> (SELECT SUM(s.total) FROM score_sheet s \
                 WHERE s.dossier_id = r.dossier_id AND s.round_id = r.round_id AND s.ballot = r.ballot \
                 AND s.submitted_at IS NOT NULL)";
    assert_eq!(h.number(wrong).await, 0, "a result that its sheets do not come to");
}
