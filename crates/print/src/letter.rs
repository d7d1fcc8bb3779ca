//! Công văn, an office's letter, after mẫu 1.5 of Nghị định 30/2020/NĐ-CP: who writes, "V/v" under the number, to whom,
//! the matter in paragraphs, who else gets it, who signs.

use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Foot, Heading, Imprint, Reference, Signature};

/// A letter as the office drafts it; number, date and signer stay open until it is issued.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Letter {
    pub imprint: Imprint,
    pub foot: Foot,
    pub heading: Heading,
    pub reference: Reference,
    /// What follows "V/v".
    pub about: String,
    /// What follows "Kính gửi:".
    pub to: String,
    /// The last one gets "./." at its end.
    pub paragraphs: Vec<String>,
    /// Nơi nhận, one line each, without dash and mark.
    pub recipients: Vec<String>,
    pub signature: Signature,
}

paper!(Letter, "letter.typ");

/// Prints a letter.
pub fn letter(paper: &Letter) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
