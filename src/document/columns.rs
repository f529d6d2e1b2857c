//! Which columns of a table, and which keys of JSON objects, are prose.

use unicode_normalization::UnicodeNormalization;

use crate::problem::Problem;
use crate::text::normal::base;

/// Names that columns of prose commonly have, folded.
const COMMON: [&str; 32] = [
    "title",
    "headline",
    "subtitle",
    "lead",
    "lede",
    "summary",
    "description",
    "abstract",
    "excerpt",
    "content",
    "contents",
    "body",
    "text",
    "caption",
    "message",
    "comment",
    "article",
    "paragraph",
    "sentence",
    "tieude",
    "tieudephu",
    "tua",
    "sapo",
    "mota",
    "tomtat",
    "noidung",
    "chuthich",
    "chapo",
    "vanban",
    "baiviet",
    "doan",
    "cau",
];

/// The columns that the settings name, or else those with common names.
pub(super) struct Columns {
    /// Each a path of folded names; empty if the settings name none.
    asked: Vec<Vec<String>>,
}

impl Columns {
    pub fn new(asked: &[String]) -> Columns {
        Columns { asked: asked.iter().map(|path| path.split('.').map(fold).collect()).collect() }
    }

    /// Whether the settings name columns.
    pub fn are_asked(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Whether a column of this name is prose.
    pub fn has(&self, name: &str) -> bool {
        let name = name.trim();
        match self.asked.as_slice() {
            [] => COMMON.contains(&fold(name).as_str()),
            // A table has no objects in it: a dot in a heading is a letter like any other.
            asked => asked.iter().any(|path| path.concat() == fold(name)),
        }
    }

    /// Whether the value at a path of keys is prose.
    pub fn has_path(&self, path: &[&str]) -> bool {
        match self.asked.as_slice() {
            [] => matches!(path, [name] if COMMON.contains(&fold(name).as_str())),
            asked => asked.iter().any(|asked| {
                asked.len() == path.len() && asked.iter().zip(path).all(|(asked, name)| *asked == fold(name))
            }),
        }
    }

    /// The problem that none of the named columns exists; `there` are those that do.
    pub fn none_of(&self, there: &[&str]) -> Problem {
        const SHOWN: usize = 12;
        let mut names = there.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
        let mut shown = names.by_ref().take(SHOWN).map(|name| name.chars().take(40).collect()).collect::<Vec<String>>();
        if names.next().is_some() {
            shown.push("…".into());
        }
        let shown = shown.join(", ");
        Problem::new(
            format!("không biết cột nào là văn bản; hãy ghi --columns với tên cột, trong: {shown}"),
            format!("no column is known to be prose; name some with --columns, out of: {shown}"),
        )
    }
}

/// The form in which names are compared: lower case without diacritics, without separators.
fn fold(name: &str) -> String {
    let joins = |c: &char| matches!(c, '_' | '-' | ' ' | '.');
    name.trim()
        .nfc()
        .flat_map(char::to_lowercase)
        .filter(|c| !joins(c))
        .map(|c| if c == 'đ' { 'd' } else { base(c) })
        .collect()
}
