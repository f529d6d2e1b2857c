//! Every key of a settings file, in one table: the reader, the schema, `morat init`, `morat config show` and the
//! documentation are all made from it.

use crate::rules::{Bilingual, HOUSE_STYLES};

/// The type of a key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// `true` or `false`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, or a list of texts, among which these words may be; a later layer replaces an earlier one.
    ChoiceOrNames(&'static [&'static str]),
    /// A string.
    Text,
    /// The path of a file or folder, from the folder of the settings file.
    Path,
    /// Strings; a later layer adds to an earlier one.
    Texts,
    /// Strings; a later layer replaces an earlier one.
    Names,
    /// Paths of files or folders; a later layer adds to an earlier one.
    Paths,
    /// Globs; a later layer replaces an earlier one.
    Globs,
    /// Globs; a later layer adds to an earlier one.
    MoreGlobs,
    /// Rules or groups, each with its settings.
    Rules,
    /// Tables with `paths` and settings for the files that these match.
    Overrides,
}

/// A key of a settings file.
pub struct Key {
    /// The rule's name.
    pub name: &'static str,
    /// The type of its value.
    pub kind: ValueType,
    /// What it does, in one sentence.
    pub doc: Bilingual,
    /// An example value, as TOML.
    pub example: &'static str,
    /// The default value, as TOML; empty for none.
    pub default: &'static str,
    /// Whether an entry of `overrides` may have it.
    pub in_override: bool,
}

impl Key {
    /// Whether it may stand in the user's own settings only: a project may not say whom to trust.
    pub fn is_own(&self) -> bool {
        self.name == TRUSTED
    }
}

/// The key with which users let projects read outside of their folder.
pub const TRUSTED: &str = "trusted-folders";

/// The names of severities.
pub const SEVERITIES: &[&str] = &["info", "warning", "error"];

/// The names of tone styles.
pub const TONE_STYLES: &[&str] = &["auto", "hòa", "hoà"];

/// The names of encodings.
pub const ENCODINGS: &[&str] = &[
    "auto",
    "utf-8",
    "utf-16le",
    "utf-16be",
    "utf-32le",
    "utf-32be",
    "windows-1258",
    "tcvn3",
    "vni",
    "vps",
    "viscii",
    "viqr",
];

const fn key(
    name: &'static str,
    kind: ValueType,
    in_override: bool,
    vi: &'static str,
    en: &'static str,
    example: &'static str,
    default: &'static str,
) -> Key {
    Key { name, kind, doc: Bilingual::fixed(vi, en), example, default, in_override }
}

/// The keys, in the order in which they are shown.
pub const KEYS: &[Key] = &[
    key(
        "extend",
        ValueType::Paths,
        false,
        "Lấy thêm thiết lập từ tệp này trước; tệp đang đọc ghi đè lên.",
        "Settings of another file that come before those of this one.",
        "[\"../toa-soan/morat.toml\"]",
        "",
    ),
    key(
        "profile",
        ValueType::Text,
        true,
        "Bộ quy tắc: chung, bao-chi, hanh-chinh, giao-khoa, hoặc đường dẫn tới một tệp .toml.",
        "The profile: chung, bao-chi, hanh-chinh, giao-khoa, or the path of a .toml file.",
        "\"bao-chi\"",
        "\"chung\"",
    ),
    key("strict", ValueType::Switch, true, "Báo cả những chỗ còn ngờ.", "Doubtful findings, too.", "false", "false"),
    key(
        "min-severity",
        ValueType::Choice(SEVERITIES),
        true,
        "Chỉ báo từ mức này trở lên.",
        "Only findings at least this grave are shown.",
        "\"info\"",
        "\"info\"",
    ),
    key(
        "fail-on",
        ValueType::Choice(SEVERITIES),
        false,
        "Mã kết thúc là 1 chỉ khi có lỗi từ mức này trở lên.",
        "The exit status is 1 only for findings at least this grave.",
        "\"info\"",
        "\"info\"",
    ),
    key(
        "tone-style",
        ValueType::Choice(TONE_STYLES),
        true,
        "Kiểu đặt dấu của tòa soạn: auto (theo từng bài), hòa hoặc hoà.",
        "The house's tone style: auto (that of each text), hòa or hoà.",
        "\"hòa\"",
        "\"auto\"",
    ),
    key(
        "house-style",
        ValueType::ChoiceOrNames(HOUSE_STYLES),
        true,
        "Chữ có hai lối viết đều đúng thì nhà viết lối nào: off (tùy người viết), press (báo chí: quy, kỹ, tàu), school (sách giáo khoa: quy, kĩ, tàu), hoặc danh sách những lối được chọn; xem docs/house-style.md.",
        "Which of two right spellings the house writes: off (that is left to writers), press (quy, kỹ, tàu), school (schoolbooks: quy, kĩ, tàu), or a list of spellings; see docs/house-style.md.",
        "[\"press\", \"hi\"]",
        "\"off\"",
    ),
    key(
        "words",
        ValueType::Texts,
        true,
        "Từ ngữ được nhận: chỗ bị đánh dấu nằm trọn trong một từ này thì thôi. Viết thường thì khớp cả chữ hoa.",
        "Accepted terms: what is marked inside one of them is let pass. In small letters they match any case.",
        "[\"lập trình viên\", \"phở cuốn\"]",
        "",
    ),
    key(
        "names",
        ValueType::Texts,
        true,
        "Tên riêng được nhận, đúng chữ hoa chữ thường như ở đây.",
        "Accepted names, with exactly these capitals.",
        "[\"Trương Cảnh Tuyên\"]",
        "",
    ),
    key(
        "words-file",
        ValueType::Paths,
        true,
        "Tệp ghi thêm từ ngữ được nhận, mỗi dòng một từ; # mở đầu chú thích.",
        "Files of more accepted terms, one a line; # begins a comment.",
        "[\".morat/tu.txt\"]",
        "",
    ),
    key(
        "names-file",
        ValueType::Paths,
        true,
        "Tệp ghi thêm tên riêng được nhận, mỗi dòng một tên.",
        "Files of more accepted names, one a line.",
        "[\".morat/ten.txt\"]",
        "",
    ),
    key(
        "include",
        ValueType::Globs,
        false,
        "Trong thư mục, đọc những tệp này.",
        "The files that are read in a folder.",
        "[\"*.txt\", \"*.md\", \"*.docx\"]",
        "[\"*.txt\", \"*.md\", \"*.markdown\", \"*.html\", \"*.htm\", \"*.xhtml\", \"*.docx\", \"*.odt\", \"*.epub\", \"*.rtf\", \"*.srt\", \"*.vtt\", \"*.ass\", \"*.ssa\", \"*.tex\", \"*.rst\", \"*.adoc\", \"*.asciidoc\", \"*.ipynb\"]",
    ),
    key(
        "exclude",
        ValueType::MoreGlobs,
        false,
        "Trong thư mục, bỏ qua những tệp và thư mục này.",
        "Files and folders that are left out in a folder.",
        "[\"luu-tru/\"]",
        "",
    ),
    key(
        "encoding",
        ValueType::Choice(ENCODINGS),
        true,
        "Bảng mã của tệp văn bản; auto là đoán theo chữ.",
        "The encoding of text files; auto recognises it.",
        "\"tcvn3\"",
        "\"auto\"",
    ),
    key(
        "front-matter",
        ValueType::Names,
        true,
        "Những khóa trong phần đầu (YAML, TOML) của tệp Markdown là văn bản; a.b là khóa b trong bảng a.",
        "Keys of the front matter (YAML, TOML) of Markdown files that are prose; a.b is key b of table a.",
        "[\"title\", \"description\"]",
        "[\"title\", \"subtitle\", \"description\", \"summary\", \"excerpt\", \"lead\", \"sapo\"]",
    ),
    key(
        "columns",
        ValueType::Names,
        true,
        "Những cột của CSV, những khóa của JSONL là văn bản; a.b là khóa b trong đối tượng a. Không ghi thì lấy những tên thường gặp: title, content, tieu_de, noi_dung, …",
        "Columns of CSV and keys of JSONL that are prose; a.b is key b of object a. Where nothing is said, those with common names: title, content, tieu_de, noi_dung, …",
        "[\"tieu_de\", \"noi_dung\"]",
        "",
    ),
    key(
        "dictionaries",
        ValueType::Path,
        false,
        "Thư mục từ điển và mô hình tự dựng (morat-train build).",
        "A folder of dictionaries and a model of one's own (morat-train build).",
        "\"tu-dien-rieng\"",
        "",
    ),
    key(
        "baseline",
        ValueType::Path,
        false,
        "Tệp nền: những chỗ đã biết, chỉ báo chỗ mới.",
        "The baseline: what is known; only what is new is shown.",
        "\".morat/baseline.jsonl\"",
        "\".morat/baseline.jsonl\"",
    ),
    key(
        TRUSTED,
        ValueType::Paths,
        false,
        "Những thư mục mà thiết lập của một dự án được đọc dù nằm ngoài dự án ấy. Chỉ có trong tệp thiết lập của riêng bạn.",
        "Folders that the settings of a project may have read although they lie outside of it. In your own settings only.",
        "[\"~/toa-soan\"]",
        "",
    ),
    key(
        "rules",
        ValueType::Rules,
        true,
        "Quy tắc hoặc nhóm: off, on, info, warning, error, hoặc một bảng { level, min-confidence, … } với tùy chọn riêng của quy tắc.",
        "Rules or groups: off, on, info, warning, error, or a table { level, min-confidence, … } with the rule's own options.",
        "{ \"van-phong/cau-dai\" = { level = \"warning\", longest = 80 } }",
        "",
    ),
    key(
        "overrides",
        ValueType::Overrides,
        false,
        "Thiết lập riêng cho những tệp khớp `paths`.",
        "Settings for the files that match `paths` only.",
        "[{ paths = [\"van-ban/**\"], profile = \"hanh-chinh\" }]",
        "",
    ),
];

/// A key by its name.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The default items of a list.
pub fn default_texts(name: &str) -> impl Iterator<Item = &'static str> + use<> {
    // What stands between quotes: the defaults are of this table, and none has an escape.
    find(name).map_or("", |key| key.default).split('"').skip(1).step_by(2)
}
