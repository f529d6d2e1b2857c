//! PDF, read only: the text of each page.
//!
//! A page knows where letters are painted and nothing of paragraphs. Lines are put together again: a long one that ends in no final
//! mark goes on if the next begins small, a full one whatever comes. How wide a space is painted says nothing: it is one space.

#[cfg(feature = "pdf")]
mod letters;
#[cfg(feature = "pdf")]
mod vntex;

#[cfg(all(test, feature = "pdf"))]
mod fonts;

use super::draft::Draft;
use super::format::{About, Content, Definition, Format, Options, Reader};
use super::joined::BETWEEN;
use crate::problem::Problem;

/// PDF.
pub(super) struct Pdf;

/// The longest file that is read, in bytes: the reader of PDF holds all of it, taken apart, in memory.
#[cfg(feature = "pdf")]
const MOST_BYTES: usize = 256 << 20;

impl Format {
    /// PDF; read only.
    pub const PDF: Format = Format::new(&Definition {
        name: "pdf",
        ends: &["pdf"],
        about: About {
            title: ("PDF", "PDF"),
            read: ("chữ của từng trang", "the text of each page"),
            left_out: (
                "bản quét không có lớp chữ, hoặc phông không cho biết nét nào là chữ nào: báo là không đọc được",
                "a scan without text, or fonts that do not say which glyph is which letter: refused",
            ),
        },
        begins: Some(b"%PDF-"),
        content: Content::Painted(|bytes| Ok(pages(bytes)?.join("\0"))),
        is_writable: false,
        reader: Some(&Pdf),
        ..Definition::TEXT
    });
}

impl Reader for Pdf {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut start = 0;
        for (number, page) in (1..).zip(text.split(BETWEEN)) {
            let part = format!("page-{number}");
            let longest = page.lines().map(|line| line.trim().chars().count()).max().unwrap_or(0);
            let mut paragraphs = 0;
            // The line before, if it may go on: where it ended, and whether it was full.
            let mut open: Option<(usize, bool)> = None;
            let mut at = start;
            for line in page.split_inclusive('\n') {
                let (begin, body) = (at + (line.len() - line.trim_start().len()), line.trim());
                at += line.len();
                if body.is_empty() {
                    // An empty line ends a paragraph, but between any two lines of one some writers leave one.
                    continue;
                }
                let small = body.chars().next().is_some_and(char::is_lowercase);
                let item = body.chars().nth(1).is_some_and(|c| matches!(c, ')' | '.'))
                    || body.starts_with(['-', '–', '•', '+']);
                match open.filter(|(_, full)| (small || *full) && !item) {
                    Some((end, _)) => draft.show_respelled(end..begin, " "),
                    None => {
                        paragraphs += 1;
                        draft.place(&part, paragraphs);
                    }
                }
                show(body, begin, draft);
                let length = body.chars().count();
                let ended = body.ends_with(['.', '!', '?', ':', ';', '…']);
                open = (2 * length > longest && !ended).then_some((begin + body.len(), 10 * length > 9 * longest));
            }
            start += page.len() + BETWEEN.len_utf8();
        }
        Ok(())
    }
}

/// Shows a line. A word with an unknown letter is opaque.
fn show(line: &str, start: usize, draft: &mut Draft<'_>) {
    let mut at = start;
    for word in line.split_inclusive(' ') {
        let letters = word.trim_end_matches(' ').len();
        if word.contains(UNKNOWN) {
            // One sign alone is the mark of an item.
            if letters > UNKNOWN.len_utf8() {
                draft.skip_broken();
            }
            draft.show_opaque(at..at + letters);
        } else {
            draft.show(at..at + letters);
        }
        if letters < word.len() {
            draft.space(at + letters..at + word.len());
        }
        at += word.len();
    }
}

/// Stands for a glyph whose letter is unknown.
const UNKNOWN: char = '\u{FFFD}';

/// The text of each page.
///
/// # Errors
/// If the file is no PDF, is protected, or has no text.
#[cfg(feature = "pdf")]
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<String>, Problem> {
    if bytes.len() > MOST_BYTES {
        return Err(Problem::new(
            format!("tệp PDF dài hơn {} MiB; hãy tách thành nhiều tệp", MOST_BYTES >> 20),
            format!("the PDF is longer than {} MiB; split it", MOST_BYTES >> 20),
        ));
    }
    let broken = || {
        Problem::new(
            "không đọc được tệp PDF này (hỏng, có mật khẩu, hoặc dùng thứ chưa đọc được); hãy mở rồi xuất lại, hoặc soát bản Word",
            "this PDF cannot be read (damaged, protected, or of a kind that is not known); export it again, or check the Word file",
        )
    };
    let pages = extracted(bytes).ok_or_else(broken)?.map_err(|fault| match fault {
        letters::Fault::Broken => broken(),
        letters::Fault::Protected => Problem::new(
            "tệp PDF có mật khẩu; hãy mở rồi lưu bản không có mật khẩu, hoặc soát bản Word",
            "the PDF has a password; save it without one, or check the Word file",
        ),
    })?;
    // Marks of lists and formulas may be of fonts that nobody knows; the text is not.
    const MOST_UNKNOWN: usize = 20;
    let (mut all, mut unknown) = (0_usize, 0_usize);
    for c in pages.iter().flat_map(|page| page.chars()).filter(|c| !c.is_whitespace()) {
        all += 1;
        unknown += usize::from(c == UNKNOWN);
    }
    if unknown * MOST_UNKNOWN > all {
        return Err(Problem::new(
            "phông chữ trong tệp PDF không cho biết nét vẽ nào là chữ nào nên không đọc được; hãy xuất lại từ bản gốc, hoặc soát bản gốc",
            "the fonts of the PDF do not say which glyph is which letter, so it cannot be read; export it again, or check what it was made from",
        ));
    }
    if pages.iter().all(|page| page.trim().is_empty()) {
        return Err(Problem::new(
            "tệp PDF không có lớp chữ (bản quét); hãy nhận dạng chữ (OCR) rồi soát bản ấy",
            "the PDF has no text (a scan); run OCR on it and check the result",
        ));
    }
    Ok(pages.into_iter().map(|page| page.replace(BETWEEN, " ")).collect())
}

/// How long a file may take, and how deep its objects may be nested, as bytes of stack.
#[cfg(feature = "pdf")]
const LONGEST: std::time::Duration = std::time::Duration::from_secs(60);
#[cfg(feature = "pdf")]
const STACK: usize = 64 << 20;

/// The text of a file; `None` if extraction does not come to an end.
///
/// Files in the wild go deeper and wider than anyone thinks of. So extraction runs in a thread of its own, on a copy of
/// its own: a panic ends that thread silently, and a thread that does not end is left alone.
#[cfg(feature = "pdf")]
fn extracted(bytes: &[u8]) -> Option<Result<Vec<String>, letters::Fault>> {
    use std::cell::Cell;
    use std::sync::{Once, mpsc};

    thread_local! {
        static QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                others(panic);
            }
        }));
    });
    let bytes = bytes.to_vec();
    let (give, take) = mpsc::channel();
    let work = move || {
        QUIET.set(true);
        // Whoever waited has given up, if this fails.
        let _ = give.send(letters::pages(bytes));
    };
    std::thread::Builder::new().stack_size(STACK).spawn(work).ok()?;
    take.recv_timeout(LONGEST).ok()
}

/// Without the crate that reads PDF.
///
/// # Errors
/// Always.
#[cfg(not(feature = "pdf"))]
pub(super) fn pages(_: &[u8]) -> Result<Vec<String>, Problem> {
    Err(Problem::new("bản morat này được dựng không có phần đọc PDF", "this build of morat has no reader of PDF"))
}

#[cfg(test)]
mod tests {
    use super::super::escaping::READ_ONLY;
    use super::super::{Document, Format};
    use super::*;
    use std::sync::Arc;

    /// What lines of a page are shown as.
    fn shown(page: &str) -> String {
        let mut draft = Draft::new(page, &[], &READ_ONLY);
        Pdf.read(page, &Options::default(), &mut draft).unwrap();
        draft.text().to_owned()
    }

    #[test]
    fn lines_are_put_together_again() {
        let page =
            "TIÊU ĐỀ\n\nSáng nay, trời mưa rất to ở khắp\n nơi, ai cũng ở nhà. \nĐoạn  hai ngắn\na) mục\0\nTrang sau";
        assert_eq!(
            shown(page),
            "TIÊU ĐỀ\n\nSáng nay, trời mưa rất to ở khắp nơi, ai cũng ở nhà.\n\nĐoạn hai ngắn\n\na) mục\n\nTrang sau"
        );
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let page = "Cả tổ n\u{FFFD} l\u{FFFD}\u{FFFD}c, \u{FFFD} hết";
        let mut draft = Draft::new(page, &[], &READ_ONLY);
        Pdf.read(page, &Options::default(), &mut draft).unwrap();
        assert_eq!(draft.finish().1.undecodable.all, 2);
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        for bytes in [&b"%PDF-1.7\n"[..], b"", b"%PDF-1.4\n1 0 obj\n<</Length 99999999999>>stream", &[b'%'; 5000]] {
            assert!(Document::open(bytes, Format::PDF, &Arc::default()).is_err());
        }
    }
}
