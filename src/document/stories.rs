//! Stories, as word processors call what is read in one go: a body, a note, a text box. What hangs on a paragraph is read once that
//! has ended, before what comes behind it.

use std::ops::Range;

use super::draft::Draft;
use super::xml::Scope;
use crate::problem::Problem;

/// Boxes in boxes are read so deep; word processors allow hardly any.
const DEEPEST: usize = 8;

/// A story of the file: a part, or what hangs on a paragraph of one.
pub(super) struct Stretch {
    pub range: Range<usize>,
    /// How many paragraphs have begun before it.
    pub before: u32,
    /// What prefixes mean there.
    pub scope: Scope,
}

/// What hangs on a paragraph.
pub(super) type Hanging = Vec<Stretch>;

/// A story that is being read.
pub(super) trait Story {
    /// Reads up to the end of a paragraph that something hangs on, and gives that back; nothing at the end of the story.
    fn read(&mut self, draft: &mut Draft<'_>) -> Result<Hanging, Problem>;
}

/// Reads a story, and those that hang on it; `story` makes them.
pub(super) fn read<S: Story>(
    range: Range<usize>,
    story: impl Fn(Stretch) -> S,
    draft: &mut Draft<'_>,
) -> Result<(), Problem> {
    let mut open = vec![story(Stretch { range, before: 0, scope: Scope::default() })];
    while let Some(last) = open.last_mut() {
        match last.read(draft)? {
            hanging if hanging.is_empty() => _ = open.pop(),
            hanging if open.len() <= DEEPEST => {
                open.extend(hanging.into_iter().rev().map(&story));
            }
            _ => {}
        }
    }
    Ok(())
}
