//! From suspects to what is reported: the forest's word, the limit of each class of slips, one verdict a place.

use std::collections::HashMap;

use super::temper::{About, temper};
use super::{Bare, Class, ContextSpeller, Correction, SentenceView, Suspect};
use crate::model::forest::Forest;
use crate::model::network::ContextVector;
use crate::model::{Classifier, Feature};
use crate::syllable::Flaw;
use crate::syllable::slip::Kind;
use crate::token::slots::Slot;
use crate::token::{Tokens, slots};

/// A finding is reported from this probability on that it is right: by default, and when doubtful findings are wanted.
const LEAST: [f32; 2] = [0.6, 0.4];

/// Numbers that were fitted with the forest, in the order in which the model holds them.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// What is added to the forest's log-odds for each class.
    pub shifts: [f32; Class::COUNT],
    /// Slope and offset that turn the forest's log-odds into those of a right finding.
    pub confidence: [f32; 2],
}

impl Limits {
    /// As the model holds them.
    #[cfg(feature = "training")]
    pub fn to_list(&self) -> Vec<f32> {
        self.shifts.iter().chain(&self.confidence).copied().collect()
    }

    /// Nothing is reported by a model without limits.
    fn of(judge: &Classifier) -> Limits {
        let number = |at: usize, missing: f32| judge.limits.get(at).copied().unwrap_or(missing);
        let last = Class::COUNT;
        Limits {
            shifts: std::array::from_fn(|class| number(class, 0.0)),
            confidence: [number(last, 1.0), number(last + 1, f32::MIN)],
        }
    }

    /// What is added to the forest's log-odds for a class.
    fn shift(judge: &Classifier, class: Class) -> f32 {
        judge.limits.get(class.index()).copied().unwrap_or_default()
    }

    /// Probability that a finding of these log-odds is right, to hundredths: more would claim too much.
    fn sure(&self, odds: f32) -> f32 {
        let [slope, offset] = self.confidence;
        (100.0 / (1.0 + (-(slope * odds + offset)).exp())).round() / 100.0
    }
}

/// What is added to the log-odds of one word for another: more where what may have been meant makes a longer word with its
/// neighbours than what was written (*ủng* hộ), much less where it does not (*ca* sau, *cả* sau). The forest learned from mistakes
/// that were drawn, and gives free words too little credit: of 490 flags read in text of every kind, those without such a word were
/// right once in five near the limit, those with one three times as often.
const BOUND: f32 = 0.4;
const FREE: f32 = -1.4;

/// A suspect with its log-odds.
pub type Judged = (f32, Class, Suspect);

/// A word that is taken for a slip.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Its first and last token.
    pub tokens: (u32, u32),
    /// What kind of thing it is.
    pub class: Class,
    /// What would have happened.
    pub kind: Kind,
    /// What may have been meant, best first; empty only for a word that is none ([`ContextSpeller::no_words`]).
    pub corrections: Vec<Correction>,
    /// Why what was written is no syllable; as in [`Suspect::flaw`].
    pub flaw: Option<Flaw>,
    /// Probability that a finding like this one is right, to hundredths.
    pub confidence: f32,
}

/// A form that is suspected this often in a text is likely to be the text's own word for something; of a long text, this
/// often in this number of tokens. Who does not know a spelling repeats it; a finger does not slip twice alike.
const OWN_WORD: f32 = 3.0;
const OWN_WORD_BY_ACCIDENT: f32 = 2.0;
const LONG_TEXT: f32 = 6000.0;

/// Log-odds that such a form loses, and as many again with each doubling; and once more where something else would have been
/// meant each time.
const OWN_WORD_WEIGHT: f32 = 1.2;

/// A sentence is of another language with at least this number of words that are no syllables, at least one in this number of
/// all, where fewer than one in this number have marks: of ours three in four have.
const FOREIGN_LEAST: usize = 3;
const FOREIGN_ONE_IN: usize = 4;
const MARKED_ONE_IN: usize = 8;

/// A neighbour with higher log-odds than this is put right before a word is judged.
const SURE_NEIGHBOUR: f32 = -1.5;

/// Suspects with lower log-odds than this are not counted for that.
const COUNTED: f32 = -3.0;

/// The share of words that are mistakes in the texts that the forest was fitted on, as they were weighted.
const USUAL_SHARE: f32 = 0.007;

/// How many words of a text it takes to tell its own share as well as the usual one.
const TELLING: f32 = 1000.0;

/// The most that a text's own share takes from the odds of a mistake, and adds to them.
const OWN_SHARE: std::ops::RangeInclusive<f32> = -1.2..=0.4;

/// Log-odds by which a mistake is likelier in this text than in others. A long text with few sure mistakes was written or
/// read with care, and a doubtful word in it is less likely to be one; the share of mistakes is estimated from the forest's
/// own odds (as Saerens, Latinne and Decaestecker 2002 adjust a classifier to new priors), leaning on the usual share while
/// the text is short.
fn own_share(judged: &[Judged], words: usize) -> f32 {
    let expected: f32 = judged.iter().map(|(odds, _, _)| 1.0 / (1.0 + (-odds).exp())).sum();
    let share = (expected + TELLING * USUAL_SHARE) / (words as f32 + TELLING);
    (share / USUAL_SHARE).ln().clamp(*OWN_SHARE.start(), *OWN_SHARE.end())
}

impl Suspect {
    /// Log-odds by a forest, and by the word that it would be part of. What is no word by itself needs none to be wrong.
    pub fn odds(&self, forest: &Forest, class: Class) -> f32 {
        let [written, meant] = [Feature::WrittenWord, Feature::MeantWord].map(|word| self.features[word]);
        let bond = match self.kind {
            _ if class == Class::FLAWED => 0.0,
            Kind::DinhChu | Kind::TachChu => 0.0,
            _ if meant > written => BOUND,
            _ => FREE,
        };
        forest.log_odds(self.features.as_slice()) + bond
    }

    /// What kind of thing it is, by what is written.
    pub fn class(&self, speller: &ContextSpeller<'_>, tokens: &Tokens) -> Class {
        let written = tokens.list().get(self.tokens.0 as usize).and_then(|token| token.word());
        let in_use = written.and_then(|word| word.syllable).is_some_and(|one| speller.lexicon.is_in_use(one));
        match self.kind {
            Kind::DinhChu | Kind::TachChu => Class::of(self.kind),
            _ if in_use => Class::of(self.kind),
            _ => Class::FLAWED,
        }
    }
}

impl ContextSpeller<'_> {
    /// What is wrong in a text, in the order of the text and without overlap. Sentences of stretches without marks are passed
    /// over.
    pub fn verdicts(&self, text: &str, tokens: &Tokens, bare: &[Bare], strict: bool) -> Vec<Verdict> {
        let limits = Limits::of(self.model.classifier());
        let mut verdicts: Vec<Verdict> = Vec::new();
        let mut last_odds = f32::MIN;
        for (odds, class, suspect) in self.judged_suspects(text, tokens, bare) {
            let confidence = limits.sure(odds);
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

    /// The suspects of a text with their log-odds by all that is known of them and of the text, in its order.
    pub fn judged_suspects(&self, text: &str, tokens: &Tokens, bare: &[Bare]) -> Vec<Judged> {
        let (mut row, mut lower, mut suspects, mut context) =
            (Vec::new(), String::new(), Vec::new(), ContextVector::default());
        let mut judged = Vec::new();
        let mut bare = bare.iter().peekable();
        for sentence in tokens.sentences() {
            while bare.next_if(|bare| bare.tokens.end <= sentence.start).is_some() {}
            if bare.peek().is_some_and(|bare| bare.tokens.start < sentence.end) {
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
                let (first, about) = (judged.len(), About::of(&read));
                judged.extend(suspects.drain(..).map(|suspect| self.judge(suspect, &read, &about)));
                self.settle_neighbours(&read, &about, &mut judged[first..], &mut context);
            }
        }
        judged.retain(|(odds, _, _)| *odds >= COUNTED);
        // Neighbours that were judged together come in twice, and not in order.
        judged.sort_by_key(|(_, _, suspect)| suspect.tokens);
        weigh_own_words(text, tokens, &mut judged);
        let shift = own_share(&judged, tokens.list().len());
        judged.iter_mut().for_each(|(odds, _, _)| *odds += shift);
        judged
    }
}

impl ContextSpeller<'_> {
    /// What the forest says of a suspect, and what it leaves out.
    fn judge(&self, suspect: Suspect, read: &SentenceView<'_>, about: &About) -> Judged {
        let class = suspect.class(self, read.tokens);
        let judge = self.model.classifier();
        let odds = suspect.odds(&judge.forest, class) + Limits::shift(judge, class);
        let odds = temper(odds, class, &suspect, read.tokens, read.text, about);
        (odds, class, suspect)
    }

    /// Of two suspects side by side one is often suspect for the other's sake alone (*tưởng minh*: *tường minh*, or *tưởng
    /// mình*?). The doubtful one is judged again with the other one put right.
    fn settle_neighbours(
        &self,
        read: &SentenceView<'_>,
        about: &About,
        judged: &mut [Judged],
        context: &mut ContextVector,
    ) {
        // The suspects of each slot, in their order: a sentence may be as long as a file, and each looks at its neighbours only.
        let mut by_slot: Vec<(usize, usize)> = (0..judged.len())
            .filter_map(|index| {
                let suspect = &judged[index].2;
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
            let surer = beside.filter(|(other, _)| judged[*other].0 > judged[one].0.max(SURE_NEIGHBOUR));
            let best = surer.max_by(|a, b| judged[a.0].0.total_cmp(&judged[b.0].0).then(a.0.cmp(&b.0)));
            let Some((other, near)) = best else { continue };
            let Some(right) = judged[other].2.corrections.first() else { continue };
            if slots.is_empty() {
                slots.extend_from_slice(read.slots);
            }
            let written = std::mem::replace(&mut slots[near].symbol, self.lexicon.symbol(right.first));
            let mut again = Vec::new();
            self.suspect(&SentenceView { slots: &slots, ..*read }, slot, context, &mut again);
            slots[near].symbol = written;
            let odds = again.into_iter().map(|suspect| self.judge(suspect, read, about).0).fold(f32::MIN, f32::max);
            judged[one].0 = judged[one].0.min(odds);
        }
    }
}

/// How often a form is suspected in a text, and what for.
#[derive(Default)]
struct Form {
    count: f32,
    corrections: Vec<Correction>,
}

/// Takes from the odds of forms that are flagged again and again in one text.
fn weigh_own_words(text: &str, tokens: &Tokens, judged: &mut [Judged]) {
    let form = |suspect: &Suspect| {
        let token = tokens.list().get(suspect.tokens.0 as usize);
        token.map_or_else(String::new, |token| token.text(text).to_lowercase())
    };
    let mut forms: HashMap<String, Form> = HashMap::new();
    let mut last = None;
    for (_, _, suspect) in judged.iter() {
        // Judged with its neighbour and without, it is one.
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
    for (odds, _, suspect) in judged.iter_mut() {
        let Some(form) = forms.get(&form(suspect)) else { continue };
        let usual = length * if suspect.kind.is_habit() { OWN_WORD } else { OWN_WORD_BY_ACCIDENT };
        if form.count >= usual {
            let doublings = (form.count / usual).log2();
            let meanings = if form.corrections.len() > 1 { 1.0 } else { 0.0 };
            *odds -= OWN_WORD_WEIGHT * (1.0 + doublings + meanings);
        }
    }
}

/// Whether a sentence is of another language that has no marks: then its words are no slips for ours.
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
