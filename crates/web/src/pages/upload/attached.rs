//! Uploads beside a form: the finished ones it names in its field `upload`, and what it says of them when it comes back.

use crate::fields::Upload as Sent;
use crate::prelude::*;
use ocop_app::{evidence, upload};

/// A file that has arrived already and waits for its form.
#[derive(Debug, Clone)]
pub struct Attached {
    pub id: String,
    /// "giay.pdf · 3 MB"
    pub words: String,
    pub ticked: bool,
}

/// The uploads a form names; each box left ticked sends one id.
pub fn named(fields: &Fields) -> Vec<String> {
    fields.all("upload").map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// What to show on a form: nothing on a fresh one, on a refused one what had arrived. A file that was itself refused
/// stands there unticked: as it is, it would be refused again.
pub async fn attached(visit: &Visit, page: &Page, form: &Form) -> Result<Vec<Attached>, Failure> {
    let files = upload::finished(&visit.cx, form.values("upload")).await?;
    let ticked = !form.invalid("file");
    let of = |f: upload::Upload| Attached {
        words: format!("{} · {}", f.name, page.size(f.size)),
        id: f.id,
        ticked,
    };
    Ok(files.into_iter().map(of).collect())
}

/// Keeps the files of a refused form, so that they need not be chosen and sent a second time, with or without scripts.
pub async fn keep(visit: &Visit, form: &mut Form, producer_id: &str, sent: &Sent) -> Result<(), Failure> {
    let mut ids = named(&sent.fields);
    for file in sent.files.iter().filter(|f| f.field == "file" && !form.invalid("file")) {
        if let Some(kept) = evidence::keep_upload(&visit.cx, producer_id, file.sent()).await? {
            ids.push(kept.id);
        }
    }
    form.set_all("upload", ids);
    Ok(())
}
