//! Files, stored under the SHA-256 of their bytes: the same bytes are kept once, and a changed byte is a new file.
//! Bytes are written before the row that names them, so a crash between the two leaves at most an unnamed file.

use crate::prelude::*;
use crate::space::Space;
use object_store::{
    GetResult, GetResultPayload, ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart,
    local::LocalFileSystem, path::Path,
};
use ocop_domain::journal::sha256;
use std::collections::BTreeSet;
use std::io::{Seek, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes of a file in a bucket that are copied to the disk at a time.
const COPIED_AT_ONCE: u64 = 1 << 20;

/// The place, the room watched there, and the directory where it is one.
#[derive(Clone)]
pub struct Files(Arc<dyn ObjectStore>, Space, Option<PathBuf>);

/// What is known of a stored file.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct FileRow {
    pub hash: String,
    pub media_type: String,
    pub size: i64,
    pub created_at: i64,
}

impl Files {
    /// A directory (made if missing) or, built with the feature `s3`, `s3://bucket`.
    pub fn open(place: &str, space: Space) -> Result<Files> {
        #[cfg(feature = "s3")]
        if place.starts_with("s3://") {
            let s3 = object_store::aws::AmazonS3Builder::from_env().with_url(place).build()?;
            return Ok(Files(Arc::new(s3), space, None));
        }
        if place.contains("://") {
            return Err(Error::Setup(format!("“{place}” is not a place for files: give a directory")));
        }
        std::fs::create_dir_all(place)
            .map_err(|e| Error::Setup(format!("cannot make the directory {place}: {e}")))?;
        // What was stored outlives a power cut: file and folder are on the disk before a row names the file.
        let store = LocalFileSystem::new_with_prefix(place)?.with_fsync(true);
        let dir = std::fs::canonicalize(place)
            .map_err(|e| Error::Setup(format!("cannot find the directory {place}: {e}")))?;
        Ok(Files(Arc::new(store), space, Some(dir)))
    }

    /// Is the directory still where it was at the start? A bucket says so itself, file by file.
    pub fn are_there(&self) -> bool {
        self.2.as_ref().is_none_or(|dir| dir.is_dir())
    }

    /// The directory is made at the start and never after: one that went away (a disk not mounted) would be made anew
    /// in the wrong place, and what is kept there lost once more.
    fn reach(&self) -> Result<()> {
        match &self.2 {
            Some(dir) if !dir.is_dir() => Err(Error::NoFiles(dir.display().to_string())),
            _ => Ok(()),
        }
    }

    /// May something be written?
    fn check(&self) -> Result<()> {
        self.reach()?;
        self.1.check()
    }

    /// Nothing is there under a name; or nothing at all.
    fn none<T>(&self) -> Result<Option<T>> {
        self.reach().map(|()| None)
    }

    /// Keeps the bytes and returns their hash. A file of that name that was emptied or changed is put right again.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<String> {
        let hash = sha256(&bytes);
        let path = path_of(&hash);
        if !self.holds(&path, &bytes).await {
            self.check()?;
            self.0.put(&path, PutPayload::from(bytes)).await?;
        }
        Ok(hash)
    }

    /// Whether a file is there with these very bytes.
    async fn holds(&self, path: &Path, bytes: &[u8]) -> bool {
        let Ok(found) = self.0.head(path).await else { return false };
        if usize::try_from(found.size).ok() != Some(bytes.len()) {
            return false;
        }
        match self.0.get(path).await {
            Ok(found) => found.bytes().await.is_ok_and(|kept| kept == bytes),
            Err(_) => false,
        }
    }

    /// The bytes of a file.
    pub async fn get(&self, hash: &str) -> Result<Vec<u8>> {
        Ok(self.open_kept(hash).await?.bytes().await?.to_vec())
    }

    /// A file to be read from any place in it: the file itself, or a nameless copy of what lies in a bucket. Its bytes
    /// are never in memory whole.
    pub async fn seekable(&self, hash: &str) -> Result<std::fs::File> {
        let found = self.open_kept(hash).await?;
        let size = found.meta.size;
        if let GetResultPayload::File(file, _) = found.payload {
            return Ok(file);
        }
        let on_disk = |e: std::io::Error| Error::Setup(format!("a copy on the disk: {e}"));
        let mut copy = tempfile::tempfile().map_err(on_disk)?;
        let mut from = 0;
        while from < size {
            let to = size.min(from + COPIED_AT_ONCE);
            copy.write_all(&self.0.get_range(&path_of(hash), from..to).await?).map_err(on_disk)?;
            from = to;
        }
        copy.rewind().map_err(on_disk)?;
        Ok(copy)
    }

    /// A file as a stream with its size. One that was set aside although a row names it comes back to its place.
    pub async fn open_kept(&self, hash: &str) -> Result<GetResult> {
        let path = path_of(hash);
        let found = match self.0.get(&path).await {
            Err(object_store::Error::NotFound { .. })
                if self.0.rename(&path_aside(hash), &path).await.is_ok() =>
            {
                self.0.get(&path).await
            }
            found => found,
        };
        match found {
            Ok(found) => Ok(found),
            Err(object_store::Error::NotFound { .. }) => {
                self.reach()?;
                Err(Error::FileLost(hash.to_owned()))
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Keeps one piece of a file on its way in, under a name given to no other piece: what is stored cannot be added to.
    pub async fn put_part(&self, upload: &str, part: &str, bytes: Vec<u8>) -> Result<()> {
        self.check()?;
        self.0.put(&path_of_part(upload, part), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// A piece, if it is still there.
    pub async fn part(&self, upload: &str, part: &str) -> Result<Option<Vec<u8>>> {
        match self.0.get(&path_of_part(upload, part)).await {
            Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => self.none(),
            Err(other) => Err(other.into()),
        }
    }

    /// Throws a piece away; one that is gone already is gone.
    pub async fn drop_part(&self, upload: &str, part: &str) -> Result<()> {
        match self.0.delete(&path_of_part(upload, part)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            done => Ok(done?),
        }
    }

    /// Every piece that lies in the store, as (upload, piece), whether a row names it or not.
    pub async fn parts(&self) -> Result<BTreeSet<(String, String)>> {
        self.reach()?;
        let found = self.0.list_with_delimiter(Some(&Path::from(PARTS))).await?;
        let names = found.objects.iter().filter_map(|o| o.location.filename()?.split_once(PART_OF));
        Ok(names.map(|(upload, part)| (upload.to_owned(), part.to_owned())).collect())
    }
}

/// Files that no row names: what a failed act left behind.
impl Files {
    /// The hashes of one folder (0 to 255) whose bytes were last written before an instant.
    pub async fn written_before(&self, folder: u8, before: i64) -> Result<Vec<String>> {
        self.reach()?;
        let found = self.0.list_with_delimiter(Some(&Path::from(format!("{HASHED}/{folder:02x}")))).await?;
        let old = found.objects.iter().filter(|o| o.last_modified.timestamp_millis() < before);
        let names = old.filter_map(|o| o.location.filename());
        Ok(names.filter(|name| is_hash(name)).map(str::to_owned).collect())
    }

    /// Sets a file aside, out of the way of backups; no where it is not there. Nothing is thrown away: [`Files::get`] finds
    /// it there too, should a row name it after all.
    pub async fn set_aside(&self, hash: &str) -> Result<bool> {
        self.reach()?;
        match self.0.rename(&path_of(hash), &path_aside(hash)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            done => Ok(done.map(|()| true)?),
        }
    }
}

/// What the program made itself and can make again: it lies under a name of its own and may be thrown away.
impl Files {
    pub async fn put_made(&self, name: &str, bytes: Vec<u8>) -> Result<()> {
        self.check()?;
        self.0.put(&path_of_made(name), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// It, if it is there.
    pub async fn made(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self.open_made(name).await? {
            Some(found) => Ok(Some(found.bytes().await?.to_vec())),
            None => Ok(None),
        }
    }

    /// It as a stream with its size, if it is there.
    pub async fn open_made(&self, name: &str) -> Result<Option<GetResult>> {
        match self.0.get(&path_of_made(name)).await {
            Ok(found) => Ok(Some(found)),
            Err(object_store::Error::NotFound { .. }) => self.none(),
            Err(other) => Err(other.into()),
        }
    }

    /// Begins something long that is written bit by bit; nothing is there under the name until it is finished.
    pub async fn begin_made(&self, name: &str) -> Result<MadeWriter> {
        self.check()?;
        Ok(MadeWriter(WriteMultipart::new(self.0.put_multipart(&path_of_made(name)).await?)))
    }

    pub async fn drop_made(&self, name: &str) -> Result<()> {
        match self.0.delete(&path_of_made(name)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            done => Ok(done?),
        }
    }
}

/// Something long on its way into the store; at most some megabytes of it are held at once.
pub struct MadeWriter(WriteMultipart);

impl MadeWriter {
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.wait_for_capacity(2).await?;
        self.0.write(bytes);
        Ok(())
    }

    pub async fn finish(self) -> Result<()> {
        self.0.finish().await?;
        Ok(())
    }
}

fn path_of_made(name: &str) -> Path {
    Path::from(format!("made/{name}"))
}

/// All pieces lie side by side: a directory for each upload would stay behind empty.
const PARTS: &str = "uploads";
const PART_OF: char = '.';

fn path_of_part(upload: &str, part: &str) -> Path {
    Path::from(format!("{PARTS}/{upload}{PART_OF}{part}"))
}

const HASHED: &str = "sha256";

fn path_of(hash: &str) -> Path {
    let (head, _) = hash.split_at(hash.len().min(2));
    Path::from(format!("{HASHED}/{head}/{hash}"))
}

/// Where files lie that no row names, until a person throws them away.
const ASIDE: &str = "aside";

fn path_aside(hash: &str) -> Path {
    Path::from(format!("{ASIDE}/{hash}"))
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Which of these hashes a row names.
pub async fn named(db: &Db, hashes: &[String]) -> Result<BTreeSet<String>> {
    if hashes.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut args = Vec::new();
    let list = crate::scope::placeholders(&mut args, hashes);
    let sql = format!("SELECT hash, media_type, size, created_at FROM file WHERE hash IN ({list})");
    let rows: Vec<FileRow> = db.all(&sql, args).await?;
    Ok(rows.into_iter().map(|row| row.hash).collect())
}

/// How many files have a name.
pub async fn count(db: &Db) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM file", vec![]).await
}

/// Names a stored file in the register; the same file twice is one row.
pub async fn register(db: &Db, hash: &str, media_type: &str, size: i64, at: i64) -> Result<()> {
    insert!(db, "file", hash, media_type, size, created_at: at; "ON CONFLICT (hash) DO NOTHING").await
}

/// Writes down how many pages the bytes have.
pub async fn count_pages(db: &Db, hash: &str, pages: i64) -> Result<()> {
    db.run("UPDATE file SET pages = $2 WHERE hash = $1", args![hash, pages]).await
}

/// Files after one, by their hash: for a caller that reads all of them a page at a time.
pub async fn after(db: &Db, hash: &str, limit: i64) -> Result<Vec<FileRow>> {
    db.all(
        "SELECT hash, media_type, size, created_at FROM file WHERE hash > $1 ORDER BY hash LIMIT $2",
        args![hash, limit],
    )
    .await
}

pub async fn find(db: &Db, hash: &str) -> Result<Option<FileRow>> {
    db.one("SELECT hash, media_type, size, created_at FROM file WHERE hash = $1", args![hash]).await
}
