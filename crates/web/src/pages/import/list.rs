use crate::prelude::*;
use ocop_app::import::{self, Batch, Stage};

#[derive(Template)]
#[template(path = "import/list.html")]
struct List {
    page: Page,
    form: Form,
    /// Each with the word for its state.
    items: Vec<(Batch, &'static str)>,
    pager: Pager,
}

/// `/imports`.
pub async fn show(visit: Visit, query: Query) -> Reply {
    Ok(Html(filled(&visit, query.page(), Form::new()).await?).into_response())
}

/// Stages the list that was sent and shows what was found.
pub async fn upload(visit: Visit, upload: Upload) -> Reply {
    let upload = upload.whole()?;
    let file = upload.files.into_iter().find(|f| f.field == "file");
    let (file_name, bytes) = file.map(|f| (f.name, f.bytes.to_vec())).unwrap_or_default();
    match import::begin_stage(&visit.cx, Stage { file_name, bytes, dry_run: false }).await {
        Ok(begun) => Ok(redirect(&format!("/imports/{}", begun.batch_id))),
        Err(e) => again(filled(&visit, 1, visit.refused(&upload.fields, e)?).await?),
    }
}

async fn filled(visit: &Visit, number: i64, form: Form) -> Result<List, Failure> {
    let (items, total) = import::list(&visit.cx, number).await?;
    let pager = Pager { page: number, size: 20, total, base: "/imports".into() };
    let state = |b: Batch| {
        let state = match b.state.as_str() {
            "reading" if import::is_working(&visit.cx, &b) => "reading",
            "reading" => "stopped",
            "applied" => "applied",
            "undone" => "undone",
            _ => "staged",
        };
        (b, state)
    };
    let items = items.into_iter().map(state).collect();
    Ok(List { page: visit.page("import.title"), form, items, pager })
}

impl List {
    /// Tone of a batch's state.
    fn tone(&self, state: &str) -> &'static str {
        match state {
            "applied" => "good",
            "staged" | "reading" => "wait",
            _ => "quiet",
        }
    }
}
