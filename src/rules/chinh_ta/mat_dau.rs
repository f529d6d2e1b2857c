//! `chinh-ta/mat-dau`: a passage typed without diacritics.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::speller::UnmarkedPassage;
use crate::text::{Shown, Span};

/// Rule `chinh-ta/mat-dau`. Example: *Hoi nghi da thao luan ve cac bien phap phong chong dich benh.*
pub struct NoMarks;

static META: Meta = Meta {
    name: Cow::Borrowed("chinh-ta/mat-dau"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Cả đoạn gõ không dấu", "A whole passage typed without marks"),
    why: Bilingual::fixed(
        "Chữ không dấu đọc được nhưng phải đoán: “Hoi nghi” là hội nghị hay hỏi nghỉ? Cả đoạn, hoặc trọn một câu từ \
         tám chữ trở lên, được báo một lần, kèm bản đã thêm dấu; cứ một trăm chữ thì chừng ba chữ đoán sai, nên đọc \
         lại rồi hãy nhận. Tiếng nước ngoài, mã lệnh, danh sách tên người, tên đất viết không dấu được để yên.",
        "Text without marks can be read, but only by guessing. A whole paragraph, or a whole sentence of eight words \
         or more, is told once, with its marks put back; about three words in a hundred are guessed wrong, so read \
         it before you take it. Other languages, code, and lists of names without marks are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Hoi nghi da thao luan ve cac bien phap phong chong dich benh trong mua mua.",
            "Hội nghị đã thảo luận về các biện pháp phòng chống dịch bệnh trong mùa mưa.",
        ),
        Example::new(
            "Sáng nay em nhận được tin nhắn. Chieu nay lop minh hop luc 14h tai phong 302, cac ban den dung gio nhe!",
            "Sáng nay em nhận được tin nhắn. Chiều nay lớp mình họp lúc 14h tại phòng 302, các bạn đến đúng giờ nhé!",
        ),
        Example::new(
            "UBND tinh Binh Duong yeu cau cac don vi bao cao ket qua qua email truoc ngay 30/6.",
            "UBND tỉnh Bình Dương yêu cầu các đơn vị báo cáo kết quả qua email trước ngày 30/6.",
        ),
        Example::new("THONG BAO VE VIEC NGHI LE QUOC KHANH NAM NAY", "THÔNG BÁO VỀ VIỆC NGHỈ LỄ QUỐC KHÁNH NĂM NAY"),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed(
            "The committee discussed several measures against floods, which should protect farmers throughout the rainy season.",
        ),
        Cow::Borrowed("Ông nói bằng tiếng Anh. We are going to hang out in the city later on. Rồi ông cười."),
        Cow::Borrowed("Nguyen Van An, Tran Thi Binh, Le Hoang Nam, Vo Thi Lan, Do Minh Tuan"),
        Cow::Borrowed("HA NOI, HAI PHONG, DA NANG, CAN THO, NHA TRANG, DA LAT"),
        Cow::Borrowed("Em ra xem anh Ba mua hoa cho con, sau con cho hoa em Lan."),
        Cow::Borrowed("La la la la la la la la la la, na na na na na na na."),
        Cow::Borrowed("Ren ren sheng er zi you, zai zun yan he quan li shang yi lu ping deng."),
        Cow::Borrowed("Semua orang dilahirkan merdeka dan mempunyai martabat dan hak-hak yang sama."),
    ]),
};

impl Rule for NoMarks {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for unmarked in text.unmarked_passages() {
            let words = unmarked.words;
            let message = Bilingual::new(
                format!("{words} chữ liền nhau gõ không dấu; xin đọc lại bản thêm dấu trước khi nhận"),
                format!("{words} words in a row have no marks; please read the restored text before you take it"),
            );
            let (span, restored) = restored(text, unmarked);
            found.mark_shown(span, message, vec![restored]);
        }
    }
}

/// The span of a passage, and its text with diacritics restored; everything but the words that change stays as it was.
fn restored(text: &Context<'_>, unmarked: &UnmarkedPassage) -> (Span<Shown>, String) {
    let list = text.tokens().list();
    let span = text.to_shown(list[unmarked.tokens.start].span.cover(list[unmarked.tokens.end - 1].span));
    let mut out = String::with_capacity(span.len() as usize * 3 / 2);
    let mut copied = span.start();
    let mut spelled = String::new();
    for (at, syllable) in &unmarked.restored {
        let token = &list[*at as usize];
        let Some(word) = token.word() else { continue };
        let place = text.to_shown(token.span);
        out.push_str(&text.shown()[copied as usize..place.start() as usize]);
        spelled.clear();
        syllable.write(text.tone_style(), &mut spelled);
        out.push_str(&word.case.apply(&spelled));
        copied = place.end();
    }
    out.push_str(&text.shown()[copied as usize..span.end() as usize]);
    (span, out)
}
