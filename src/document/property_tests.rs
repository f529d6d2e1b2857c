//! Property tests for every format: shown text leads back to the file, and a fix made in the file is the fix that was
//! meant.

use std::sync::Arc;

use super::view::Origin;
use super::{Document, Format, Options};
use crate::text::{Shown, Span};

/// Checks the properties on one file.
///
/// - The pieces cover the shown text, in order; every letter of a verbatim piece is the letter of the file.
/// - What is opaque is opaque as a whole.
/// - Replacing a word, wherever that can be done, changes in the shown text that word alone, and in the file nothing
///   but prose.
///
/// # Panics
/// If one does not hold.
pub fn check(bytes: &[u8], format: Format) {
    check_with(bytes, format, &Arc::default());
}

/// As [`check`], with other options.
pub fn check_with(bytes: &[u8], format: Format, options: &Arc<Options>) {
    let Ok(document) = Document::open(bytes, format, options) else { return };
    pieces(&document);
    let words = words(document.text(), document.opaque());
    let Some(view) = &document.view else { return };
    let is_markdown = [Format::MARKDOWN, Format::NOTEBOOK].contains(&format);
    for word in words.iter().take(40) {
        let old = &document.text()[word.range()];
        // Whether a star is a mark of emphasis goes by whether a letter or a punctuation mark stands beside it.
        let marks = if is_markdown { "thay \\ & <b> `c` thế" } else { "a & b < \"c\" > 'd'" };
        for new in ["thay", "đổi khác", &old.chars().rev().collect::<String>(), marks] {
            let Some(edits) = document.edits(*word, new) else { continue };
            // A stray `<` can make a tag of a word that is put behind it, as it would for whoever types it there. The linter
            // reads again what it has made, and gives up such a fix.
            let source = document.source().text();
            let stray = |at: u32| {
                let before = &source[..at as usize];
                let command = before.trim_end_matches(char::is_alphabetic).ends_with('\\');
                let beside = before.rsplit(char::is_whitespace).next().unwrap_or_default();
                // A brace of a message that is never closed takes in whatever is put behind it: `{a { ô}` holds a word, `{a { thay}` a name.
                let line = before.rsplit('\n').next().unwrap_or_default();
                let in_brace = line.matches('{').count() > line.matches('}').count();
                let unclosed = source.matches('{').count() != source.matches('}').count();
                let sign = format == Format::PO && (beside.contains(['$', '%']) || in_brace && unclosed);
                beside.contains(['<', '&', '{', '\\']) || sign || format == Format::LATEX && command
            };
            if edits.iter().any(|(span, _)| stray(span.start())) {
                continue;
            }
            for (span, _) in &edits {
                let within = view.pieces.iter().any(|piece| {
                    matches!(piece.kind, Origin::Verbatim | Origin::Respelled)
                        && piece.decoded <= span.start()
                        && span.end() <= piece.decoded + piece.len
                });
                assert!(within, "an edit outside of prose: {span:?} in {:?}", document.source().text());
            }
            // A fuzzer makes files in which anything may make something else of the word beside it: half a letter of an old encoding, a
            // template that is none yet. It looks for crashes, and for places that do not lead back.
            if cfg!(fuzzing) {
                let _ = document.edited(&edits);
                continue;
            }
            let edited = document.edited(&edits).unwrap_or_else(|error| {
                panic!("unreadable after {old:?} → {new:?}: {error} in {:?}", document.source().text())
            });
            let wanted = [&document.text()[..word.start() as usize], new, &document.text()[word.end() as usize..]];
            // Where a word goes through marks, what is left of it between two may make something else of them: `**` of nothing, a
            // run that begins with a space which Word drops. Such a fix is given up, too.
            let given_up = (is_markdown || [Format::DOCX, Format::LATEX].contains(&format)) && edits.len() > 1;
            // Where signs of no kind of their own make marks, or the letters of a value say whether it is prose, a word decides what it
            // is part of: `ab:[c]` is a macro if `ab` is a name.
            let given_up = given_up || [Format::RST, Format::ASCIIDOC, Format::JSON, Format::YAML].contains(&format);
            // Where the words tell their language, or whether they are words at all, others may tell otherwise.
            let reads_html =
                [Format::HTML, Format::EPUB, Format::MARKDOWN, Format::NOTEBOOK, Format::DOCX].contains(&format);
            let tells = reads_html && ["lang=", "<pre", "translate="].iter().any(|hint| source.contains(hint));
            let given_up = given_up || tells;
            assert!(
                given_up || edited.shows(&wanted.concat()),
                "{old:?} → {new:?} in {:?} gave {:?}: {:?}",
                document.source().text(),
                edited.source().text(),
                edited.text()
            );
        }
    }
}

/// Checks that texts, each of them a piece repeated, are read fast.
///
/// # Panics
/// If one takes so long that a slow machine cannot be the reason.
#[cfg(test)]
pub fn quick(format: Format, pieces: &[(&str, usize)]) {
    for (piece, times) in pieces {
        let text = piece.repeat(*times);
        let start = std::time::Instant::now();
        let _ = Document::open(text.as_bytes(), format, &Arc::default());
        assert!(start.elapsed().as_secs() < 20, "{piece:?} took {:?}", start.elapsed());
    }
}

fn pieces(document: &Document<'_>) {
    let Some(view) = &document.view else { return };
    let source = document.source().text();
    let mut at = 0;
    for (index, piece) in view.pieces.iter().enumerate() {
        assert_eq!(piece.shown, at, "pieces leave a gap or overlap");
        at = view.pieces.get(index + 1).map_or(view.text.len() as u32, |next| next.shown);
        assert!(at > piece.shown, "an empty piece");
        let shown = &view.text[piece.shown as usize..at as usize];
        let file = source.get(piece.decoded as usize..(piece.decoded + piece.len) as usize);
        let file = file.expect("a piece is from whole characters of the file");
        if piece.kind == Origin::Verbatim {
            assert_eq!(shown, file);
        }
        if piece.kind == Origin::Break {
            assert!(file.is_empty());
        }
    }
    for (at, c) in view.text.char_indices() {
        let span = Span::<Shown>::of(at..at + c.len_utf8());
        assert!(source.get(view.to_decoded(span).range()).is_some(), "a place inside a character");
    }
    let mut end = 0;
    for held in &view.opaque {
        assert!(held.start() >= end && !held.is_empty() && view.text.get(held.range()).is_some());
        end = held.end();
    }
    let mut end = 0;
    for cited in &view.cited {
        assert!(cited.start() >= end && !cited.is_empty() && view.text.get(cited.range()).is_some());
        end = cited.end();
    }
}

/// The text of a document in links, code and quotations.
#[cfg(test)]
pub fn cited<'d>(document: &'d Document<'_>) -> Vec<&'d str> {
    document.cited().iter().map(|span| document.text()[span.range()].trim()).collect()
}

/// The spans of the words of a text outside of opaque spans.
fn words(text: &str, opaque: &[Span<Shown>]) -> Vec<Span<Shown>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(Span::of(from..at));
                start = None;
            }
            _ => {}
        }
    }
    words.retain(|word| opaque.iter().all(|held| !held.overlaps(*word)));
    words
}
