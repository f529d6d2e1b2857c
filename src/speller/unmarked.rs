//! Finds the passages of a text that were typed without any diacritics: *Hoi nghi da thao luan ve cac bien phap.*
//!
//! A Vietnamese sentence has diacritics within its first few words, and no more of most sentences is looked at. Where there
//! are none, most words have to be a syllable in use without its diacritics, which sets other languages apart: of English
//! words two in five are. Only what is left is restored ([`super::restore`]), and has to be much likelier as Vietnamese than
//! as it stands.
//!
//! The thresholds were chosen on the press of 2003–2019 without its diacritics, of which they find 98 in 100 paragraphs, and
//! on the Declaration of Human Rights in 400 languages, of which they find nothing in whole paragraphs.

use std::ops::Range;

use super::restore::{Choice, Lattice, likeliest};
use super::{ContextSpeller, SentenceView};
use crate::lexicon::Lexicon;
use crate::syllable::{self, Case, Syllable};
use crate::token::slots::{self, Slot};
use crate::token::{Gap, Mark, Script, Token, Tokens};

/// The least number of words of a passage: fewer may be a name, a title, a phrase of another language.
const LEAST: usize = 8;

/// The most words of a passage, unless a single sentence has more. A longer one is reported in several findings, each
/// of a size that a reader can look over before accepting it.
const MOST: usize = 2000;

/// One word in this number may have a diacritic.
const MARKED_ONE_IN: usize = 20;

/// One word in this number may be no Vietnamese syllable without its diacritics; in a short sentence, every other one.
const FOREIGN_ONE_IN: usize = 5;

/// The least number of words that are not capitalised like names, and their least share.
const JUDGED: usize = 4;
const JUDGED_SHARE: f32 = 0.3;

/// The least share of words that are restored to other letters.
const CHANGED_SHARE: f32 = 0.4;

/// The least mean natural log-probability of a restored word: ordinary text has -4.6.
const LIKELY: f32 = -7.75;

/// The least mean gain in natural log-probability by restoring: ordinary text gains 5. Each tenth of the words that is
/// foreign asks for one more.
const GAIN: f32 = 1.0;
const GAIN_FOREIGN: f32 = 10.0;

/// The least number of words from comma to comma, or dash to dash: what has fewer is a list of names. In text of
/// capitals names are told apart by nothing else, so more are asked for.
const WORDS_PER_SEPARATOR: f32 = 2.5;
const WORDS_PER_SEPARATOR_UPPER: f32 = 5.0;

/// A passage that was typed without diacritics.
#[derive(Clone, Debug, PartialEq)]
pub struct UnmarkedPassage {
    /// The indices of its tokens, from its first word to the last.
    pub tokens: Range<usize>,
    /// Number of words in the passage.
    pub words: usize,
    /// The words that change: token index and restored syllable, in the order of the text.
    pub restored: Vec<(u32, Syllable)>,
}

/// Evidence for Vietnamese in one sentence or in several.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    words: usize,
    /// Words that are not capitalised like names, and how many of them are no syllable without its diacritics.
    judged: usize,
    foreign: usize,
    /// Number of words in capitals, where the whole sentence is in capitals; else 0.
    upper: usize,
    /// Number of commas, semicolons, dashes, hyphens and slashes.
    separators: usize,
    changed: usize,
    /// Natural logarithm of the probability of the restored sentence, and how much it is above that of the sentence as
    /// it stands.
    score: f32,
    gain: f32,
}

impl Evidence {
    fn add(&mut self, other: &Evidence) {
        self.words += other.words;
        self.judged += other.judged;
        self.foreign += other.foreign;
        self.upper += other.upper;
        self.separators += other.separators;
        self.changed += other.changed;
        self.score += other.score;
        self.gain += other.gain;
    }

    /// Whether the words alone show another language.
    fn is_foreign(&self) -> bool {
        self.foreign * if self.judged < LEAST { 2 } else { FOREIGN_ONE_IN } > self.judged
    }

    /// Whether restoring is worth trying.
    fn is_promising(&self) -> bool {
        let between = if self.upper * 2 > self.judged { WORDS_PER_SEPARATOR_UPPER } else { WORDS_PER_SEPARATOR };
        self.words >= LEAST
            && self.judged >= JUDGED.max((self.words as f32 * JUDGED_SHARE) as usize)
            && self.foreign * FOREIGN_ONE_IN <= self.judged
            && self.words as f32 >= between * (self.separators + 1) as f32
    }

    /// Whether the restored text is Vietnamese.
    fn is_vietnamese(&self) -> bool {
        let words = self.words as f32;
        let foreign = self.foreign as f32 / self.judged as f32;
        self.changed as f32 >= CHANGED_SHARE * words
            && self.score >= LIKELY * words
            && self.gain >= (GAIN + GAIN_FOREIGN * foreign) * words
    }
}

/// Goes over a text and collects the passages; holds its buffers.
struct Finder<'a> {
    speller: &'a ContextSpeller<'a>,
    text: &'a str,
    tokens: &'a Tokens,
    /// Consecutive sentences of a paragraph that may all be without diacritics.
    run: Vec<(Range<usize>, Evidence)>,
    words: usize,
    row: Vec<Slot>,
    lower: String,
    lattice: Lattice,
    found: Vec<UnmarkedPassage>,
}

impl ContextSpeller<'_> {
    /// The passages that were typed without diacritics, in the order of the text.
    pub fn unmarked_passages(&self, text: &str, tokens: &Tokens) -> Vec<UnmarkedPassage> {
        let mut finder = Finder {
            speller: self,
            text,
            tokens,
            run: Vec::new(),
            words: 0,
            row: Vec::new(),
            lower: String::new(),
            lattice: Lattice::default(),
            found: Vec::new(),
        };
        for sentence in tokens.sentences() {
            let list = &tokens.list()[sentence.clone()];
            if list[0].gap() == Gap::ParagraphBreak {
                finder.close();
            }
            let Some(evidence) = (!is_marked(list)).then(|| finder.look(list)).flatten() else {
                finder.close();
                continue;
            };
            if finder.words + evidence.words > MOST {
                finder.close();
            }
            finder.words += evidence.words;
            finder.run.push((sentence, evidence));
        }
        finder.close();
        finder.found
    }
}

/// Whether more words of a sentence have diacritics than a passage without may have.
fn is_marked(sentence: &[Token]) -> bool {
    let allowed = sentence.len() / MARKED_ONE_IN;
    sentence.iter().filter(|token| token.word().is_some_and(|word| word.marked)).nth(allowed).is_some()
}

impl Finder<'_> {
    /// Counts the words of a sentence; `None` if too many are of another language.
    fn look(&self, sentence: &[Token]) -> Option<Evidence> {
        let mut evidence = Evidence::default();
        let (mut lower, mut upper) = ((0, 0), (0, 0));
        // More than that are too many, whatever follows.
        let allowed = (LEAST / 2).max(sentence.len() / FOREIGN_ONE_IN);
        for token in sentence {
            let Some(word) = token.word() else {
                evidence.separators += usize::from(token.mark().is_some_and(divides));
                continue;
            };
            evidence.words += 1;
            let (count, foreign) = match word.case {
                Case::Lower => &mut lower,
                Case::Upper => &mut upper,
                Case::Capital | Case::Mixed => continue,
            };
            *count += 1;
            let read = syllable::Word::read(token.text(self.text));
            *foreign += usize::from(read.is_none_or(|read| self.speller.lexicon.marked_forms(&read).is_empty()));
            if lower.1 > allowed {
                return None;
            }
        }
        // A headline in capitals: elsewhere they are acronyms.
        let headline = upper.0 > 4 * lower.0;
        (evidence.judged, evidence.foreign) = if headline { upper } else { lower };
        evidence.upper = if headline { upper.0 } else { 0 };
        (!evidence.is_foreign()).then_some(evidence)
    }

    /// Ends a run of sentences: restores it, if it is long enough, and keeps it as a passage if it is Vietnamese.
    fn close(&mut self) {
        self.words = 0;
        let mut all = Evidence::default();
        self.run.iter().for_each(|(_, evidence)| all.add(evidence));
        let run = std::mem::take(&mut self.run);
        if !all.is_promising() {
            return;
        }
        let mut restored = Vec::new();
        for (sentence, evidence) in &run {
            all.add(&self.restore(sentence.clone(), evidence.upper > 0, &mut restored));
        }
        let [Some((first, _)), Some((last, _))] = [run.first(), run.last()] else { return };
        let is_word = |at: &usize| self.tokens.list()[*at].word().is_some();
        let mut range = first.start..last.end;
        let [Some(first), Some(last)] = [range.clone().find(is_word), range.rfind(is_word)] else { return };
        if all.is_vietnamese() {
            self.found.push(UnmarkedPassage { tokens: first..last + 1, words: all.words, restored });
        }
    }

    /// Restores a sentence and appends its changed words; gives back what the restored sentence adds to the evidence.
    fn restore(&mut self, sentence: Range<usize>, headline: bool, restored: &mut Vec<(u32, Syllable)>) -> Evidence {
        let ContextSpeller { lexicon, model, .. } = *self.speller;
        slots::fill(self.text, self.tokens, sentence, lexicon, &mut self.lower, &mut self.row);
        let read = SentenceView { text: self.text, tokens: self.tokens, slots: &self.row };
        let inner = 1..self.row.len() - 1;
        self.lattice.clear();
        inner.clone().for_each(|at| self.lattice.push([Choice::kept(read.slots[at].symbol)]));
        let (as_it_stands, _) = likeliest(model, &self.lattice);
        self.lattice.clear();
        inner.clone().for_each(|at| self.lattice.push(choices(lexicon, &read, at, headline)));
        let (score, chosen) = likeliest(model, &self.lattice);
        let before = restored.len();
        restored.extend(inner.zip(chosen).filter_map(|(at, syllable)| {
            let written = read.word(at)?.syllable;
            Some((read.slots[at].token, syllable.filter(|_| syllable != written)?))
        }));
        Evidence { changed: restored.len() - before, score, gain: score - as_it_stands, ..Evidence::default() }
    }
}

/// The possible readings of the word in a slot.
fn choices<'l>(
    lexicon: &'l Lexicon,
    read: &SentenceView<'_>,
    at: usize,
    headline: bool,
) -> impl Iterator<Item = Choice> + use<'l> {
    let slot = read.slots[at];
    let fits = |token: &&Token| {
        token.word().is_some_and(|word| {
            let case = match word.case {
                Case::Lower => true,
                // A capital alone stands for a name: Nguyen Van A.
                Case::Capital => at == 1 || token.span.len() > 1,
                Case::Upper => headline,
                Case::Mixed => false,
            };
            case && !word.marked && !word.chained && word.script == Script::Latin
        })
    };
    let written = read.token(at).filter(fits).and_then(|token| syllable::Word::read(token.text(read.text)));
    let forms = written.map_or(&[][..], |written| lexicon.marked_forms(&written));
    // A word that is no syllable and normal may well be meant: top, kg.
    let normal = slot.symbol.is_word() && written.is_some_and(|written| written.known().is_none());
    let kept = (forms.is_empty() || normal).then_some(Choice::kept(slot.symbol));
    let marked = forms.iter().map(|one| Choice { symbol: lexicon.symbol(*one), syllable: Some(*one) });
    marked.chain(kept)
}

/// Whether a mark may stand between the items of a list.
fn divides(mark: Mark) -> bool {
    matches!(mark, Mark::Comma | Mark::Semicolon | Mark::Dash | Mark::Hyphen | Mark::Slash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;

    /// The stretches of a text, as they are written.
    fn stretches(text: &str) -> Vec<&str> {
        let mut tokens = Tokens::default();
        tokens.fill(text, &[]);
        let found = ContextSpeller::new(Dictionaries::embedded()).unmarked_passages(text, &tokens).into_iter();
        let span = |unmarked: UnmarkedPassage| {
            let list = &tokens.list()[unmarked.tokens];
            list[0].span.cover(list[list.len() - 1].span).range()
        };
        found.map(|unmarked| &text[span(unmarked)]).collect()
    }

    #[test]
    fn a_stretch_is_a_paragraph_or_whole_sentences_of_it() {
        let plain = "Toi di hoc. Me toi o nha nau com. Troi mua to qua";
        assert_eq!(stretches(&format!("{plain}.")), [plain], "short sentences together are enough");
        assert_eq!(stretches(&format!("{plain}.\n\n{plain}.")), [plain; 2], "one for each paragraph");
        let one = "Hom nay troi mua rat to nen chung toi o nha";
        assert_eq!(stretches(&format!("Sáng nay đẹp trời lắm. {one}! Thế rồi trời lại nắng.")), [one]);
        assert_eq!(stretches(&format!("{one}. This is what everybody should understand first. {one}.")), [one; 2]);
        for nothing in ["", "Toi di hoc.", "1. 2. 3.", "Hôm nay trời mưa rất to nên chúng tôi ở nhà."] {
            assert_eq!(stretches(nothing), [""; 0], "{nothing}");
        }
    }

    #[test]
    fn numbers_acronyms_and_foreign_words_may_stand_inside() {
        for text in [
            "Ngay 12/5/2019, UBND TP.HCM thong bao gia dien tang 8,36% va yeu cau EVN cong khai tren website evn.com.vn",
            "Toi mua iPhone qua Facebook, shop giao hang rat nhanh (chi 2 ngay) va “khong lay tien ship”",
            "Cô Lan nhan tin cho tat ca hoc sinh trong lop rang ngay mai duoc nghi hoc vi bao so ba sap vao bo",
        ] {
            assert_eq!(stretches(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_long_paragraph_is_told_in_pieces() {
        let sentence = "Hom nay troi mua rat to nen chung toi o nha. ";
        let (pieces, words) = (MOST * 5 / 2, 11);
        let text = sentence.repeat(pieces / words);
        let found = stretches(&text);
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|piece| piece.split(' ').count() <= MOST));
        assert_eq!(stretches(&sentence.replace('.', "").repeat(pieces / words)).len(), 1, "a sentence is not cut");
    }
}
