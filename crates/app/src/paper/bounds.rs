//! How large a picture may be, and why one is refused.

/// The most pixels: telephones take up to two hundred million. The bound is one of time; memory does not grow with it.
pub(super) const MOST_PIXELS: u64 = 210_000_000;
/// The longest side: what a JPEG can have.
pub(super) const MOST_SIDE: u32 = 65_535;

/// Why a picture is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Broken,
    /// Its beginning is sound, its end is missing.
    CutOff,
    TooLarge,
    /// A kind of JPEG that cameras do not write.
    Unsupported,
}

impl Fault {
    /// The code of the sentence.
    pub fn code(self) -> &'static str {
        match self {
            Fault::Broken => "image_broken",
            Fault::CutOff => "image_cut_off",
            Fault::TooLarge => "image_too_large",
            Fault::Unsupported => "image_unsupported",
        }
    }
}

/// Refuses a size that no picture has.
pub(super) fn within(width: u32, height: u32) -> Result<(), Fault> {
    if width == 0 || height == 0 {
        Err(Fault::Broken)
    } else if width.max(height) > MOST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        Err(Fault::TooLarge)
    } else {
        Ok(())
    }
}
