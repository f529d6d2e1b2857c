//! The state machine and what it looks like, without a terminal.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::case::Decision;
use super::key::Key;
use super::session::{Counts, End, Mode, Note, Session};
use super::view::{Frame, draw};
use crate::document::Document;
use crate::linter::{Linter, Selection};
use crate::report::Lang;
use crate::rules::{Applicability, Bilingual, Edit, Finding, Fingerprint, Fix};
use crate::text::Span;

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(&Selection::default()).unwrap());

/// A finding at a span of bytes.
fn finding(start: usize, end: usize, suggestions: &[&str]) -> Finding {
    let rule = LINTER.registry().select("chinh-ta/am-tiet").next().unwrap();
    let message = Bilingual::new("sai vì thế này", "wrong in this way");
    let suggestions = suggestions.iter().map(|text| (*text).to_owned()).collect();
    Finding::replacing(rule, Span::of(start..end), message, suggestions, Applicability::Unsafe)
}

/// Findings on words, each where it first stands behind the one before, known by the word.
fn findings(text: &str, words: &[(&str, &[&str])]) -> Vec<Finding> {
    let mut from = 0;
    let place = |(word, suggestions): &(&str, &[&str])| {
        let start = from + text[from..].find(word).unwrap();
        from = start + word.len();
        let known = Fingerprint(word.bytes().map(u64::from).sum());
        Finding { fingerprint: known, ..finding(start, from, suggestions) }
    };
    words.iter().map(place).collect()
}

fn session(text: &str, findings: Vec<Finding>) -> Session {
    let document = Document::of_text(text).unwrap();
    let diagnostics = LINTER.diagnostics(&document, findings.clone());
    Session::new(&document, findings.into_iter().zip(diagnostics).collect())
}

const TEXT: &str = "Cả tổ nổ lực kiẻm tra, nổ lực nữa, nổ lực mãi.";

fn three() -> Session {
    session(
        TEXT,
        findings(
            TEXT,
            &[("nổ lực", &["nỗ lực", "nổ lựu"]), ("kiẻm", &["kiểm"]), ("nổ lực", &["nỗ lực"]), ("nổ lực", &["nỗ lực"])],
        ),
    )
}

/// Presses the keys of a text: `⏎` is Enter, `⇥` Tab, `→` and `←` arrows, `⎋` Escape, `⌫` Backspace, `^` Ctrl-C.
fn press(session: &mut Session, keys: &str) -> Option<End> {
    keys.chars().find_map(|c| {
        session.press(match c {
            '⏎' => Key::Enter,
            '⇥' => Key::Tab,
            '→' => Key::Right,
            '←' => Key::Left,
            '⎋' => Key::Escape,
            '⌫' => Key::Backspace,
            '^' => Key::Interrupt,
            c => Key::Char(c),
        })
    })
}

fn pressed(keys: &str) -> Session {
    let mut session = three();
    assert_eq!(press(&mut session, keys), None, "{keys}");
    session
}

fn note(session: &Session) -> Option<&Note> {
    session.note().0
}

#[test]
fn each_key_that_accepts_does() {
    for keys in ["a", "y", "⏎", "1", "⇥⇥a", "n⇥⏎"] {
        let session = pressed(keys);
        assert_eq!(session.result(), TEXT.replacen("nổ", "nỗ", 1), "{keys}");
        assert_eq!(session.at(), 1, "{keys}");
    }
    for keys in ["2", "na", "⇥y"] {
        assert_eq!(pressed(keys).result(), TEXT.replacen("lực", "lựu", 1), "{keys}");
    }
    assert_eq!(note(&pressed("7")), Some(&Note::NoSuch(2)));
    assert_eq!(note(&pressed("an")), Some(&Note::OnlySuggestion));
}

#[test]
fn skipping_and_going_back() {
    let session = pressed("s →");
    assert_eq!((session.at(), session.result().as_str()), (3, TEXT));
    assert_eq!(session.counts(), Counts { skipped: 3, open: 1, ..Counts::default() });
    let session = pressed("ab");
    assert!(matches!(session.decision(0), Decision::Fixed(_)) && session.at() == 0);
    // The arrow goes on and leaves a decision as it is; another decision takes its place.
    let session = pressed("ab→");
    assert_eq!((session.at(), session.counts().fixed), (1, 1));
    let session = pressed("abs");
    assert_eq!((session.at(), session.result().as_str()), (1, TEXT));
    assert_eq!(pressed("ab2").result(), TEXT.replacen("lực", "lựu", 1));
    assert_eq!(note(&pressed("b")), Some(&Note::First));
}

#[test]
fn the_same_mistake_everywhere() {
    let session = pressed("A");
    assert_eq!(session.result(), TEXT.replace("nổ", "nỗ"));
    assert_eq!(session.at(), 1);
    assert!(matches!(note(&session), Some(Note::Fixed { count: 3, .. })));
    // Not where it has been left as it is, and not where that is no suggestion.
    assert_eq!(pressed("asA").result(), TEXT.replace("nổ", "nỗ"));
    assert_eq!(pressed("sbnA").result(), TEXT.replacen("lực", "lựu", 1));
    let session = pressed("ssA");
    assert_eq!(session.result().matches("nỗ").count(), 2);
    assert_eq!(pressed("Au").result(), TEXT);
}

#[test]
fn words_are_typed() {
    let session = pressed("e⌫⌫⌫lượng⏎");
    assert_eq!(session.result(), TEXT.replacen("nổ lực", "nổ lượng", 1));
    assert_eq!(pressed("e⌫⌫⎋").result(), TEXT);
    // Decomposed letters go into the file composed.
    let mut decomposed = pressed("e");
    decomposed.press(Key::Clear);
    press(&mut decomposed, "nô\u{303} lư\u{323}c⏎");
    assert_eq!(decomposed.result(), TEXT.replacen("nổ", "nỗ", 1));
    assert_eq!(note(&pressed("e⏎")), Some(&Note::Same));
    // Commands are letters here; an empty line removes.
    let mut cleared = pressed("eqQ?");
    assert!(matches!(cleared.mode(), Mode::Type(line) if line.text() == "nổ lựcqQ?"));
    cleared.press(Key::Clear);
    cleared.press(Key::Enter);
    assert_eq!(cleared.result(), TEXT.replacen("nổ lực", "", 1));
}

#[test]
fn what_is_pasted_is_no_command() {
    let mut session = three();
    session.press(Key::Paste("aaaq".into()));
    assert_eq!((session.at(), session.result().as_str()), (0, TEXT));
    press(&mut session, "e");
    session.press(Key::Clear);
    session.press(Key::Paste("gắng\r\nsức".into()));
    session.press(Key::Enter);
    assert_eq!(session.result(), TEXT.replacen("nổ lực", "gắng  sức", 1));
}

#[test]
fn ignored_ones_and_words_take_those_alike_along() {
    let session = pressed("i");
    assert_eq!((session.counts().ignored, session.at()), (3, 1));
    let session = pressed("aw");
    assert_eq!((session.counts().words, session.at()), (1, 2));
    assert_eq!(session.case().unwrap().word(), "nổ lực");
    assert_eq!(session.result(), TEXT.replacen("nổ", "nỗ", 1));
    assert_eq!(pressed("wi").counts(), Counts { words: 3, ignored: 1, ..Counts::default() });
    let text = "Cam ,quýt";
    let mut mark = session_of(text, 3, 5, &[", "]);
    press(&mut mark, "w");
    assert_eq!(note(&mark), Some(&Note::NotAWord));
}

#[test]
fn only_what_is_marked_as_a_word_can_be_one() {
    let text = "Các hộ dân trоng ấp.";
    let found = LINTER.check_text(text, &mut crate::linter::Worker::default()).unwrap();
    let mut session = session(text, found);
    assert_eq!(session.case().unwrap().diagnostic.name, "ky-tu/chu-giong");
    press(&mut session, "w");
    assert_eq!(note(&session), Some(&Note::NotAWord));
}

fn session_of(text: &str, start: usize, end: usize, suggestions: &[&str]) -> Session {
    session(text, vec![finding(start, end, suggestions)])
}

#[test]
fn everything_can_be_undone_one_by_one() {
    let mut session = pressed("Asiw⎋");
    assert_eq!(note(&pressed("u")), Some(&Note::NothingToUndo));
    while note(&session) != Some(&Note::NothingToUndo) {
        press(&mut session, "u");
    }
    assert_eq!((session.at(), session.result().as_str()), (0, TEXT));
    assert_eq!(session.counts(), Counts { open: 4, ..Counts::default() });
    assert!(!session.is_dirty());
    // To where it was done.
    assert_eq!(pressed("asu").at(), 1);
    assert_eq!(pressed("ab2u").result(), TEXT.replacen("nổ", "nỗ", 1));
}

#[test]
fn it_ends_only_when_it_is_meant_to() {
    let end = |keys| press(&mut three(), keys);
    assert_eq!(end("q"), Some(End::Quit));
    assert_eq!(end("aq"), Some(End::Quit));
    assert_eq!(end("Q"), Some(End::Discard));
    assert_eq!(end("^"), Some(End::Interrupt));
    assert_eq!(end("sssQ"), Some(End::Discard));
    // What has been decided is not thrown away unasked.
    for (keys, ends) in [
        ("aQ", None),
        ("a^", None),
        ("aQn", None),
        ("a^⎋", None),
        ("aQ⏎", None),
        ("aQy", Some(End::Discard)),
        ("aQc", Some(End::Discard)),
        ("aQQ", Some(End::Discard)),
        ("aQq", Some(End::Quit)),
        ("a^y", Some(End::Interrupt)),
        ("a^^", Some(End::Interrupt)),
        ("ae^^", Some(End::Interrupt)),
        ("ssss⏎", Some(End::Done)),
        ("Aaq", Some(End::Quit)),
        ("Aa⏎", Some(End::Done)),
        ("Aaaaa", None),
    ] {
        assert_eq!(end(keys), ends, "{keys}");
    }
    assert_eq!(pressed("Aab").at(), 3);
    assert!(matches!(pressed("?").mode(), Mode::Help(_)));
    assert_eq!(pressed("?q").at(), 0);
}

#[test]
fn a_place_that_was_edited_is_gone_past_and_comes_back() {
    let text = "Anh nói “đi đi\" rồi về.";
    let start = text.find('“').unwrap();
    let quote = text.find('"').unwrap();
    let found = || vec![finding(start, quote + 1, &["“đi đi”"]), finding(quote, quote + 1, &["”", "»"])];
    let mut first = session(text, found());
    press(&mut first, "a");
    assert_eq!((first.at(), first.note().1), (2, 1));
    assert_eq!(first.counts(), Counts { fixed: 1, covered: 1, ..Counts::default() });
    press(&mut first, "ba");
    assert_eq!(note(&first), Some(&Note::Clash(0)));
    press(&mut first, "i");
    assert_eq!(note(&first), Some(&Note::Clash(0)));
    press(&mut first, "bs");
    assert_eq!((first.at(), first.covered(1)), (1, None));
    press(&mut first, "2");
    assert_eq!(first.result(), text.replace('"', "»"));
    // The other way round.
    press(&mut first, "bb1");
    assert_eq!(note(&first), Some(&Note::Clash(1)));
    press(&mut first, "uu1");
    assert_eq!(first.result(), text.replace('"', "”"));
}

#[test]
fn edits_that_belong_together_are_made_together() {
    let text = "sư\u{323} nô\u{309} lư\u{323}c vê\u{300} đích";
    let spans = ["ư\u{323}", "ô\u{309}", "ê\u{300}"].map(|letter| {
        let start = text.find(letter).unwrap();
        Span::of(start..start + letter.len())
    });
    let edits = spans.iter().zip(["ự", "ổ", "ề"]).map(|(span, to)| Edit { span: *span, replacement: to.into() });
    let fix = Fix { applicability: Applicability::Safe, edits: edits.collect() };
    let whole = Finding { fix: Some(fix), ..finding(spans[0].range().start, spans[0].range().end, &["ự"]) };
    let start = text.find('n').unwrap();
    let end = text.find(" vê").unwrap();
    let mut session = session(text, vec![whole, finding(start, end, &["nỗ lực"])]);
    press(&mut session, "a");
    assert_eq!(session.result(), "sự nổ lư\u{323}c về đích");
    // Composing letters is in nobody's way.
    let (around, marked) = session.around(1);
    assert_eq!(&around[marked], &text[start..end]);
    press(&mut session, "a");
    assert_eq!(session.result(), "sự nỗ lực về đích");
    press(&mut session, "uu2");
    assert_eq!(session.result(), text.replacen("ư\u{323}", "ự", 1));
}

#[test]
fn an_input_method_is_seen_through() {
    // Accept, then skip: Telex has made `á` of them.
    let session = pressed("a⌫á");
    assert_eq!((session.at(), session.counts().skipped), (2, 1));
    assert_eq!(note(&session), Some(&Note::Telex('á', 's')));
    assert_eq!(pressed("ư").counts().words, 3);
}

#[test]
fn a_finding_without_suggestions_can_be_typed_or_skipped() {
    let mut session = session_of("Ngày 30/2.", 5, 9, &[]);
    session.press(Key::Char('a'));
    assert_eq!(note(&session), Some(&Note::NoSuggestion));
    session.press(Key::Char('A'));
    assert_eq!(note(&session), Some(&Note::NoSuggestion));
    press(&mut session, "e⌫1⏎");
    assert!(matches!(session.decision(0), Decision::Fixed(choice) if choice.text.ends_with('1')));
}

fn rows(session: &Session, columns: usize, rows: usize, lang: Lang) -> Vec<String> {
    let frame = Frame { name: "bai/tin.txt", file: (1, 2), lang };
    draw(session, &frame, columns, rows).rows.iter().map(|row| row.plain().trim_end().to_owned()).collect()
}

#[test]
fn what_it_looks_like() {
    assert_eq!(
        rows(&pressed("a"), 60, 16, Lang::Vi),
        [
            "bai/tin.txt                                   2/4 · tệp 1/2",
            "━━━━━━━━━━━━━━─────────────────────────────────────────────",
            "",
            "× lỗi · dòng 1, cột 14 · chinh-ta/am-tiet",
            "",
            "  Cả tổ nỗ lực kiẻm tra, nổ lực nữa, nổ lực mãi.",
            "",
            "sai vì thế này",
            "",
            "▸ 1  kiểm",
            "",
            "",
            "",
            "✓ nổ lực → nỗ lực",
            "a sửa   e tự viết   s bỏ qua   b lùi   i luôn bỏ qua",
            "w từ này đúng   u hoàn tác   q ghi, thoát   ? giải thích",
        ]
    );
    let end = rows(&pressed("Aa"), 60, 12, Lang::En).join("\n");
    assert!(end.contains("That was the last of 4 findings.") && end.contains("4 fixed"), "{end}");
    assert!(end.contains("Enter save, next file"), "{end}");
    let blank = session_of("Cam  quýt", 3, 5, &[" "]);
    let shown = rows(&blank, 60, 16, Lang::Vi).join("\n");
    assert!(shown.contains("Cam␣␣quýt") && shown.contains("▸ 1  “ ”"), "{shown}");
    let edge = session_of("Cam ,quýt", 3, 5, &[", "]);
    assert!(rows(&edge, 60, 16, Lang::Vi).join("\n").contains("▸ 1  ,␣"));
    let missing = session_of("Cam ,quýt", 5, 5, &[" "]);
    assert!(rows(&missing, 60, 16, Lang::Vi).join("\n").contains(",‸quýt"));
}

#[test]
fn nothing_in_a_text_moves_the_cursor() {
    let text = "kẻ \u{1b}[2J xấu \u{202e}";
    let hostile = session_of(text, 0, text.len(), &["\u{1b}]0;x\u{7}"]);
    for row in draw(&hostile, &Frame { name: "a\u{1b}[1m", file: (1, 1), lang: Lang::Vi }, 80, 24).rows {
        assert!(!row.plain().contains(|c: char| c.is_control() || c == '\u{202e}'), "{row:?}");
    }
}

/// A text of words of one to four bytes a letter, composed and not.
fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec!["nổ", "lực", " ", "e\u{302}\u{309}", "🌱", "\r\n", "x", "", "ư\u{323}", "\""]),
        1..30,
    )
    .prop_map(|pieces| pieces.concat())
}

/// Findings anywhere, with anything to put there; some with edits elsewhere.
fn any_findings(text: &str) -> impl Strategy<Value = Vec<Finding>> + use<> {
    let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    places.push(text.len());
    let text = text.to_owned();
    let place = (0..places.len(), 0usize..4);
    let suggestion = prop::sample::select(vec!["", "nỗ", "a b", "ể", "🌱🌱"]);
    let one =
        (place.clone(), prop::collection::vec(suggestion, 0..3), prop::option::of(prop::collection::vec(place, 1..4)));
    prop::collection::vec(one, 1..8).prop_map(move |all| {
        let span = |(at, length): (usize, usize)| places[at]..places[(at + length).min(places.len() - 1)];
        let mut all: Vec<Finding> = all
            .into_iter()
            .map(|(place, suggestions, elsewhere)| {
                let marked = span(place);
                let mut found = finding(marked.start, marked.end, &suggestions);
                found.fingerprint = Fingerprint(place.0 as u64 % 3);
                if let Some(elsewhere) = elsewhere {
                    use unicode_normalization::UnicodeNormalization;
                    let mut spans: Vec<_> = elsewhere.into_iter().map(span).collect();
                    spans.sort_by_key(|span| (span.start, span.end));
                    spans.dedup_by(|next, before| next.start < before.end || next.start == before.start);
                    let compose = |span: std::ops::Range<usize>| Edit {
                        replacement: text[span.clone()].nfc().collect(),
                        span: Span::of(span),
                    };
                    let edits = spans.into_iter().map(compose).collect();
                    found.fix = Some(Fix { applicability: Applicability::Safe, edits });
                }
                found
            })
            .collect();
        all.sort_by_key(|finding| finding.span);
        all
    })
}

fn any_key() -> impl Strategy<Value = Key> {
    let keys: Vec<Key> = "aaAyeessbbiwwunq?123QQxáư "
        .chars()
        .map(Key::Char)
        .chain([Key::Enter, Key::Enter, Key::Tab, Key::BackTab, Key::Left, Key::Right, Key::Backspace, Key::Delete])
        .chain([Key::Escape, Key::Interrupt, Key::Home, Key::Clear, Key::Paste("ể\u{301}\n".into())])
        .collect();
    prop::sample::select(keys)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_keys_are_pressed_the_text_is_sound_and_undo_gives_it_back(
        (text, found) in any_text().prop_flat_map(|text| (Just(text.clone()), any_findings(&text))),
        keys in prop::collection::vec(any_key(), 0..60),
        columns in 1usize..100,
        height in 1usize..30,
    ) {
        let total = found.len();
        let mut session = session(&text, found);
        for key in keys {
            // Ends are what they are; here it goes on.
            session.press(key);
            let counts = session.counts();
            let Counts { fixed, skipped, ignored, words, open, covered } = counts;
            prop_assert_eq!(fixed + skipped + ignored + words + open + covered, total);
            prop_assert!(fixed > 0 || session.result() == text);
            for index in 0..total {
                let (around, marked) = session.around(index);
                prop_assert_eq!(&around[marked], session.cases()[index].text.as_str());
            }
            let frame = Frame { name: "bài.txt", file: (1, 1), lang: Lang::Vi };
            let screen = draw(&session, &frame, columns, height);
            prop_assert!(screen.rows.len() <= height);
            if columns > 40 {
                prop_assert!(screen.rows.iter().all(|row| row.width() < columns), "{screen:#?}");
            }
        }
        // Out of whatever it is in, then back to the beginning.
        session.press(Key::Escape);
        session.press(Key::Escape);
        for _ in 0..100 {
            session.press(Key::Char('u'));
        }
        prop_assert_eq!(session.result(), text);
        prop_assert_eq!(session.counts().open, total);
    }
}
