//! Fingerprints, by which a finding is recognised in a later run.

use xxhash_rust::xxh3::xxh3_64;

use crate::rules::{Finding, Fingerprint, fold_word};
use crate::text::{Normal, Prose, Span};
use crate::token::{Gap, Token, TokenKind, Tokens};

/// How many words on either side count. Two findings of one rule on the same word in one file seldom have all six in
/// common; an edit further off changes nothing.
const BESIDE: usize = 3;

/// Hashes a finding of the rule of this name: the name, the marked text, and the words beside it in the same paragraph, all
/// folded, so that new line breaks, other punctuation and the other tone style do not change the hash. It is XXH3 (64 bits) and
/// is written to files: it must not change.
pub(super) fn fingerprint(rule: &str, finding: &Finding, normal: &Normal<'_>, tokens: &Tokens) -> Fingerprint {
    let (text, list) = (normal.text(), tokens.list());
    let span = normal.to_prose(finding.span);
    let mut known_by = String::with_capacity(128);
    known_by.push_str(rule);
    known_by.push('\0');
    marked(text, span, &mut known_by);
    known_by.push('\0');
    let first = list.partition_point(|token| token.span.end() <= span.start());
    let behind = first + list[first..].partition_point(|token| token.span.start() < span.end());
    for before in words(text, list[..first].iter().rev(), list.get(first)) {
        known_by.push_str(&before);
        known_by.push(' ');
    }
    known_by.push('\0');
    let mut after = Vec::with_capacity(BESIDE);
    for token in &list[behind..] {
        if token.gap() == Gap::ParagraphBreak || after.len() == BESIDE {
            break;
        }
        after.extend(folded(text, token));
    }
    for word in after {
        known_by.push_str(&word);
        known_by.push(' ');
    }
    Fingerprint(xxh3_64(known_by.as_bytes()))
}

/// Appends the marked text with one space for any white space.
fn marked(text: &str, span: Span<Prose>, out: &mut String) {
    for (at, part) in text[span.range()].split(char::is_whitespace).filter(|part| !part.is_empty()).enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(part);
    }
}

/// The words before a token, nearest first, up to the start of its paragraph.
fn words<'t>(text: &str, backwards: impl Iterator<Item = &'t Token>, mut behind: Option<&'t Token>) -> Vec<String> {
    let mut found = Vec::with_capacity(BESIDE);
    for token in backwards {
        if found.len() == BESIDE || behind.is_some_and(|behind| behind.gap() == Gap::ParagraphBreak) {
            break;
        }
        found.extend(folded(text, token));
        behind = Some(token);
    }
    found
}

/// A word or a number in its folded form; `None` for punctuation.
fn folded(text: &str, token: &Token) -> Option<String> {
    let mut out = String::new();
    match token.kind() {
        TokenKind::Word(word) => fold_word(word, token.text(text), &mut out),
        TokenKind::Mark(_) | TokenKind::Symbol | TokenKind::Opaque => return None,
        _ => out.extend(token.text(text).chars().flat_map(char::to_lowercase)),
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use unicode_normalization::UnicodeNormalization;

    use crate::linter::{Linter, Selection, Worker};
    use crate::rules::Fingerprint;

    fn fingerprints(text: &str) -> Vec<Fingerprint> {
        static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(&Selection::default()).unwrap());
        let found = LINTER.check_text(text, &mut Worker::default()).unwrap();
        found.into_iter().map(|finding| finding.fingerprint).collect()
    }

    #[test]
    fn edits_elsewhere_leave_it_as_it_is() {
        let text = "Chị Hòa nhắc rằng cả tổ nổ lực làm cho xong việc.";
        let known = fingerprints(text);
        assert_eq!(known.len(), 1);
        for same in [
            "Trời mưa.\n\nChị Hòa nhắc rằng cả tổ nổ lực làm cho xong việc.\n\nHết.",
            "Chị Lan hay nhắc rằng cả tổ nổ lực, làm cho xong việc sớm.",
            "Chị Hòa nhắc: rằng cả Tổ nổ  lực làm cho xong",
        ] {
            assert!(fingerprints(same).contains(&known[0]), "{same}");
        }
        for other in ["Chị Hòa nhắc rằng cả nhà nổ lực làm cho xong việc.", "nổ lực", "Cả tổ nổ lực.\n\nLàm cho xong."]
        {
            assert_eq!(fingerprints(other).len(), 1);
            assert!(!fingerprints(other).contains(&known[0]), "{other}");
        }
        let decomposed: String = text.nfd().collect();
        assert!(fingerprints(&decomposed).contains(&known[0]));
    }

    /// Baselines and lists of what to ignore hold these numbers.
    #[test]
    fn it_is_the_same_in_every_version() {
        let known = fingerprints("Cả tổ nổ lực làm việc.")[0];
        assert_eq!(known.to_string(), "a1fec22f6c89291a");
        assert_eq!(Fingerprint::try_from(known.to_string()), Ok(known));
        assert!(Fingerprint::try_from("12".to_owned()).is_err());
    }
}
