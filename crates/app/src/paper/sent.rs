//! A file as it was sent, and the kinds of file that are kept.

use ocop_domain::codes;

codes! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum MediaType ("media type") {
        Pdf = "application/pdf",
        Jpeg = "image/jpeg",
        Png = "image/png",
    }
}

impl MediaType {
    pub(super) fn extension(self) -> &'static str {
        match self {
            MediaType::Pdf => "pdf",
            MediaType::Jpeg => "jpg",
            MediaType::Png => "png",
        }
    }
}

/// A file as it was sent.
#[derive(Debug, Clone, Default)]
pub struct SentFile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// More of it was sent than is kept.
    pub cut: bool,
}
