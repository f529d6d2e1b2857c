//! `ky-tu/vo-hinh`: invisible characters.

use std::borrow::Cow;

use super::utf_loi::HIGH;
use crate::rules::{Applicability, Bilingual, Context, Example, Finding, Findings, Meta, Rule, Severity};
use crate::text::normal::is_invisible;
use crate::text::{Shown, Span, blocks};

/// Rule `ky-tu/vo-hinh`. Example: a zero-width or control character.
pub struct Invisible;

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/vo-hinh"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Ký tự vô hình hoặc ký tự điều khiển", "Invisible and control characters"),
    why: Bilingual::fixed(
        "Ký tự rộng bằng không, gạch nối mềm, dấu chiều viết và ký tự điều khiển theo vào khi chép từ trang web hoặc \
         PDF. Chúng cắt từ làm đôi mà mắt không thấy, nên tìm kiếm và kiểm tra chính tả đều trượt. Ký tự nối trong \
         biểu tượng cảm xúc và trong chữ Ả Rập, chữ Ấn Độ được để yên.",
        "Zero-width characters, soft hyphens, direction marks and control characters come along when text is copied \
         from a page or a PDF. They split words unseen. Joiners in emoji and in scripts that need them are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("công tác kiểm\u{200B} tra", "công tác kiểm tra"),
        Example::new("lu\u{AD}ật pháp", "luật pháp"),
        Example::new("công tác bổ\u{200B}sung và kiểm\u{B}tra", "công tác bổ sung và kiểm tra"),
        Example::new("từ 2010 \u{96} 2020, gọi là \u{93}vua bếp\u{94}", "từ 2010 – 2020, gọi là “vua bếp”"),
        Example::new("dòng\u{8} có ký tự điều khiển", "dòng có ký tự điều khiển"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("gia đình 👩\u{200D}👩\u{200D}👧 và می\u{200C}خواهم"),
        Cow::Borrowed("cột\tcột\ndòng"),
    ]),
};

impl Rule for Invisible {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for change in text.normal().changes().iter().filter(|change| change.dropped) {
            let start = change.shown.start() as usize;
            // Between two words it takes the place of a space.
            let mut space = &text.text()[change.prose.range()] == " " && !change.recomposed;
            for (at, c) in text.shown()[change.shown.range()].char_indices().filter(|(_, c)| is_invisible(*c)) {
                mark(found, start + at, c, std::mem::take(&mut space));
            }
        }
        // Normalisation keeps C0 and C1 controls as symbols. They are found by bytes: in UTF-8 the C1 controls are C2 80 to C2
        // 9F, and a byte below 20 is always a C0 control.
        let bytes = text.shown().as_bytes();
        let mut at = blocks::find(bytes, 0, is_control);
        while let Some(c) = text.shown()[at..].chars().next() {
            // A vertical tab is white space; if only it separates two words, a space replaces it.
            let beside = [text.shown()[..at].chars().next_back(), text.shown()[at + c.len_utf8()..].chars().next()];
            let divides = beside.iter().all(|c| c.is_some_and(|c| !c.is_whitespace() && !c.is_control()));
            match read_as(c) {
                // *Ä\u{91}* is a misread đ: the control character is part of a letter and no punctuation.
                Some(_) if beside[0].is_some_and(|c| "ÃÄÅÆ»º".contains(c) || c.is_control()) => {
                    mark(found, at, c, false).unsafe_if(true);
                }
                Some(meant) => {
                    let code = u32::from(c);
                    let message = Bilingual::new(
                        format!("Ký tự điều khiển U+{code:04X}, vốn là dấu {meant} bị đọc nhầm bảng mã"),
                        format!("Control character U+{code:04X}, once the mark {meant} in another code page"),
                    );
                    let span = Span::<Shown>::of(at..at + c.len_utf8());
                    found.mark_shown(span, message, vec![meant.to_string()]).unsafe_if(true);
                }
                None => {
                    mark(found, at, c, c == '\u{B}' && divides);
                }
            }
            at = blocks::find(bytes, at + c.len_utf8(), is_control);
        }
    }
}

/// Whether a control character begins here, except white space and U+0085 (next line).
fn is_control(byte: u8, second: u8, _third: u8) -> bool {
    let c0 = (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') & (byte != 0xC);
    let c1 = (byte == 0xC2) & (second < 0xA0) & (second != 0x85);
    c0 | c1 | (byte == 0x7F)
}

/// The punctuation that the byte of a C1 control is in cp1252, if that text was read as Latin-1.
fn read_as(c: char) -> Option<char> {
    let nth = u32::from(c).checked_sub(0x80).and_then(|nth| usize::try_from(nth).ok())?;
    HIGH.chars().nth(nth).filter(|meant| "€„…‘’“”•–—™".contains(*meant))
}

/// Reports a character that is to be removed, or replaced by a space.
fn mark<'f>(found: &'f mut Findings<'_>, at: usize, c: char, space: bool) -> &'f mut Finding {
    let span = Span::<Shown>::of(at..at + c.len_utf8());
    let code = u32::from(c);
    let (message, right) = match space {
        true => (
            Bilingual::new(
                format!("Ký tự vô hình U+{code:04X} giữa hai chữ, nên dùng khoảng trắng"),
                format!("Invisible character U+{code:04X} between two words; use a space"),
            ),
            " ",
        ),
        false => (
            Bilingual::new(
                format!("Ký tự vô hình U+{code:04X}, nên bỏ"),
                format!("Invisible character U+{code:04X}; remove it"),
            ),
            "",
        ),
    };
    found.mark_shown(span, message, vec![right.to_owned()])
}
