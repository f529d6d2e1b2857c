//! Colours of what the commands themselves print. Reports paint their findings.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::report::visible;
use crate::rules::Severity;

/// Headings and names.
pub(super) const BOLD: Style = Style::new().bold();
/// Wrong text.
pub(super) const WRONG: Style = AnsiColor::Red.on_default();
/// Right text.
pub(super) const RIGHT: Style = AnsiColor::Green.on_default();

/// The colour of a severity.
pub(super) fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Info => AnsiColor::Cyan.on_default(),
        Severity::Warning => AnsiColor::Yellow.on_default(),
        Severity::Error => WRONG,
    }
}

/// Applies styles, if the flag is true.
#[derive(Clone, Copy)]
pub(super) struct Painter(pub bool);

impl Painter {
    /// The text in this style.
    pub fn paint(self, style: Style, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// A wrong text and its right form, each on one line, with the differing words marked.
    pub fn pair(self, wrong: &str, right: &str) -> (String, String) {
        if !self.0 {
            return (visible(wrong), visible(right));
        }
        let (mut old, mut new) = (String::new(), String::new());
        for change in TextDiff::from_words(wrong, right).iter_all_changes() {
            let text = visible(change.value());
            match change.tag() {
                ChangeTag::Equal => {
                    old.push_str(&text);
                    new.push_str(&text);
                }
                ChangeTag::Delete => old.push_str(&self.paint(WRONG.bold().underline(), &text)),
                ChangeTag::Insert => new.push_str(&self.paint(RIGHT.bold().underline(), &text)),
            }
        }
        (old, new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_differ_are_marked() {
        let (wrong, right) = Painter(true).pair("Công tác kiẻm tra.", "Công tác kiểm tra.");
        assert_eq!(wrong, "Công tác \u{1B}[1m\u{1B}[4m\u{1B}[31mkiẻm\u{1B}[0m tra.");
        assert_eq!(right, "Công tác \u{1B}[1m\u{1B}[4m\u{1B}[32mkiểm\u{1B}[0m tra.");
        assert_eq!(Painter(false).pair("a\tb", "a b"), ("a⇥b".to_owned(), "a b".to_owned()));
    }
}
