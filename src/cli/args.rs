//! The command line: what may be said, in one table.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::config::keys::ENCODINGS;
use crate::document::Format;
use crate::report::{Lang, OutputFormat};
use crate::text::Encoding;

use super::{heading, lang};

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
    /// Duyệt từng lỗi trong tệp: sửa, bỏ qua, hoặc tự viết; ghi tệp một lần ở cuối
    Review(Review),
    /// Đổi tệp bảng mã cũ (TCVN3, VNI, …) sang UTF-8
    Convert(Convert),
    /// Ghi những chỗ đang có vào tệp nền; từ đó check chỉ báo chỗ mới
    Baseline(Baseline),
    /// Viết một tệp morat.toml có sẵn mọi khóa và lời giải thích
    Init {
        /// Thư mục của dự án
        #[arg(value_name = "THƯ-MỤC", default_value = ".")]
        folder: PathBuf,
    },
    /// Xem thiết lập đang áp dụng
    #[command(subcommand)]
    Config(Config),
    /// Từ ngữ và tên riêng được nhận: thêm, bỏ, liệt kê, thử
    #[command(subcommand)]
    Words(Words),
    /// Liệt kê các quy tắc và các bộ quy tắc
    Rules {
        /// Theo bộ này: chung (mặc định), bao-chi, hanh-chinh, giao-khoa, hoặc một tệp .toml của bạn
        #[arg(long, value_name = "BỘ", help_heading = heading::RULES)]
        profile: Option<String>,

        /// Thử các ví dụ trong quy tắc riêng của dự án (.morat/rules)
        #[arg(long, conflicts_with = "names")]
        check: bool,

        /// Chỉ những nhóm hoặc quy tắc này, như nhat-quan (không ghi là tất cả)
        #[arg(value_name = "NHÓM")]
        names: Vec<String>,
    },
    /// Giải thích một quy tắc: tìm gì, vì sao, ví dụ
    Explain {
        /// Tên quy tắc, như chinh-ta/am-tiet
        #[arg(value_name = "QUY-TẮC")]
        rule: String,
    },
    /// Máy chủ cho trình soạn thảo (Language Server Protocol): báo lỗi ngay khi viết
    ///
    /// Trình soạn thảo tự khởi động lệnh này và nói chuyện với nó qua đầu vào, đầu ra chuẩn; cách đặt cho VS Code, Neovim, Helix, Emacs, …: docs/editors.md.
    #[cfg(feature = "lsp")]
    Lsp {
        /// Không có tác dụng: máy chủ luôn dùng đầu vào, đầu ra chuẩn; có cờ này vì nhiều trình soạn thảo thêm nó vào
        #[arg(long, help_heading = heading::RUN)]
        stdio: bool,
    },
    /// Máy chủ nói giao thức LanguageTool, cho LibreOffice, Obsidian, TeXstudio, ONLYOFFICE, …
    ///
    /// Mặc định chỉ chương trình trên máy này hỏi được. Thiết lập lấy ở thư mục đang đứng, tự đọc lại khi tệp thay đổi. Cách đặt cho từng chương trình, và máy chủ cho cả tòa soạn: docs/server.md.
    #[cfg(feature = "serve")]
    Serve(Serve),
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
    /// Tệp, thư mục (mọi tệp .txt, .md, .html, .docx, … bên trong), hoặc - là đầu vào chuẩn
    #[arg(value_name = "ĐƯỜNG-DẪN", default_value = ".", help_heading = heading::WHAT)]
    pub paths: Vec<PathBuf>,

    /// Dạng kết quả: full, compact, grouped, html, json, jsonl, github, gitlab, sarif, checkstyle, junit, rdjson; thêm =TỆP để ghi vào tệp, lặp lại để có nhiều dạng
    #[arg(long, value_parser = destination, value_name = "DẠNG[=TỆP]", help_heading = heading::OUTPUT)]
    pub format: Vec<Destination>,

    /// Ghi kết quả vào tệp này thay vì in ra
    #[arg(short, long, value_name = "TỆP", help_heading = heading::OUTPUT)]
    pub output_file: Option<PathBuf>,

    /// Chỉ liệt kê những tệp sẽ được soát
    #[arg(long, conflicts_with_all = ["watch", "statistics"], help_heading = heading::OUTPUT)]
    pub show_files: bool,

    /// Chỉ in số lỗi theo từng quy tắc
    #[arg(long, help_heading = heading::OUTPUT)]
    pub statistics: bool,

    /// Chỉ báo lỗi trên những dòng đã đổi so với nhánh, thẻ hoặc commit này của git
    #[arg(long, value_name = "GIT", help_heading = heading::WHAT)]
    pub diff_base: Option<String>,

    /// Không dùng tệp nền: báo cả những chỗ đã biết
    #[arg(long, help_heading = heading::WHAT)]
    pub no_baseline: bool,

    /// Soát lại mỗi khi tệp thay đổi, cho đến khi bấm Ctrl-C
    #[arg(long, help_heading = heading::RUN)]
    pub watch: bool,

    /// Không dùng kết quả của lần soát trước
    #[arg(long, help_heading = heading::RUN)]
    pub no_cache: bool,

    /// Thư mục giữ kết quả giữa các lần soát (mặc định: thư mục cache của hệ thống)
    #[arg(long, value_name = "THƯ-MỤC", help_heading = heading::RUN)]
    pub cache_dir: Option<PathBuf>,

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

    /// Chỉ dọn: bỏ chú thích, từ được nhận và mục bỏ qua không còn che gì; không sửa bài
    #[arg(long, conflicts_with = "all", help_heading = heading::FIXING)]
    pub fix_unused: bool,

    /// Chỉ in khác biệt dạng unified diff, không ghi gì; mã 1 nếu có khác biệt hoặc còn chỗ cần người xem
    #[arg(long, help_heading = heading::FIXING)]
    pub diff: bool,

    #[command(flatten)]
    pub common: Common,
}

#[derive(clap::Args)]
pub(super) struct Convert {
    /// Tệp, hoặc - là đầu vào chuẩn
    #[arg(value_name = "TỆP", required = true, help_heading = heading::WHAT)]
    pub paths: Vec<PathBuf>,

    /// Bảng mã của tệp: tcvn3, vni, windows-1258, vps, viscii, viqr, utf-16le, utf-16be, utf-32le, utf-32be (không ghi thì đoán theo chữ)
    #[arg(long, value_parser = encoding, value_name = "BẢNG-MÃ", help_heading = heading::WHAT)]
    pub from: Option<String>,

    /// Đổi cả những đoạn Unicode còn ở chữ của phông cũ (.VnTime, VNI-Times), trong tệp văn bản, Word, OpenDocument, EPUB
    #[arg(long, help_heading = heading::WHAT)]
    pub legacy_fonts: bool,

    /// Ghi ngay vào tệp
    #[arg(long, conflicts_with = "output", help_heading = heading::OUTPUT)]
    pub in_place: bool,

    /// Ghi vào tệp này (mặc định: in ra)
    #[arg(short, long, value_name = "TỆP", help_heading = heading::OUTPUT)]
    pub output: Option<PathBuf>,
}

#[cfg(feature = "serve")]
#[derive(clap::Args)]
pub(super) struct Serve {
    /// Nghe ở địa chỉ này; máy khác gọi được tới thì phải có mã truy cập
    #[arg(long, value_name = "ĐỊA-CHỈ", default_value = "127.0.0.1", help_heading = heading::NETWORK)]
    pub host: String,

    /// Nghe ở cổng này; 0 là cổng nào còn trống
    #[arg(long, value_name = "SỐ", default_value_t = 8081, help_heading = heading::NETWORK)]
    pub port: u16,

    /// Chỉ trả lời ai có mã truy cập ghi trong tệp này (không ghi thì theo biến MORAT_TOKEN)
    #[arg(long, value_name = "TỆP", help_heading = heading::NETWORK)]
    pub token_file: Option<PathBuf>,

    /// Tên của máy chủ, ngoài localhost và địa chỉ số; lặp lại được
    #[arg(long, value_name = "TÊN", help_heading = heading::NETWORK)]
    pub allow_host: Vec<String>,

    /// Cho trang web hoặc tiện ích trình duyệt có nguồn này (giao thức, tên, cổng) hỏi; lặp lại được
    #[arg(long, value_name = "NGUỒN", help_heading = heading::NETWORK)]
    pub allow_origin: Vec<String>,

    /// Văn bản dài nhất, tính bằng đơn vị UTF-16
    #[arg(long, value_name = "SỐ", default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..), help_heading = heading::RUN)]
    pub max_length: u32,

    /// Số yêu cầu cùng lúc nhiều nhất
    #[arg(long, value_name = "SỐ", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..), help_heading = heading::RUN)]
    pub max_requests: u32,

    /// Số giây nhiều nhất để nhận một yêu cầu, và để trả lời nó
    #[arg(long, value_name = "GIÂY", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..), help_heading = heading::RUN)]
    pub timeout: u32,

    /// Thôi khi đầu vào chuẩn đóng: cho chương trình tự chạy một máy chủ, để nó không sống lâu hơn chương trình ấy
    #[arg(long, help_heading = heading::RUN)]
    pub until_eof: bool,

    /// Bộ quy tắc: chung (mặc định), bao-chi, hanh-chinh, giao-khoa, hoặc một tệp .toml của bạn
    #[arg(long, value_name = "BỘ", help_heading = heading::RULES)]
    pub profile: Option<String>,

    /// Báo cả những chỗ còn ngờ
    #[arg(long, help_heading = heading::RULES)]
    pub strict: bool,

    /// Tệp thiết lập đứng trên tệp của dự án, hoặc một dòng của nó: 'profile = "bao-chi"'; lặp lại được
    #[arg(long, value_name = "TỆP|KHÓA=GIÁ-TRỊ", help_heading = heading::RULES)]
    pub config: Vec<String>,

    /// Không đọc tệp thiết lập nào
    #[arg(long, help_heading = heading::RULES)]
    pub isolated: bool,

    /// Chỉ báo những gì hỏng; -qq thì không báo gì
    #[arg(short, long, action = ArgAction::Count, help_heading = heading::OUTPUT)]
    pub quiet: u8,
}

#[derive(clap::Args)]
pub(super) struct Baseline {
    /// Tệp, thư mục cần ghi; những tệp khác giữ như cũ
    #[arg(value_name = "ĐƯỜNG-DẪN", default_value = ".")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub common: Common,
}

#[derive(clap::Args)]
pub(super) struct Review {
    /// Tệp, hoặc thư mục (mọi tệp .txt, .md, .html, .docx, … bên trong)
    #[arg(value_name = "ĐƯỜNG-DẪN", required = true)]
    pub paths: Vec<PathBuf>,

    /// Không hỏi gì: viết những chỗ tìm được vào một bản sao của tệp Word, thành ghi chú và thay đổi để duyệt trong Word
    #[arg(long, help_heading = heading::OUTPUT)]
    pub docx: bool,

    /// Tệp của bản đã soát (với --docx; mặc định: bai.da-soat.docx cạnh bai.docx)
    #[arg(short, long, value_name = "TỆP", requires = "docx", help_heading = heading::OUTPUT)]
    pub output: Option<PathBuf>,

    /// Ghi đè bản đã soát của lần trước (với --docx)
    #[arg(long, requires = "docx", help_heading = heading::OUTPUT)]
    pub force: bool,

    /// Không dùng tệp nền: đưa ra cả những chỗ đã biết
    #[arg(long, help_heading = heading::WHAT)]
    pub no_baseline: bool,

    #[command(flatten)]
    pub common: Common,
}

#[derive(Subcommand)]
pub(super) enum Config {
    /// In những gì áp dụng cho một tệp hay thư mục, và mỗi giá trị do đâu mà có
    Show(Box<ConfigShow>),
    /// In JSON Schema của tệp thiết lập
    Schema,
}

#[derive(clap::Args)]
pub(super) struct ConfigShow {
    /// Tệp hoặc thư mục
    #[arg(value_name = "ĐƯỜNG-DẪN", default_value = ".")]
    pub path: PathBuf,

    #[command(flatten)]
    pub common: Common,
}

#[derive(Subcommand)]
pub(super) enum Words {
    /// Thêm từ vào tệp thiết lập đang có hiệu lực
    Add(WordList),
    /// Bỏ từ ra khỏi tệp thiết lập
    Remove(WordList),
    /// Liệt kê các từ được nhận, và mỗi từ do đâu mà có
    List(WordsHere),
    /// Thử một cụm từ: morat có báo không, và nó đã được nhận chưa
    Check(WordList),
}

#[derive(clap::Args)]
pub(super) struct WordList {
    /// Từ ngữ, tên riêng
    #[arg(value_name = "TỪ", required = true)]
    pub terms: Vec<String>,

    #[command(flatten)]
    pub here: WordsHere,
}

#[derive(clap::Args)]
pub(super) struct WordsHere {
    /// Tên riêng (names): đúng chữ hoa chữ thường
    #[arg(long)]
    pub name: bool,

    /// Dự án của tệp hay thư mục này
    #[arg(long = "in", value_name = "ĐƯỜNG-DẪN", default_value = ".")]
    pub path: PathBuf,
}

#[derive(Clone, Default, clap::Args)]
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

    /// Chỉ báo những chỗ có độ tin cậy từ chừng này (0 đến 1) trở lên; chỗ không tính độ tin cậy thì vẫn báo
    #[arg(long, value_parser = confidence, value_name = "SỐ", help_heading = heading::RULES)]
    pub min_confidence: Option<f32>,

    /// Mã kết thúc chỉ tính từ mức này trở lên
    #[arg(long, value_enum, value_name = "info|warning|error", hide_possible_values = true, help_heading = heading::OUTPUT)]
    pub fail_on: Option<SeverityArg>,

    /// Tệp thiết lập đứng trên tệp của dự án, hoặc một dòng của nó: 'profile = "bao-chi"'; lặp lại được
    #[arg(long, value_name = "TỆP|KHÓA=GIÁ-TRỊ", help_heading = heading::RULES)]
    pub config: Vec<String>,

    /// Không đọc tệp thiết lập nào, không dùng tệp nền
    #[arg(long, help_heading = heading::RULES)]
    pub isolated: bool,

    /// Trong thư mục chỉ đọc những tệp này, viết như trong .gitignore: '*.txt,*.md'
    #[arg(long, value_name = "MẪU", help_heading = heading::WHAT)]
    pub include: Vec<String>,

    /// Trong thư mục bỏ qua những tệp và thư mục này
    #[arg(long, value_name = "MẪU", help_heading = heading::WHAT)]
    pub exclude: Vec<String>,

    /// Bảng mã của tệp văn bản: auto (đoán theo chữ), utf-8, utf-16le, utf-16be, utf-32le, utf-32be, windows-1258, tcvn3, vni, vps, viscii, viqr
    #[arg(long, value_parser = encoding, value_name = "BẢNG-MÃ", help_heading = heading::WHAT)]
    pub encoding: Option<String>,

    /// Đọc mọi tệp như dạng này, đuôi tên là gì cũng vậy: text, markdown, html, …
    #[arg(long = "as", value_parser = format_name, value_name = "DẠNG", help_heading = heading::WHAT)]
    pub as_format: Option<Format>,

    /// Những cột của CSV, những khóa của JSONL là văn bản: 'tieu_de,noi_dung' (a.b là khóa b trong đối tượng a)
    #[arg(long, value_delimiter = ',', value_name = "CỘT", help_heading = heading::WHAT)]
    pub columns: Vec<String>,

    /// Bỏ qua cả những tệp được gọi tên mà thiết lập loại ra (cho pre-commit)
    #[arg(long, help_heading = heading::WHAT)]
    pub force_exclude: bool,

    /// Báo cả chú thích, từ được nhận và mục bỏ qua không còn che gì
    #[arg(long, help_heading = heading::OUTPUT)]
    pub report_unused: bool,

    /// Chỉ in những chỗ tìm được, không in tổng kết và lời báo; -qq thì không in gì, chỉ có mã kết thúc
    #[arg(short, long, action = ArgAction::Count, help_heading = heading::OUTPUT)]
    pub quiet: u8,

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

/// A format, and the file that it goes to.
#[derive(Clone, Debug)]
pub(super) struct Destination {
    pub format: OutputFormat,
    /// Standard output where there is none.
    pub file: Option<PathBuf>,
}

/// The format of a name.
fn format_name(value: &str) -> Result<Format, String> {
    Format::named(value).ok_or_else(|| Format::names().collect::<Vec<_>>().join(", "))
}

/// A number from 0 to 1, with a comma or a point.
fn confidence(value: &str) -> Result<f32, String> {
    let number = value.replace(',', ".").parse::<f32>().ok();
    number.filter(|number| (0.0..=1.0).contains(number)).ok_or_else(|| "0 … 1".to_owned())
}

/// The name that settings have for an encoding, by any name that people have for it.
fn encoding(value: &str) -> Result<String, String> {
    match Encoding::of_name(value) {
        Some(encoding) => Ok(encoding.name().to_owned()),
        None if value == ENCODINGS[0] => Ok(value.to_owned()),
        None => Err(ENCODINGS.join(", ")),
    }
}

/// `sarif` or `sarif=result.sarif`.
fn destination(value: &str) -> Result<Destination, String> {
    let (name, file) = value.split_once('=').map_or((value, None), |(name, file)| (name, Some(file)));
    let format = OutputFormat::of_name(name).ok_or_else(|| {
        let names: Vec<&str> = OutputFormat::ALL.iter().map(|format| format.name()).collect();
        names.join(", ")
    })?;
    Ok(Destination { format, file: file.map(PathBuf::from) })
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

    /// The language that is asked of morat itself, whatever the locale.
    #[cfg(feature = "lsp")]
    pub fn asked_lang(&self) -> Option<Lang> {
        lang::asked(self.lang)
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

impl Command {
    /// Whether it looks after Ctrl-C itself, and finishes what is under way.
    pub fn stops_by_itself(&self) -> bool {
        match self {
            #[cfg(feature = "serve")]
            Command::Serve(_) => true,
            _ => false,
        }
    }
}

impl Check {
    /// The files that a run writes.
    pub fn written(&self) -> impl Iterator<Item = &std::path::Path> {
        self.format.iter().filter_map(|one| one.file.as_deref()).chain(self.output_file.as_deref())
    }
}

impl SeverityArg {
    /// The name that settings have for it.
    pub fn name(self) -> &'static str {
        match self {
            SeverityArg::Info => "info",
            SeverityArg::Warning => "warning",
            SeverityArg::Error => "error",
        }
    }
}
