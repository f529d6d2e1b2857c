//! The list of findings that a project has chosen to ignore: `.morat/ignore.jsonl`, one JSON object a line.
//!
//! A finding is recognised by its fingerprint alone. The other keys are for people, who read the list, review its
//! changes and remove lines: which rule, what it marked, between which words, in which file. One line for each, so that
//! two who add to it at the same time seldom conflict.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::rules::Fingerprint;

/// How many words on either side of an ignored finding are stored for people.
const WORDS_BESIDE: usize = 3;

/// A few words before and after a byte range, on its line.
pub fn words_beside(text: &str, place: Range<usize>) -> (String, String) {
    let before = text[..place.start].rsplit('\n').next().unwrap_or_default();
    let after = text[place.end..].split('\n').next().unwrap_or_default();
    let mut before: Vec<&str> = before.split_whitespace().rev().take(WORDS_BESIDE).collect();
    before.reverse();
    let after: Vec<&str> = after.split_whitespace().take(WORDS_BESIDE).collect();
    (before.join(" "), after.join(" "))
}

/// A finding to be ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// The rule's name.
    pub rule: String,
    /// The marked text, as it stands in [`crate::Checked::text`].
    #[serde(default)]
    pub text: String,
    /// A few words before the marked text.
    #[serde(default)]
    pub before: String,
    /// A few words behind the marked text.
    #[serde(default)]
    pub after: String,
    /// The hash by which the finding is recognised.
    pub fingerprint: Fingerprint,
    /// The file in which it was found, as path from the project root with `/` between.
    #[serde(default)]
    pub path: String,
}

impl Ignored {
    /// Its line in the list, without a line end.
    pub fn line(&self) -> String {
        // A record of strings has a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A list of findings to be ignored, with its text.
#[derive(Clone, Debug, Default)]
pub struct IgnoreList {
    text: String,
    /// The byte range of each line with an entry, line end included.
    lines: Vec<(Range<usize>, Ignored)>,
    known: HashSet<Fingerprint>,
}

impl IgnoreList {
    /// Parses the text of a list; `path` is for error messages. Empty lines and lines that begin with `#` or `//` are
    /// skipped.
    ///
    /// # Errors
    /// The first line that is no such object.
    pub fn parse(path: &str, text: &str) -> Result<IgnoreList, Problem> {
        let mut list = IgnoreList { text: text.to_owned(), ..IgnoreList::default() };
        let mut start = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let range = start..start + line.len();
            start = range.end;
            let line = line.trim_start_matches('\u{FEFF}').trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with("//") {
                continue;
            }
            let entry: Ignored = serde_json::from_str(line).map_err(|error| {
                Problem::at(
                    path,
                    Some(number as u32 + 1),
                    format!(
                        "không đọc được; mỗi dòng là một đối tượng JSON có ít nhất rule và fingerprint (16 chữ số thập \
                         lục phân); hãy sửa hoặc xóa dòng này ({error})"
                    ),
                    format!(
                        "cannot be read; each line is a JSON object with at least rule and fingerprint (sixteen \
                         hexadecimal digits); correct or remove it ({error})"
                    ),
                )
            })?;
            list.known.insert(entry.fingerprint);
            list.lines.push((range, entry));
        }
        Ok(list)
    }

    /// Whether a finding of this fingerprint is ignored.
    pub fn contains(&self, fingerprint: Fingerprint) -> bool {
        self.known.contains(&fingerprint)
    }

    /// The entries in the order of the text, each with its line number, counted from 1.
    pub fn entries(&self) -> impl Iterator<Item = (usize, &Ignored)> {
        let (mut line, mut counted) = (1, 0);
        self.lines.iter().map(move |(range, entry)| {
            line += self.text[counted..range.start].matches('\n').count();
            counted = range.start;
            (line, entry)
        })
    }

    /// The text of the list.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds an entry at the end, unless the list has its fingerprint.
    pub fn append(&mut self, entry: Ignored) {
        if !self.known.insert(entry.fingerprint) {
            return;
        }
        let end = line_end(&self.text);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str(end);
        }
        let start = self.text.len();
        self.text.push_str(&entry.line());
        self.text.push_str(end);
        self.lines.push((start..self.text.len(), entry));
    }

    /// The text without the lines of these fingerprints; all other lines, comments among them, are unchanged.
    pub fn without(&self, unused: &HashSet<Fingerprint>) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut copied = 0;
        for (range, entry) in &self.lines {
            if unused.contains(&entry.fingerprint) {
                out.push_str(&self.text[copied..range.start]);
                copied = range.end;
            }
        }
        out.push_str(&self.text[copied..]);
        out
    }
}

/// The line end that a text uses.
pub(super) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIST: &str = "# Tên món ăn\n\
        {\"rule\":\"chinh-ta/am-tiet\",\"text\":\"phở\",\"before\":\"bát\",\"after\":\"nóng\",\"fingerprint\":\"00000000000000aa\",\"path\":\"mon/a.txt\"}\n\
        \n\
        // cũ\n\
        {\"rule\":\"dau-cau/cach-doi\",\"fingerprint\":\"00000000000000bb\",\"later\":1}";

    fn entry(fingerprint: u64, text: &str) -> Ignored {
        Ignored {
            rule: "chinh-ta/am-tiet".into(),
            text: text.into(),
            before: String::new(),
            after: "làm".into(),
            fingerprint: Fingerprint(fingerprint),
            path: "a.txt".into(),
        }
    }

    #[test]
    fn comments_and_empty_lines_say_nothing() {
        let list = IgnoreList::parse("ignore.jsonl", LIST).unwrap();
        assert!(list.contains(Fingerprint(0xaa)) && list.contains(Fingerprint(0xbb)));
        assert!(!list.contains(Fingerprint(0)));
        let lines: Vec<usize> = list.entries().map(|(line, _)| line).collect();
        assert_eq!(lines, [2, 5]);
        assert!(IgnoreList::parse("ignore.jsonl", "\u{FEFF}\r\n# x\r\n").unwrap().entries().next().is_none());
    }

    #[test]
    fn errors_name_the_line() {
        let error =
            IgnoreList::parse("ignore.jsonl", "# a\n\n{\"rule\":\"x/y\",\"fingerprint\":\"12\"}\n").unwrap_err();
        assert!(error.to_string().starts_with("ignore.jsonl:3: "), "{error}");
        assert!(error.message.en.contains("sixteen") && error.message.vi.contains("dòng này"), "{error:?}");
        let error = IgnoreList::parse("ignore.jsonl", "{}\nkhông").unwrap_err();
        assert!(error.to_string().starts_with("ignore.jsonl:1: "), "{error}");
    }

    #[test]
    fn a_line_is_added_once_and_ends_as_the_others_do() {
        let mut list = IgnoreList::parse("ignore.jsonl", "// a\r\n").unwrap();
        list.append(entry(1, "nổ\n“lực”"));
        list.append(entry(1, "khác"));
        let line = "{\"rule\":\"chinh-ta/am-tiet\",\"text\":\"nổ\\n“lực”\",\"before\":\"\",\"after\":\"làm\",\"fingerprint\":\"0000000000000001\",\"path\":\"a.txt\"}";
        assert_eq!(list.text(), format!("// a\r\n{line}\r\n"));
        let mut list = IgnoreList::parse("ignore.jsonl", LIST).unwrap();
        list.append(entry(2, "x"));
        assert_eq!(list.text(), format!("{LIST}\n{}\n", entry(2, "x").line()));
        assert_eq!(list.entries().last().unwrap().0, 6);
    }

    #[test]
    fn other_lines_stay_byte_for_byte() {
        let list = IgnoreList::parse("ignore.jsonl", LIST).unwrap();
        let unused = HashSet::from([Fingerprint(0xbb), Fingerprint(7)]);
        assert_eq!(list.without(&unused), &LIST[..LIST.rfind('{').unwrap()]);
        assert_eq!(list.without(&HashSet::new()), LIST);
    }

    proptest! {
        #[test]
        fn what_is_added_is_read_and_taken_out_again(
            before in "(#[a-z ]{0,9}|//|)\n{0,3}",
            entries in prop::collection::vec((0u64..9, "\\PC{0,12}"), 0..9),
        ) {
            let mut list = IgnoreList::parse("ignore.jsonl", &before).unwrap();
            for (fingerprint, text) in &entries {
                list.append(entry(*fingerprint, text));
            }
            let again = IgnoreList::parse("ignore.jsonl", list.text()).unwrap();
            prop_assert!(again.entries().eq(list.entries()));
            let all: HashSet<Fingerprint> = entries.iter().map(|(number, _)| Fingerprint(*number)).collect();
            let left = again.without(&all);
            prop_assert!(left == before || left == format!("{before}\n"), "{left:?}");
        }
    }
}
