//! The world as the typesetter sees it: the embedded templates, the embedded fonts, and one paper's data under the
//! name `data.json`. There is no clock, no disk and no network in it, so the same data always gives the same pages.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

use crate::Error;
use crate::fonts::{Fonts, fonts};

macro_rules! templates {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("../templates/", $name)))),*] };
}

static TEMPLATES: [(&str, &str); 17] = templates![
    "nd30.typ",
    "certificate.typ",
    "minutes.typ",
    "decision.typ",
    "form01.typ",
    "form02.typ",
    "form03.typ",
    "help_sheet.typ",
    "letter.typ",
    "labels.typ",
    "ward_meeting.typ",
    "score_form.typ",
    "score_summary.typ",
    "round_report.typ",
    "result_notice.typ",
    "invitation.typ",
    "advisory_report.typ",
];

struct Shelf {
    standard: LazyHash<Library>,
    sources: Vec<(&'static str, Source)>,
    data: FileId,
}

static SHELF: LazyLock<Option<Shelf>> = LazyLock::new(|| {
    let sources = TEMPLATES
        .iter()
        .map(|(name, text)| Some((*name, Source::new(id(name)?, (*text).to_owned()))))
        .collect::<Option<Vec<_>>>()?;
    Some(Shelf { standard: LazyHash::new(Library::default()), sources, data: id("data.json")? })
});

fn id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

struct Desk {
    shelf: &'static Shelf,
    fonts: &'static Fonts,
    main: FileId,
    data: Bytes,
}

pub(crate) fn lay_out(template: &'static str, data: Vec<u8>) -> Result<PagedDocument, Error> {
    let shelf = SHELF.as_ref().ok_or(Error::Embedded("templates"))?;
    let main = shelf
        .sources
        .iter()
        .find(|(name, _)| *name == template)
        .map(|(_, source)| source.id())
        .ok_or(Error::Embedded("templates"))?;
    let desk = Desk { shelf, fonts: fonts()?, main, data: Bytes::new(data) };
    let done = typst::compile::<PagedDocument>(&desk);
    // The typesetter remembers every paper it has seen; in a server that lives for months that must have an end.
    typst::comemo::evict(10);
    // A warning spoils no paper, but no template is handed on with one.
    if cfg!(debug_assertions) && !done.warnings.is_empty() {
        return Err(Error::Layout { template, message: messages(&done.warnings) });
    }
    done.output.map_err(|errors| Error::Layout { template, message: messages(&errors) })
}

pub(crate) fn messages(found: &[SourceDiagnostic]) -> String {
    found.iter().map(|d| d.message.as_str()).collect::<Vec<_>>().join("; ")
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.shelf.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shelf
            .sources
            .iter()
            .find(|(_, source)| source.id() == id)
            .map(|(_, source)| source.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shelf.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.list.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
