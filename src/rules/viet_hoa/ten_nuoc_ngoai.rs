//! `viet-hoa/ten-nuoc-ngoai`, `viet-hoa/viet-tat`: words whose capitals are fixed, looked up in a list.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// Github, javascript
pub struct FixedCapitals;

/// ubnd, Thpt
pub struct Acronyms;

/// Names as their owners write them, in the order of their small letters.
const NAMES: &[&str] = &[
    "Bayes",
    "Bernoulli",
    "ChatGPT",
    "Facebook",
    "Fibonacci",
    "Firefox",
    "FPT",
    "GitHub",
    "GitLab",
    "Instagram",
    "iPad",
    "iPhone",
    "JavaScript",
    "LibreOffice",
    "LinkedIn",
    "MacBook",
    "Markov",
    "Microsoft",
    "MongoDB",
    "MySQL",
    "OpenAI",
    "OpenStreetMap",
    "PayPal",
    "PostgreSQL",
    "PowerPoint",
    "Samsung",
    "TikTok",
    "TypeScript",
    "Ubuntu",
    "Vietcombank",
    "VietinBank",
    "VnExpress",
    "WhatsApp",
    "Wikipedia",
    "WordPress",
    "YouTube",
    "ZaloPay",
];

/// Abbreviations that are written in capitals throughout, in the order of their letters.
const LETTERS: &[&str] = &[
    "ATGT", "ATTP", "BCHTW", "BĐBP", "BHTN", "BHXH", "BHYT", "BTV", "BTC", "CBCNV", "CBCS", "CHXHCN", "CLB", "CNTT",
    "CNXH", "CSGT", "CSHS", "ĐBQH", "ĐBSCL", "ĐHQG", "GDĐT", "GDP", "HĐND", "HĐQT", "HLV", "HTX", "KHCN", "KTXH",
    "MTTQ", "NHNN", "NSND", "NSNN", "PCCC", "PCTN", "QĐND", "QLTT", "TAND", "TNCS", "TNGT", "TNHH", "THCS", "THPT",
    "TMCP", "TPHCM", "TTATGT", "TTXVN", "UBKT", "UBMTTQ", "UBND", "VBQPPL", "VFF", "VĐV", "VKSND", "WTO",
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
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tải mã từ GitHub (https://github.com/a/b), xem YouTube trên iPhone."),
        Cow::Borrowed("FACEBOOK và các mạng khác; gói javascript-utils, thẻ #facebook."),
    ]),
};

static LETTERS_META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/viet-tat"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Chữ viết tắt không viết hoa đủ", "An abbreviation without all its capitals"),
    why: Bilingual::fixed(
        "Chữ viết tắt ghép từ chữ cái đầu thì viết hoa tất cả: UBND, THPT, BHYT. Chỉ xét những chữ trong danh sách, không xét ctv, Nxb, atm (và ctv, 2 atm); tên viết tắt \
         đọc thành tiếng mà báo chí quen viết thường (Unesco, Asean) được để yên.",
        "An abbreviation of first letters is in capitals throughout: UBND, THPT, BHYT. Only those on a list are looked at, not ctv, Nxb and atm; those \
         read as words, which the press writes small (Unesco, Asean), are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Nộp đơn ở ubnd xã.", "Nộp đơn ở UBND xã."),
        Example::new("Em học trường Thpt gần nhà, có thẻ bhyt.", "Em học trường THPT gần nhà, có thẻ BHYT."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Nộp đơn ở UBND xã, trường THPT, có thẻ BHYT."),
        Cow::Borrowed(
            "Nguyễn Văn An và ctv, Nxb Trẻ, áp suất 2 atm. Theo Unesco và Asean, xem trang ubnd.hanoi.gov.vn.",
        ),
    ]),
};

/// The word of a list that these letters spell, if they spell it in other capitals.
fn mended(list: &'static [&'static str], written: &str) -> Option<&'static str> {
    let same = |name: &&&str| {
        name.len() == written.len()
            && (name.eq_ignore_ascii_case(written)
                || !name.is_ascii()
                    && name.chars().flat_map(char::to_lowercase).eq(written.chars().flat_map(char::to_lowercase)))
    };
    list.iter().find(same).copied().filter(|name| *name != written)
}

fn check(
    list: &'static [&'static str],
    text: &Context<'_>,
    found: &mut Findings<'_>,
    why: (&'static str, &'static str),
) {
    for (at, token, word) in text.tokens().odd_words() {
        // A word joined to others by a hyphen is part of a name of its own.
        if word.chained
            || word.case == Case::Upper
            || text
                .tokens()
                .after(at)
                .is_some_and(|next| !next.mark().is_some_and(|mark| mark.is_pause() || mark.is_half()))
        {
            continue;
        }
        let written = text.of(token);
        let Some(right) = mended(list, written) else { continue };
        let message = Bilingual::new(
            format!("“{written}” viết là “{right}”: {}", why.0),
            format!("“{written}” is written “{right}”: {}", why.1),
        );
        found.mark(token.span, message, vec![right.to_owned()]);
    }
}

impl Rule for FixedCapitals {
    fn meta(&self) -> &'static Meta {
        &NAMES_META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        check(NAMES, text, found, ("tên riêng viết hoa như chủ của nó viết", "a name has the capitals of its owner"));
    }
}

impl Rule for Acronyms {
    fn meta(&self) -> &'static Meta {
        &LETTERS_META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        check(LETTERS, text, found, ("chữ viết tắt viết hoa tất cả", "an abbreviation is in capitals throughout"));
    }
}
