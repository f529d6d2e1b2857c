//! What is wrong with a TOML file, in the words of whoever wrote it: the place, the line, and what to change.

use toml::de::Error;

use super::Bilingual;

/// How many letters of a line are shown before the fault, and in all.
const BEFORE: usize = 40;
const SHOWN: usize = 80;

/// A fault of a file: line and column, counted from 1, the column in code points, and what is wrong.
pub(crate) struct TomlFault {
    pub line: u32,
    pub column: u32,
    /// With the line itself.
    pub what: Bilingual,
}

impl TomlFault {
    /// What the parser says of a text.
    pub fn new(text: &str, error: &Error) -> TomlFault {
        // Without a place it is about the file as a whole, and what is missing would stand at its end.
        let at = text.floor_char_boundary(error.span().map_or(text.len(), |span| span.start));
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let written = text[start..].lines().next().unwrap_or_default();
        let before = text[start..at].chars().count();
        let line = 1 + text[..start].matches('\n').count() as u32;
        let from = before.saturating_sub(BEFORE);
        let mut shown: String = written.chars().skip(from).take(SHOWN).collect();
        if from > 0 {
            shown.insert(0, '…');
        }
        if written.chars().count() > from + SHOWN {
            shown.push('…');
        }
        let (shown, en) = (shown.trim(), error.message());
        let vi = in_vietnamese(en);
        let quoted = if shown.is_empty() { String::new() } else { format!(": “{shown}”") };
        TomlFault {
            line,
            column: before as u32 + 1,
            what: Bilingual::new(format!("{vi}{quoted}"), format!("{en}{quoted}")),
        }
    }
}

/// What the parser says, by how it begins.
#[rustfmt::skip]
const SAID: &[(&str, &str)] = &[
    ("duplicate key", "khóa này đã có ở trên; mỗi khóa chỉ viết một lần"),
    ("string values must be quoted", "chuỗi phải đặt trong dấu nháy: \"…\""),
    ("invalid basic string", "chuỗi viết sai: thiếu dấu nháy đóng, hoặc có \\ đứng trước chữ không nên (muốn chính dấu ấy thì viết \\\\)"),
    ("invalid multi-line basic string", "chuỗi nhiều dòng chưa đóng bằng ba dấu nháy"),
    ("invalid literal string", "chuỗi thiếu dấu nháy đơn đóng"),
    ("invalid multi-line literal string", "chuỗi nhiều dòng chưa đóng bằng ba dấu nháy đơn"),
    ("missing escaped value", "sau \\ phải có một chữ: \\n, \\t, \\\", \\\\"),
    ("too few unicode value digits", "\\u cần đủ bốn chữ số, \\U cần đủ tám"),
    ("missing opening quote", "thiếu dấu nháy mở"),
    ("unclosed array", "danh sách chưa đóng bằng ]"),
    ("missing comma between array elements", "giữa hai mục của danh sách phải có dấu phẩy"),
    ("extra comma in array", "danh sách thừa một dấu phẩy"),
    ("unexpected `=` in array", "trong danh sách không có dấu ="),
    ("missing array opening", "danh sách thiếu dấu [ mở"),
    ("unclosed inline table", "bảng trong một dòng chưa đóng bằng }"),
    ("missing comma between key-value pairs", "giữa hai khóa của bảng trong một dòng phải có dấu phẩy"),
    ("extra comma in inline table", "bảng trong một dòng thừa một dấu phẩy"),
    ("missing key for inline table element", "bảng trong một dòng có giá trị mà thiếu khóa"),
    ("invalid inline table element", "bảng trong một dòng chỉ gồm những cặp khóa = giá trị"),
    ("unclosed table", "tên bảng chưa đóng bằng ]"),
    ("missing table open", "tên bảng thiếu dấu [ mở"),
    ("key with no value", "khóa này thiếu dấu = và giá trị"),
    ("missing value", "sau dấu = phải có giá trị"),
    ("missing assignment between key-value pairs", "giữa khóa và giá trị phải có dấu ="),
    ("extra assignment", "thừa một dấu ="),
    ("extra `=`", "thừa một dấu ="),
    ("unquoted keys cannot be empty", "thiếu tên khóa"),
    ("invalid unquoted key", "tên khóa có dấu hay khoảng trắng phải đặt trong dấu nháy: \"…\""),
    ("keys cannot be multi-line", "tên khóa không được kéo qua nhiều dòng"),
    ("unexpected key or value", "thừa chữ ở đây; mỗi dòng chỉ có một khóa = giá trị"),
    ("unexpected content", "thừa chữ ở đây; mỗi dòng chỉ có một khóa = giá trị"),
    ("invalid key-value pair", "dòng này không phải khóa = giá trị"),
    ("invalid value", "giá trị viết sai; chuỗi phải đặt trong dấu nháy: \"…\""),
    ("invalid comment character", "chú thích có ký tự không dùng được"),
    ("cannot extend value", "khóa này đã có giá trị khác ở trên, không thêm vào được"),
    ("invalid type", "giá trị không đúng loại"),
    ("invalid length", "giá trị có số mục không đúng"),
    ("data did not match", "giá trị không đúng loại"),
    ("cannot recurse", "lồng nhau quá sâu"),
    ("recursion limit", "lồng nhau quá sâu"),
];

fn in_vietnamese(said: &str) -> String {
    let between = |before: &str| said.strip_prefix(before).and_then(|rest| rest.split_once('`'));
    if let Some((name, rest)) = between("unknown field `") {
        let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
        return match known.is_empty() {
            true => format!("không có khóa “{name}”"),
            false => format!("không có khóa “{name}”; có: {}", known.join(", ")),
        };
    }
    if let Some((name, _)) = between("missing field `") {
        return format!("thiếu khóa “{name}”");
    }
    match SAID.iter().find(|(begin, _)| said.starts_with(begin)) {
        Some((_, vi)) => (*vi).to_owned(),
        None => format!("không đúng cách viết của TOML ({said})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> TomlFault {
        TomlFault::new(text, &toml::from_str::<toml::Table>(text).unwrap_err())
    }

    #[test]
    fn a_fault_is_told_with_its_place_and_its_line() {
        for (text, (line, column), vi) in [
            ("a = 1\nb = = 2\n", (2, 5), "thừa một dấu =: “b = = 2”"),
            ("profile = bao-chi\n", (1, 11), "chuỗi phải đặt trong dấu nháy: \"…\": “profile = bao-chi”"),
            ("words = [\"ă\"\n", (1, 13), "danh sách chưa đóng bằng ]: “words = [\"ă\"”"),
            (
                "words = [\"ă\" \"b\"]\n",
                (1, 14),
                "giữa hai mục của danh sách phải có dấu phẩy: “words = [\"ă\" \"b\"]”",
            ),
            ("a = 1\na = 2\n", (2, 1), "khóa này đã có ở trên; mỗi khóa chỉ viết một lần: “a = 2”"),
            ("strict\n", (1, 7), "khóa này thiếu dấu = và giá trị: “strict”"),
        ] {
            let fault = of(text);
            assert_eq!((fault.line, fault.column, &*fault.what.vi), (line, column, vi), "{}", fault.what.en);
        }
    }

    #[test]
    fn the_parser_says_nothing_that_has_no_vietnamese() {
        for text in [
            "a",
            "a = ",
            "= 1",
            "a = b",
            "a = \"x",
            "a = 'x",
            "a = \"\"\"x",
            "a = '''x",
            "a = \"\\q\"",
            "a = [1 2]",
            "a = [1,",
            "a = {",
            "a = { b }",
            "a = { b = 1 c = 2 }",
            "[a",
            "[[a]",
            "[a]]",
            "a = 1 b = 2",
            "đ = 1",
            "a b = 1",
            "a = \"\\u12\"",
            "a = 1\na.b = 2",
            "a.b = 1\n[a]\nb = 2",
            "a = [,]",
            "a = { , }",
            "a = [=]",
        ] {
            let fault = of(text);
            assert!(!fault.what.vi.contains("không đúng cách viết"), "{text}: {} {}", fault.what.vi, fault.what.en);
        }
    }

    #[test]
    fn of_a_long_line_its_middle_is_shown() {
        let fault = of(&format!("words = [{} oops, \"c\"]\n", "\"từ\", ".repeat(60)));
        assert!(fault.what.vi.contains("“…") && fault.what.vi.contains("oops"), "{}", fault.what.vi);
        assert!(fault.what.vi.chars().count() < 160);
    }
}
