//! From suspects to verdicts: the forest's log-odds, adjusted and calibrated for each class of mistakes, and at most
//! one verdict for a word.

use std::collections::HashMap;

use super::adjust::{SentenceTopic, adjustment};
use super::{ContextSpeller, Correction, MistakeClass, SentenceView, Suspect, UnmarkedPassage};
use crate::model::forest::Forest;
use crate::model::network::ContextVector;
use crate::model::{Classifier, Feature};
use crate::syllable::Flaw;
use crate::syllable::slip::SlipKind;
use crate::token::slots::Slot;
use crate::token::{Tokens, slots};

/// The least probability of being right for a verdict: by default, and in strict mode.
const LEAST: [f32; 2] = [0.6, 0.4];

/// Numbers that were fitted after the forest, in the order in which the model holds them: they turn its log-odds into
/// probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// What is added to the forest's log-odds for each class.
    pub shifts: [f32; MistakeClass::COUNT],
    /// Slope and offset of the logistic that turns log-odds into the probability that a finding is right.
    pub confidence: [f32; 2],
}

impl Calibration {
    /// The numbers in the order in which the model holds them.
    #[cfg(feature = "training")]
    pub fn to_list(&self) -> Vec<f32> {
        self.shifts.iter().chain(&self.confidence).copied().collect()
    }

    /// The calibration of a classifier. With a model that has none, no probability is above 0.
    fn of(classifier: &Classifier) -> Calibration {
        let number = |at: usize, missing: f32| classifier.calibration.get(at).copied().unwrap_or(missing);
        let last = MistakeClass::COUNT;
        Calibration {
            shifts: std::array::from_fn(|class| number(class, 0.0)),
            confidence: [number(last, 1.0), number(last + 1, f32::MIN)],
        }
    }

    /// What is added to the forest's log-odds for a class.
    fn shift(classifier: &Classifier, class: MistakeClass) -> f32 {
        classifier.calibration.get(class.index()).copied().unwrap_or_default()
    }

    /// The probability that a finding of these log-odds is right, rounded to hundredths: more digits would claim too
    /// much.
    fn probability(&self, odds: f32) -> f32 {
        let [slope, offset] = self.confidence;
        (100.0 / (1.0 + (-(slope * odds + offset)).exp())).round() / 100.0
    }
}

/// What is added to the log-odds of one word for another: more where the correction makes a longer compound with its
/// neighbours than what is written (*ủng* hộ), much less where it does not (*ca* sau, *cả* sau). The forest was trained
/// on generated mistakes, and gives free words too little credit: of 490 flags read in text of every kind, those
/// without such a compound were right once in five near the threshold, those with one three times as often.
const BOUND: f32 = 0.4;
const FREE: f32 = -1.4;

/// Log-odds (base e), class and suspect.
pub type ScoredSuspect = (f32, MistakeClass, Suspect);

/// A word that is reported as a mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The indices of its first and last token.
    pub tokens: (u32, u32),
    /// The class of the mistake.
    pub class: MistakeClass,
    /// The kind of slip that would have led from the best correction to what is written.
    pub kind: SlipKind,
    /// Likely corrections, best first; empty only for a non-word ([`ContextSpeller::non_words`]).
    pub corrections: Vec<Correction>,
    /// Why what is written is no syllable, as in [`Suspect::flaw`].
    pub flaw: Option<Flaw>,
    /// The probability that a finding like this one is right, rounded to hundredths.
    pub confidence: f32,
}

/// From this number of suspects on a form is likely to be the text's own word for something; of a long text, this
/// number for each [`LONG_TEXT`] tokens. Who does not know a spelling repeats it; a slip of the finger is not made
/// twice alike.
const OWN_WORD: f32 = 3.0;
const OWN_WORD_BY_ACCIDENT: f32 = 2.0;
const LONG_TEXT: f32 = 6000.0;

/// The log-odds that such a form loses, once more with each doubling of the count, and once more where its corrections
/// differ.
const OWN_WORD_WEIGHT: f32 = 1.2;

/// A sentence is of another language if it has at least this number of words that are no syllables, at least one in
/// this number of all words, and fewer than one in this number with diacritics: in Vietnamese three in four have.
const FOREIGN_LEAST: usize = 3;
const FOREIGN_ONE_IN: usize = 4;
const MARKED_ONE_IN: usize = 8;

/// A neighbour with higher log-odds than this is corrected before a word is scored again.
const SURE_NEIGHBOUR: f32 = -1.5;

/// Suspects with lower log-odds than this are dropped before the text's own share of mistakes is estimated.
const COUNTED: f32 = -3.0;

/// The share of words that are mistakes in the weighted texts that the forest was trained on.
const USUAL_SHARE: f32 = 0.007;

/// The weight of that share, as a number of words, against the share in the text itself.
const TELLING: f32 = 1000.0;

/// The least and the most that a text's own share adds to the log-odds.
const OWN_SHARE: std::ops::RangeInclusive<f32> = -1.2..=0.4;

/// The log-odds by which a mistake is likelier in this text than in others. A long text with few sure mistakes was
/// written or proofread with care, and a doubtful word in it is less likely to be a mistake; the share of mistakes is
/// estimated from the forest's own odds (as Saerens, Latinne and Decaestecker 2002 adjust a classifier to new priors),
/// leaning on the usual share while the text is short.
fn own_share(scored: &[ScoredSuspect], words: usize) -> f32 {
    let expected: f32 = scored.iter().map(|(odds, _, _)| 1.0 / (1.0 + (-odds).exp())).sum();
    let share = (expected + TELLING * USUAL_SHARE) / (words as f32 + TELLING);
    (share / USUAL_SHARE).ln().clamp(*OWN_SHARE.start(), *OWN_SHARE.end())
}

impl Suspect {
    /// The log-odds by a forest, adjusted by the compound that the word would be part of; a non-word is wrong without
    /// that.
    #[cfg(feature = "training")]
    pub fn odds(&self, forest: &Forest, class: MistakeClass) -> f32 {
        self.odds_from(forest, class, f32::NEG_INFINITY)
    }

    /// The log-odds by a forest, adjusted by the compound that the word would be part of, if they are at least `least`; else
    /// something lower ([`Forest::log_odds_from`]).
    fn odds_from(&self, forest: &Forest, class: MistakeClass, least: f32) -> f32 {
        let [written, meant] = [Feature::WrittenWord, Feature::MeantWord].map(|word| self.features[word]);
        let bond = match self.kind {
            _ if class == MistakeClass::FLAWED => 0.0,
            SlipKind::DinhChu | SlipKind::TachChu => 0.0,
            _ if meant > written => BOUND,
            _ => FREE,
        };
        forest.log_odds_from(self.features.as_slice(), least - bond) + bond
    }

    /// The class of the mistake, by what is written.
    pub fn class(&self, speller: &ContextSpeller<'_>, tokens: &Tokens) -> MistakeClass {
        let written = tokens.list().get(self.tokens.0 as usize).and_then(|token| token.word());
        let in_use = written.and_then(|word| word.syllable).is_some_and(|one| speller.lexicon.is_in_use(one));
        match self.kind {
            SlipKind::DinhChu | SlipKind::TachChu => MistakeClass::of(self.kind),
            _ if in_use => MistakeClass::of(self.kind),
            _ => MistakeClass::FLAWED,
        }
    }
}

impl ContextSpeller<'_> {
    /// The mistakes of a text, in its order and without overlap. Sentences that touch one of the passages without
    /// diacritics are skipped.
    pub fn verdicts(&self, text: &str, tokens: &Tokens, unmarked: &[UnmarkedPassage], strict: bool) -> Vec<Verdict> {
        let calibration = Calibration::of(self.model.classifier());
        let mut verdicts: Vec<Verdict> = Vec::new();
        let mut last_odds = f32::MIN;
        for (odds, class, suspect) in self.scored_suspects(text, tokens, unmarked) {
            let confidence = calibration.probability(odds);
            if confidence < LEAST[usize::from(strict)] {
                continue;
            }
            let overlaps = verdicts.last().is_some_and(|last| last.tokens.1 >= suspect.tokens.0);
            if overlaps && last_odds >= odds {
                continue;
            }
            if overlaps {
                verdicts.pop();
            }
            last_odds = odds;
            let Suspect { tokens, kind, corrections, flaw, .. } = suspect;
            verdicts.push(Verdict { tokens, class, kind, corrections, flaw, confidence });
        }
        verdicts
    }

    /// The suspects of a text with their adjusted log-odds, in its order.
    pub fn scored_suspects(&self, text: &str, tokens: &Tokens, unmarked: &[UnmarkedPassage]) -> Vec<ScoredSuspect> {
        let (mut row, mut lower, mut suspects, mut context) =
            (Vec::new(), String::new(), Vec::new(), ContextVector::default());
        let mut scored = Vec::new();
        let mut unmarked = unmarked.iter().peekable();
        for sentence in tokens.sentences() {
            while unmarked.next_if(|unmarked| unmarked.tokens.end <= sentence.start).is_some() {}
            if unmarked.peek().is_some_and(|unmarked| unmarked.tokens.start < sentence.end) {
                continue;
            }
            slots::fill(text, tokens, sentence, self.lexicon, &mut lower, &mut row);
            let read = SentenceView { text, tokens, slots: &row };
            if !is_foreign(&read) {
                self.suspects(read, &mut context, &mut suspects);
                suspects.retain(|suspect| !self.is_loan(&read, suspect));
                if suspects.is_empty() {
                    continue;
                }
                let (first, topic) = (scored.len(), SentenceTopic::of(&read));
                scored.extend(suspects.drain(..).map(|suspect| self.score_suspect(suspect, &read, &topic)));
                self.rescore_neighbours(&read, &topic, &mut scored[first..], &mut context);
            }
        }
        scored.retain(|(odds, _, _)| *odds >= COUNTED);
        // Neighbours that were scored together come in twice, and not in order.
        scored.sort_by_key(|(_, _, suspect)| suspect.tokens);
        lower_repeated_forms(text, tokens, &mut scored);
        let shift = own_share(&scored, tokens.list().len());
        scored.iter_mut().for_each(|(odds, _, _)| *odds += shift);
        scored
    }
}

impl ContextSpeller<'_> {
    /// A suspect with its class and its adjusted log-odds. Those below [`COUNTED`] may be lower than they are: no one asks for
    /// more.
    fn score_suspect(&self, suspect: Suspect, read: &SentenceView<'_>, topic: &SentenceTopic) -> ScoredSuspect {
        let class = suspect.class(self, read.tokens);
        let classifier = self.model.classifier();
        let adjustment = adjustment(class, &suspect, read.tokens, read.text, topic);
        let shift = Calibration::shift(classifier, class);
        let odds = suspect.odds_from(&classifier.forest, class, adjustment.least(COUNTED) - shift) + shift;
        (adjustment.apply(odds), class, suspect)
    }

    /// Of two adjacent suspects one is often suspect only because of the other (*tưởng minh*: *tường minh*, or *tưởng
    /// mình*?): the one with the lower odds is scored again with the other one corrected.
    fn rescore_neighbours(
        &self,
        read: &SentenceView<'_>,
        topic: &SentenceTopic,
        scored: &mut [ScoredSuspect],
        context: &mut ContextVector,
    ) {
        // The suspects of each slot, in their order: a sentence may be as long as a file, and each looks at its neighbours only.
        let mut by_slot: Vec<(usize, usize)> = (0..scored.len())
            .filter_map(|index| {
                let suspect = &scored[index].2;
                let (first, last) = suspect.tokens;
                let single = first == last && suspect.corrections.first().is_some_and(|meant| meant.second.is_none());
                let slot = single.then(|| read.slots.binary_search_by_key(&first, |slot| slot.token).ok())??;
                Some((slot, index))
            })
            .collect();
        by_slot.sort_unstable();
        let of = |slot: Option<usize>| {
            let start = by_slot.partition_point(|(other, _)| Some(*other) < slot);
            by_slot[start..].iter().take_while(move |(other, _)| Some(*other) == slot).map(|(_, index)| *index)
        };
        let mut places: Vec<(usize, usize)> = by_slot.iter().map(|(slot, index)| (*index, *slot)).collect();
        places.sort_unstable();
        let mut slots: Vec<Slot> = Vec::new();
        for (one, slot) in places {
            let beside = of(slot.checked_sub(1)).map(|other| (other, slot - 1));
            let beside = beside.chain(of(Some(slot + 1)).map(|other| (other, slot + 1)));
            let surer = beside.filter(|(other, _)| scored[*other].0 > scored[one].0.max(SURE_NEIGHBOUR));
            let best = surer.max_by(|a, b| scored[a.0].0.total_cmp(&scored[b.0].0).then(a.0.cmp(&b.0)));
            let Some((other, near)) = best else { continue };
            let Some(right) = scored[other].2.corrections.first() else { continue };
            if slots.is_empty() {
                slots.extend_from_slice(read.slots);
            }
            let written = std::mem::replace(&mut slots[near].symbol, self.lexicon.symbol(right.first));
            let mut again = Vec::new();
            self.suspect(&SentenceView { slots: &slots, ..*read }, slot, context, &mut again);
            slots[near].symbol = written;
            let odds =
                again.into_iter().map(|suspect| self.score_suspect(suspect, read, topic).0).fold(f32::MIN, f32::max);
            scored[one].0 = scored[one].0.min(odds);
        }
    }
}

/// How often a form is suspected in a text, and up to two of its different corrections.
#[derive(Default)]
struct Form {
    count: f32,
    corrections: Vec<Correction>,
}

/// Lowers the odds of forms that are suspects again and again in one text.
fn lower_repeated_forms(text: &str, tokens: &Tokens, scored: &mut [ScoredSuspect]) {
    let form = |suspect: &Suspect| {
        let token = tokens.list().get(suspect.tokens.0 as usize);
        token.map_or_else(String::new, |token| token.text(text).to_lowercase())
    };
    let mut forms: HashMap<String, Form> = HashMap::new();
    let mut last = None;
    for (_, _, suspect) in scored.iter() {
        // Scored with its neighbour and without, it is one.
        if last.replace(suspect.tokens) != Some(suspect.tokens) {
            let form = forms.entry(form(suspect)).or_default();
            form.count += 1.0;
            // Whether there is more than one is all that is asked.
            let other = suspect
                .corrections
                .first()
                .filter(|meant| form.corrections.len() < 2 && !form.corrections.contains(meant));
            form.corrections.extend(other);
        }
    }
    let length = (tokens.list().len() as f32 / LONG_TEXT).max(1.0);
    for (odds, _, suspect) in scored.iter_mut() {
        let Some(form) = forms.get(&form(suspect)) else { continue };
        let usual = length * if suspect.kind.is_habit() { OWN_WORD } else { OWN_WORD_BY_ACCIDENT };
        if form.count >= usual {
            let doublings = (form.count / usual).log2();
            let meanings = if form.corrections.len() > 1 { 1.0 } else { 0.0 };
            *odds -= OWN_WORD_WEIGHT * (1.0 + doublings + meanings);
        }
    }
}

/// Whether a sentence is of another language without diacritics: then its words are no slips of Vietnamese ones.
pub(super) fn is_foreign(read: &SentenceView<'_>) -> bool {
    let words = (0..read.slots.len()).filter_map(|slot| read.word(slot));
    let (mut all, mut marked, mut foreign) = (0, 0, 0);
    for word in words {
        all += 1;
        marked += usize::from(word.marked);
        foreign += usize::from(word.syllable.is_none() && !word.marked);
    }
    foreign >= FOREIGN_LEAST && foreign * FOREIGN_ONE_IN >= all && marked * MARKED_ONE_IN < all
}
