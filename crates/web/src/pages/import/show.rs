use crate::cli::import::{place, sentence, severity};
use crate::failure::{Failure, redirect_with};
use crate::fields::{Fields, Query};
use crate::form::Form;
use crate::page::{Html, Page};
use crate::view::{Choice, Pager};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ocop_app::import::{self, Apply, BatchView, Choose, PAGE, RowView, Undone, action};
use ocop_app::{Cx, Error, Invalid};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "import/show.html")]
struct Show {
    page: Page,
    form: Form,
    view: BatchView,
    filters: Vec<Choice>,
    pager: Pager,
    rows: Vec<Shown>,
    blocked: Vec<String>,
}

/// One row with the words of its findings and what a person may choose.
struct Shown {
    row: RowView,
    findings: Vec<(&'static str, String, String, String)>,
    communes: Vec<Choice>,
    ask_commune: bool,
    ask_producer: bool,
}

impl Shown {
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
    Ok(Html(filled(&visit, &id, query.get("only"), query.page(), form).await?).into_response())
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
        commune_id: fields.get("commune_id").into(),
        producer: fields.get("producer").into(),
    };
    match import::choose(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/imports/{id}?only=waiting"), "import.chosen")),
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
    match import::apply(&visit.cx, cmd).await {
        Ok(_) => Ok(redirect_with(&format!("/imports/{id}"), "import.applied")),
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
                let row = b.row.to_string();
                let args = [("row", row.as_str()), ("what", &*what), ("reason", &*reason)];
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

async fn filled(visit: &Visit, id: &str, only: &str, number: i64, mut form: Form) -> Result<Show, Failure> {
    let view = import::show(&visit.cx, id, only, number).await?;
    let page = visit.page_titled(view.batch.file_name.clone());
    let page = page.crumb("/imports", visit.page("import.title").title);
    form.set("only", only);
    let names = ["findings"].into_iter().chain(action::ALL);
    let filters = names.map(|a| Choice::new(a, page.t(&format!("import.action.{a}")))).collect();
    let pager =
        Pager { page: number, size: PAGE, total: view.total, base: format!("/imports/{id}?only={only}") };
    let mut rows = Vec::new();
    let mut provinces = BTreeMap::new();
    for row in &view.rows {
        rows.push(shown(&visit.cx, row.clone(), &mut provinces).await?);
    }
    Ok(Show { page, form, view, filters, pager, rows, blocked: vec![] })
}

async fn shown(
    cx: &Cx,
    row: RowView,
    provinces: &mut BTreeMap<String, Vec<Choice>>,
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
    let mut communes: Vec<Choice> = row
        .data
        .candidates
        .iter()
        .map(|c| Choice::new(c.id.clone(), format!("{} ({})", c.name, c.code)))
        .collect();
    if let (true, true, Some(province)) = (ask_commune, communes.is_empty(), &row.data.province_code) {
        if !provinces.contains_key(province) {
            let found = import::rows_to_choose(cx, province).await?;
            let found = found.into_iter().map(|c| Choice::new(c.id, format!("{} ({})", c.full_name, c.code)));
            provinces.insert(province.clone(), found.collect());
        }
        communes = provinces.get(province).cloned().unwrap_or_default();
    }
    Ok(Shown { row, findings, communes, ask_commune, ask_producer })
}

/// The Vietnamese day of a stored instant.
pub(super) fn day(page: &Page, ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    page.date(ocop_app::clock::day_of(at))
}

impl Show {
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

    fn can_apply(&self) -> bool {
        self.view.batch.state != "undone" && self.view.counts.new > 0
    }

    fn can_undo(&self) -> bool {
        self.view.batch.state == "applied" && self.view.counts.applied > 0
    }
}
