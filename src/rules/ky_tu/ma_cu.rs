//! `ky-tu/ma-cu`: text in an old Vietnamese font encoding, TCVN3 or VNI, kept as if it were Unicode.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable;
use crate::text::encoding::legacy;
use crate::text::{Span, blocks};

/// Rule `ky-tu/ma-cu`. Example: `Céng hßa x• héi`.
pub struct OldEncoding;

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/ma-cu"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Chữ còn ở bảng mã cũ TCVN3 hoặc VNI", "Text left in an old font encoding, TCVN3 or VNI"),
    why: Bilingual::fixed(
        "Phông cũ (.VnTime, VNI-Times) gán chữ Việt vào chỗ của chữ Tây Âu; chép sang phông Unicode thì thành chữ lạ. Mỗi \
         đoạn báo một lần, kèm cả đoạn đã chuyển. Tiếng Pháp, tiếng Đức, ký hiệu ®, °, « » được để yên vì chuyển \
         ra không thành tiếng Việt.",
        "Old fonts (.VnTime, VNI-Times) put Vietnamese letters in the places of Western ones; in a Unicode font they \
         are odd letters. A paragraph is reported once, with all of it converted. French, German and signs are left \
         alone: converted they give no Vietnamese.",
    ),
    authority: Some(Bilingual::fixed("TCVN 6909:2001", "TCVN 6909:2001")),
    wrong: Cow::Borrowed(&[
        Example::new("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        Example::new("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Cộng hòa xã hội chủ nghĩa Việt Nam"),
        Cow::Borrowed("Le garçon français aime bien François et Besançon."),
        Cow::Borrowed("Góc 30°, nhãn ®, bản quyền ©, «nhặt sạn» và Düsseldorf, Köln, Malmö, Århus."),
    ]),
};

impl Rule for OldEncoding {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let prose = text.text();
        let bytes = prose.as_bytes();
        let mut at = blocks::find(bytes, 0, is_odd);
        while at < bytes.len() {
            let start = prose[..at].rfind('\n').map_or(0, |end| end + 1);
            let end = prose[at..].find('\n').map_or(bytes.len(), |end| at + end);
            let line = &prose[start..end];
            let from = start + (line.len() - line.trim_start().len());
            let span = text.to_shown(Span::of(from..start + line.trim_end().len()));
            // The shown text still has the soft hyphen, which is a letter in TCVN3.
            let line: String = text.shown()[span.range()].nfc().collect();
            let is_word = |word: &str| {
                let read = syllable::Syllable::parse(&word.to_lowercase());
                read.is_some_and(|read| text.lexicon().is_in_use(read))
            };
            if let Some(encoding) = legacy::recognise(&line, is_word) {
                let name = encoding.name().to_uppercase();
                let converted = legacy::convert(&line, encoding);
                let message = Bilingual::new(
                    format!("Đoạn này còn ở bảng mã cũ {name}, nên chuyển sang Unicode"),
                    format!("This paragraph is in the old encoding {name}; convert it to Unicode"),
                );
                found.mark_shown(span, message, vec![converted]);
            }
            at = blocks::find(bytes, end, is_odd);
        }
    }
}

/// Whether a Latin-1 letter or sign begins here that Unicode Vietnamese does not use and the old encodings cannot do without.
fn is_odd(one: u8, two: u8, _: u8) -> bool {
    /// Ranges of the second byte of U+00C0 to U+00FF.
    const LETTERS: [(u8, u8); 14] = [
        (0x84, 0x87),
        (0x8B, 0x8B),
        (0x8E, 0x8F),
        (0x91, 0x91),
        (0x96, 0x98),
        (0x9C, 0x9C),
        (0x9E, 0x9F),
        (0xA4, 0xA7),
        (0xAB, 0xAB),
        (0xAE, 0xAF),
        (0xB1, 0xB1),
        (0xB6, 0xB8),
        (0xBB, 0xBC),
        (0xBE, 0xBE),
    ];
    let is_letter = LETTERS.iter().fold(false, |is, (from, to)| is | (two >= *from) & (two <= *to));
    (one == 0xC2) & (two > 0xA0) | (one == 0xC3) & is_letter
}
