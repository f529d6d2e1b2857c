//! Stories, as word processors call a text that is read in one go: a body, a note, a text box. Those anchored in a
//! paragraph are read behind it.

use std::ops::Range;

use super::draft::Draft;
use super::xml::Scope;
use crate::problem::Problem;

/// The greatest depth of boxes inside of boxes; word processors allow hardly any.
const DEEPEST: usize = 8;

/// A story of the file: a part, or what is anchored in a paragraph of one.
pub(super) struct Stretch {
    pub range: Range<usize>,
    /// The number of paragraphs begun before it.
    pub before: u32,
    /// The namespaces in force there.
    pub scope: Scope,
}

/// The stories anchored in a paragraph.
pub(super) type Hanging = Vec<Stretch>;

/// A story while it is read.
pub(super) trait Story {
    /// Reads up to the end of a paragraph in which stories are anchored, and gives these back; empty at the end of the
    /// story.
    fn read(&mut self, draft: &mut Draft<'_>) -> Result<Hanging, Problem>;
}

/// Reads a story and those anchored in it; `story` makes them.
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
