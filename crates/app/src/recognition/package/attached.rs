use super::archive::Entry;
use crate::paper::{SentFile, TakenIn, ending, take_in};
use crate::{Cx, Error, Invalid};
use ocop_domain::national::Paper;

/// The papers the province made outside, as they lie in the archive. A file that is no paper stands at its field,
/// `file.letter` and so on.
pub(super) async fn attached(
    cx: &Cx,
    invalid: &mut Invalid,
    sent: Vec<(Paper, SentFile)>,
) -> Result<Vec<Entry>, Error> {
    let mut out: Vec<Entry> = Vec::new();
    for (paper, file) in sent {
        let field = format!("file.{}", paper.as_str());
        if !paper.comes_from_outside() {
            invalid.add(field, "file_type");
            continue;
        }
        match take_in(cx, vec![file]).await? {
            Ok(TakenIn { intake, bytes, .. }) => {
                let n = 1 + out.iter().filter(|e| e.path.starts_with(paper.place())).count();
                let stem = if paper.place().ends_with('/') { format!("{n:02}") } else { String::new() };
                let path = format!("{}{stem}.{}", paper.place(), ending(intake.media_type.as_str()));
                out.push(Entry { path, title: paper.name().to_owned(), bytes });
            }
            Err(code) => invalid.add(field, code),
        }
    }
    Ok(out)
}
