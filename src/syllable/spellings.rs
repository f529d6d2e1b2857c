//! Words with two right spellings: *kĩ* and *kỹ*, *qui* and *quy*, *tầu* and *tàu*, *axít* and *axit*.
//!
//! One table serves all that need it: the speller never takes one spelling for a slip of the other, a house style
//! chooses one (`van-phong/loi-viet-nha`), and one text should not have both (`nhat-quan/i-y`).
//!
//! After a consonant i and y sound alike. Decision 240/QĐ (1984) and decision 1989/QĐ-BGDĐT (2018, article 9) write i
//! there and y after u (*quy*), the press mostly y in Sino-Vietnamese words, but *sĩ* and *vĩ*. What the press writes
//! was counted in newspapers of 2003–2019; where its two spellings are about equally frequent it is said to have none.
//! Of *tầu* and *tàu* no decision speaks: both press and schoolbooks write *tàu* in all but one place of a hundred.
//!
//! A syllable that is also a word of its own (*lí nhí*, *đòn bẩy*, *phép mầu*) is told by its neighbours: `apart` are
//! those beside which there is but one spelling, `only` those beside which there are two.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rime::RIMES;
use super::{Syllable, SyllableSet};

/// Words that may stand right before or right behind another one.
#[derive(Clone, Copy, Debug, Default)]
pub struct NeighbourWords {
    /// Right before it.
    pub before: &'static [&'static str],
    /// Right behind it.
    pub behind: &'static [&'static str],
}

impl NeighbourWords {
    const NONE: NeighbourWords = NeighbourWords { before: &[], behind: &[] };

    /// Whether both lists are empty.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.behind.is_empty()
    }

    /// Whether one of the two neighbours is on its list.
    pub fn has(&self, before: Option<&str>, behind: Option<&str>) -> bool {
        before.is_some_and(|word| self.before.contains(&word)) || behind.is_some_and(|word| self.behind.contains(&word))
    }
}

/// A word and its spellings.
#[derive(Debug)]
pub struct SpellingVariants {
    /// The spellings in lower case, syllables joined by hyphens. Where they differ in i and y, i comes first.
    pub forms: &'static [&'static str],
    /// The index of the spelling in schoolbooks, if a decision or their usage settles it.
    pub school: Option<usize>,
    /// The index of the spelling that most of the press writes.
    pub press: Option<usize>,
    /// Beside one of these neighbours there is but one spelling.
    pub apart: NeighbourWords,
    /// If not empty, there are two spellings only beside one of these neighbours.
    pub only: NeighbourWords,
    /// Whether a number before it makes another word of it: *5 kí*, kilograms.
    pub not_behind_numbers: bool,
}

const fn of(forms: &'static [&'static str], school: Option<usize>, press: Option<usize>) -> SpellingVariants {
    SpellingVariants {
        forms,
        school,
        press,
        apart: NeighbourWords::NONE,
        only: NeighbourWords::NONE,
        not_behind_numbers: false,
    }
}

/// i in schoolbooks, y in the press.
const fn press_y(forms: &'static [&'static str]) -> SpellingVariants {
    of(forms, Some(0), Some(1))
}

/// i in schoolbooks and in the press.
const fn both_i(forms: &'static [&'static str]) -> SpellingVariants {
    of(forms, Some(0), Some(0))
}

/// The second spelling in schoolbooks and in the press: quy, tàu.
const fn second(forms: &'static [&'static str]) -> SpellingVariants {
    of(forms, Some(1), Some(1))
}

impl SpellingVariants {
    const fn apart(self, before: &'static [&'static str], behind: &'static [&'static str]) -> SpellingVariants {
        SpellingVariants { apart: NeighbourWords { before, behind }, ..self }
    }

    const fn only(self, before: &'static [&'static str], behind: &'static [&'static str]) -> SpellingVariants {
        SpellingVariants { only: NeighbourWords { before, behind }, ..self }
    }

    /// Whether schoolbooks write it with i and the press with y. Words that both write with i (*sĩ, mì*) do not count
    /// for the style of a text.
    pub fn divides_i_from_y(&self) -> bool {
        (self.school, self.press) == (Some(0), Some(1))
    }
}

/// The words. Those of several syllables come first: *kí* in *kí-lô-mét* is no word.
pub const ALL: &[SpellingVariants] = &[
    of(&["ki-lô-mét", "kí-lô-mét", "kilômét"], Some(0), None),
    of(&["ki-lô-gam", "kí-lô-gam", "kilôgam"], Some(0), None),
    of(&["axit", "axít"], None, Some(0)),
    of(&["oxy", "ôxy", "oxi", "ôxi"], None, Some(0)),
    of(&["polyme", "polime", "pô-li-me"], None, None),
    press_y(&["hi", "hy"]).only(&[], &["vọng", "sinh", "hữu"]),
    both_i(&["hí", "hý"]).only(&["du", "bách"], &["viện", "trường", "kịch", "họa", "khúc", "lộng"]),
    of(&["hỉ", "hỷ"], Some(0), None)
        .only(&["hoan", "song", "báo", "cung", "hiếu", "tùy"], &["sự", "nộ", "xả", "tín", "lạc"]),
    SpellingVariants {
        not_behind_numbers: true,
        ..press_y(&["kí", "ký"]).apart(
            &["hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "mấy", "vài", "chục", "trăm", "nửa"],
            &["lô", "cóp", "ca", "gạo", "thịt", "cá", "đường"],
        )
    },
    press_y(&["kì", "kỳ"]).apart(&["bắc", "trung", "nam", "hoa"], &["cọ", "kèo", "cạch", "kẹo", "lưng", "ghét", "cà"]),
    press_y(&["kĩ", "kỹ"]),
    press_y(&["kỉ", "kỷ"]),
    press_y(&["kị", "kỵ"]).apart(&["cụ"], &[]),
    press_y(&["li", "ly"]).only(
        &["cách", "chia", "biệt", "phân", "lưu", "lâm", "cự", "thoát"],
        &["hôn", "dị", "khai", "tán", "tâm", "thân", "kì", "kỳ", "biệt", "gián", "hương", "tao"],
    ),
    press_y(&["lí", "lý"]).apart(&[], &["nhí", "lắc", "láu", "tí"]),
    both_i(&["lì", "lỳ"]),
    press_y(&["lị", "lỵ"]).only(&["tỉnh", "huyện", "phủ", "châu", "thị", "kiết", "bệnh"], &["trực"]),
    press_y(&["mĩ", "mỹ"]),
    both_i(&["mì", "mỳ"]),
    both_i(&["mị", "mỵ"]),
    press_y(&["ti", "ty"]).only(&["công"], &["thể"]),
    both_i(&["tí", "tý"]).apart(
        &["giờ", "năm", "tuổi", "tháng", "giáp", "bính", "mậu", "canh", "nhâm", "giống"],
        &["tách", "toáy", "tởn", "ta"],
    ),
    press_y(&["tì", "tỳ"]).only(&["nô"], &["bà", "vị", "kheo", "khưu", "hưu", "thiếp", "ố", "nữ"]),
    press_y(&["tỉ", "tỷ"]).apart(&["thủ"], &["mỉ", "mỷ", "mỹ", "mĩ", "tê", "ti", "tỉ", "mẩn"]),
    both_i(&["tị", "tỵ"])
        .apart(&["giờ", "năm", "tuổi", "tháng", "đinh", "kỷ", "tân", "quý", "ất", "một", "chút"], &["ti", "tẹo"]),
    both_i(&["sĩ", "sỹ"]),
    both_i(&["vĩ", "vỹ"]),
    second(&["qui", "quy"]),
    second(&["quí", "quý"]),
    second(&["quì", "quỳ"]),
    second(&["quỉ", "quỷ"]),
    second(&["quĩ", "quỹ"]),
    second(&["quị", "quỵ"]),
    second(&["quít", "quýt"]),
    second(&["tầu", "tàu"]),
    second(&["mầu", "màu"]).apart(&["phép", "nhiệm", "đạo", "cơ"], &["nhiệm"]),
    second(&["dầy", "dày"]).apart(&["bánh", "giẫm", "dẫm"], &["vò", "xéo"]),
    second(&["bẩy", "bảy"]).only(
        &[
            "thứ", "tháng", "mười", "mươi", "trăm", "lẻ", "linh", "hàng", "lớp", "năm", "dăm", "sáu", "ngày", "mồng",
            "mùng", "rằm", "đúng", "chừng",
        ],
        &[
            "mươi", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "chục", "năm", "ngày", "tháng", "tuần", "giờ",
            "tuổi", "tám", "lần",
        ],
    ),
    second(&["dẫy", "dãy"]).apart(&[], &["dụa", "chết", "nẩy", "nảy", "đành", "lên"]),
    second(&["giầy", "giày"]).apart(&["bánh", "giẫm", "dẫm"], &["vò", "xéo", "xát"]),
    second(&["nhẩy", "nhảy"]),
    second(&["chẩy", "chảy"]),
    second(&["gẫy", "gãy"]),
    second(&["nẩy", "nảy"]),
];

/// The index of a word in [`ALL`], and the index of one of its spellings.
pub type FormAt = (usize, usize);

/// The spellings by their first syllable.
static BY_FIRST: LazyLock<HashMap<&'static str, Vec<FormAt>>> = LazyLock::new(|| {
    let mut index: HashMap<&str, Vec<FormAt>> = HashMap::new();
    for (word, spellings) in ALL.iter().enumerate() {
        for (form, written) in spellings.forms.iter().enumerate() {
            let first = written.split('-').next().unwrap_or(written);
            index.entry(first).or_default().push((word, form));
        }
    }
    index
});

/// The spellings that begin with a word in lower case.
pub fn beginning(written: &str) -> &'static [FormAt] {
    BY_FIRST.get(written).map_or(&[], Vec::as_slice)
}

/// The word and the spelling for a form in lower case.
pub fn find(form: &str) -> Option<FormAt> {
    let of = |(word, spellings): (usize, &SpellingVariants)| {
        Some((word, spellings.forms.iter().position(|known| *known == form)?))
    };
    ALL.iter().enumerate().find_map(of)
}

/// All spellings, in the order of the table.
pub fn forms() -> impl Iterator<Item = &'static str> {
    ALL.iter().flat_map(|spellings| spellings.forms.iter().copied())
}

/// The words that are one syllable, with their two spellings.
static PAIRS: LazyLock<Vec<[Syllable; 2]>> = LazyLock::new(|| {
    let syllables = ALL.iter().filter_map(|spellings| match spellings.forms {
        [one, other] => Some([Syllable::parse(one)?, Syllable::parse(other)?]),
        _ => None,
    });
    syllables.collect()
});

/// Whether two syllables are two spellings of one: i and y alone after a consonant, or a pair of the table.
pub fn is_matter_of_style(one: Syllable, other: Syllable) -> bool {
    if one.onset() != other.onset() || one.tone() != other.tone() || one.onset().is_empty() {
        return false;
    }
    let is_open = |syllable: Syllable| {
        let (_, rime, _) = syllable.parts();
        matches!(RIMES[rime].letters, "i" | "y")
    };
    let in_table = || TWINS.has(one) && TWINS.has(other);
    is_open(one) && is_open(other)
        || in_table() && PAIRS.iter().any(|pair| pair.contains(&one) && pair.contains(&other))
}

/// The syllables of the table.
static TWINS: LazyLock<SyllableSet> = LazyLock::new(|| SyllableSet::of(forms()));

/// The other spelling of a word of one syllable.
#[inline]
pub fn twin(syllable: Syllable) -> Option<Syllable> {
    if !TWINS.has(syllable) {
        return None;
    }
    let [one, other] = *PAIRS.iter().find(|pair| pair.contains(&syllable))?;
    Some(if one == syllable { other } else { one })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn syllable(text: &str) -> Syllable {
        Syllable::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn no_form_stands_in_two_words_and_each_preference_is_a_form() {
        let mut seen = std::collections::HashSet::new();
        for spellings in ALL {
            for form in spellings.forms {
                assert!(seen.insert(form), "{form} twice");
                assert_eq!(*form, form.to_lowercase());
            }
            for preferred in [spellings.school, spellings.press].into_iter().flatten() {
                assert!(preferred < spellings.forms.len());
            }
            assert!(spellings.apart.is_empty() || spellings.only.is_empty(), "{:?}", spellings.forms);
        }
    }

    #[test]
    fn every_pair_of_the_table_is_a_matter_of_style() {
        for (one, other) in
            [("qui", "quy"), ("sĩ", "sỹ"), ("vĩ", "vỹ"), ("quít", "quýt"), ("tầu", "tàu"), ("chẩy", "chảy")]
        {
            assert!(is_matter_of_style(syllable(one), syllable(other)), "{one} {other}");
        }
        for spellings in ALL {
            if let [Some(one), Some(other)] = [0, 1].map(|at| Syllable::parse(spellings.forms[at])) {
                assert!(is_matter_of_style(one, other) && is_matter_of_style(other, one), "{:?}", spellings.forms);
                assert_eq!((twin(one), twin(other)), (Some(other), Some(one)));
            }
        }
    }

    #[test]
    fn words_of_their_own_are_none() {
        for (one, other) in [
            ("thầy", "thày"),
            ("đầy", "đày"),
            ("bầy", "bày"),
            ("cầy", "cày"),
            ("dậy", "dạy"),
            ("mấy", "máy"),
            ("trầu", "tràu"),
            ("tai", "tay"),
            ("hui", "huy"),
            ("ý", "í"),
            ("quĩ", "quỷ"),
            ("quí", "quỳ"),
            ("tấu", "táu"),
            ("kĩ", "kỷ"),
        ] {
            assert!(!is_matter_of_style(syllable(one), syllable(other)), "{one} {other}");
        }
    }
}
