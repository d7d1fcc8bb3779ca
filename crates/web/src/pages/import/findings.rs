//! The remarks on a list as a file, to mend the list by.

use crate::cli::import::{sentence, severity};
use crate::download::{self, How};
use crate::prelude::*;
use ocop_app::import;

/// `/imports/{id}/findings.csv`: every remark with its row and column, as a list to mend the file by.
pub async fn findings(visit: Visit, Path(id): Path<String>) -> Reply {
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
    out.push_str(&line(&heads.map(|h| page.say(h))));
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
    let name = format!("findings-{}.csv", batch.id);
    Ok(download::file(How::Attachment, "text/csv; charset=utf-8", &name, out))
}

/// A line of a CSV that a spreadsheet opens as it is: what would begin a formula begins with an apostrophe.
fn line(cells: &[String]) -> String {
    let cell = |text: &String| {
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    format!("{}\r\n", cells.iter().map(cell).collect::<Vec<_>>().join(";"))
}
