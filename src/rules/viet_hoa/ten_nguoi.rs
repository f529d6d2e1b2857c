//! `viet-hoa/ten-nguoi`: the name of a person half in capitals.

use std::borrow::Cow;

use super::row;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// Nguyễn văn An
pub struct HalfPerson;

/// Middle names that say nothing else behind a family name.
const SURE: &[&str] = &["văn", "thị"];

/// Middle names that are words, too: only between a common family name and a common given name.
const LIKELY: &[&str] = &[
    "đình", "đức", "hữu", "ngọc", "quang", "xuân", "minh", "hoàng", "bá", "trọng", "huy", "viết", "duy", "kim",
    "thanh", "phú", "bích", "hồng", "tuấn", "anh", "mạnh", "hùng", "thúy", "diệu", "khắc", "đăng", "phúc", "thế",
];

/// Family names behind which “văn” is writing (Hán văn, Kim văn Thượng Thư), and those of Chinese clans and books in “thị”.
const WRITINGS: &[&str] = &["kim", "hán", "đồng", "trung", "nguyên", "cổ", "anh", "việt", "pháp", "nhật", "tôn"];
const CLANS: &[&str] = &["lã", "tôn", "khúc"];

/// Natural logarithm of different names, from which on a family or given name is common.
const FAMILY: f32 = 5.5;
const GIVEN: f32 = 3.0;

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/ten-nguoi"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Tên người viết hoa không đủ", "The name of a person without all its capitals"),
    why: Bilingual::fixed(
        "Tên người Việt Nam viết hoa chữ cái đầu của mọi tiếng, kể cả tên đệm. Chỉ xét khi trước là họ, sau là tên và giữa là \
         một tên đệm quen thuộc viết thường; tên viết thường cả được để yên.",
        "In a Vietnamese name every syllable begins with a capital, the middle names too. Only a well-known middle name in \
         small letters between a family name and a given name is looked at; names wholly in small letters are left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, Phụ lục II, mục II.1",
        "Decree 30/2020/NĐ-CP, annex II, section II.1",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Chiều nay ông Nguyễn văn Bình ra vườn.", "Chiều nay ông Nguyễn Văn Bình ra vườn."),
        Example::new("Em Trần thị Hoa đọc bài.", "Em Trần Thị Hoa đọc bài."),
        Example::new("Thầy Phạm đình Long dạy toán.", "Thầy Phạm Đình Long dạy toán."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Ông Nguyễn Văn Bình và bà Trần Thị Hoa đã về."),
        Cow::Borrowed("Họ Nguyễn văn hay chữ tốt. Đinh văn bản ra giữa bàn. Lê Thị và Trần đình làng."),
        Cow::Borrowed("Bản Hán văn Đại Nam và Kim văn Thượng Thư."),
    ]),
};

impl Rule for HalfPerson {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for (at, three) in list.windows(3).enumerate() {
            let [one, two, three] = three else { continue };
            if one.case() != Case::Capital || two.case() != Case::Lower || three.case() != Case::Capital {
                continue;
            }
            let (Some(family), Some(_), Some(given)) = (one.syllable(), two.syllable(), three.syllable()) else {
                continue;
            };
            if !row::joins(text, at + 1) || !row::joins(text, at + 2) {
                continue;
            }
            let names = text.names();
            let family = names.roles(family).family;
            let given = names.roles(given);
            if family == 0.0 || given.given.max(given.middle) == 0.0 {
                continue;
            }
            let middle = row::folded(text, at + 1);
            let other_word = match middle.as_str() {
                "văn" => WRITINGS,
                "thị" => CLANS,
                _ => &[],
            };
            if other_word.contains(&row::folded(text, at).as_str()) {
                continue;
            }
            let common = family >= FAMILY && given.given >= GIVEN && !text.opens(at);
            if SURE.contains(&middle.as_str()) || common && LIKELY.contains(&middle.as_str()) {
                let right = row::recased(text, at, at + 2, |_| Case::Capital);
                let why = ("tên người viết hoa chữ cái đầu của mọi tiếng", "every syllable of a name has a capital");
                row::mark(found, text, (at, at + 2), right, why);
            }
        }
    }
}
