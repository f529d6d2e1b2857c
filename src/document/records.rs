//! Files of records, one article each, that are too large for memory: where they may be cut, and what a later block has
//! to know of the first.

use std::sync::Arc;

use super::format::{Block, Format, Options, RecordShape};

/// How a file of records is cut into blocks.
#[derive(Clone)]
pub struct Records {
    shape: RecordShape,
    /// The heading of a table, once its first block has been seen.
    heading: Option<Arc<str>>,
}

impl Records {
    /// Nothing for formats that are no records.
    pub fn of(format: Format) -> Option<Records> {
        format.definition().records.map(|shape| Records { shape, heading: None })
    }

    /// The length of the complete records in `bytes`, which begin with a record; 0 if there is none. In a table a line
    /// break between quotes is part of a cell.
    pub fn end_of_last(&self, bytes: &[u8]) -> usize {
        (self.shape.end_of_last)(bytes)
    }

    /// The options for reading the next block; `lines` is the number of lines before it.
    pub fn options(&mut self, options: &Arc<Options>, bytes: &[u8], lines: u32) -> Arc<Options> {
        if lines == 0 {
            // A heading that is no UTF-8 is told by whoever reads the block.
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            self.heading = self.shape.heading.map(|heading| heading(text).into());
            return Arc::clone(options);
        }
        let block = Block { heading: self.heading.clone().unwrap_or_else(|| "".into()), lines };
        Arc::new(Options { block: Some(block), ..Options::clone(options) })
    }
}
