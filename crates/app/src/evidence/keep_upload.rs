use super::begin_upload::{BeginUpload, begin_upload};
use crate::paper::SentFile;
use crate::upload::{Upload, append};
use crate::{Cx, Error};

/// Keeps a file that came with a refused form, so that it need not be chosen again; none where there is no room for it.
pub async fn keep_upload(cx: &Cx, producer_id: &str, file: SentFile) -> Result<Option<Upload>, Error> {
    if file.cut || file.bytes.is_empty() {
        return Ok(None);
    }
    let size = i64::try_from(file.bytes.len()).map_err(Error::internal)?;
    let cmd = BeginUpload { producer_id: producer_id.to_owned(), name: file.name, size };
    let upload = match begin_upload(cx, cmd).await {
        Ok(upload) => upload,
        Err(Error::Invalid(_) | Error::Conflict(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let offset = append(cx, &upload.id, 0, file.bytes).await?;
    Ok(Some(Upload { offset, ..upload }))
}
