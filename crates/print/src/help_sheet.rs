//! The two sheets a producer signs when the ward fills in for them: the consent, and the confirmation of what was filled
//! in. The second carries the short code of its content, so that a signature belongs to that content alone.

use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Imprint, Signature, qr_svg};

/// A sheet for the producer to sign.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HelpSheet {
    pub imprint: Imprint,
    pub title: String,
    /// What stands under the title.
    pub about: String,
    pub opening: Vec<String>,
    pub facts: Vec<SheetFact>,
    /// The content that is confirmed; none on a consent.
    pub mark: Option<ContentMark>,
    /// What the producer says by signing, numbered in print.
    pub statements: Vec<String>,
    pub left: Signature,
    pub right: Signature,
}

/// A line of the sheet; an empty value leaves dots to write on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SheetFact {
    pub label: String,
    pub value: String,
}

/// The short code of a content, and the page where it is compared.
#[derive(Clone, Debug, Serialize)]
pub struct ContentMark {
    short: String,
    url: String,
    qr: String,
}

impl ContentMark {
    pub fn new(short: &str, url: &str) -> Result<ContentMark, Error> {
        Ok(ContentMark { short: short.to_owned(), url: url.to_owned(), qr: qr_svg(url)? })
    }
}

paper!(HelpSheet, "help_sheet.typ");

/// Prints the sheet.
pub fn help_sheet(paper: &HelpSheet) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
