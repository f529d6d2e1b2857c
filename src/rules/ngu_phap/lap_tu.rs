//! `ngu-phap/lap-tu`: a word typed twice.

use std::borrow::Cow;

use super::typed_twice;
use crate::rules::context::fold_word;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Gap, Mark, Script, Token, TokenKind, Word};

/// Rule `ngu-phap/lap-tu`. Example: *của của*.
pub struct DoubledWord;

/// Words that are never doubled and that begin or end no compound, so that a second one is always a mistake. Vietnamese doubles
/// many words (*xanh xanh, ngày ngày, người người*), and a compound may end with the syllable that begins the next (*có thể thể
/// hiện, đại học học phí*): for all other words the speller decides.
const NEVER_TWICE: &[&str] = &[
    "của", "và", "các", "những", "với", "bị", "đã", "đang", "nhưng", "nếu", "vì", "hoặc", "rằng", "thì", "cũng", "vẫn",
    "được", "bởi", "khi", "tôi", "chúng", "mỗi", "một", "này", "đó", "trên", "dưới", "trong", "ngoài", "sau", "trước",
    "về", "đến", "cho", "là", "không", "có", "để", "phải", "nên", "vào", "ra", "theo", "cùng", "như", "hơn", "hay",
];

/// Words that may stand before a compound that begins with the same syllable, with the next syllables of such compounds: *là là
/// lượt, không không quân*.
const MEETINGS: &[(&str, &[&str])] = &[
    ("của", &["cải", "nả", "nợ", "báu", "chìm", "nổi", "hiếm", "ngon", "lạ", "quý"]),
    ("là", &["lượt", "lụa", "ủi", "trên", "mặt"]),
    ("không", &["quân", "gian", "khí", "lực", "lưu", "phận", "tưởng", "phải"]),
    ("trong", &["sạch", "sáng", "suốt", "trẻo", "veo", "xanh", "lành", "vắt"]),
    ("hay", &["ho", "biết", "không"]),
    ("phải", &["trái", "lòng", "chăng"]),
    ("như", &["ý"]),
    ("có", &["có", "hậu"]),
    ("về", &["hưu", "vườn"]),
    ("cho", &["không", "vay", "thuê"]),
    ("được", &["mùa", "thua", "giá", "việc"]),
    ("đến", &["đâu"]),
    ("ra", &["đa", "giêng"]),
    ("vì", &["sao", "kèo"]),
    ("cùng", &["cực", "quẫn", "kiệt"]),
    ("sau", &["này"]),
    ("để", &["tang"]),
    ("hơn", &["hớn"]),
    ("những", &["ai"]),
];

/// Words that may stand behind a compound that ends with the same syllable, with the syllables before it. *Hàng không không quản
/// lý, có hay không không quan trọng, đầu vào vào đầu ra, đôi khi khi ho, vợ tôi tôi thương.*
const ENDINGS: &[(&str, &[&str])] = &[
    ("không", &["hàng", "đường", "trên", "tay", "hư", "chân", "số", "hay", "hoặc", "còn"]),
    ("để", &["triệt"]),
    ("vào", &["đầu", "lối", "cửa", "ra"]),
    ("ra", &["đầu", "lối", "cửa", "vào"]),
    ("là", &["bay", "lượn", "lướt", "liệng", "sà"]),
    ("sau", &["hôm", "ngày", "tuần", "tháng", "năm", "giờ", "phút", "phía", "đằng", "lần", "mai", "cây", "lá", "rừng"]),
    ("trước", &["hôm", "ngày", "tuần", "tháng", "năm", "giờ", "phút", "phía", "đằng", "lần", "dẫn", "vượt"]),
    ("có", &["sẵn", "giàu", "vốn"]),
    ("hay", &["thấy", "nghe", "cũng", "khá", "trông", "chuyện", "phim", "bài", "trò"]),
    ("khi", &["đôi"]),
    ("phải", &["lẽ", "bên", "cánh", "tay", "chân"]),
    ("trong", &["bên"]),
    ("ngoài", &["bên"]),
    ("trên", &["bên", "bề", "tầng"]),
    ("dưới", &["bên", "tầng"]),
    ("tôi", &["của", "cha", "bố", "mẹ", "vợ", "chồng", "con", "trai", "gái", "anh", "chị", "em", "bạn", "nhà"]),
];

/// Reduplications of manner, sound and feeling that are too rare in the press for the model to know them.
const SAID_TWICE: &[&str] = &[
    "rất",
    "thật",
    "quá",
    "cực",
    "ai",
    "gì",
    "nào",
    "sao",
    "đâu",
    "nhà",
    "người",
    "ngày",
    "đêm",
    "năm",
    "tháng",
    "giờ",
    "phút",
    "đời",
    "kiếp",
    "lớp",
    "tầng",
    "hàng",
    "bạn",
    "con",
    "cháu",
    "thấy",
    "nghe",
    "biết",
    "nhớ",
    "thương",
    "yêu",
    "buồn",
    "vui",
    "mừng",
    "tủi",
    "lo",
    "sợ",
    "hay",
    "lạ",
    "quen",
    "xa",
    "gần",
    "cao",
    "thấp",
    "to",
    "nhỏ",
    "lớn",
    "bé",
    "dài",
    "ngắn",
    "tròn",
    "vuông",
    "nóng",
    "lạnh",
    "ấm",
    "mát",
    "chua",
    "cay",
    "ngọt",
    "mặn",
    "đắng",
    "chát",
    "thơm",
    "xanh",
    "đỏ",
    "tím",
    "vàng",
    "trắng",
    "đen",
    "hồng",
    "nâu",
    "xám",
    "cười",
    "khóc",
    "nói",
    "chạy",
    "nhảy",
    "bay",
    "đi",
    "sớm",
    "tối",
    "sáng",
    "chiều",
    "trưa",
    "khuya",
    "đúng",
    "phải",
    "vâng",
    "dạ",
    "thôi",
    "ừ",
    "chào",
    "nhanh",
    "chậm",
    "mẹ",
    "bố",
    "cha",
    "bà",
    "ông",
    "anh",
    "chị",
    "em",
    "cô",
    "chú",
    "bác",
    "cưng",
    "đẹp",
    "xinh",
    "ngon",
    "hiền",
    "lời",
    "câu",
    "chữ",
    "tin",
    "ổn",
    "hết",
    "mau",
    "từ",
    "dần",
    "luôn",
    "mãi",
    "thường",
    "lâu",
    "đều",
    "chung",
    "riêng",
    "nơi",
    "chốn",
    "nghìn",
    "vạn",
    "triệu",
    "trăm",
    "ba",
    "hai",
    "bốn",
    "chín",
    "mười",
    "mắt",
    "tay",
    "chân",
    "trời",
    "đất",
];

static META: Meta = Meta {
    name: Cow::Borrowed("ngu-phap/lap-tu"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Một từ gõ hai lần", "A word typed twice"),
    why: Bilingual::fixed(
        "Hư từ như “của”, “và”, “các” không bao giờ đi đôi; từ nước ngoài lặp liền nhau và chữ đầu hay chữ cuối của \
         một từ ghép gõ hai lần (kiểm kiểm duyệt) cũng vậy. Có khi một trong hai chữ là chữ khác gõ nhầm (các các \
         nhân). Từ láy và từ lặp có nghĩa (xanh xanh, ngày ngày, rất rất), chữ cuối của từ này trùng chữ đầu của từ \
         sau (có thể thể hiện) được để yên.",
        "Function words are never said twice, nor are foreign words, nor is one half of a compound (kiểm kiểm duyệt). \
         One of the two may be a slip for another word (các các nhân). Reduplication (xanh xanh, ngày ngày, rất rất) \
         and compounds that meet (có thể thể hiện) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Ý kiến của của người dân.", "Ý kiến của người dân."),
        Example::new("Tất cả các các xã đều họp.", "Tất cả các xã đều họp."),
        Example::new("Chạy trên thread thread nền.", "Chạy trên thread nền."),
        Example::new("Hội đồng kiểm kiểm duyệt nội dung.", "Hội đồng kiểm duyệt nội dung."),
        Example::new("Tỉnh phát triển du du lịch biển.", "Tỉnh phát triển du lịch biển."),
        Example::new("Công an xử lý các các nhân liên quan.", "Công an xử lý các cá nhân liên quan."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Trời xanh xanh, ngày ngày người người qua lại, rất rất đông."),
        Cow::Borrowed("Nhạc có thể thể hiện nỗi buồn; đại học học phí thấp; từ từ đã."),
        Cow::Borrowed("Giá trị của của cải; chỉ số số 5; con chuồn chuồn, con ba ba."),
        Cow::Borrowed(
            "Ngành hàng không không tăng giá; đi hay không không quan trọng; phim có hay hay không; nối đầu vào vào đầu ra.",
        ),
        Cow::Borrowed("Về nhà ngay hôm sau sau khi thi; thắng nhờ dẫn trước trước khi nghỉ; thấy hay hay nên mua."),
        Cow::Borrowed("Tài nguyên sẵn có có thể cạn."),
        Cow::Borrowed("Cánh cò bay là là trên đồng; đôi khi khi mưa to, đường ngập."),
        Cow::Borrowed("Đồng hành hành quân xuất hành hành trình; nghe tin vợ tôi tôi mừng."),
        Cow::Borrowed("Sinh viên học học phần mới; ai ai cũng vui, nhà nhà no ấm; nước trong trong suốt; ha ha."),
        Cow::Borrowed("Điệu cha cha cha, ban nhạc Duran Duran, New York New York. Ông Cho cho biết."),
        Cow::Borrowed("Dở dang nào có hay gì,\nĐã tu tu trót quá thì thì thôi!"),
        Cow::Borrowed("Anh đi đi về về, ra ra vào vào. Này này, anh kia! Nước trong trong, mây trắng trắng."),
    ]),
};

impl Rule for DoubledWord {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, second) in text.tokens().doubled_words() {
            let Some((at, first, one)) = text.previous_word(at) else { continue };
            let Some(two) = second.word() else { continue };
            if two.case == Case::Capital
                || one.script != Script::Latin
                || is_part_of_more(text, at)
                || !is_slip(text, at, (one, two))
                || is_figure(text, at)
                || text.is_verse(at)
            {
                continue;
            }
            let written = text.of(second);
            let single = text.of(first).to_owned();
            let better = text.doubled_correction(at).map(|(is_second, meant)| {
                let case = if is_second { two.case } else { one.case };
                let meant = text.as_written(&meant.spelling(), &[case]);
                if is_second { format!("{single} {meant}") } else { format!("{meant} {written}") }
            });
            found.mark(
                first.span.cover(second.span),
                typed_twice(written),
                better.into_iter().chain([single]).collect(),
            );
        }
    }
}

/// Whether the word at `at` and its repetition are a slip and not intended.
fn is_slip(text: &Context<'_>, at: usize, (one, two): (Word, Word)) -> bool {
    let list = text.tokens().list();
    let [first, second] = [&list[at], &list[at + 1]].map(|token| text.of(token));
    if one.chained || two.chained {
        return false;
    }
    // A foreign word counts in lower case and with three letters or more; shorter ones are sounds (*ha ha*).
    if one.syllable.is_none() {
        return one.case == Case::Lower
            && second.chars().count() > 3
            && first == second
            && !behind_genus(text, at)
            && text.previous_word(at).is_some()
            && text.next_word(at + 1).is_some();
    }
    let starts = text.tokens().sentence_of(at).start == at;
    // *Ông Cho cho biết*: a word with a capital inside a sentence is a name.
    if one.case == Case::Capital && !starts || one.case != two.case && one.case != Case::Capital {
        return false;
    }
    let mut folded = String::new();
    fold_word(two, second, &mut folded);
    if NEVER_TWICE.contains(&folded.as_str()) {
        return !ends_word(text, at, &folded) && !begins_word(text, at, &folded) && !ends_phrase(text, at);
    }
    // *Chỉ số số 5*: the second *số* belongs to the number.
    let numbered = text.tokens().next_visible(at + 1).is_some_and(|(_, next)| {
        !matches!(next.kind(), TokenKind::Word(_) | TokenKind::Mark(_)) && next.gap() != Gap::None
    });
    one.case != Case::Upper
        && !numbered
        && !SAID_TWICE.contains(&folded.as_str())
        && !is_played_with(text, at)
        && text.is_doubled_by_mistake(at)
}

/// Whether the word at `at` and its double are one of several pairs in a row: *ra ra vào vào*.
fn is_figure(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let paired = |one: usize, two: usize| match (list.get(one), list.get(two)) {
        (Some(one), Some(two)) => {
            one.word().is_some_and(|word| two.word().is_some_and(|other| word.syllable == other.syllable))
        }
        _ => false,
    };
    paired(at + 2, at + 3) || at >= 2 && paired(at - 2, at - 1)
}

/// Whether punctuation follows the doubled word at `at`: in *trong trong,* nothing follows that the second word could begin.
fn ends_phrase(text: &Context<'_>, at: usize) -> bool {
    text.tokens().after(at + 1).and_then(Token::mark).is_some_and(Mark::is_pause)
}

/// Whether the second of the pair at `at`, both `word`, begins a compound of [`MEETINGS`]: *của của cải*.
fn begins_word(text: &Context<'_>, at: usize, word: &str) -> bool {
    let Some((next, ..)) = text.next_word(at + 1) else { return false };
    let behind = text.of(&text.tokens().list()[next]).to_lowercase();
    MEETINGS.iter().any(|(one, others)| *one == word && others.contains(&behind.as_str()))
}

/// Whether a foreign word at `at` follows a capitalised one, as in a scientific name: *Corucia zebrata zebrata* is a subspecies.
fn behind_genus(text: &Context<'_>, at: usize) -> bool {
    text.previous_word(at).is_some_and(|(_, _, word)| word.case == Case::Capital && word.syllable.is_none())
}

/// Whether the first of the pair at `at`, both `word`, ends a compound of [`ENDINGS`]: *triệt để để*.
fn ends_word(text: &Context<'_>, at: usize, word: &str) -> bool {
    let Some((_, before, _)) = text.previous_word(at) else { return false };
    let before = text.of(before).to_lowercase();
    ENDINGS.iter().any(|(one, others)| *one == word && others.contains(&before.as_str()))
}

/// Whether the word of the pair at `at` occurs within [`NEAR`] tokens once more, as in a list of words that share a syllable.
fn is_played_with(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let word = list[at].syllable();
    let near = (at.saturating_sub(NEAR)..at).chain(at + 2..list.len().min(at + 2 + NEAR));
    word.is_some() && near.into_iter().any(|other| list[other].syllable() == word)
}

/// How many tokens on either side of a pair are searched for its word.
const NEAR: usize = 3;

/// Whether the word at `at` stands there three times or more: an exclamation, a song or a list, no slip.
fn is_part_of_more(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let same = |other: Option<usize>| {
        other
            .and_then(|other| list.get(other))
            .is_some_and(|token| text.of(token).eq_ignore_ascii_case(text.of(&list[at])))
    };
    same(at.checked_sub(1)) || same(at.checked_add(2))
}
