//! `dau-cau/cach-ngoac`: spaces inside brackets and quotes, and none outside.

use std::borrow::Cow;

use super::{is_among_prose, is_emoticon, is_named, is_prose};
use crate::rules::{Applicability, Bilingual, Context, Example, Finding, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::text::{Prose, Span};
use crate::token::{Mark, Token, TokenKind};

/// Rule `dau-cau/cach-ngoac`. Example: `( trong ngoặc )`.
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
         tên hàm f(x), ngoặc thêm vào sau một chữ (người(s)), dấu « » cách cả hai bên như lối Pháp được để yên.",
        "Brackets and quotes cling to what is inside and keep a space from what is outside. Empty brackets, formulas, \
         function names and guillemets that are spaced on both sides in the French way are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("quy hoạch ( tạm thời ) đã xong", "quy hoạch (tạm thời) đã xong"),
        Example::new("cập nhật(xét mỗi phần)để dùng", "cập nhật (xét mỗi phần) để dùng"),
        Example::new("gọi là “ nhặt sạn ” cho vui", "gọi là “nhặt sạn” cho vui"),
        Example::new("mục « Trang bên phải» đã chọn", "mục «Trang bên phải» đã chọn"),
        Example::new("quá trình đăng ký(subscription) đã xong", "quá trình đăng ký (subscription) đã xong"),
        Example::new(
            "kiểm định của Pearson(Pearson's test) rất quen",
            "kiểm định của Pearson (Pearson's test) rất quen",
        ),
        Example::new("cả tổ ( khoảng 20 ) và hội ( 5 người ) đều đến", "cả tổ (khoảng 20) và hội (5 người) đều đến"),
        Example::new("nếu rỗng ( giá trị trả về là -1 ) thì thôi", "nếu rỗng (giá trị trả về là -1) thì thôi"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("quy hoạch (tạm thời), hàm f(x) và mảng a[i], ô [ ] trống, { mã }"),
        Cow::Borrowed("gọi là «\u{A0}nhặt sạn\u{A0}», tập ( 1, 2 ) và [ -f tệp ]"),
        Cow::Borrowed("gọi là “nhặt sạn”, các giáo viên(s), print(x)"),
        Cow::Borrowed("chọn mục « Trang bên phải », gõ ( ... ) rồi \\frac( \\text{ tổng số } )"),
        Cow::Borrowed("cú pháp [ và ] tạo mảng, muối sắt(III) clorua màu nâu"),
        Cow::Borrowed("lấy tổng bằng np.sum(xy) cho đúng"),
        Cow::Borrowed("đừng dịch phần mã, [ xem hình ](hinh.png)"),
        Cow::Borrowed("ép kiểu bằng (hằng số *) rồi gán cho (số nguyên &)"),
    ]),
};

impl Rule for BracketSpacing {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        // The token indices of opening marks that are still open in this paragraph.
        let mut open: Vec<usize> = Vec::new();
        let mut end = 0;
        for (at, token) in tokens.paired_marks() {
            if at >= end {
                open.clear();
                end = tokens.paragraph_end(at);
            }
            let TokenKind::Mark(mark) = token.kind() else { continue };
            // Braces belong to code and templates, not to prose; *:(* is an emoticon.
            if matches!(text.of(token), "{" | "}") || is_emoticon(tokens, at) {
                continue;
            }
            match mark {
                Mark::OpenBracket | Mark::OpenQuote => {
                    open.push(at);
                    self.before(text, found, at);
                }
                Mark::CloseBracket | Mark::CloseQuote => {
                    let near = open.len().saturating_sub(DEEPEST);
                    let pair = |open: &usize| pairs(text.of(&tokens.list()[*open]), text.of(token));
                    if let Some(nth) = open[near..].iter().rposition(pair).map(|nth| near + nth) {
                        self.inside(text, found, open[nth], at);
                        open.truncate(nth);
                    }
                    self.after(text, found, at);
                }
                _ => {}
            }
        }
    }
}

/// How many of the open marks, the innermost first, are searched for the one that a closing mark belongs to.
const DEEPEST: usize = 16;

impl BracketSpacing {
    /// Reports spaces inside a pair, with one fix for both sides.
    fn inside(&self, text: &Context<'_>, found: &mut Findings<'_>, open: usize, close: usize) {
        let tokens = text.tokens();
        let list = tokens.list();
        let spaced = |at: usize| {
            // A tab is layout, and a no-break space is intended.
            let gap = &text.text()[tokens.gap_span(at).range()];
            list[at].gap().is_space() && !gap.contains(|c: char| c == '\t' || !c.is_ascii())
        };
        let (opens, closes) = (spaced(open + 1), spaced(close));
        if !opens && !closes || close <= open + 1 {
            return;
        }
        // French puts spaces inside « guillemets », so they may stay if there is one on both sides.
        if opens && closes && text.of(&list[open]) == "«" {
            return;
        }
        // *[ words ](address)* is a link; a mark that the text names is no half of a pair: *(giữa dấu )*.
        let link = text.of(&list[close]) == "]" && tokens.after(close).is_some_and(|token| text.of(token) == "(");
        let wordless = !list[open + 1..close].iter().any(Token::is_word);
        // *Cú pháp [ và ] tạo mảng*: the text names the two signs.
        let signs = matches!(text.of(&list[open + 1]), "và" | "hoặc" | "hay") && opens && closes;
        if link || wordless || signs || is_named(text, close) {
            return;
        }
        let (first, last) = (&list[open + 1], &list[close - 1]);
        let long = |token: &Token| token.is_word() && text.of(token).chars().count() > 2;
        let prose = |token: &Token| is_prose(text, token) || long(token);
        let ends = prose(first) || prose(last) || last.mark().is_some_and(Mark::is_final);
        // Square brackets that begin with a sign may be a condition in a shell script; braces and backslashes are code or a formula.
        let script = text.of(&list[open]) == "[" && !prose(first) && !first.kind().is_figure()
            || [first, last].iter().any(|token| matches!(text.of(token), "{" | "}" | "\\"));
        let mut marked = list[open + 1..close]
            .iter()
            .take(REACH)
            .filter(|token| token.word().is_some_and(|word| word.marked) && is_prose(text, token));
        // A pointer in C: `(void *)`, `(số nguyên &)`.
        let pointer = matches!(text.of(last), "*" | "&");
        if script || pointer || !ends && marked.nth(MARKED - 1).is_none() {
            return;
        }
        for (at, gap, wrong) in [(open, open + 1, opens), (close, close, closes)] {
            if wrong {
                let written = text.of(&list[at]);
                let message = Bilingual::new(
                    format!("Thừa khoảng trắng bên trong dấu “{written}”"),
                    format!("A space inside “{written}”"),
                );
                found.mark(list[at].span.cover(tokens.gap_span(gap)), message, vec![written.to_owned()]);
            }
        }
    }

    /// Reports a missing space before an opening bracket.
    fn before(&self, text: &Context<'_>, found: &mut Findings<'_>, at: usize) {
        let list = text.tokens().list();
        let (Some(outer), Some(inner)) = (text.tokens().before(at), text.tokens().after(at)) else { return };
        if matches!(text.of(&list[at]), "‘" | "[") {
            return;
        }
        if !is_prose(text, outer) {
            // *Pearson(Pearson's test)*: behind a foreign name there have to be several words in the brackets; one may be the
            // argument of a function.
            let name = |token: &Token| {
                token.word().is_some_and(|word| word.case == Case::Capital) && text.of(token).chars().count() > 3
            };
            let apostrophe = |token: &Token| matches!(text.of(token), "'" | "’");
            let several = || text.next_word(at + 1).is_some() || text.tokens().after(at + 1).is_some_and(apostrophe);
            let spaced = text.tokens().before(at - 1).is_none() && is_among_prose(text, at);
            if text.of(&list[at]) == "(" && name(outer) && name(inner) && spaced && several() {
                self.mark(text, found, outer.span.cover(list[at].span), outer, &list[at]).unsafe_if(true);
            }
            return;
        }
        // The brackets have to hold prose, too, or a foreign word behind a Vietnamese one; no plural or argument: *người(s)*,
        // *hàm(x)*.
        let marked = outer.word().is_some_and(|word| word.marked);
        let letters = if inner.word().is_some() { text.of(inner).chars().count() } else { 0 };
        let prose_inside =
            is_prose(text, inner) && letters > 1 || marked && (inner.kind() == TokenKind::Number || letters > 2);
        // *np.sum(xy)*: a method call.
        let member = text.tokens().before(at - 1).is_some_and(|sign| matches!(text.of(sign), "." | "_" | "\\"));
        // *Sắt(III) clorua*: an oxidation state in chemistry.
        let valence = text.of(inner).bytes().all(|byte| b"IVX".contains(&byte))
            && text.tokens().after(at + 1).and_then(Token::mark) == Some(Mark::CloseBracket);
        if prose_inside && !member && !valence && outer.word().is_some_and(|word| word.case != Case::Upper) {
            self.mark(text, found, outer.span.cover(list[at].span), outer, &list[at]);
        }
    }

    /// Reports a missing space after a closing bracket.
    fn after(&self, text: &Context<'_>, found: &mut Findings<'_>, at: usize) {
        let list = text.tokens().list();
        let (Some(inner), Some(outer)) = (text.tokens().before(at), text.tokens().after(at)) else { return };
        let enumerates = text.tokens().sentence_of(at).start + 1 >= at;
        // A shortcut key in brackets within its label: *(y)es*, *=(u)không rõ/(r)gỡ bỏ*.
        let key =
            inner.span.len() == 1 && text.tokens().before(at - 1).and_then(Token::mark) == Some(Mark::OpenBracket);
        if matches!(text.of(&list[at]), "’" | "]") || enumerates || key || !is_prose(text, outer) {
            return;
        }
        if is_prose(text, inner) || outer.word().is_some_and(|word| word.marked) {
            self.mark(text, found, list[at].span.cover(outer.span), &list[at], outer);
        }
    }

    fn mark<'f>(
        &self,
        text: &Context<'_>,
        found: &'f mut Findings<'_>,
        span: Span<Prose>,
        one: &Token,
        two: &Token,
    ) -> &'f mut Finding {
        let message = Bilingual::new(
            format!("Thiếu khoảng trắng giữa “{}” và “{}”", text.of(one), text.of(two)),
            format!("No space between “{}” and “{}”", text.of(one), text.of(two)),
        );
        found.mark(span, message, vec![format!("{} {}", text.of(one), text.of(two))])
    }
}

/// How many tokens inside a pair are examined to see whether it holds prose, and the fewest words with diacritics that show it.
const REACH: usize = 60;
const MARKED: usize = 2;

fn pairs(open: &str, close: &str) -> bool {
    matches!((open, close), ("(", ")") | ("[", "]") | ("“" | "„" | "”", "”" | "“") | ("«", "»") | ("‘", "’"))
}
