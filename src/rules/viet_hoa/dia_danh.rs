//! `viet-hoa/dia-danh`: the name of a place without all its capitals.

use std::borrow::Cow;

use super::{row, units};
use crate::lexicon::places::Kind;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// tỉnh Hải dương
pub struct HalfPlace;

/// Provinces whose names are words, too: with one capital they may be the name of something else (Ủy ban Hòa bình).
const WORDS: &[&str] = &[
    "hòa bình",
    "hải dương",
    "bình định",
    "hoà bình",
    "thái bình",
    "đồng nai",
    "hưng hóa",
    "bình an",
    "tân bắc",
    "trường xuân",
    "hải khẩu",
];

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/dia-danh"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Địa danh viết hoa không đủ", "The name of a place without all its capitals"),
    why: Bilingual::fixed(
        "Tên riêng của đơn vị hành chính viết hoa chữ cái đầu của mọi tiếng. Tên có tiếng là từ thường (Hòa bình, Thành công) \
         chỉ xét khi đứng ngay sau từ chỉ đơn vị của nó; tên xã, phường viết thường cả được để yên.",
        "Every syllable in the name of a unit of administration begins with a capital. A name that is a common word (Hòa bình, \
         Thành công) is looked at only right behind the word for its unit; communes and wards wholly in small letters are left \
         alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục III.1.a",
        "Decree 30/2020/NĐ-CP, annex II, section III.1.a",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Bà con tỉnh Hòa bình mừng lúa mới.", "Bà con tỉnh Hòa Bình mừng lúa mới."),
        Example::new("Đường về tỉnh thái nguyên đã thông.", "Đường về tỉnh Thái Nguyên đã thông."),
        Example::new("Chợ nổi ở Cần thơ họp từ sáng.", "Chợ nổi ở Cần Thơ họp từ sáng."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Bà con tỉnh Hòa Bình và Ủy ban Hòa bình thế giới cùng dự."),
        Cow::Borrowed("Hai xã an toàn, tỉnh hòa vốn; anh Long an ủi mẹ."),
    ]),
};

impl Rule for HalfPlace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut next = 0;
        for (at, pair) in list.windows(2).enumerate() {
            let small = |case: Case| case == Case::Lower;
            let plain = |case: Case| matches!(case, Case::Lower | Case::Capital);
            let [first, second] = [pair[0].case(), pair[1].case()];
            // In small letters a name is one only right behind the word for its kind.
            let announced = || at > 0 && list[at - 1].syllable().is_some_and(units::ends_kind);
            if small(first) && !announced() {
                continue;
            }
            if at < next
                || !plain(first)
                || !plain(second)
                || pair[0].syllable().is_none()
                || pair[1].syllable().is_none()
                || !row::joins(text, at + 1)
            {
                continue;
            }
            let found_to = match (small(first), small(second)) {
                // Hai chữ hoa: Bà Rịa - Vũng tàu is read from its second half.
                (false, false) => continue,
                (false, true) => behind_its_kind(text, at).or_else(|| by_itself(text, at)),
                (true, _) => behind_its_kind(text, at),
            };
            let Some(to) = found_to else { continue };
            next = to + 1;
            let right = row::recased(text, at, to, |_| Case::Capital);
            let why =
                ("tên riêng của địa danh viết hoa mọi tiếng", "every syllable in the name of a place has a capital");
            row::mark(found, text, (at, to), right, why);
        }
    }
}

/// The last token of a name that stands behind the word for what it names.
fn behind_its_kind(text: &Context<'_>, at: usize) -> Option<usize> {
    let (_, kind) = units::announced(text, at)?;
    let to = units::name_at(text, at, |kinds| kinds.has(kind))?;
    let capitals = (at..=to).filter(|at| row::case(text, *at) == Some(Case::Capital)).count();
    let great = matches!(kind, Kind::Tinh | Kind::ThanhPho | Kind::Quan | Kind::Huyen);
    let enough = if capitals == 0 { great } else { row::case(text, at) == Some(Case::Capital) || great };
    // xã An toàn diện: the last syllable belongs to the next word.
    let goes_on = row::syllable(text, to).zip(row::syllable(text, to + 1)).is_some_and(|(last, next)| {
        row::case(text, to + 1) == Some(Case::Lower)
            && row::case(text, to) == Some(Case::Lower)
            && row::joins(text, to + 1)
            && text.make_word(last, next)
            && (capitals == 0 || to > at + 1)
    });
    (enough && !goes_on && !units::all_capital(text, at, to)).then_some(to)
}

/// The last token of a province's or city's name in the middle of a sentence.
fn by_itself(text: &Context<'_>, at: usize) -> Option<usize> {
    let previous = text.previous_word(at).filter(|(_, _, word)| word.case == Case::Lower);
    if text.opens(at) || previous.is_none() {
        return None;
    }
    let to = units::name_at(text, at, |kinds| kinds.has(Kind::Tinh) || kinds.has(Kind::ThanhPho))
        .filter(|to| *to == at + 1)?;
    let name = format!("{} {}", row::folded(text, at), row::folded(text, to));
    let goes_on = || {
        let next = text.next_word(to).filter(|(_, _, word)| word.case == Case::Lower);
        next.is_some_and(|(next, ..)| {
            row::syllable(text, to)
                .zip(row::syllable(text, next))
                .is_some_and(|(last, next)| text.make_word(last, next))
        })
    };
    // Dương châu, Hàng châu: the prefectures of Chinese history are written so.
    let prefecture = name.ends_with(" châu") && name != "lai châu";
    (!WORDS.contains(&name.as_str()) && !prefecture && !goes_on()).then_some(to)
}
