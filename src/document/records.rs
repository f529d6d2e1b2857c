//! Files of records, one article each, that are too large to be read as one text: where they may be cut, and what the reader
//! of a later block has to be told of the first.

use std::sync::Arc;

use super::reader::{Block, Options};
use super::{Format, csv};

/// How a file of records is cut into blocks.
#[derive(Clone, Debug)]
pub struct Records {
    format: Format,
    /// The heading of a table, once its first block has been seen.
    heading: Option<Arc<str>>,
}

impl Records {
    /// Nothing for formats that are no records.
    pub fn of(format: Format) -> Option<Records> {
        matches!(format, Format::Csv | Format::Jsonl).then_some(Records { format, heading: None })
    }

    /// Where the last record ends that ends in `bytes`, which begin with a record; 0 if none does. In a table a line break
    /// between quotes is part of a cell.
    pub fn end_of_last(&self, bytes: &[u8]) -> usize {
        match self.format {
            Format::Csv => csv::end_of_last(bytes),
            _ => memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1),
        }
    }

    /// The choices with which a block is read, in the order of the blocks; `lines` is how many lines come before it.
    pub fn options(&mut self, options: &Arc<Options>, bytes: &[u8], lines: u32) -> Arc<Options> {
        if lines == 0 {
            // A heading that is no UTF-8 is told by whoever reads the block.
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            self.heading = (self.format == Format::Csv).then(|| csv::heading(text).into());
            return Arc::clone(options);
        }
        let block = Block { heading: self.heading.clone().unwrap_or_else(|| "".into()), lines };
        Arc::new(Options { block: Some(block), ..Options::clone(options) })
    }
}
