use super::access::matter;
use crate::upload::{self, Upload};
use crate::{Cx, Error};

/// Begins an upload for a visit to the dossier's place, for those who may write the visit down.
pub async fn begin_upload(cx: &Cx, dossier: &str, name: &str, size: i64) -> Result<Upload, Error> {
    matter(cx, cx.db(), dossier).await?.writing(cx)?;
    upload::begin(cx, name, size).await
}
