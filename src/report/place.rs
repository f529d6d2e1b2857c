//! The position of a finding in a container, in words: a line number says nothing to somebody who has Word open.

use std::borrow::Cow;

use super::window::{Reach, Window};
use super::{FileReport, Lang};
use crate::document::ContainerPosition;
use crate::linter::Diagnostic;
use crate::problem::Bilingual;

/// How many characters around a finding are quoted.
const REACH: Reach = Reach { before: 24, marked: 40, after: 24 };

/// Parts of Word and OpenDocument files by the beginning of their names, with what people call them in Vietnamese and
/// English.
const PARTS: [(&str, &str, &str); 8] = [
    ("word/document", "", ""),
    ("word/footnotes", "chú thích cuối trang", "footnotes"),
    ("word/endnotes", "chú thích cuối bài", "endnotes"),
    ("word/header", "đầu trang", "header"),
    ("word/footer", "chân trang", "footer"),
    ("content.xml", "", ""),
    ("styles.xml", "đầu và chân trang", "headers and footers"),
    ("page-", "trang", "page"),
];

/// A position in words: `đoạn 12`, `chú thích cuối trang, đoạn 3`, `trang 4, đoạn 2`.
pub(crate) fn place(place: &ContainerPosition) -> Bilingual {
    let named = PARTS.iter().find(|(begin, ..)| place.part.starts_with(begin));
    let whole = |name: &str, paragraph: String| {
        let part = match named {
            Some((begin, ..)) => {
                let number: String = place.part[begin.len()..].chars().take_while(char::is_ascii_digit).collect();
                [name, number.as_str()].join(" ").trim().to_owned()
            }
            None => place.part.clone(),
        };
        if part.is_empty() { paragraph } else { format!("{part}, {paragraph}") }
    };
    let (vi, en) = named.map_or(("", ""), |(_, vi, en)| (*vi, *en));
    let at = place.paragraph;
    Bilingual::new(whole(vi, format!("đoạn {at}")), whole(en, format!("paragraph {at}")))
}

/// The message of a finding; in a container with its position and the words around, for which a person can search.
pub(super) fn message<'d>(diagnostic: &'d Diagnostic, file: &FileReport<'_>, lang: Lang) -> Cow<'d, str> {
    let message = lang.of(&diagnostic.message);
    let Some(at) = &diagnostic.place else { return Cow::Borrowed(message) };
    let at = place(at);
    let at = lang.of(&at);
    if file.text.is_empty() {
        return Cow::Owned(format!("{message} [{at}]"));
    }
    let window = Window::around(file.text, diagnostic.listed.range(), REACH);
    let (before, rest) = window.shown.split_at(window.marked.start);
    let (marked, after) = rest.split_at(window.marked.len());
    Cow::Owned(format!("{message} [{at}: {before}«{marked}»{after}]"))
}
