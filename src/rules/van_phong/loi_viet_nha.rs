//! `van-phong/loi-viet-nha`: of two accepted spellings, the one that is not the house style.

use std::borrow::Cow;

use crate::rules::alternates::alternates;
use crate::rules::house_style::HouseStyle;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};

/// Rule `van-phong/loi-viet-nha`. Example: *qui định* where the house writes *quy định*.
pub struct HouseSpelling;

/// The name of the rule.
pub const NAME: &str = "van-phong/loi-viet-nha";

static META: Meta = Meta {
    name: Cow::Borrowed(NAME),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Chữ có hai lối viết, không theo lối của nhà: qui với quy, tầu với tàu",
        "One of two right spellings, not the one of the house: qui and quy, tầu and tàu",
    ),
    why: Bilingual::fixed(
        "qui và quy, kĩ và kỹ, bác sỹ và bác sĩ, tầu và tàu, axít và axit đều có nơi viết, không phải lỗi chính tả; mỗi nhà \
         chọn một lối. Khóa house-style trong morat.toml chọn lối ấy: press (báo chí: quy, kỹ, lý, nhưng bác sĩ, hùng vĩ), \
         school (sách giáo khoa: quy, kĩ, lí), hoặc từng chữ như [\"press\", \"hi\"]; khi khóa này được đặt thì quy tắc \
         chạy. Với --strict, hoặc khi gọi đích danh mà chưa chọn, lấy lối press. Tên riêng (Mỹ, anh Quí), từ láy và từ \
         chỉ có một lối viết (lí nhí, tỉ mỉ, kì cọ, đòn bẩy, phép mầu, bánh giầy) được để yên. Bảng đầy đủ: \
         docs/house-style.md.",
        "qui and quy, kĩ and kỹ, bác sỹ and bác sĩ, tầu and tàu, axít and axit are all in use and no mistakes; a house \
         chooses. The key house-style in morat.toml says what it writes: press (quy, kỹ, lý, yet bác sĩ, hùng vĩ), school \
         (schoolbooks: quy, kĩ, lí), or single spellings, as in [\"press\", \"hi\"]; where it is set the rule runs. With \
         --strict, or if the rule is named and nothing was chosen, it is press. Names (Mỹ, anh Quí) and words that have \
         but one spelling (lí nhí, tỉ mỉ, kì cọ, đòn bẩy, phép mầu, bánh giầy) are left alone. The whole table: \
         docs/house-style.md.",
    ),
    authority: Some(Bilingual::fixed(
        "Quyết định 1989/QĐ-BGDĐT (2018), điều 9, và Quyết định 240/QĐ (1984) về i và y; số đếm trên báo chí 2003–2019",
        "Decision 1989/QĐ-BGDĐT (2018), article 9, and decision 240/QĐ (1984) on i and y; counts in the press of 2003–2019",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Theo qui định, bác sỹ trực phải ghi sổ.", "Theo quy định, bác sĩ trực phải ghi sổ."),
        Example::new(
            "Mời quí khách lên tầu lúc bảy giờ, xin giữ vé cẩn thận.",
            "Mời quý khách lên tàu lúc bảy giờ, xin giữ vé cẩn thận.",
        ),
        Example::new("Các kĩ sư hi vọng máy chạy tốt.", "Các kỹ sư hy vọng máy chạy tốt."),
        Example::new("Pha loãng axít rồi mới đổ ra chậu.", "Pha loãng axit rồi mới đổ ra chậu."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Anh Quí nói lí nhí, tay kì cọ cái mâm, việc gì cũng tỉ mỉ."),
        Cow::Borrowed("Thầy đặt đòn bẩy dưới tảng đá, cả nhà ăn bánh giầy với giò."),
        Cow::Borrowed("Bác sĩ xem kỹ kết quả, quy trình này do quỹ lập ra."),
    ]),
};

impl Rule for HouseSpelling {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let Some(style) = &text.house().spelling else { return };
        for place in alternates(text) {
            let Some(form) = style.preferred(place.word).filter(|form| *form != place.form) else { continue };
            let written = &text.text()[place.span.range()];
            let right = place.written_as(text, form);
            found.mark(place.span, message(style, written, &right), vec![right]).safe_if(style.is_said());
        }
    }
}

fn message(style: &HouseStyle, written: &str, right: &str) -> Bilingual {
    match style.is_said() {
        true => Bilingual::new(
            format!("“{written}” không sai, nhưng lối viết của nhà là “{right}”"),
            format!("“{written}” is not wrong, but the house writes “{right}”"),
        ),
        false => Bilingual::new(
            format!("“{written}” không sai, nhưng báo chí phần nhiều viết “{right}”"),
            format!("“{written}” is not wrong, but most of the press writes “{right}”"),
        ),
    }
}
