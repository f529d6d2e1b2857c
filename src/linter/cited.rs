//! Words that are not the author's, or that are mentioned and not used: quotations, links, and sentences about
//! spelling.
//!
//! A quotation is spelled as its source has it and a link as its target is called, whatever the rest of the text does:
//! rules about consistency and capitals make no fix there. A sentence that tells a right spelling from a wrong one has
//! to write both, and no rule about words marks the wrong one.

use std::sync::LazyLock;

use crate::document::Document;
use crate::rules::{Finding, Registry};
use crate::syllable::{Case, SyllableSet};
use crate::text::{Normal, Prose, Shown, Span};
use crate::token::{Mark, Token, Tokens};

/// Rules about one way of writing throughout a text.
const CONSISTENCY: &str = "nhat-quan";

/// Rules about capitals.
const CAPITALS: &str = "viet-hoa";

/// Groups of rules about characters and about morat's own comments, which apply to mentioned words, too.
const NOT_WORDS: [&str; 2] = ["ky-tu", "morat"];

/// How many tokens on either side of a finding count as its sentence.
const NEAR: usize = 60;

/// The greatest number of words in a quotation that may be a mentioned word.
const LONGEST_MENTION: usize = 6;

/// Verbs for what is done with words, which go before “wrong” or “right”: *viết nhầm*, *đọc đúng*.
const VERBS: [&str; 10] = ["viết", "gõ", "ghi", "đánh", "đọc", "nói", "phát âm", "in", "dùng", "nghe"];
const WAYS: [&str; 8] = ["nhầm", "sai", "lẫn", "lộn", "đúng", "lầm", "ngọng", "chệch"];

/// Words between a wrong and a right spelling.
const BETWEEN: [&str; 8] = ["thành", "là", "với", "hay", "chứ", "thay vì", "và", "như"];

/// Words of a sentence about spelling, for a finding in quotes.
const SPELLING_WORDS: [&str; 22] = [
    "viết",
    "gõ",
    "chính tả",
    "phát âm",
    "đánh vần",
    "phân biệt",
    "nhầm",
    "lẫn",
    "sai",
    "đúng",
    "ngọng",
    "lỗi",
    "thay vì",
    "dấu hỏi",
    "dấu ngã",
    "từ điển",
    "nghĩa là",
    "có nghĩa",
    "âm đầu",
    "âm cuối",
    "từ ngữ",
    "cách đọc",
];

/// Words right before a quotation that announce a mentioned word.
const NAMES_A_WORD: [&str; 9] = ["từ", "chữ", "tiếng", "âm", "vần", "dạng", "cụm từ", "cách viết", "thành ngữ"];

/// Separators of two spellings that stand side by side without quotes.
const VERSUS: [&str; 6] = ["không phải", "chứ không", "→", "=>", "->", "≠"];

/// Headings of a list of wrong spellings.
const WRONG: [&str; 5] = ["sai:", "nhầm:", "không viết:", "lỗi:", "viết sai là:"];

/// Quotation marks, opening and closing.
const QUOTES: [(char, char); 5] = [('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\''), ('«', '»')];

/// Removes the fixes of findings in quotations and links, and drops findings in sentences that speak about their words.
pub(super) fn spare(
    registry: &Registry,
    document: &Document<'_>,
    normal: &Normal<'_>,
    tokens: &Tokens,
    findings: &mut Vec<Finding>,
) {
    let group = |finding: &Finding| registry.rule(finding.rule).group();
    findings.retain(|finding| NOT_WORDS.contains(&group(finding)) || !is_mentioned(normal, tokens, finding));
    if !findings.iter().any(|finding| matches!(group(finding), CONSISTENCY | CAPITALS)) {
        return;
    }
    let quoted = quotations(normal.text(), tokens);
    let links = document.cited();
    let is_cited = |span: Span<Shown>| {
        let inside = |place: &Span<Prose>, of: Span<Prose>| place.start() <= of.start() && of.end() <= place.end();
        let prose = normal.to_prose(span);
        let at = quoted.partition_point(|quote| quote.end() < prose.end());
        let link = links.partition_point(|link| link.end() < span.end());
        quoted.get(at).is_some_and(|quote| inside(quote, prose))
            || links.get(link).is_some_and(|link| link.start() <= span.start() && span.end() <= link.end())
    };
    findings.retain_mut(|finding| {
        let consistency = match group(finding) {
            CONSISTENCY => true,
            CAPITALS => false,
            _ => return true,
        };
        let Some(fix) = &mut finding.fix else { return true };
        let wanted = fix.edits.len();
        fix.edits.retain(|edit| !is_cited(edit.span));
        if consistency {
            // What cannot be written in this format is no wish of its author's: straight quotes in LaTeX.
            fix.edits.retain(|edit| document.edits(edit.span, &edit.replacement).is_some());
        }
        if fix.edits.is_empty() || !finding.whole && fix.edits.len() < wanted {
            finding.fix = None;
        }
        finding.fix.is_some() || !consistency
    });
}

/// The spans between quotation marks, in order and without overlap.
fn quotations(text: &str, tokens: &Tokens) -> Vec<Span<Prose>> {
    let list = tokens.list();
    let mut found = Vec::new();
    // The outermost mark of the paragraph that is open.
    let mut open: Option<usize> = None;
    let mut end = 0;
    for (at, token) in tokens.paired_marks() {
        if at >= end {
            open = None;
            end = tokens.paragraph_end(at);
        }
        let written = token.text(text).chars().next();
        let opened = open.and_then(|at| list[at].text(text).chars().next());
        let closes = opened.is_some_and(|opened| QUOTES.iter().any(|pair| (pair.0, Some(pair.1)) == (opened, written)));
        match token.mark() {
            _ if closes => {
                if let Some(from) = open.take() {
                    found.push(Span::new(list[from].span.end(), token.span.start()));
                }
            }
            Some(Mark::OpenQuote) if open.is_none() => open = Some(at),
            Some(Mark::StraightQuote) if open.is_none() && tokens.after(at).is_some() => open = Some(at),
            _ => {}
        }
    }
    found
}

/// Whether the sentence of a finding speaks about the spelling of its words.
fn is_mentioned(normal: &Normal<'_>, tokens: &Tokens, finding: &Finding) -> bool {
    let (text, list) = (normal.text(), tokens.list());
    let span = normal.to_prose(finding.span);
    let first = list.partition_point(|token| token.span.end() <= span.start());
    if first >= list.len() {
        return false;
    }
    let sentence = tokens.sentence_of(first);
    let near = sentence.start.max(first.saturating_sub(NEAR))..sentence.end.min(first + NEAR);
    let words = &list[near];
    let [Some(from), Some(to)] = [words.first(), words.last()].map(|token| token.map(|token| token.span)) else {
        return false;
    };
    let (start, end) = (span.start().max(from.start()), span.end().min(to.end()));
    if start > end {
        return false;
    }
    let before = &text[from.start() as usize..start as usize];
    let behind = &text[end as usize..to.end() as usize];
    if before.contains(':') {
        let lower = before.to_lowercase();
        if WRONG.iter().any(|wrong| lower.contains(wrong)) {
            return true;
        }
    }
    let has = |said: &str, word: &str| {
        said.match_indices(word).any(|(at, _)| said[..at].ends_with(' ') && said[at + word.len()..].starts_with(' '))
    };
    let said = || folded(text, words.iter().filter(|token| !token.span.overlaps(span)));
    let is_told = || {
        let said = said();
        VERBS.iter().filter(|deed| has(&said, deed)).any(|deed| {
            WAYS.iter().any(|way| {
                let told = format!(" {deed} {way} ");
                let behind = said.find(&told).map(|at| &said[at + told.len() - 1..]);
                behind.is_some_and(|behind| BETWEEN.iter().any(|between| has(behind, between)))
            })
        })
    };
    static WAY: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(WAYS));
    if words.iter().any(|token| token.is_one_of(&WAY)) && is_told() {
        return true;
    }
    let is_right_said = || {
        let right = finding.suggestions.first().map(|right| right.to_lowercase());
        right.is_some_and(|right| right.contains(char::is_alphabetic) && has(&said(), &right))
    };
    match quote(before, behind) {
        Some((ahead, inside, after)) => {
            let words = inside.0.split_whitespace().count() + inside.1.split_whitespace().count();
            if words > LONGEST_MENTION {
                return false;
            }
            let (ahead, after) = (plain(ahead), plain(after));
            let outside = format!(" {ahead} {after} ");
            NAMES_A_WORD.iter().any(|name| ahead.ends_with(name) && has(&outside, name))
                || SPELLING_WORDS.iter().any(|about| has(&outside, about))
                || is_right_said()
        }
        None => VERSUS.iter().any(|versus| before.contains(versus) || behind.contains(versus)) && is_right_said(),
    }
}

/// The words of some tokens in lower case, a space before and behind each.
fn folded<'t>(text: &str, tokens: impl Iterator<Item = &'t Token>) -> String {
    let mut said = String::from(" ");
    for token in tokens.filter(|token| token.is_word()) {
        let written = token.text(text);
        match token.syllable().is_some() && token.case() == Case::Lower {
            true => said.push_str(written),
            false => said.extend(written.chars().flat_map(char::to_lowercase)),
        }
        said.push(' ');
    }
    said
}

/// The words of a text in lower case without diacritics.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The quotation around a position, given the text before and behind: what stands ahead of the quotation, in it before
/// and behind the position, and after it.
fn quote<'t>(before: &'t str, behind: &'t str) -> Option<(&'t str, (&'t str, &'t str), &'t str)> {
    QUOTES.iter().find_map(|(open, close)| {
        let at = match open == close {
            // A straight quote opens where an odd one stands; an apostrophe is inside of a word.
            true => {
                let opens = |(at, _): &(usize, &str)| !before[..*at].ends_with(char::is_alphabetic);
                let marks = before.matches(*open).count();
                before.rmatch_indices(*open).next().filter(opens).filter(|_| marks % 2 == 1).map(|(at, _)| at)?
            }
            false => before.rfind(*open).filter(|at| !before[*at..].contains(*close))?,
        };
        let closed = behind.find(*close).filter(|closed| !behind[..*closed].contains(*open) || open == close)?;
        let inside = (&before[at + open.len_utf8()..], &behind[..closed]);
        Some((&before[..at], inside, &behind[closed + close.len_utf8()..]))
    })
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Format};
    use crate::linter::{FixOptions, Linter, Selection, Worker};
    use std::sync::Arc;

    fn found(text: &str) -> Vec<String> {
        let linter = Linter::new(&Selection::default()).unwrap();
        let findings = linter.check_text(text, &mut Worker::default()).unwrap();
        findings.iter().map(|finding| text[finding.span.range()].to_owned()).collect()
    }

    #[test]
    fn a_sentence_about_a_spelling_is_left_alone() {
        for text in [
            "Nhiều người viết nhầm “bổ sung” thành “bổ xung”.",
            "Cô giáo dặn: viết đúng là \"nỗ lực\", viết sai là \"nổ lực\".",
            "Ai cũng hay viết nhầm bổ sung thành bổ xung.",
            "Từ “bổ xung” không có trong từ điển.",
            "Phải là “nỗ lực” chứ không phải “nổ lực”.",
            "Lỗi chính tả hay gặp: 'nổ lực', 'bổ xung'.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        for text in ["Cả tổ “cùng nổ lực” rồi về.", "Anh viết thư và nổ lực học.", "Sửa xong bài, họ nổ lực tiếp."]
        {
            assert_eq!(found(text), ["nổ lực"], "{text}");
        }
    }

    fn fixed(text: &str, format: Format) -> String {
        let linter = Linter::new(&Selection::default()).unwrap();
        let document = Document::open(text.as_bytes(), format, &Arc::default()).unwrap();
        let all = FixOptions { all: true, except: None };
        let fixed = linter.fix(document, all, &mut Worker::default()).unwrap();
        fixed.document.source().text().to_owned()
    }

    #[test]
    fn consistency_leaves_quotations_and_links() {
        let rest = "Ta hòa vào đời, khóa cửa, tỏa hương, xóa nợ, dọa nhau, lòa mắt.";
        assert_eq!(fixed(&format!("{rest} Rồi hoà giải."), Format::TEXT), format!("{rest} Rồi hòa giải."));
        let quoted = format!("{rest} Bà nói “cứ hoà giải đi”.");
        assert_eq!(fixed(&quoted, Format::TEXT), quoted);
        let linked = format!("{rest} Xem [trang hoà giải](http://a.vn).");
        assert_eq!(fixed(&linked, Format::MARKDOWN), linked);
    }
}
