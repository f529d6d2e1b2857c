//! `viet-hoa/ten-nguoi`: a person's name in which some words lack their capital.

use std::borrow::Cow;

use super::person::{self, Row};
use super::row;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// Rule `viet-hoa/ten-nguoi`. Example: *Nguyễn văn An*.
pub struct HalfPerson;

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/ten-nguoi"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Tên người viết hoa không đủ", "The name of a person without all its capitals"),
    why: Bilingual::fixed(
        "Tên người Việt Nam viết hoa chữ cái đầu của mọi tiếng, cả họ, tên đệm và tên. Chỉ xét khi có chỗ dựa: một họ và một tên \
         ở hai đầu, chữ “Văn”, “Thị” ở giữa, hay chức vụ, tiếng xưng hô đứng trước (ông, bà, Bộ trưởng). Tên viết thường cả mà \
         không có chỗ dựa ấy được để yên.",
        "In a Vietnamese name every syllable begins with a capital: the family name, the middle names, the given name. It is looked \
         at only where something speaks for a name: a family name and a given name at its ends, “Văn” or “Thị” inside, a title or \
         a word of address before it (ông, bà, Bộ trưởng). A name wholly in small letters without any of that is left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục II.1",
        "Decree 30/2020/NĐ-CP, annex II, section II.1",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Chiều nay ông Nguyễn văn Bình ra vườn.", "Chiều nay ông Nguyễn Văn Bình ra vườn."),
        Example::new("Em Trần thị Hoa đọc bài.", "Em Trần Thị Hoa đọc bài."),
        Example::new("Thầy Phạm đình Long dạy toán.", "Thầy Phạm Đình Long dạy toán."),
        Example::new("Chị Lê Thị thu Hà bán hoa.", "Chị Lê Thị Thu Hà bán hoa."),
        Example::new("Bác sĩ trần Quốc Hùng khám bệnh.", "Bác sĩ Trần Quốc Hùng khám bệnh."),
        Example::new("Mời bà phạm thị lan lên nhận quà.", "Mời bà Phạm Thị Lan lên nhận quà."),
        Example::new("Cô Đặng Thị hằng, giáo viên, kể lại.", "Cô Đặng Thị Hằng, giáo viên, kể lại."),
        Example::new("Giám đốc Lê Quang dũng cho biết vậy.", "Giám đốc Lê Quang Dũng cho biết vậy."),
        Example::new("Thủ tướng Phạm Minh chính chủ trì cuộc họp.", "Thủ tướng Phạm Minh Chính chủ trì cuộc họp."),
        Example::new("Bị cáo Trần Thị thu hà khai nhận.", "Bị cáo Trần Thị Thu Hà khai nhận."),
        Example::new("Ca sĩ Đàm Vĩnh hưng sẽ hát ba bài.", "Ca sĩ Đàm Vĩnh Hưng sẽ hát ba bài."),
        Example::new("Nghệ sĩ hoàng Dũng hát rồi về.", "Nghệ sĩ Hoàng Dũng hát rồi về."),
        Example::new("Đồng chí phan Đình Trạc tặng hoa.", "Đồng chí Phan Đình Trạc tặng hoa."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Ông Nguyễn Văn Bình và bà Trần Thị Hoa đã về."),
        Cow::Borrowed("Họ Nguyễn văn hay chữ tốt. Đinh văn bản ra giữa bàn. Lê Thị và Trần đình làng."),
        Cow::Borrowed("Bản Hán văn Đại Nam và Kim văn Thượng Thư."),
        Cow::Borrowed("Ông Lê Minh chính là người kể. Bà Trần Lan vui vẻ cho biết. Bà Lê Thị cùng chồng ra đồng."),
        Cow::Borrowed("Nguyễn Huệ thắng Thanh; ông Lê Quang bình luận; cô đào Kim Chi hát; anh đỗ Đại học Huế."),
        Cow::Borrowed("Chiều mai Văn Hậu ra sân; ông đánh giá rất cao Văn Quyết. Tập đoàn Văn Lang mua lại Trần Anh."),
        Cow::Borrowed("Bác Nguyễn Văn hiền lành, cô giáo Phạm Thị hiền từ, cô Lê Thị hà tiện từng đồng."),
        Cow::Borrowed("Năm ấy Văn Cao viết Tiến quân ca. Họ bắt đại tá Phùng Anh Lê nguyên Trưởng phòng cảnh sát."),
        Cow::Borrowed(
            "Thương vụ mua Trần Anh được đánh giá cao. Vua tin Đỗ Thái hậu; Trịnh Vũ công cho rằng không phải.",
        ),
        Cow::Borrowed("Bà ấy hát ở Đoàn văn công Quân khu 7. Hoàng quý phi Kim thị tấn Quý phi."),
        Cow::Borrowed("Anh phạm lỗi, đời Lý thị bảo, ông bùi ngùi, chị lê bước, thầy vũ trang đầy mình."),
    ]),
};

impl Rule for HalfPerson {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let mut next = 0;
        for (at, pair) in list.windows(2).enumerate() {
            // Quick way out: most pairs are lower-case words of which the first is no family name.
            let Some(family) = pair[0].syllable() else { continue };
            if at < next || pair[1].syllable().is_none() || text.names().roles(family).family == 0.0 {
                continue;
            }
            let Some(last) = Row::at(text, at, family).and_then(|row| person::half(&row)) else { continue };
            next = last + 1;
            let right = row::recased(text, at, last, |_| Case::Capital);
            let why = ("tên người viết hoa chữ cái đầu của mọi tiếng", "every syllable of a name has a capital");
            row::mark(found, text, (at, last), right, why);
        }
    }
}
