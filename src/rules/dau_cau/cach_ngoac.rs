//! `dau-cau/cach-ngoac`: spaces inside brackets and quotes, and none outside.

use std::borrow::Cow;

use super::{is_emoticon, is_prose};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::{Prose, Span};
use crate::token::{Kind, Mark, Token};

/// `( trong ngoặc )`
pub struct BracketSpacing;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/cach-ngoac"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed(
        "Khoảng trắng sai bên trong hoặc bên ngoài dấu ngoặc",
        "Spaces inside brackets, or none outside",
    ),
    why: Bilingual::fixed(
        "Dấu ngoặc và ngoặc kép ôm sát phần bên trong, và cách phần bên ngoài một khoảng trắng. Ngoặc rỗng, công thức, \
         tên hàm f(x), ngoặc thêm vào sau một chữ (người(s)) được để yên.",
        "Brackets and quotes cling to what is inside and keep a space from what is outside. Empty brackets, formulas \
         and function names are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("quy hoạch ( tạm thời ) đã xong", "quy hoạch (tạm thời) đã xong"),
        Example::new("cập nhật(xét mỗi phần)để dùng", "cập nhật (xét mỗi phần) để dùng"),
        Example::new("gọi là “ nhặt sạn ” cho vui", "gọi là “nhặt sạn” cho vui"),
        Example::new("quá trình đăng ký(subscription) đã xong", "quá trình đăng ký (subscription) đã xong"),
        Example::new("nếu rỗng ( giá trị trả về là -1 ) thì thôi", "nếu rỗng (giá trị trả về là -1) thì thôi"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("quy hoạch (tạm thời), hàm f(x) và mảng a[i], ô [ ] trống, { mã }"),
        Cow::Borrowed("gọi là “nhặt sạn”, các giáo viên(s), print(x)"),
    ]),
};

impl Rule for BracketSpacing {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        for (at, token) in tokens.halves() {
            let Kind::Mark(mark) = token.kind() else { continue };
            // Braces are of code and templates, prose has none; :( is a face.
            if matches!(text.of(token), "{" | "}") || is_emoticon(tokens, at) {
                continue;
            }
            match mark {
                Mark::OpenBracket | Mark::OpenQuote => {
                    self.inside(text, found, (at, token), tokens.next_visible(at), at + 1);
                    self.before(text, found, at);
                }
                Mark::CloseBracket | Mark::CloseQuote => {
                    self.inside(text, found, (at, token), tokens.previous_visible(at), at);
                    self.after(text, found, at);
                }
                _ => {}
            }
        }
    }
}

impl BracketSpacing {
    /// A space between a bracket (with its index) and what is inside of it; `at` is the token behind that space.
    fn inside(
        &self,
        text: &Context<'_>,
        found: &mut Findings<'_>,
        (index, bracket): (usize, &Token),
        inner: Option<(usize, &Token)>,
        at: usize,
    ) {
        let Some((_, inner)) = inner else { return };
        let gap = text.tokens().gap_span(at);
        // A foreign word of three letters or more is prose, too; a variable of a formula is not.
        let long_word = |inner: &Token| inner.word().is_some() && text.of(inner).chars().count() > 2;
        let ends_prose = is_prose(text, inner) || inner.mark().is_some_and(Mark::is_final);
        let spaced = text.tokens().list()[at].gap().is_space() && !text.text()[gap.range()].contains('\t');
        if !spaced || !(ends_prose || long_word(inner) || holds_prose(text, index)) {
            return;
        }
        let written = text.of(bracket);
        let message = Bilingual::new(
            format!("Thừa khoảng trắng bên trong dấu “{written}”"),
            format!("A space inside “{written}”"),
        );
        found.mark(bracket.span.cover(gap), message, vec![written.to_owned()]);
    }

    /// No space before an opening bracket.
    fn before(&self, text: &Context<'_>, found: &mut Findings<'_>, at: usize) {
        let list = text.tokens().list();
        let (Some(outer), Some(inner)) = (text.tokens().before(at), text.tokens().after(at)) else { return };
        if matches!(text.of(&list[at]), "‘" | "[") || !is_prose(text, outer) {
            return;
        }
        // What is in the brackets has to be prose, too, or a foreign word behind a Vietnamese one: người(s), hàm(x).
        let marked = outer.word().is_some_and(|word| word.marked);
        let letters = if inner.word().is_some() { text.of(inner).chars().count() } else { 0 };
        let prose_inside =
            is_prose(text, inner) && letters > 1 || marked && (inner.kind() == Kind::Number || letters > 2);
        if prose_inside && outer.word().is_some_and(|word| word.case != Case::Upper) {
            self.mark(text, found, outer.span.cover(list[at].span), outer, &list[at]);
        }
    }

    /// No space after a closing bracket.
    fn after(&self, text: &Context<'_>, found: &mut Findings<'_>, at: usize) {
        let list = text.tokens().list();
        let (Some(inner), Some(outer)) = (text.tokens().before(at), text.tokens().after(at)) else { return };
        let enumerates = text.tokens().sentence_of(at).start + 1 >= at;
        if matches!(text.of(&list[at]), "’" | "]") || enumerates || !is_prose(text, outer) {
            return;
        }
        if is_prose(text, inner) || outer.word().is_some_and(|word| word.marked) {
            self.mark(text, found, list[at].span.cover(outer.span), &list[at], outer);
        }
    }

    fn mark(&self, text: &Context<'_>, found: &mut Findings<'_>, span: Span<Prose>, one: &Token, two: &Token) {
        let message = Bilingual::new(
            format!("Thiếu khoảng trắng giữa “{}” và “{}”", text.of(one), text.of(two)),
            format!("No space between “{}” and “{}”", text.of(one), text.of(two)),
        );
        found.mark(span, message, vec![format!("{} {}", text.of(one), text.of(two))]);
    }
}

/// How far from a bracket its partner is looked for, in tokens.
const REACH: usize = 60;

/// Whether between the bracket at `at` and its partner there is prose, whatever stands next to it: ( gốc của cây là -1 ).
fn holds_prose(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let opens = list[at].mark() == Some(Mark::OpenBracket);
    if !opens && list[at].mark() != Some(Mark::CloseBracket) {
        return false;
    }
    let inner: &mut dyn Iterator<Item = &Token> =
        if opens { &mut list[at + 1..].iter() } else { &mut list[..at].iter().rev() };
    let mut words = 0;
    for token in inner.take(REACH) {
        match token.kind() {
            Kind::Mark(Mark::OpenBracket | Mark::CloseBracket) => {
                return words > 2 && (token.mark() == Some(Mark::CloseBracket)) == opens;
            }
            Kind::Word(word) if word.marked && is_prose(text, token) => words += 1,
            _ => {}
        }
    }
    false
}
