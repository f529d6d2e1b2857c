//! `nhat-quan/danh-so`: 1. then 2) in one list.

use std::borrow::Cow;

use super::Tally;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Gap, Mark, TokenKind};

/// Rule `nhat-quan/danh-so`. Example: *1. một, 2) hai, 3. ba*.
pub struct MixedNumbering;

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/danh-so"),
    severity: Severity::Info,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Một danh sách đánh số lúc “1.” lúc “2)”", "A list numbered now 1. now 2)"),
    why: Bilingual::fixed(
        "Các mục nối tiếp nhau (1, 2, 3…) nên có cùng một dấu sau số. Chỉ so các dòng có số liền nhau; danh sách con \
         đánh số lại từ 1, năm và số có nhiều chữ số được để yên.",
        "Items that follow one another (1, 2, 3…) have one mark behind their number. Only consecutive numbers are \
         compared; a list inside a list begins anew.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "1. Mục tiêu chung\n2) Nhiệm vụ chính\n3. Giải pháp",
            "1. Mục tiêu chung\n2. Nhiệm vụ chính\n3. Giải pháp",
        ),
        Example::new(
            "1/ Mục tiêu\n2/ Nhiệm vụ\n3. Giải pháp\n4/ Kinh phí",
            "1/ Mục tiêu\n2/ Nhiệm vụ\n3/ Giải pháp\n4/ Kinh phí",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("1. Mục tiêu chung\n1) Trước mắt\n2) Lâu dài\n2. Nhiệm vụ\n3. Giải pháp"),
        Cow::Borrowed("1. Mục tiêu\n2. Nhiệm vụ\n3 người vắng mặt\n2017. Năm ấy"),
    ]),
};

/// A numbered line.
#[derive(Clone, Copy)]
struct Item {
    number: u32,
    /// The index of the full stop or bracket behind the number.
    at: usize,
    mark: Mark,
}

impl Rule for MixedNumbering {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let mut items: Vec<Item> = Vec::new();
        let starts = text.tokens().figures().filter_map(|(at, token)| {
            let first = at == 0 || token.gap() == Gap::ParagraphBreak;
            item(text, at).filter(|_| first)
        });
        for item in starts {
            if items.last().is_some_and(|last| item.number != last.number + 1) {
                settle(text, found, &items);
                items.clear();
            }
            items.push(item);
        }
        settle(text, found, &items);
    }
}

/// The numbered line that begins with a token.
fn item(text: &Context<'_>, at: usize) -> Option<Item> {
    let list = text.tokens().list();
    let written = text.of(&list[at]);
    let digits =
        list[at].kind() == TokenKind::Number && written.len() <= 2 && written.bytes().all(|byte| byte.is_ascii_digit());
    let mark = text.tokens().after(at).and_then(|after| after.mark()).filter(|_| digits)?;
    let kept = matches!(mark, Mark::Stop | Mark::CloseBracket | Mark::Slash);
    let space = list.get(at + 2).is_some_and(|next| next.gap().is_space());
    Some(Item { number: written.parse().ok()?, at: at + 1, mark }).filter(|_| kept && space)
}

/// Reports the items with the rarer mark in a list of three items or more that has two kinds of marks.
fn settle(text: &Context<'_>, found: &mut Findings<'_>, items: &[Item]) {
    let Some(other) = items.iter().find(|item| item.mark != items[0].mark) else { return };
    let two = items.iter().all(|item| item.mark == items[0].mark || item.mark == other.mark);
    if items.len() < 3 || !two {
        return;
    }
    let mut tally = Tally::default();
    items.iter().for_each(|item| tally.add(item.mark == items[0].mark));
    let (few, many) = tally.counts();
    let Some(rarer_is_first) = tally.rarer_is_first().filter(|_| few < many) else { return };
    let (rare, usual) = if rarer_is_first { (items[0], *other) } else { (*other, items[0]) };
    let list = text.tokens().list();
    let usual = text.of(&list[usual.at]);
    let places =
        items.iter().filter(|item| item.mark == rare.mark).map(|item| (list[item.at].span, vec![usual.to_owned()]));
    super::mark_rarer(found, (few, many), places, |span| {
        let written = &text.text()[span.range()];
        Bilingual::new(
            format!("Mục này đánh số bằng “{written}” ({few} mục), các mục khác bằng “{usual}” ({many} mục)"),
            format!("This item is numbered with “{written}” ({few} items), the others with “{usual}” ({many} items)"),
        )
    });
}
