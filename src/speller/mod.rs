//! The speller: finds words that do not fit where they stand and others that would.
//!
//! For each word that the n-grams leave in doubt, every syllable that it may be a slip for is set in its place and
//! scored with its neighbours; where that leaves a doubt, the context network scores the candidates in the whole
//! sentence ([`crate::model::network`]). The best candidate is weighed against what is written by a small forest of
//! decision trees ([`crate::model::forest`]), whose features are n-grams, network, the cost and kind of the slip,
//! capitals, compound words and names.

mod adjust;
mod candidates;
mod class;
mod doubled;
mod evidence;
mod features;
mod gate;
mod listed_word;
mod loan;
mod non_word;
mod register;
mod restore;
mod score;
mod unmarked;
mod verdict;
mod verse;
mod word_boundary;

use crate::dictionaries::Dictionaries;
use crate::lexicon::names::Names;
use crate::lexicon::places::Places;
use crate::lexicon::{Lexicon, Symbol};
use crate::model::network::{ContextVector, FARTHEST, Network};
use crate::model::{Features, Model, Pair};
use crate::syllable::slip::SlipKind;
use crate::syllable::{Flaw, Syllable};
use crate::token::slots::Slot;
use crate::token::{Token, Tokens, Word as TokenWord};
pub use class::MistakeClass;
use score::{Neighbours, NgramFit};
pub use unmarked::UnmarkedPassage;
#[cfg(feature = "training")]
pub use verdict::Calibration;
pub use verdict::Verdict;
pub use verse::Verse;
pub use word_boundary::Reading;

/// The weight of a unit of slip cost against a unit of natural log-probability.
const COST_WEIGHT: f32 = 2.0;

/// Natural logarithm of how many words share the symbol for words of no dictionary: some thousand.
const UNKNOWN: f32 = 7.0;

/// The share of the network in the log-odds of a candidate; the n-grams have the rest.
const NETWORK_SHARE: f32 = 0.6;

/// How many corrections are offered, and how far behind the best one (in log-odds) they may be.
const SHOWN: usize = 3;
const BEHIND: f32 = 3.0;

/// How many candidates for each of two neighbours are tried together.
const TRIED_TOGETHER: usize = 6;

/// The least log-odds by which two corrections together have to lead.
const TOGETHER: f32 = 3.0;

/// From this level on a pair is well known: some two dozen occurrences.
const WELL_KNOWN: u8 = 4;

/// A word whose best candidate leads by less than these log-odds is dropped: of 2,300 such words in press text the
/// forest gave 37 odds that count for anything, and none those of a finding.
const HOPELESS: f32 = -2.0;

/// The log-odds of a missing second candidate.
const NO_SECOND: f32 = -4.0;

/// What may have been meant: one syllable, or two that were written as one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// The syllable, or the first of two.
    pub first: Syllable,
    /// The second syllable, where the space between the two is missing.
    pub second: Option<Syllable>,
}

/// A word that may be wrong, with its likely corrections.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspect {
    /// The indices of its first and last token: two tokens for one word written as two.
    pub tokens: (u32, u32),
    /// The kind of slip that would have led from the best correction to what is written.
    pub kind: SlipKind,
    /// Likely corrections, best first.
    pub corrections: Vec<Correction>,
    /// Why what is written is no syllable; [`Flaw::NotInUse`] for a well-formed one that nobody uses. `None` for a
    /// syllable in use, and for what has letters or keys that no syllable has.
    pub flaw: Option<Flaw>,
    /// The feature values that the forest decides by.
    pub features: Features,
}

/// What rules ask of a speller: which words of a text are mistakes, and which passages have lost their diacritics.
/// Another implementation may take the place of morat's own ([`crate::linter::Linter::with_speller`]).
pub trait Speller: Send + Sync {
    /// The mistakes in a text, in its order and without overlap. The passages without diacritics, from
    /// [`Speller::unmarked_passages`], are skipped: there a word without diacritics is no mistake of its own. With
    /// `strict` doubtful mistakes are included.
    fn mistakes(&self, text: &str, tokens: &Tokens, unmarked: &[UnmarkedPassage], strict: bool) -> Vec<Verdict>;

    /// The passages of a text that were typed without diacritics, in its order.
    fn unmarked_passages(&self, text: &str, tokens: &Tokens) -> Vec<UnmarkedPassage>;
}

/// morat's own speller: dictionaries, n-grams and the context network.
impl Speller for Dictionaries {
    fn mistakes(&self, text: &str, tokens: &Tokens, unmarked: &[UnmarkedPassage], strict: bool) -> Vec<Verdict> {
        let speller = ContextSpeller::new(self);
        let mut found = speller.verdicts(text, tokens, unmarked, strict);
        if !strict {
            found = speller.filter_by_register(text, tokens, found);
        }
        let non_words = speller.non_words(text, tokens, unmarked, &found);
        if !non_words.is_empty() {
            found.extend(non_words);
            found.sort_by_key(|verdict| verdict.tokens);
        }
        found
    }

    fn unmarked_passages(&self, text: &str, tokens: &Tokens) -> Vec<UnmarkedPassage> {
        ContextSpeller::new(self).unmarked_passages(text, tokens)
    }
}

/// Judges words in their sentence by dictionaries, n-grams and the context network.
#[derive(Clone, Copy)]
pub struct ContextSpeller<'a> {
    /// The syllables and other words of the language.
    pub lexicon: &'a Lexicon,
    /// The n-grams and the classifier.
    pub model: &'a Model,
    /// The syllables of personal names.
    pub names: &'a Names,
    /// The names of places.
    pub places: &'a Places,
    /// The context network.
    pub network: &'a Network,
}

/// A candidate correction with its scores.
#[derive(Clone, Copy)]
struct ScoredCandidate {
    meant: Correction,
    kind: SlipKind,
    cost: f32,
    fit: NgramFit,
    /// Log-odds of the correction against what is written, by n-grams, network and the cost of the slip.
    lead: f32,
    /// How well the correction fits, by the network: a log-probability up to a constant of the position.
    fits: f32,
}

impl ScoredCandidate {
    fn new(meant: Correction, kind: SlipKind, cost: f32, fit: NgramFit) -> ScoredCandidate {
        ScoredCandidate { meant, kind, cost, fit, lead: 0.0, fits: 0.0 }
    }
}

/// The weighted mean of the log-odds by network and by n-grams.
fn mixed_odds(by_network: f32, by_ngrams: f32) -> f32 {
    NETWORK_SHARE * by_network + (1.0 - NETWORK_SHARE) * by_ngrams
}

/// Sorts candidates by their log-odds, highest first.
fn best_first(found: &mut [ScoredCandidate]) {
    found.sort_by(|a, b| b.lead.total_cmp(&a.lead).then(a.meant.cmp(&b.meant)));
}

/// One or two slots of a sentence with their neighbours.
struct SlotContext<'r> {
    read: &'r SentenceView<'r>,
    at: usize,
    width: usize,
    neighbours: Neighbours,
    /// How what is written there fits, by the n-grams.
    own: NgramFit,
    /// Why what is written is no syllable in use, as in [`Suspect::flaw`].
    flaw: Option<Flaw>,
}

/// The network's scores for the words of a position: natural log-probabilities up to a constant of the position.
#[derive(Clone, Copy)]
struct NetworkScores {
    /// The score of what is written.
    written: f32,
    /// How many times likelier all candidates, taken together, are than what is written.
    rivals: f32,
    /// The score of the best candidate, the cost of the slip left out.
    best: f32,
}

impl NetworkScores {
    fn of(written: f32) -> NetworkScores {
        NetworkScores { written, rivals: 0.0, best: f32::MIN }
    }

    /// Takes in the score of one candidate.
    fn add(&mut self, fits: f32) {
        self.rivals += (fits - self.written).min(30.0).exp();
        self.best = self.best.max(fits);
    }
}

/// A sentence with its symbols.
#[derive(Clone, Copy)]
pub struct SentenceView<'a> {
    /// The normalised text that contains the sentence.
    pub text: &'a str,
    /// The tokens of the whole text.
    pub tokens: &'a Tokens,
    /// The symbols of the sentence, as [`crate::token::slots::fill`] makes them.
    pub slots: &'a [Slot],
}

impl SentenceView<'_> {
    fn token(&self, slot: usize) -> Option<&Token> {
        self.tokens.list().get(self.slots.get(slot)?.token as usize)
    }

    fn word(&self, slot: usize) -> Option<TokenWord> {
        self.token(slot)?.word()
    }
}

impl<'a> ContextSpeller<'a> {
    /// A speller that asks these dictionaries.
    pub fn new(dictionaries: &'a Dictionaries) -> ContextSpeller<'a> {
        let Dictionaries { lexicon, model, names, places, network } = dictionaries;
        ContextSpeller { lexicon, model, names, places, network }
    }
}

impl ContextSpeller<'_> {
    /// Appends the suspects of a sentence to `out`. `context` is a buffer for the network, which a worker reuses.
    pub fn suspects(&self, read: SentenceView<'_>, context: &mut ContextVector, out: &mut Vec<Suspect>) {
        let mut found = Vec::new();
        // The slots with a neighbour put right: made once, for a sentence may be as long as a file.
        let mut righted: Vec<Slot> = Vec::new();
        // The best candidates for the slot before, if it was in doubt, too.
        let mut neighbours: Vec<ScoredCandidate> = Vec::new();
        // All pairs first: the questions wait for memory together.
        let pairs: Vec<Pair> = read.slots.windows(2).map(|two| self.model.pair(two[0].symbol, two[1].symbol)).collect();
        for at in 1..read.slots.len().saturating_sub(1) {
            // A word of no dictionary has no rivals, and is never safe for that.
            if read.slots[at].symbol.is_word() && !self.in_doubt(&read, at, pairs[at - 1], pairs[at]) {
                neighbours.clear();
                continue;
            }
            found.clear();
            if let Some(word) = self.checkable_word(&read, at) {
                self.slips(&read, at, &word, context, &mut found, out);
                if !pairs[at - 1].is_known() {
                    self.suspect_pair(&read, at, (&neighbours, &found), &mut righted, context, out);
                }
                found.truncate(TRIED_TOGETHER);
            } else {
                self.listed_word(&read, at, [pairs[at - 1], pairs[at]], context, out);
            }
            std::mem::swap(&mut neighbours, &mut found);
            self.joined(&read, at, context, out);
        }
    }

    /// Appends two neighbouring words as suspects where each fits only with the other one corrected. `left` and `right`
    /// are the candidates for the slot before and for this one, best first; `righted` is a buffer for the slots, empty
    /// or equal to them.
    fn suspect_pair(
        &self,
        read: &SentenceView<'_>,
        at: usize,
        (left, right): (&[ScoredCandidate], &[ScoredCandidate]),
        righted: &mut Vec<Slot>,
        context: &mut ContextVector,
        out: &mut Vec<Suspect>,
    ) {
        let neighbours = self.neighbours(read.slots, at - 1, 2);
        let own = self.own(read, at - 1, 2, &neighbours);
        let right = &right[..right.len().min(TRIED_TOGETHER)];
        let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (one, other)));
        let single = pairs.filter(|(one, other)| one.meant.second.is_none() && other.meant.second.is_none());
        let scored = single.map(|(one, other)| {
            let row = [one, other].map(|scored| self.lexicon.symbol(scored.meant.first));
            let fit = score::fit(self.model, &neighbours, &row);
            (fit.score - own.score - COST_WEIGHT * (one.cost + other.cost), fit.inner, row)
        });
        let best = scored.max_by(|one, other| one.0.total_cmp(&other.0));
        let Some((_, _, row)) = best.filter(|(lead, inner, _)| *lead > TOGETHER && *inner > 0) else { return };
        // Each is judged as it stands beside the other one put right.
        for (slot, neighbour, symbol) in [(at - 1, at, row[1]), (at, at - 1, row[0])] {
            if righted.is_empty() {
                righted.extend_from_slice(read.slots);
            }
            let written = std::mem::replace(&mut righted[neighbour].symbol, symbol);
            self.suspect(&SentenceView { slots: righted, ..*read }, slot, context, out);
            righted[neighbour].symbol = written;
        }
    }

    /// Appends the word in one slot if it is a suspect.
    fn suspect(&self, read: &SentenceView<'_>, at: usize, context: &mut ContextVector, out: &mut Vec<Suspect>) {
        if let Some(word) = self.checkable_word(read, at) {
            self.slips(read, at, &word, context, &mut Vec::new(), out);
        }
    }

    /// Appends a suspect made of the candidates for these slots, if the best one leads by more than [`HOPELESS`].
    /// `scores` holds the network's scores for what is written and for all candidates.
    fn push(
        &self,
        place: &SlotContext<'_>,
        scores: NetworkScores,
        found: &mut [ScoredCandidate],
        out: &mut Vec<Suspect>,
    ) {
        let SlotContext { read, at, width, ref neighbours, ref own, .. } = *place;
        for one in found.iter_mut() {
            let by_network = one.fits - scores.written - COST_WEIGHT * one.cost;
            let by_ngrams = one.fit.score - own.score - COST_WEIGHT * one.cost;
            one.lead = mixed_odds(by_network, by_ngrams);
        }
        best_first(found);
        let Some(best) = found.first().filter(|best| best.lead > HOPELESS) else { return };
        let second = found.get(1).map_or(NO_SECOND, |second| second.lead);
        let features = features::collect(&features::FeatureInput {
            speller: *self,
            read,
            at,
            width,
            neighbours,
            own,
            best: &best.fit,
            meant: best.meant,
            kind: best.kind,
            cost: best.cost,
            lead: best.lead,
            margin: best.lead - second,
            fits: best.fits,
            scores,
        });
        out.push(Suspect {
            tokens: (read.slots[at].token, read.slots[at + width - 1].token),
            kind: best.kind,
            corrections: found
                .iter()
                .filter(|one| best.lead - one.lead < BEHIND)
                .take(SHOWN)
                .map(|one| one.meant)
                .collect(),
            flaw: place.flaw.clone(),
            features,
        });
    }

    /// Computes the context vector of `width` slots; gives back how well what is written there fits, a log-probability.
    fn encode(&self, read: &SentenceView<'_>, at: usize, width: usize, context: &mut ContextVector) -> f32 {
        // As much of the sentence as is context, and one slot more on either side: a sentence may be as long as a file.
        let side = self.network.shape().reach + FARTHEST + 1;
        let from = at.saturating_sub(side);
        let near = &read.slots[from..(at + width + side).min(read.slots.len())];
        self.network.encode(near.iter().map(|slot| slot.symbol), at - from, width, context);
        let own = read.slots[at].symbol;
        let written = self.network.fits(context, own);
        match self.network.shape().target_symbol(own) {
            Symbol::OTHER => written - UNKNOWN,
            _ => written,
        }
    }

    /// `width` slots from `at` on with their neighbours.
    fn slot_context<'r>(&self, read: &'r SentenceView<'r>, at: usize, width: usize) -> SlotContext<'r> {
        let neighbours = self.neighbours(read.slots, at, width);
        let own = self.own(read, at, width, &neighbours);
        SlotContext { read, at, width, neighbours, own, flaw: None }
    }

    /// The neighbours of `width` slots.
    fn neighbours(&self, slots: &[Slot], at: usize, width: usize) -> Neighbours {
        let symbol = |at: Option<usize>| at.and_then(|at| slots.get(at)).map_or(Symbol::END, |slot| slot.symbol);
        let beyond = |next: Symbol, at| if next == Symbol::END { Symbol::END } else { symbol(at) };
        let (left, right) = (symbol(at.checked_sub(1)), symbol(Some(at + width)));
        let (before, behind) = (beyond(left, at.checked_sub(2)), beyond(right, Some(at + width + 1)));
        Neighbours::new(self.model, [left, before], [right, behind])
    }

    /// How what is written fits, by the n-grams. A word of no dictionary shares its symbol with thousands of others,
    /// and is less likely by that.
    fn own(&self, read: &SentenceView<'_>, at: usize, width: usize, neighbours: &Neighbours) -> NgramFit {
        let row = [read.slots[at].symbol, read.slots[at + width - 1].symbol];
        let mut fit = score::fit(self.model, neighbours, &row[..width]);
        let unknown = row[..width].iter().filter(|symbol| **symbol == Symbol::OTHER).count();
        fit.score -= unknown as f32 * UNKNOWN;
        fit
    }
}
