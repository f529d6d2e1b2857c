//! Saves the state of a training, so that it can be continued after an interruption.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use morat::lexicon::Symbol;

use super::{Settings, State};
use crate::encode::hash;

const MAGIC: &[u8; 8] = b"MORATCP1";

/// The file, and the hash of the training that it belongs to.
pub struct Checkpoint {
    path: PathBuf,
    /// A hash of settings and corpus: a checkpoint of another training is refused.
    belongs_to: u64,
}

impl Checkpoint {
    pub fn new(path: &Path, settings: &Settings, symbols: &[Symbol]) -> Checkpoint {
        let settings = Settings { checkpoint: None, ..settings.clone() };
        // A sample of the corpus tells it from others.
        let sample = symbols.iter().step_by(997).flat_map(|symbol| (symbol.index() as u16).to_le_bytes());
        let bytes: Vec<u8> = format!("{settings:?} {}", symbols.len()).into_bytes().into_iter().chain(sample).collect();
        Checkpoint { path: path.to_owned(), belongs_to: hash(&bytes) }
    }

    /// Reads the saved state; `None` if there is no file.
    ///
    /// # Errors
    /// If the file cannot be read, is cut short, or belongs to another training.
    pub fn read(&self) -> io::Result<Option<State>> {
        let mut file = match fs::File::open(&self.path) {
            Ok(file) => io::BufReader::new(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.named(&error)),
        };
        let mut number = || -> io::Result<[u8; 8]> {
            let mut eight = [0; 8];
            file.read_exact(&mut eight).map(|()| eight)
        };
        let mut head = || -> io::Result<[u64; 4]> {
            let magic = number()?;
            let numbers = [number()?, number()?, number()?, number()?].map(u64::from_le_bytes);
            if &magic == MAGIC && numbers[0] == self.belongs_to { Ok(numbers) } else { Err(io::Error::other("other")) }
        };
        let [_, step, seen, len] = head().map_err(|_| {
            self.named(&"no checkpoint of this training (other settings, or another corpus); remove it or name another")
        })?;
        let mut list = || -> io::Result<Vec<f32>> {
            let mut bytes = vec![0; len as usize * 4];
            file.read_exact(&mut bytes).map_err(|error| self.named(&error))?;
            Ok(bytes.chunks_exact(4).filter_map(|four| four.try_into().ok()).map(f32::from_le_bytes).collect())
        };
        Ok(Some(State { step, seen, weights: list()?, means: list()?, squares: list()? }))
    }

    /// Saves a state; the file is whole at any time.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, state: &State) -> io::Result<()> {
        let new = self.path.with_extension("new");
        let write = || -> io::Result<()> {
            let mut file = io::BufWriter::new(fs::File::create(&new)?);
            file.write_all(MAGIC)?;
            for number in [self.belongs_to, state.step, state.seen, state.weights.len() as u64] {
                file.write_all(&number.to_le_bytes())?;
            }
            for value in state.weights.iter().chain(&state.means).chain(&state.squares) {
                file.write_all(&value.to_le_bytes())?;
            }
            file.into_inner()?.sync_all()?;
            fs::rename(&new, &self.path)
        };
        write().map_err(|error| self.named(&error))
    }

    fn named(&self, error: &dyn std::fmt::Display) -> io::Error {
        io::Error::other(format!("{}: {error}", self.path.display()))
    }
}
