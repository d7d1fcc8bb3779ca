//! The protocol's headers and statuses as a client meets them, and the form that names an upload.

use super::protocol;
use crate::state::AppState;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use ocop_app::account::{PostForm, add, session};
use ocop_app::producer::ProducerForm;
use ocop_app::{Config, Cx};
use std::pin::Pin;
use std::task::{Context, Poll};
use tower::ServiceExt;

struct Room {
    state: AppState,
    producer: String,
    cookie: String,
    token: String,
    _dir: tempfile::TempDir,
}

async fn room() -> Room {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", dir.path().join("ocop.db").display());
    let files = dir.path().join("files");
    let cx = Cx::open(&database, files.to_str().unwrap(), Config::default()).await.unwrap();
    ocop_app::area::load_if_empty(&cx).await.unwrap();
    let form = ProducerForm {
        legal_form: "cooperative".into(),
        name: "Hợp tác xã Mẫu".into(),
        address: "Số 1, đường Mẫu".into(),
        commune_id: "c27259@2025-07-01".into(),
        ..ProducerForm::default()
    };
    let producer = ocop_app::producer::register(&cx, form).await.unwrap();
    let post = PostForm { role: "producer".into(), producer: producer.clone(), ..PostForm::default() };
    let cmd = add::Add {
        name: "Nguyễn Văn Mẫu".into(),
        email: "mau@example.org".into(),
        password: "ruộng bậc thang 26".into(),
        post,
    };
    let account = add::add(&cx, cmd).await.unwrap();
    let opened = session::open(&cx, &account, false).await.unwrap();
    Room {
        cookie: format!("ocop_session={}", opened.token),
        token: opened.csrf,
        state: AppState::new(cx),
        producer,
        _dir: dir,
    }
}

impl Room {
    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Response {
        let mut request = Request::builder().method(method).uri(path).header("host", "ocop.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        crate::server::router(self.state.clone()).oneshot(request.body(body).unwrap()).await.unwrap()
    }

    /// As the signed-in person's browser sends it.
    async fn own(&self, method: &str, path: &str, more: &[(&str, &str)], body: impl Into<Body>) -> Response {
        let mut headers = vec![
            ("cookie", self.cookie.as_str()),
            ("x-csrf-token", self.token.as_str()),
            ("tus-resumable", "1.0.0"),
            ("sec-fetch-site", "same-origin"),
            ("accept-language", "en"),
        ];
        headers.extend(more);
        self.ask(method, path, &headers, body.into()).await
    }

    async fn begun(&self, size: usize) -> String {
        let metadata = self.metadata("giấy.pdf");
        let size = size.to_string();
        let more = [("upload-length", size.as_str()), ("upload-metadata", metadata.as_str())];
        let answer = self.own("POST", "/uploads", &more, Body::empty()).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        header(answer.headers(), "location").to_owned()
    }

    fn metadata(&self, name: &str) -> String {
        let producer = protocol::filename(&self.producer).replace("filename", "producer");
        format!("{},{producer}", protocol::filename(name))
    }

    async fn patch(&self, path: &str, offset: &str, body: impl Into<Body>) -> Response {
        let more = [("content-type", "application/offset+octet-stream"), ("upload-offset", offset)];
        self.own("PATCH", path, &more, body).await
    }

    async fn offset(&self, path: &str) -> String {
        header(self.own("HEAD", path, &[], Body::empty()).await.headers(), "upload-offset").to_owned()
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |v| v.to_str().unwrap())
}

/// Gives what it has and then breaks, as a line does.
struct Broken(Option<Bytes>);

impl HttpBody for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(match self.0.take() {
            Some(bytes) => Ok(http_body::Frame::data(bytes)),
            None => Err(std::io::Error::other("the line broke")),
        }))
    }
}

#[tokio::test]
async fn the_protocol_is_spoken_as_it_is_written() {
    let room = room().await;
    let offer = room.ask("OPTIONS", "/uploads", &[], Body::empty()).await;
    assert_eq!(offer.status(), StatusCode::NO_CONTENT);
    let told = |name| header(offer.headers(), name);
    assert_eq!(
        [told("tus-version"), told("tus-resumable"), told("tus-extension"), told("tus-max-size")],
        ["1.0.0", "1.0.0", "creation,expiration,termination", "20971520"]
    );

    let place = room.begun(10).await;
    let found = room.own("HEAD", &place, &[], Body::empty()).await;
    assert_eq!(found.status(), StatusCode::OK);
    let told = |name| header(found.headers(), name);
    assert_eq!(
        [told("upload-offset"), told("upload-length"), told("cache-control"), told("tus-resumable")],
        ["0", "10", "no-store", "1.0.0"]
    );
    assert_eq!(protocol::metadata(told("upload-metadata")).unwrap()["filename"], "giấy.pdf");
    assert!(told("upload-expires").ends_with(" GMT"), "{}", told("upload-expires"));

    let four = room.patch(&place, "0", "abcd").await;
    assert_eq!((four.status(), header(four.headers(), "upload-offset")), (StatusCode::NO_CONTENT, "4"));
    assert!(header(four.headers(), "upload-expires").ends_with(" GMT"));
    // The same piece again, a piece from nowhere, too much.
    assert_eq!(room.patch(&place, "0", "abcd").await.status(), StatusCode::CONFLICT);
    assert_eq!(room.patch(&place, "9", "x").await.status(), StatusCode::CONFLICT);
    assert_eq!(room.patch(&place, "4", "1234567").await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(room.patch(&place, "vier", "x").await.status(), StatusCode::BAD_REQUEST);
    let plain = [("content-type", "text/plain"), ("upload-offset", "4")];
    assert_eq!(room.own("PATCH", &place, &plain, "x").await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    // Where PATCH does not get through.
    let instead = [
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", "4"),
        ("x-http-method-override", "PATCH"),
    ];
    assert_eq!(room.own("POST", &place, &instead, "ef").await.status(), StatusCode::NO_CONTENT);
    assert_eq!(room.offset(&place).await, "6");

    for other in [("tus-resumable", "0.2.2"), ("tus-resumable", "")] {
        let refused = room.ask("HEAD", &place, &[("cookie", &room.cookie), other], Body::empty()).await;
        assert_eq!(
            (refused.status(), header(refused.headers(), "tus-version")),
            (StatusCode::PRECONDITION_FAILED, "1.0.0")
        );
    }
    assert_eq!(room.own("DELETE", &place, &[], Body::empty()).await.status(), StatusCode::NO_CONTENT);
    for method in ["HEAD", "PATCH", "DELETE"] {
        let more = [("content-type", "application/offset+octet-stream"), ("upload-offset", "6")];
        let gone = room.own(method, &place, &more, Body::empty()).await;
        assert_eq!(
            (gone.status(), header(gone.headers(), "tus-resumable")),
            (StatusCode::NOT_FOUND, "1.0.0"),
            "{method}"
        );
    }
}

#[tokio::test]
async fn a_beginning_is_refused_with_a_status_that_says_why() {
    let room = room().await;
    let metadata = room.metadata("a.pdf");
    let begin = async |length: &str, metadata: &str| {
        let more = [("upload-length", length), ("upload-metadata", metadata)];
        let answer = room.own("POST", "/uploads", &more, Body::empty()).await;
        let status = answer.status();
        let text = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(text.to_vec()).unwrap())
    };
    let (status, text) = begin("20971521", &metadata).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text.contains("20 MB") && !text.contains('<'), "{text}");
    assert_eq!(begin("0", &metadata).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    for bad in ["", "-1", "many"] {
        assert_eq!(begin(bad, &metadata).await.0, StatusCode::BAD_REQUEST, "{bad}");
    }
    assert_eq!(begin("9", "filename not base64!").await.0, StatusCode::BAD_REQUEST);
    assert_eq!(begin("9", &protocol::filename("a.pdf")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_write_proves_where_it_comes_from() {
    let room = room().await;
    let place = room.begun(10).await;
    let metadata = room.metadata("a.pdf");
    let base = [
        ("tus-resumable", "1.0.0"),
        ("upload-length", "10"),
        ("upload-metadata", metadata.as_str()),
        ("upload-offset", "0"),
        ("content-type", "application/offset+octet-stream"),
    ];
    let cookie = ("cookie", room.cookie.as_str());
    let token = ("x-csrf-token", room.token.as_str());
    let cases = [
        (vec![cookie], StatusCode::FORBIDDEN),
        (vec![cookie, ("x-csrf-token", "guessed")], StatusCode::FORBIDDEN),
        (vec![cookie, token, ("sec-fetch-site", "cross-site")], StatusCode::FORBIDDEN),
        (vec![cookie, token, ("origin", "https://elsewhere.example")], StatusCode::FORBIDDEN),
        (vec![], StatusCode::UNAUTHORIZED),
    ];
    for (more, expected) in cases {
        let headers: Vec<_> = base.iter().copied().chain(more).collect();
        for (method, path) in [("POST", "/uploads"), ("PATCH", &*place), ("DELETE", &*place)] {
            let answer = room.ask(method, path, &headers, Body::from("x")).await;
            assert_eq!(answer.status(), expected, "{method} {headers:?}");
        }
    }
    assert_eq!(room.offset(&place).await, "0");
}

#[tokio::test]
async fn what_arrived_before_the_line_broke_is_kept() {
    let room = room().await;
    let place = room.begun(3 << 20).await;
    // A megabyte is confirmed on the way, the rest when the line breaks.
    let arrived = Bytes::from(vec![b'x'; (1 << 20) + 500]);
    let broken = room.patch(&place, "0", Body::new(Broken(Some(arrived)))).await;
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
    assert_eq!(room.offset(&place).await, ((1 << 20) + 500).to_string());
    assert_eq!(room.patch(&place, "0", Body::new(Broken(None))).await.status(), StatusCode::CONFLICT);
}

/// The least a PDF can be: one empty page.
const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

#[tokio::test]
async fn a_refused_form_keeps_the_file_that_has_arrived() {
    let room = room().await;
    let path = format!("/producers/{}/evidence/new", room.producer);
    let send = async |title: &str, uploads: &[&str], file: Option<&str>| {
        let mut body = String::new();
        let mut field = |name: &str, value: &str| {
            body += &format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        };
        for (name, value) in [("csrf", room.token.as_str()), ("kind", "test_report"), ("title", title)] {
            field(name, value);
        }
        for id in uploads {
            field("upload", id);
        }
        if let Some(file) = file {
            field("file\"; filename=\"giấy.pdf", file);
        }
        body += "--b--\r\n";
        let more = [("content-type", "multipart/form-data; boundary=b")];
        let answer = room.own("POST", &path, &more, body).await;
        let status = answer.status();
        let page = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(page.to_vec()).unwrap())
    };
    let offered = |page: &str| {
        let (_, rest) = page.split_once("name=\"upload\" type=\"checkbox\" value=\"")?;
        let (id, rest) = rest.split_once('"')?;
        Some((id.to_owned(), rest.trim_start().starts_with("checked")))
    };

    // Sent ahead; the title is missing.
    let place = room.begun(PDF.len()).await;
    assert_eq!(room.patch(&place, "0", PDF).await.status(), StatusCode::NO_CONTENT);
    let id = place.trim_start_matches("/uploads/");
    let (status, page) = send("", &[id], None).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(offered(&page), Some((id.to_owned(), true)));
    assert!(page.contains("giấy.pdf · 1 KB"));
    assert_eq!(send("Phiếu", &[id], None).await.0, StatusCode::SEE_OTHER);
    let (status, page) = send("Phiếu", &[id], None).await;
    assert_eq!((status, offered(&page)), (StatusCode::UNPROCESSABLE_ENTITY, None), "used up");

    // Without scripts the file came with the form; it is kept all the same.
    let (status, page) = send("", &[], Some(PDF)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (kept, ticked) = offered(&page).unwrap();
    assert!(ticked);
    assert_eq!(send("Phiếu", &[&kept], None).await.0, StatusCode::SEE_OTHER);

    // A file that was itself refused is not sent in again by itself.
    let place = room.begun(9).await;
    assert_eq!(room.patch(&place, "0", "not a PDF").await.status(), StatusCode::NO_CONTENT);
    let id = place.trim_start_matches("/uploads/");
    let (_, page) = send("Phiếu", &[id], None).await;
    assert_eq!(offered(&page), Some((id.to_owned(), false)));
    assert_eq!(offered(&send("Phiếu", &[], Some("not a PDF")).await.1), None);
}

fn token(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

async fn text(answer: Response) -> String {
    String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_form_sent_twice_leads_twice_to_the_one_thing_it_made() {
    let room = room().await;
    let path = format!("/producers/{}/products/new", room.producer);
    let page = text(room.own("GET", &path, &[], Body::empty()).await).await;
    let other = text(room.own("GET", &path, &[], Body::empty()).await).await;
    assert_ne!(token(&page), token(&other), "every form has its own token");
    assert!(!page.contains(&room.token), "and none is the session's");
    let send = async |csrf: &str, name: &str| {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("csrf", csrf), ("name", name), ("set_id", "QD26-13")])
            .finish();
        let more = [("content-type", "application/x-www-form-urlencoded")];
        let answer = room.own("POST", &path, &more, body).await;
        let place = header(answer.headers(), "location").to_owned();
        (answer.status(), place, text(answer).await)
    };
    let one = token(&page);
    let ((status, first, _), (_, second, _)) = tokio::join!(send(&one, "Kẹo Ví dụ"), send(&one, "Kẹo Ví dụ"));
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(first, second);
    // Going back and typing another name is another product; so is another form, and a script's plain token.
    assert_ne!(send(&one, "Bánh Ví dụ").await.1, first);
    assert_ne!(send(&token(&other), "Kẹo Ví dụ").await.1, first);
    assert_ne!(send(&room.token, "Kẹo Ví dụ").await.1, send(&room.token, "Kẹo Ví dụ").await.1);
    let (status, _, refused) = send(&one, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_ne!(token(&refused), one, "a form that comes back is a new one");
    assert_eq!(send(&one[1..], "Kẹo Ví dụ").await.0, StatusCode::FORBIDDEN);
}
