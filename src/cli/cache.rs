//! What was found in a file is kept by the file's content and all settings that bear on it: the next run over an unchanged
//! tree reads the files and checks none.
//!
//! A small database in the user's cache folder, so that nothing lies about beside drafts; any number of projects share it. It
//! is read in place, so a million entries cost no memory. A second morat that runs at the same time goes without.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use redb::{Database, ReadOnlyTable, ReadableDatabase, ReadableTable, TableDefinition};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128_with_seed;

use crate::document::Coverage;
use crate::linter::Diagnostic;

/// Key of content and settings → the day it was last asked for, and what was found.
const RESULTS: TableDefinition<u128, (u32, &[u8])> = TableDefinition::new("results");

/// The day on which what nobody asked for was last removed, under the key 0.
const SWEPT: TableDefinition<u8, u32> = TableDefinition::new("swept");

/// Days after which an entry that nobody asked for is removed.
const KEPT: u32 = 30;

/// An entry's day is written anew when it is this old: a run that only reads writes nothing.
const TOUCHED: u32 = 7;

/// So many new entries are written together.
const TOGETHER: usize = 4096;

/// What was found in a file.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    pub encoding: String,
    pub confidence: Option<f32>,
    pub diagnostics: Vec<Diagnostic>,
    pub coverage: Coverage,
}

/// The cache of a run.
pub(super) struct Cache {
    database: Database,
    results: Option<ReadOnlyTable<u128, (u32, &'static [u8])>>,
    new: Mutex<Vec<(u128, Vec<u8>)>>,
    today: u32,
}

/// The folder of the cache, by what is asked for, the environment and the system.
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

impl Cache {
    /// Opens the cache; nothing if there is no place for one or another morat has it.
    pub fn open(asked: Option<&Path>) -> Option<Cache> {
        let folder = folder(asked)?;
        fs::create_dir_all(&folder).ok()?;
        let path = folder.join("results-1.redb");
        let database = match Database::create(&path) {
            Ok(database) => database,
            Err(redb::DatabaseError::DatabaseAlreadyOpen) => return None,
            Err(_) => {
                // Damaged, or of another version: nothing is lost with it but time.
                fs::remove_file(&path).ok()?;
                Database::create(&path).ok()?
            }
        };
        let read = database.begin_read().ok()?;
        let results = read.open_table(RESULTS).ok();
        let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400);
        Some(Cache { database, results, new: Mutex::default(), today: days as u32 })
    }

    /// The key of a file's bytes under some settings and in a format.
    pub fn key(settings: u128, format: &str, bytes: &[u8]) -> u128 {
        let seed = xxh3_128_with_seed(format.as_bytes(), settings as u64) ^ settings;
        xxh3_128_with_seed(bytes, seed as u64) ^ seed
    }

    /// What was found, if it is known.
    pub fn get(&self, key: u128) -> Option<Stored> {
        let entry = self.results.as_ref()?.get(key).ok()??;
        let (day, value) = entry.value();
        let stored = serde_json::from_slice(value).ok()?;
        if day + TOUCHED < self.today {
            self.push(key, value.to_vec());
        }
        Some(stored)
    }

    /// Keeps what was found.
    pub fn put(&self, key: u128, stored: &Stored) {
        if let Ok(value) = serde_json::to_vec(stored) {
            self.push(key, value);
        }
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
        let _ = self.write(full);
    }

    fn write(&self, entries: Vec<(u128, Vec<u8>)>) -> Result<(), redb::Error> {
        if entries.is_empty() {
            return Ok(());
        }
        let write = self.database.begin_write()?;
        {
            let mut results = write.open_table(RESULTS)?;
            for (key, value) in &entries {
                results.insert(key, (self.today, value.as_slice()))?;
            }
            let mut swept = write.open_table(SWEPT)?;
            let last = swept.get(0)?.map_or(0, |day| day.value());
            if last + KEPT < self.today {
                swept.insert(0, self.today)?;
                results.retain(|_, (day, _)| day + KEPT >= self.today)?;
            }
        }
        write.commit()?;
        Ok(())
    }
}

impl Drop for Cache {
    /// Writes what is new. A cache that cannot be written is no reason to fail.
    fn drop(&mut self) {
        let new = std::mem::take(self.new.get_mut().unwrap_or_else(|poison| poison.into_inner()));
        let _ = self.write(new);
    }
}
