//! Shows a change as a diff instead of writing it.

use std::io::{self, IsTerminal, Write};

use crate::report::escape::{lines, one_line};

/// Prints the change as a unified diff.
pub(super) fn show_difference(name: &str, before: &str, after: &str) -> io::Result<()> {
    let difference = similar::TextDiff::from_lines(before, after);
    let mut out = io::stdout().lock();
    let name = one_line(name.trim_start_matches('/'));
    let (old, new) = (format!("a/{name}"), format!("b/{name}"));
    let difference = difference.unified_diff().header(&old, &new).to_string();
    // What goes to a file or a pipe is a patch, byte by byte.
    let shown = if out.is_terminal() { lines(&difference) } else { difference };
    out.write_all(shown.as_bytes())
}
