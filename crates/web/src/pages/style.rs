//! `/style`: every token and component in one place, alive, in both languages.

use crate::prelude::*;
use axum::http::Uri;
use serde_json::json;

use crate::csrf::Csrf;
use crate::i18n::Lang;
use crate::motif::{Motif, motif};
use crate::page::{Nav, SignedIn};
use crate::view::{Bar, Card, StarSpan, Stat, Task, json_block};
use ocop_domain::criteria::{Law, sets_of};

/// A criterion of the live sheet: code, name, and its options with their points.
type Criterion = (&'static str, &'static str, Vec<(i64, &'static str)>);

#[derive(Template)]
#[template(path = "style.html")]
struct Style {
    page: Page,
    colours: &'static [&'static str],
    statuses: &'static [(&'static str, &'static str)],
    form: Form,
    clean: Form,
    kinds: Vec<Choice>,
    marks: Vec<Choice>,
    answers: Vec<Answer>,
    tasks: Vec<Task>,
    stats: Vec<Stat>,
    cards: Vec<Card>,
    /// The sets with their drawings.
    motifs: Vec<(String, Motif)>,
    spans: Vec<StarSpan>,
    bars: Vec<Bar>,
    pager: Pager,
    criteria: Vec<Criterion>,
    score_set: String,
}

pub async fn show(uri: Uri) -> impl IntoResponse {
    let lang = if uri.query().is_some_and(|q| q.contains("lang=en")) { Lang::En } else { Lang::Vi };
    let mut page = Page::new(lang, uri.path_and_query().map_or("/style", |p| p.as_str())).crumb("/", "OCOP");
    page.title = page.say("style.title");
    page.demo = true;
    page.csrf = Csrf::new("sample", String::new());
    page.account = Some(SignedIn {
        key: String::new(),
        name: "Nguyễn Thị Hường".into(),
        role_label: page.say("style.sample.role"),
        unread: 2,
    });
    let link = |href: &str, key: &str| Link::new(href, page.t(key));
    let work = vec![link("/dossiers", "dossier.title"), link("/style", "style.title")];
    page.nav = Nav { work, open: vec![link("/products", "product.title")] };
    Html(Style {
        colours: &[
            "paper",
            "sheet",
            "sheet-2",
            "ink",
            "text",
            "text-quiet",
            "line",
            "accent",
            "star",
            "good",
            "wait",
            "info",
            "bad",
        ],
        statuses: crate::status::KEYS,
        form: refused(&page),
        clean: Form::new(),
        kinds: kinds(&page),
        marks: marks(&page),
        answers: answers(&page),
        tasks: tasks(&page),
        stats: stats(&page),
        cards: cards(),
        motifs: motifs(&page),
        spans: spans(&page),
        bars: bars(),
        pager: Pager { page: 6, size: 20, total: 1_234, base: "/style?stars=4".into() },
        criteria: criteria(),
        score_set: score_set(),
        page,
    })
}

fn refused(page: &Page) -> Form {
    let mut form = Form::new();
    form.set("name", "Mắm cá lóc đồng Lấp Vò").set("founded", "31/02/2019").set("kind", "cooperative");
    form.set_all("mark", ["vietgap".to_owned()]);
    form.fail("founded", page.t("style.sample.bad_date")).fail("tax", page.t("style.sample.no_tax"));
    form
}

fn kinds(page: &Page) -> Vec<Choice> {
    let more = page.t("style.sample.household_hint");
    vec![
        Choice::new("cooperative", page.t("style.sample.cooperative")),
        Choice::new("enterprise", page.t("style.sample.enterprise")),
        Choice::new("household", page.t("style.sample.household")).hint(more),
    ]
}

fn marks(page: &Page) -> Vec<Choice> {
    vec![
        Choice::new("vietgap", "VietGAP"),
        Choice::new("organic", page.t("style.sample.organic")),
        Choice::new("haccp", "HACCP"),
    ]
}

fn answers(page: &Page) -> Vec<Answer> {
    let row =
        |key: &str, value: &str| Answer { label: page.say(key), value: value.into(), href: "#forms".into() };
    vec![
        row("style.sample.product", "Mắm cá lóc đồng Lấp Vò"),
        row("style.sample.producer", "Hợp tác xã Nông nghiệp Tân Khánh"),
        row("style.sample.place", "Xã Lấp Vò, tỉnh Đồng Tháp"),
        row("style.sample.organic", ""),
    ]
}

fn tasks(page: &Page) -> Vec<Task> {
    let task = |key: &str, status: &str, href: &str| Task {
        label: page.say(key),
        hint: String::new(),
        href: href.into(),
        status: status.into(),
    };
    let mut tasks = vec![
        task("style.sample.task_product", "done", "#a"),
        task("style.sample.task_story", "doing", "#b"),
        task("style.sample.task_papers", "missing", "#c"),
        task("style.sample.task_submit", "blocked", ""),
    ];
    tasks[2].hint = page.say("style.sample.task_papers_hint");
    tasks
}

fn stats(page: &Page) -> Vec<Stat> {
    let stat = |value: i64, key: &str, note: &str| Stat {
        value: page.number(value),
        label: page.say(key),
        href: "#tables".into(),
        note: note.into(),
    };
    vec![
        stat(1_234, "style.sample.stat_products", "30/06/2026"),
        stat(87, "style.sample.stat_renewal", ""),
        stat(12, "style.sample.stat_five", ""),
        stat(4, "style.sample.stat_waiting", ""),
    ]
}

fn motifs(page: &Page) -> Vec<(String, Motif)> {
    let drawn = sets_of(Law::Qd26_2026).map(|s| (format!("{}. {}", s.number, s.name), motif(Some(s), None)));
    drawn.chain([(page.say("style.no_set"), Motif::default())]).collect()
}

fn cards() -> Vec<Card> {
    let card = |name: &str, producer: &str, place: &str, stars: i64, sector: &str, status: &str| Card {
        href: "#cards".into(),
        name: name.into(),
        producer: producer.into(),
        place: place.into(),
        stars,
        until: if status == "valid" { "30/06/2029".into() } else { "12/09/2026".into() },
        status: status.into(),
        motif: motif(None, Some(sector)),
        ..Card::default()
    };
    vec![
        card("Mắm cá lóc đồng Lấp Vò", "HTX Nông nghiệp Tân Khánh", "Xã Lấp Vò, Đồng Tháp", 4, "I", "valid"),
        card("Rượu nếp cái hoa vàng", "Cơ sở Ánh Tuyết", "Xã Phú Lộc, Ninh Bình", 3, "II", "renewal"),
        card("Cao chè vằng Định Sơn", "HTX Định Sơn", "Xã Cam Lộ, Quảng Trị", 5, "III", "valid"),
        card(
            "Chiếu cói Định Yên dệt tay khổ rộng hoa văn cổ",
            "Tổ hợp tác Định Yên",
            "Xã Định Yên, Đồng Tháp",
            3,
            "IV",
            "expired",
        ),
        card("Hoa kiểng Sa Đéc", "HTX Hoa kiểng Tân Quy Đông", "Phường Sa Đéc, Đồng Tháp", 4, "V", "valid"),
        card(
            "Du lịch cộng đồng bản Lác",
            "HTX Du lịch Mai Châu",
            "Xã Mai Châu, Phú Thọ",
            4,
            "VI",
            "withdrawn",
        ),
    ]
}

fn spans(page: &Page) -> Vec<StarSpan> {
    let span = |from: &str, until: &str, stars: i64, status: &str| StarSpan {
        from: from.into(),
        until: until.into(),
        stars,
        status: status.into(),
        note: String::new(),
        source: Some(Link::new("#timeline", "QĐ 1187/QĐ-UBND")),
    };
    let mut spans = vec![
        span("01/07/2026", "01/07/2029", 4, "valid"),
        span("20/12/2023", "01/07/2026", 3, "superseded"),
        span("15/11/2020", "15/11/2023", 3, "expired"),
    ];
    spans[2].note = page.say("style.sample.old_district");
    spans
}

fn bars() -> Vec<Bar> {
    let bar = |code: &str, label: &str, points: i64, max: i64, gates: &[(i64, i64)]| Bar {
        code: code.into(),
        label: label.into(),
        points,
        max,
        gates: gates.to_vec(),
        href: String::new(),
    };
    vec![
        bar("A", "Sản phẩm và sức mạnh của cộng đồng", 34, 40, &[]),
        bar("B", "Khả năng tiếp thị", 18, 25, &[]),
        bar("1.1", "Nguồn nguyên liệu", 4, 5, &[(3, 2), (4, 3), (5, 4)]),
        bar("5.3", "Bảo vệ môi trường trong quá trình sản xuất", 1, 5, &[(3, 1), (4, 3)]),
    ]
}

fn criteria() -> Vec<Criterion> {
    vec![
        (
            "1.1",
            "Nguồn nguyên liệu",
            vec![
                (1, "Có sử dụng nguyên liệu có nguồn gốc trong nước"),
                (3, "Từ 50% trở lên là nguyên liệu trong tỉnh"),
                (5, "Từ 75% trở lên là nguyên liệu trong tỉnh"),
            ],
        ),
        (
            "2.2",
            "Hoàn thiện bao bì, nhãn mác",
            vec![(1, "Bao bì đơn giản"), (3, "Bao bì phù hợp, nhãn đủ nội dung")],
        ),
    ]
}

fn score_set() -> String {
    json_block(&json!({
        "criteria": [{ "code": "1.1", "max": 5, "part": "A" }, { "code": "2.2", "max": 3, "part": "B" }],
        "gates": { "3": { "1.1": 1 }, "4": { "1.1": 3, "2.2": 3 }, "5": { "1.1": 5 } },
    }))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    async fn shown(uri: &str) -> String {
        let request = Request::get(uri).body(Body::empty()).unwrap();
        let answer = crate::style_router::<()>().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 200);
        String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().into()).unwrap()
    }

    #[tokio::test]
    async fn speaks_both_languages() {
        assert!(shown("/style").await.contains(r#"<html lang="vi""#));
        let english = shown("/style?lang=en").await;
        assert!(english.contains(r#"<html lang="en""#) && english.contains("4 stars"));
    }

    /// The content security policy forbids both, so nothing may rely on them.
    #[tokio::test]
    async fn has_no_styles_or_scripts_in_the_markup() {
        let html = shown("/style").await;
        for forbidden in [" style=\"", " onclick", " onchange", "<style", "<script>", "javascript:"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
    }

    #[tokio::test]
    async fn errors_are_tied_to_their_fields() {
        let html = shown("/style").await;
        assert!(html.contains(r##"<a href="#tax">"##));
        assert!(html.contains(r#"aria-describedby="founded-hint founded-error" aria-invalid="true""#));
    }
}
