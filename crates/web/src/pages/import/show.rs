//! The page of a staged list: its rows, narrowed, and how far the work behind it is.

use super::row::{Shown, shown};
use crate::prelude::*;
use axum::http::header;
use ocop_app::import::{self, Action, BatchView, Only, PAGE};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "import/show.html")]
pub(super) struct Show {
    pub page: Page,
    form: Form,
    view: BatchView,
    filters: Vec<Choice>,
    remarks: Vec<Choice>,
    pager: Pager,
    rows: Vec<Shown>,
    /// The communes of each province in which a row waits: (id of the list, names).
    lists: Vec<(String, Vec<String>)>,
    pub blocked: Vec<String>,
    progress: String,
    /// Rows done and rows in all, while the work goes on in this program.
    far: Option<(usize, usize)>,
    failure: String,
}

/// `/imports/{id}`: the staged rows, narrowed by `only`.
pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let form = query.form();
    let only = Only { action: query.get("only").into(), code: query.get("remark").into() };
    Ok(Html(filled(&visit, &id, only, query.page(), form).await?).into_response())
}

/// How far the work behind the page is, for the page's script.
pub async fn state(visit: Visit, Path(id): Path<String>) -> Reply {
    let view = import::show(&visit.cx, &id, "", 1).await?;
    let page = visit.page("import.title");
    let (done, total) = import::how_far(&id).unwrap_or_default();
    let words = progress(&page, &view);
    let body = serde_json::json!({"making": view.working, "done": done, "total": total, "words": words});
    Ok(([(header::CACHE_CONTROL, "private, no-store")], axum::Json(body)).into_response())
}

pub(super) async fn refused(visit: &Visit, id: &str, only: &str, form: Form) -> Reply {
    again(filled(visit, id, only, 1, form).await?)
}

pub(super) async fn filled(
    visit: &Visit,
    id: &str,
    only: impl Into<Only>,
    number: i64,
    mut form: Form,
) -> Result<Show, Failure> {
    let only = only.into();
    let view = import::show(&visit.cx, id, only.clone(), number).await?;
    let page = visit.page_titled(view.batch.file_name.clone()).under("/imports", "import.title");
    form.set("only", &only.action);
    form.set("remark", &only.code);
    let names = ["findings"].into_iter().chain(Action::ALL.map(Action::as_str));
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
    page.say(&key)
}

fn progress(page: &Page, view: &BatchView) -> String {
    let reading = view.batch.task.as_deref() != Some("apply");
    // Until the rows are counted there is no figure to tell.
    let Some((done, total)) = import::how_far(&view.batch.id).filter(|(_, total)| *total > 0) else {
        let words = page.t(if reading { "import.reading" } else { "import.applying" });
        let again = view.batch.task_until.filter(|_| view.working).map(|until| {
            let at = jiff::Timestamp::from_millisecond(until).unwrap_or_default();
            let time = at.to_zoned(ocop_app::clock::vietnam()).strftime("%H:%M").to_string();
            page.tf("import.again_from", &[("time", &time)])
        });
        return [Some(words), again].into_iter().flatten().collect::<Vec<_>>().join(" ");
    };
    let number = |n: usize| page.number(i64::try_from(n).unwrap_or(i64::MAX));
    // A list is gone through twice: understood, then compared.
    let (done, total) = if reading { (done / 2, total / 2) } else { (done, total) };
    say!(
        page,
        if reading { "import.reading_far" } else { "import.applying_far" },
        done = number(done),
        total = number(total)
    )
}

impl Show {
    /// How far the work is, once its rows are counted.
    fn counted(&self) -> Option<(usize, usize)> {
        self.far.filter(|(_, total)| *total > 0)
    }

    fn tone(&self, action: &Action) -> &'static str {
        match action {
            Action::Applied | Action::New => "good",
            Action::Waiting => "wait",
            Action::Error => "bad",
            Action::Changed | Action::Duplicate => "info",
            Action::Unchanged | Action::Undone => "quiet",
        }
    }

    fn apply_text(&self) -> String {
        let c = &self.view.counts;
        let n = [c.new, c.waiting, c.errors].map(|n| self.page.number(n));
        say!(
            self.page,
            "import.apply_text",
            new = n[0].as_str(),
            waiting = n[1].as_str(),
            errors = n[2].as_str()
        )
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
