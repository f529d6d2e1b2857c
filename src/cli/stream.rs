//! Checks large files of records, CSV and JSON Lines, block by block: a million articles are one file, which need not
//! fit into memory. A block is a job of its own, so that one file keeps all cores busy.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::files::{Block, Input};
use super::unusable::Unusable;
use super::walk::Job;
use crate::document::{Expected, Records};
use crate::problem::{Bilingual, Problem};
use crate::project::disk;
use crate::report::Begin;

/// Size of a block in bytes.
const BLOCK: usize = 1 << 20;

/// The greatest length of a record in bytes; a longer one is a quote that was not closed.
const LONGEST: usize = 64 << 20;

/// An iterator over jobs that splits large files of records into blocks.
pub(super) struct Streamed<I> {
    jobs: I,
    open: Option<Blocks>,
    files: bool,
    stdin: bool,
}

/// A file that is being read in blocks.
struct Blocks {
    job: Job,
    from: Box<dyn Read + Send>,
    records: Records,
    /// Bytes that were read and belong to the next block.
    held: Vec<u8>,
    begin: Begin,
    ended: bool,
}

impl<I: Iterator<Item = Result<Job, Unusable>>> Streamed<I> {
    pub fn new(jobs: I) -> Streamed<I> {
        Streamed { jobs, open: None, files: true, stdin: true }
    }

    /// Splits the files of `jobs` into blocks; standard input, and all files if not `cut`, are left whole.
    pub fn files(jobs: I, cut: bool) -> Streamed<I> {
        Streamed { jobs, open: None, files: cut, stdin: false }
    }

    /// Drops the rest of the file that is being read.
    pub fn leave(&mut self) {
        self.open = None;
    }
}

impl<I: Iterator<Item = Result<Job, Unusable>>> Iterator for Streamed<I> {
    type Item = Result<Job, Unusable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(blocks) = &mut self.open {
                match blocks.next() {
                    Some(Ok(job)) => return Some(Ok(job)),
                    // What comes behind the fault cannot be told apart.
                    Some(Err(error)) => {
                        self.open = None;
                        return Some(Err(error));
                    }
                    None => self.open = None,
                }
            }
            match self.jobs.next()? {
                Ok(job) if !(if job.input.is_stdin() { self.stdin } else { self.files }) => return Some(Ok(job)),
                Ok(job) => match Blocks::open(job) {
                    Ok(Ok(blocks)) => self.open = Some(blocks),
                    Ok(Err(job)) => return Some(Ok(*job)),
                    Err(error) => return Some(Err(error)),
                },
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Blocks {
    /// The blocks of a file of records that is longer than one; other files are given back.
    fn open(job: Job) -> Result<Result<Blocks, Box<Job>>, Unusable> {
        let name = job.input.name();
        let Some(records) = job.expected.records() else { return Ok(Err(Box::new(job))) };
        let from: Box<dyn Read + Send> = match &job.input {
            Input::Stdin(_) => Box::new(io::stdin()),
            Input::File(path) if is_long(path) => {
                let unusable = |error: io::Error| disk::problem(&name, &error);
                Box::new(File::open(path).map_err(unusable)?)
            }
            _ => return Ok(Err(Box::new(job))),
        };
        Ok(Ok(Blocks { job, from, records, held: Vec::new(), begin: Begin::default(), ended: false }))
    }

    fn next(&mut self) -> Option<Result<Job, Unusable>> {
        if self.ended && self.held.is_empty() {
            return None;
        }
        let name = self.job.input.name();
        let unusable = |message: Bilingual| Unusable::from(Problem::from(message).in_file(&name));
        let mut wanted = BLOCK;
        let end = loop {
            if !self.ended && self.held.len() < wanted {
                let more = (wanted - self.held.len()).min(u32::MAX as usize) as u64;
                match self.from.by_ref().take(more).read_to_end(&mut self.held) {
                    Ok(read) => self.ended = (read as u64) < more,
                    Err(error) => return Some(Err(unusable(disk::said(&error)))),
                }
            }
            // In UTF-16 a line break is no byte of its own.
            let wide =
                self.begin.bytes == 0 && (self.held.starts_with(b"\xFF\xFE") || self.held.starts_with(b"\xFE\xFF"));
            if self.ended {
                break self.held.len();
            }
            if wide {
                wanted = usize::MAX;
                continue;
            }
            match self.records.end_of_last(&self.held) {
                0 if wanted >= LONGEST => {
                    return Some(Err(unusable(too_long(self.begin.lines + 1))));
                }
                0 => wanted *= 2,
                end => break end,
            }
        };
        if self.held.is_empty() {
            return None;
        }
        let rest = self.held.split_off(end);
        let bytes = std::mem::replace(&mut self.held, rest);
        let begin = self.begin;
        self.begin.bytes += bytes.len() as u64;
        self.begin.lines += memchr::memchr_iter(b'\n', &bytes).count() as u32;
        if begin.bytes == 0 {
            match self.job.expected.format(&bytes) {
                Ok(format) => self.job.expected = Expected::Known(format),
                Err(error) => return Some(Err(error.in_file(&name).into())),
            }
        }
        let options = self.records.options(&self.job.checker.options, &bytes, begin.lines);
        let block = Block { of: self.job.input.clone(), bytes, begin, options };
        Some(Ok(Job {
            input: Input::Block(Arc::new(block)),
            expected: self.job.expected,
            place: self.job.place.clone(),
            project: Arc::clone(&self.job.project),
            checker: Arc::clone(&self.job.checker),
        }))
    }
}

fn is_long(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() > BLOCK as u64)
}

fn too_long(line: u32) -> Bilingual {
    let most = LONGEST >> 20;
    Bilingual::new(
        format!("bản ghi bắt đầu ở dòng {line} dài hơn {most} MiB; có lẽ thiếu một dấu nháy kép hay dấu xuống dòng"),
        format!(
            "the record that begins in line {line} is longer than {most} MiB; a quote or a line break may be missing"
        ),
    )
}
