//! The speller: finds words that do not fit where they stand and others that would.
//!
//! For each word the language model cannot vouch for, every syllable that it may be a slip for is set in its place and
//! scored with its neighbours; the best one is weighed against what was written by a small forest of decision trees
//! ([`crate::model::forest`]), which sees the n-grams, the cost and kind of the slip, capitals and company.

mod bare;
mod features;
mod restore;
mod score;
mod verdict;

use crate::lexicon::{Lexicon, Symbol};
use crate::model::Model;
use crate::syllable::slip::{self, Kind, Slip};
use crate::syllable::{Case, Syllable, Word, typing};
use crate::token::slots::Slot;
use crate::token::{Gap, Kind as TokenKind, Script, Token, Tokens, Word as TokenWord};
pub use bare::Bare;
pub use features::{FEATURES, Features};
pub use verdict::{Class, Limits, Verdict};
use score::{Fit, Sides};

/// How much a unit of cost weighs against a natural logarithm of probability.
const COST_WEIGHT: f32 = 2.8;

/// The cost of keys that the input method should have turned into marks.
const KEYS_COST: f32 = 1.0;

/// The cost of a space lost or added.
const SPACE_COST: f32 = 1.6;

/// Natural logarithm of the count from which on a syllable is no mere half of a split word: some two thousand.
const FAMILIAR: f32 = 7.6;

/// How many suggestions are worth showing.
const SHOWN: usize = 3;

/// A candidate this far behind what was written is not looked at any further.
const HOPELESS: f32 = -3.0;

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
    /// Log-odds by n-grams and cost alone.
    pub lead: f32,
}

/// What the speller asks.
pub struct Speller<'a> {
    /// The words.
    pub lexicon: &'a Lexicon,
    /// What stands beside what.
    pub model: &'a Model,
}

/// A candidate with its score.
#[derive(Clone, Copy)]
struct Scored {
    meant: Meant,
    kind: Kind,
    cost: f32,
    fit: Fit,
    lead: f32,
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

impl Speller<'_> {
    /// Collects the suspects of a sentence.
    pub fn suspects(&self, read: Read<'_>, out: &mut Vec<Suspect>) {
        let mut found = Vec::new();
        let mut before = None;
        for at in 1..read.slots.len().saturating_sub(1) {
            let after = self.model.pair(read.slots[at].symbol, read.slots[at + 1].symbol);
            let left = before.replace(after);
            let left = left.unwrap_or_else(|| self.model.pair(read.slots[at - 1].symbol, read.slots[at].symbol));
            // A word of no dictionary has no rivals, and is never safe for that.
            if read.slots[at].symbol.is_word() && left.is_safe_after() && after.is_safe_before() {
                continue;
            }
            if let Some(word) = self.judged(&read, at) {
                found.clear();
                self.slips(&read, at, &word, &mut found);
                self.push(&read, at, 1, &mut found, out);
            }
            found.clear();
            self.joined(&read, at, &mut found);
            self.push(&read, at, 2, &mut found, out);
        }
    }

    /// Makes a suspect of the candidates for some slots, if one of them has any hope.
    fn push(&self, read: &Read<'_>, at: usize, width: usize, found: &mut [Scored], out: &mut Vec<Suspect>) {
        found.sort_by(|a, b| b.lead.total_cmp(&a.lead).then(a.meant.cmp(&b.meant)));
        let Some(best) = found.first().filter(|best| best.lead > HOPELESS) else { return };
        let sides = sides(read.slots, at, width);
        let second = found.get(1).map_or(HOPELESS, |second| second.lead);
        let features = features::collect(&features::Asked {
            model: self.model,
            lexicon: self.lexicon,
            read,
            at,
            width,
            sides: &sides,
            own: &self.own(read, at, width, &sides),
            best: &best.fit,
            meant: best.meant,
            kind: best.kind,
            cost: best.cost,
            lead: best.lead,
            margin: best.lead - second,
        });
        out.push(Suspect {
            tokens: (read.slots[at].token, read.slots[at + width - 1].token),
            kind: best.kind,
            meant: found.iter().take(SHOWN).map(|one| one.meant).collect(),
            features,
            lead: best.lead,
        });
    }

    fn own(&self, read: &Read<'_>, at: usize, width: usize, sides: &Sides) -> Fit {
        let row = [read.slots[at].symbol, read.slots[at + width - 1].symbol];
        score::fit(self.model, sides, &row[..width])
    }

    /// The word in a slot, if it is one to be judged at all.
    fn judged(&self, read: &Read<'_>, at: usize) -> Option<TokenWord> {
        let symbol = read.slots[at].symbol;
        if !symbol.is_word() && symbol != Symbol::OTHER {
            return None;
        }
        let token = read.token(at)?;
        let word = match token.kind() {
            TokenKind::Word(word) => word,
            // VNI keys left in a word: nguo72i.
            TokenKind::Code => typing::decode(&token.text(read.text).to_lowercase()).map(|_| TokenWord::CODE)?,
            _ => return None,
        };
        if word.chained || word.case == Case::Mixed || word.script != Script::Latin || word.eth {
            return None;
        }
        if word.syllable.is_none() && symbol.is_word() {
            return None; // foreign and normal
        }
        if word.case == Case::Upper {
            let upper = |slot| {
                read.word(slot).is_some_and(|word: TokenWord| word.case == Case::Upper && word.syllable.is_some())
            };
            if !upper(at - 1) && !upper(at + 1) {
                return None;
            }
        }
        Some(word)
    }

    /// Scores everything that a word may be a slip for.
    fn slips(&self, read: &Read<'_>, at: usize, word: &TokenWord, found: &mut Vec<Scored>) {
        let sides = sides(read.slots, at, 1);
        let own = self.own(read, at, 1, &sides);
        let mut weigh = |slip: Slip| {
            let fit = score::fit(self.model, &sides, &[self.lexicon.symbol(slip.meant)]);
            let lead = fit.score - own.score - COST_WEIGHT * slip.cost;
            let meant = Meant { first: slip.meant, second: None };
            found.push(Scored { meant, kind: slip.kind, cost: slip.cost, fit, lead });
        };
        if let Some(syllable) = word.syllable {
            let wanted = |meant| self.lexicon.is_in_use(meant) && !slip::is_matter_of_style(syllable, meant);
            slip::around(syllable, slip::FARTHEST, wanted, weigh);
            return;
        }
        let Some(token) = read.token(at) else { return };
        let written = token.text(read.text).to_lowercase();
        if let Some(meant) = typing::decode(&written).filter(|meant| self.lexicon.is_in_use(*meant)) {
            weigh(Slip { meant, kind: Kind::GoPhim, cost: KEYS_COST });
        }
        let Some(letters) = Word::read(&written) else { return };
        let Err(flaw) = letters.syllable() else { return };
        if letters.letters().len() < 2 {
            return;
        }
        for candidate in self.lexicon.near(&letters, &flaw) {
            weigh(slip::of_word(&letters, candidate.syllable, candidate.cost));
        }
        self.glued(&written, &sides, &own, found);
    }

    /// Scores every way to take a word for two without their space.
    fn glued(&self, written: &str, sides: &Sides, own: &Fit, found: &mut Vec<Scored>) {
        for (cut, _) in written.char_indices().skip(1) {
            let (one, other) = written.split_at(cut);
            let in_use = |part| Syllable::parse(part).filter(|syllable| self.lexicon.is_in_use(*syllable));
            let (Some(first), Some(second)) = (in_use(one), in_use(other)) else { continue };
            let fit = score::fit(self.model, sides, &[first, second].map(|one| self.lexicon.symbol(one)));
            let lead = fit.score - own.score - COST_WEIGHT * SPACE_COST;
            let meant = Meant { first, second: Some(second) };
            found.push(Scored { meant, kind: Kind::DinhChu, cost: SPACE_COST, fit, lead });
        }
    }

    /// Scores a word and the next one as one that was split, where one of the two is no word by itself.
    fn joined(&self, read: &Read<'_>, at: usize, found: &mut Vec<Scored>) {
        let [Some(one), Some(other)] = [read.token(at), read.token(at + 1)] else { return };
        let words = one.word().is_some() && other.word().is_some_and(|word| word.case == Case::Lower && !word.chained);
        let side_by_side = other.gap() == Gap::Space;
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
        let sides = sides(read.slots, at, 2);
        let own = self.own(read, at, 2, &sides);
        let fit = score::fit(self.model, &sides, &[self.lexicon.symbol(first)]);
        let lead = fit.score - own.score - COST_WEIGHT * SPACE_COST;
        let meant = Meant { first, second: None };
        found.push(Scored { meant, kind: Kind::TachChu, cost: SPACE_COST, fit, lead });
    }
}

/// What stands around `width` slots.
fn sides(slots: &[Slot], at: usize, width: usize) -> Sides {
    let symbol = |at: Option<usize>| at.and_then(|at| slots.get(at)).map_or(Symbol::END, |slot| slot.symbol);
    let beyond = |next: Symbol, at| if next == Symbol::END { Symbol::END } else { symbol(at) };
    let (left, right) = (symbol(at.checked_sub(1)), symbol(Some(at + width)));
    Sides {
        left: [left, beyond(left, at.checked_sub(2))],
        right: [right, beyond(right, Some(at + width + 1))],
    }
}
