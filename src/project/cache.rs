//! The cache of findings, by a file's content and all settings that they depend on: the next run over an unchanged tree
//! reads the files and checks none.
//!
//! A small database in the user's cache folder, so that nothing lies about beside drafts; any number of projects share
//! it. It is read in place, so a million entries cost no memory. Runs at the same time read it together; new entries
//! are written by the run that ends last.
//!
//! Disks fail and other programs write into cache folders, so nothing in the file is believed. A checksum of the whole
//! file stands beside it, for the database answers some damage with a panic from which there is no coming back; each
//! entry has a checksum of its own; and an entry is compared with the text ([`FileFindings::fits`]). What does not fit
//! is computed anew.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use redb::{Database, ReadOnlyDatabase, ReadOnlyTable, ReadableDatabase, ReadableTable, TableDefinition};
use xxhash_rust::xxh3::{Xxh3, xxh3_64_with_seed, xxh3_128_with_seed};

use super::found::FileFindings;
use super::{panics, unfinished};
use crate::problem::Problem;

/// Hash of content and settings → the day of the last use (days since 1970), and the findings.
const RESULTS: TableDefinition<u128, (u32, &[u8])> = TableDefinition::new("results");

/// Under the key 0: the day on which unused entries were last removed.
const SWEPT: TableDefinition<u8, u32> = TableDefinition::new("swept");

/// Days after which an unused entry is removed.
const KEPT: u32 = 30;

/// The age in days from which on an entry's day of last use is written anew: a run that only reads writes nothing.
const TOUCHED: u32 = 7;

/// How many new entries are written together: the file is read once whenever something has been written in it.
const TOGETHER: usize = 16_384;

/// The cache of a run.
pub struct Cache {
    path: PathBuf,
    /// The database as earlier runs left it; `None` while it is written, or if there is none.
    known: RwLock<Option<OpenDatabase>>,
    new: Mutex<Vec<(u128, Vec<u8>)>>,
    today: u32,
    /// Whether the database has turned out to be damaged: it is no longer asked, and set aside at the end.
    damaged: AtomicBool,
    tell: Tell,
}

/// The callback that is told of a damaged cache.
type Tell = Box<dyn Fn(&Problem) + Send + Sync>;

/// The database, open for reading. Many runs may read it at once; a run that writes has to be alone.
struct OpenDatabase {
    database: ReadOnlyDatabase,
    results: Option<ReadOnlyTable<u128, (u32, &'static [u8])>>,
}

/// Length of an entry's checksum, in bytes.
const SUM: usize = 8;

/// The folder of the cache: the one that is asked for, or the one by the environment and the system.
fn folder(asked: Option<&Path>) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = asked.map(Path::to_owned).or_else(|| set("MORAT_CACHE_DIR")) {
        return Some(folder);
    }
    let folder = match cfg!(windows) {
        true => set("LOCALAPPDATA")?,
        false => set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?,
    };
    Some(folder.join("morat"))
}

/// Why the database cannot be used.
enum CacheError {
    /// The file is damaged.
    Damaged,
    /// Another run has it, or the system refuses access.
    Elsewhere,
}

impl From<redb::Error> for CacheError {
    fn from(error: redb::Error) -> CacheError {
        use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
        match error {
            redb::Error::DatabaseAlreadyOpen => CacheError::Elsewhere,
            redb::Error::Io(error) if matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem | StorageFull) => {
                CacheError::Elsewhere
            }
            _ => CacheError::Damaged,
        }
    }
}

/// Calls the database. It answers a damaged file with an error, or with a panic.
fn tried<T>(ask: impl FnOnce() -> Result<T, redb::Error>) -> Result<T, CacheError> {
    match panics::caught(ask) {
        Ok(answer) => answer.map_err(CacheError::from),
        Err(_) => Err(CacheError::Damaged),
    }
}

/// Opens the database in a file; `None` if there is none. It has to be as the last run left it.
fn begin(path: &Path) -> Result<Option<OpenDatabase>, CacheError> {
    let Some(sum) = sum_of(path)? else { return Ok(None) };
    if fs::read(sum_path(path)).ok().is_none_or(|known| known != sum) {
        return Err(CacheError::Damaged);
    }
    tried(|| {
        let database = ReadOnlyDatabase::open(path)?;
        let read = database.begin_read()?;
        let results = match read.open_table(RESULTS) {
            Ok(results) => Some(results),
            // Nothing has been written yet.
            Err(redb::TableError::TableDoesNotExist(_)) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(Some(OpenDatabase { database, results }))
    })
}

/// The path of the checksum of the whole database.
fn sum_path(path: &Path) -> PathBuf {
    path.with_extension("sum")
}

/// The checksum of a file; `None` if there is no file.
fn sum_of(path: &Path) -> Result<Option<Vec<u8>>, CacheError> {
    let mut file = match fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|_| CacheError::Elsewhere)?,
    };
    let (mut sum, mut part) = (Xxh3::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut part).map_err(|_| CacheError::Elsewhere)? {
            0 => return Ok(Some(sum.digest128().to_le_bytes().to_vec())),
            read => sum.update(&part[..read]),
        }
    }
}

/// The lock file of the database: runs lock it shared while they read it over, exclusively while they write.
fn lock_file(path: &Path) -> Option<fs::File> {
    fs::File::options().create(true).append(true).open(path.with_extension("lock")).ok()
}

/// Renames a damaged database and reports it: nothing is lost but time.
fn set_aside(path: &Path, tell: &Tell) -> io::Result<()> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(".hong");
    fs::rename(path, &aside)?;
    let aside = Path::new(&aside).display();
    tell(&Problem::at(
        path.display().to_string(),
        None,
        format!("kết quả giữ từ những lần trước đã hỏng, cất sang {aside}; mọi tệp được soát lại"),
        format!("the results of earlier runs are damaged and set aside as {aside}; all files are checked anew"),
    ));
    Ok(())
}

/// The checksum of an entry: of its findings and its key.
fn checksum(key: u128, found: &[u8]) -> [u8; SUM] {
    xxh3_64_with_seed(found, (key >> 64) as u64 ^ key as u64).to_le_bytes()
}

impl Cache {
    /// Opens the cache in the folder `asked`, or in the user's; `None` if there is no folder, or if another run is
    /// writing. A damaged one is set aside and reported to `tell`.
    pub fn open(asked: Option<&Path>, tell: impl Fn(&Problem) + Send + Sync + 'static) -> Option<Cache> {
        let tell: Tell = Box::new(tell);
        let folder = folder(asked)?;
        fs::create_dir_all(&folder).ok()?;
        let path = folder.join("results-1.redb");
        let lock = lock_file(&path)?;
        lock.try_lock_shared().ok()?;
        let known = match begin(&path) {
            Ok(known) => known,
            Err(CacheError::Elsewhere) => return None,
            Err(CacheError::Damaged) => {
                set_aside(&path, &tell).ok()?;
                None
            }
        };
        let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400);
        Some(Cache {
            path,
            known: RwLock::new(known),
            new: Mutex::default(),
            today: days as u32,
            damaged: AtomicBool::new(false),
            tell,
        })
    }

    /// The key of a file's bytes under some settings and in a format: a hash of 128 bits.
    pub fn key(settings: u128, format: &str, bytes: &[u8]) -> u128 {
        let seed = xxh3_128_with_seed(format.as_bytes(), settings as u64) ^ settings;
        xxh3_128_with_seed(bytes, seed as u64) ^ seed
    }

    /// The findings under a key; `None` if there are none, or if the entry is damaged.
    pub fn get(&self, key: u128) -> Option<FileFindings> {
        let known = self.known.read().unwrap_or_else(|poison| poison.into_inner());
        let results = known.as_ref().filter(|_| !self.is_damaged())?.results.as_ref()?;
        let entry = tried(|| {
            let entry = results.get(key)?;
            Ok(entry.map(|entry| {
                let (day, value) = entry.value();
                (day, value.to_vec())
            }))
        });
        let (day, value) = match entry {
            Ok(entry) => entry?,
            Err(CacheError::Damaged) => {
                self.damaged.store(true, Ordering::Relaxed);
                return None;
            }
            Err(CacheError::Elsewhere) => return None,
        };
        let (sum, found) = value.split_first_chunk::<SUM>()?;
        if *sum != checksum(key, found) {
            return None;
        }
        let stored = serde_json::from_slice(found).ok()?;
        if day.saturating_add(TOUCHED) < self.today {
            self.push(key, value);
        }
        Some(stored)
    }

    /// Stores the findings under a key.
    pub fn put(&self, key: u128, found: &FileFindings) {
        let mut value = vec![0; SUM];
        if serde_json::to_writer(&mut value, found).is_ok() {
            let sum = checksum(key, &value[SUM..]);
            value[..SUM].copy_from_slice(&sum);
            self.push(key, value);
        }
    }

    fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    fn push(&self, key: u128, value: Vec<u8>) {
        let full = {
            let mut new = self.new.lock().unwrap_or_else(|poison| poison.into_inner());
            new.push((key, value));
            if new.len() < TOGETHER {
                return;
            }
            std::mem::take(&mut *new)
        };
        self.write(&full, true);
    }

    /// Writes new entries, unless another run is writing, and opens the database again if the run `goes_on`. A cache
    /// that cannot be written is no error.
    fn write(&self, entries: &[(u128, Vec<u8>)], goes_on: bool) {
        if entries.is_empty() || self.is_damaged() {
            return;
        }
        let mut known = self.known.write().unwrap_or_else(|poison| poison.into_inner());
        let Some(lock) = lock_file(&self.path).filter(|lock| lock.try_lock().is_ok()) else { return };
        // To write in it, this run may not read it, either.
        if close(known.take()).is_err() {
            return self.damaged.store(true, Ordering::Relaxed);
        }
        // Ctrl-C waits until the database and its checksum belong together again.
        let written = unfinished::undisturbed(|| {
            let written = tried(|| self.write_alone(entries));
            let sum = sum_of(&self.path)?.unwrap_or_default();
            fs::write(sum_path(&self.path), sum).map_err(|_| CacheError::Elsewhere)?;
            written
        });
        drop(lock);
        match written.and_then(|()| if goes_on { begin(&self.path) } else { Ok(None) }) {
            Ok(again) => *known = again,
            Err(CacheError::Elsewhere) => {}
            Err(CacheError::Damaged) => self.damaged.store(true, Ordering::Relaxed),
        }
    }

    fn write_alone(&self, entries: &[(u128, Vec<u8>)]) -> Result<(), redb::Error> {
        let database = Database::create(&self.path)?;
        let write = database.begin_write()?;
        {
            let mut results = write.open_table(RESULTS)?;
            for (key, value) in entries {
                results.insert(key, (self.today, value.as_slice()))?;
            }
            let mut swept = write.open_table(SWEPT)?;
            let last = swept.get(0)?.map_or(0, |day| day.value());
            if last.saturating_add(KEPT) < self.today {
                swept.insert(0, self.today)?;
                results.retain(|_, (day, _)| day.saturating_add(KEPT) >= self.today)?;
            }
        }
        Ok(write.commit()?)
    }
}

/// Closes a database that was read. Damage may show only now.
fn close(known: Option<OpenDatabase>) -> Result<(), String> {
    panics::caught(|| {
        if let Some(OpenDatabase { database, results }) = known {
            drop(results);
            drop(database);
        }
    })
}

impl Drop for Cache {
    /// Writes the new entries, closes the database, and sets it aside if it has turned out to be damaged.
    fn drop(&mut self) {
        let new = std::mem::take(self.new.get_mut().unwrap_or_else(|poison| poison.into_inner()));
        self.write(&new, false);
        let known = self.known.get_mut().unwrap_or_else(|poison| poison.into_inner()).take();
        if close(known).is_err() || self.is_damaged() {
            // If that cannot be done, the next run meets the same file and says so.
            let _ = set_aside(&self.path, &self.tell);
        }
    }
}
