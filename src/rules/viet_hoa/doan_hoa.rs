//! `viet-hoa/doan-hoa`: a whole paragraph in capitals.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;
use crate::token::{Mark, Token};

/// Rule `viet-hoa/doan-hoa`. Example: *ĐỀ NGHỊ TẤT CẢ CÁC ĐƠN VỊ …*.
pub struct CapitalParagraph;

/// The fewest words of a paragraph that is checked: a shorter line in capitals may be a heading.
const LONG: usize = 25;

/// How many of ten words have to be in capitals for the paragraph to count as one in capitals.
const OF_TEN: usize = 9;

static META: Meta = Meta {
    name: Cow::Borrowed("viet-hoa/doan-hoa"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Cả đoạn văn viết bằng chữ hoa", "A whole paragraph in capitals"),
    why: Bilingual::fixed(
        "Chữ hoa dành cho đầu câu, tên riêng và tiêu đề; cả đoạn chữ hoa thì khó đọc và không còn thấy được tên riêng. Tiêu \
         đề (dưới 25 chữ) được để yên.",
        "Capitals are for the beginning of sentences, for names and headings; a paragraph of them is hard to read and hides \
         the names. Headings (under 25 words) are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "ĐỀ NGHỊ TẤT CẢ CÁC GIA ĐÌNH TRONG KHU PHỐ GIỮ VỆ SINH CHUNG, KHÔNG ĐỂ RÁC TRƯỚC CỬA NHÀ VÀ TẮT ĐÈN HÀNH LANG \
             SAU MƯỜI GIỜ ĐÊM.",
            "ĐỀ NGHỊ TẤT CẢ CÁC GIA ĐÌNH TRONG KHU PHỐ GIỮ VỆ SINH CHUNG, KHÔNG ĐỂ RÁC TRƯỚC CỬA NHÀ VÀ TẮT ĐÈN HÀNH LANG \
             SAU MƯỜI GIỜ ĐÊM.",
        ),
        Example::new(
            "CỬA HÀNG NGHỈ LỄ TỪ CHIỀU MAI ĐẾN HẾT TUẦN SAU, QUÝ KHÁCH CẦN ĐỔI TRẢ HÀNG XIN GỌI SỐ ĐIỆN THOẠI GHI TRÊN HÓA \
             ĐƠN, XIN CẢM ƠN.",
            "CỬA HÀNG NGHỈ LỄ TỪ CHIỀU MAI ĐẾN HẾT TUẦN SAU, QUÝ KHÁCH CẦN ĐỔI TRẢ HÀNG XIN GỌI SỐ ĐIỆN THOẠI GHI TRÊN HÓA \
             ĐƠN, XIN CẢM ƠN.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        Cow::Borrowed("BÁO CÁO KẾT QUẢ TRỒNG CÂY MÙA XUÂN Ở CÁC TRƯỜNG TIỂU HỌC"),
    ]),
};

/// How many tokens from the start a heading may have a full stop of its own: *Mục 1. QUYỀN VÀ NGHĨA VỤ*.
const HEADING: usize = 6;

/// What begins a heading of a law, or its date line.
const HEADINGS: &[&str] = &["mục", "tiểu", "chương", "phần", "phụ", "điều", "số", "của", "về"];

impl Rule for CapitalParagraph {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for paragraph in text.tokens().paragraphs().filter(|paragraph| paragraph.len() >= LONG) {
            let tokens = &list[paragraph];
            // Quick way out: nearly every paragraph has lower-case words among its first ones.
            if tokens.iter().take(OF_TEN).filter(|token| token.is_word() && token.case() == Case::Lower).count() > 2 {
                continue;
            }
            let words = tokens.iter().filter(|token| token.is_word()).count();
            let upper = tokens.iter().filter(|token| token.case() == Case::Upper).count();
            let [first, .., last] = tokens else { continue };
            // Prose has a final mark at its end or inside; headings of laws can be as long and have none.
            let ends = |token: &Token| token.mark().is_some_and(Mark::is_final);
            if !ends(last) && !tokens[HEADING.min(tokens.len())..].iter().any(ends)
                || HEADINGS.contains(&text.of(first).to_lowercase().as_str())
            {
                continue;
            }
            if words >= LONG && upper * 10 >= words * OF_TEN {
                let message = Bilingual::fixed(
                    "Cả đoạn viết bằng chữ hoa thì khó đọc; nên viết thường, chỉ hoa đầu câu và tên riêng",
                    "A paragraph in capitals is hard to read; write it small, with capitals for sentences and names",
                );
                found.mark(first.span.cover(last.span), message, Vec::new());
            }
        }
    }
}
