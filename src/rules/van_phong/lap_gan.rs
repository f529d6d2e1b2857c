//! `van-phong/lap-gan`: two sentences running that begin with the same words.

use std::borrow::Cow;

use crate::rules::{
    Applicability, Bilingual, Context, Example, Findings, Meta, OptionKind, Rule, RuleOption, Severity,
};
use crate::token::Token;

/// Rule `van-phong/lap-gan`. Example: three sentences running that begin with *Anh ấy*.
pub struct CloseRepetition;

/// How many words at the start of two sentences have to be the same.
const ALIKE: usize = 2;

/// The option for how many sentences in a row have to begin alike.
static RUNNING: RuleOption = RuleOption {
    name: "running",
    kind: OptionKind::Count { default: 3, least: 2, most: 20 },
    doc: Bilingual::fixed("chừng này câu liền nhau thì báo", "so many sentences running are marked"),
};

static META: Meta = Meta {
    name: Cow::Borrowed("van-phong/lap-gan"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Ba câu liền nhau mở đầu giống nhau",
        "Three sentences running that begin with the same words",
    ),
    why: Bilingual::fixed(
        "Ba câu liền nhau cùng mở đầu bằng hai chữ như nhau làm đoạn văn đều đều; nên đổi cách mở câu hoặc nối câu. Lặp \
         có chủ ý trong thơ, diễn văn thì cứ giữ.",
        "Three sentences running that open with the same two words make a paragraph monotonous; vary or join them. \
         Repetition with a purpose, in verse and speeches, may stay.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Nhà trường mở lớp. Nhà trường mua sách. Nhà trường mời thầy.",
            "Nhà trường mở lớp. Nhà trường mua sách. Nhà trường mời thầy.",
        ),
        Example::new(
            "Chị Lan dậy sớm. Chị Lan nấu cơm. Chị Lan ra chợ. Trời sáng.",
            "Chị Lan dậy sớm. Chị Lan nấu cơm. Chị Lan ra chợ. Trời sáng.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Nhà trường mở lớp. Nhà trường mua sách. Thầy cô đều vui."),
        Cow::Borrowed("Nhà trường mở lớp.\nNhà trường mua sách.\nNhà trường mời thầy."),
    ]),
};

impl Rule for CloseRepetition {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn options(&self) -> Vec<&'static RuleOption> {
        vec![&RUNNING]
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let running = found.count(&RUNNING);
        let list = text.tokens().list();
        let words = |token: &Token| token.syllable();
        let alike = |one: &[Token], two: &[Token]| {
            one.len() >= ALIKE
                && two.len() >= ALIKE
                && (0..ALIKE).all(|at| words(&one[at]).is_some() && words(&one[at]) == words(&two[at]))
        };
        let mut before: Option<std::ops::Range<usize>> = None;
        let mut run = 1;
        for sentence in text.tokens().sentences() {
            let same = before.as_ref().is_some_and(|before| {
                alike(&list[before.clone()], &list[sentence.clone()])
                    && list[sentence.start].gap() != crate::token::Gap::ParagraphBreak
            });
            run = if same { run + 1 } else { 1 };
            if run == running {
                let span = list[sentence.start].span.cover(list[sentence.start + ALIKE - 1].span);
                let written = &text.text()[span.range()];
                let message = Bilingual::new(
                    format!("{running} câu liền nhau mở đầu bằng “{written}”, nên đổi cách viết"),
                    format!("{running} sentences running begin with “{written}”"),
                );
                found.mark(span, message, Vec::new());
            }
            before = Some(sentence);
        }
    }
}
