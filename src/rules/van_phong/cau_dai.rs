//! `van-phong/cau-dai`: a sentence too long to be read in one go.

use std::borrow::Cow;

use crate::rules::{
    Applicability, Bilingual, Context, Example, Findings, Meta, OptionKind, Rule, RuleOption, Severity,
};
use crate::token::Mark;

/// Rule `van-phong/cau-dai`. Example: a sentence of 60 words.
pub struct LongSentence;

/// The option for the number of words from which on a sentence is reported.
static LONGEST: RuleOption = RuleOption {
    name: "longest",
    kind: OptionKind::Count { default: 60, least: 20, most: 500 },
    doc: Bilingual::fixed("câu từ chừng này chữ trở lên là dài", "a sentence of this many words and more is long"),
};

static META: Meta = Meta {
    name: Cow::Borrowed("van-phong/cau-dai"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed("Câu quá dài (từ 60 chữ)", "A sentence of sixty words and more"),
    why: Bilingual::fixed(
        "Câu trên sáu mươi chữ buộc người đọc nhớ đầu câu cho đến cuối; nên tách làm hai. Câu liệt kê bằng dấu chấm phẩy \
         được để yên.",
        "A sentence of more than sixty words makes the reader keep its beginning in mind to the end; break it in two. \
         Lists with semicolons are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Sáng nay khi trời còn mờ sương thì bà con trong xóm đã gọi nhau ra đồng vì ai cũng muốn gặt cho xong thửa \
             ruộng cuối cùng trước khi cơn mưa lớn kéo về từ phía núi như lời báo của những người già vốn quen nhìn mây \
             mà đoán thời tiết của cả một vùng quê xa thành phố này",
            "Sáng nay khi trời còn mờ sương thì bà con trong xóm đã gọi nhau ra đồng vì ai cũng muốn gặt cho xong thửa \
             ruộng cuối cùng trước khi cơn mưa lớn kéo về từ phía núi như lời báo của những người già vốn quen nhìn mây \
             mà đoán thời tiết của cả một vùng quê xa thành phố này",
        ),
        Example::new(
            "Tôi nhớ con đường cũ chạy qua cánh đồng, nơi mỗi chiều lũ trẻ chúng tôi thả diều, nhớ bến nước có cây đa \
             nghiêng bóng, nhớ tiếng gà gọi nhau lúc đứng trưa, nhớ mùi rơm mới phơi trên sân gạch, nhớ cả giọng bà gọi \
             về ăn cơm mỗi khi khói bếp đã lên cao và trời sắp tối.",
            "Tôi nhớ con đường cũ chạy qua cánh đồng, nơi mỗi chiều lũ trẻ chúng tôi thả diều, nhớ bến nước có cây đa \
             nghiêng bóng, nhớ tiếng gà gọi nhau lúc đứng trưa, nhớ mùi rơm mới phơi trên sân gạch, nhớ cả giọng bà gọi \
             về ăn cơm mỗi khi khói bếp đã lên cao và trời sắp tối.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Sáng nay trời còn mờ sương. Bà con đã ra đồng."),
        Cow::Borrowed("Tôi nhớ con đường cũ chạy qua cánh đồng."),
    ]),
};

impl Rule for LongSentence {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn options(&self) -> Vec<&'static RuleOption> {
        vec![&LONGEST]
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let long = found.count(&LONGEST);
        let list = text.tokens().list();
        for sentence in text.tokens().sentences().filter(|sentence| sentence.len() >= long) {
            let tokens = &list[sentence];
            let words = tokens.iter().filter(|token| token.is_word()).count();
            let listed = tokens.iter().any(|token| token.mark() == Some(Mark::Semicolon));
            if words >= long && !listed {
                let message = Bilingual::new(
                    format!("Câu dài {words} chữ, khó đọc; nên tách thành hai câu"),
                    format!("A sentence of {words} words is hard to read; break it in two"),
                );
                found.mark(tokens[0].span, message, Vec::new());
            }
        }
    }
}
