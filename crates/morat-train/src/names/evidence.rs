//! Words beside a run of capitalised words that show whether it is the name of a person.

use morat::token::{Mark, TokenKind};

use crate::capitals::TokenizedText;

/// Words before a name, the last one or two of them in lower case.
const TITLES: &str = "ông bà anh chị em cô chú bác cậu thầy cháu bé cụ mẹ cha bố vợ chồng tên";
const LONG_TITLES: [&str; 75] = [
    "ca sĩ",
    "ca sỹ",
    "nghệ sĩ",
    "nghệ sỹ",
    "nhạc sĩ",
    "nhạc sỹ",
    "họa sĩ",
    "họa sỹ",
    "bác sĩ",
    "bác sỹ",
    "giáo sư",
    "tiến sĩ",
    "tiến sỹ",
    "thạc sĩ",
    "thạc sỹ",
    "kỹ sư",
    "luật sư",
    "trúc sư",
    "đồng chí",
    "chủ tịch",
    "bí thư",
    "bộ trưởng",
    "thứ trưởng",
    "viện trưởng",
    "hiệu trưởng",
    "vụ trưởng",
    "cục trưởng",
    "đội trưởng",
    "tổ trưởng",
    "giám đốc",
    "phóng viên",
    "diễn viên",
    "sinh viên",
    "học sinh",
    "giáo viên",
    "cầu thủ",
    "tiền đạo",
    "tiền vệ",
    "trung vệ",
    "hậu vệ",
    "thủ môn",
    "đạo diễn",
    "luyện viên",
    "người mẫu",
    "hoa hậu",
    "á hậu",
    "nạn nhân",
    "bị cáo",
    "bị can",
    "nghi can",
    "nghi phạm",
    "đối tượng",
    "liệt sĩ",
    "liệt sỹ",
    "anh hùng",
    "thiếu úy",
    "trung úy",
    "thượng úy",
    "đại úy",
    "thiếu tá",
    "trung tá",
    "thượng tá",
    "đại tá",
    "thiếu tướng",
    "trung tướng",
    "thượng tướng",
    "đại tướng",
    "nhà văn",
    "nhà thơ",
    "nhà báo",
    "tác giả",
    "doanh nhân",
    "con trai",
    "con gái",
    "em trai",
];

/// Titles written as abbreviations.
const SHORT_TITLES: &str = "gs ts gs.ts gs.ts. pgs pgs.ts pgs.ts. ths ths. ts. bs bs. ls ls. ks kts hlv nsưt nsnd đbqh";

/// Words before a run that is a street, a school or a place named after a person, or no person at all.
const PLACE_WORDS: &str = "đường phố quận huyện xã phường tỉnh trấn trường chùa cầu sông chợ núi đảo khu ga công ty viện hội \
                           bộ sở hãng đoàn giải tại ở thôn ấp làng vịnh biển hồ đền từ";

fn is_among(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// Whether a word is a title by itself: ông, bà.
pub fn is_title(word: &str) -> bool {
    is_among(TITLES, &word.to_lowercase())
}

/// Whether the words that end before token `at` are a title.
pub fn has_title(reading: &TokenizedText, at: usize) -> bool {
    let Some(before) = reading.word_before(at) else { return false };
    let last = reading.phrase_up_to(before, 1);
    is_among(TITLES, &last)
        || is_among(SHORT_TITLES, &last)
        || LONG_TITLES.contains(&reading.phrase_up_to(before, 2).as_str())
}

/// Whether an age or a year of birth begins at token `at`: (SN 1990, (32 tuổi, `, 32 tuổi`, `, sinh năm`.
pub fn has_age(reading: &TokenizedText, at: usize) -> bool {
    let is_opened = reading.is_near(at) && matches!(reading.mark(at), Some(Mark::Comma | Mark::OpenBracket));
    if !is_opened || !reading.is_near(at + 1) {
        return false;
    }
    match reading.tokens.list()[at + 1].kind() {
        TokenKind::Number => reading.is_spaced(at + 2) && reading.text_at(at + 2) == "tuổi",
        TokenKind::Word(_) => matches!(reading.text_at(at + 1), "SN" | "sinh"),
        _ => false,
    }
}

/// Whether the word before token `at` is one for a place or a body.
pub fn has_place_word(reading: &TokenizedText, at: usize) -> bool {
    reading.word_before(at).is_some_and(|before| is_among(PLACE_WORDS, &reading.phrase_up_to(before, 1)))
}
