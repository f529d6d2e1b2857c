//! Texts for people to whom a space and a no-break space look alike.

use super::normal::is_invisible;

/// A text on one line, with invisible characters written out.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            '\t' => out.push('⇥'),
            '\u{A0}' => out.push('⍽'),
            c if c.is_control() || is_invisible(c) => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
