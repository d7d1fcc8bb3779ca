//! What the program keeps is for its own account alone: drafts of sheets, links that let people in, every paper.

use rustix::fs::Mode;
use std::fs::{DirEntry, Metadata, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Whatever is made from now on is readable and writable for the program's account alone.
pub fn keep_to_ourselves() {
    rustix::process::umask(Mode::from_raw_mode(0o077));
}

/// Takes the access of all others from what is there already; a sentence for each place that was open, and for each
/// where that could not be mended. A directory is closed only where it is the program's own: it may have been given one
/// that others use.
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
        said.extend(tighten_file(&file));
    }
    // A closed directory closes everything in it.
    said.extend(files.and_then(|dir| tighten_dir(dir, "--files", is_store)));
    said.extend(mail.and_then(|dir| tighten_dir(dir, "--mail-dir", is_letter)));
    said
}

/// Takes the access of all others from a file; a sentence if it was open.
pub fn tighten_file(file: &Path) -> Option<String> {
    let there = std::fs::metadata(file).ok().filter(Metadata::is_file)?;
    close(file, &there, 0o600)
}

/// What the program puts into its directory of files.
fn is_store(name: &str) -> bool {
    matches!(name, "sha256" | "uploads" | "made" | "aside")
}

/// What the program puts into its directory of letters.
fn is_letter(name: &str) -> bool {
    name.ends_with(".eml") || (name.starts_with('.') && name.ends_with(".part"))
}

fn tighten_dir(dir: &Path, option: &str, ours: fn(&str) -> bool) -> Option<String> {
    let there = std::fs::metadata(dir).ok().filter(Metadata::is_dir)?;
    match whose(dir, &there, ours) {
        None => close(dir, &there, 0o700),
        Some(why) if open_to_others(&there) => Some(format!(
            "{} is open to other accounts of this machine ({:o}) and stays so, since it {why}: give {option} a directory \
             of its own",
            dir.display(),
            there.permissions().mode() & 0o7777
        )),
        Some(_) => None,
    }
}

/// Why a directory is not the program's own to close.
fn whose(dir: &Path, there: &Metadata, ours: fn(&str) -> bool) -> Option<&'static str> {
    let real = |place: &Path| std::fs::canonicalize(place).ok();
    let place = real(dir);
    if place.as_deref().is_none_or(|p| p.parent().is_none()) {
        return Some("is the root of the file system");
    }
    if place == real(Path::new(".")) {
        return Some("is the directory the program was started in");
    }
    if there.permissions().mode() & 0o1000 != 0 {
        return Some("is shared by everybody");
    }
    if there.uid() != rustix::process::geteuid().as_raw() {
        return Some("belongs to another account");
    }
    let own =
        |entry: std::io::Result<DirEntry>| entry.is_ok_and(|e| e.file_name().to_str().is_some_and(ours));
    let only_ours = std::fs::read_dir(dir).is_ok_and(|mut entries| entries.all(own));
    (!only_ours).then_some("holds other things than the program's")
}

fn open_to_others(there: &Metadata) -> bool {
    there.permissions().mode() & 0o077 != 0
}

fn close(place: &Path, there: &Metadata, mode: u32) -> Option<String> {
    if !open_to_others(there) {
        return None;
    }
    let (place_name, was) = (place.display(), there.permissions().mode() & 0o777);
    Some(match std::fs::set_permissions(place, Permissions::from_mode(mode)) {
        Ok(()) => {
            format!("{place_name} was open to other accounts of this machine ({was:o}); it is {mode:o} now")
        }
        Err(e) => format!("{place_name} is open to other accounts of this machine ({was:o}): {e}"),
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

    #[test]
    fn a_directory_that_others_use_is_left_as_it_is_and_named() {
        let dir = tempfile::tempdir().unwrap();
        let made = |name: &str, holds: &[&str], as_mode: u32| {
            let place = dir.path().join(name);
            std::fs::create_dir(&place).unwrap();
            for one in holds {
                std::fs::write(place.join(one), "x").unwrap();
            }
            std::fs::set_permissions(&place, Permissions::from_mode(as_mode)).unwrap();
            place
        };
        let sticky = made("sticky", &["a.eml"], 0o1777);
        let home = made("home", &["a.eml", "notes.txt"], 0o755);
        for shared in [&sticky, &home, &PathBuf::from("/"), &PathBuf::from(".")] {
            let before = mode(shared);
            let closed = std::fs::metadata(shared).unwrap().permissions().mode() & 0o077 == 0;
            for said in [tighten(None, Some(shared), None), tighten(None, None, Some(shared))] {
                assert_eq!(said.len(), usize::from(!closed), "{said:?}");
                assert!(said.iter().all(|s| s.contains("stays so")), "{said:?}");
            }
            assert_eq!(mode(shared), before, "{}", shared.display());
        }
        let mail = made("mail", &["a.eml", ".b.part"], 0o755);
        let files = made("files", &["sha256", "made", "uploads"], 0o750);
        assert_eq!(tighten(None, Some(&files), Some(&mail)).len(), 2);
        assert_eq!((mode(&files), mode(&mail)), (0o700, 0o700));
    }

    #[test]
    fn the_key_is_closed_and_what_is_no_file_is_not_touched() {
        let dir = tempfile::tempdir().unwrap();
        let key = dir.path().join("ocop.key");
        std::fs::write(&key, "x").unwrap();
        std::fs::set_permissions(&key, Permissions::from_mode(0o640)).unwrap();
        assert!(tighten_file(&key).is_some() && tighten_file(&key).is_none());
        assert_eq!(mode(&key), 0o600);
        assert_eq!(tighten_file(Path::new("/dev/null")), None);
    }
}
