//! `ngu-phap/phay-chu-vi`: a comma between a subject and its predicate.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Mark, Token, TokenKind};

/// Rule `ngu-phap/phay-chu-vi`. Example: `Hội nghị, đã nghe ba báo cáo`.
pub struct CommaBehindSubject;

/// Nouns that are the subject of any sentence that they begin. Words for times and places, and verbs, are left out: a comma may
/// follow those.
const SUBJECTS: &[&str] = &[
    "hội nghị",
    "hội thảo",
    "đại hội",
    "cuộc họp",
    "cuộc thi",
    "buổi họp",
    "buổi làm việc",
    "buổi lễ",
    "phiên họp",
    "kỳ họp",
    "toạ đàm",
    "tọa đàm",
    "chương trình",
    "dự án",
    "đề án",
    "kế hoạch",
    "báo cáo",
    "phong trào",
    "nghị quyết",
    "nghị định",
    "thông tư",
    "quyết định",
    "chỉ thị",
    "uỷ ban nhân dân",
    "ủy ban nhân dân",
    "ubnd",
    "hđnd",
    "hội đồng nhân dân",
    "hội đồng",
    "ban chấp hành",
    "ban tổ chức",
    "ban giám đốc",
    "ban giám hiệu",
    "ban chỉ đạo",
    "chính phủ",
    "quốc hội",
    "đảng bộ",
    "đảng uỷ",
    "đảng ủy",
    "chi bộ",
    "văn phòng",
    "công an",
    "công ty",
    "doanh nghiệp",
    "tập đoàn",
    "ngân hàng",
    "nhà trường",
    "bệnh viện",
    "đoàn công tác",
    "đoàn kiểm tra",
    "đoàn giám sát",
    "đoàn thanh tra",
    "toà án",
    "tòa án",
    "viện kiểm sát",
    "cơ quan chức năng",
    "lực lượng chức năng",
    "đại biểu",
    "cử tri",
    "người dân",
    "nhân dân",
    "bà con",
    "học sinh",
    "sinh viên",
    "giáo viên",
    "thầy cô",
    "cán bộ",
    "công nhân",
    "nông dân",
    "bệnh nhân",
    "đơn vị",
    "chúng tôi",
    "chúng ta",
    "họ",
    "ông ấy",
    "bà ấy",
    "anh ấy",
    "chị ấy",
    "cô ấy",
    "phụ huynh",
    "khách hàng",
    "người lao động",
    "ban quản lý",
    "tổ chức đảng",
    "công đoàn",
    "mặt trận tổ quốc",
];

/// Plural and quantity words that may stand before a subject.
const BEFORE: &[&str] = &["các", "những", "toàn thể", "một số", "nhiều", "đa số", "hầu hết"];

/// Modifiers that may follow the subject before the comma, beside names: whose it is and which one.
const MODIFIERS: &[&str] = &[
    "tỉnh",
    "huyện",
    "xã",
    "phường",
    "quận",
    "thành",
    "phố",
    "thị",
    "trấn",
    "này",
    "trên",
    "đó",
    "lần",
    "thứ",
    "toàn",
    "quốc",
    "nhân",
    "dân",
    "cấp",
    "cơ",
    "sở",
    "trung",
    "ương",
    "địa",
    "phương",
    "của",
    "công",
    "tác",
    "năm",
    "chúng",
    "tôi",
];

/// The first words of a predicate.
const PREDICATE: &[&str] = &["đã", "sẽ", "đang", "vẫn", "cũng", "phải", "đều", "luôn"];

/// How many tokens behind the subject are searched for the comma.
const REACH: usize = 6;

/// The most tokens of a subject, quantity words included.
const LONGEST: usize = 8;

static META: Meta = Meta {
    name: Cow::Borrowed("ngu-phap/phay-chu-vi"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Dấu phẩy cắt chủ ngữ khỏi vị ngữ: Hội nghị, đã…",
        "A comma between subject and predicate",
    ),
    why: Bilingual::fixed(
        "Chủ ngữ và vị ngữ đi liền nhau, không có dấu phẩy ở giữa. Phần chen giữa hai dấu phẩy, trạng ngữ đứng đầu câu \
         (tại hội nghị, đã…) và câu có chủ ngữ dài được để yên.",
        "No comma parts a subject from its predicate. Asides between two commas, adverbials that open a sentence and \
         long subjects are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Hội nghị, đã nghe ba báo cáo.", "Hội nghị đã nghe ba báo cáo."),
        Example::new("Sáng nay. Đoàn công tác, sẽ đi kiểm tra.", "Sáng nay. Đoàn công tác sẽ đi kiểm tra."),
        Example::new("   Các đại biểu, cũng góp ý thẳng thắn.", "   Các đại biểu cũng góp ý thẳng thắn."),
        Example::new("UBND tỉnh Lào Cai, đã ban hành kế hoạch.", "UBND tỉnh Lào Cai đã ban hành kế hoạch."),
        Example::new(
            "Hội nghị, đã nghe thảo luận, góp ý, cũng như đề xuất.",
            "Hội nghị đã nghe thảo luận, góp ý, cũng như đề xuất.",
        ),
        Example::new("Chương trình này, đang được mở rộng.", "Chương trình này đang được mở rộng."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Hội nghị đã nghe ba báo cáo. Tại hội nghị, đã có ba ý kiến."),
        Cow::Borrowed("Khi dự hội nghị, đã thấy vui. Báo cáo xong, đã thấy nhẹ người."),
        Cow::Borrowed("Dự án, đã được duyệt từ năm ngoái, sẽ khởi công vào tháng sau."),
        Cow::Borrowed("Công an, bộ đội đã có mặt. Học sinh lớp một, lớp hai đều đi."),
    ]),
};

impl Rule for CommaBehindSubject {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for sentence in text.tokens().sentences() {
            // The comma and the predicate are looked for first: few sentences have them, and comparing the subject costs more.
            let mut opening = list[sentence.clone()].iter().take(LONGEST + REACH);
            let Some(comma) = opening.position(|token| token.mark() == Some(Mark::Comma)) else { continue };
            let verb = sentence.start + comma + 1;
            if verb >= sentence.end || !PREDICATE.contains(&text.of(&list[verb])) {
                continue;
            }
            let Some(subject) = subject(text, &list[sentence.clone()]).filter(|subject| *subject <= comma) else {
                continue;
            };
            let behind = sentence.start + subject;
            let (rest, comma) = (&list[behind..sentence.end], comma - subject);
            let which = |token: &Token| match token.kind() {
                TokenKind::Word(word) => word.case != Case::Lower || MODIFIERS.contains(&text.of(token)),
                kind => kind.is_figure(),
            };
            let predicate = comma < REACH
                && sentence.contains(&(verb + 1))
                && list[verb + 1].word().is_some_and(|word| word.case == Case::Lower);
            if !predicate || !rest[..comma].iter().all(which) || is_aside(text, &list[verb..sentence.end]) {
                continue;
            }
            let last = &list[behind + comma - 1];
            let span = list[sentence.start].span.cover(last.span);
            let right = format!("{} {}", &text.text()[span.range()], text.of(&list[verb]));
            let message = Bilingual::new(
                format!("Thừa dấu phẩy sau chủ ngữ, nên viết “{right}”: chủ ngữ và vị ngữ đi liền nhau"),
                format!("The comma behind the subject is too many, write “{right}”: subject and predicate go together"),
            );
            found.mark(span.cover(list[verb].span), message, vec![right]);
        }
    }
}

/// The number of tokens at the start of a sentence that are one of [`SUBJECTS`] with what may stand before it; `None` if it
/// begins otherwise.
fn subject(text: &Context<'_>, sentence: &[Token]) -> Option<usize> {
    let first = sentence.first().filter(|token| token.word().is_some_and(|word| word.case != Case::Lower))?;
    let start = first.span.start() as usize;
    // The longest subject with its quantity word is shorter than this.
    let opening: String = text.text()[start..].chars().take(40).flat_map(char::to_lowercase).collect();
    let plural = BEFORE.iter().find(|word| opening.strip_prefix(**word).is_some_and(|rest| rest.starts_with(' ')));
    let noun = plural.map_or(&*opening, |word| &opening[word.len() + 1..]);
    let ends = |rest: &str| rest.starts_with([' ', ',']);
    let subject =
        SUBJECTS.iter().filter(|name| noun.strip_prefix(**name).is_some_and(ends)).max_by_key(|name| name.len())?;
    let words = |phrase: &str| phrase.split(' ').count();
    Some(plural.map_or(0, |word| words(word)) + words(subject)).filter(|count| *count < sentence.len())
}

/// Whether the first comma opens a parenthesis that a second comma closes, with a predicate behind it; *cũng như* is no predicate.
fn is_aside(text: &Context<'_>, rest: &[Token]) -> bool {
    rest.windows(3).any(|three| {
        let [comma, next, third] = three else { return false };
        let verb = PREDICATE.contains(&text.of(next)) || matches!(text.of(next), "là" | "được" | "bị");
        comma.mark() == Some(Mark::Comma) && verb && text.of(third) != "như"
    })
}
