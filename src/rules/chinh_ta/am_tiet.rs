//! `chinh-ta/am-tiet`: a word that no Vietnamese syllable can be.

use std::borrow::Cow;

use crate::lexicon::Answer;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, Flaw};
use crate::token::{Script, Token, Word};

/// kiẻm, giám sat
pub struct ImpossibleSyllable;

/// Costs ([`crate::syllable::distance::cost`]) up to which a slip is believed. A word in small letters that is no syllable
/// has little else to be; a capital may begin a name of another language, and only slips of marks are believed there.
const LIMIT: f32 = 3.3;
const LIMIT_SENTENCE_START: f32 = 2.4;
const LIMIT_NAME: f32 = 1.6;

/// A word without any mark is a slip only if what it lacks a tone for is this much likelier: e⁴, some fifty times.
const UNMARKED_LEAD: f32 = 4.0;

static META: Meta = Meta {
    name: Cow::Borrowed("chinh-ta/am-tiet"),
    severity: Severity::Error,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed("Âm tiết không có trong tiếng Việt", "A syllable that Vietnamese does not have"),
    why: Bilingual::fixed(
        "Âm tiết tiếng Việt gồm âm đầu, vần và thanh; mỗi phần chỉ nhận một số chữ nhất định và đi với nhau theo \
         luật: k trước e, ê, i; ngh trước e, ê, i; iê khi có âm cuối; âm cuối p, t, c, ch chỉ mang dấu sắc hoặc \
         nặng. Tên riêng, từ nước ngoài, từ phiên âm (Đắk Lắk, Mát-xcơ-va, ôxy), chữ viết tắt được để yên, vì không \
         biết chưa phải là sai.",
        "A Vietnamese syllable is onset, rime and tone, and each takes certain letters only: k before e, ê, i; iê \
         before a coda; sắc or nặng before p, t, c, ch. Names, foreign and transliterated words and acronyms are \
         left alone: unknown is not wrong.",
    ),
    authority: Some(Bilingual::fixed(
        "Quyết định 1989/QĐ-BGDĐT (2018), phụ lục quy tắc chính tả",
        "Decision 1989/QĐ-BGDĐT (2018), annex on spelling",
    )),
    wrong: Cow::Borrowed(&[
        Example::new("Công tác kiẻm tra còn chậm.", "Công tác kiểm tra còn chậm."),
        Example::new("Việc giám sat chưa đều.", "Việc giám sát chưa đều."),
        Example::new("Các nghành đều đươc mời.", "Các ngành đều được mời."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tỉnh Đắk Lắk, người Hmông, ông Y Thịnh Niê, thủ đô Mát-xcơ-va."),
        Cow::Borrowed("Ban nhạc pop lọt top 10, UBND tỉnh, HĐND xã, website của ĐHQG."),
        Cow::Borrowed("Khí ôxy, chất prôtêin, xoong nồi, cái boong tàu."),
    ]),
};

impl Rule for ImpossibleSyllable {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        for (at, token, word) in text.words() {
            if word.syllable.is_some() || !word.vietnamese || word.chained || word.script != Script::Latin {
                continue;
            }
            let Some(limit) = self.limit(text, at, word) else { continue };
            let written = text.of(token);
            let Answer::Wrong { flaw, mut meant } = text.lexicon().judge(&written.to_lowercase()) else { continue };
            if matches!(flaw, Flaw::MarkPlace { .. }) {
                continue; // chinh-ta/vi-tri-dau has said so
            }
            if !word.marked && !(matches!(flaw, Flaw::ToneOnStop { .. }) && meant[0].score >= UNMARKED_LEAD) {
                continue;
            }
            meant.retain(|candidate| candidate.cost <= limit);
            if meant.is_empty() {
                continue;
            }
            let mechanical = flaw.is_mechanical() && meant.len() == 1;
            let suggestions: Vec<String> =
                meant.iter().map(|candidate| text.as_written(&candidate.syllable.spelling(), &[word.case])).collect();
            let best = &suggestions[0];
            let message = Bilingual::new(
                format!("“{written}” không phải âm tiết tiếng Việt: {}; có lẽ là “{best}”", flaw.vi()),
                format!("“{written}” is no Vietnamese syllable: {}; perhaps “{best}”", flaw.en()),
            );
            let finding = found.mark(token.span, message, suggestions);
            if let Some(fix) = finding.fix.as_mut().filter(|_| mechanical) {
                fix.applicability = Applicability::Safe;
            }
        }
    }
}

impl ImpossibleSyllable {
    /// How costly a slip is believed for this word, where it stands; `None` if it is not to be judged.
    fn limit(&self, text: &Context<'_>, at: usize, word: Word) -> Option<f32> {
        let before = text.previous_word(at);
        let after = text.next_word(at);
        let neighbours = || [before, after].into_iter().flatten();
        let known = |(_, _, word): &(usize, &Token, Word)| word.syllable.is_some_and(|s| text.lexicon().is_in_use(s));
        match word.case {
            Case::Mixed => None,
            // An acronym, unless it stands in a line of capitals.
            Case::Upper => {
                let in_capitals = |other: &(usize, &Token, Word)| other.2.case == Case::Upper && known(other);
                (word.marked && neighbours().any(|other| in_capitals(&other))).then_some(LIMIT_SENTENCE_START)
            }
            Case::Capital => {
                let starts = text.tokens().sentence_of(at).start == at;
                // A capital beside a capital is a name, at the start of a sentence, too.
                let named = after.is_some_and(|(_, _, next)| next.case == Case::Capital);
                word.marked.then_some(if starts && !named { LIMIT_SENTENCE_START } else { LIMIT_NAME })
            }
            Case::Lower if word.marked => Some(LIMIT),
            Case::Lower => {
                // Without a mark it may be English. It is judged in Vietnamese company only.
                let foreign = neighbours().any(|other| other.2.syllable.is_none());
                let vietnamese = neighbours().any(|other| other.2.marked && known(&other));
                (vietnamese && !foreign).then_some(LIMIT)
            }
        }
    }
}
