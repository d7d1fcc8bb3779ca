//! What can go wrong on the way from a struct to a paper. Only `Stars` and `QrTooLong` can come from what a caller
//! passes in; the others mean that this crate itself is broken and carry what its maintainer needs.

/// Why a paper could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Only 3, 4 and 5 stars are certified (26/2026/QĐ-TTg, Điều 4 khoản 1).
    #[error("a certificate is for 3, 4 or 5 stars, not {0}")]
    Stars(u8),
    /// The text is longer than the largest QR code holds.
    #[error("a text of {0} bytes does not fit in a QR code")]
    QrTooLong(usize),
    /// The paper's data could not be handed to the typesetter.
    #[error("the paper's data could not be written as JSON")]
    Data(#[from] serde_json::Error),
    /// An embedded font or template could not be read.
    #[error("the embedded {0} could not be read")]
    Embedded(&'static str),
    /// The instant on the paper lies outside what a PDF can carry.
    #[error("the paper's time stamp does not fit in a PDF")]
    Instant,
    /// The template did not compile.
    #[error("the template {template} did not compile: {message}")]
    Layout { template: &'static str, message: String },
    /// The laid out paper could not be written as an archival PDF.
    #[error("the template {template} could not be written as PDF/A: {message}")]
    Pdf { template: &'static str, message: String },
    /// A DOCX or a picture could not be packed.
    #[error("the archive could not be written: {0}")]
    Archive(String),
}
