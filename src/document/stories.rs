//! Stories, as word processors call what is read in one go: a body, a note, a text box. What hangs on a paragraph is read once that
//! has ended, before what comes behind it.

use std::ops::Range;

use super::Unreadable;
use super::draft::Draft;

/// Boxes in boxes are read so deep; word processors allow hardly any.
const DEEPEST: usize = 8;

/// What hangs on a paragraph: each with how many paragraphs have begun before it.
pub(super) type Hanging = Vec<(Range<usize>, u32)>;

/// A story that is being read.
pub(super) trait Story {
    /// Reads up to the end of a paragraph that something hangs on, and gives that back; nothing at the end of the story.
    fn read(&mut self, draft: &mut Draft<'_>) -> Result<Hanging, Unreadable>;
}

/// Reads a story, and those that hang on it; `story` makes them.
pub(super) fn read<S: Story>(
    range: Range<usize>,
    story: impl Fn(Range<usize>, u32) -> S,
    draft: &mut Draft<'_>,
) -> Result<(), Unreadable> {
    let mut open = vec![story(range, 0)];
    while let Some(last) = open.last_mut() {
        match last.read(draft)? {
            hanging if hanging.is_empty() => _ = open.pop(),
            hanging if open.len() <= DEEPEST => {
                open.extend(hanging.into_iter().rev().map(|(range, before)| story(range, before)))
            }
            _ => {}
        }
    }
    Ok(())
}
