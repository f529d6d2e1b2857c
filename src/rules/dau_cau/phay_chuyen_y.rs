//! `dau-cau/phay-chuyen-y`: no comma after a connective that opens a sentence.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, SyllableSet};
use crate::token::Mark;

/// Rule `dau-cau/phay-chuyen-y`. Example: `Tuy nhiên xe vẫn chạy`.
pub struct NoCommaAfterConnective;

/// Connectives that refer to the whole sentence: in print a comma follows them nine times in ten, unless one of [`RUNS_ON`] does.
/// Those without a comma as often as with one (*sau đó, vì thế, bây giờ, đồng thời*) are left out.
const CONNECTIVES: &[&str] = &[
    "Ngoài ra",
    "Bên cạnh đó",
    "Trong khi đó",
    "Thay vào đó",
    "Bởi vậy",
    "Do vậy",
    "Do đó",
    "Theo đó",
    "Thêm vào đó",
    "Cùng với đó",
    "Ngược lại",
    "Trái lại",
    "Không những thế",
    "Trong thực tế",
    "Trên thực tế",
    "Hơn thế nữa",
    "Vả lại",
];

/// Those of [`CONNECTIVES`] that only join: a comma is missing whatever follows them, except one of [`JOINED`].
const FIRM: &[&str] = &[
    "Tuy nhiên",
    "Mặt khác",
    "Hơn nữa",
    "Tuy vậy",
    "Tuy thế",
    "Mặc dù vậy",
    "Dù vậy",
    "Dẫu vậy",
    "Thật vậy",
    "Nói cách khác",
    "Nói tóm lại",
];

/// Openings that are followed by a comma in print about half of the time; with `--strict`, one is wanted before a new subject or
/// a request.
const SOFT: &[&str] = &[
    "Bây giờ",
    "Trước tiên",
    "Trước hết",
    "Đầu tiên",
    "Tiếp theo",
    "Cuối cùng",
    "Sau đó",
    "Giả sử",
    "Nếu không",
    "Vì vậy",
    "Vì thế",
    "Hiện nay",
    "Như vậy",
    "Khi đó",
    "Thông thường",
    "Tóm lại",
    "Nhìn chung",
];

/// The first syllables of all connectives.
static BEGINS: LazyLock<SyllableSet> =
    LazyLock::new(|| SyllableSet::first_of([CONNECTIVES, FIRM, SOFT].into_iter().flatten().copied()));

/// Words that begin a clause of its own behind [`SOFT`].
const CLAUSE: &[&str] =
    &["ta", "chúng", "tôi", "bạn", "mình", "họ", "nó", "anh", "chị", "em", "ông", "bà", "hãy", "mỗi"];

/// Words that may follow a connective without a comma.
const RUNS_ON: &[&str] = &[
    "còn", "cũng", "lại", "có", "đã", "đang", "sẽ", "nên", "mới", "vẫn", "không", "chưa", "và", "ra", "cho", "cần",
    "phải", "được", "chỉ", "như", "ở", "từ", "vào", "giữa", "tại",
];

/// Words behind one of [`FIRM`] with which it is no connective any more.
const JOINED: &[&str] = &["là", "thì", "mà", "với", "nhưng", "của", "đó", "này", "thôi", "nữa", "vậy"];

/// If there is a comma within this many tokens behind the connective, it belongs to a list, and another comma before it would
/// chop the sentence.
const SOON: usize = 4;

/// A sentence with fewer tokens than this needs no comma.
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
         với chữ sau (ngoài ra còn, bên cạnh đó là), câu rất ngắn, chỗ sắp có dấu phẩy khác được để yên.",
        "A connective that opens a sentence speaks of the whole of it, and a comma sets it off. Where it runs on into \
         the next word (ngoài ra còn, bên cạnh đó là), in very short sentences, and where another comma is near, it is \
         left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Đường hẹp. Tuy nhiên xe tải nhỏ vẫn chạy được.",
            "Đường hẹp. Tuy nhiên, xe tải nhỏ vẫn chạy được.",
        ),
        Example::new(
            "Tuy nhiên không phải ai cũng làm được như vậy.",
            "Tuy nhiên, không phải ai cũng làm được như vậy.",
        ),
        Example::new("Thêm vào đó giá phân bón năm nay lại tăng.", "Thêm vào đó, giá phân bón năm nay lại tăng."),
        Example::new("Mặt khác nguồn vốn năm nay chưa về kịp.", "Mặt khác, nguồn vốn năm nay chưa về kịp."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Đường hẹp. Tuy nhiên, xe tải nhỏ vẫn chạy được."),
        Cow::Borrowed("Ngoài ra còn ba việc nữa chưa làm xong."),
        Cow::Borrowed("Bên cạnh đó là một hồ nước nhỏ trong xanh."),
        Cow::Borrowed("Tuy nhiên trời mưa. Ngược lại với dự báo thì trời nắng to cả ngày."),
        Cow::Borrowed("Do đó hồ sơ, chứng từ và sổ sách đều phải giữ lại."),
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
            // Quick way out: the first syllable rules out most sentences.
            if sentence.len() < SHORT || !first.is_one_of(&BEGINS) || first.case() != Case::Capital {
                continue;
            }
            let rest = &text.text()[first.span.start() as usize..];
            let opening = |list: &[&'static str]| list.iter().copied().find(|one| rest.starts_with(*one));
            let firm = opening(FIRM);
            let soft = || opening(SOFT).filter(|_| text.is_strict());
            let Some(connective) = firm.or_else(|| opening(CONNECTIVES)).or_else(soft) else { continue };
            let last = sentence.start + connective.matches(' ').count();
            let Some((_, next, word)) = text.next_word(last) else { continue };
            let ends_here = list[last].span.end() as usize == first.span.start() as usize + connective.len();
            let prose = word.syllable.is_some() && word.case == Case::Lower && next.span.len() > 1;
            let runs_on = JOINED.contains(&text.of(next)) || firm.is_none() && RUNS_ON.contains(&text.of(next));
            let runs_on = runs_on || SOFT.contains(&connective) && !CLAUSE.contains(&text.of(next));
            let mut soon = list[last + 1..sentence.end].iter().take(SOON);
            if !ends_here || !prose || runs_on || soon.any(|token| token.mark() == Some(Mark::Comma)) {
                continue;
            }
            let message = Bilingual::new(
                format!("Sau “{connective}” ở đầu câu nên có dấu phẩy"),
                format!("A comma belongs after “{connective}” at the start of a sentence"),
            );
            // The span includes the next word, so that a reader sees the place between the two.
            let span = first.span.cover(next.span);
            found.mark(span, message, vec![format!("{connective}, {}", text.of(next))]);
        }
    }
}
