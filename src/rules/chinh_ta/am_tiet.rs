//! `chinh-ta/am-tiet`: a word that no Vietnamese syllable can be.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::lexicon::Answer;
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::syllable::{Case, Flaw, Glyph};
use crate::token::{Mark, Script, Token, Word};

/// kiẻm, giám sat
pub struct ImpossibleSyllable;

/// Costs ([`crate::syllable::distance::cost`]) up to which a slip is believed. A word in small letters that is no syllable
/// has little else to be; a capital may begin a name of another language, and only slips of marks are believed there.
const LIMIT: f32 = 3.3;
const LIMIT_SENTENCE_START: f32 = 2.4;
const LIMIT_NAME: f32 = 1.6;

/// The limit for a word that spelling allows and nobody uses: hỏi for ngã or ngã for hỏi (*cũa, kiễm*). Rare words of one
/// region are among the others (*chồm hỗm, đèm đẹp*), so they are doubtful findings.
const LIMIT_UNUSED: f32 = 0.9;

/// How much more is believed when doubtful findings are wanted, too.
const STRICT: f32 = 0.8;

/// The limit for a word whose end or beginning is foreign: *él*, *hnè*.
const LIMIT_FOREIGN: f32 = 2.0;

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
        Example::new("Sách cũa tôi, kiễm tra rồi.", "Sách của tôi, kiểm tra rồi."),
        Example::new("Các nghành đều đươc mời.", "Các ngành đều được mời."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Tỉnh Đắk Lắk, người Hmông, ông Y Thịnh Niê, thủ đô Mát-xcơ-va."),
        Cow::Borrowed("Ban nhạc pop lọt top 10, UBND tỉnh, HĐND xã, website của ĐHQG."),
        Cow::Borrowed("Alô, ai đấy? Thép mạ crôm, vặn con êcu."),
        Cow::Borrowed("Khí ôxy, chất prôtêin, xoong nồi, cái boong tàu."),
    ]),
};

impl Rule for ImpossibleSyllable {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        // Words that are no syllable, and words with marks that spelling allows and nobody uses.
        let unused =
            |word: &Word| word.marked && word.syllable.is_some_and(|syllable| !text.lexicon().is_in_use(syllable));
        let odd = text.tokens().odd_words().filter(|(_, _, word)| word.syllable.is_none() || unused(word));
        // A name that a text is full of is judged once.
        let mut judged: HashMap<String, Answer> = HashMap::new();
        for (at, token, word) in odd {
            if !word.vietnamese || word.chained || word.script != Script::Latin {
                continue;
            }
            let written = text.of(token);
            // One letter is the letter itself (*chữ Ă*); a word cut off by an ellipsis is no slip.
            let cut_off = text.tokens().after(at).is_some_and(|next| next.mark() == Some(Mark::Ellipsis));
            if written.chars().nth(1).is_none() || cut_off {
                continue;
            }
            let Some(limit) = self.limit(text, at, word) else { continue };
            let lower = written.to_lowercase();
            let answer = judged.entry(lower).or_insert_with_key(|lower| text.lexicon().judge(lower));
            let Answer::Wrong { flaw, meant } = answer else { continue };
            if matches!(flaw, Flaw::MarkPlace { .. }) {
                continue; // chinh-ta/vi-tri-dau has said so
            }
            if !word.marked && (meant[0].score < UNMARKED_LEAD || written.chars().count() < 3) {
                continue;
            }
            let limit = if text.is_strict() { limit + STRICT } else { limit };
            let limit = if *flaw == Flaw::NotInUse && !text.is_strict() { LIMIT_UNUSED } else { limit };
            let limit = if looks_foreign(written, flaw) { limit.min(LIMIT_FOREIGN) } else { limit };
            let meant: Vec<_> = meant.iter().filter(|candidate| candidate.cost <= limit).collect();
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
            found.mark(token.span, message, suggestions).safe_if(mechanical);
        }
    }
}

/// Whether a word ends in a letter that closes no Vietnamese syllable, or is short and begins as none does.
fn looks_foreign(written: &str, flaw: &Flaw) -> bool {
    let foreign_end = !written.to_lowercase().ends_with(|last: char| match Glyph::of(last) {
        Some(glyph) => {
            glyph.letter.is_vowel() || matches!(glyph.letter.char(), 'c' | 'g' | 'h' | 'm' | 'n' | 'p' | 't')
        }
        None => false,
    });
    foreign_end || matches!(flaw, Flaw::Onset(_)) && written.chars().count() < 4
}

impl ImpossibleSyllable {
    /// Whether one of the words next to it, marks between them or not, is foreign: a list of French verbs, a title.
    fn in_foreign_company(&self, text: &Context<'_>, at: usize) -> bool {
        let list = text.tokens().list();
        let foreign = |token: &&Token| token.word().is_some_and(|word| word.syllable.is_none() && !word.marked);
        let paragraph = text.tokens().paragraph(text.tokens().paragraph_of(at)).unwrap_or(at..at + 1);
        let after = list[at + 1..paragraph.end].iter().filter(|token| token.is_word()).take(2);
        let before = list[paragraph.start..at].iter().rev().filter(|token| token.is_word()).take(2);
        // Acronyms and names stand in any Vietnamese sentence; words in small letters say which language is spoken.
        let small = |token: &&Token| token.word().is_some_and(|word| word.case == Case::Lower);
        after.chain(before).filter(small).any(|token| foreign(&token))
    }

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
            // Without a mark it is a name.
            Case::Capital if !word.marked => None,
            Case::Capital => {
                // Kông, Kạn, Rốk: k is how names of other peoples are written.
                if text.of(&text.tokens().list()[at]).contains(['k', 'K']) {
                    return None;
                }
                let starts = text.tokens().sentence_of(at).start == at;
                // A capital beside a capital is a name, at the start of a sentence, too.
                let named = after.is_some_and(|(_, _, next)| next.case == Case::Capital);
                Some(if starts && !named { LIMIT_SENTENCE_START } else { LIMIT_NAME })
            }
            Case::Lower if word.marked => Some(if self.in_foreign_company(text, at) { LIMIT_NAME } else { LIMIT }),
            Case::Lower => {
                // Without a mark it may be English. It is judged in Vietnamese company only.
                let foreign = neighbours().any(|other| other.2.syllable.is_none());
                let vietnamese = neighbours().any(|other| other.2.marked && known(&other));
                (vietnamese && !foreign).then_some(LIMIT)
            }
        }
    }
}
