//! Makes fixes unsafe that change a word with a capital inside a sentence.
//!
//! Such a word may be a name, and a name is right as its bearer writes it, however much it looks like a slip (*Trần Phú
//! Hợp*, *Kà Tum*). The finding stays and its fix is offered, but somebody has to look. At the beginning of a sentence
//! a capital says nothing of its word, and neither does it in a heading wholly in capitals. To give a small word its
//! capital changes no such word, and to move a tone mark within its syllable (*Tóan*, *Hoà*) changes no word at all.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::rules::{Applicability, Edit, Finding, Registry};
use crate::syllable::Case;
use crate::text::{Normal, Prose, Span};
use crate::token::{Gap, Mark, Tokens};

/// The groups of rules about words. Fixes of the others change no letter of a word (spaces, punctuation, figures and their
/// units), or a character that only looks like one.
const OF_WORDS: [&str; 5] = ["chinh-ta", "viet-hoa", "nhat-quan", "ngu-phap", "van-phong"];

/// Makes every fix unsafe that changes a word with a capital inside a sentence.
pub(super) fn protect(registry: &Registry, normal: &Normal<'_>, tokens: &Tokens, findings: &mut [Finding]) {
    let mut headings = Headings { tokens, last: None };
    for finding in findings {
        let Some(fix) = finding.fix.as_mut().filter(|fix| fix.is_safe()) else { continue };
        if OF_WORDS.contains(&registry.rule(finding.rule).group())
            && fix.edits.iter().any(|edit| changes_capital(normal, &mut headings, edit))
        {
            fix.applicability = Applicability::Unsafe;
        }
    }
}

fn changes_capital(normal: &Normal<'_>, headings: &mut Headings<'_>, edit: &Edit) -> bool {
    let tokens = headings.tokens;
    let place = normal.to_prose(edit.span);
    let Some(written) = normal.text().get(place.range()) else { return false };
    if differ_in_mark_places(written, &edit.replacement) {
        return false;
    }
    let core = ChangedPart::of(written, &edit.replacement);
    let list = tokens.list();
    let changed: Span<Prose> = Span::new(place.start() + core.from as u32, place.start() + core.to as u32);
    let first = list.partition_point(|token| token.span.end() < changed.start());
    let near = list.iter().enumerate().skip(first).take_while(|(_, token)| token.span.start() <= changed.end());
    let mut changed_words = near.filter(|(_, token)| {
        let inside = token.span.start() < changed.end() && changed.start() < token.span.end();
        let grown = token.span.end() == changed.start() && core.begins_with_letter
            || token.span.start() == changed.end() && core.ends_with_letter;
        token.is_word() && (inside || grown)
    });
    changed_words.any(|(at, token)| {
        token.text(normal.text()).chars().next().is_some_and(char::is_uppercase)
            && !begins_sentence(tokens, at)
            && !(token.case() == Case::Upper && headings.has(at))
    })
}

/// The part of the text that an edit really changes, in bytes of the text that it replaces: without the letters that
/// old and new text begin and end with together.
struct ChangedPart {
    from: usize,
    to: usize,
    /// Whether the new text of that part begins and ends with a letter or a digit.
    begins_with_letter: bool,
    ends_with_letter: bool,
}

impl ChangedPart {
    fn of(written: &str, replacement: &str) -> ChangedPart {
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
        };
        let from = same(&mut written.chars().zip(replacement.chars()));
        let (rest, new) = (&written[from..], &replacement[from..]);
        let behind = same(&mut rest.chars().rev().zip(new.chars().rev()));
        let new = &new[..new.len() - behind];
        ChangedPart {
            from,
            to: written.len() - behind,
            begins_with_letter: new.chars().next().is_some_and(char::is_alphanumeric),
            ends_with_letter: new.chars().next_back().is_some_and(char::is_alphanumeric),
        }
    }
}

/// Whether two texts have the same letters with the same diacritics, only in other positions.
fn differ_in_mark_places(one: &str, other: &str) -> bool {
    let parts = |text: &str| -> (String, Vec<char>) {
        let (mut marks, letters): (Vec<char>, Vec<char>) = text.nfd().partition(|c| is_combining_mark(*c));
        marks.sort_unstable();
        (letters.into_iter().collect(), marks)
    };
    parts(one) == parts(other)
}

/// Whether a word is the first of its sentence, or of an item that a letter or a number counts: *a) Nộp đơn*.
fn begins_sentence(tokens: &Tokens, at: usize) -> bool {
    let list = tokens.list();
    let item = || {
        let [.., label, mark] = &list[..at] else { return false };
        label.span.len() <= 2 && mark.gap() == Gap::None && mark.mark() == Some(Mark::CloseBracket)
    };
    tokens.sentence_of(at).take_while(|before| *before < at).all(|before| !list[before].is_word()) || item()
}

/// Which paragraphs have no word in lower case. The last answer is kept: a paragraph may be as long as a file, with a
/// finding in every line.
struct Headings<'t> {
    tokens: &'t Tokens,
    last: Option<(usize, bool)>,
}

impl Headings<'_> {
    /// Whether the paragraph around the word with index `at` is wholly in capitals.
    fn has(&mut self, at: usize) -> bool {
        let number = self.tokens.paragraph_of(at);
        if let Some((_, is_heading)) = self.last.filter(|(last, _)| *last == number) {
            return is_heading;
        }
        let list = &self.tokens.list()[self.tokens.paragraph(number).unwrap_or(0..0)];
        let is_heading = list.iter().filter(|token| token.is_word()).all(|token| token.case() == Case::Upper);
        self.last = Some((number, is_heading));
        is_heading
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::linter::{FixOptions, Linter, Selection, Worker};

    fn fixed(text: &str) -> String {
        let linter = Linter::new(&Selection::default()).unwrap();
        let fixing = FixOptions { all: false, except: None };
        linter.fix(Document::of_text(text).unwrap(), fixing, &mut Worker::default()).unwrap().document.text().to_owned()
    }

    #[test]
    fn a_capital_inside_a_sentence_is_not_changed_unseen() {
        for text in [
            "Chiều nay anh Nổ lực ghé chơi.",
            "Cô dạy bài Tóm Tăt cho lớp.",
            "Quán cà phê Bổ Xung nằm cuối phố.",
            "Nhà hàng “Chia Sẽ” mới mở cửa.",
            "Chuyến bay đi Quãng Ngãi bị hoãn.",
        ] {
            assert_eq!(fixed(text), text);
        }
        for (text, right) in [
            ("Nổ lực của cả lớp đã được khen.", "Nỗ lực của cả lớp đã được khen."),
            ("a) Nổ lực học tập", "a) Nỗ lực học tập"),
            ("Các bạn cần có: a) Nổ lực học tập", "Các bạn cần có: a) Nỗ lực học tập"),
            ("- Nổ lực học tập", "- Nỗ lực học tập"),
            ("Cả lớp nổ lực ôn bài cùng Hoàng.", "Cả lớp nỗ lực ôn bài cùng Hoàng."),
            ("GIẤY KHEN VỀ NỔ LỰC HỌC TẬP", "GIẤY KHEN VỀ NỖ LỰC HỌC TẬP"),
            ("Bác Tóan sang chơi.", "Bác Toán sang chơi."),
        ] {
            assert_eq!(fixed(text), right);
        }
    }

    #[test]
    fn no_rule_breaks_the_law_with_its_own_mistakes_in_capitals() {
        let linter = Linter::new(&Selection { strict: true, ..Selection::default() }).unwrap();
        let mut worker = Worker::default();
        let capital = |word: &str| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
        };
        let examples = linter.registry().rules().iter().flat_map(|meta| meta.wrong.iter());
        let texts: Vec<String> = examples.map(|example| example.text.to_string()).collect();
        for text in texts.iter().filter(|text| !text.contains('\n')) {
            // Behind a word of its own, and each word with a capital: all of them may be names.
            let titled = text.split(' ').map(capital).collect::<Vec<_>>().join(" ");
            let titled = format!("Theo {titled}");
            let document = Document::of_text(&titled).unwrap();
            let normal = Normal::new(document.text()).unwrap();
            for finding in linter.check(&document, &mut worker).unwrap() {
                let group = linter.registry().rule(finding.rule).group();
                let Some(fix) = finding.fix.filter(|fix| fix.is_safe() && OF_WORDS.contains(&group)) else { continue };
                for edit in fix.edits.iter().filter(|edit| edit.span.start() > 5) {
                    let old = &normal.text()[normal.to_prose(edit.span).range()];
                    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
                    let starts = titled[..edit.span.start() as usize].trim_end().ends_with(['.', '?', '!', '…']);
                    let same = letters(old) == letters(&edit.replacement);
                    assert!(
                        same || starts || differ_in_mark_places(old, &edit.replacement),
                        "{titled}: {old} → {}",
                        edit.replacement
                    );
                }
            }
        }
    }
}
