//! `so-lieu/dien-thoai`: a telephone number with too many digits or too few.

use std::borrow::Cow;

use super::figure::{follows, says};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Gap, Mark, TokenKind};

/// Rule `so-lieu/dien-thoai`. Example: *ĐT: 091234567*.
pub struct PhoneNumber;

/// Words that announce a telephone number.
const CUES: &[&str] = &[
    "thoại", "đt", "đtdđ", "dđ", "hotline", "tel", "sđt", "mobile", "zalo", "phone", "gọi", "máy", "nóng", "viber",
    "whatsapp",
];

/// What may stand between such a word and the number.
const BETWEEN: &[&str] = &[
    "số",
    "là",
    "qua",
    "theo",
    "tới",
    "đến",
    "vào",
    "cho",
    "anh",
    "chị",
    "ông",
    "bà",
    "cô",
    "thầy",
    "bạn",
    "di",
    "động",
    "cố",
    "định",
    "bàn",
    "đường",
    "dây",
    "trực",
    "tiếp",
    "gặp",
    "em",
    "của",
];

/// The most tokens between one of [`CUES`] and the number.
const FARTHEST: usize = 7;

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/dien-thoai"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Số điện thoại thừa hay thiếu chữ số", "A telephone number of wrong length"),
    why: Bilingual::fixed(
        "Số di động Việt Nam bắt đầu bằng 03, 05, 07, 08, 09 và có 10 chữ số; số cố định bắt đầu bằng 02 và có 10 hoặc \
         11 chữ số. Số ngắn (113), số 1800, 1900, số nước ngoài, số cố định cũ và số không có “điện thoại”, “ĐT” đứng \
         trước được để yên.",
        "A Vietnamese mobile number begins with 03, 05, 07, 08 or 09 and has 10 digits, a landline begins with 02 and has 10 or \
         11. Short numbers, 1800 and 1900, foreign numbers and those that no word announces are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Điện thoại: 091234567.", "Điện thoại: 091234567."),
        Example::new("Xin gọi ĐT 0981 234 56789.", "Xin gọi ĐT 0981 234 56789."),
        Example::new(
            "Mọi chi tiết xin liên hệ: anh Nam (0912 345 67).",
            "Mọi chi tiết xin liên hệ: anh Nam (0912 345 67).",
        ),
        Example::new("Hotline: 0912 345 678 - 0987.654.32.", "Hotline: 0912 345 678 - 0987.654.32."),
        Example::new("Tel: (024) 3825 12.", "Tel: (024) 3825 12."),
        Example::new("SĐT: +84 912 345 67.", "SĐT: +84 912 345 67."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Điện thoại: 0912345678, hotline: 1900 1234, ĐT: 024 3825 1234."),
        Cow::Borrowed("Điện thoại giá 3.500.000 đồng; số 091234567 trúng giải; ĐT 113."),
        Cow::Borrowed("Liên hệ: 0912 345 678 hoặc +84 912 345 678; Tel: (024) 3825 1234 - 35; ĐT: 0511 3827 123."),
        Cow::Borrowed("ĐT: (08) 8556300, 08.8631567, 050.850123, (031) 920331."),
        Cow::Borrowed("Gọi tổng đài 1800 1234, 19001234; SĐT 0912345678 2 lần; ĐT: 0912xxx678, 09123456**."),
    ]),
};

impl Rule for PhoneNumber {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        // The last token of the previous telephone number, for lists such as *0912 345 678, 0987 654 321*.
        let mut before = None;
        for (at, token) in text.tokens().figures() {
            let Some(number) = Number::read(text, at) else { continue };
            let goes_on = before.is_some_and(|end| goes_on(text, end, at));
            if !goes_on && !is_announced(text, at) {
                continue;
            }
            before = Some(number.end);
            let Some(wanted) = number.wanted(text).filter(|_| !number.is_joined(text)) else { continue };
            let digits = number.digits.len();
            // With far more or fewer digits it is a date, an account, or two numbers side by side.
            if !(8..=12).contains(&digits) {
                continue;
            }
            let span = token.span.cover(text.tokens().list()[number.end].span);
            let (short, long) = (digits < wanted, digits.abs_diff(wanted));
            let message = Bilingual::new(
                format!(
                    "Số điện thoại này có {digits} chữ số, {} {long} so với {wanted}",
                    if short { "thiếu" } else { "thừa" }
                ),
                format!("This telephone number has {digits} digits, {long} too {} of {wanted}", few_or_many(short)),
            );
            found.mark(span, message, Vec::new());
        }
    }
}

fn few_or_many(short: bool) -> &'static str {
    if short { "few" } else { "many" }
}

/// A possible telephone number: digits in groups.
struct Number {
    /// The digits as dialled within the country: *+84 912…* becomes *0912…*.
    digits: String,
    /// Index of its last token.
    end: usize,
    /// Whether it is written without spaces, dots or hyphens.
    whole: bool,
    /// Whether it begins with an area code: digits in brackets, or a group of two digits.
    has_code: bool,
}

impl Number {
    /// The number that begins with the token at `at`.
    fn read(text: &Context<'_>, at: usize) -> Option<Number> {
        let tokens = text.tokens();
        let list = tokens.list();
        let plus = tokens.before(at).is_some_and(|before| text.of(before) == "+");
        let first = text.of(&list[at]);
        if !(first.starts_with('0') || plus && first.starts_with("84")) {
            return None;
        }
        let (mut digits, mut end, mut groups) = (String::new(), at, 0);
        let mut next = at;
        while let Some(token) = list.get(next) {
            let written = text.of(token);
            let bracket = groups == 1 && token.mark() == Some(Mark::CloseBracket) && digits.len() < 6;
            if !bracket {
                let clean = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
                let follows = next == at || matches!(token.gap(), Gap::Space | Gap::None);
                if !matches!(token.kind(), TokenKind::Number | TokenKind::Date)
                    || !follows
                    || !written.bytes().all(clean)
                {
                    break;
                }
                // The next group begins another number, or the number is complete already.
                if next != at && (digits.len() >= 8 && written.starts_with('0') || groups == 1 && digits.len() >= 8) {
                    break;
                }
                digits.extend(written.chars().filter(char::is_ascii_digit));
                groups += 1 + written.trim_end_matches(['.', '-']).matches(['.', '-']).count();
                end = next;
            }
            next += 1;
        }
        if plus && digits.starts_with("84") {
            digits.replace_range(..2, "0");
            digits = digits.replacen("00", "0", 1);
        }
        let bracketed = list.get(at + 1).is_some_and(|next| next.mark() == Some(Mark::CloseBracket)) && end > at;
        let has_code = bracketed || !plus && first.split(['.', '-']).next().is_some_and(|code| code.len() == 2);
        digits.starts_with('0').then_some(Number { digits, end, whole: groups == 1, has_code })
    }

    /// How many digits it should have; `None` if it is right, or of an unknown kind.
    fn wanted(&self, text: &Context<'_>) -> Option<usize> {
        let len = self.digits.len();
        let range = match self.digits.as_bytes() {
            // Area codes before 2017 began like this, too, with numbers behind them that begin with 2, 3 or 6: *0511 3 827 123*,
            // *(08) 8556 300*.
            [b'0', b'3' | b'5' | b'7', _, _, b'2' | b'3' | b'6', ..] if !self.whole && len == 11 => return None,
            [b'0', one, other, ..] if is_mobile(*one, *other) && !self.has_code => 10..=10,
            [b'0', b'2', ..] => 10..=11,
            _ => return None,
        };
        let hidden =
            text.tokens().after(self.end).is_some_and(|after| matches!(text.of(after), "*" | "x" | "…" | "..."));
        (!range.contains(&len) && !hidden).then_some(*range.end())
    }

    /// Whether a letter or sign touches it, or a hyphen adds alternative last digits: *3825 1234 - 35*.
    fn is_joined(&self, text: &Context<'_>) -> bool {
        let tokens = text.tokens();
        let Some((at, next)) = tokens.next_visible(self.end) else { return false };
        match next.kind() {
            TokenKind::Mark(Mark::Hyphen | Mark::Slash | Mark::Dash) => tokens
                .next_visible(at)
                .is_some_and(|(_, behind)| behind.kind() == TokenKind::Number && !text.of(behind).starts_with('0')),
            TokenKind::Symbol | TokenKind::Code => next.gap() == Gap::None,
            _ => false,
        }
    }
}

/// Whether mobile numbers begin with 0 and these two digits.
fn is_mobile(one: u8, other: u8) -> bool {
    match one {
        b'3' => (b'2'..=b'9').contains(&other),
        b'5' => matches!(other, b'2' | b'5' | b'6' | b'8' | b'9'),
        b'7' => matches!(other, b'0' | b'6'..=b'9'),
        b'8' => other != b'0',
        b'9' => true,
        _ => false,
    }
}

/// Whether the number at an index is the next one in a list after one that ended before it: *…, …* or *… hoặc …*.
fn goes_on(text: &Context<'_>, end: usize, at: usize) -> bool {
    let list = text.tokens().list();
    let between = |token: usize| {
        list[token].mark().is_some_and(|mark| {
            matches!(mark, Mark::Comma | Mark::Semicolon | Mark::Slash | Mark::Hyphen | Mark::Dash | Mark::OpenBracket)
        }) || says(text, token, &["hoặc", "và", "hay"])
            || matches!(text.of(&list[token]), "+")
    };
    (1..=3).contains(&(at - end)) && (end + 1..at).all(between)
}

/// Whether a word before says that this is a telephone number: right before, or with a name or words such as *số* between.
fn is_announced(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    let mut at = at;
    for _ in 0..FARTHEST {
        let Some((before, token)) = tokens.previous_visible(at) else { return false };
        if says(text, before, CUES) || says(text, before, &["hệ"]) && follows(text, before, &["liên"]).is_some() {
            return true;
        }
        let passed = match token.kind() {
            TokenKind::Word(word) => word.case == Case::Capital || says(text, before, BETWEEN),
            TokenKind::Mark(mark) => {
                matches!(mark, Mark::Colon | Mark::Stop | Mark::OpenBracket | Mark::Comma | Mark::Dash | Mark::Hyphen)
            }
            TokenKind::Abbreviation => true,
            TokenKind::Symbol => text.of(token) == "+",
            _ => false,
        };
        if !passed {
            return false;
        }
        at = before;
    }
    false
}
