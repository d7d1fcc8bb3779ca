//! The foot of every page of a form: which sealed submission the sheet was printed from, or that it is a draft. A
//! person who holds the paper finds out by the code, without an account, whether such a package was ever handed in.

use serde::Serialize;

use crate::{Error, qr_svg};

/// What stands in the foot of every page.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Foot {
    #[default]
    Plain,
    /// "Bản nháp, chưa niêm phong"
    Draft,
    Sealed(SealMark),
}

/// The seal's short form and the page that knows it.
#[derive(Clone, Debug, Serialize)]
pub struct SealMark {
    short: String,
    url: String,
    qr: String,
    /// The contacts are masked: the paper is no longer the one that was sealed.
    masked: bool,
}

impl SealMark {
    /// `short`: "A1B2-C3D4-E5F6-7890"; `url`: where the seal can be asked for.
    pub fn new(short: &str, url: &str) -> Result<SealMark, Error> {
        Ok(SealMark { short: short.to_owned(), url: url.to_owned(), qr: qr_svg(url)?, masked: false })
    }

    /// The same for a copy whose contacts are masked: it says so in place of the plain mark.
    #[must_use]
    pub fn masked(self) -> SealMark {
        SealMark { masked: true, ..self }
    }

    pub fn is_masked(&self) -> bool {
        self.masked
    }

    pub fn short(&self) -> &str {
        &self.short
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Said on every page of a draft.
pub const DRAFT: &str = "Bản nháp, chưa niêm phong";
/// Precedes the seal's short form.
pub const SEALED: &str = "Mã niêm phong hồ sơ:";
/// Says that a copy is not the paper that was sealed.
pub const MASKED: &str = "Bản che thông tin liên hệ";
/// Precedes the seal's short form on such a copy.
pub const SEALED_MASKED: &str = "của hồ sơ có mã niêm phong";
/// Says what the code of such a copy is for.
pub const ASK_MASKED: &str =
    "Bản này không phải bản đã niêm phong. Quét mã để biết hồ sơ đã nộp khi nào, ở đâu.";
/// Says what the code is for.
pub const ASK: &str = "Quét mã để biết hồ sơ mang mã niêm phong này đã nộp khi nào, ở đâu.";
