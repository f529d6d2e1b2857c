//! The speller: finds words that do not fit where they stand and others that would.
//!
//! For each word the language model cannot vouch for, every syllable that it may be a slip for is set in its place and
//! scored with its neighbours; the best one is weighed against what was written by a small forest of decision trees
//! ([`crate::model::forest`]), which sees the n-grams, the cost and kind of the slip, capitals and company.

mod bare;
mod evidence;
mod features;
mod loan;
mod no_word;
mod restore;
mod score;
mod speech;
mod stray;
mod verdict;
mod verse;

use crate::dictionaries::Dictionaries;
use crate::lexicon::names::Names;
use crate::lexicon::places::Places;
use crate::lexicon::{Lexicon, Rival, Symbol};
use crate::model::company::Vector;
use crate::model::{Model, Pair};
use crate::syllable::slip::{self, Kind, Slip};
use crate::syllable::{Case, Syllable, Word, spellings, typing};
use crate::token::slots::Slot;
use crate::token::{Gap, Kind as TokenKind, Mark, Script, Token, Tokens, Word as TokenWord};
pub use bare::Bare;
pub use features::{FEATURES, Features};
use score::{Fit, Sides};
pub use verdict::{Class, Limits, Verdict};
pub use verse::Verse;

/// How much a unit of cost weighs against a natural logarithm of probability.
const COST_WEIGHT: f32 = 2.8;

/// The cost of keys that the input method should have turned into marks.
const KEYS_COST: f32 = 1.0;

/// Loan words that many write in one, although each half is a syllable of ours.
const SOLID: &[&str] = &[
    "ápphích",
    "ápxe",
    "bêtông",
    "bôxít",
    "cátxê",
    "cátxét",
    "côngxon",
    "đôla",
    "găngtơ",
    "lăngxê",
    "lôgích",
    "môđen",
    "môđun",
    "mítting",
    "mítinh",
    "pêđan",
    "phécmơ",
    "sơmi",
    "tuốcbin",
    "vắcxin",
    "xìcăng",
    "xìtin",
    "xêri",
    "ximăng",
    "xúcxích",
    "xúpde",
];

/// The cost of a space lost or added.
const SPACE_COST: f32 = 1.6;

/// Natural logarithm of how many words there are among those of no dictionary: some thousands that stand in for it.
const UNKNOWN: f32 = 7.0;

/// Natural logarithm of the count from which on a syllable is no mere half of a split word: some two thousand.
const FAMILIAR: f32 = 7.6;

/// How many candidates the wider company may rank anew, and how much it weighs against the neighbours.
const RANKED: usize = 6;
const COMPANY_WEIGHT: f32 = 0.7;

/// How many suggestions are worth showing, and how far behind the best one they may be.
const SHOWN: usize = 3;
const BEHIND: f32 = 3.0;

/// How many candidates for each of two neighbours are tried together.
const TRIED_TOGETHER: usize = 6;

/// How far two candidates together have to lead.
const TOGETHER: f32 = 3.0;

/// From this level on a pair is well known: seen some two dozen times. Beside a neighbour of which what is written is well
/// known, and the other one that it has never been seen with, only what has been seen with the other is better.
const WELL_KNOWN: u8 = 4;

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

impl<'a> Speller<'a> {
    /// One that asks these dictionaries.
    pub fn new(dictionaries: &'a Dictionaries) -> Speller<'a> {
        let Dictionaries { lexicon, model, names, places } = dictionaries;
        Speller { lexicon, model, names, places }
    }
}

impl Speller<'_> {
    /// Collects the suspects of a sentence.
    pub fn suspects(&self, read: Read<'_>, out: &mut Vec<Suspect>) {
        let mut found = Vec::new();
        // The best candidates for the slot before, if it was in doubt, too.
        let mut neighbours: Vec<Scored> = Vec::new();
        // All pairs first: the questions wait for memory together.
        let pairs: Vec<Pair> = read.slots.windows(2).map(|two| self.model.pair(two[0].symbol, two[1].symbol)).collect();
        for at in 1..read.slots.len().saturating_sub(1) {
            let (left, after) = (pairs[at - 1], pairs[at]);
            // A word of no dictionary has no rivals, and is never safe for that.
            if read.slots[at].symbol.is_word() && left.is_safe_after() && after.is_safe_before() {
                neighbours.clear();
                continue;
            }
            found.clear();
            if let Some(word) = self.judged(&read, at) {
                self.slips(&read, at, &word, &mut found);
                self.push(&read, at, 1, &mut found, out);
                if !left.is_known() {
                    self.both(&read, at, &neighbours, &found, out);
                }
                found.truncate(TRIED_TOGETHER);
            } else {
                self.stray(&read, at, [left, after], out);
            }
            std::mem::swap(&mut neighbours, &mut found);
            found.clear();
            self.joined(&read, at, &mut found);
            self.push(&read, at, 2, &mut found, out);
        }
    }

    /// Judges two neighbours together: each may make sense only when the other is put right. `left` and `right` are the
    /// candidates for the slot before and for this one, best first.
    fn both(&self, read: &Read<'_>, at: usize, left: &[Scored], right: &[Scored], out: &mut Vec<Suspect>) {
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
            let mut slots = read.slots.to_vec();
            slots[neighbour].symbol = symbol;
            self.suspect(&Read { slots: &slots, ..*read }, slot, out);
        }
    }

    /// Judges the word in one slot.
    fn suspect(&self, read: &Read<'_>, at: usize, out: &mut Vec<Suspect>) {
        let mut found = Vec::new();
        if let Some(word) = self.judged(read, at) {
            self.slips(read, at, &word, &mut found);
            self.push(read, at, 1, &mut found, out);
        }
    }

    /// Makes a suspect of the candidates for some slots, if one of them has any hope.
    fn push(&self, read: &Read<'_>, at: usize, width: usize, found: &mut [Scored], out: &mut Vec<Suspect>) {
        found.sort_by(|a, b| b.lead.total_cmp(&a.lead).then(a.meant.cmp(&b.meant)));
        if found.first().is_none_or(|best| best.lead <= HOPELESS) {
            return;
        }
        // Among the first by their neighbours, the wider company has a say.
        let heard = self.listen(read, at, width);
        let rank = |one: &Scored| {
            one.lead + COMPANY_WEIGHT * self.model.company().fits(&heard, self.lexicon.symbol(one.meant.first))
        };
        let ranked = found.len().min(RANKED);
        found[..ranked].sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.meant.cmp(&b.meant)));
        let best = &found[0];
        let sides = self.sides(read.slots, at, width);
        let second = found.get(1).map_or(HOPELESS, |second| second.lead);
        let features = features::collect(&features::Asked {
            speller: *self,
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
            heard: &heard,
        });
        out.push(Suspect {
            tokens: (read.slots[at].token, read.slots[at + width - 1].token),
            kind: best.kind,
            meant: found.iter().filter(|one| best.lead - one.lead < BEHIND).take(SHOWN).map(|one| one.meant).collect(),
            features,
            lead: best.lead,
        });
    }

    /// What the words around some slots say, as far as the sentence goes.
    fn listen(&self, read: &Read<'_>, at: usize, width: usize) -> Vector {
        let symbols = read.slots.iter().map(|slot| slot.symbol);
        let inside = |symbol: &Symbol| *symbol != Symbol::END;
        let before = read.slots[..at].iter().rev().map(|slot| slot.symbol).take_while(inside);
        self.model.company().listen(before, symbols.skip(at + width).take_while(inside))
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

    /// The word in a slot, if it is one to be judged at all.
    fn judged(&self, read: &Read<'_>, at: usize) -> Option<TokenWord> {
        let symbol = read.slots[at].symbol;
        if !symbol.is_word() && symbol != Symbol::OTHER {
            return None;
        }
        let token = read.token(at)?;
        if is_fragment(read.tokens, read.slots[at].token as usize) {
            return None;
        }
        let word = match token.kind() {
            TokenKind::Word(word) => word,
            // VNI keys left in a word: nguo72i, but not CO2.
            TokenKind::Code => {
                let text = token.text(read.text);
                let small = !text.chars().skip(1).any(char::is_uppercase);
                typing::decode(&text.to_lowercase()).filter(|_| small).map(|_| TokenWord::CODE)?
            }
            _ => return None,
        };
        if word.chained || word.case == Case::Mixed || word.script != Script::Latin || word.eth {
            return None;
        }
        let named = word.case == Case::Capital && read.slots[at - 1].symbol != Symbol::END;
        if word.syllable.is_none() && (symbol.is_word() || named && !word.marked) {
            return None; // foreign: normal, or a name
        }
        let keys = token.kind() == TokenKind::Code;
        if word.syllable.is_none()
            && !word.marked
            && !keys
            && [at - 1, at + 1].iter().any(|near| self.is_foreign(read, *near))
        {
            return None; // hat trick: half of a foreign phrase
        }
        if word.syllable.is_some_and(|syllable| self.is_other_spelling(read.slots, at, syllable)) {
            return None;
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

    /// Whether a syllable is the rarer spelling of a word that fits here: *tầu* in *đoàn tầu*. What the model knows of the word it
    /// knows by its usual spelling.
    fn is_other_spelling(&self, slots: &[Slot], at: usize, written: Syllable) -> bool {
        let Some(usual) = spellings::twin(written) else { return false };
        let symbol = self.lexicon.symbol(usual);
        self.lexicon.log_count(usual) > self.lexicon.log_count(written)
            && (!self.lexicon.is_in_use(written)
                || self.model.pair(slots[at - 1].symbol, symbol).is_known()
                || self.model.pair(symbol, slots[at + 1].symbol).is_known())
    }

    /// Whether an unknown word stands in a slot that is of another language: neither a syllable nor one without its marks.
    fn is_foreign(&self, read: &Read<'_>, slot: usize) -> bool {
        let unknown = (read.slots[slot].symbol == Symbol::OTHER).then(|| read.token(slot)).flatten();
        let latin = |word: &TokenWord| word.syllable.is_none() && !word.marked && word.script == Script::Latin;
        let text = unknown.filter(|token| token.word().is_some_and(|word| latin(&word)));
        let read = text.map(|token| Word::read(token.text(read.text)));
        read.is_some_and(|word| word.is_none_or(|word| self.lexicon.marked_forms(&word).is_empty()))
    }

    /// Scores everything that a word may be a slip for.
    fn slips(&self, read: &Read<'_>, at: usize, word: &TokenWord, found: &mut Vec<Scored>) {
        let sides = self.sides(read.slots, at, 1);
        let own = self.own(read, at, 1, &sides);
        let mut weigh = |slip: Slip| {
            let fit = score::fit(self.model, &sides, &[self.lexicon.symbol(slip.meant)]);
            let lead = fit.score - own.score - COST_WEIGHT * slip.cost;
            let meant = Meant { first: slip.meant, second: None };
            found.push(Scored { meant, kind: slip.kind, cost: slip.cost, fit, lead });
        };
        if let Some(syllable) = word.syllable {
            return self.rivals(syllable, &sides, &own, found);
        }
        let Some(token) = read.token(at) else { return };
        let written = token.text(read.text).to_lowercase();
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
        self.glued(&written, &sides, &own, found);
    }

    /// Scores the syllables that a syllable may be a slip for. Most of the some hundred stand in no pair that is known, and
    /// one question each is enough to say so: the side where what is written is the worse known is asked first.
    fn rivals(&self, written: Syllable, sides: &Sides, own: &Fit, found: &mut Vec<Scored>) {
        let (left, right) = (sides.left[0], sides.right[0]);
        let [entering, leaving] = own.pairs;
        let must_enter = entering == 0 && leaving >= WELL_KNOWN;
        let must_leave = leaving == 0 && entering >= WELL_KNOWN;
        let rivals = self.lexicon.rivals(written);
        // The questions wait for memory together.
        let asked: Vec<Pair> = match must_leave {
            true => rivals.iter().map(|rival| self.model.pair(rival.symbol, right)).collect(),
            false => rivals.iter().map(|rival| self.model.pair(left, rival.symbol)).collect(),
        };
        let mut weigh = |rival: &Rival, entering: Pair, leaving: Pair| {
            let Rival { symbol, slip: Slip { meant, kind, cost } } = *rival;
            let fit = score::fit_between(self.model, sides, &[symbol], entering, leaving);
            let lead = fit.score - own.score - COST_WEIGHT * cost;
            found.push(Scored { meant: Meant { first: meant, second: None }, kind, cost, fit, lead });
        };
        for (rival, asked) in rivals.iter().zip(asked) {
            if (must_enter || must_leave) && !asked.is_known() {
                continue;
            }
            let (entering, leaving) = match must_leave {
                true => (self.model.sound_pair(left, rival.symbol), self.model.sound(asked, rival.symbol, right)),
                false => (self.model.sound(asked, left, rival.symbol), self.model.sound_pair(rival.symbol, right)),
            };
            if entering.is_known() || leaving.is_known() {
                weigh(rival, entering, leaving);
            }
        }
    }

    /// Scores every way to take a word for two without their space.
    fn glued(&self, written: &str, sides: &Sides, own: &Fit, found: &mut Vec<Scored>) {
        if SOLID.contains(&written) {
            return;
        }
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
        let sides = self.sides(read.slots, at, 2);
        let own = self.own(read, at, 2, &sides);
        let fit = score::fit(self.model, &sides, &[self.lexicon.symbol(first)]);
        let lead = fit.score - own.score - COST_WEIGHT * SPACE_COST;
        let meant = Meant { first, second: None };
        found.push(Scored { meant, kind: Kind::TachChu, cost: SPACE_COST, fit, lead });
    }
}

/// Whether a token is part of something longer that is no word: what an address left over (*https://a.vn/bcủa*), a name of
/// software (*so.sanh*).
fn is_fragment(tokens: &Tokens, index: usize) -> bool {
    let is_technical = |token: Option<&Token>| {
        token.is_some_and(|token| matches!(token.kind(), TokenKind::Url | TokenKind::Email | TokenKind::Code))
    };
    let is_dotted = |dot: Option<usize>| {
        let Some(dot) = dot.filter(|dot| tokens.list().get(*dot).and_then(Token::mark) == Some(Mark::Stop)) else {
            return false;
        };
        let is_small = |token: Option<&Token>| token.and_then(Token::word).is_some_and(|word| word.case == Case::Lower);
        is_small(tokens.before(dot)) && is_small(tokens.after(dot))
    };
    is_technical(tokens.before(index))
        || is_technical(tokens.after(index))
        || is_dotted(index.checked_sub(1))
        || is_dotted(Some(index + 1))
}
