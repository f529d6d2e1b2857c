//! `dau-cau/cach-truoc`: a space before punctuation.

use std::borrow::Cow;

use super::{is_among_prose, is_named};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Gap, Mark, Token, TokenKind};

/// Rule `dau-cau/cach-truoc`. Example: `xin chào , bạn`.
pub struct SpaceBeforeMark;

/// How many tokens behind a colon an equals sign shows that the colon means division.
const SUM: usize = 3;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/cach-truoc"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Thừa khoảng trắng trước dấu câu", "A space before a mark"),
    why: Bilingual::fixed(
        "Dấu phẩy, chấm, chấm phẩy, hai chấm, hỏi, than viết liền vào chữ đứng trước, nếu không dấu có thể rớt xuống \
         đầu dòng sau. Tỉ số (2 : 1), hai chấm căn thẳng cột trong biểu mẫu, dấu chấm lửng, mặt cười, tên bắt đầu bằng dấu chấm (.NET), \
         dấu được gọi tên (gõ dấu ? hai lần), \
         dòng không có chữ tiếng Việt và bài đã tách từ cho máy (bệnh_nhân tỉnh , không sốt) được để yên.",
        "A mark clings to the word before it, or it may fall to the start of the next line. Ratios (2 : 1), colons \
         that are aligned in a form, the ellipsis, emoticons, names that begin with a dot (.NET), marks that are named, lines without a \
         Vietnamese word and texts cut into words for machines (bệnh_nhân) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Cam , quýt và bưởi .", "Cam, quýt và bưởi."),
        Example::new("Anh đi đâu ? Tôi đi học !", "Anh đi đâu? Tôi đi học!"),
        Example::new("Tên ,địa chỉ", "Tên, địa chỉ"),
        Example::new("Giấy đã đóng dấu , ký tên", "Giấy đã đóng dấu, ký tên"),
        Example::new("B2 :Node nhận yêu cầu và xử lý.", "B2: Node nhận yêu cầu và xử lý."),
        Example::new("Bước hai :Sau khi nấu, để nguội.", "Bước hai: Sau khi nấu, để nguội."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tỉ lệ 1 : 500, cam, quýt, … vui quá :) và khung .NET nữa."),
        Cow::Borrowed(
            "Họ và tên   : Lan\nQuê quán\t: Huế\nKèo chấp 0 : 1/2, 1 : 3/4 và vui :D, thế thôi\nSELECT a , b",
        ),
        Cow::Borrowed("Thắng 2 : 1. Lệnh ls . rồi chạy ./a"),
        Cow::Borrowed("Muốn hỏi thì gõ dấu ? hai lần, mỗi câu kết thúc bằng ký tự ; là được."),
        Cow::Borrowed("Trạm y tế : 12 - Giường bệnh : 40 - Bác sĩ : 7. Giá mới là : y + 9"),
        Cow::Borrowed("học_sinh lớp ba , bốn và năm .\nngôi_nhà , sân_vườn và ao_cá , không có con_đường nào ."),
    ]),
};

impl Rule for SpaceBeforeMark {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        let list = tokens.list();
        let mut segmented: Option<bool> = None;
        let mut rows: Option<bool> = None;
        for (at, token) in tokens.unusual_pauses().filter(|(_, token)| token.gap().is_space()) {
            if *segmented.get_or_insert_with(|| is_segmented(text.text())) {
                return;
            }
            let (Some((_, before)), TokenKind::Mark(mark)) = (tokens.previous_visible(at), token.kind()) else {
                continue;
            };
            if mark == Mark::Ellipsis {
                continue;
            }
            if is_named(text, at) {
                continue;
            }
            let after = tokens.after(at).map(Token::kind);
            let clings_to_text = matches!(
                before.kind(),
                TokenKind::Word(_)
                    | TokenKind::Number
                    | TokenKind::Date
                    | TokenKind::Time
                    | TokenKind::Mark(Mark::CloseBracket | Mark::CloseQuote | Mark::StraightQuote)
            );
            // A short label at the start of a line with its colon: *B2 :Sau khi nấu*.
            let label =
                mark == Mark::Colon && before.kind() == TokenKind::Code && tokens.previous_visible(at - 1).is_none();
            let begins_something = match after {
                Some(TokenKind::Word(word)) if label && word.case == Case::Capital => false,
                // The mark touches a word with Vietnamese diacritics, which is no name of a tool: *bưởi :ổi*.
                Some(TokenKind::Word(word)) if word.marked => false,
                // The mark touches a Vietnamese word that begins a sentence: *Bước hai :Sau khi nấu*.
                Some(TokenKind::Word(word)) if word.case == Case::Capital && mark != Mark::Stop => {
                    !word.syllable.is_some_and(|syllable| text.lexicon().is_in_use(syllable))
                }
                // A name or code that begins with the mark: *.NET*, *./a*, *:smile:*.
                Some(TokenKind::Word(_) | TokenKind::Code | TokenKind::Number) => {
                    matches!(mark, Mark::Stop | Mark::Colon | Mark::Exclamation)
                }
                // Emoticons (*:) :-( :D*) and spaced dots.
                Some(TokenKind::Mark(next)) => {
                    !matches!(next, Mark::CloseQuote | Mark::StraightQuote) || mark == Mark::Stop
                }
                Some(TokenKind::Symbol | TokenKind::Opaque | TokenKind::Url | TokenKind::Tag) => true,
                _ => false,
            };
            // Ratios and divisions: *2 : 1*, *7 phút : 3 = …*
            let next = list.get(at + 1).filter(|next| next.gap() != Gap::None);
            let number_after = next.is_some_and(|next| next.kind().is_figure());
            let sum = || list[at + 1..].iter().take(SUM).any(|token| matches!(text.of(token), "=" | "+" | "×" | "*"));
            let ratio = mark == Mark::Colon && (number_after && before.kind().is_figure() || sum());
            // Labels and figures in a list or on one line: *Trạm y tế : 12 - Giường bệnh : 40*.
            let row = mark == Mark::Colon && number_after && *rows.get_or_insert_with(|| has_rows(text));
            // A form, in which spaces or tabs align the colons of its lines.
            let gap = &text.text()[tokens.gap_span(at).range()];
            let behind = list.get(at + 1).is_some_and(|next| next.gap() == Gap::Wide);
            let aligned = mark == Mark::Colon && (behind || gap.contains('\t') || gap.chars().nth(1).is_some());
            let foreign_stop = mark == Mark::Stop
                && before.word().is_some_and(|word| word.syllable.is_none())
                && next.is_some_and(|next| next.gap().is_space());
            if !clings_to_text && !label
                || begins_something
                || ratio
                || row
                || aligned
                || foreign_stop
                || !is_among_prose(text, at)
            {
                continue;
            }
            let written = text.of(token);
            let message = Bilingual::new(
                format!("Thừa khoảng trắng trước dấu “{written}”"),
                format!("A space before “{written}”"),
            );
            let span = tokens.gap_span(at).cover(token.span);
            // `tên ,địa chỉ`: the space is on the wrong side; the fix moves it.
            match tokens.after(at).filter(|after| after.is_word()) {
                Some(after) => {
                    found.mark(span.cover(after.span), message, vec![format!("{written} {}", text.of(after))])
                }
                None => found.mark(span, message, vec![written.to_owned()]),
            };
        }
    }
}

/// The fewest colons with a space before and a figure behind that make them a form and no slips.
const ROWS: usize = 3;

/// Whether a text has at least [`ROWS`] colons with a space before and a figure behind.
fn has_rows(text: &Context<'_>) -> bool {
    let list = text.tokens().list();
    let spaced = text.tokens().unusual_pauses().filter(|(at, token)| {
        let figure = list.get(at + 1).is_some_and(|next| next.gap().is_space() && next.kind().is_figure());
        token.mark() == Some(Mark::Colon) && token.gap().is_space() && figure
    });
    spaced.count() >= ROWS
}

/// The fewest words joined by underscores in a segmented text, and the most bytes for each of them.
const JOINED: usize = 5;
const FEW: usize = 250;

/// Whether a text was segmented into words by a program (`bệnh_nhân tỉnh , không sốt`), which puts a space before each mark.
fn is_segmented(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_lowercase() || !byte.is_ascii());
    let joined = memchr::memchr_iter(b'_', bytes).filter(|at| *at > 0 && letter(at - 1) && letter(at + 1)).count();
    joined >= JOINED && joined * FEW > bytes.len()
}
