//! `viet-hoa/giua-cau`: a function word with a capital in the middle of a sentence.

use std::borrow::Cow;

use crate::rules::context::fold_word;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Mark, Token};

/// Rule `viet-hoa/giua-cau`. Example: *…, Các đại biểu*.
pub struct CapitalInside;

/// Function words that are never a name by themselves.
const NO_NAME: &[&str] = &[
    "của", "và", "các", "những", "với", "bị", "đã", "đang", "sẽ", "nhưng", "nếu", "hoặc", "rằng", "cũng", "vẫn",
    "được", "bởi", "khi", "mỗi", "này", "đó", "trên", "dưới", "trong", "ngoài", "cho", "để", "phải", "theo", "như",
    "tuy", "vì", "ngay", "còn", "đây", "qua", "sau", "trước", "chúng", "tôi", "có", "nên",
];

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/giua-cau"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Viết hoa giữa câu không có lý do",
        "A capital in the middle of a sentence for no reason",
    ),
    why: Bilingual::fixed(
        "Sau dấu phẩy câu chưa hết, nên chữ tiếp theo viết thường nếu không phải tên riêng. Chỉ xét những từ không bao giờ \
         là tên riêng (các, và, nhưng, khi…); tiêu đề viết hoa mọi chữ và lời trong ngoặc kép được để yên.",
        "A sentence goes on behind a comma, so the next word is small unless it is a name. Only words that are never names \
         are looked at (các, và, nhưng, khi…); headings in capitals and quotations are left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục I",
        "Decree 30/2020/NĐ-CP, annex II, section I",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Mưa to, Nhưng chợ vẫn đông.", "Mưa to, nhưng chợ vẫn đông."),
        Example::new("Sáng nay, Các bạn nhỏ đi trồng cây.", "Sáng nay, các bạn nhỏ đi trồng cây."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Mưa to, nhưng chợ vẫn đông. Các bạn nhỏ đi học."),
        Cow::Borrowed("Vở “Mẹ, Và Con”, phim Những Ngày, Các Anh Về đều hay."),
    ]),
};

impl Rule for CapitalInside {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut folded = String::new();
        for (before, pair) in list.windows(2).enumerate() {
            let at = before + 1;
            let token = &pair[1];
            if token.case() != Case::Capital || pair[0].mark() != Some(Mark::Comma) || !token.gap().is_space() {
                continue;
            }
            let Some(word) = token.word().filter(|word| word.syllable.is_some()) else { continue };
            folded.clear();
            fold_word(word, text.of(token), &mut folded);
            let small =
                |token: Option<&Token>| token.is_some_and(|token| token.is_word() && token.case() == Case::Lower);
            let behind_word = before.checked_sub(1).and_then(|last| list.get(last));
            if !NO_NAME.contains(&folded.as_str()) || !small(behind_word) || !small(list.get(at + 1)) {
                continue;
            }
            let written = text.of(token);
            let right = written.to_lowercase();
            let message = Bilingual::new(
                format!("“{written}” ở giữa câu, sau dấu phẩy, nên viết thường: “{right}”"),
                format!("“{written}” stands inside a sentence, behind a comma: write “{right}”"),
            );
            found.mark(token.span, message, vec![right]);
        }
    }
}
