//! `viet-hoa/ten-nuoc-ngoai`, `viet-hoa/viet-tat`: words whose capitals are fixed, looked up in a list.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::row;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Mark, Token, TokenKind, Word};

/// Rule `viet-hoa/ten-nuoc-ngoai`. Example: *Github, javascript*.
pub struct FixedCapitals;

/// Rule `viet-hoa/viet-tat`. Example: *ubnd, Thpt*.
pub struct Acronyms;

/// Names as their owners write them, sorted by their lower-case letters. Left out are names that are also words (*swift, java,
/// chrome, excel*) and those that their owners write in lower case as often.
const NAMES: &[&str] = &[
    "AdaBoost",
    "Android",
    "Bayes",
    "Bernoulli",
    "BitTorrent",
    "Cauchy",
    "ChatGPT",
    "Codeforces",
    "CycleGAN",
    "Debian",
    "Dijkstra",
    "Docker",
    "Dropbox",
    "Euler",
    "Facebook",
    "Fedora",
    "Fermat",
    "Fibonacci",
    "Figma",
    "Firefox",
    "Fourier",
    "FPT",
    "Gauss",
    "GitHub",
    "GitLab",
    "Gmail",
    "GNOME",
    "Google",
    "GraphQL",
    "Hadoop",
    "Huffman",
    "iCloud",
    "iMac",
    "Instagram",
    "IntelliJ",
    "iPad",
    "iPhone",
    "iTunes",
    "JavaScript",
    "Jenkins",
    "jQuery",
    "Jupyter",
    "Kaggle",
    "Keras",
    "Kotlin",
    "Kruskal",
    "Kubernetes",
    "Lagrange",
    "Laplace",
    "LeetCode",
    "LibreOffice",
    "LightGBM",
    "LinkedIn",
    "Linux",
    "MacBook",
    "macOS",
    "MapReduce",
    "MariaDB",
    "Markov",
    "MathJax",
    "Matplotlib",
    "Microsoft",
    "MongoDB",
    "MySQL",
    "Netflix",
    "NumPy",
    "OpenAI",
    "OpenCV",
    "OpenStreetMap",
    "PayPal",
    "Photoshop",
    "PHP",
    "Poisson",
    "PostgreSQL",
    "PowerPoint",
    "PyCharm",
    "PyPI",
    "Python",
    "PyTorch",
    "Riemann",
    "Samsung",
    "SciPy",
    "Shopee",
    "Skype",
    "Spotify",
    "SQLite",
    "StyleGAN",
    "Telegram",
    "TensorFlow",
    "TikTok",
    "Topcoder",
    "Turing",
    "Twitter",
    "TypeScript",
    "Ubuntu",
    "Unicode",
    "Vietcombank",
    "VietinBank",
    "VnExpress",
    "WhatsApp",
    "Wikimedia",
    "Wikipedia",
    "Windows",
    "WordPress",
    "XGBoost",
    "YouTube",
    "Zalo",
    "ZaloPay",
];

/// Abbreviations that are written all in capitals, sorted by their letters.
const LETTERS: &[&str] = &[
    "API", "ATGT", "ATTP", "BCHTW", "BĐBP", "BHTN", "BHXH", "BHYT", "BTV", "BTC", "CBCNV", "CBCS", "CHXHCN", "CLB",
    "CNTT", "CNXH", "CPU", "CSGT", "CSHS", "CSS", "ĐBQH", "ĐBSCL", "ĐHQG", "GDĐT", "GDP", "GPS", "GPU", "HĐND", "HĐQT",
    "HLV", "HTML", "HTTP", "HTTPS", "HTX", "JSON", "KHCN", "KTXH", "MTTQ", "NHNN", "NSND", "NSNN", "PCCC", "PCTN",
    "QĐND", "QLTT", "SQL", "SSH", "TAND", "TNCS", "TNGT", "TNHH", "THCS", "THPT", "TMCP", "TPHCM", "TTATGT", "TTXVN",
    "UBKT", "UBMTTQ", "UBND", "URL", "USB", "VBQPPL", "VFF", "VĐV", "VKSND", "VPN", "WTO", "XML",
];

static NAMES_META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/ten-nuoc-ngoai"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Tên riêng, nhãn hiệu nước ngoài sai chữ hoa",
        "A foreign name or brand in wrong capitals",
    ),
    why: Bilingual::fixed(
        "Tên riêng, tên sản phẩm viết hoa như chủ của nó viết: GitHub, YouTube, iPhone. Chỉ xét những tên trong danh sách; tên \
         viết hoa cả, tên trong địa chỉ, mã lệnh và sau dấu # @ được để yên.",
        "A name or product has the capitals of its owner: GitHub, YouTube, iPhone. Only names on a list are looked at; names in \
         capitals throughout, in addresses, code and behind # or @ are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Tải mã từ Github về máy.", "Tải mã từ GitHub về máy."),
        Example::new("Xem trên youtube rồi tra wikipedia.", "Xem trên YouTube rồi tra Wikipedia."),
        Example::new("Định lý bayes dùng ở đây.", "Định lý Bayes dùng ở đây."),
        Example::new("Máy chạy windows hay linux đều được.", "Máy chạy Windows hay Linux đều được."),
        Example::new("Mở bằng Gnome rồi tìm trên google.", "Mở bằng GNOME rồi tìm trên Google."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tải mã từ GitHub (https://github.com/a/b), xem YouTube trên iPhone."),
        Cow::Borrowed("FACEBOOK và các mạng khác; gói javascript-utils, thẻ #facebook."),
        Cow::Borrowed("Từ trường 500 gauss; gõ lệnh docker, gọi hàm numpy. Tập phim Lawn Gnome Beach Party."),
    ]),
};

static LETTERS_META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/viet-tat"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Chữ viết tắt không viết hoa đủ", "An abbreviation without all its capitals"),
    why: Bilingual::fixed(
        "Chữ viết tắt ghép từ chữ cái đầu thì viết hoa tất cả: UBND, THPT, URL. Chỉ xét những chữ trong danh sách, không xét ctv, Nxb, atm (và ctv, 2 atm); tên viết tắt \
         đọc thành tiếng mà báo chí quen viết thường (Unesco, Asean) được để yên.",
        "An abbreviation of first letters is in capitals throughout: UBND, THPT, URL. Only those on a list are looked at, not ctv, Nxb and atm; those \
         read as words, which the press writes small (Unesco, Asean), are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Nộp đơn ở ubnd xã.", "Nộp đơn ở UBND xã."),
        Example::new("Em học trường Thpt gần nhà, có thẻ bhyt.", "Em học trường THPT gần nhà, có thẻ BHYT."),
        Example::new("Máy chủ trả về Json qua http.", "Máy chủ trả về JSON qua HTTP."),
        Example::new("Xóa id của bài viết ấy.", "Xóa ID của bài viết ấy."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Nộp đơn ở UBND xã, trường THPT, có thẻ BHYT."),
        Cow::Borrowed(
            "Nguyễn Văn An và ctv, Nxb Trẻ, áp suất 2 atm. Theo Unesco và Asean, xem trang ubnd.hanoi.gov.vn.",
        ),
        Cow::Borrowed(
            "Mở tệp index.html và data.sql, thẻ id=“a”, gói json-schema; gọi gpu(0), mở http ://a, lệnh ssh.",
        ),
        Cow::Borrowed("Chạy trên cpu () hay gpu () đều được; giá trị là “http”, mặc định dùng logger, rc, http."),
    ]),
};

/// The entries of a list by their lower-case form.
type ByLetters = HashMap<String, &'static str>;

fn by_letters(list: &[&'static str]) -> ByLetters {
    // The first of those that differ in capitals only.
    list.iter().rev().map(|name| (name.to_lowercase(), *name)).collect()
}

/// The word of a list that these letters spell, if they spell it in other capitals.
fn mended(list: &ByLetters, written: &str) -> Option<&'static str> {
    let name = list.get(&written.to_lowercase()).copied()?;
    (name != written && name.len() == written.len()).then_some(name)
}

fn check(list: &ByLetters, text: &Context<'_>, found: &mut Findings<'_>, why: (&'static str, &'static str)) {
    for (at, token, word) in text.tokens().odd_words() {
        // A word that a hyphen joins to others is part of another name.
        if word.chained
            || word.case == Case::Upper
            || text
                .tokens()
                .after(at)
                .is_some_and(|next| !next.mark().is_some_and(|mark| mark.is_pause() || mark.is_paired()))
        {
            continue;
        }
        let written = text.of(token);
        let Some(right) = mended(list, written) else { continue };
        if word.case == Case::Lower && is_no_name(text, at) || word.case == Case::Capital && is_amid_title(text, at) {
            continue;
        }
        mark(text, found, token, right, why);
    }
}

fn mark(text: &Context<'_>, found: &mut Findings<'_>, token: &Token, right: &str, why: (&str, &str)) {
    let written = text.of(token);
    let message = Bilingual::new(
        format!("“{written}” viết là “{right}”: {}", why.0),
        format!("“{written}” is written “{right}”: {}", why.1),
    );
    found.mark(token.span, message, vec![right.to_owned()]);
}

/// Whether capitalised foreign words stand on both sides, so that the word is part of a title: *Lawn Gnome Beach Party*.
fn is_amid_title(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let foreign = |word: Option<(usize, &Token, Word)>| {
        word.is_some_and(|(_, _, word)| word.syllable.is_none() && word.case == Case::Capital)
    };
    let joined = list[at].gap().is_space() && list.get(at + 1).is_some_and(|next| next.gap().is_space());
    joined && foreign(text.previous_word(at)) && foreign(text.next_word(at))
}

/// Words behind which a lower-case word is code.
const TYPED: &[&str] = &["lệnh", "hàm", "gói", "khóa", "biến", "module"];

/// Whether a lower-case word is a unit behind its number (*500 gauss*), or code: a call (*gpu(0)*), part of an address or a file
/// name (*.html, http ://*), behind one of [`TYPED`] (*lệnh ssh*), or between other such words.
fn is_no_name(text: &Context<'_>, at: usize) -> bool {
    let foreign = |word: Option<(usize, &Token, Word)>| {
        word.is_some_and(|(_, _, word)| word.syllable.is_none() && word.case == Case::Lower)
    };
    let tokens = text.tokens();
    let next = tokens.next_visible(at).map(|(_, next)| next);
    let called = tokens.after(at).is_some_and(|next| next.mark() == Some(Mark::OpenBracket));
    let address = next.is_some_and(|next| matches!(next.mark(), Some(Mark::Colon | Mark::Slash)));
    let part = tokens.before(at).is_some_and(|before| {
        !matches!(before.mark(), Some(Mark::OpenBracket | Mark::OpenQuote | Mark::StraightQuote))
    });
    let number = tokens.previous_visible(at).is_some_and(|(_, before)| before.kind() == TokenKind::Number);
    let typed = text.previous_word(at).is_some_and(|(before, ..)| TYPED.contains(&row::folded(text, before).as_str()));
    let amid = foreign(text.previous_word(at)) && foreign(text.next_word(at));
    // *gpu ()*: a call with a space before the brackets.
    let opened = tokens.next_visible(at).filter(|(_, next)| next.mark() == Some(Mark::OpenBracket));
    let empty =
        opened.and_then(|(open, _)| tokens.after(open)).is_some_and(|next| next.mark() == Some(Mark::CloseBracket));
    // *“http”* or *rc, http*: a literal value, by itself in quotes or in a list.
    let quote = |token: Option<&Token>| {
        token
            .is_some_and(|token| matches!(token.mark(), Some(Mark::OpenQuote | Mark::CloseQuote | Mark::StraightQuote)))
    };
    let quoted = quote(tokens.before(at)) && quote(tokens.after(at));
    let listed = tokens
        .previous_visible(at)
        .filter(|(_, before)| before.mark() == Some(Mark::Comma))
        .and_then(|(comma, _)| tokens.before(comma))
        .and_then(Token::word)
        .is_some_and(|word| word.syllable.is_none() && word.case == Case::Lower);
    called || address || part || number || typed || amid || empty || quoted || listed
}

impl Rule for FixedCapitals {
    fn meta(&self) -> &'static Meta {
        &NAMES_META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        static BY_LETTERS: LazyLock<ByLetters> = LazyLock::new(|| by_letters(NAMES));
        check(
            &BY_LETTERS,
            text,
            found,
            ("tên riêng viết hoa như chủ của nó viết", "a name has the capitals of its owner"),
        );
    }
}

impl Rule for Acronyms {
    fn meta(&self) -> &'static Meta {
        &LETTERS_META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let why = ("chữ viết tắt viết hoa tất cả", "an abbreviation is in capitals throughout");
        static BY_LETTERS: LazyLock<ByLetters> = LazyLock::new(|| by_letters(LETTERS));
        check(&BY_LETTERS, text, found, why);
        // *id* alone is mostly the name of a field or a column; only behind such a word is it an *ID*.
        for (at, token, word) in text.tokens().odd_words() {
            let owned = || text.next_word(at).is_some_and(|(next, ..)| text.of(&text.tokens().list()[next]) == "của");
            if !word.chained && text.of(token) == "id" && !is_no_name(text, at) && owned() {
                mark(text, found, token, "ID", why);
            }
        }
    }
}
