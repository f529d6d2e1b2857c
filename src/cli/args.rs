//! The command line: what may be said, in one table.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::dictionaries::Dictionaries;
use crate::linter::{Linter, Selection};
use crate::report::Lang;
use crate::rules::{self, Registry};

use super::help::heading;
use super::{Failure, files, lang};

/// morat nhặt sạn cho bài viết tiếng Việt: tìm lỗi chính tả, dấu câu, ký tự, nói vì sao sai và viết thế nào cho đúng.
///
/// Mã kết thúc: 0 không có lỗi, 1 có lỗi, 2 có tệp hoặc đối số không dùng được.
#[derive(Parser)]
#[command(name = "morat", version, propagate_version = true)]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub(super) struct Args {
    /// Ngôn ngữ của thông báo (message language)
    ///
    /// Không ghi thì theo biến MORAT_LANG, rồi LC_ALL, LC_MESSAGES, LANG: bắt đầu bằng en là tiếng Anh, còn lại là tiếng Việt.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "vi|en",
        hide_possible_values = true,
        help_heading = heading::GENERAL
    )]
    lang: Option<lang::LangArg>,

    /// Tô màu: tự chọn theo thiết bị, luôn luôn, không bao giờ (biến NO_COLOR cũng tắt màu)
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "auto|always|never",
        hide_possible_values = true,
        help_heading = heading::GENERAL
    )]
    pub color: Color,

    /// In hướng dẫn: -h ngắn, --help đầy đủ
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = heading::GENERAL)]
    help: Option<bool>,

    /// In phiên bản
    #[arg(short = 'V', long, global = true, action = ArgAction::Version, help_heading = heading::GENERAL)]
    version: Option<bool>,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Kiểm tra tệp hoặc thư mục, in ra những chỗ cần sửa
    Check(Check),
    /// Sửa những lỗi sửa được mà không đổi nghĩa
    Fix(Fix),
    /// Liệt kê các quy tắc và các bộ quy tắc
    Rules {
        /// Theo bộ này: chung (mặc định), bao-chi, hanh-chinh, giao-khoa, hoặc một tệp .toml của bạn
        #[arg(long, value_name = "BỘ", help_heading = heading::RULES)]
        profile: Option<String>,
    },
    /// Giải thích một quy tắc: tìm gì, vì sao, ví dụ
    Explain {
        /// Tên quy tắc, như chinh-ta/am-tiet
        #[arg(value_name = "QUY-TẮC")]
        rule: String,
    },
    /// In tệp gợi ý lệnh cho bash, zsh, fish, powershell hoặc elvish
    ///
    /// Có tệp ấy, bấm Tab là trình bao viết nốt tên lệnh, cờ, giá trị và tên quy tắc.
    Completions {
        /// Trình bao
        #[arg(value_name = "TRÌNH-BAO")]
        shell: clap_complete::Shell,
    },
    /// In trang hướng dẫn cho lệnh man
    Man {
        /// Trang của lệnh này; không ghi là trang của morat
        #[arg(value_name = "LỆNH")]
        command: Vec<String>,

        /// Ghi trang của mọi lệnh vào thư mục này
        #[arg(long, value_name = "THƯ-MỤC", conflicts_with = "command", help_heading = heading::OUTPUT)]
        out: Option<PathBuf>,
    },
    /// In hướng dẫn của morat hoặc của một lệnh
    Help {
        /// Tên lệnh, như check
        #[arg(value_name = "LỆNH")]
        command: Vec<String>,
    },
}

#[derive(clap::Args)]
pub(super) struct Check {
    /// Tệp, thư mục (mọi tệp .txt và .md bên trong), hoặc - là đầu vào chuẩn
    #[arg(value_name = "ĐƯỜNG-DẪN", default_value = ".", help_heading = heading::WHAT)]
    pub paths: Vec<PathBuf>,

    /// Dạng kết quả: full (có dòng nguồn), compact (mỗi lỗi một dòng), json, jsonl
    #[arg(
        long,
        value_enum,
        default_value = "full",
        value_name = "full|compact|json|jsonl",
        hide_possible_values = true,
        help_heading = heading::OUTPUT
    )]
    pub format: OutputFormat,

    #[command(flatten)]
    pub common: Common,
}

#[derive(clap::Args)]
pub(super) struct Fix {
    /// Tệp, thư mục, hoặc - (đọc đầu vào chuẩn, ghi ra đầu ra chuẩn)
    #[arg(value_name = "ĐƯỜNG-DẪN", required = true, help_heading = heading::WHAT)]
    pub paths: Vec<PathBuf>,

    /// Sửa cả những chỗ có thể làm đổi nghĩa
    #[arg(long = "unsafe", help_heading = heading::FIXING)]
    pub all: bool,

    /// Chỉ in khác biệt dạng unified diff, không ghi gì; mã 1 nếu có khác biệt hoặc còn chỗ cần người xem
    #[arg(long, help_heading = heading::FIXING)]
    pub diff: bool,

    #[command(flatten)]
    pub common: Common,
}

#[derive(clap::Args)]
pub(super) struct Common {
    /// Chỉ chạy các quy tắc hoặc nhóm này (cách nhau bằng dấu phẩy; all là tất cả)
    #[arg(long, value_delimiter = ',', value_name = "QUY-TẮC", help_heading = heading::RULES)]
    pub select: Vec<String>,

    /// Bỏ các quy tắc hoặc nhóm này
    #[arg(long, value_delimiter = ',', value_name = "QUY-TẮC", help_heading = heading::RULES)]
    pub ignore: Vec<String>,

    /// Bộ quy tắc: chung (mặc định), bao-chi, hanh-chinh, giao-khoa, hoặc một tệp .toml của bạn
    #[arg(long, value_name = "BỘ", help_heading = heading::RULES)]
    pub profile: Option<String>,

    /// Dùng từ điển và mô hình trong thư mục này (do morat-train build tạo ra)
    #[arg(long, value_name = "THƯ-MỤC", help_heading = heading::RULES)]
    pub dictionaries: Option<PathBuf>,

    /// Báo cả những chỗ còn ngờ
    #[arg(long, help_heading = heading::RULES)]
    pub strict: bool,

    /// Chỉ báo từ mức này trở lên; mã kết thúc cũng chỉ tính từ mức này
    #[arg(
        long,
        value_enum,
        value_name = "info|warning|error",
        hide_possible_values = true,
        help_heading = heading::RULES
    )]
    pub min_severity: Option<SeverityArg>,

    /// Không đọc tệp cấu hình nào (hiện morat chưa có tệp cấu hình; cờ này dành cho công cụ gọi morat)
    #[arg(long, help_heading = heading::RUN)]
    pub isolated: bool,

    /// Kết thúc với mã 0 dù có lỗi
    #[arg(long, help_heading = heading::OUTPUT)]
    pub exit_zero: bool,

    /// Số luồng; 0 là theo số nhân của máy
    #[arg(long, default_value_t = 0, value_name = "N", help_heading = heading::RUN)]
    pub threads: usize,

    /// Tên tệp của đầu vào chuẩn, để chọn định dạng và để in trong kết quả
    #[arg(long, value_name = "TÊN", help_heading = heading::WHAT)]
    pub stdin_filename: Option<String>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum OutputFormat {
    Full,
    Compact,
    Json,
    Jsonl,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum SeverityArg {
    Info,
    Warning,
    Error,
}

impl Args {
    /// The language that morat speaks in this run.
    pub fn lang(&self) -> Lang {
        lang::resolve(self.lang)
    }

    /// Whether to paint standard output: as asked, or else if it is a terminal that wants colour.
    pub fn paints(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        }
    }
}

/// Columns of the terminal, or of a page when there is none.
pub(super) fn width() -> usize {
    const PAGE: usize = 100;
    if !io::stdout().is_terminal() {
        return PAGE;
    }
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(PAGE)
}

impl Common {
    /// The linter that these arguments ask for.
    pub fn linter(&self, lang: Lang) -> Result<Linter, Failure> {
        // Each takes some ten milliseconds: a short text should not wait for both.
        let (registry, dictionaries) = std::thread::scope(|scope| {
            let dictionaries = scope.spawn(|| match &self.dictionaries {
                None => Ok(Arc::clone(Dictionaries::embedded())),
                Some(folder) => files::dictionaries(folder, lang),
            });
            let registry = Arc::new(Registry::embedded());
            (registry, dictionaries.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let dictionaries = dictionaries?;
        let levels = match &self.profile {
            None => Vec::new(),
            Some(name) => files::profile(name, &registry, lang)?.levels(),
        };
        let selection = Selection {
            levels,
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            strict: self.strict,
            min_severity: self.min_severity.map(|severity| match severity {
                SeverityArg::Info => rules::Severity::Info,
                SeverityArg::Warning => rules::Severity::Warning,
                SeverityArg::Error => rules::Severity::Error,
            }),
        };
        Linter::with(registry, dictionaries, &selection)
            .map_err(|error| Failure::Usage(lang.of(&error.message()).to_owned()))
    }
}
