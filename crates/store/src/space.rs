//! How much room is left on the disks of the database and of the files. Below a floor no write is begun: a database
//! that fills its disk to the last byte loses what it was about to write, and reading needs no room.

use crate::error::Error;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Room kept free unless the program is told otherwise: enough for the write-ahead log of the writes under way, and on
/// a small disk a twentieth of it.
const FLOOR: u64 = 64 * 1024 * 1024;
const SHARE: u64 = 20;

/// A measurement is good for this long.
const FRESH: Duration = Duration::from_secs(1);

/// The places watched and the floor; all copies share both.
#[derive(Debug, Clone, Default)]
pub struct Space(Arc<Watched>);

#[derive(Debug, Default)]
struct Watched {
    places: Vec<PathBuf>,
    files: Option<PathBuf>,
    /// Bytes plus one; 0 where nothing was said.
    floor: AtomicU64,
    read: Mutex<Option<(Instant, Option<Room>)>>,
}

#[derive(Debug, Clone, Copy)]
struct Room {
    left: u64,
    disk: u64,
}

impl Space {
    /// Watches the disk of an SQLite file and of a directory of files; a server's database and a bucket are not ours
    /// to measure.
    pub fn of(database: &str, files: &str) -> Space {
        let mut places = Vec::new();
        if let Some(path) = sqlite_path(database) {
            places.push(path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new(".")).into());
        }
        let files = (!files.contains("://")).then(|| PathBuf::from(files));
        places.extend(files.clone());
        Space(Arc::new(Watched { places, files, floor: AtomicU64::new(0), read: Mutex::new(None) }))
    }

    /// The directory of the files, for what is on its way into it; none where they lie in a bucket.
    pub fn files_dir(&self) -> Option<&Path> {
        self.0.files.as_deref()
    }

    /// Sets how many bytes stay free; 0 watches nothing.
    pub fn keep_free(&self, bytes: u64) {
        self.0.floor.store(bytes.saturating_add(1), Ordering::Relaxed);
    }

    /// Bytes that are to stay free.
    pub fn floor(&self) -> u64 {
        self.floor_of(self.room())
    }

    fn floor_of(&self, room: Option<Room>) -> u64 {
        match self.0.floor.load(Ordering::Relaxed) {
            0 => room.map_or(FLOOR, |r| FLOOR.min(r.disk / SHARE)),
            said => said - 1,
        }
    }

    /// Bytes left on the fuller of the disks; none where nothing can be measured.
    pub fn left(&self) -> Option<u64> {
        self.room().map(|r| r.left)
    }

    /// Measured at most once a second.
    fn room(&self) -> Option<Room> {
        let mut read = self.0.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match *read {
            Some((at, room)) if at.elapsed() < FRESH => room,
            _ => {
                let room = self.0.places.iter().filter_map(|p| measure(p)).min_by_key(|r| r.left);
                *read = Some((Instant::now(), room));
                room
            }
        }
    }

    /// The next look measures anew, as room was given back.
    pub fn measure_again(&self) {
        *self.0.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    }

    /// Is there room to write?
    pub fn check(&self) -> Result<(), Error> {
        let room = self.room();
        let floor = self.floor_of(room);
        match room {
            Some(Room { left, .. }) if left < floor => {
                Err(Error::Full(format!("{left} bytes are left, {floor} are to stay free")))
            }
            _ => Ok(()),
        }
    }
}

/// What an unprivileged process may still write there, and how large the disk is.
fn measure(place: &Path) -> Option<Room> {
    let disk = rustix::fs::statvfs(place).ok()?;
    let of = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
    Some(Room { left: of(disk.f_bavail), disk: of(disk.f_blocks) })
}

/// The file behind `sqlite:PATH`, `sqlite://PATH` or either with `?options`; none for a database in memory.
pub fn sqlite_path(database: &str) -> Option<PathBuf> {
    let path = database.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    (!path.is_empty() && path != ":memory:").then(|| path.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disk_of_the_data_is_measured_and_held_against_the_floor() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("ocop.db");
        let space = Space::of(&format!("sqlite:{}", file.display()), &dir.path().display().to_string());
        space.keep_free(0);
        assert!(space.left().is_some_and(|left| left > 0));
        space.check().unwrap();
        space.keep_free(u64::MAX);
        assert!(matches!(space.check(), Err(Error::Full(_))));
        let elsewhere = Space::of("postgres://ocop@db/ocop", "s3://bucket");
        elsewhere.keep_free(u64::MAX);
        assert_eq!(elsewhere.left(), None);
        elsewhere.check().unwrap();
    }

    #[test]
    fn an_address_of_a_file_is_a_path() {
        for address in ["sqlite:var/x.db", "sqlite://var/x.db", "sqlite://var/x.db?mode=rwc"] {
            assert_eq!(sqlite_path(address), Some("var/x.db".into()), "{address}");
        }
        assert_eq!(sqlite_path("sqlite::memory:"), None);
        assert_eq!(sqlite_path("postgres://a/b"), None);
    }
}
