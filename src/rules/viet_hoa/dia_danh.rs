//! `viet-hoa/dia-danh`: the name of a place without all its capitals.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::{row, units};
use crate::lexicon::places::{PlaceKind, PlaceKinds};
use crate::rules::watch::{Watch, merged};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, SyllableSet};
use crate::token::{self, Mark};

/// Rule `viet-hoa/dia-danh`. Example: *tỉnh Hải dương*.
pub struct HalfPlace;

/// Provinces whose names are ordinary words, too: with one capital they may be part of another name (*Ủy ban Hòa bình*).
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
    "eo biển",
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
        Example::new("Về Quảng ninh nghỉ mát.", "Về Quảng Ninh nghỉ mát."),
        Example::new("Nhà ở TP. Đà nẵng, đường Trần phú.", "Nhà ở TP. Đà Nẵng, đường Trần Phú."),
        Example::new("Đò qua sông Thu bồn.", "Đò qua sông Thu Bồn."),
        Example::new(
            "Xe qua Bắc Giang, Lạng sơn, Cao bằng và Hà giang.",
            "Xe qua Bắc Giang, Lạng Sơn, Cao Bằng và Hà Giang.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Bà con tỉnh Hòa Bình và Ủy ban Hòa bình thế giới cùng dự."),
        Cow::Borrowed("Hai xã an toàn, tỉnh hòa vốn; anh Long an ủi mẹ."),
        Cow::Borrowed("Chị Hoa, Nam định đi chợ. Ông Bình, Long an tâm ở nhà."),
        Cow::Borrowed("Đội dọn con đường Thanh niên; ra đảo Cát bụi mù trời."),
        Cow::Borrowed("Làng này như một thành phố hòa bình giữa rừng. Xe tới thị trấn Nông trường Mộc Châu."),
        Cow::Borrowed("Chữ ấy đọc theo tiếng Hán trung cổ. Hôm ấy chị Nam định về quê, anh Hải phòng xa."),
    ]),
};

impl Rule for HalfPlace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut next = 0;
        // A name all in small letters counts only right behind the word for its kind (*tỉnh*, *huyện*).
        let capitals = text.tokens().capitals().map(|(at, _)| at);
        let small = text.watched(Watch::Units).map(|kind| kind + 1);
        for at in merged(capitals, small.filter(|at| list.get(*at).is_some_and(|name| name.case() == Case::Lower))) {
            let Some(pair) = list.get(at..at + 2) else { continue };
            let first = pair[0].case();
            let may_be_name = match (first, pair[1].case()) {
                // Two capitals are the first half of *Bà Rịa - Vũng tàu*, which is checked from its second half.
                (Case::Capital, Case::Lower) => true,
                (Case::Lower, Case::Lower | Case::Capital) => true,
                _ => false,
            };
            if !may_be_name
                || at < next
                || pair[0].syllable().is_none()
                || pair[1].syllable().is_none()
                || !row::joins(text, at + 1)
            {
                continue;
            }
            let found_to = match first {
                Case::Lower => behind_its_kind(text, at),
                _ => behind_its_kind(text, at).or_else(|| by_nature(text, at)).or_else(|| by_itself(text, at)),
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

/// The index of the last token of a place name that stands behind the word for its kind (*tỉnh*, *xã*).
fn behind_its_kind(text: &Context<'_>, at: usize) -> Option<usize> {
    let (unit, kind) = units::announced(text, at)?;
    let to = units::name_at(text, at, |kinds| kinds.has(kind))?;
    let capitals = (at..=to).filter(|at| row::case(text, *at) == Some(Case::Capital)).count();
    let great = matches!(kind, PlaceKind::Tinh | PlaceKind::ThanhPho | PlaceKind::Quan | PlaceKind::Huyen);
    let enough = if capitals == 0 { great } else { row::case(text, at) == Some(Case::Capital) || great };
    // *xã An toàn diện*: the last syllable belongs to the next word, *toàn diện*.
    let goes_on = row::syllable(text, to).zip(row::syllable(text, to + 1)).is_some_and(|(last, next)| {
        row::case(text, to + 1) == Some(Case::Lower)
            && row::case(text, to) == Some(Case::Lower)
            && row::joins(text, to + 1)
            && text.make_word(last, next)
            && (capitals == 0 || to > at + 1)
    });
    // *một thành phố hòa bình* (a peaceful city): behind a numeral or *các* no particular unit is named, and what follows is an
    // adjective.
    let counted = || {
        let before = text.previous_word(unit).map(|(before, ..)| row::folded(text, before)).unwrap_or_default();
        capitals == 0 && COUNTING.contains(&before.as_str())
    };
    (enough && !goes_on && !counted() && !is_kind_of_its_own(text, at, to) && !units::all_capital(text, at, to))
        .then_some(to)
}

/// Numerals and plural words; no name follows the word for a unit behind them.
const COUNTING: &[&str] = &["một", "các", "những", "mỗi", "mọi", "nhiều", "vài", "từng", "hai", "ba"];

/// Whether the supposed name only says what kind of settlement it is, with the name itself behind it: *thị trấn Nông trường Mộc
/// Châu*.
fn is_kind_of_its_own(text: &Context<'_>, at: usize, to: usize) -> bool {
    to == at + 1
        && row::case(text, to) == Some(Case::Lower)
        && text.next_word(to).is_some_and(|(_, _, word)| word.case == Case::Capital)
        && matches!(row::folded(text, at).as_str(), "nông" | "lâm")
        && row::folded(text, to) == "trường"
}

/// Words before the names of rivers, mountains, islands and streets, with the kind of each.
const OTHER_KINDS: &[(&str, PlaceKind)] = &[
    ("sông", PlaceKind::Song),
    ("núi", PlaceKind::Nui),
    ("đảo", PlaceKind::Dao),
    ("đường", PlaceKind::Duong),
    ("phố", PlaceKind::Duong),
];

/// The least weight of a common family name: the natural logarithm of the number of different names that it is in.
const FAMILY: f32 = 4.5;

/// The index of the last token of the name of a river, mountain, island or street behind the word for it: *sông Thu bồn*. Many
/// streets are named with ordinary words (*đường Thanh niên*), so only those named after people are checked.
fn by_nature(text: &Context<'_>, at: usize) -> Option<usize> {
    static WORDS_FOR: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(OTHER_KINDS.iter().map(|(of, _)| *of)));
    let (before, ..) = text.previous_word(at).filter(|(_, token, _)| token.is_one_of(&WORDS_FOR))?;
    let word = row::folded(text, before);
    let (_, kind) = OTHER_KINDS.iter().find(|(of, _)| *of == word)?;
    let to = units::name_at(text, at, |kinds| kinds.has(*kind))?;
    let person = || row::syllable(text, at).is_some_and(|family| text.names().roles(family).family >= FAMILY);
    let small = row::case(text, to) == Some(Case::Lower);
    let is_word = || WORDS.contains(&format!("{} {}", row::folded(text, at), row::folded(text, to)).as_str());
    ((*kind != PlaceKind::Duong || person()) && !(small && goes_on(text, to)) && !is_word()).then_some(to)
}

/// Whether the last syllable of a name and the lower-case one behind it are a Vietnamese word: *Long an ủi*.
fn goes_on(text: &Context<'_>, to: usize) -> bool {
    let next = text.next_word(to).filter(|(_, _, word)| word.case == Case::Lower);
    next.and_then(|(next, ..)| row::syllable(text, to).zip(row::syllable(text, next)))
        .is_some_and(|(last, next)| text.make_word(last, next))
}

/// Words that, at the beginning of a sentence, lead to a place name as well as they do inside a sentence.
const LEADS: &[&str] = &[
    "ở",
    "tại",
    "từ",
    "về",
    "đến",
    "tới",
    "vào",
    "ra",
    "lên",
    "xuống",
    "qua",
    "sang",
    "rời",
    "gần",
    "quanh",
    "khắp",
    "người",
    "dân",
    "đất",
    "miền",
    "trời",
    "chợ",
    "phố",
    "báo",
    "đài",
    "trường",
    "sân",
    "ga",
    "cảng",
    "biển",
    "sông",
    "khi",
    "nếu",
    "vì",
    "với",
    "cùng",
    "do",
    "theo",
    "riêng",
    "còn",
    "và",
    "nhưng",
    "như",
];

/// Words right before the name of a person.
const PEOPLE: &[&str] =
    &["ông", "bà", "anh", "chị", "cô", "chú", "bác", "thầy", "em", "cháu", "cậu", "cụ", "dì", "bé", "bạn"];

/// Peoples whose one-syllable names also begin names of places.
const PEOPLES: &[&str] = &["hán", "thái", "lào", "mường", "tày", "nùng", "khơ", "việt", "tây"];

/// The index of the last token of a province's or city's name that stands in the middle of a sentence or in a list of places,
/// without the word for its kind.
fn by_itself(text: &Context<'_>, at: usize) -> Option<usize> {
    let abbreviated = is_abbreviated(text, at);
    if text.opens(at) || !abbreviated && !is_led_to(text, at) && !is_listed(text, at, |kinds| !kinds.is_empty()) {
        return None;
    }
    let great = |kinds: PlaceKinds| kinds.has(PlaceKind::Tinh) || kinds.has(PlaceKind::ThanhPho);
    let unit = |kinds: PlaceKinds| PlaceKind::ALL.into_iter().any(|kind| kind.is_unit() && kinds.has(kind));
    let to = units::name_at(text, at, |kinds| great(kinds) || abbreviated && unit(kinds)).filter(|to| *to == at + 1)?;
    let name = format!("{} {}", row::folded(text, at), row::folded(text, to));
    // *Dương châu, Hàng châu*: prefectures of Chinese history are written like this.
    let prefecture = name.ends_with(" châu") && name != "lai châu";
    let is_word = WORDS.contains(&name.as_str()) && !abbreviated && !is_listed(text, at, great);
    let before = text.previous_word(at).map(|(before, ..)| row::folded(text, before)).unwrap_or_default();
    // *chị Nam định về quê*: a person and a verb; *tiếng Hán trung cổ*: a language.
    let other = !abbreviated
        && (PEOPLE.contains(&before.as_str())
            || before == "tiếng" && PEOPLES.contains(&row::folded(text, at).as_str()));
    (!is_word && !prefecture && !other && !goes_on(text, to)).then_some(to)
}

/// Whether a short form of the word for a unit stands right before a name: *TP Hải phòng, TP. Đà nẵng, Q. Gò vấp*.
fn is_abbreviated(text: &Context<'_>, at: usize) -> bool {
    let before = text.tokens().previous_visible(at).map(|(_, before)| text.of(before));
    before.is_some_and(|before| {
        matches!(before, "TP" | "Tp" | "TP." | "Tp." | "tp." | "TX." | "Q." | "H." | "P." | "TT." | "T.")
    })
}

/// Whether a lower-case word stands right before a name, or one whose capital only marks the start of the sentence.
fn is_led_to(text: &Context<'_>, at: usize) -> bool {
    text.previous_word(at).is_some_and(|(before, _, word)| {
        word.case == Case::Lower
            || word.case == Case::Capital && text.opens(before) && LEADS.contains(&row::folded(text, before).as_str())
    })
}

/// Whether another place, of a kind that `wanted` accepts, stands before this one in a list: *phường Cầu Giấy, Hà nội*, *Quảng
/// Ngãi và Bình định*.
fn is_listed(text: &Context<'_>, at: usize, wanted: impl Fn(PlaceKinds) -> bool) -> bool {
    let Some((joint, before)) = text.tokens().previous_visible(at) else { return false };
    let joins = matches!(before.mark(), Some(Mark::Comma | Mark::Hyphen)) || row::folded(text, joint) == "và";
    if !joins {
        return false;
    }
    let Some((last, token)) = text.tokens().previous_visible(joint) else { return false };
    if token.kind() == token::TokenKind::Abbreviation {
        return text.of(token).to_uppercase().starts_with("TP");
    }
    // The name before it, from its first word on, however it is capitalised.
    let is_place =
        |from: usize| row::case(text, from) == Some(Case::Capital) && units::name_at(text, from, &wanted) == Some(last);
    (1..=2).filter_map(|back| last.checked_sub(back)).any(is_place)
}
