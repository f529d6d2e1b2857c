//! `ky-tu/utf-loi`: UTF-8 that was read as a Western code page: `Viá»‡t Nam`.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::text::{Shown, Span, blocks};

/// Rule `ky-tu/utf-loi`. Example: `Viá»‡t Nam`.
pub struct Mojibake;

/// White space between words, without the no-break space: that may be a byte of a misread letter.
const BLANK: [char; 4] = [' ', '\n', '\r', '\t'];

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/utf-loi"),
    severity: Severity::Error,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Chữ UTF-8 bị đọc nhầm bảng mã: Viá»‡t", "UTF-8 read in the wrong code page: Viá»‡t"),
    why: Bilingual::fixed(
        "Tệp UTF-8 mở bằng bảng mã Tây Âu rồi lưu lại thì mỗi chữ có dấu thành hai, ba ký tự lạ. Ghép lại đúng byte thì \
         đọc được chữ gốc. Chỗ không ghép được thành chữ tiếng Việt được để yên.",
        "A UTF-8 file opened in a Western code page and saved again shows two or three odd characters for each letter \
         with a mark. Put back to bytes they read as they were. What does not give a Vietnamese letter is left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("NÆ°á»›c Viá»‡t Nam", "Nước Việt Nam"),
        Example::new("Ä‘áº¥t nÆ°á»›c", "đất nước"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Nước Việt Nam, đất nước"),
        Cow::Borrowed("Không ăn “THÚ HOANG DÃ”. Đề án “SÁP NHẬP XÃ”"),
        Cow::Borrowed("GIÃ TÃ, XÃ, ÁO, hạt Å và Æ trong tiếng Bắc Âu: Åre, Ærø"),
    ]),
};

impl Rule for Mojibake {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let prose = text.text();
        let bytes = prose.as_bytes();
        // Lead bytes of Vietnamese letters as they look in cp1252: Ã Ä Å Æ á (C3 83/84/85/86/A1), behind which stands one
        // of the characters for 80 to BF: never a plain letter. Behind Ã it may be a soft hyphen, which is no prose.
        let test = |one: u8, two: u8, three: u8| {
            let lead = (two == 0x84) | (two == 0x85) | (two == 0x86) | (two == 0xA1);
            (one == 0xC3) & (lead & (three >= 0xC2) | (two == 0x83))
        };
        let mut at = blocks::find(bytes, 0, test);
        while at < bytes.len() {
            let start = prose[..at].rfind(BLANK).map_or(0, |space| space + 1);
            let stop = prose[at..].find(BLANK).map_or(prose.len(), |space| at + space);
            let span = text.to_shown(Span::of(start..stop));
            let written = &text.shown()[span.range()];
            // *“HOANG DÃ”* is a Vietnamese word in quotes, although *Ã”* might also be a misread *Ô*.
            let bare = written.trim_matches(|c: char| !c.is_alphabetic()).nfc().collect::<String>();
            let quoted = written.trim_end_matches(|c: char| c.is_ascii_punctuation()).ends_with(['”', '’', '…']);
            let stands = quoted && bare.chars().all(char::is_uppercase) && is_word(&bare);
            let mended = if stands { None } else { mend(&written.nfc().collect::<String>()) };
            // A single misread letter may be a real pair of characters; if the result is a Vietnamese word, it is no coincidence.
            if let Some(mended) = mended.filter(|mended| is_word(mended)) {
                mark(found, span, mended);
            }
            at = blocks::find(bytes, stop, test);
        }
    }
}

fn mark(found: &mut Findings<'_>, span: Span<Shown>, decoded: String) {
    let message = Bilingual::new(
        format!("Chữ bị đọc nhầm bảng mã, đúng ra là “{decoded}”"),
        format!("Text in the wrong code page, it should read “{decoded}”"),
    );
    found.mark_shown(span, message, vec![decoded]);
}

/// Whether a text holds a Vietnamese syllable with diacritics.
fn is_word(decoded: &str) -> bool {
    let mut words = decoded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.any(|word| !word.is_ascii() && crate::syllable::Word::read(word).is_some())
}

/// The letter whose UTF-8 bytes the first characters of `rest` are, with the length of those characters in bytes.
fn letter(rest: &str) -> Option<(char, usize)> {
    let mut bytes = [0_u8; 3];
    let mut len = 0;
    for (at, c) in rest.chars().take(3).enumerate() {
        bytes[at] = byte_of(c)?;
        len += c.len_utf8();
        if at == 0 {
            continue;
        }
        if let Ok(read) = std::str::from_utf8(&bytes[..=at]) {
            let read = read.chars().next()?;
            let latin = read.is_alphabetic() && matches!(read, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
            return (latin || "“”‘’–—…".contains(read)).then_some((read, len));
        }
    }
    None
}

/// The text with every misread letter corrected; `None` if it has none.
fn mend(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut mended = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match letter(rest).filter(|_| !c.is_ascii()) {
            Some((read, len)) => {
                mended = true;
                out.push(read);
                rest = &rest[len..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    mended.then_some(out)
}

/// The characters of bytes 80 to 9F in cp1252.
pub(super) const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// The byte of a character in cp1252, or in Latin-1 where cp1252 has none.
fn byte_of(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ (0..=0xFF) => u8::try_from(code).ok(),
        _ => HIGH.chars().position(|high| high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}
