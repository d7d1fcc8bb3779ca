//! Leave to open a package: its reader must be allowed to read each thing in it by the thing's own act. A package that
//! was sent before is judged by what lies in it, not by what would be put in today.

use super::masked::personal;
use crate::prelude::*;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// How much of a package its reader gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    /// As it was sent, byte for byte.
    Whole,
    /// All of it, the texts with the producer's contacts in a masked copy.
    Masked,
    None,
}

/// The act by which a file of the package is read where it is at home.
fn act(path: &str) -> Act {
    match path {
        "4-hoi-dong/phieu-danh-gia.json" => Act::SheetRead,
        "4-hoi-dong/bien-ban.pdf" => Act::MinutesRead,
        p if p.starts_with("4-hoi-dong/bao-cao-to-tu-van") => Act::AdvisoryView,
        p if p.starts_with("4-hoi-dong/bao-cao-hoi-dong") => Act::PapersRead,
        p if ["1-", "2-", "3-"].iter().any(|folder| p.starts_with(folder)) => Act::DossierView,
        // The index, the province's own letters and the decision came into being with the package.
        _ => Act::PackageRead,
    }
}

/// How much of this archive may the actor read?
pub(super) fn of(cx: &Cx, facts: &Facts, zip: impl Read + Seek) -> Result<Leave, Error> {
    let archive = ZipArchive::new(zip).map_err(Error::internal)?;
    let mut private = false;
    let allowed = archive.file_names().all(|path| {
        // A name that cannot be read says nothing of what lies under it.
        let Ok(path) = path else { return false };
        let act = act(&path);
        private |= personal(&path);
        // A package is made from a result: the sheets behind it are open to offices from then on.
        let facts = match act {
            Act::SheetRead => Facts { closed: true, sheet_submitted: true, ..facts.clone() },
            _ => facts.clone(),
        };
        can(&cx.actor, act, &facts).allowed()
    });
    // The sealed package has the same texts, and its own route asks for this act.
    let masked = private && !can(&cx.actor, Act::ContactRead, facts).allowed();
    Ok(match (allowed, masked) {
        (false, _) => Leave::None,
        (true, true) => Leave::Masked,
        (true, false) => Leave::Whole,
    })
}
