//! `viet-hoa/don-vi`, `viet-hoa/don-vi-rieng`: the word for a unit of administration before its name.

use std::borrow::Cow;

use super::{row, units};
use crate::lexicon::places::PlaceKind;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token;

/// Rule `viet-hoa/don-vi`. Example: *Ở Thành phố Thái Nguyên*.
pub struct CapitalUnit;

/// Rule `viet-hoa/don-vi-rieng`. Example: *ở quận 1, phường Trần Hưng Đạo*.
pub struct SmallUnit;

const AUTHORITY: Option<Bilingual> = Some(Bilingual::fixed(
    "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục III.1",
    "Decree 30/2020/NĐ-CP, annex II, section III.1",
));

/// The least weight of a common family name, and of one that makes a person's name of two syllables (*Lê Lợi*, but not *Hoàng
/// Mai*): the natural logarithm of the number of different names that it is in.
const FAMILY: f32 = 4.5;
const GREAT_FAMILY: f32 = 7.5;

/// Events and people after whom places are named and whose names do not begin with a family name.
const NAMESAKES: &[&str] = &["điện biên phủ", "hai bà trưng", "quang trung", "xô viết"];

static GREAT: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/don-vi"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Từ chỉ đơn vị hành chính viết hoa giữa câu",
        "The word for a unit of administration with a capital inside a sentence",
    ),
    why: Bilingual::fixed(
        "Trước tên riêng, từ chỉ đơn vị (tỉnh, thành phố, huyện, xã…) viết thường: thành phố Thái Nguyên. Viết hoa khi tên là \
         số, tên người, tên sự kiện (Quận 1, Phường Điện Biên Phủ) và ở Thành phố Hồ Chí Minh. Báo chí viết cả hai cách, nên chỉ \
         xét khi có --strict.",
        "Before a name the word for its unit is small: thành phố Thái Nguyên. It has a capital before a number, the name of a \
         person or an event (Quận 1, Phường Điện Biên Phủ) and in Thành phố Hồ Chí Minh. The press writes both, so this runs \
         with --strict only.",
    ),
    authority: AUTHORITY,
    wrong: Cow::Borrowed(&[
        Example::new("Trường nằm ở Thành phố Thái Nguyên.", "Trường nằm ở thành phố Thái Nguyên."),
        Example::new("Bưởi của Tỉnh Vĩnh Long rất ngọt.", "Bưởi của tỉnh Vĩnh Long rất ngọt."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Thành phố Thái Nguyên đông vui. Họ ở Thành phố Hồ Chí Minh, Quận 1."),
        Cow::Borrowed("Trường nằm ở Phường Trần Hưng Đạo, thành phố Thái Nguyên."),
    ]),
};

static SMALL: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/don-vi-rieng"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Quận 1, Phường Điện Biên Phủ: từ chỉ đơn vị không viết hoa",
        "Quận 1, Phường Điện Biên Phủ: the word for the unit without its capital",
    ),
    why: Bilingual::fixed(
        "Khi tên đơn vị hành chính là chữ số, tên người hay tên sự kiện lịch sử thì viết hoa cả từ chỉ đơn vị: Quận 1, Phường \
         Trần Hưng Đạo. Báo chí thường viết thường, nên chỉ xét khi có --strict.",
        "Where a unit of administration is named by a number, after a person or an event, the word for the unit has a capital, \
         too: Quận 1, Phường Trần Hưng Đạo. The press mostly writes it small, so this runs with --strict only.",
    ),
    authority: AUTHORITY,
    wrong: Cow::Borrowed(&[
        Example::new("Nhà ở quận 1, gần chợ.", "Nhà ở Quận 1, gần chợ."),
        Example::new("Họ dọn về phường Trần Hưng Đạo.", "Họ dọn về Phường Trần Hưng Đạo."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Nhà ở Quận 1, Phường 12, gần quận Hà Đông."),
        Cow::Borrowed("Có 5 quận, 12 phường và 3 xã. Tỉnh có 4 huyện."),
    ]),
};

impl Rule for CapitalUnit {
    fn meta(&self) -> &'static Meta {
        &GREAT
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, _, word) in text.words() {
            if word.case != Case::Capital || word.syllable.is_none() {
                continue;
            }
            let Some((first, kind)) = units::announced(text, at) else { continue };
            if row::case(text, first) != Some(Case::Capital) || text.opens(first) || is_capital_before(text, first) {
                continue;
            }
            let Some(to) = units::name_at(text, at, |kinds| kinds.has(kind)) else { continue };
            if units::all_capital(text, at, to) && !is_namesake(text, at, to) {
                let right = row::recased(text, first, at - 1, |_| Case::Lower);
                let why = (
                    "trước tên riêng, từ chỉ đơn vị hành chính viết thường",
                    "the word for a unit is small before its name",
                );
                row::mark(found, text, (first, at - 1), right, why);
            }
        }
    }
}

impl Rule for SmallUnit {
    fn meta(&self) -> &'static Meta {
        &SMALL
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for (at, token) in list.iter().enumerate().skip(1) {
            let number = token.kind() == token::TokenKind::Number;
            if !number && token.case() != Case::Capital || !row::joins(text, at) {
                continue;
            }
            let Some((first, kind)) = units::announced(text, at) else { continue };
            if row::case(text, first) != Some(Case::Lower)
                || !matches!(kind, PlaceKind::Quan | PlaceKind::Phuong | PlaceKind::Xa)
            {
                continue;
            }
            let named = match number {
                // *5 quận 12 phường*: the number counts the next unit and does not name this one.
                true => kind != PlaceKind::Xa && text.next_word(at).is_none() && text.of(token).len() <= 2,
                false => units::name_at(text, at, |kinds| kinds.has(kind)).is_some_and(|to| is_namesake(text, at, to)),
            };
            if named {
                let right =
                    row::recased(text, first, at - 1, |at| if at == first { Case::Capital } else { Case::Lower });
                let why = (
                    "đơn vị mang số, tên người hay sự kiện thì viết hoa cả từ chỉ đơn vị",
                    "named by a number, a person or an event, a unit has a capital in its word, too",
                );
                row::mark(found, text, (first, at - 1), right, why);
            }
        }
    }
}

/// Whether the word before has a capital, too, as in a heading with a capital on every word.
fn is_capital_before(text: &Context<'_>, at: usize) -> bool {
    text.previous_word(at).is_some_and(|(_, _, word)| matches!(word.case, Case::Capital | Case::Upper))
}

/// Whether a place is named after a person or an event: it is one of [`NAMESAKES`], or begins with a family name and is the name
/// of a street, too.
fn is_namesake(text: &Context<'_>, at: usize, to: usize) -> bool {
    let name: Vec<String> = (at..=to).map(|at| row::folded(text, at)).collect();
    let name = name.join(" ");
    let least = if to > at + 1 { FAMILY } else { GREAT_FAMILY };
    let family = row::syllable(text, at).is_some_and(|syllable| text.names().roles(syllable).family >= least);
    let street = || units::name_at(text, at, |kinds| kinds.has(PlaceKind::Duong)) == Some(to);
    name == "hồ chí minh" || NAMESAKES.contains(&name.as_str()) || family && street()
}
