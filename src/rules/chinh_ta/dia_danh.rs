//! `chinh-ta/dia-danh`: the name of a province or district with a slip in it.

use std::borrow::Cow;

use crate::lexicon::places::{PlaceKey, PlaceKind};
use crate::rules::viet_hoa::{row, units};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::slip::SlipKind as Slip;
use crate::syllable::{Case, Syllable, ToneStyle};

/// Rule `chinh-ta/dia-danh`. Example: *tỉnh Thái Nguyễn*.
pub struct NoSuchPlace;

static META: Meta = Meta {
    name: Cow::Borrowed("chinh-ta/dia-danh"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Tên tỉnh, quận, huyện, thị xã không có, gần giống một tên có thật",
        "A province or district that does not exist, close to one that does",
    ),
    why: Bilingual::fixed(
        "Sau từ chỉ đơn vị hành chính là một tên không có trong danh sách, mà chỉ khác dấu (với tỉnh thì cả chữ cái) so với đúng \
         một đơn vị cùng loại. Thành phố (phần nhiều ở nước ngoài), xã, phường, thị trấn có quá nhiều tên nên được để yên, tên giống nhiều đơn vị cùng lúc cũng vậy.",
        "Behind the word for its kind stands a name that is on no list and differs by a mark (of provinces by a letter, too) from exactly one \
         unit of that kind. Cities (most are abroad), communes, wards and townships have too many names and are left alone, and so is what is close to several.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Đoàn về tỉnh Quãng Ngãi hôm qua.", "Đoàn về tỉnh Quảng Ngãi hôm qua."),
        Example::new("Xe rời huyện Hoài Đúc lúc năm giờ.", "Xe rời huyện Hoài Đức lúc năm giờ."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Đoàn về tỉnh Quảng Ngãi, qua huyện Hoài Đức rồi quận Hoàn Kiếm."),
        Cow::Borrowed("Ông thăm tỉnh Quảng Tây và huyện Bình Lục; làng Mỹ Lay ở xa."),
    ]),
};

impl Rule for NoSuchPlace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let is_capital = |at: usize| row::case(text, at) == Some(Case::Capital);
        for (at, _) in text.tokens().capitals() {
            let Some(pair) = list.get(at..at + 2) else { continue };
            if pair[0].case() != Case::Capital || pair[1].case() != Case::Capital {
                continue;
            }
            let (Some(one), Some(two)) = (pair[0].syllable(), pair[1].syllable()) else { continue };
            // Only names of exactly two syllables are checked.
            let goes_on = at + 2 < list.len() && row::joins(text, at + 2) && list[at + 2].case() != Case::Lower;
            if !row::joins(text, at + 1) || goes_on && list[at + 2].is_word() || at > 0 && is_capital(at - 1) {
                continue;
            }
            let Some((_, kind)) = units::announced(text, at) else { continue };
            let listed = matches!(kind, PlaceKind::Tinh | PlaceKind::Quan | PlaceKind::Huyen | PlaceKind::ThiXa);
            if listed && let Some(meant) = nearly(text, kind, [one, two]) {
                let [one, two] = meant.map(|syllable| {
                    let mut spelled = String::new();
                    syllable.write(text.tone_style(), &mut spelled);
                    Case::Capital.apply(&spelled)
                });
                let span = row::span(text, at, at + 1);
                let (here, meant) = (&text.text()[span.range()], format!("{one} {two}"));
                let message = Bilingual::new(
                    format!("Không có đơn vị nào tên “{here}”; có lẽ là “{meant}”"),
                    format!("There is no unit “{here}”; perhaps “{meant}”"),
                );
                found.mark(span, message, vec![meant]);
            }
        }
    }
}

/// Former provinces, and a region of China, whose names resemble those of today's provinces.
const FORMER: &[&str] = &["hà tuyên", "thanh hoa", "hoa nam"];

/// The only unit of this kind whose name differs from an unknown one by a slip in one syllable; `None` if there are several or none.
fn nearly(text: &Context<'_>, kind: PlaceKind, written: [Syllable; 2]) -> Option<[Syllable; 2]> {
    let places = text.places();
    let name = |pair: [Syllable; 2]| {
        let mut spelled = String::new();
        pair.iter().fold(PlaceKey::default(), |name, syllable| {
            spelled.clear();
            syllable.write(ToneStyle::Older, &mut spelled);
            name.and(&spelled)
        })
    };
    if !places.kinds(name(written)).is_empty() || FORMER.iter().any(|former| PlaceKey::of(former) == name(written)) {
        return None;
    }
    let mut meant: Option<[Syllable; 2]> = None;
    for at in 0..2 {
        // Former and Chinese districts may resemble those of today in their letters; only a name with the same letters and other
        // diacritics is certainly a slip.
        let likely = |kind_of_slip| {
            kind == PlaceKind::Tinh || matches!(kind_of_slip, Slip::HoiNga | Slip::ThieuDau | Slip::NhamDau)
        };
        for rival in text.lexicon().rivals(written[at]).iter().filter(|rival| likely(rival.slip.kind)) {
            let mut pair = written;
            pair[at] = rival.slip.meant;
            if places.kinds(name(pair)).has(kind) && meant.replace(pair).is_some_and(|other| other != pair) {
                return None;
            }
        }
    }
    meant
}
