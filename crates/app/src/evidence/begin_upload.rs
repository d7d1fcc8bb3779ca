use super::access::library;
use crate::prelude::*;
use crate::upload::{self, Upload};

/// Announce a file for a producer's library.
#[derive(Debug, Clone, Default)]
pub struct BeginUpload {
    pub producer_id: String,
    pub name: String,
    pub size: i64,
}

/// Begins an upload, for those who may keep the producer's papers.
pub async fn begin_upload(cx: &Cx, cmd: BeginUpload) -> Result<Upload, Error> {
    library(cx, cx.db(), &cmd.producer_id, Act::EvidenceKeep).await?;
    upload::begin(cx, &cmd.name, cmd.size).await
}
