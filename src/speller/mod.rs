//! The speller: finds words that do not fit where they stand and others that would.
//!
//! For each word the language model cannot vouch for, every syllable that it may be a slip for is set in its place and
//! scored with its neighbours; where that leaves a doubt, the network reads the sentence ([`crate::model::network`]) and says
//! what fits there. The best candidate is weighed against what was written by a small forest of decision trees
//! ([`crate::model::forest`]), which sees n-grams, network, the cost and kind of the slip, capitals, words and names.

mod bare;
mod candidates;
mod class;
mod echo;
mod evidence;
mod features;
mod gate;
mod loan;
mod no_word;
mod restore;
mod score;
mod speech;
mod straddle;
mod stray;
mod temper;
mod verdict;
mod verse;

use crate::dictionaries::Dictionaries;
use crate::lexicon::names::Names;
use crate::lexicon::places::Places;
use crate::lexicon::{Lexicon, Symbol};
use crate::model::network::{ContextVector, FARTHEST, Network};
use crate::model::{Features, Model, Pair};
use crate::syllable::slip::Kind;
use crate::syllable::{Flaw, Syllable};
use crate::token::slots::Slot;
use crate::token::{Token, Tokens, Word as TokenWord};
pub use bare::Bare;
pub use class::Class;
use score::{Fit, Sides};
pub use straddle::Reading;
#[cfg(feature = "training")]
pub use verdict::Limits;
pub use verdict::Verdict;
pub use verse::Verse;

/// How much a unit of cost weighs against a natural logarithm of probability.
const COST_WEIGHT: f32 = 2.0;

/// Natural logarithm of how many words there are among those of no dictionary: some thousands that stand in for it.
const UNKNOWN: f32 = 7.0;

/// Of a candidate's log-odds, the share that the network gives; the n-grams give the rest.
const NETWORK_SHARE: f32 = 0.6;

/// How many suggestions are worth showing, and how far behind the best one they may be.
const SHOWN: usize = 3;
const BEHIND: f32 = 3.0;

/// How many candidates for each of two neighbours are tried together.
const TRIED_TOGETHER: usize = 6;

/// How far two candidates together have to lead.
const TOGETHER: f32 = 3.0;

/// From this level on a pair is well known: seen some two dozen times.
const WELL_KNOWN: u8 = 4;

/// A place whose best candidate is this far behind what was written is not looked at any further: of 2,300 such in press text the
/// forest gave 37 odds that count for anything, and none those of a finding.
const HOPELESS: f32 = -2.0;

/// What a second candidate is taken to lead by where there is none.
const NO_SECOND: f32 = -4.0;

/// What may have been meant: a syllable, or two that were written as one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// The syllable.
    pub first: Syllable,
    /// The one after it, where a space is missing.
    pub second: Option<Syllable>,
}

/// A word that may be wrong, with what is likely to have been meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspect {
    /// Its first and last token: two for one word written as two.
    pub tokens: (u32, u32),
    /// What would have happened.
    pub kind: Kind,
    /// What may have been meant, best first.
    pub corrections: Vec<Correction>,
    /// Why it is no syllable; [`Flaw::NotInUse`] if it is one that nobody uses. `None` for a syllable in use, and for what has
    /// letters or keys that no syllable has.
    pub flaw: Option<Flaw>,
    /// What the forest decides by.
    pub features: Features,
}

/// What rules ask of a speller: what is wrong in a text, and which of its passages have lost their marks. Another judge may answer
/// in the place of ours ([`crate::linter::Linter::with_speller`]).
pub trait Speller: Send + Sync {
    /// The mistakes in a text, in its order and without overlap. Passages without marks, by [`Speller::bare`], are passed over: there
    /// a word without its marks is no slip of its own. Doubtful mistakes are told where a `strict` reading is wanted.
    fn mistakes(&self, text: &str, tokens: &Tokens, bare: &[Bare], strict: bool) -> Vec<Verdict>;

    /// The passages of a text that were typed without marks, in its order.
    fn bare(&self, text: &str, tokens: &Tokens) -> Vec<Bare>;
}

/// The speller that morat carries asks the dictionaries, the n-grams and the network.
impl Speller for Dictionaries {
    fn mistakes(&self, text: &str, tokens: &Tokens, bare: &[Bare], strict: bool) -> Vec<Verdict> {
        let speller = ContextSpeller::new(self);
        let mut found = speller.verdicts(text, tokens, bare, strict);
        if !strict {
            found = speller.in_its_own_words(text, tokens, found);
        }
        let no_words = speller.no_words(text, tokens, bare, &found);
        if !no_words.is_empty() {
            found.extend(no_words);
            found.sort_by_key(|verdict| verdict.tokens);
        }
        found
    }

    fn bare(&self, text: &str, tokens: &Tokens) -> Vec<Bare> {
        ContextSpeller::new(self).bare(text, tokens)
    }
}

/// Judges words in their sentence by what dictionaries, n-grams and the network know.
#[derive(Clone, Copy)]
pub struct ContextSpeller<'a> {
    /// The words.
    pub lexicon: &'a Lexicon,
    /// What stands beside what.
    pub model: &'a Model,
    /// The syllables of names.
    pub names: &'a Names,
    /// The names of places.
    pub places: &'a Places,
    /// What fits into a sentence.
    pub network: &'a Network,
}

/// A candidate with its score.
#[derive(Clone, Copy)]
struct Scored {
    meant: Correction,
    kind: Kind,
    cost: f32,
    fit: Fit,
    /// Log-odds against what was written, by both judges and the cost.
    lead: f32,
    /// What the network says of it, a natural logarithm up to a constant of the place.
    fits: f32,
}

impl Scored {
    fn new(meant: Correction, kind: Kind, cost: f32, fit: Fit) -> Scored {
        Scored { meant, kind, cost, fit, lead: 0.0, fits: 0.0 }
    }
}

/// Log-odds by both judges.
fn by_both(by_network: f32, by_ngrams: f32) -> f32 {
    NETWORK_SHARE * by_network + (1.0 - NETWORK_SHARE) * by_ngrams
}

/// Sorts candidates by their lead.
fn best_first(found: &mut [Scored]) {
    found.sort_by(|a, b| b.lead.total_cmp(&a.lead).then(a.meant.cmp(&b.meant)));
}

/// Some slots of a sentence, one or two.
struct Place<'r> {
    read: &'r SentenceView<'r>,
    at: usize,
    width: usize,
    sides: Sides,
    /// How what is written there fits.
    own: Fit,
    /// Why it is no syllable in use: [`Suspect::flaw`].
    flaw: Option<Flaw>,
}

/// What the network says of a place: natural logarithms up to a constant of the place.
#[derive(Clone, Copy)]
struct Opinion {
    /// Of what is written there.
    written: f32,
    /// How many times likelier all that it may be a slip for is, taken together.
    rivals: f32,
    /// Of the best of that, whatever the slip costs.
    best: f32,
}

impl Opinion {
    fn of(written: f32) -> Opinion {
        Opinion { written, rivals: 0.0, best: f32::MIN }
    }

    /// Takes in what is said of something that may have been meant.
    fn add(&mut self, fits: f32) {
        self.rivals += (fits - self.written).min(30.0).exp();
        self.best = self.best.max(fits);
    }
}

/// A sentence as the speller sees it.
#[derive(Clone, Copy)]
pub struct SentenceView<'a> {
    /// The normalised text that it stands in.
    pub text: &'a str,
    /// The tokens of the text.
    pub tokens: &'a Tokens,
    /// The symbols of the sentence, by [`crate::token::slots::fill`].
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
    /// One that asks these dictionaries.
    pub fn new(dictionaries: &'a Dictionaries) -> ContextSpeller<'a> {
        let Dictionaries { lexicon, model, names, places, network } = dictionaries;
        ContextSpeller { lexicon, model, names, places, network }
    }
}

impl ContextSpeller<'_> {
    /// Collects the suspects of a sentence; `context` is room for the network, of which a worker keeps one.
    pub fn suspects(&self, read: SentenceView<'_>, context: &mut ContextVector, out: &mut Vec<Suspect>) {
        let mut found = Vec::new();
        // The slots with a neighbour put right: made once, for a sentence may be as long as a file.
        let mut righted: Vec<Slot> = Vec::new();
        // The best candidates for the slot before, if it was in doubt, too.
        let mut neighbours: Vec<Scored> = Vec::new();
        // All pairs first: the questions wait for memory together.
        let pairs: Vec<Pair> = read.slots.windows(2).map(|two| self.model.pair(two[0].symbol, two[1].symbol)).collect();
        for at in 1..read.slots.len().saturating_sub(1) {
            // A word of no dictionary has no rivals, and is never safe for that.
            if read.slots[at].symbol.is_word() && !self.in_doubt(&read, at, pairs[at - 1], pairs[at]) {
                neighbours.clear();
                continue;
            }
            found.clear();
            if let Some(word) = self.judged(&read, at) {
                self.slips(&read, at, &word, context, &mut found, out);
                if !pairs[at - 1].is_known() {
                    self.both(&read, at, (&neighbours, &found), &mut righted, context, out);
                }
                found.truncate(TRIED_TOGETHER);
            } else {
                self.stray(&read, at, [pairs[at - 1], pairs[at]], context, out);
            }
            std::mem::swap(&mut neighbours, &mut found);
            self.joined(&read, at, context, out);
        }
    }

    /// Judges two neighbours together: each may make sense only when the other is put right. `left` and `right` are the
    /// candidates for the slot before and for this one, best first; `righted` is room for the slots, empty or as they are.
    fn both(
        &self,
        read: &SentenceView<'_>,
        at: usize,
        (left, right): (&[Scored], &[Scored]),
        righted: &mut Vec<Slot>,
        context: &mut ContextVector,
        out: &mut Vec<Suspect>,
    ) {
        let sides = self.sides(read.slots, at - 1, 2);
        let own = self.own(read, at - 1, 2, &sides);
        let right = &right[..right.len().min(TRIED_TOGETHER)];
        let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (one, other)));
        let single = pairs.filter(|(one, other)| one.meant.second.is_none() && other.meant.second.is_none());
        let scored = single.map(|(one, other)| {
            let row = [one, other].map(|scored| self.lexicon.symbol(scored.meant.first));
            let fit = score::fit(self.model, &sides, &row);
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

    /// Judges the word in one slot.
    fn suspect(&self, read: &SentenceView<'_>, at: usize, context: &mut ContextVector, out: &mut Vec<Suspect>) {
        if let Some(word) = self.judged(read, at) {
            self.slips(read, at, &word, context, &mut Vec::new(), out);
        }
    }

    /// Makes a suspect of the candidates for some slots, if one of them has any hope. `opinion` is what the network says of
    /// what was written and of all that it may be a slip for.
    fn push(&self, place: &Place<'_>, opinion: Opinion, found: &mut [Scored], out: &mut Vec<Suspect>) {
        let Place { read, at, width, ref sides, ref own, .. } = *place;
        for one in found.iter_mut() {
            let by_network = one.fits - opinion.written - COST_WEIGHT * one.cost;
            let by_ngrams = one.fit.score - own.score - COST_WEIGHT * one.cost;
            one.lead = by_both(by_network, by_ngrams);
        }
        best_first(found);
        let Some(best) = found.first().filter(|best| best.lead > HOPELESS) else { return };
        let second = found.get(1).map_or(NO_SECOND, |second| second.lead);
        let features = features::collect(&features::Asked {
            speller: *self,
            read,
            at,
            width,
            sides,
            own,
            best: &best.fit,
            meant: best.meant,
            kind: best.kind,
            cost: best.cost,
            lead: best.lead,
            margin: best.lead - second,
            fits: best.fits,
            opinion,
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

    /// Lets the network read the sentence around some slots; gives back what it says of what is written there.
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

    /// What stands in some slots and around them.
    fn place<'r>(&self, read: &'r SentenceView<'r>, at: usize, width: usize) -> Place<'r> {
        let sides = self.sides(read.slots, at, width);
        let own = self.own(read, at, width, &sides);
        Place { read, at, width, sides, own, flaw: None }
    }

    /// What stands around `width` slots.
    fn sides(&self, slots: &[Slot], at: usize, width: usize) -> Sides {
        let symbol = |at: Option<usize>| at.and_then(|at| slots.get(at)).map_or(Symbol::END, |slot| slot.symbol);
        let beyond = |next: Symbol, at| if next == Symbol::END { Symbol::END } else { symbol(at) };
        let (left, right) = (symbol(at.checked_sub(1)), symbol(Some(at + width)));
        let (before, behind) = (beyond(left, at.checked_sub(2)), beyond(right, Some(at + width + 1)));
        Sides::new(self.model, [left, before], [right, behind])
    }

    /// How what is written fits. A word of no dictionary is one of very many that the class stands for.
    fn own(&self, read: &SentenceView<'_>, at: usize, width: usize, sides: &Sides) -> Fit {
        let row = [read.slots[at].symbol, read.slots[at + width - 1].symbol];
        let mut fit = score::fit(self.model, sides, &row[..width]);
        let unknown = row[..width].iter().filter(|symbol| **symbol == Symbol::OTHER).count();
        fit.score -= unknown as f32 * UNKNOWN;
        fit
    }
}
