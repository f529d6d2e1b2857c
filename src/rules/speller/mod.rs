//! The speller: finds words that do not fit where they stand and others that would.
//!
//! For each word the language model cannot vouch for, every syllable that it may be a slip for is set in its place and
//! scored with its neighbours; where that leaves a doubt, the network reads the sentence ([`crate::model::network`]) and says
//! what fits there. The best candidate is weighed against what was written by a small forest of decision trees
//! ([`crate::model::forest`]), which sees n-grams, network, the cost and kind of the slip, capitals, words and names.

mod bare;
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
use crate::lexicon::{Lexicon, Rival, Symbol};
use crate::model::network::{FARTHEST, Heard, Network};
use crate::model::{Model, Pair};
use crate::syllable::slip::{self, Kind, Slip};
use crate::syllable::{Case, Syllable, Word, typing};
use crate::token::slots::Slot;
use crate::token::{Gap, Token, Tokens, Word as TokenWord};
pub use bare::Bare;
pub use features::{FEATURES, Features};
use score::{Fit, Sides};
pub use straddle::Reading;
pub use verdict::{Class, Limits, Verdict};
pub use verse::Verse;

/// How much a unit of cost weighs against a natural logarithm of probability.
const COST_WEIGHT: f32 = 2.0;

/// The cost of keys that the input method should have turned into marks.
const KEYS_COST: f32 = 1.0;

/// The cost of a space lost or added.
const SPACE_COST: f32 = 1.6;

/// Natural logarithm of how many words there are among those of no dictionary: some thousands that stand in for it.
const UNKNOWN: f32 = 7.0;

/// Natural logarithm of the count from which on a syllable is no mere half of a split word: some two thousand.
const FAMILIAR: f32 = 7.6;

/// Of a candidate's log-odds, the share that the network gives; the n-grams give the rest.
const NETWORK_SHARE: f32 = 0.6;

/// How many candidates for a syllable the network proposes, and how far behind what was written they may be by it.
const PROPOSED: usize = 6;
const BEHIND_BY_NETWORK: f32 = -4.0;

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
pub struct Meant {
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
    pub meant: Vec<Meant>,
    /// What the forest decides by.
    pub features: Features,
}

/// What the speller asks.
#[derive(Clone, Copy)]
pub struct Speller<'a> {
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
    meant: Meant,
    kind: Kind,
    cost: f32,
    fit: Fit,
    /// Log-odds against what was written, by both judges and the cost.
    lead: f32,
    /// What the network says of it, a natural logarithm up to a constant of the place.
    fits: f32,
}

impl Scored {
    fn new(meant: Meant, kind: Kind, cost: f32, fit: Fit) -> Scored {
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
    read: &'r Read<'r>,
    at: usize,
    width: usize,
    sides: Sides,
    /// How what is written there fits.
    own: Fit,
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
    fn hear(&mut self, fits: f32) {
        self.rivals += (fits - self.written).min(30.0).exp();
        self.best = self.best.max(fits);
    }
}

/// A sentence as the speller sees it.
#[derive(Clone, Copy)]
pub struct Read<'a> {
    /// The normalised text that it stands in.
    pub text: &'a str,
    /// The tokens of the text.
    pub tokens: &'a Tokens,
    /// The symbols of the sentence, by [`crate::token::slots::fill`].
    pub slots: &'a [Slot],
}

impl Read<'_> {
    fn token(&self, slot: usize) -> Option<&Token> {
        self.tokens.list().get(self.slots.get(slot)?.token as usize)
    }

    fn word(&self, slot: usize) -> Option<TokenWord> {
        self.token(slot)?.word()
    }
}

impl<'a> Speller<'a> {
    /// One that asks these dictionaries.
    pub fn new(dictionaries: &'a Dictionaries) -> Speller<'a> {
        let Dictionaries { lexicon, model, names, places, network } = dictionaries;
        Speller { lexicon, model, names, places, network }
    }
}

impl Speller<'_> {
    /// Collects the suspects of a sentence; `heard` is room for the network, of which a worker keeps one.
    pub fn suspects(&self, read: Read<'_>, heard: &mut Heard, out: &mut Vec<Suspect>) {
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
                self.slips(&read, at, &word, heard, &mut found, out);
                if !pairs[at - 1].is_known() {
                    self.both(&read, at, (&neighbours, &found), &mut righted, heard, out);
                }
                found.truncate(TRIED_TOGETHER);
            } else {
                self.stray(&read, at, [pairs[at - 1], pairs[at]], heard, out);
            }
            std::mem::swap(&mut neighbours, &mut found);
            self.joined(&read, at, heard, out);
        }
    }

    /// Judges two neighbours together: each may make sense only when the other is put right. `left` and `right` are the
    /// candidates for the slot before and for this one, best first; `righted` is room for the slots, empty or as they are.
    fn both(
        &self,
        read: &Read<'_>,
        at: usize,
        (left, right): (&[Scored], &[Scored]),
        righted: &mut Vec<Slot>,
        heard: &mut Heard,
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
            self.suspect(&Read { slots: righted, ..*read }, slot, heard, out);
            righted[neighbour].symbol = written;
        }
    }

    /// Judges the word in one slot.
    fn suspect(&self, read: &Read<'_>, at: usize, heard: &mut Heard, out: &mut Vec<Suspect>) {
        if let Some(word) = self.judged(read, at) {
            self.slips(read, at, &word, heard, &mut Vec::new(), out);
        }
    }

    /// Makes a suspect of the candidates for some slots, if one of them has any hope. `opinion` is what the network says of
    /// what was written and of all that it may be a slip for.
    fn push(&self, place: &Place<'_>, opinion: Opinion, found: &mut [Scored], out: &mut Vec<Suspect>) {
        let Place { read, at, width, ref sides, ref own } = *place;
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
            meant: found.iter().filter(|one| best.lead - one.lead < BEHIND).take(SHOWN).map(|one| one.meant).collect(),
            features,
        });
    }

    /// Lets the network read the sentence around some slots; gives back what it says of what is written there.
    fn hear(&self, read: &Read<'_>, at: usize, width: usize, heard: &mut Heard) -> f32 {
        // As much of the sentence as is heard, and one slot more on either side: a sentence may be as long as a file.
        let side = self.network.shape().reach + FARTHEST + 1;
        let from = at.saturating_sub(side);
        let near = &read.slots[from..(at + width + side).min(read.slots.len())];
        self.network.hear(near.iter().map(|slot| slot.symbol), at - from, width, heard);
        let own = read.slots[at].symbol;
        let written = self.network.fits(heard, own);
        match self.network.shape().wanted(own) {
            Symbol::OTHER => written - UNKNOWN,
            _ => written,
        }
    }

    /// What stands in some slots and around them.
    fn place<'r>(&self, read: &'r Read<'r>, at: usize, width: usize) -> Place<'r> {
        let sides = self.sides(read.slots, at, width);
        let own = self.own(read, at, width, &sides);
        Place { read, at, width, sides, own }
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
    fn own(&self, read: &Read<'_>, at: usize, width: usize, sides: &Sides) -> Fit {
        let row = [read.slots[at].symbol, read.slots[at + width - 1].symbol];
        let mut fit = score::fit(self.model, sides, &row[..width]);
        let unknown = row[..width].iter().filter(|symbol| **symbol == Symbol::OTHER).count();
        fit.score -= unknown as f32 * UNKNOWN;
        fit
    }

    /// Scores what a word may be a slip for, and makes a suspect of it if there is any hope; leaves the candidates in `found`,
    /// best first.
    fn slips(
        &self,
        read: &Read<'_>,
        at: usize,
        word: &TokenWord,
        heard: &mut Heard,
        found: &mut Vec<Scored>,
        out: &mut Vec<Suspect>,
    ) {
        if let Some(syllable) = word.syllable {
            let written = self.hear(read, at, 1, heard);
            let opinion = self.propose(syllable, written, heard, found);
            if !found.is_empty() {
                let place = self.place(read, at, 1);
                found.iter_mut().for_each(|one| one.fit = self.fit(&place, one.meant));
                self.push(&place, opinion, found, out);
            }
            return;
        }
        let Some(token) = read.token(at) else { return };
        let written = token.text(read.text).to_lowercase();
        let place = self.place(read, at, 1);
        let mut weigh = |slip: Slip| {
            let meant = Meant { first: slip.meant, second: None };
            found.push(Scored::new(meant, slip.kind, slip.cost, self.fit(&place, meant)));
        };
        if let Some(meant) = typing::decode(&written).filter(|meant| self.lexicon.is_in_use(*meant)) {
            weigh(Slip { meant, kind: Kind::GoPhim, cost: KEYS_COST });
        }
        if let Some(letters) = Word::read(&written).filter(|letters| letters.letters().len() > 1)
            && let Err(flaw) = letters.syllable()
        {
            for candidate in self.lexicon.near(&letters, &flaw) {
                weigh(slip::of_word(&letters, candidate.syllable, candidate.cost));
            }
        }
        self.glued(&written, &place, found);
        self.listen_and_push(&place, heard, found, out);
    }

    /// Lets the network judge candidates that are few.
    fn listen_and_push(&self, place: &Place<'_>, heard: &mut Heard, found: &mut [Scored], out: &mut Vec<Suspect>) {
        if found.is_empty() {
            return;
        }
        let mut opinion = Opinion::of(self.hear(place.read, place.at, place.width, heard));
        for one in found.iter_mut() {
            one.fits = self.network.fits(heard, self.lexicon.symbol(one.meant.first));
            opinion.hear(one.fits);
        }
        self.push(place, opinion, found, out);
    }

    /// The best of the syllables that a syllable may be a slip for, by the network and the cost of the slip.
    fn propose(&self, syllable: Syllable, written: f32, heard: &Heard, found: &mut Vec<Scored>) -> Opinion {
        let mut opinion = Opinion::of(written);
        let rivals = self.lexicon.rivals(syllable);
        let mut next = rivals.iter();
        self.network.fit_all(heard, rivals.iter().map(|rival| rival.symbol), |fits| {
            opinion.hear(fits);
            let Some(Rival { slip: Slip { meant, kind, cost }, .. }) = next.next() else { return };
            let lead = fits - written - COST_WEIGHT * cost;
            if lead > BEHIND_BY_NETWORK {
                let meant = Meant { first: *meant, second: None };
                found.push(Scored { fits, lead, ..Scored::new(meant, *kind, *cost, Fit::default()) });
            }
        });
        best_first(found);
        found.truncate(PROPOSED);
        opinion
    }

    /// How a candidate stands between its neighbours.
    fn fit(&self, place: &Place<'_>, meant: Meant) -> Fit {
        let row = [meant.first, meant.second.unwrap_or(meant.first)].map(|one| self.lexicon.symbol(one));
        score::fit(self.model, &place.sides, &row[..1 + usize::from(meant.second.is_some())])
    }

    /// Scores every way to take a word for two without their space.
    fn glued(&self, written: &str, place: &Place<'_>, found: &mut Vec<Scored>) {
        for (cut, _) in written.char_indices().skip(1) {
            let (one, other) = written.split_at(cut);
            let in_use = |part| Syllable::parse(part).filter(|syllable| self.lexicon.is_in_use(*syllable));
            let (Some(first), Some(second)) = (in_use(one), in_use(other)) else { continue };
            let meant = Meant { first, second: Some(second) };
            found.push(Scored::new(meant, Kind::DinhChu, SPACE_COST, self.fit(place, meant)));
        }
    }

    /// Judges a word and the next one as one that was split, where one of the two is no word by itself.
    fn joined(&self, read: &Read<'_>, at: usize, heard: &mut Heard, out: &mut Vec<Suspect>) {
        let [Some(one), Some(other)] = [read.token(at), read.token(at + 1)] else { return };
        let words = one.word().is_some() && other.word().is_some_and(|word| word.case == Case::Lower && !word.chained);
        let (first, second) = (read.slots[at].token, read.slots[at + 1].token);
        let side_by_side = other.gap() == Gap::Space
            && first + 1 == second
            && ![first, second].iter().any(|token| gate::is_fragment(read.tokens, *token as usize));
        let doubtful = |token: &Token| {
            let syllable = token.word().and_then(|word| word.syllable);
            syllable.is_none_or(|syllable| self.lexicon.log_count(syllable) < FAMILIAR) || token.span.len() == 1
        };
        if !words || !side_by_side || !doubtful(one) && !doubtful(other) {
            return;
        }
        let whole = [one, other].map(|token| token.text(read.text).to_lowercase()).concat();
        let meant = Syllable::parse(&whole).filter(|whole| self.lexicon.is_in_use(*whole));
        let Some(first) = meant else { return };
        let (place, meant) = (self.place(read, at, 2), Meant { first, second: None });
        let mut found = [Scored::new(meant, Kind::TachChu, SPACE_COST, self.fit(&place, meant))];
        self.listen_and_push(&place, heard, &mut found, out);
    }
}
