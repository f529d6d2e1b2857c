//! The texts of the page itself, in both languages.

use crate::report::{Lang, Summary};
use crate::rules::Severity;

/// The texts of the page in one language.
pub(super) struct Words {
    lang: Lang,
    pub title: &'static str,
    pub proof: &'static str,
    pub skip: &'static str,
    pub panel: &'static str,
    pub shown: &'static str,
    pub level: &'static str,
    pub rules: &'static str,
    pub all: &'static str,
    pub none: &'static str,
    pub book: &'static str,
    pub authority: &'static str,
    pub clean: &'static str,
    pub to_mark: &'static str,
    pub place: &'static str,
    pub or: &'static str,
    pub remove: &'static str,
    pub fixable: &'static str,
    pub before: &'static str,
    pub next: &'static str,
    pub keys: &'static str,
    pub made: &'static str,
    pub needs_script: &'static str,
    severities: [&'static str; 3],
}

const VI: Words = Words {
    lang: Lang::Vi,
    title: "Bản soát lỗi · morat",
    proof: "bản soát lỗi",
    skip: "Tổng hợp và bộ lọc",
    panel: "Tổng hợp và bộ lọc",
    shown: "Đang hiện {} trên {}",
    level: "Mức độ",
    rules: "Lọc theo nhóm và quy tắc",
    all: "Chọn hết",
    none: "Bỏ hết",
    book: "Các quy tắc được nhắc đến",
    authority: "Căn cứ",
    clean: "không có gì phải sửa",
    to_mark: "Tới chỗ đánh dấu số",
    place: "dòng:cột",
    or: "hoặc",
    remove: "bỏ",
    fixable: "tự sửa được",
    before: "Chỗ trước",
    next: "Chỗ sau",
    keys: "Phím J tới chỗ sau, K về chỗ trước.",
    made: "Trang này do",
    needs_script: "Trang có rất nhiều chỗ: từ đây trở đi, ghi chú chỉ hiện khi trình duyệt chạy được JavaScript.",
    severities: ["gợi ý", "cảnh báo", "lỗi"],
};

const EN: Words = Words {
    lang: Lang::En,
    title: "Proof · morat",
    proof: "proof",
    skip: "Summary and filters",
    panel: "Summary and filters",
    shown: "Showing {} of {}",
    level: "Severity",
    rules: "Filter by group and rule",
    all: "All",
    none: "None",
    book: "The rules that are named",
    authority: "Authority",
    clean: "nothing to correct",
    to_mark: "To mark",
    place: "line:column",
    or: "or",
    remove: "remove",
    fixable: "can be fixed",
    before: "Previous mark",
    next: "Next mark",
    keys: "J goes to the next mark, K to the one before.",
    made: "Made by",
    needs_script: "There are very many marks on this page: from here on, notes need JavaScript to be shown.",
    severities: ["hint", "warning", "error"],
};

impl Words {
    pub fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::Vi => &VI,
            Lang::En => &EN,
        }
    }

    /// The name of a severity.
    pub fn severity(&self, severity: Severity) -> &'static str {
        self.severities[severity as usize]
    }

    /// The counts of a file's findings, gravest first, without zeros.
    pub fn counted(&self, findings: [usize; 3]) -> String {
        let some = |at: usize| match (findings[at], self.lang) {
            (0, _) => None,
            (1, _) | (_, Lang::Vi) => Some(format!("{} {}", findings[at], self.severities[at])),
            (count, Lang::En) => Some(format!("{count} {}s", self.severities[at])),
        };
        [2, 1, 0].into_iter().filter_map(some).collect::<Vec<_>>().join(" · ")
    }

    /// How many findings there are in how many files, in HTML.
    pub fn total(&self, summary: &Summary) -> String {
        let (total, files) = (summary.total(), summary.files);
        let s = |count: usize| if count == 1 { "" } else { "s" };
        let mut out = match (self.lang, total) {
            (Lang::Vi, 0) => format!("<b>Không có gì phải sửa</b> trong {files} tệp"),
            (Lang::Vi, _) => format!("<b>{total}</b> chỗ cần xem trong {files} tệp"),
            (Lang::En, 0) => format!("<b>Nothing to correct</b> in {files} file{}", s(files)),
            (Lang::En, _) => format!("<b>{total}</b> place{} to look at in {files} file{}", s(total), s(files)),
        };
        match (self.lang, summary.failed) {
            (_, 0) => {}
            (Lang::Vi, failed) => out.push_str(&format!("; {failed} tệp không đọc được")),
            (Lang::En, failed) => out.push_str(&format!("; {failed} file{} could not be read", s(failed))),
        }
        out
    }

    /// How many findings a rule has.
    pub fn places(&self, count: usize) -> String {
        match (self.lang, count) {
            (Lang::Vi, _) => format!("{count} chỗ"),
            (Lang::En, 1) => "1 place".to_owned(),
            (Lang::En, _) => format!("{count} places"),
        }
    }

    /// The title of the list of files with findings.
    pub fn files(&self, count: usize) -> String {
        match self.lang {
            Lang::Vi => format!("{count} tệp có chỗ cần xem"),
            Lang::En => format!("{count} files with places to look at"),
        }
    }
}
