//! `dau-cau/nhay-thang`: spaces inside straight quotes, and none outside.

use std::borrow::Cow;

use super::is_prose;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Gap, Mark, TokenKind};

/// Rule `dau-cau/nhay-thang`. Example: `gọi là " nhặt sạn " cho vui`.
pub struct StraightQuoteSpacing;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/nhay-thang"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Khoảng trắng sai ở dấu ngoặc kép thẳng", "Spaces at straight quotes"),
    why: Bilingual::fixed(
        "Ngoặc kép ôm sát phần bên trong và cách chữ bên ngoài một khoảng trắng. Đoạn có số ngoặc kép lẻ, có ký hiệu \
         inch, mã và công thức được để yên, vì không biết nửa nào mở, nửa nào đóng.",
        "Quotes cling to what is inside and keep a space from the words outside. Paragraphs with an odd number of \
         quotes, inch marks, code and formulas are left alone: it cannot be said there which half opens.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Việc ấy gọi là \" nhặt sạn \" cho vui.", "Việc ấy gọi là \"nhặt sạn\" cho vui."),
        Example::new("Anh bảo\"về đi\"rồi cười.", "Anh bảo \"về đi\" rồi cười."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Việc ấy gọi là \"nhặt sạn\", cho vui."),
        Cow::Borrowed("Màn hình 27\" và 32\" đều hết. In ra \" \" rồi dừng."),
        Cow::Borrowed("Chuỗi \"a\"+\"b\" cho \"ab\"."),
        Cow::Borrowed("Nhớ thay \" và \" bằng dấu ngoặc nhọn."),
        Cow::Borrowed("Gõ t = InputBox(\"Nhập tuổi\") rồi Print \"Tuổi là \"; t"),
    ]),
};

impl Rule for StraightQuoteSpacing {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let tokens = text.tokens();
        let mut halves: Vec<usize> = Vec::new();
        let mut end = 0;
        for half in
            tokens.paired_marks().filter(|(_, token)| token.mark() == Some(Mark::StraightQuote)).map(Some).chain([None])
        {
            if half.is_none_or(|(at, _)| at >= end) {
                self.paragraph(text, found, &halves);
                halves.clear();
            }
            let Some((at, _)) = half else { break };
            if at >= end {
                end = tokens.paragraph_end(at);
            }
            halves.push(at);
        }
    }
}

impl StraightQuoteSpacing {
    /// Checks the quotes of one paragraph, pair by pair.
    fn paragraph(&self, text: &Context<'_>, found: &mut Findings<'_>, halves: &[usize]) {
        let tokens = text.tokens();
        let list = tokens.list();
        let after_number = |at: usize| tokens.before(at).is_some_and(|before| before.kind() == TokenKind::Number);
        if !halves.len().is_multiple_of(2) || halves.iter().any(|at| after_number(*at)) {
            return;
        }
        // The argument of a function is code, where spaces are intended: *InputBox("Tuổi: ")*.
        let call = |pair: &[usize]| {
            let open = pair[0];
            tokens.before(open).is_some_and(|token| text.of(token) == "(")
                && tokens.before(open - 1).is_some_and(|name| match name.kind() {
                    TokenKind::Word(word) => word.syllable.is_none(),
                    kind => kind == TokenKind::Code,
                })
        };
        // *Thay " và " bằng dấu khác*: the text names the signs.
        let named = |pair: &[usize]| {
            list.get(pair[0] + 1)
                .is_some_and(|first| first.gap().is_space() && matches!(text.of(first), "và" | "hoặc" | "hay"))
        };
        if halves.chunks_exact(2).any(|pair| call(pair) || named(pair)) {
            return;
        }
        // A quote that touches a word on the wrong side shows that the quotes were paired wrongly.
        let doubtful = |pair: &[usize]| {
            let leans_back =
                tokens.before(pair[0]).is_some() && list.get(pair[0] + 1).is_some_and(|t| t.gap() != Gap::None);
            let leans_on = list[pair[1]].gap() != Gap::None
                && list.get(pair[1] + 1).is_some_and(|t| t.gap() == Gap::None && t.is_word());
            leans_back || leans_on
        };
        if halves.chunks_exact(2).any(doubtful) {
            return;
        }
        for pair in halves.chunks_exact(2) {
            let (open, close) = (pair[0], pair[1]);
            if close < open + 2 {
                continue;
            }
            let word = |at: usize| is_prose(text, &list[at]);
            let ends = word(close - 1) || list[close - 1].mark().is_some_and(Mark::is_final);
            let inside = word(open + 1) && ends;
            if inside && list[open + 1].gap().is_space() {
                self.mark(text, found, open, open + 1, true, "\"");
            }
            if inside && list[close].gap().is_space() {
                self.mark(text, found, close, close, true, "\"");
            }
            if inside && list[open].gap() == Gap::None && open > 0 && word(open - 1) {
                self.mark(text, found, open, open, false, " \"");
            }
            let outer = close + 1;
            if inside && outer < list.len() && list[outer].gap() == Gap::None && word(outer) {
                self.mark(text, found, close, close, false, "\" ");
            }
        }
    }

    /// Reports the quote `at`, together with the space before token `gap` if that is the mistake.
    fn mark(&self, text: &Context<'_>, found: &mut Findings<'_>, at: usize, gap: usize, extra: bool, right: &str) {
        let quote = text.tokens().list()[at].span;
        let (span, message) = if extra {
            let message = Bilingual::fixed("Thừa khoảng trắng bên trong dấu ngoặc kép", "A space inside the quotes");
            (quote.cover(text.tokens().gap_span(gap)), message)
        } else {
            (quote, Bilingual::fixed("Thiếu khoảng trắng bên ngoài dấu ngoặc kép", "No space outside the quotes"))
        };
        found.mark(span, message, vec![right.to_owned()]);
    }
}
