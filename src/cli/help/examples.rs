//! Examples at the end of `--help` and of a manual page. A test reads each as the command line that it is.

use crate::problem::Bilingual;

/// A command line and what it does.
pub struct Example {
    /// The whole line.
    pub line: &'static str,
    /// What it does.
    pub does: Bilingual,
}

const fn example(line: &'static str, vi: &'static str, en: &'static str) -> Example {
    Example { line, does: Bilingual::fixed(vi, en) }
}

/// By path of the command.
pub const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "",
        &[
            example("morat check bai.txt", "tìm chỗ cần sửa trong một bài", "find what is wrong in a text"),
            example("morat fix bai.txt", "sửa những chỗ chắc chắn", "fix what is certain"),
            example("morat explain chinh-ta/am-tiet", "vì sao morat báo như vậy", "why morat says so"),
        ],
    ),
    (
        "check",
        &[
            example("morat check", "mọi bài trong thư mục hiện tại", "every text in the current folder"),
            example("morat check bai.txt --strict", "cả những chỗ còn ngờ", "doubtful findings, too"),
            example(
                "morat check --select chinh-ta,viet-hoa .",
                "chỉ chính tả và viết hoa",
                "spelling and capitals only",
            ),
            example(
                "morat check --profile hanh-chinh vb/",
                "theo lối văn bản hành chính",
                "as official documents are written",
            ),
            example(
                "morat check --format json - < bai.txt",
                "cho máy đọc, từ đầu vào chuẩn",
                "for machines, from standard input",
            ),
        ],
    ),
    (
        "fix",
        &[
            example("morat fix --diff bai.txt", "xem trước, không ghi gì", "look first, write nothing"),
            example("morat fix bai.txt", "sửa những chỗ không làm đổi nghĩa", "fix what does not change the meaning"),
            example("morat fix --unsafe bai.txt", "sửa cả những chỗ nên xem lại", "fix what you should look at, too"),
            example("morat fix - < bai.txt > sach.txt", "đọc bài này, ghi bài kia", "read one text, write another"),
        ],
    ),
    (
        "convert",
        &[
            example(
                "morat convert bai-cu.txt > bai-moi.txt",
                "đoán bảng mã rồi in ra UTF-8",
                "recognise the encoding, print UTF-8",
            ),
            example("morat convert --from vni --in-place *.txt", "ghi ngay vào tệp", "write into the files"),
        ],
    ),
    (
        "review",
        &[
            example("morat review bai.txt", "duyệt từng chỗ trong bài", "go through the findings of a text"),
            example(
                "morat review --docx bai.docx -o bai.da-soat.docx",
                "thành ghi chú và thay đổi để duyệt trong Word",
                "as comments and changes to accept in Word",
            ),
        ],
    ),
    ("baseline", &[example("morat baseline", "ghi mọi chỗ đang có vào tệp nền", "write down all that is found now")]),
    ("init", &[example("morat init", "viết morat.toml trong thư mục này", "write a morat.toml in this folder")]),
    (
        "config",
        &[
            example(
                "morat config show bai.txt",
                "thiết lập nào áp dụng cho bài này",
                "which settings apply to this text",
            ),
            example(
                "morat config schema",
                "cho trình soạn thảo kiểm tra morat.toml",
                "for editors that check morat.toml",
            ),
        ],
    ),
    (
        "words",
        &[
            example("morat words add --name Trịnh-ngọc", "nhận một tên riêng", "accept a name"),
            example("morat words list", "những từ đang được nhận", "what is accepted"),
        ],
    ),
    (
        "rules",
        &[
            example("morat rules", "mọi quy tắc, theo nhóm", "all rules, by group"),
            example("morat rules --profile bao-chi", "bộ này chạy những gì", "what this profile runs"),
        ],
    ),
    (
        "explain",
        &[
            example("morat explain chinh-ta/am-tiet", "một quy tắc", "one rule"),
            example("morat explain dau-cau", "mọi quy tắc trong nhóm", "every rule of a group"),
        ],
    ),
    #[cfg(feature = "lsp")]
    (
        "lsp",
        &[
            example("morat lsp", "để trình soạn thảo khởi động", "for an editor to start"),
            example(
                "morat lsp --lang en",
                "lời báo bằng tiếng Anh, dù trình soạn thảo nói tiếng gì",
                "messages in English, whatever the language of the editor",
            ),
        ],
    ),
    #[cfg(feature = "serve")]
    (
        "serve",
        &[
            example(
                "morat serve",
                "LibreOffice, Obsidian, … hỏi ở http://127.0.0.1:8081",
                "programs ask at http://127.0.0.1:8081",
            ),
            example(
                "morat serve --host 0.0.0.0 --token-file token.txt",
                "cho cả tòa soạn, có mã truy cập",
                "for a whole newsroom, with a token",
            ),
        ],
    ),
    (
        "completions",
        &[
            example("morat completions bash > ~/.local/share/bash-completion/completions/morat", "bash", "bash"),
            example(
                "morat completions zsh > ~/.zfunc/_morat",
                "zsh, khi ~/.zfunc có trong fpath",
                "zsh, with ~/.zfunc in fpath",
            ),
            example("morat completions fish > ~/.config/fish/completions/morat.fish", "fish", "fish"),
            example("morat completions powershell >> $PROFILE", "PowerShell", "PowerShell"),
        ],
    ),
    (
        "man",
        &[
            example("morat man | man -l -", "đọc ngay", "read it now"),
            example(
                "morat man --out ~/.local/share/man/man1",
                "cài trang của mọi lệnh",
                "install the pages of all commands",
            ),
        ],
    ),
    (
        "help",
        &[
            example("morat help", "các lệnh", "the commands"),
            example("morat help check", "như morat check --help", "the same as morat check --help"),
        ],
    ),
];

/// The examples of a command.
pub fn of(path: &str) -> &'static [Example] {
    EXAMPLES.iter().find(|(known, _)| *known == path).map_or(&[], |(_, examples)| examples)
}
