//! Rows of styled text: wrapped at words, cut to a width in columns.

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::report::escape::one_line;

/// A row of the screen.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    parts: Vec<(Style, String)>,
}

impl Row {
    pub fn new() -> Row {
        Row::default()
    }

    /// The row with more text at its end.
    pub fn with(mut self, style: Style, text: impl AsRef<str>) -> Row {
        self.push(style, &one_line(text.as_ref()));
        self
    }

    fn push(&mut self, style: Style, text: &str) {
        match self.parts.last_mut() {
            Some((last, before)) if *last == style => before.push_str(text),
            _ => self.parts.push((style, text.to_owned())),
        }
    }

    pub fn parts(&self) -> &[(Style, String)] {
        &self.parts
    }

    /// Its width in columns.
    pub fn width(&self) -> usize {
        self.parts.iter().map(|(_, text)| width(text)).sum()
    }

    /// The text without styles.
    #[cfg(test)]
    pub fn plain(&self) -> String {
        self.parts.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Wraps it at spaces into rows of `columns`; rows after the first are indented by `indent` columns.
    pub fn wrap(&self, columns: usize, indent: usize) -> Vec<Row> {
        let columns = columns.max(indent + 4);
        let letters: Vec<(Style, &str)> = self
            .parts
            .iter()
            .flat_map(|(style, text)| text.graphemes(true).map(move |letter| (*style, letter)))
            .collect();
        let mut rows = Vec::new();
        let mut start = 0;
        loop {
            let room = columns - if rows.is_empty() { 0 } else { indent };
            let end = start + fitting(&letters[start..], room);
            let mut row = Row::new();
            if !rows.is_empty() {
                row.push(Style::new(), &" ".repeat(indent));
            }
            for (style, letter) in &letters[start..end] {
                row.push(*style, letter);
            }
            rows.push(row);
            // The space at which a row was broken is not shown.
            start = end + usize::from(letters.get(end).is_some_and(|(_, letter)| *letter == " "));
            if start >= letters.len() {
                return rows;
            }
        }
    }

    /// Cuts it to a width, with `…` where something is left out.
    pub fn cut(self, columns: usize) -> Row {
        if self.width() <= columns {
            return self;
        }
        let mut row = Row::new();
        let mut left = columns.saturating_sub(1);
        'parts: for (style, text) in &self.parts {
            for letter in text.graphemes(true) {
                let wide = width(letter);
                if wide > left {
                    break 'parts;
                }
                left -= wide;
                row.push(*style, letter);
            }
        }
        row.with(Style::new(), "…")
    }
}

/// How many characters fit on a row: up to the last space if not all do, and at least one.
fn fitting(letters: &[(Style, &str)], room: usize) -> usize {
    let mut used = 0;
    let mut space = None;
    for (at, (_, letter)) in letters.iter().enumerate() {
        if *letter == " " && at > 0 {
            space = Some(at);
        }
        used += width(letter);
        if used > room && *letter != " " {
            return space.unwrap_or(at.max(1));
        }
    }
    letters.len()
}

/// The width of a text in columns.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The end of a text that fits, with `…` before it: the file name matters most in a path.
pub(super) fn tail(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(1);
    let from = text.grapheme_indices(true).rev().take_while(|(_, letter)| {
        let fits = width(letter) <= left;
        left = left.saturating_sub(width(letter));
        fits
    });
    let from = from.last().map_or(text.len(), |(at, _)| at);
    format!("…{}", &text[from..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(rows: &[Row]) -> Vec<String> {
        rows.iter().map(Row::plain).collect()
    }

    #[test]
    fn rows_break_at_spaces() {
        let row =
            Row::new().with(Style::new(), "một hai ").with(Style::new().bold(), "ba bốn").with(Style::new(), " năm");
        assert_eq!(plain(&row.wrap(8, 0)), ["một hai", "ba bốn", "năm"]);
        assert_eq!(plain(&row.wrap(9, 2)), ["một hai", "  ba bốn", "  năm"]);
        assert_eq!(plain(&Row::new().with(Style::new(), "dàiquákhổ").wrap(4, 0)), ["dàiq", "uákh", "ổ"]);
        assert_eq!(plain(&Row::new().wrap(4, 0)), [""]);
    }

    #[test]
    fn cuts_show_that_something_is_left_out() {
        assert_eq!(Row::new().with(Style::new(), "tiếng Việt").cut(6).plain(), "tiếng…");
        assert_eq!(tail("bai/tin-mua-lu.txt", 9), "…a-lu.txt");
        assert_eq!(tail("a.txt", 9), "a.txt");
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_asked(text in "[a-zểự 文\u{301}]{0,60}", columns in 6usize..30, indent in 0usize..2) {
            let row = Row::new().with(Style::new(), &text);
            for wrapped in row.wrap(columns, indent) {
                // Any number of marks takes no room.
                let letters = wrapped.plain().replace('\u{301}', "");
                prop_assert!(letters.trim_end().len() <= 4 * columns);
                prop_assert!(width(wrapped.plain().trim_end()) <= columns, "{wrapped:?}");
            }
            prop_assert!(row.cut(columns).width() <= columns);
        }
    }
}
