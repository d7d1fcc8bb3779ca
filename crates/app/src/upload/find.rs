use super::{Upload, own};
use crate::{Cx, Error};

/// How far an upload has come.
pub async fn find(cx: &Cx, id: &str) -> Result<Upload, Error> {
    own(cx, cx.db(), id).await
}

/// Those of the named uploads that are whole and still there, in the order of their names given.
pub async fn finished(cx: &Cx, ids: &[String]) -> Result<Vec<Upload>, Error> {
    let mut out: Vec<Upload> = Vec::new();
    for id in ids {
        match own(cx, cx.db(), id).await {
            Ok(upload) if upload.is_finished() && out.iter().all(|u| u.id != upload.id) => out.push(upload),
            Ok(_) | Err(Error::NotFound | Error::Hidden) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(out)
}
