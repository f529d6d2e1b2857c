//! `dau-cau/liet-ke`: items of one list that begin or end differently.

use std::borrow::Cow;
use std::ops::Range;

use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::Mark;

/// Rule `dau-cau/liet-ke`. Example: `- một;` `- hai;` `– ba`.
pub struct UnlikeItems;

/// The least number of items of a list.
const LIST: usize = 3;

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/liet-ke"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: true,
    summary: Bilingual::fixed("Các mục liệt kê không cùng kiểu dấu", "Items of one list with different marks"),
    why: Bilingual::fixed(
        "Các mục của một danh sách mở đầu bằng cùng một dấu; các mục kết thúc bằng chấm phẩy thì mục giữa nào cũng vậy, \
         mục cuối là dấu chấm. Danh sách lồng nhau (- rồi +), danh sách dưới ba mục được để yên.",
        "The items of a list begin with the same mark; where they end in a semicolon each but the last does, and the \
         last ends in a stop. Nested lists (- and +) and lists of fewer than three items are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("- Cày ruộng\n- Gieo mạ\n– Cấy lúa", "- Cày ruộng\n- Gieo mạ\n- Cấy lúa"),
        Example::new("- Cày ruộng;\n- Gieo mạ\n- Cấy lúa;\n- Gặt.", "- Cày ruộng;\n- Gieo mạ;\n- Cấy lúa;\n- Gặt."),
        Example::new("- Cày ruộng;\n- Gieo mạ;\n- Cấy lúa;", "- Cày ruộng;\n- Gieo mạ;\n- Cấy lúa."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("- Cày ruộng;\n- Gieo mạ;\n- Cấy lúa."),
        Cow::Borrowed("- Ruộng:\n+ Cày\n+ Bừa\n- Vườn"),
        Cow::Borrowed("- Cày ruộng\n- Gieo mạ\n- Cấy lúa"),
    ]),
};

impl Rule for UnlikeItems {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let mut list: Vec<Range<usize>> = Vec::new();
        for paragraph in text.tokens().paragraphs() {
            if bullet(text, &paragraph).is_some() {
                list.push(paragraph);
            } else {
                judge(text, found, &list);
                list.clear();
            }
        }
        judge(text, found, &list);
    }
}

/// The bullet at the start of a paragraph; `None` if it has none.
fn bullet<'t>(text: &Context<'t>, paragraph: &Range<usize>) -> Option<&'t str> {
    let first = &text.tokens().list()[paragraph.start];
    let spaced = paragraph.len() > 1 && text.tokens().after(paragraph.start).is_none();
    Some(text.of(first)).filter(|written| spaced && matches!(*written, "-" | "–" | "—" | "•" | "*" | "●" | "▪"))
}

/// Reports items of one list that begin or end differently from the others.
fn judge(text: &Context<'_>, found: &mut Findings<'_>, items: &[Range<usize>]) {
    if items.len() < LIST {
        return;
    }
    let tokens = text.tokens().list();
    let bullets = || items.iter().filter_map(|item| Some((item, bullet(text, item)?)));
    let count = |wanted: &str| bullets().filter(|(_, bullet)| *bullet == wanted).count();
    let Some((usual, most)) = bullets().map(|(_, bullet)| (bullet, count(bullet))).max_by_key(|(_, count)| *count)
    else {
        return;
    };
    // A single different item is a slip; several are a nested list.
    if most + 1 == items.len() {
        for (item, other) in bullets().filter(|(_, bullet)| *bullet != usual) {
            let message = Bilingual::new(
                format!("Mục này mở đầu bằng “{other}”, các mục kia bằng “{usual}”"),
                format!("This item begins with “{other}”, the others with “{usual}”"),
            );
            found.mark(tokens[item.start].span, message, vec![usual.to_owned()]);
        }
    }
    let ends = |item: &Range<usize>, mark: Mark| tokens[item.end - 1].mark() == Some(mark);
    let semicolons = items.iter().filter(|item| ends(item, Mark::Semicolon)).count();
    let [inner @ .., last] = items else { return };
    if semicolons + 2 < items.len() || semicolons < 2 {
        return;
    }
    for item in inner.iter().filter(|item| tokens[item.end - 1].is_word()) {
        let message = Bilingual::fixed(
            "Mục này thiếu dấu chấm phẩy như các mục kia",
            "This item lacks the semicolon that the others have",
        );
        let end = &tokens[item.end - 1];
        found.mark(end.span, message, vec![format!("{};", text.of(end))]);
    }
    if ends(last, Mark::Semicolon) {
        let message = Bilingual::fixed("Mục cuối kết thúc bằng dấu chấm", "The last item ends in a stop");
        found.mark(tokens[last.end - 1].span, message, vec![".".to_owned()]);
    }
}
