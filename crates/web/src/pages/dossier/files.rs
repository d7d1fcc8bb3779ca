//! Files on their way out: evidence and the printed forms.

use crate::download::{self, How};
use crate::prelude::*;
use ocop_app::dossier;

pub async fn evidence(visit: Visit, Path((id, evidence)): Path<(String, String)>) -> Reply {
    let file = dossier::file(&visit.cx, &id, &evidence).await?;
    Ok(download::kept(file))
}

/// Handlers of papers that the program prints of a dossier: what sets it, as what it goes out, under which name.
macro_rules! printed {
    ($($handler:ident: $paper:ident as $kind:ident $name:literal;)+) => { $(
        pub async fn $handler(visit: Visit, Path(id): Path<String>) -> Reply {
            let bytes = dossier::$paper(&visit.cx, &id).await?;
            Ok(download::$kind($name, bytes))
        }
    )+ };
}

printed! {
    form01: form01_pdf as pdf "mau-so-01.pdf";
    form02: form02_pdf as pdf "mau-so-02.pdf";
    form03: form03_pdf as pdf "mau-so-03.pdf";
    form01_docx: form01_docx as docx "mau-so-01.docx";
    form02_docx: form02_docx as docx "mau-so-02.docx";
    form03_docx: form03_docx as docx "mau-so-03.docx";
    // The commune's letter to the producer.
    letter: letter_pdf as pdf "cong-van.pdf";
    letter_docx: letter_docx as docx "cong-van.docx";
    labels: sample_labels as pdf "nhan-san-pham-mau.pdf";
}

/// One submission as it was sealed, to be proved anywhere with `ocop dossier check`.
pub async fn package(visit: Visit, Path((id, attempt)): Path<(String, i64)>) -> Reply {
    let archive = dossier::sealed_package(&visit.cx, &id, attempt).await?;
    Ok(download::file(How::Attachment, "application/zip", &archive.name, archive.bytes))
}
