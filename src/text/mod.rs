//! Floor 0: bytes become text, and every position in that text leads back to the bytes.
//!
//! Four coordinate spaces, each with its own [`Span`] type so that the compiler keeps them apart:
//!
//! ```text
//! File     bytes as they lie on disk        what a diagnostic carries, what an editor is told
//!   ↕ source::Source                        byte order mark, UTF-16, code pages of before Unicode
//! Decoded  bytes of the UTF-8 text          what lines and columns are counted in
//!   ↕ document::Document                    markup, entities, escapes, the parts of a container
//! Shown    bytes of what a reader sees      what findings and their fixes speak of
//!   ↕ normal::Normal                        NFC, order of marks, stray invisible characters
//! Prose    bytes of the normalised text     what tokens and rules speak of
//! ```

pub mod blocks;
pub mod encoding;
mod latin;
pub mod line_index;
pub mod normal;
pub mod source;
pub mod span;
pub mod span_map;
pub mod table;
pub mod units;
mod visible;

pub use encoding::Encoding;
pub use latin::is_latin;
pub use line_index::{LineIndex, Position};
pub use normal::Normal;
pub use source::{DecodeError, Source};
pub use span::{Decoded, File, Prose, Shown, Span};
pub use span_map::SpanMap;
pub use units::{Offset, Unit, Units};
pub use visible::visible;

/// A text with some spans replaced; `edits` are in ascending order and do not overlap.
pub fn replaced<'r, In: Copy>(text: &str, edits: impl IntoIterator<Item = (Span<In>, &'r str)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (span, replacement) in edits {
        out.push_str(&text[copied..span.start() as usize]);
        out.push_str(replacement);
        copied = span.end() as usize;
    }
    out.push_str(&text[copied..]);
    out
}
