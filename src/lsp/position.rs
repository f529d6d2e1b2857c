//! Positions of the protocol, in the unit that was agreed on, and byte offsets of a text.

use std::ops::Range;

use gen_lsp_types as lsp;

use crate::text::{LineIndex, Unit};

/// The position of a byte offset.
pub fn of_byte(lines: &mut LineIndex<'_>, unit: Unit, byte: u32) -> lsp::Position {
    let at = lines.position(byte);
    let column = match unit {
        Unit::Byte => at.byte,
        Unit::Char => at.column,
        Unit::Utf16 => at.utf16,
    };
    lsp::Position { line: at.line - 1, character: column - 1 }
}

/// The range of a byte range.
pub fn of_range(lines: &mut LineIndex<'_>, unit: Unit, range: Range<u32>) -> lsp::Range {
    lsp::Range { start: of_byte(lines, unit, range.start), end: of_byte(lines, unit, range.end) }
}

/// The byte offset of a position in a text. One past the end of its line is that end, one past the last line is the end of
/// the text: clients have been seen to send both.
pub fn to_byte(text: &str, lines: &LineIndex<'_>, unit: Unit, at: lsp::Position) -> usize {
    let (line, column) = (at.line.saturating_add(1), at.character.saturating_add(1));
    lines.offset(line, column, unit).map_or(text.len(), |byte| byte as usize)
}

/// The byte range of a range; one that is reversed is turned round.
pub fn to_range(text: &str, lines: &LineIndex<'_>, unit: Unit, range: lsp::Range) -> Range<usize> {
    let (start, end) = (to_byte(text, lines, unit, range.start), to_byte(text, lines, unit, range.end));
    start.min(end)..start.max(end)
}
