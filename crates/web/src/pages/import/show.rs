use crate::cli::import::{place, sentence, severity};
use crate::failure::{Failure, redirect, redirect_with};
use crate::fields::{Fields, Query};
use crate::form::Form;
use crate::page::{Html, Page};
use crate::view::{Choice, Pager};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ocop_app::import::{self, Apply, BatchView, Choose, Only, PAGE, RowData, RowView, Undone, action};
use ocop_app::{Cx, Error, Invalid};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "import/show.html")]
struct Show {
    page: Page,
    form: Form,
    view: BatchView,
    filters: Vec<Choice>,
    remarks: Vec<Choice>,
    pager: Pager,
    rows: Vec<Shown>,
    /// The communes of each province in which a row waits: (id of the list, names).
    lists: Vec<(String, Vec<String>)>,
    blocked: Vec<String>,
    progress: String,
    /// Rows done and rows in all, while the work goes on in this program.
    far: Option<(usize, usize)>,
    failure: String,
}

/// One row with the words of its findings and what a person may choose.
struct Shown {
    row: RowView,
    findings: Vec<(&'static str, String, String, String)>,
    communes: Vec<Choice>,
    ask_commune: bool,
    ask_producer: bool,
    ask_stars: bool,
    /// The ranks that may be answered.
    ranks: Vec<u8>,
    /// Another row says otherwise of the same recognition.
    ask_right: bool,
    /// Products of the register of which one may be meant.
    products: Vec<Choice>,
    ask_product: bool,
    /// Another row gives its number of a certificate to another product.
    ask_number: bool,
    /// Id of the list of communes to type from; empty where no province is known.
    list: String,
    /// What will be published, in words.
    place: String,
    stars: String,
    issued: String,
    until: String,
    /// The decision as it was read: its number and symbol, and its day.
    decision: String,
    /// The list's own words for it, where they are others.
    decision_written: String,
}

impl Shown {
    fn asks(&self) -> bool {
        self.ask_commune
            || self.ask_producer
            || self.ask_stars
            || self.ask_right
            || self.ask_product
            || self.ask_number
    }

    /// The row as its sheet numbers it, with the sheet where the list runs over several.
    fn number(&self) -> String {
        let row = import::row_of(self.row.row);
        let sheet = &self.row.data.sheet;
        if sheet.is_empty() { row.to_string() } else { format!("{row} ({sheet})") }
    }
}

/// `/imports/{id}`: the staged rows, narrowed by `only`.
pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Result<Response, Failure> {
    let form = query.form();
    let only = Only { action: query.get("only").into(), code: query.get("remark").into() };
    Ok(Html(filled(&visit, &id, only, query.page(), form).await?).into_response())
}

/// How far the work behind the page is, for the page's script.
pub async fn state(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let view = import::show(&visit.cx, &id, "", 1).await?;
    let page = visit.page("import.title");
    let (done, total) = import::how_far(&id).unwrap_or_default();
    let words = progress(&page, &view);
    let body = serde_json::json!({"making": view.working, "done": done, "total": total, "words": words});
    Ok(([(header::CACHE_CONTROL, "private, no-store")], axum::Json(body)).into_response())
}

/// `/imports/{id}/findings.csv`: every remark with its row and column, as a list to mend the file by.
pub async fn findings(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let (batch, rows) = import::all_findings(&visit.cx, &id).await?;
    let page = visit.page("import.title");
    let heads = [
        "import.row",
        "import.column",
        "import.product",
        "import.producer",
        "import.weight",
        "import.findings",
    ];
    let mut out = String::from("\u{feff}");
    out.push_str(&line(&heads.map(|h| page.t(h).into_owned())));
    for row in &rows {
        for f in &row.findings {
            let column =
                if f.column.is_empty() { String::new() } else { format!("{} ({})", f.column, f.heading) };
            let cells = [
                f.row.to_string(),
                column,
                row.data.name.clone(),
                row.data.subject.clone(),
                severity(f, visit.cx.lang),
                sentence(f, visit.cx.lang),
            ];
            out.push_str(&line(&cells));
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"findings-{}.csv\"", batch.id)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, out).into_response())
}

/// A line of a CSV that a spreadsheet opens as it is: what would begin a formula begins with an apostrophe.
fn line(cells: &[String]) -> String {
    let cell = |text: &String| {
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    format!("{}\r\n", cells.iter().map(cell).collect::<Vec<_>>().join(";"))
}

/// Answers what a waiting row asks.
pub async fn choose(
    visit: Visit,
    Path((id, row)): Path<(String, i64)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let cmd = Choose {
        batch_id: id.clone(),
        row,
        commune_id: [fields.get("other"), fields.get("commune_id")]
            .into_iter()
            .find(|t| !t.trim().is_empty())
            .unwrap_or_default()
            .into(),
        producer: fields.get("producer").into(),
        stars: fields.get("stars").into(),
        is_right: fields.has("is_right"),
        product: fields.get("product").into(),
        number: fields.get("number").into(),
        only_this: fields.has("only_this"),
    };
    match import::choose(&visit.cx, cmd).await {
        Ok(chosen) => {
            let said = match (chosen.open, chosen.rows) {
                (true, _) => "import.chosen_open",
                (false, 1) => "import.chosen",
                _ => "import.chosen_many",
            };
            Ok(redirect_with(&format!("/imports/{id}?only=waiting"), said))
        }
        Err(Error::Invalid(i)) => {
            // The page holds a form for every waiting row: the refused field is that row's.
            let at = |field: &str| format!("{field}-{row}");
            let named = i.0.into_iter().map(|mut e| {
                e.field = at(&e.field);
                e
            });
            refused(&visit, &id, "waiting", visit.form_of(&fields, &Invalid(named.collect()))).await
        }
        Err(e) => Err(e.into()),
    }
}

pub async fn apply(visit: Visit, Path(id): Path<String>, fields: Fields) -> Result<Response, Failure> {
    let cmd = Apply { batch_id: id.clone(), leave_out_errors: fields.has("leave_out") };
    match import::begin_apply(&visit.cx, cmd).await {
        Ok(None) => Ok(redirect_with(&format!("/imports/{id}"), "import.applied")),
        Ok(Some(_)) => Ok(redirect(&format!("/imports/{id}"))),
        Err(Error::Conflict("import_has_errors")) => {
            let mut form = fields.form();
            form.fail("leave_out", visit.page("errors.conflict.import_has_errors").title);
            refused(&visit, &id, "error", form).await
        }
        Err(e) => Err(e.into()),
    }
}

pub async fn undo(visit: Visit, Path(id): Path<String>, fields: Fields) -> Result<Response, Failure> {
    if !fields.has("confirm") {
        let mut form = fields.form();
        form.fail("confirm", visit.page("errors.import_confirm").title);
        return refused(&visit, &id, "", form).await;
    }
    match import::undo(&visit.cx, &id).await? {
        Undone::Done(_) => Ok(redirect_with(&format!("/imports/{id}"), "import.undone")),
        Undone::Blocked(why) => {
            let mut body = filled(&visit, &id, "applied", 1, fields.form()).await?;
            for b in why.iter().take(50) {
                let what = body.page.t(&format!("import.what.{}", b.what));
                let reason = body.page.t(&format!("import.reason.{}", b.reason));
                let row = import::row_of(b.row).to_string();
                let named =
                    if b.name.is_empty() { what.into_owned() } else { format!("{what} “{}”", b.name) };
                let by: Vec<String> =
                    b.by.iter().map(|t| body.page.t(&format!("import.by.{t}")).into_owned()).collect();
                let reason =
                    if by.is_empty() { reason.into_owned() } else { format!("{reason} ({})", by.join(", ")) };
                let args = [("row", row.as_str()), ("what", &*named), ("reason", &*reason)];
                body.blocked.push(body.page.tf("import.blocked", &args).into_owned());
            }
            Ok((StatusCode::CONFLICT, Html(body)).into_response())
        }
    }
}

async fn refused(visit: &Visit, id: &str, only: &str, form: Form) -> Result<Response, Failure> {
    let mut body = filled(visit, id, only, 1, form).await?;
    body.page.refused = true;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(body)).into_response())
}

async fn filled(
    visit: &Visit,
    id: &str,
    only: impl Into<Only>,
    number: i64,
    mut form: Form,
) -> Result<Show, Failure> {
    let only = only.into();
    let view = import::show(&visit.cx, id, only.clone(), number).await?;
    let page = visit.page_titled(view.batch.file_name.clone());
    let page = page.crumb("/imports", visit.page("import.title").title);
    form.set("only", &only.action);
    form.set("remark", &only.code);
    let names = ["findings"].into_iter().chain(action::ALL);
    let filters = names.map(|a| Choice::new(a, page.t(&format!("import.action.{a}")))).collect();
    let mut remarks = Vec::new();
    for (code, n) in &view.notes {
        let words = in_short(&page.t(&format!("import.finding.{code}")));
        remarks.push(Choice::new(code.clone(), format!("{words} ({})", page.number(*n))));
    }
    let base = format!("/imports/{id}?only={}&remark={}", only.action, only.code);
    let pager = Pager { page: number, size: PAGE, total: view.total, base };
    let mut rows = Vec::new();
    let mut provinces = BTreeMap::new();
    for row in &view.rows {
        rows.push(shown(&visit.cx, &page, row.clone(), &mut provinces).await?);
    }
    let lists = provinces.into_iter().map(|(code, names)| (format!("communes-{code}"), names)).collect();
    let progress = progress(&page, &view);
    let far = import::how_far(id);
    let failure = match &view.batch.failure {
        Some(code) if !view.working => failed(&page, code),
        _ if view.batch.state == "reading" && !view.working => failed(&page, "import_stopped"),
        _ => String::new(),
    };
    Ok(Show {
        page,
        form,
        view,
        filters,
        remarks,
        pager,
        rows,
        lists,
        blocked: vec![],
        progress,
        far,
        failure,
    })
}

/// The sentence of a remark without what it says of one row: `“…” không phải ngày`.
fn in_short(sentence: &str) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("%{") {
        out.push_str(before);
        out.push('…');
        rest = after.split_once('}').map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    let first = out.split(". ").next().unwrap_or_default().trim().to_owned();
    if first.chars().count() > 90 {
        format!("{}…", first.chars().take(89).collect::<String>())
    } else {
        first
    }
}

/// What stopped a work behind the page.
fn failed(page: &Page, code: &str) -> String {
    let conflict = ["busy", "stale", "duplicate", "import_undone", "import_has_errors"].contains(&code);
    let key = if conflict { format!("errors.conflict.{code}") } else { format!("errors.{code}") };
    page.t(&key).into_owned()
}

fn progress(page: &Page, view: &BatchView) -> String {
    let reading = view.batch.task.as_deref() != Some("apply");
    // Until the rows are counted there is no figure to tell.
    let Some((done, total)) = import::how_far(&view.batch.id).filter(|(_, total)| *total > 0) else {
        return page.t(if reading { "import.reading" } else { "import.applying" }).into_owned();
    };
    let number = |n: usize| page.number(i64::try_from(n).unwrap_or(i64::MAX));
    // A list is gone through twice: understood, then compared.
    let (done, total) = if reading { (done / 2, total / 2) } else { (done, total) };
    let args = [("done", &*number(done)), ("total", &*number(total))];
    page.tf(if reading { "import.reading_far" } else { "import.applying_far" }, &args).into_owned()
}

async fn shown(
    cx: &Cx,
    page: &Page,
    row: RowView,
    provinces: &mut BTreeMap<String, Vec<String>>,
) -> Result<Shown, Failure> {
    let findings = row.findings.iter().map(|f| {
        let tone = match f.severity {
            import::Severity::Error => "bad",
            import::Severity::Warning => "info",
            import::Severity::Question => "wait",
        };
        (tone, severity(f, cx.lang), place(f, cx.lang), sentence(f, cx.lang))
    });
    let findings = findings.collect();
    let waiting = row.action == action::WAITING;
    let ask_commune = waiting && row.data.commune_id.is_none();
    let ask_producer = waiting && row.data.subject.is_empty();
    let asks = |code: &str| {
        waiting && row.findings.iter().any(|f| f.code == code && f.severity == import::Severity::Question)
    };
    let ask_stars = import::ASKS_STARS.iter().any(|code| asks(code));
    // Where only it is asked whether the star stands, its rank is the list's.
    let rank = row.data.stars.filter(|_| !asks("stars_unclear"));
    let ranks = rank.map_or_else(|| vec![3, 4, 5], |n| vec![n]);
    let ask_right = asks("recognitions_contradict");
    let ask_product = import::ASKS_PRODUCT.iter().any(|code| asks(code));
    let ask_number = asks("certificate_twice");
    let offered = row.data.products.iter().map(|p| Choice::new(p.id.clone(), p.name.clone()));
    let none = Choice::new(import::APART, page.t("import.product_apart"));
    let products: Vec<Choice> = offered.chain([none]).collect();
    let communes: Vec<Choice> = row
        .data
        .candidates
        .iter()
        .map(|c| Choice::new(c.id.clone(), format!("{} ({})", c.name, c.code)))
        .collect();
    let mut list = String::new();
    if let (true, true, Some(province)) = (ask_commune, communes.is_empty(), &row.data.province_code) {
        if !provinces.contains_key(province) {
            let found = import::rows_to_choose(cx, province).await?;
            provinces.insert(province.clone(), found.into_iter().map(|c| c.full_name).collect());
        }
        list = format!("communes-{province}");
    }
    let d = &row.data;
    let place = [d.commune_name.as_str(), d.province_name.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|t| !t.is_empty()).collect();
    // What is entered without recognition has no day of one.
    let recognised = !d.unrecognised;
    let stars = d.stars.filter(|_| recognised).map(|n| page.star_word(i64::from(n)).to_string());
    let day = |text: &Option<String>| {
        text.as_deref().and_then(|t| t.parse::<jiff::civil::Date>().ok()).map(|d| page.date(d))
    };
    let (place, stars) = (place.join(", "), stars.unwrap_or_default());
    let (issued, until) = match recognised {
        true => (
            day(&d.issued_on).unwrap_or_else(|| d.issued_text.clone()),
            day(&d.expires_on).unwrap_or_default(),
        ),
        false => Default::default(),
    };
    let decision = decision(page, d);
    let decision_written =
        if same_words(&decision, &d.decision) { String::new() } else { d.decision.clone() };
    Ok(Shown {
        row,
        findings,
        communes,
        ask_commune,
        ask_producer,
        ask_stars,
        ranks,
        ask_right,
        products,
        ask_product,
        ask_number,
        list,
        place,
        stars,
        issued,
        until,
        decision,
        decision_written,
    })
}

/// `901/QĐ-UBND ngày 15/03/2025`, or with its year alone: what is entered for the decision.
fn decision(page: &Page, d: &RowData) -> String {
    let Some(number) = &d.decision_number else { return String::new() };
    let day = d.issued_on.as_deref().and_then(|t| t.parse::<jiff::civil::Date>().ok());
    let year = d.year.map(|y| y.to_string());
    match (day, year) {
        (Some(day), _) => {
            page.tf("import.decision_of_day", &[("number", number), ("day", &page.date(day))]).into()
        }
        (None, Some(year)) => {
            page.tf("import.decision_of_year", &[("number", number), ("year", &year)]).into()
        }
        (None, None) => number.clone(),
    }
}

/// Do both say the same, but for blanks, case and the words around the number?
fn same_words(read: &str, written: &str) -> bool {
    let plain =
        |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (read, written) = (plain(read), plain(written));
    written.is_empty() || (!read.is_empty() && read.starts_with(&written))
}

/// The Vietnamese day of a stored instant.
pub(super) fn day(page: &Page, ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    page.date(ocop_app::clock::day_of(at))
}

impl Show {
    /// How far the work is, once its rows are counted.
    fn counted(&self) -> Option<(usize, usize)> {
        self.far.filter(|(_, total)| *total > 0)
    }

    fn tone(&self, action: &str) -> &'static str {
        match action {
            action::APPLIED | action::NEW => "good",
            action::WAITING => "wait",
            action::ERROR => "bad",
            action::CHANGED | action::DUPLICATE => "info",
            _ => "quiet",
        }
    }

    fn apply_text(&self) -> String {
        let c = &self.view.counts;
        let n = [c.new, c.waiting, c.errors].map(|n| self.page.number(n));
        let args = [("new", n[0].as_str()), ("waiting", n[1].as_str()), ("errors", n[2].as_str())];
        self.page.tf("import.apply_text", &args).into_owned()
    }

    /// What was written, or taken back, and what was left; none before the list was applied.
    fn summary(&self) -> Vec<String> {
        let (m, c) = (&self.view.made, &self.view.counts);
        let undone = self.view.batch.state == "undone";
        if self.view.working || !(undone || self.view.batch.state == "applied") {
            return vec![];
        }
        let say = |key: &str, figures: &[(&str, i64)]| {
            let figures: Vec<(&str, String)> =
                figures.iter().map(|(name, n)| (*name, self.page.number(*n))).collect();
            let args: Vec<(&str, &str)> = figures.iter().map(|(name, n)| (*name, n.as_str())).collect();
            self.page.tf(key, &args).into_owned()
        };
        let made = [
            ("products", m.products),
            ("producers", m.producers),
            ("decisions", m.decisions),
            ("recognitions", m.recognitions),
        ];
        let mut out =
            vec![say(if undone { "import.summary.undone" } else { "import.summary.applied" }, &made)];
        if m.further > 0 {
            let key = if undone { "import.summary.further_undone" } else { "import.summary.further" };
            out.push(say(key, &[("further", m.further)]));
        }
        let left = [
            ("unchanged", c.unchanged),
            ("changed", c.changed),
            ("duplicate", c.duplicate),
            ("waiting", c.waiting),
            ("errors", c.errors),
        ];
        if left.iter().any(|(_, n)| *n > 0) {
            let key = if undone { "import.summary.left_undone" } else { "import.summary.left" };
            out.push(say(key, &left));
        }
        out
    }

    fn can_apply(&self) -> bool {
        let free = !self.view.working && !matches!(self.view.batch.state.as_str(), "undone" | "reading");
        free && self.view.counts.new > 0
    }

    fn can_undo(&self) -> bool {
        !self.view.working && self.view.batch.state == "applied" && self.view.counts.applied > 0
    }
}
