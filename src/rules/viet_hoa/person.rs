//! Tells whether capitalised and lower-case words side by side are the name of a person with some capitals missing.

use super::row;
use crate::lexicon::names::Roles;
use crate::rules::Context;
use crate::syllable::{Case, Syllable};

/// The two middle names that, behind a family name, are hardly ever anything but a name.
const SURE: &[&str] = &["văn", "thị"];

/// Middle names that are ordinary words, too: they count only between a common family name and a common given name.
const LIKELY: &[&str] = &[
    "đình", "đức", "hữu", "ngọc", "quang", "xuân", "minh", "hoàng", "bá", "trọng", "huy", "viết", "duy", "kim",
    "thanh", "phú", "bích", "hồng", "tuấn", "anh", "mạnh", "hùng", "thúy", "diệu", "khắc", "đăng", "phúc", "thế",
];

/// Syllables behind which “văn” means writing (*Hán văn, Kim văn Thượng Thư*) or “thị” a clan, as in Chinese names and books.
const WRITINGS: &[&str] = &["kim", "hán", "đồng", "trung", "nguyên", "cổ", "anh", "việt", "pháp", "nhật", "tôn"];
const CLANS: &[&str] = &["lã", "tôn", "khúc"];

/// Syllables that make an ordinary word with *văn* before them: *Đoàn Văn công Quân khu*.
const LETTERS: &[&str] = &["công", "hóa", "nghệ", "phòng", "bản", "học", "chương"];

/// Family names that are hardly ever another word, so that one in lower case before two capitals is a slip.
const ONLY_NAMES: &[&str] = &["nguyễn", "huỳnh"];

/// Family names that are ordinary words, too, and count as names behind a title. Left out are those that make another word there:
/// *cô đào*, *ông hoàng*, *bác hồ hởi*.
const BEHIND_TITLES: &[&str] = &[
    "nguyễn", "huỳnh", "trần", "phạm", "lê", "vũ", "võ", "bùi", "đỗ", "đặng", "ngô", "phan", "trịnh", "đinh", "lương",
    "tạ",
];

/// Those of [`BEHIND_TITLES`] that are neither verbs nor parts of words, so that one in lower case right behind a profession is a
/// slip even where only one capital follows: *nhà văn trần Dũng*.
const BEHIND_PROFESSIONS: &[&str] =
    &["nguyễn", "huỳnh", "trần", "lê", "bùi", "đặng", "ngô", "phan", "trịnh", "đinh", "hoàng"];

/// Syllables of ranks at court: behind a family name and another capital they are no given name: *Đỗ Thái hậu*, *Trịnh Vũ công*.
const COURT: &[&str] = &["hậu", "công", "vương", "đế", "hầu", "tử", "phi", "tông", "tổ", "phu", "nương", "tướng", "sư"];

/// First words of offices; before them *nguyên* means “former” and is no name: *ông Lê nguyên Trưởng phòng*.
const OFFICES: &[&str] =
    &["trưởng", "phó", "giám", "chủ", "bí", "bộ", "thứ", "tổng", "thủ", "cán", "ủy", "hiệu", "viện"];

/// Words right before a name: forms of address, and last syllables of titles.
const ADDRESS: &[&str] =
    &["ông", "bà", "anh", "chị", "cô", "chú", "bác", "thầy", "em", "cháu", "cậu", "cụ", "dì", "thím", "mợ"];
const TITLES: &[(&str, &str)] = &[
    ("bộ", "trưởng"),
    ("thứ", "trưởng"),
    ("thủ", "tướng"),
    ("chủ", "tịch"),
    ("bí", "thư"),
    ("giám", "đốc"),
    ("hiệu", "trưởng"),
    ("hiệu", "phó"),
    ("trưởng", "phòng"),
    ("trưởng", "ban"),
    ("trưởng", "công"),
    ("bác", "sĩ"),
    ("bác", "sỹ"),
    ("giáo", "sư"),
    ("tiến", "sĩ"),
    ("tiến", "sỹ"),
    ("thạc", "sĩ"),
    ("thạc", "sỹ"),
    ("kỹ", "sư"),
    ("luật", "sư"),
    ("nhà", "báo"),
    ("nhà", "văn"),
    ("nhà", "thơ"),
    ("nhạc", "sĩ"),
    ("nhạc", "sỹ"),
    ("ca", "sĩ"),
    ("ca", "sỹ"),
    ("nghệ", "sĩ"),
    ("nghệ", "sỹ"),
    ("diễn", "viên"),
    ("đạo", "diễn"),
    ("cầu", "thủ"),
    ("đồng", "chí"),
    ("đại", "tướng"),
    ("thượng", "tướng"),
    ("trung", "tướng"),
    ("thiếu", "tướng"),
    ("đại", "tá"),
    ("thượng", "tá"),
    ("trung", "tá"),
    ("thiếu", "tá"),
    ("đại", "úy"),
    ("thượng", "úy"),
    ("trung", "úy"),
    ("thiếu", "úy"),
    ("viện", "trưởng"),
    ("cục", "trưởng"),
    ("vụ", "trưởng"),
    ("đại", "biểu"),
    ("cô", "giáo"),
    ("thầy", "giáo"),
    ("họa", "sĩ"),
    ("huấn", "viên"),
    ("tổng", "thư"),
    ("tịch", "nước"),
    ("bị", "cáo"),
    ("bị", "can"),
    ("nghi", "can"),
    ("nghi", "phạm"),
    ("nạn", "nhân"),
    ("phóng", "viên"),
    ("sinh", "viên"),
    ("học", "sinh"),
    ("giáo", "viên"),
    ("tác", "giả"),
    ("động", "viên"),
    ("thủ", "môn"),
    ("tiền", "đạo"),
    ("tiền", "vệ"),
    ("hậu", "vệ"),
    ("trung", "vệ"),
    ("chánh", "án"),
    ("viện", "sĩ"),
    ("người", "mẫu"),
    ("hoa", "hậu"),
];

/// Verbs that follow a person's name, as first and second syllable (*cho biết*).
const DEEDS: &[(&str, &str)] = &[
    ("cho", "biết"),
    ("cho", "rằng"),
    ("cho", "hay"),
    ("phát", "biểu"),
    ("nhấn", "mạnh"),
    ("khẳng", "định"),
    ("yêu", "cầu"),
    ("đề", "nghị"),
    ("chủ", "trì"),
    ("chỉ", "đạo"),
    ("kết", "luận"),
    ("báo", "cáo"),
    ("giải", "trình"),
    ("trả", "lời"),
    ("chia", "sẻ"),
    ("nhận", "định"),
    ("tuyên", "bố"),
    ("bày", "tỏ"),
    ("trao", "đổi"),
    ("tham", "dự"),
    ("đánh", "giá"),
    ("đến", "thăm"),
    ("tiếp", "tục"),
    ("gửi", "thư"),
    ("làm", "việc"),
    ("ký", "ban"),
    ("trao", "tặng"),
    ("kêu", "gọi"),
    ("lưu", "ý"),
    ("đặt", "câu"),
    ("xác", "nhận"),
    ("khai", "nhận"),
    ("thừa", "nhận"),
    ("thông", "tin"),
    ("giải", "thích"),
    ("cảnh", "báo"),
    ("phản", "ánh"),
    ("kể", "lại"),
];

/// Words with which a sentence continues behind a person's name.
const VERBS: &[&str] =
    &["đã", "sẽ", "đang", "vừa", "cùng", "và", "được", "bị", "cũng", "vẫn", "hát", "kể", "nói", "viết", "sinh"];

/// The least attraction of two syllables that are a word, or nearly one: the natural logarithm of how many times oftener than by
/// chance they stand side by side.
const TOGETHER: f32 = 1.3;

/// The least weight of a syllable that is common as a family name, middle name or given name: the natural logarithm of the number
/// of different names.
const FAMILY: f32 = 5.5;
const GIVEN: f32 = 3.0;

/// Syllables that occur in names but, behind a name, are words of their own far more often.
const NO_NAME: &[&str] = &[
    "và", "là", "với", "ở", "tại", "về", "cho", "được", "bị", "có", "như", "vì", "bởi", "từ", "tới", "đến", "để",
    "thì", "mà", "của", "nên", "vào", "ra", "lên", "xuống", "qua", "sẽ", "đã", "đang", "rất", "cũng", "còn", "nói",
    "hay", "làm", "viết", "không", "cùng", "người", "này", "vẫn", "trú", "ngụ", "phải", "vừa", "mới", "tự", "chỉ",
];

/// Those of [`NO_NAME`] that are given names after all where one of [`DEEDS`] follows: in *Phạm Minh chính chủ trì* it is one, in
/// *Lê Minh chính là* it is not.
const NAME_OR_WORD: &[&str] = &["chính", "thành", "thắng", "sinh"];

/// A family name and up to three words behind it, as written.
pub(super) struct Row<'t, 'a> {
    text: &'t Context<'a>,
    /// The token of the family name.
    at: usize,
    words: [Option<Part>; 4],
}

#[derive(Clone, Copy)]
struct Part {
    syllable: Syllable,
    case: Case,
    roles: Roles,
}

impl<'t, 'a> Row<'t, 'a> {
    /// The words from a family name on that may be a name with missing capitals; `None` if all have one, or if there are too few.
    /// A lower-case word counts as a family name only if it is a common one.
    pub(super) fn at(text: &'t Context<'a>, at: usize, family: Syllable) -> Option<Row<'t, 'a>> {
        let part = |at: usize, syllable: Syllable| {
            let case = row::case(text, at).filter(|case| matches!(case, Case::Lower | Case::Capital))?;
            Some(Part { syllable, case, roles: text.names().roles(syllable) })
        };
        let first = part(at, family)?;
        if first.case == Case::Lower && first.roles.family < FAMILY {
            return None;
        }
        let mut words = [Some(first), None, None, None];
        for (word, next) in words.iter_mut().zip(at..).skip(1) {
            if text.tokens().list().get(next).is_none() || !row::joins(text, next) {
                break;
            }
            *word = row::syllable(text, next).and_then(|syllable| part(next, syllable));
            if word.is_none() {
                break;
            }
        }
        let half = words.iter().flatten().any(|word| word.case == Case::Lower);
        (words[1].is_some() && half).then_some(Row { text, at, words })
    }

    fn part(&self, word: usize) -> Option<Part> {
        self.words.get(word).copied().flatten()
    }

    fn roles(&self, word: usize) -> Roles {
        self.part(word).map_or(Roles::default(), |part| part.roles)
    }

    fn folded(&self, word: usize) -> String {
        row::folded(self.text, self.at + word)
    }

    fn has_title(&self) -> bool {
        let Some((last, _, word)) = self.text.previous_word(self.at) else { return false };
        let folded = row::folded(self.text, last);
        // *Phùng Anh Lê*: a word of address with a capital inside a sentence is part of a name.
        if ADDRESS.contains(&folded.as_str()) {
            return word.case != Case::Capital || self.text.opens(last);
        }
        self.has_profession()
    }

    /// Whether a title of two words stands before the name.
    fn has_profession(&self) -> bool {
        let Some((last, ..)) = self.text.previous_word(self.at) else { return false };
        let folded = row::folded(self.text, last);
        let before = self.text.previous_word(last).map(|(at, ..)| row::folded(self.text, at)).unwrap_or_default();
        TITLES.contains(&(before.as_str(), folded.as_str()))
    }

    /// Whether the supposed family name is the end of another name: it stands behind a capitalised word that is no title (*Văn
    /// Cao viết*).
    fn is_inside(&self) -> bool {
        let before = self.text.previous_word(self.at);
        before.is_some_and(|(at, _, word)| word.case == Case::Capital && !self.text.opens(at)) && !self.has_title()
    }

    /// Whether a lower-case family name and the syllable before it are a Vietnamese word or phrase: *Chiều mai*, *Tập đoàn*, *rất
    /// cao*.
    fn ends_word(&self) -> bool {
        let before = self.text.previous_word(self.at).and_then(|(at, ..)| row::syllable(self.text, at));
        before.zip(self.part(0)).is_some_and(|(before, family)| self.text.make_word(before, family.syllable))
    }

    /// Whether two syllables of the row are a Vietnamese word: *hiền lành*.
    fn are_word(&self, one: usize, other: usize) -> bool {
        let pair = self.part(one).zip(self.part(other));
        pair.is_some_and(|(one, other)| self.text.make_word(one.syllable, other.syllable))
    }

    fn case(&self, word: usize) -> Option<Case> {
        self.part(word).map(|word| word.case)
    }

    fn is_sure_middle(&self, word: usize) -> bool {
        self.is_one_of(word, SURE)
    }

    /// Whether a lower-case word may be a given or middle name where it stands; `least` is the weight that it needs.
    fn is_name(&self, word: usize, least: f32) -> bool {
        let roles = self.roles(word);
        let word_here = self.is_one_of(word, NO_NAME) || self.is_one_of(word, NAME_OR_WORD);
        roles.given.max(roles.middle) >= least && !word_here
    }

    /// A word of the row and the lower-case one right behind it.
    fn with_small_next(&self, word: usize) -> Option<(Syllable, Syllable)> {
        let (next, ..) = self.text.next_word(self.at + word).filter(|(_, _, next)| next.case == Case::Lower)?;
        Some((self.part(word)?.syllable, row::syllable(self.text, next)?))
    }

    /// Whether a lower-case word and the one behind it attract each other as the syllables of a word do, so that neither is a
    /// name: *hà tiện*, *hiền từ*.
    fn is_quality(&self, word: usize) -> bool {
        self.with_small_next(word).is_some_and(|(word, next)| self.text.attraction(word, next) >= TOGETHER)
    }

    /// Whether the last syllable of a name and the one behind it are a Vietnamese word.
    fn goes_on(&self, word: usize) -> bool {
        self.with_small_next(word).is_some_and(|(word, next)| self.text.make_word(word, next))
    }

    /// Whether one of [`DEEDS`] stands right behind a word: *… cho biết*.
    fn is_named_in_deed(&self, word: usize) -> bool {
        let Some((first, ..)) = self.text.next_word(self.at + word) else { return false };
        let second = self.text.next_word(first).map(|(at, ..)| row::folded(self.text, at)).unwrap_or_default();
        DEEDS.contains(&(row::folded(self.text, first).as_str(), second.as_str()))
    }

    /// Whether a word of `list` stands right behind a word of the row.
    fn is_before(&self, word: usize, list: &[&str]) -> bool {
        let next = self.text.next_word(self.at + word);
        next.is_some_and(|(next, ..)| list.contains(&row::folded(self.text, next).as_str()))
    }

    /// Whether a name ends with this word: a punctuation mark, the end of the text, a word that is in no name, or one of
    /// [`DEEDS`] follows.
    fn ends(&self, word: usize) -> bool {
        self.text.next_word(self.at + word).is_none()
            || self.is_before(word, NO_NAME)
            || self.is_before(word, NAME_OR_WORD)
            || self.is_named_in_deed(word)
    }

    fn is_one_of(&self, word: usize, list: &[&str]) -> bool {
        list.contains(&self.folded(word).as_str())
    }
}

/// The index of the last token of a name with missing capitals; `None` where there is no evidence of a name.
pub(super) fn half(name: &Row<'_, '_>) -> Option<usize> {
    let last = match name.case(0)? {
        Case::Capital => behind_capital(name),
        _ => behind_small(name),
    };
    last.map(|word| name.at + word)
}

/// The number in the row of the last word of a name whose family name has its capital: *Nguyễn văn An, Nguyễn Thị hồng Hạnh,
/// Nguyễn Thị hạnh, Lê Quang dũng cho biết*.
fn behind_capital(name: &Row<'_, '_>) -> Option<usize> {
    use Case::{Capital, Lower};
    let common = name.roles(0).family >= FAMILY && !name.text.opens(name.at);
    let titled_common = || common && name.has_title();
    let any = |word: usize| name.roles(word).given.max(name.roles(word).middle);
    match (name.case(1)?, name.case(2)?, name.case(3)) {
        (Lower, Capital, _) => {
            let other_word = match name.folded(1).as_str() {
                "văn" => WRITINGS,
                "thị" => CLANS,
                _ => &[],
            };
            let given = name.roles(2).given;
            let likely = || common && given >= GIVEN && name.is_one_of(1, LIKELY) && !name.is_inside();
            let former = || name.folded(1) == "nguyên" && name.is_one_of(2, OFFICES);
            let titled = || titled_common() && given >= GIVEN && name.is_name(1, GIVEN + 1.0) && !former();
            let is_name = any(2) > 0.0 && !name.is_one_of(0, other_word);
            (is_name && (name.is_sure_middle(1) || likely() || titled())).then_some(2)
        }
        // Nguyễn Thị hồng Hạnh, Nguyễn thị hồng Hạnh
        (second, Lower, Some(Capital)) if name.is_sure_middle(1) => {
            // No names: *Đoàn Văn công Quân khu*, *Kim thị tấn Quý phi*.
            let sure = second == Capital || name.is_one_of(0, BEHIND_TITLES) || name.has_title();
            let is_name = name.is_name(2, GIVEN) && name.roles(3).given >= GIVEN;
            (sure && is_name && !(name.folded(1) == "văn" && name.is_one_of(2, LETTERS))).then_some(3)
        }
        // Nguyễn Xuân thanh Hà
        (Capital, Lower, Some(Capital)) => {
            let middle = name.roles(1).middle >= GIVEN && name.is_one_of(2, LIKELY) && name.is_name(2, GIVEN);
            (middle && name.roles(3).given >= GIVEN && titled_common()).then_some(3)
        }
        // Nguyễn Thị hạnh, bà Nguyễn thị hạnh, Lê Thị thu hà: “Văn” and “Thị” are no given names, so one has to follow. In lower
        // case they may mean a clan or be part of a word: *Lý thị bảo*, *Đoàn văn công*.
        (second, Lower, third) if name.is_sure_middle(1) => {
            let sure = second == Capital || name.has_title();
            let given = name.roles(0).family >= FAMILY && name.is_name(2, GIVEN) && sure;
            // *Lê Thị thu hà* has two given names; in *Nguyễn Văn hiền lành* they are an adjective.
            let over_third =
                || name.ends(3) || name.has_title() && name.roles(3).given >= GIVEN + 1.0 && !name.goes_on(3);
            let double = third == Some(Lower)
                && name.roles(2).middle >= GIVEN
                && name.is_name(3, GIVEN)
                && !name.are_word(2, 3)
                && over_third();
            let quality = || name.is_quality(2) && !name.is_before(2, VERBS) && !name.is_named_in_deed(2);
            let over = !name.goes_on(2) && !quality() && (name.ends(2) || name.has_title());
            match given {
                true if double => Some(3),
                true if over => Some(2),
                _ => None,
            }
        }
        // Lê Quang dũng cho biết, ca sĩ Lê Quang dũng đã
        (Capital, Lower, _) => {
            let middle = name.roles(1).middle >= GIVEN && name.roles(2).given >= GIVEN;
            let court = name.is_one_of(2, COURT);
            let given = middle && !court && !name.is_one_of(2, NO_NAME);
            // A singer's family name may be a rare one: Đàm, Uông.
            let family = name.roles(0).family >= FAMILY - 1.0 && !name.text.opens(name.at);
            let titled = || {
                family
                    && name.roles(2).given >= GIVEN + 1.0
                    && name.is_name(2, GIVEN)
                    && name.is_before(2, VERBS)
                    && name.has_title()
            };
            let deed = || (common && !name.is_inside() || titled_common()) && name.is_named_in_deed(2);
            (given && (deed() || titled())).then_some(2)
        }
        _ => None,
    }
}

/// The number in the row of the last word of a name whose family name is in lower case: *nguyễn Kim Sơn, ông trần Quốc Hùng, bà
/// phạm thị lan*.
fn behind_small(name: &Row<'_, '_>) -> Option<usize> {
    use Case::{Capital, Lower};
    let only_name = name.is_one_of(0, ONLY_NAMES);
    let announced = only_name || name.has_title();
    let common = |word: usize| name.roles(word).given.max(name.roles(word).middle) >= GIVEN;
    // nghệ sĩ hoàng Dũng
    let two = name.case(1) == Some(Capital) && name.case(2) != Some(Capital) && name.roles(1).given >= GIVEN + 1.0;
    if two && name.is_one_of(0, BEHIND_PROFESSIONS) && name.has_profession() {
        return Some(1);
    }
    let last_capital = || if name.case(3) == Some(Capital) && common(3) { 3 } else { 2 };
    match (name.case(1)?, name.case(2)?) {
        // Without a title before it the name may begin with “Văn”: *Chiều mai Văn Hậu*, *rất cao Văn Quyết*.
        (second, Capital)
            if (announced || second == Capital && name.is_one_of(0, BEHIND_TITLES) && !name.ends_word())
                && name.is_sure_middle(1)
                && common(2) =>
        {
            Some(last_capital())
        }
        (Capital, Capital)
            if announced
                && name.is_one_of(0, BEHIND_TITLES)
                && !name.is_one_of(1, ONLY_NAMES)
                && common(1)
                && (common(2) || name.has_profession() && name.roles(2).given > 0.0) =>
        {
            Some(last_capital())
        }
        (Lower, Lower) if announced && name.is_sure_middle(1) && name.is_name(2, GIVEN) => {
            // *bà nguyễn thị hồng hạnh*: a second given name is taken only where the name ends with it.
            let double = name.case(3) == Some(Lower) && name.roles(2).middle >= GIVEN && name.is_name(3, GIVEN);
            match double && name.ends(3) {
                true => Some(3),
                false => (!name.goes_on(2)).then_some(2),
            }
        }
        // ông nguyễn kim sơn
        (Lower, Lower) if only_name && name.has_title() => {
            (name.roles(1).middle >= GIVEN && name.is_name(2, GIVEN) && !name.goes_on(2)).then_some(2)
        }
        _ => None,
    }
}
