//! The archive as a file: put together piece by piece straight into the files store, never whole in memory.

use super::plan::{Item, Source};
use crate::pipe::Pipe;
use crate::{Cx, Error, write_tx};
use ocop_domain::journal::{hex, sha256};
use ocop_store::council::bundles;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Under which name an archive lies in the store.
pub(super) fn name(bundle: &str) -> String {
    format!("{bundle}.zip")
}

/// The same of one of its papers.
pub(super) fn piece(bundle: &str, path: &str) -> String {
    format!("{bundle}.{}", sha256(path.as_bytes()))
}

/// Writes the archive of pieces that are all made; returns its size in bytes and its hash.
pub(super) async fn assemble(cx: &Cx, bundle: &str, items: &[Item]) -> Result<(i64, String), Error> {
    let files = &cx.store.files;
    let mut out = files.begin_made(&name(bundle)).await?;
    let pipe = Pipe::default();
    let mut zip = ZipWriter::new_stream(pipe.clone());
    // A fixed time for every entry: the archive depends on nothing but its contents.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let (mut hash, mut size, mut sums) = (Sha256::new(), 0_usize, String::new());
    for item in items {
        let bytes = match &item.source {
            Source::Kept(hash) => Some(files.get(hash).await?),
            Source::Print(..) => files.made(&piece(bundle, &item.path)).await?,
        };
        let bytes = bytes.ok_or_else(|| Error::internal(format!("{} of {bundle} is gone", item.path)))?;
        let _ = writeln!(sums, "{}  {}", sha256(&bytes), item.path);
        zip.start_file(item.path.as_str(), options).map_err(Error::internal)?;
        zip.write_all(&bytes).map_err(Error::internal)?;
        let written = pipe.take();
        hash.update(&written);
        size += written.len();
        out.write(&written).await?;
    }
    zip.start_file("SHA256SUMS", options).map_err(Error::internal)?;
    zip.write_all(sums.as_bytes()).map_err(Error::internal)?;
    zip.finish().map_err(Error::internal)?;
    let written = pipe.take();
    hash.update(&written);
    size += written.len();
    out.write(&written).await?;
    out.finish().await?;
    Ok((i64::try_from(size).map_err(Error::internal)?, hex(&hash.finalize())))
}

/// Throws the papers of an archive away, and the list of them.
pub(super) async fn drop_pieces(cx: &Cx, bundle: &str) -> Result<(), Error> {
    for p in bundles::pieces(cx.db(), bundle).await? {
        cx.store.files.drop_made(&piece(bundle, &p.path)).await?;
    }
    write_tx!(cx, |tx| { Ok(bundles::forget_pieces(&tx, bundle).await?) })
}

/// Throws an archive away whole: its file first, so that no file is left without a row.
pub(super) async fn discard(cx: &Cx, bundle: &str) -> Result<(), Error> {
    drop_pieces(cx, bundle).await?;
    cx.store.files.drop_made(&name(bundle)).await?;
    write_tx!(cx, |tx| { Ok(bundles::forget(&tx, bundle).await?) })
}
