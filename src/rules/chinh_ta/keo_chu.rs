//! `chinh-ta/keo-chu`: a letter held down.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, Syllable};
use crate::token::{Mark, Script, Token};

/// Rule `chinh-ta/keo-chu`. Example: *rấttttt*.
pub struct HeldLetter;

/// How many times in a row a letter has to stand; no Vietnamese word has it so often.
const RUN: usize = 3;

/// Sounds of people and things, which writers lengthen on purpose.
const SOUNDS: &[&str] = &[
    "a", "à", "á", "ạ", "ơ", "ờ", "ớ", "ô", "ồ", "ố", "ôi", "ơi", "ới", "ối", "ái", "u", "ù", "ú", "ư", "ừ", "ứ", "ừm",
    "ha", "hả", "há", "he", "hê", "hi", "hì", "hí", "ho", "hò", "hó", "hô", "hú", "hu", "hừ", "hừm", "ầm", "rầm",
    "đùng", "bùm", "vù", "vèo", "vo", "o", "ò", "oa", "òa", "oe", "e", "ê", "éc", "be", "bê", "meo", "gâu", "tu",
    "tút", "te", "reng", "keng", "coong", "xì", "suỵt", "rì", "rào", "ào", "ì", "í", "la", "y", "um", "ma", "ba", "ke",
    "oi", "xiu", "rít",
];

/// Verbs of shouting, and how many tokens away they are looked for.
const SHOUTS: &[&str] = &["hò", "hét", "gào", "kêu", "reo", "rú", "thét", "hú", "rên", "la"];
const SHOUT: usize = 5;

static META: Meta = Meta {
    name: Cow::Borrowed("chinh-ta/keo-chu"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Một chữ cái kéo dài: rấttttt, nàoooo", "A letter held down: rấttttt, nàoooo"),
    why: Bilingual::fixed(
        "Không tiếng Việt nào có một chữ cái ba lần liền: phím bị giữ lâu, hoặc chữ được kéo dài cho vui. Tiếng kêu, tiếng \
         gọi (ôiiii, ầmmm), lời hò hét và lời trong ngoặc kép chỉ được báo khi có --strict; chữ số La Mã, địa chỉ mạng, chữ viết tắt và từ nước ngoài được \
         để yên.",
        "No Vietnamese word has one letter three times in a row: the key stuck, or the word is drawn out in play. Cries, sounds \
         (ôiiii, ầmmm), shouts and words in quotes are reported with --strict only; Roman numerals, web addresses, acronyms and foreign \
         words are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Phòng học rấttttt rộng.", "Phòng học rất rộng."),
        Example::new("Mời cả lớp cùng tham gia nàoooo!", "Mời cả lớp cùng tham gia nào!"),
        Example::new("Đoạn đường nàyyy còn hẹp.", "Đoạn đường này còn hẹp."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Cuốn xoong rơi đánh “ầmmm”, bà kêu ôiiii một tiếng."),
        Cow::Borrowed("Cả lớp hò: Thắng rồiiii!"),
        Cow::Borrowed("Chương III và mục viii nằm ở trang www.thuvien.vn."),
        Cow::Borrowed("Điền số vào ô xxx, giải AAA, nhóm SSS."),
    ]),
};

impl Rule for HeldLetter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token, word) in text.tokens().odd_words() {
            if word.chained || word.script != Script::Latin || !matches!(word.case, Case::Lower | Case::Capital) {
                continue;
            }
            let written = text.of(token);
            if !has_run(written) {
                continue;
            }
            let mut meant = String::with_capacity(written.len());
            let mut last = None;
            for c in written.chars() {
                if last != Some(c) {
                    meant.push(c);
                }
                last = Some(c);
            }
            let lower = meant.to_lowercase();
            let is_word = Syllable::parse(&lower).is_some_and(|syllable| text.lexicon().is_in_use(syllable));
            // A single letter repeated stands for something left blank (*xxx*); other words may be Roman numerals (*viii, iiia*).
            let digits = lower.strip_suffix(['a', 'b']).unwrap_or(&lower);
            let numeral = digits.bytes().all(|letter| b"ivxlcdm".contains(&letter));
            // A scream in quotes, spelt as it sounds: *“Maaa”*.
            let quoted = || {
                let before = text.tokens().before(at).and_then(Token::mark);
                matches!(before, Some(Mark::OpenQuote | Mark::StraightQuote))
            };
            // Direct speech: a verb of shouting is near (*Thắng rồiiii, họ hò*), or two lengthened words stand side by side
            // (*Lààà BAAA*).
            let list = text.tokens().list();
            let around = list[at.saturating_sub(SHOUT)..(at + SHOUT).min(list.len())].iter();
            let heard = around.clone().any(|token| SHOUTS.contains(&text.of(token)));
            let others =
                around.filter(|token| token.is_word() && token.span != list[at].span && has_run(text.of(token)));
            let heard = heard || others.count() > 0;
            if !is_word
                || numeral
                || meant.chars().count() < 2
                || (SOUNDS.contains(&lower.as_str()) || quoted() || heard) && !text.is_strict()
            {
                continue;
            }
            let message = Bilingual::new(
                format!("“{written}” có chữ cái bị kéo dài, nên viết “{meant}”"),
                format!("A letter of “{written}” is held down: write “{meant}”"),
            );
            found.mark(token.span, message, vec![meant]);
        }
    }
}

/// Whether one letter stands [`RUN`] times in a row.
fn has_run(word: &str) -> bool {
    let (mut last, mut run) = ('\0', 0);
    for c in word.chars() {
        run = if c == last { run + 1 } else { 1 };
        last = c;
        if run == RUN {
            return true;
        }
    }
    false
}
