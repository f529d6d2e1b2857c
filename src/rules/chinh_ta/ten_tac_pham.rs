//! `chinh-ta/ten-tac-pham`: the title of a well-known work with a slip in it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::rules::viet_hoa::row;
use crate::rules::watch::Watch;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{self, Case};
use crate::token::{Gap, Mark, Token};

/// Rule `chinh-ta/ten-tac-pham`. Example: *truyện Mắc biếc*.
pub struct MisspeltTitle;

/// Words for works right before a title (*truyện*, *phim*); of those with two syllables, the last one.
pub(in crate::rules) const WORKS: &[&str] = &[
    "truyện", "phim", "sách", "cuốn", "quyển", "thuyết", "phẩm", "thơ", "hát", "vở", "kịch", "khúc", "ký", "ngắn",
    "ngâm", "cáo",
];

/// Well-known Vietnamese works, spelled as on their covers and posters: titles of two syllables or more that are no slip away
/// from another likely title. Compiled from general knowledge; other works are not checked.
const TITLES: &[&str] = &[
    // Literature before 1945
    "Truyện Kiều",
    "Lục Vân Tiên",
    "Chinh phụ ngâm",
    "Cung oán ngâm khúc",
    "Bình Ngô đại cáo",
    "Hịch tướng sĩ",
    "Nam quốc sơn hà",
    "Truyền kỳ mạn lục",
    "Quốc âm thi tập",
    "Đoạn trường tân thanh",
    "Hoàng Lê nhất thống chí",
    "Tố Tâm",
    "Tắt đèn",
    "Số đỏ",
    "Giông tố",
    "Chí Phèo",
    "Lão Hạc",
    "Đời thừa",
    "Sống mòn",
    "Bước đường cùng",
    "Bỉ vỏ",
    "Hai đứa trẻ",
    "Gió đầu mùa",
    "Nửa chừng xuân",
    "Đoạn tuyệt",
    "Hồn bướm mơ tiên",
    "Vang bóng một thời",
    "Chữ người tử tù",
    "Dế mèn phiêu lưu ký",
    "Những ngày thơ ấu",
    "Việc làng",
    "Tiếng thu",
    "Đây thôn Vĩ Dạ",
    // and after
    "Vợ nhặt",
    "Vợ chồng A Phủ",
    "Rừng xà nu",
    "Chiếc lược ngà",
    "Những ngôi sao xa xôi",
    "Lặng lẽ Sa Pa",
    "Bến quê",
    "Chiếc thuyền ngoài xa",
    "Mảnh trăng cuối rừng",
    "Dấu chân người lính",
    "Đất rừng phương Nam",
    "Hòn Đất",
    "Quê nội",
    "Người lái đò Sông Đà",
    "Ai đã đặt tên cho dòng sông",
    "Nỗi buồn chiến tranh",
    "Thời xa vắng",
    "Mảnh đất lắm người nhiều ma",
    "Tướng về hưu",
    "Bến không chồng",
    "Cánh đồng bất tận",
    "Đất nước đứng lên",
    "Nhật ký trong tù",
    "Tuyên ngôn Độc lập",
    "Đường kách mệnh",
    "Việt Bắc",
    "Tây Tiến",
    "Tràng giang",
    "Vội vàng",
    // Nguyễn Nhật Ánh
    "Mắt biếc",
    "Kính vạn hoa",
    "Cho tôi xin một vé đi tuổi thơ",
    "Tôi thấy hoa vàng trên cỏ xanh",
    "Cô gái đến từ hôm qua",
    "Cây chuối non đi giày xanh",
    "Tôi là Bêtô",
    "Ngồi khóc trên cây",
    "Chuyện xứ Lang Biang",
    "Đảo mộng mơ",
    "Thằng quỷ nhỏ",
    "Hạ đỏ",
    "Trại hoa vàng",
    "Có hai con mèo ngồi bên cửa sổ",
    "Con chó nhỏ mang giỏ hoa hồng",
    // Films, plays, songs
    "Bao giờ cho đến tháng Mười",
    "Cánh đồng hoang",
    "Vợ chồng Hai Lúa",
    "Mùi đu đủ xanh",
    "Biệt động Sài Gòn",
    "Ván bài lật ngửa",
    "Chung một dòng sông",
    "Thương nhớ đồng quê",
    "Mùa len trâu",
    "Đời cát",
    "Bi, đừng sợ",
    "Hồn Trương Ba, da hàng thịt",
    "Tôi và chúng ta",
    "Lưu Bình Dương Lễ",
    "Quan Âm Thị Kính",
    "Tấm Cám",
    "Thạch Sanh",
    "Tiến quân ca",
    "Quốc tế ca",
    "Diễm xưa",
    "Hạ trắng",
    "Cát bụi",
    "Nối vòng tay lớn",
    "Như có Bác Hồ trong ngày đại thắng",
    "Thiên thai",
    "Suối mơ",
    "Trương Chi",
    "Làng tôi",
    "Hướng về Hà Nội",
    "Người Hà Nội",
    "Đoàn vệ quốc quân",
];

/// The greatest weighted edit distance of a misspelt syllable: a tone, a diacritic or a letter.
const SLIP: f32 = 2.6;

static META: Meta = Meta {
    name: Cow::Borrowed("chinh-ta/ten-tac-pham"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Tên tác phẩm quen thuộc viết sai một tiếng", "A slip in the title of a well-known work"),
    why: Bilingual::fixed(
        "Sau từ chỉ tác phẩm (truyện, phim, bài hát, tập thơ…) là một tên chỉ khác một tác phẩm quen thuộc ở một tiếng, và khác \
         rất ít. Danh sách có hơn một trăm tác phẩm Việt Nam; tên ngoài danh sách được để yên.",
        "Behind a word for a work (truyện, phim, bài hát, tập thơ…) stands what differs from a well-known title in one syllable, \
         and little in that. Some hundred works of Vietnam are on the list; other titles are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Lớp đọc tiểu thuyết Tắc đèn.", "Lớp đọc tiểu thuyết Tắt đèn."),
        Example::new("Em thích truyện “Dế mèn phiêu lựu ký”.", "Em thích truyện “Dế mèn phiêu lưu ký”."),
        Example::new("Bài hát Nối vòng tay lớng vang lên.", "Bài hát Nối vòng tay lớn vang lên."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Lớp đọc tiểu thuyết Tắt đèn và truyện “Dế mèn phiêu lưu ký”."),
        Cow::Borrowed("Xe bị tắc đèn. Cuốn sách Mặt biển rất hay."),
    ]),
};

impl Rule for MisspeltTitle {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for before in text.watched(Watch::Works) {
            let next = list.get(before + 1).and_then(Token::mark);
            let quoted = matches!(next, Some(Mark::OpenQuote | Mark::StraightQuote));
            let at = if quoted { before + 2 } else { before + 1 };
            let begins =
                list.get(at).is_some_and(|token| token.case() == Case::Capital && token.gap() != Gap::ParagraphBreak);
            if !begins {
                continue;
            }
            // In *nhà thơ Trương Chí* the word is part of *nhà thơ* (poet).
            if text.previous_word(before).is_some_and(|(at, ..)| row::folded(text, at) == "nhà") {
                continue;
            }
            let titles = titles_like(text, at);
            let right = titles.iter().any(|title| stands(text, at, title));
            let mut slips = titles.iter().filter_map(|title| slip_in(text, at, title)).take(2);
            let (Some((token, right_word)), None, false) = (slips.next(), slips.next(), right) else { continue };
            let written = text.of(&list[token]);
            let right_word = list[token].case().apply(&right_word);
            let message = Bilingual::new(
                format!("“{written}” trong tên tác phẩm có lẽ là “{right_word}”"),
                format!("“{written}” in this title is perhaps “{right_word}”"),
            );
            found.mark(list[token].span, message, vec![right_word]);
        }
    }
}

/// The numbers of the titles, by their first word and by their second one, each as [`plain`] has it.
static BY_WORD: LazyLock<[HashMap<String, Vec<usize>>; 2]> = LazyLock::new(|| {
    let mut titles = [HashMap::new(), HashMap::new()];
    for (number, title) in TITLES.iter().enumerate() {
        for (word, titles) in words(title).zip(&mut titles) {
            titles.entry(plain(word)).or_insert_with(Vec::new).push(number);
        }
    }
    titles
});

/// The titles that could stand at a token with one slip at most: with that, the first word or the second one is right.
fn titles_like(text: &Context<'_>, at: usize) -> Vec<&'static str> {
    let like =
        |(token, titles): (usize, &'static HashMap<_, Vec<usize>>)| titles.get(&plain(&row::folded(text, token)));
    let numbers: BTreeSet<usize> = words_at(text, at).zip(BY_WORD.iter()).filter_map(like).flatten().copied().collect();
    numbers.into_iter().map(|number| TITLES[number]).collect()
}

/// The words of a title.
fn words(title: &str) -> impl Iterator<Item = &str> {
    title.split([' ', ',']).filter(|word| !word.is_empty())
}

/// The tokens from `at` to the end of the paragraph, without commas: those that could be the words of a title.
fn words_at<'t>(text: &'t Context<'_>, at: usize) -> impl Iterator<Item = usize> + 't {
    let list = text.tokens().list();
    let inside = move |token: &usize| *token == at || list[*token].gap() != Gap::ParagraphBreak;
    (at..list.len()).take_while(inside).filter(|token| list[*token].mark() != Some(Mark::Comma))
}

/// The tokens from `at` on, each with the word of the title that belongs there.
fn tokens_of<'t>(text: &'t Context<'_>, at: usize, title: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    words_at(text, at).zip(words(title))
}

/// Whether a title begins at a token, in any case.
fn stands(text: &Context<'_>, at: usize, title: &str) -> bool {
    tokens_of(text, at, title).filter(|(token, word)| is(text, *token, word)).count() == words(title).count()
}

/// Whether a token is this word in either of its two accepted spellings: *kí*, *ký*.
fn is(text: &Context<'_>, token: usize, word: &str) -> bool {
    plain(&row::folded(text, token)) == plain(word)
}

/// A word in small letters, with i for y.
fn plain(word: &str) -> String {
    let vowel = |c| YS.chars().zip(IS.chars()).find(|(y, _)| *y == c).map_or(c, |(_, i)| i);
    word.to_lowercase().chars().map(vowel).collect()
}

const YS: &str = "yýỳỷỹỵ";
const IS: &str = "iíìỉĩị";

/// The only token that differs from a title beginning at `at`, and the right word in lower case; `None` if several differ, or
/// this one by more than [`SLIP`].
fn slip_in(text: &Context<'_>, at: usize, title: &str) -> Option<(usize, String)> {
    let mut other = None;
    let mut count = 0;
    for (token, word) in tokens_of(text, at, title) {
        count += 1;
        if !is(text, token, word) && other.replace((token, word.to_lowercase())).is_some() {
            return None;
        }
    }
    let (token, word) = other.filter(|_| count == words(title).count())?;
    let written = syllable::Word::read(text.of(text.tokens().list().get(token)?))?;
    let meant = syllable::Word::read(&word)?;
    syllable::distance::cost(&written, &meant, SLIP).map(|_| (token, word))
}
