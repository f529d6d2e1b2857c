//! `dau-cau/phay-chuyen-y`: no comma after a connective that opens a sentence.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// `Tuy nhiên xe vẫn chạy`
pub struct NoCommaAfterConnective;

/// Connectives that speak of the whole sentence. Those that as often run on into it (*sau đó, vì thế, đồng thời*) are not here.
const CONNECTIVES: &[&str] = &[
    "Tuy nhiên",
    "Ngoài ra",
    "Bên cạnh đó",
    "Trong khi đó",
    "Thay vào đó",
    "Mặt khác",
    "Hơn nữa",
    "Tuy vậy",
    "Mặc dù vậy",
    "Dù vậy",
    "Bởi vậy",
    "Do vậy",
    "Do đó",
    "Thật vậy",
    "Nói cách khác",
    "Trong thực tế",
    "Trên thực tế",
    "Hơn thế nữa",
    "Vả lại",
];

/// Words into which a connective may run on without a pause.
const RUNS_ON: &[&str] = &[
    "là", "còn", "thì", "mà", "với", "cũng", "lại", "có", "đã", "đang", "sẽ", "nên", "mới", "vẫn", "không", "chưa",
    "và", "của", "ra", "cho", "đó", "này", "thôi", "cần", "phải", "được", "chỉ", "như", "ở",
];

/// A sentence of fewer tokens than this is said in one breath.
const SHORT: usize = 7;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/phay-chuyen-y"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Thiếu dấu phẩy sau từ chuyển ý đầu câu",
        "No comma after a connective that opens a sentence",
    ),
    why: Bilingual::fixed(
        "“Tuy nhiên”, “ngoài ra”, “mặt khác” đứng đầu câu nói về cả câu, nên tách khỏi câu bằng dấu phẩy. Chỗ đọc liền \
         với chữ sau (ngoài ra còn, bên cạnh đó là), câu rất ngắn được để yên.",
        "A connective that opens a sentence speaks of the whole of it, and a comma sets it off. Where it runs on into \
         the next word (ngoài ra còn, bên cạnh đó là), and in very short sentences, it is left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Đường hẹp. Tuy nhiên xe tải nhỏ vẫn chạy được.",
            "Đường hẹp. Tuy nhiên, xe tải nhỏ vẫn chạy được.",
        ),
        Example::new("Mặt khác nguồn vốn năm nay chưa về kịp.", "Mặt khác, nguồn vốn năm nay chưa về kịp."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Đường hẹp. Tuy nhiên, xe tải nhỏ vẫn chạy được."),
        Cow::Borrowed("Ngoài ra còn ba việc nữa chưa làm xong."),
        Cow::Borrowed("Bên cạnh đó là một hồ nước nhỏ trong xanh."),
        Cow::Borrowed("Tuy nhiên trời mưa."),
    ]),
};

impl Rule for NoCommaAfterConnective {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for sentence in text.tokens().sentences() {
            let first = &list[sentence.start];
            // One look at the first letter is enough for most sentences.
            let bytes = text.text().as_bytes();
            let initial = bytes[first.span.start() as usize];
            let capital = first.word().is_some_and(|word| word.case == Case::Capital);
            if sentence.len() < SHORT || !b"TNBMHDV".contains(&initial) || !capital {
                continue;
            }
            let rest = &text.text()[first.span.start() as usize..];
            let Some(connective) = CONNECTIVES.iter().find(|connective| rest.starts_with(**connective)) else {
                continue;
            };
            let last = sentence.start + connective.matches(' ').count();
            let Some((_, next, word)) = text.next_word(last) else { continue };
            let ends_here = list[last].span.end() as usize == first.span.start() as usize + connective.len();
            let prose = word.syllable.is_some() && word.case == Case::Lower && next.span.len() > 1;
            if !ends_here || !prose || RUNS_ON.contains(&text.of(next)) {
                continue;
            }
            let message = Bilingual::new(
                format!("Sau “{connective}” ở đầu câu nên có dấu phẩy"),
                format!("A comma belongs after “{connective}” at the start of a sentence"),
            );
            // The word behind is marked, too, so that a reader sees the place between the two.
            let span = first.span.cover(next.span);
            found.mark(span, message, vec![format!("{connective}, {}", text.of(next))]);
        }
    }
}
