//! Why a PDF is refused.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::paper) enum Fault {
    /// It does not open without a password.
    Encrypted,
    /// A program within.
    Script,
    /// It would start a program of the reader's machine.
    Launch,
    /// It carries other files.
    Attached,
    /// It would send or fetch what is typed into it.
    Sends,
    /// It leads into other files, or opens an address by itself.
    Elsewhere,
    /// It plays sound, film or moving scenes.
    Media,
    /// A form of another kind within (XFA), which shows what the pages do not.
    Form,
    /// It breaks off before its end.
    CutOff,
    /// Its structure cannot be read, or asks for more than any honest paper.
    Broken,
    NoPages,
    TooManyPages,
}

impl Fault {
    /// The code of the sentence.
    pub fn code(self) -> &'static str {
        match self {
            Fault::Encrypted => "pdf_encrypted",
            Fault::Script => "pdf_script",
            Fault::Launch => "pdf_launch",
            Fault::Attached => "pdf_attached",
            Fault::Sends => "pdf_sends",
            Fault::Elsewhere => "pdf_elsewhere",
            Fault::Media => "pdf_media",
            Fault::Form => "pdf_form",
            Fault::CutOff => "pdf_cut_off",
            Fault::Broken => "pdf_broken",
            Fault::NoPages => "pdf_no_pages",
            Fault::TooManyPages => "pdf_too_many_pages",
        }
    }
}
