//! The texts of the review, in both languages.

use super::session::{Counts, Note};
use crate::problem::Bilingual;
use crate::report::suggested;
use crate::rules::Severity;

/// The name of a severity.
pub(super) fn severity(severity: Severity) -> Bilingual {
    match severity {
        Severity::Error => Bilingual::fixed("lỗi", "error"),
        Severity::Warning => Bilingual::fixed("cảnh báo", "warning"),
        Severity::Info => Bilingual::fixed("gợi ý", "hint"),
    }
}

/// Keys with short descriptions.
pub(super) type Keys = Vec<(Bilingual, Bilingual)>;

/// A key that is the same in both languages, and what it does.
const fn key(key: &'static str, vi: &'static str, en: &'static str) -> (Bilingual, Bilingual) {
    (Bilingual::fixed(key, key), Bilingual::fixed(vi, en))
}

/// What is offered for a finding.
pub(super) struct Offer {
    pub choices: usize,
    /// How many findings are the same mistake.
    pub alike: usize,
    pub word: bool,
    pub decided: bool,
}

pub(super) fn look_keys(offer: &Offer) -> Keys {
    let mut keys = Vec::new();
    let mut key = |shown: bool, name, vi, en| keys.extend(shown.then(|| key(name, vi, en)));
    key(offer.choices > 0, "a", "sửa", "accept");
    key(offer.choices > 1, "Tab", "gợi ý khác", "next suggestion");
    key(true, "e", "tự viết", "type");
    key(true, "s", "bỏ qua", "skip");
    key(offer.decided, "→", "tới", "go on");
    key(true, "b", "lùi", "back");
    key(offer.choices > 0 && offer.alike > 1, "A", "sửa mọi chỗ giống", "accept all alike");
    key(true, "i", "luôn bỏ qua", "ignore always");
    key(offer.word, "w", "từ này đúng", "word is right");
    key(true, "u", "hoàn tác", "undo");
    key(true, "q", "ghi, thoát", "save, quit");
    key(true, "?", "giải thích", "help");
    keys
}

pub(super) fn type_keys() -> Keys {
    vec![key("Enter", "nhận", "accept"), key("Esc", "thôi", "cancel"), key("Ctrl-U", "xóa hết", "clear")]
}

pub(super) fn sure_keys() -> Keys {
    vec![
        (Bilingual::fixed("c", "y"), Bilingual::fixed("bỏ hết, thoát", "throw away, quit")),
        key("q", "ghi, thoát", "save, quit"),
        key("Esc", "xem tiếp", "stay"),
    ]
}

pub(super) fn end_keys(dirty: bool, more: bool) -> Keys {
    let enter = match (dirty, more) {
        (true, true) => key("Enter", "ghi, sang tệp sau", "save, next file"),
        (true, false) => key("Enter", "ghi, thoát", "save, quit"),
        (false, true) => key("Enter", "sang tệp sau", "next file"),
        (false, false) => key("Enter", "thoát", "quit"),
    };
    let mut keys = vec![enter, key("b", "xem lại", "look again"), key("u", "hoàn tác", "undo")];
    if dirty {
        keys.push(key("Q", "thoát, không ghi", "quit, save nothing"));
    }
    keys
}

/// All keys with descriptions.
pub(super) fn help() -> Keys {
    let all = [
        ("a Enter y", "sửa theo gợi ý có dấu ▸", "put in the suggestion marked ▸"),
        ("Tab n ↓ ↑", "chuyển sang gợi ý khác", "go to another suggestion"),
        ("1 … 9", "sửa theo gợi ý mang số ấy", "put in the suggestion of that number"),
        ("e", "tự viết chữ thay vào", "type what is to stand there"),
        ("s Space →", "bỏ qua lần này, để nguyên", "leave it as it is, this time"),
        ("b ←", "lùi về chỗ trước", "back to the one before"),
        (
            "A",
            "sửa như thế ở mọi chỗ giống hệt còn lại trong tệp",
            "put it right in this way wherever the same mistake is still open in the file",
        ),
        (
            "i",
            "để nguyên, và từ nay không báo chỗ này nữa (ghi vào .morat/ignore.jsonl)",
            "leave it, and never show this place again (goes into .morat/ignore.jsonl)",
        ),
        (
            "w",
            "từ này đúng: thêm vào danh sách từ của dự án",
            "the word is right: add it to the project's list of words",
        ),
        ("u", "hoàn tác việc vừa làm; bấm nữa để lùi thêm", "undo what was done last; again for what was done before"),
        ("q", "ghi những gì đã quyết định rồi thoát", "save what has been decided, and quit"),
        ("Q Ctrl-C", "thoát, không ghi gì", "quit and save nothing"),
    ];
    all.into_iter().map(|(name, vi, en)| key(name, vi, en)).collect()
}

/// The note below the keys in the help.
pub(super) const HELP_NOTE: Bilingual = Bilingual::fixed(
    "Tệp chỉ được ghi một lần, lúc thoát. Nếu các phím ra chữ có dấu thì bộ gõ tiếng Việt đang bật: nên tắt đi, chỉ \
     bật lúc tự viết (e).",
    "The file is written once, at the end. If keys turn into letters with marks, a Vietnamese input method is on: \
     best switch it off but for typing (e).",
);

/// The message about the last key; true if it did what was asked.
pub(super) fn note(note: &Note) -> (bool, Bilingual) {
    let places = |count: usize| match count {
        1 => Bilingual::fixed("", ""),
        _ => Bilingual::new(format!(" ({count} chỗ)"), format!(" ({count} places)")),
    };
    let done = |vi, en| (true, Bilingual::fixed(vi, en));
    let refused = |vi, en| (false, Bilingual::fixed(vi, en));
    match note {
        Note::Fixed { from, to, count } => {
            let (from, to, places) = (suggested(from), suggested(to), places(*count));
            let vi = format!("{} → {}{}", from.vi, to.vi, places.vi);
            (true, Bilingual::new(vi, format!("{} → {}{}", from.en, to.en, places.en)))
        }
        Note::Skipped => done("đã bỏ qua", "skipped"),
        Note::Ignored { count } => {
            let places = places(*count);
            let vi = format!("từ nay bỏ qua chỗ ấy{}", places.vi);
            (true, Bilingual::new(vi, format!("ignored from now on{}", places.en)))
        }
        Note::Word { word, count } => {
            let places = places(*count);
            let vi = format!("từ đúng: “{word}”{}", places.vi);
            (true, Bilingual::new(vi, format!("right word: “{word}”{}", places.en)))
        }
        Note::Undone => done("đã hoàn tác", "undone"),
        Note::NothingToUndo => refused("không còn gì để hoàn tác", "nothing to undo"),
        Note::NoSuggestion => {
            refused("chỗ này không có gợi ý: bấm e để tự viết, s để bỏ qua", "no suggestion: e to type, s to skip")
        }
        Note::OnlySuggestion => refused("chỉ có một gợi ý", "there is only one suggestion"),
        Note::NoSuch(count) => {
            (false, Bilingual::new(format!("chỉ có {count} gợi ý"), format!("suggestions go up to {count}")))
        }
        Note::NotAWord => {
            refused("chỗ này không phải là từ: bấm i để luôn bỏ qua", "this is not a word: i to ignore it always")
        }
        Note::Same => refused("chữ vẫn như cũ: bấm s để bỏ qua", "nothing was changed: s to skip"),
        Note::Clash(other) => (false, clash(*other)),
        Note::First => refused("đây là chỗ đầu tiên", "this is the first one"),
        Note::Unknown(key) => {
            let vi = format!("phím “{key}” không dùng ở đây; ? để xem các phím");
            (false, Bilingual::new(vi, format!("“{key}” does nothing here; ? for help")))
        }
        Note::Telex(typed, meant) => {
            let vi = format!("bộ gõ tiếng Việt đang bật: “{typed}” được hiểu là phím {meant}");
            let en = format!("a Vietnamese input method is on: “{typed}” was read as the key {meant}");
            (false, Bilingual::new(vi, en))
        }
    }
}

/// The message that a finding was corrected together with another one, counted from 0.
pub(super) fn clash(other: usize) -> Bilingual {
    let number = other + 1;
    Bilingual::new(
        format!("chỗ này đã được sửa cùng với chỗ số {number}"),
        format!("this place was edited together with number {number}"),
    )
}

/// The message that findings were skipped because their span was edited.
pub(super) fn passed(count: usize) -> Bilingual {
    let en = match count {
        1 => "went past one that was edited along with it".to_owned(),
        _ => format!("went past {count} that were edited along with it"),
    };
    Bilingual::new(format!("đi qua {count} chỗ vừa được sửa cùng"), en)
}

/// The counts in a line, without zeros.
pub(super) fn counts(counts: &Counts) -> Bilingual {
    let told = [
        (counts.fixed, "sửa", "fixed"),
        (counts.skipped, "bỏ qua", "skipped"),
        (counts.ignored, "luôn bỏ qua", "ignored for good"),
        (counts.words, "là từ đúng", "right words"),
        (counts.covered, "sửa cùng chỗ khác", "edited with another"),
        (counts.open, "chưa xem", "not looked at"),
    ];
    let told = || told.iter().filter(|(count, ..)| *count > 0);
    let vi: Vec<String> = told().map(|(count, vi, _)| format!("{vi} {count}")).collect();
    let en: Vec<String> = told().map(|(count, _, en)| format!("{count} {en}")).collect();
    Bilingual::new(vi.join(", "), en.join(", "))
}
