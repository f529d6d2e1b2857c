//! `nhat-quan/viet-tat` and `nhat-quan/viet-tat-hai-lan`: abbreviations that are never introduced, or introduced twice.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::normal;
use crate::token::{Mark, Token, Word};

/// Rule `nhat-quan/viet-tat`. Example: *CLVT* in a text that never says what it stands for.
pub struct UnknownAbbreviation;

/// Rule `nhat-quan/viet-tat-hai-lan`. Example: *Ngân hàng Nhà nước (NHNN) … Ngân hàng Nhà nước (NHNN)*.
pub struct IntroducedTwice;

/// Abbreviations that need no introduction.
const KNOWN: &[&str] = &[
    "UBND", "HĐND", "UBMTTQ", "MTTQ", "HĐQT", "TP", "HCM", "TPHCM", "THPT", "THCS", "ĐH", "CĐ", "HS", "SV", "HLV",
    "CLB", "CSGT", "CAND", "QĐND", "XHCN", "CNXH", "CHXHCN", "TW", "TƯ", "BCH", "GD", "ĐT", "BHXH", "BHYT", "VN",
    "VND", "VNĐ", "USD", "EUR", "EU", "ASEAN", "APEC", "WTO", "UN", "UNESCO", "UNICEF", "WHO", "GDP", "FDI", "ODA",
    "HIV", "AIDS", "ADN", "DNA", "TV", "VTV", "TTXVN", "VOV", "FIFA", "UEFA", "AFC", "AFF", "SEA", "PGS", "TS", "GS",
    "BS", "ThS", "KM", "ATM", "SIM", "SMS", "PC", "CPU", "RAM", "LED", "LCD", "GPS", "IT", "ID", "OK", "PR", "MC",
    "DJ", "VIP", "CEO", "AI", "NASA", "FBI", "CIA", "BBC", "CNN", "AFP", "NĐ", "CP", "QĐ", "TT", "NQ", "QH", "BTC",
    "PV", "SĐT", "ĐTDĐ", "NXB", "SGK", "COVID", "WC", "CMND", "CCCD", "ND", "GTVT",
];

static UNKNOWN: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/viet-tat"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Chữ viết tắt chưa được giải thích trong bài",
        "An abbreviation that the text never explains",
    ),
    why: Bilingual::fixed(
        "Lần đầu dùng chữ viết tắt nên ghi đủ, kèm chữ tắt trong ngoặc: Ngân hàng Nhà nước (NHNN). Chữ ai cũng biết \
         (UBND, GDP), số La Mã, dòng viết hoa toàn bộ và chữ chỉ gặp một lần được để yên; morat không biết bạn đọc quen \
         chữ nào nên chỉ nhắc khi được gọi.",
        "On first use write the full name with the abbreviation in brackets: Ngân hàng Nhà nước (NHNN). What everybody \
         knows (UBND, GDP), Roman numerals, lines in capitals, and what occurs but once are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Tổ QLTS đã họp. Sau đó tổ QLTS báo cáo.", "Tổ QLTS đã họp. Sau đó tổ QLTS báo cáo."),
        Example::new("Các nhóm NCKH nộp bài; điểm NCKH rất cao.", "Các nhóm NCKH nộp bài; điểm NCKH rất cao."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tổ quản lý tài sản (QLTS) đã họp. Sau đó tổ QLTS báo cáo UBND tỉnh, UBND xã."),
        Cow::Borrowed("Thế kỷ XIX và thế kỷ XIX nữa. CHÀO MỪNG NGÀY HỘI\nCHÀO MỪNG NGÀY HỘI"),
    ]),
};

static TWICE: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/viet-tat-hai-lan"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Một chữ viết tắt được giải thích hai lần", "An abbreviation that is introduced twice"),
    why: Bilingual::fixed(
        "Đã ghi “Ngân hàng Nhà nước (NHNN)” một lần thì về sau chỉ cần chữ tắt hoặc tên đầy đủ. Chỉ kể khi chữ tắt đúng là \
         các chữ đầu của những tiếng đứng trước ngoặc, cả hai lần; chữ tắt trong ngoặc vì lý do khác được để yên.",
        "Once “Ngân hàng Nhà nước (NHNN)” stands in a text, one of the two is enough. Only abbreviations made of the \
         first letters of the words before the bracket, both times, are counted.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Ngân hàng Nhà nước (NHNN) hạ lãi suất. Hôm nay, Ngân hàng Nhà nước (NHNN) giải thích.",
            "Ngân hàng Nhà nước (NHNN) hạ lãi suất. Hôm nay, Ngân hàng Nhà nước giải thích.",
        ),
        Example::new(
            "Tổ quản lý tài sản (QLTS) họp sáng nay. Chiều đến, tổ quản lý tài sản (QLTS) họp tiếp.",
            "Tổ quản lý tài sản (QLTS) họp sáng nay. Chiều đến, tổ quản lý tài sản họp tiếp.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Ngân hàng Nhà nước (NHNN) hạ lãi suất. Hôm nay, NHNN giải thích."),
        Cow::Borrowed("Anh Nam (TP Huế) thắng anh Bình (Huế). Chị Hoa (PV) hỏi, chị Lan (PV) ghi."),
    ]),
};

impl Rule for UnknownAbbreviation {
    fn meta(&self) -> &'static Meta {
        &UNKNOWN
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let mut seen: Vec<(&str, usize, usize)> = Vec::new();
        for (at, token) in short(text) {
            // An abbreviation that is introduced anywhere in the text is not reported, not even before that place.
            let introduced = is_bracketed(text, at);
            match seen.iter().position(|(written, ..)| *written == text.of(token)) {
                Some(known) if introduced => seen[known].1 = INTRODUCED,
                Some(known) => seen[known].1 = seen[known].1.saturating_add(1),
                None if seen.len() == MOST => return,
                None => seen.push((text.of(token), if introduced { INTRODUCED } else { 1 }, at)),
            }
        }
        for (written, count, at) in seen.into_iter().filter(|(_, count, _)| (2..INTRODUCED).contains(count)) {
            let message = Bilingual::new(
                format!("“{written}” ({count} chỗ) chưa được giải thích: lần đầu nên ghi đủ tên"),
                format!("“{written}” ({count} times) is never explained: give the full name first"),
            );
            found.mark(text.tokens().list()[at].span, message, Vec::new()).whole = true;
        }
    }
}

/// In the table of counts: the abbreviation is introduced. No real count is as high.
const INTRODUCED: usize = usize::MAX;

/// The most different abbreviations of a text that is checked; more are a table or a catalogue.
const MOST: usize = 200;

/// How many tokens a caption may have before its credit: *Ảnh: TTXVN*.
const CREDIT: usize = 8;

impl Rule for IntroducedTwice {
    fn meta(&self) -> &'static Meta {
        &TWICE
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut known: Vec<&str> = Vec::new();
        for (at, token) in text.tokens().paired_marks() {
            let opens = token.mark() == Some(Mark::OpenBracket);
            let Some(inner) = list.get(at + 1).filter(|inner| opens && inner.is_word()) else { continue };
            let written = text.of(inner);
            if !is_bracketed(text, at + 1) || !is_short(inner) || !is_made_of(text, at, written) {
                continue;
            }
            if !known.contains(&written) {
                if known.len() < MOST {
                    known.push(written);
                }
                continue;
            }
            // A caption is read apart from the text, so it may introduce an abbreviation again.
            let here = text.tokens().sentence_of(at);
            let near = list[here.start..(here.end + CREDIT).min(list.len())].iter();
            if near.into_iter().any(|token| matches!(text.of(token), "Ảnh" | "ảnh")) {
                continue;
            }
            let span = list[at - 1].span.cover(list[at + 2].span);
            let message = Bilingual::new(
                format!("“{written}” đã được giải thích ở trên: lần này một trong hai là đủ"),
                format!("“{written}” has been introduced above: one of the two is enough here"),
            );
            found.mark(span, message, vec![text.of(&list[at - 1]).to_owned()]);
        }
    }
}

fn is_short(token: &Token) -> bool {
    let letters = |word: &Word| word.case == Case::Upper && !word.chained && (2..=10).contains(&token.span.len());
    token.word().is_some_and(|word| letters(&word))
}

/// The abbreviations of a text with their token indices: words in capitals that are not in a line in capitals, no Roman numeral
/// and none of [`KNOWN`].
fn short<'a>(text: &'a Context<'_>) -> impl Iterator<Item = (usize, &'a Token)> + 'a {
    let list = text.tokens().list();
    text.tokens().odd_words().filter_map(move |(at, _, _)| {
        let token = &list[at];
        let upper =
            |at: Option<usize>| at.and_then(|at| list.get(at)?.word()).is_some_and(|word| word.case == Case::Upper);
        let written = text.of(token);
        let shouted = upper(at.checked_sub(1)) || upper(Some(at + 1));
        let roman = written.bytes().all(|byte| b"IVXLCDM".contains(&byte));
        let touched = [text.tokens().before(at), text.tokens().after(at)].into_iter().flatten();
        let part =
            touched.into_iter().any(|token| !token.mark().is_some_and(|mark| mark.is_pause() || mark.is_paired()));
        let known = KNOWN.contains(&written);
        (is_short(token) && !shouted && !roman && !part && !known).then_some((at, token))
    })
}

/// Whether a word stands alone in brackets.
fn is_bracketed(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    tokens.before(at).and_then(Token::mark) == Some(Mark::OpenBracket)
        && tokens.after(at).and_then(Token::mark) == Some(Mark::CloseBracket)
}

/// Whether the last words before the bracket at an index begin with the letters of an abbreviation.
fn is_made_of(text: &Context<'_>, bracket: usize, written: &str) -> bool {
    let mut at = bracket;
    let fits = written.chars().rev().all(|letter| {
        let Some((before, token)) = text.tokens().previous_visible(at) else { return false };
        at = before;
        token.is_word() && text.of(token).chars().next().is_some_and(|first| base(first) == base(letter))
    });
    fits && written.chars().count() >= 2
}

/// A letter in upper case without its diacritics; Đ stays.
fn base(c: char) -> char {
    normal::base(c).to_uppercase().next().unwrap_or(c)
}
