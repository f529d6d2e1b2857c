//! `dau-cau/thieu-phay`: no comma before an example, or before *tuy nhiên* in the middle of a sentence.

use std::borrow::Cow;

use super::is_prose;
use crate::rules::watch::Watch;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::Case;

/// Rule `dau-cau/thieu-phay`. Example: `trồng nhiều rau ví dụ như cải`.
pub struct NoCommaBefore;

/// Phrases that have a comma before them nine times in ten in print, in the middle of a sentence.
const SET_OFF: &[&str] = &["ví dụ như", "chẳng hạn như", "tuy nhiên"];

/// The first syllables of [`SET_OFF`].
pub(in crate::rules) fn openings() -> impl Iterator<Item = &'static str> {
    SET_OFF.iter().filter_map(|phrase| phrase.split(' ').next())
}

/// Words that may stand before such a phrase without a comma: *lấy ví dụ như, nhưng tuy nhiên*.
const LEADS_IN: &[&str] = &[
    "là", "lấy", "nêu", "cho", "có", "và", "hay", "hoặc", "như", "nhưng", "mà", "thì", "với", "từ", "ở", "về", "theo",
    "đưa", "kể", "ra", "xem", "các", "những", "một", "của", "bằng", "trong", "thêm", "số", "nếu", "dùng", "vài", "đó",
];

static META: Meta = Meta {
    name: Cow::Borrowed("dau-cau/thieu-phay"),
    severity: Severity::Info,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Thiếu dấu phẩy trước “ví dụ như”, “chẳng hạn như”, “tuy nhiên”",
        "No comma before “ví dụ như”, “chẳng hạn như”, “tuy nhiên”",
    ),
    why: Bilingual::fixed(
        "Phần nêu ví dụ và vế ngược ý giữa câu được tách khỏi phần trước bằng dấu phẩy. Sau từ dẫn liền vào (lấy ví dụ \
         như, có thể là ví dụ như, nhưng tuy nhiên) được để yên.",
        "A comma sets off an example, and a clause that turns against the one before it. Behind a word that leads into \
         it (lấy ví dụ như, nhưng tuy nhiên) nothing is said.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Nhà trồng nhiều loại rau ví dụ như rau cải và xà lách.",
            "Nhà trồng nhiều loại rau, ví dụ như rau cải và xà lách.",
        ),
        Example::new(
            "Nên ăn thêm hoa quả chẳng hạn như cam hoặc ổi.",
            "Nên ăn thêm hoa quả, chẳng hạn như cam hoặc ổi.",
        ),
        Example::new("Trời mưa to tuy nhiên trận đấu vẫn diễn ra.", "Trời mưa to, tuy nhiên trận đấu vẫn diễn ra."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Nhà trồng rau, ví dụ như rau cải. Thầy lấy ví dụ như trong bài."),
        Cow::Borrowed("Trời mưa (tuy nhiên không to). Tuy nhiên, trời đã tạnh."),
    ]),
};

impl Rule for NoCommaBefore {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for at in text.watched(Watch::SetOff) {
            let token = &list[at];
            for phrase in SET_OFF {
                let last = at + phrase.matches(' ').count();
                let row = list.get(last).map(|end| &text.text()[token.span.cover(end.span).range()]);
                let Some((before_at, before, word)) = text.previous_word(at).filter(|_| row == Some(phrase)) else {
                    continue;
                };
                // A word before the previous one and a word behind the phrase: this is the middle of a sentence.
                let inside = text.previous_word(before_at).is_some() && text.next_word(last).is_some();
                let plain = word.case == Case::Lower && is_prose(text, before);
                if !inside || !plain || LEADS_IN.contains(&text.of(before)) {
                    continue;
                }
                let message = Bilingual::new(
                    format!("Trước “{phrase}” giữa câu nên có dấu phẩy"),
                    format!("A comma belongs before “{phrase}” in the middle of a sentence"),
                );
                // The span includes the word before, so that a reader sees the place between the two.
                let span = before.span.cover(list[last].span);
                found.mark(span, message, vec![format!("{}, {phrase}", text.of(before))]);
            }
        }
    }
}
