//! `dau-cau/can-cu`, `dau-cau/het-van-ban`: how the lines of legal grounds of an official text end, and how the text itself ends.

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::text::{Prose, Span};

/// Rule `dau-cau/can-cu`. Example: `Căn cứ Luật …;`, where the semicolon is wanted.
pub struct Grounds;

/// Rule `dau-cau/het-van-ban`. Example: `… thực hiện./.`, where `./.` is wanted.
pub struct LastLine;

/// The first words of lines that name legal grounds.
const GROUNDS: [&str; 3] = ["Căn cứ ", "Theo đề nghị ", "Xét đề nghị "];

/// The first words of the list of recipients, right behind the last line of an official text.
const BEHIND: [&str; 3] = ["Nơi nhận", "NƠI NHẬN", "Nơi gửi"];

static GROUNDS_META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/can-cu"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Dòng căn cứ của văn bản không kết thúc bằng dấu chấm phẩy",
        "The grounds of an official text do not end in semicolons",
    ),
    why: Bilingual::fixed(
        "Sau mỗi căn cứ phải xuống dòng, cuối dòng có dấu chấm phẩy, dòng cuối cùng kết thúc bằng dấu chấm. Chỉ xét khi có từ \
         hai dòng căn cứ liền nhau; đoạn văn mở đầu bằng “Căn cứ” đứng một mình được để yên.",
        "Each ground stands on a line of its own that ends in a semicolon, the last one in a full stop. Only two lines and more \
         in a row are looked at; a paragraph that begins so by itself is left alone.",
    ),
    authority: Some(Bilingual::fixed(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.a",
        "Decree 30/2020/NĐ-CP, annex I, part I, section II.6.a",
    )),
    wrong: Cow::Borrowed(&[
        Example::new(
            "Căn cứ Luật Thư viện.\nCăn cứ Luật Xuất bản;\nTheo đề nghị của Giám đốc Sở,",
            "Căn cứ Luật Thư viện;\nCăn cứ Luật Xuất bản;\nTheo đề nghị của Giám đốc Sở.",
        ),
        Example::new("Căn cứ Luật Thư viện\nCăn cứ Luật Xuất bản;", "Căn cứ Luật Thư viện;\nCăn cứ Luật Xuất bản."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Căn cứ Luật Thư viện;\nCăn cứ Luật Xuất bản;\nTheo đề nghị của Giám đốc Sở."),
        Cow::Borrowed("Căn cứ vào số sách đã mượn, thư viện đặt mua thêm\ncho các em."),
    ]),
};

static LAST_META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/het-van-ban"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed(
        "Văn bản hành chính không kết thúc bằng “./.”",
        "An official text that does not end in “./.”",
    ),
    why: Bilingual::fixed(
        "Dòng cuối của nội dung văn bản kết thúc bằng “./.”, như các mẫu của nghị định. Chỉ xét văn bản có “Nơi nhận” ngay sau \
         dòng ấy.",
        "The last line of an official text ends in “./.”, as in the forms of the decree. Only a text with “Nơi nhận” right \
         behind that line is looked at.",
    ),
    authority: Some(Bilingual::fixed(
        "Các mẫu ở Phụ lục III Nghị định 30/2020/NĐ-CP",
        "The forms in annex III of Decree 30/2020/NĐ-CP",
    )),
    wrong: Cow::Borrowed(&[
        Example::new(
            "Đề nghị các trường thực hiện.\n\nNơi nhận:\n- Như trên;",
            "Đề nghị các trường thực hiện./.\n\nNơi nhận:\n- Như trên;",
        ),
        Example::new(
            "Đề nghị các trường thực hiện\n\nNơi nhận:\n- Như trên;",
            "Đề nghị các trường thực hiện./.\n\nNơi nhận:\n- Như trên;",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Đề nghị các trường thực hiện./.\n\nNơi nhận:\n- Như trên;"),
        Cow::Borrowed("Nơi nhận hồ sơ là bộ phận một cửa.\n\nGiờ làm việc: từ 7 giờ."),
    ]),
};

/// The lines of a text that are not blank, trimmed, each with its offset in bytes.
fn lines<'a>(text: &'a Context<'_>) -> impl Iterator<Item = (usize, &'a str)> {
    let all = text.text();
    all.split('\n').filter(|line| !line.trim().is_empty()).map(move |line| {
        let trimmed = line.trim();
        (trimmed.as_ptr().addr() - all.as_ptr().addr(), trimmed)
    })
}

/// Reports the end of a line that should end in `wanted`: its last character, with the punctuation there.
fn mark_end(found: &mut Findings<'_>, (start, line): (usize, &str), wanted: &str, message: Bilingual) {
    let kept = line.trim_end_matches([',', ';', '.', ':', '/', ' ']);
    let Some((last, c)) = kept.char_indices().next_back() else { return };
    let span: Span<Prose> = Span::of(start + last..start + line.len());
    found.mark(span, message, vec![format!("{c}{wanted}")]);
}

impl Rule for Grounds {
    fn meta(&self) -> &'static Meta {
        &GROUNDS_META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let is_ground = |(_, line): &(usize, &str)| GROUNDS.iter().any(|ground| line.starts_with(ground));
        let mut run: Vec<(usize, &str)> = Vec::new();
        // The extra `None` ends the last run of lines.
        for line in lines(text).map(Some).chain([None]) {
            if let Some(line) = line.filter(is_ground) {
                run.push(line);
                continue;
            }
            if let [before @ .., last] = run.as_slice()
                && !before.is_empty()
            {
                for line in before.iter().filter(|(_, line)| !line.ends_with(';')) {
                    let message =
                        Bilingual::fixed("Dòng căn cứ kết thúc bằng dấu chấm phẩy", "A ground ends in a semicolon");
                    mark_end(found, *line, ";", message);
                }
                if !last.1.ends_with('.') {
                    let message = Bilingual::fixed(
                        "Dòng căn cứ cuối cùng kết thúc bằng dấu chấm",
                        "The last ground ends in a full stop",
                    );
                    mark_end(found, *last, ".", message);
                }
            }
            run.clear();
        }
    }
}

impl Rule for LastLine {
    fn meta(&self) -> &'static Meta {
        &LAST_META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let mut before: Option<(usize, &str)> = None;
        for line in lines(text) {
            if BEHIND.iter().any(|mark| line.1.strip_prefix(mark).is_some_and(|rest| rest.starts_with(':'))) {
                let open = before.filter(|(_, line)| !line.ends_with("./.") && line.contains(' '));
                // The line before may be a signature and not the end of the text: nothing is reported then.
                let ends = |line: &str| line.ends_with(['.', '/']) || line.ends_with(char::is_lowercase);
                if let Some(last) = open.filter(|(_, line)| ends(line)) {
                    let message =
                        Bilingual::fixed("Nội dung văn bản kết thúc bằng “./.”", "An official text ends in “./.”");
                    mark_end(found, last, "./.", message);
                }
                return;
            }
            before = Some(line);
        }
    }
}
