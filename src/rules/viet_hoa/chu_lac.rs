//! `viet-hoa/chu-lac`: capitals and small letters mixed within a syllable.

use std::borrow::Cow;

use crate::lexicon::places::PlaceKey;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Mark, TokenKind};

/// Rule `viet-hoa/chu-lac`. Example: *TRong, hÀ*.
pub struct StrayCapital;

/// The fewest letters of a syllable without diacritics that is checked: a shorter one may be an abbreviation (*BoT*, *LoL*).
const LONG: usize = 4;

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/chu-lac"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Chữ hoa lạc trong một tiếng", "A stray capital inside a syllable"),
    why: Bilingual::fixed(
        "Trong một tiếng, chỉ chữ cái đầu viết hoa, hoặc viết hoa cả tiếng; chữ hoa lạc là do nhả phím Shift chậm hay nhầm \
         Caps Lock. Tên nước ngoài, tên sản phẩm (iPhone, McLaren) và chữ viết tắt (ThS, TrĐ) được để yên.",
        "A syllable has its first letter in capitals or all of them; a stray one is a Shift key held too long or Caps Lock. \
         Foreign names, products (iPhone, McLaren) and abbreviations (ThS, TrĐ) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("TRong tháng tới, thư viện mở cửa.", "Trong tháng tới, thư viện mở cửa."),
        Example::new("Chuyến tàu về hÀ Nội.", "Chuyến tàu về Hà Nội."),
        Example::new("Món ăn vIệt rất ngon.", "Món ăn việt rất ngon."),
        Example::new("BIÊN BảN CUỘC HỌP", "BIÊN BẢN CUỘC HỌP"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Anh mua iPhone, chị mua MacBook, ông lái xe McLaren."),
        Cow::Borrowed("ThS Lan và BS Hòa ở ĐBSCL. Bản demo của YouTube."),
        Cow::Borrowed("Mục tự chữa TỪ CÓ HAi CHữ HOa ĐẦu dòng."),
    ]),
};

/// Whether a word is one of three or more in a row that all begin with two capitals: so many are intended, as in the name of a
/// setting.
fn is_specimen(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let alike = |at: &usize| {
        list.get(*at).filter(|token| token.is_word()).is_some_and(|token| {
            let mut letters = text.of(token).chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(char::is_lowercase)
        })
    };
    let before = (0..at).rev().take_while(alike).count();
    let behind = (at..list.len()).take_while(alike).count();
    before + behind >= 3 && behind > 0
}

/// Whether the word is the first of a quotation in the middle of a sentence: *nhân vật “tôI”*.
fn is_quoted_inside(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    tokens
        .before(at)
        .filter(|quote| matches!(quote.mark(), Some(Mark::OpenQuote | Mark::StraightQuote)))
        .and_then(|_| tokens.previous_visible(at))
        .and_then(|(quote, _)| tokens.previous_visible(quote))
        .is_some_and(|(_, word)| word.is_word())
}

impl Rule for StrayCapital {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token) in text.tokens().capitals() {
            if token.case() != Case::Mixed {
                continue;
            }
            let Some(word) = token.word().filter(|word| !word.chained) else { continue };
            let Some(syllable) = word.syllable.filter(|syllable| text.lexicon().is_in_use(*syllable)) else { continue };
            let written = text.of(token);
            if !word.marked && written.chars().count() < LONG {
                continue;
            }
            // *hình trụC.*: the letter of the next answer in a test is stuck to the word before it.
            let answer = written.ends_with(['A', 'B', 'C', 'D'])
                && written.chars().filter(|c| c.is_uppercase()).count() == 1
                && text.tokens().after(at).is_some_and(|next| next.mark() == Some(Mark::Stop));
            // *5 mẺ*: cubic metres (m³), misread by character recognition.
            let unit = text.tokens().previous_visible(at).is_some_and(|(_, before)| before.kind() == TokenKind::Number);
            if answer || unit || is_specimen(text, at) {
                continue;
            }
            let neighbours = [text.previous_word(at), text.next_word(at)];
            let near = |case: Case| neighbours.iter().flatten().any(|(_, _, word)| word.case == case);
            let begins = written.chars().next().is_some_and(char::is_uppercase);
            // *HộI An, phố cổ hộI An*: the word is part of a name; in *đặt tạI Huế* it is not.
            let in_name = neighbours[1].is_some_and(|(_, next, word)| {
                let goes_on = neighbours[0].is_some_and(|(_, _, before)| before.case == Case::Capital);
                let is_place = || !text.places().kinds(PlaceKey::of(written).and(text.of(next))).is_empty();
                word.case == Case::Capital && (goes_on || is_place())
            });
            let case = match () {
                () if near(Case::Upper) => Case::Upper,
                () if begins || in_name || text.opens(at) && !is_quoted_inside(text, at) => Case::Capital,
                () => Case::Lower,
            };
            let mut lower = String::new();
            syllable.write(text.tone_style(), &mut lower);
            if !syllable.has_two_styles() {
                lower = written.to_lowercase();
            }
            let right = case.apply(&lower);
            let other = if case == Case::Capital { Case::Lower } else { Case::Capital };
            let message = Bilingual::new(
                format!("“{written}” lẫn chữ hoa với chữ thường, nên viết “{right}”"),
                format!("“{written}” mixes capitals and small letters, write “{right}”"),
            );
            let suggestions = vec![right, other.apply(&lower)];
            // Two capitals and then small letters: the Shift key was held too long.
            found.mark(token.span, message, suggestions).safe_if(case == Case::Capital && begins && word.marked);
        }
    }
}
