//! What the program keeps is for its own account alone: drafts of sheets, links that let people in, every paper.

use rustix::fs::Mode;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Whatever is made from now on is readable and writable for the program's account alone.
pub fn keep_to_ourselves() {
    rustix::process::umask(Mode::from_raw_mode(0o077));
}

/// Takes everybody else's access from what is there already; a sentence for each place that was open, and for each
/// where that could not be mended.
pub fn tighten(database: Option<&Path>, files: Option<&Path>, mail: Option<&Path>) -> Vec<String> {
    let beside = |ending: &str| {
        database.map(|d| {
            let mut name = d.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        })
    };
    let mut said = Vec::new();
    for file in ["", "-wal", "-shm", "-journal"].into_iter().filter_map(beside) {
        said.extend(close(&file, 0o600));
    }
    // A closed directory closes everything in it.
    for dir in [files, mail].into_iter().flatten() {
        said.extend(close(dir, 0o700));
    }
    said
}

fn close(place: &Path, mode: u32) -> Option<String> {
    let there = std::fs::metadata(place).ok()?.permissions().mode() & 0o777;
    if there & 0o077 == 0 {
        return None;
    }
    let place_name = place.display();
    Some(match std::fs::set_permissions(place, Permissions::from_mode(mode)) {
        Ok(()) => {
            format!("{place_name} was open to other accounts of this machine ({there:o}); it is {mode:o} now")
        }
        Err(e) => format!("{place_name} is open to other accounts of this machine ({there:o}): {e}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(place: &Path) -> u32 {
        std::fs::metadata(place).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_others_could_read_is_closed_and_said_once() {
        let dir = tempfile::tempdir().unwrap();
        let (db, wal) = (dir.path().join("ocop.db"), dir.path().join("ocop.db-wal"));
        let (files, mail) = (dir.path().join("files"), dir.path().join("mail"));
        for file in [&db, &wal] {
            std::fs::write(file, "x").unwrap();
            std::fs::set_permissions(file, Permissions::from_mode(0o644)).unwrap();
        }
        for made in [&files, &mail] {
            std::fs::create_dir(made).unwrap();
            std::fs::set_permissions(made, Permissions::from_mode(0o755)).unwrap();
        }
        let said = tighten(Some(&db), Some(&files), Some(&mail));
        assert_eq!(said.len(), 4, "{said:?}");
        assert_eq!((mode(&db), mode(&wal), mode(&files), mode(&mail)), (0o600, 0o600, 0o700, 0o700));
        assert!(tighten(Some(&db), Some(&files), Some(&mail)).is_empty());
        assert!(tighten(None, None, Some(&dir.path().join("none"))).is_empty());
    }
}
