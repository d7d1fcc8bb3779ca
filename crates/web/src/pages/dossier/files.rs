//! Files on their way out: evidence and the printed forms.

use crate::download::{self, How};
use crate::prelude::*;
use ocop_app::dossier;

pub async fn evidence(
    visit: Visit,
    Path((id, evidence)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let file = dossier::file(&visit.cx, &id, &evidence).await?;
    Ok(download::kept(file))
}

pub async fn form01(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form01_pdf(&visit.cx, &id).await?;
    Ok(download::pdf("mau-so-01.pdf", bytes))
}

pub async fn form02(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form02_pdf(&visit.cx, &id).await?;
    Ok(download::pdf("mau-so-02.pdf", bytes))
}

pub async fn form03(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form03_pdf(&visit.cx, &id).await?;
    Ok(download::pdf("mau-so-03.pdf", bytes))
}

pub async fn form01_docx(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form01_docx(&visit.cx, &id).await?;
    Ok(download::docx("mau-so-01.docx", bytes))
}

pub async fn form02_docx(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form02_docx(&visit.cx, &id).await?;
    Ok(download::docx("mau-so-02.docx", bytes))
}

pub async fn form03_docx(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form03_docx(&visit.cx, &id).await?;
    Ok(download::docx("mau-so-03.docx", bytes))
}

/// The commune's letter to the producer.
pub async fn letter(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::letter_pdf(&visit.cx, &id).await?;
    Ok(download::pdf("cong-van.pdf", bytes))
}

pub async fn letter_docx(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::letter_docx(&visit.cx, &id).await?;
    Ok(download::docx("cong-van.docx", bytes))
}

/// One submission as it was sealed, to be proved anywhere with `ocop dossier check`.
pub async fn package(visit: Visit, Path((id, attempt)): Path<(String, i64)>) -> Result<Response, Failure> {
    let archive = dossier::sealed_package(&visit.cx, &id, attempt).await?;
    Ok(download::file(How::Attachment, "application/zip", &archive.name, archive.bytes))
}

pub async fn labels(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::sample_labels(&visit.cx, &id).await?;
    Ok(download::pdf("nhan-san-pham-mau.pdf", bytes))
}
