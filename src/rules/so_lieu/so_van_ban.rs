//! `so-lieu/so-van-ban`: the number of an official document.

use std::borrow::Cow;

use super::figure::follows;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::text::Span;
use crate::token::{Mark, Token, TokenKind};

/// Rule `so-lieu/so-van-ban`. Example: *30/2020/ND-CP*.
pub struct DocumentNumber;

/// Years that such a number may have.
const YEARS: std::ops::RangeInclusive<u32> = 1945..=2035;

/// Abbreviations of kinds of documents, typed without diacritics and as they should be; only those that mean nothing else.
const PLAIN: &[(&str, &str)] = &[("ND", "NĐ"), ("QD", "QĐ"), ("HD", "HĐ"), ("TD", "TĐ"), ("CD", "CĐ")];

/// Abbreviations of issuers, typed without diacritics and as they should be.
const ISSUERS: &[(&str, &str)] = &[
    ("BGDDT", "BGDĐT"),
    ("BGDÐT", "BGDĐT"),
    ("BLDTBXH", "BLĐTBXH"),
    ("BLÐTBXH", "BLĐTBXH"),
    ("HDND", "HĐND"),
    ("TTG", "TTg"),
];

/// Pairs of kind and issuer whose numbers always have a year.
const OF_LAW: &[(&str, &str)] = &[("NĐ", "CP"), ("QĐ", "TTg")];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/so-van-ban"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Số, ký hiệu văn bản viết sai", "The number of a document is malformed"),
    why: Bilingual::fixed(
        "Ký hiệu văn bản gồm chữ viết tắt tên loại và tên cơ quan, có dấu của chữ Đ: NĐ-CP, QĐ-TTg, NQ-HĐND; năm ban \
         hành có bốn chữ số. Ký hiệu riêng của cơ quan, doanh nghiệp được để yên.",
        "The symbol of a document is made of the abbreviations of its kind and its issuer, with the stroke of Đ: NĐ-CP, \
         QĐ-TTg, NQ-HĐND; the year has four digits. Symbols of an office's own are left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, phụ lục I và phụ lục III",
        "Decree 30/2020/NĐ-CP, annexes I and III",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Căn cứ Nghị định 30/2020/ND-CP về văn thư.", "Căn cứ Nghị định 30/2020/NĐ-CP về văn thư."),
        Example::new("Theo Quyết định 12/2017/QD-TTg.", "Theo Quyết định 12/2017/QĐ-TTg."),
        Example::new("Theo Nghị định 15/2103/NĐ-CP.", "Theo Nghị định 15/2103/NĐ-CP."),
        Example::new("Nghị quyết số 05/2019/NQ-HDND.", "Nghị quyết số 05/2019/NQ-HĐND."),
        Example::new("Căn cứ Nghị định 30/2020/NĐ/CP.", "Căn cứ Nghị định 30/2020/NĐ-CP."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Căn cứ Nghị định 30/2020/NĐ-CP, Quyết định 1989/QĐ-BGDĐT, Thông tư liên tịch 01/2015/TTLT-BTC."),
        Cow::Borrowed("Luật số 80/2015/QH13, Công văn 123/HD-KT, Quyết định 12/2017/QĐ-TTg, hợp đồng 15/2103/HDLD."),
    ]),
};

impl Rule for DocumentNumber {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token) in text.tokens().figures() {
            // *30/2020/NĐ-CP* is one token, *12/2017/QĐ-TTg* is several because of its lower-case letter.
            let whole = match token.kind() {
                TokenKind::Code => text.of(token).contains('/'),
                TokenKind::Number => text.tokens().after(at).and_then(Token::mark) == Some(Mark::Slash),
                _ => false,
            };
            if !whole {
                continue;
            }
            let rest = &text.text()[token.span.start() as usize..];
            let len = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '-')).unwrap_or(rest.len());
            let written = rest[..len].trim_end_matches(['/', '-']);
            let span = Span::new(token.span.start(), token.span.start() + written.len() as u32);
            if let Some(year) = year(written)
                && !YEARS.contains(&year)
                && is_cited(text, at)
            {
                let message = Bilingual::new(
                    format!("“{written}” có năm {year}: xem lại số của văn bản"),
                    format!("“{written}” is of the year {year}: look at its number again"),
                );
                found.mark(span, message, Vec::new());
            } else if let Some(right) = mended(written) {
                let message = Bilingual::new(
                    format!("Số văn bản “{written}” viết là “{right}”"),
                    format!("The document number “{written}” is “{right}”"),
                );
                found.mark(span, message, vec![right]);
            }
        }
    }
}

/// The year in a number such as *30/2020/NĐ-CP*; `None` if there is none.
fn year(written: &str) -> Option<u32> {
    let mut parts = written.split('/');
    let (_, year) = (parts.next()?, parts.next()?);
    parts.next()?;
    super::figure::plain(year).filter(|_| year.len() == 4)
}

/// Whether the words before say that this is a legal document, and no contract or invoice.
fn is_cited(text: &Context<'_>, at: usize) -> bool {
    let at = follows(text, at, &["số"]).unwrap_or(at);
    follows(text, at, &["định", "tư", "quyết", "lệnh", "luật", "thị", "tịch"]).is_some()
}

/// The corrected number; `None` if it is right, or not certainly wrong.
fn mended(written: &str) -> Option<String> {
    let (head, symbol) = written.rsplit_once('/')?;
    let (head, kind, issuer) = match symbol.split_once('-') {
        Some((kind, issuer)) => (head, kind, issuer),
        // *NĐ/CP* with a stroke for the hyphen.
        None => {
            let (head, kind) = head.rsplit_once('/')?;
            (head, kind, symbol)
        }
    };
    let of = |list: &[(&'static str, &'static str)], what: &str| {
        list.iter().find(|(wrong, _)| *wrong == what).map(|(_, right)| *right)
    };
    let right_kind = of(PLAIN, kind).unwrap_or(kind);
    let right_issuer = of(ISSUERS, issuer).unwrap_or(issuer);
    // Companies use *HD-KT* in numbers of their own; only a pair of [`OF_LAW`], or an issuer without its diacritics, is certain.
    let certain = OF_LAW.contains(&(right_kind, right_issuer)) || right_issuer != issuer && right_issuer.contains('Đ');
    let year =
        head.rsplit('/').next().is_some_and(|year| year.len() == 4) || right_issuer == "TTg" || right_issuer == "CP";
    let right = format!("{head}/{right_kind}-{right_issuer}");
    (certain && year && right != written).then_some(right)
}
