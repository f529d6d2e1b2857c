//! What a word may be a slip for, and how well each candidate fits.

use super::gate::is_fragment;
use super::score::{self, Fit};
use super::{COST_WEIGHT, ContextSpeller, Correction, Opinion, Place, Scored, SentenceView, Suspect, best_first};
use crate::lexicon::Rival;
use crate::model::network::ContextVector;
use crate::syllable::slip::{self, Kind, Slip};
use crate::syllable::{Case, Flaw, Syllable, Word, typing};
use crate::token::{Gap, Token, Word as TokenWord};

/// The cost of keys that the input method should have turned into marks.
const KEYS_COST: f32 = 1.0;

/// The cost of a space lost or added.
const SPACE_COST: f32 = 1.6;

/// Natural logarithm of the count from which on a syllable is no mere half of a split word: some two thousand.
const FAMILIAR: f32 = 7.6;

/// How many candidates for a syllable the network proposes, and how far behind what was written they may be by it.
const PROPOSED: usize = 6;
const BEHIND_BY_NETWORK: f32 = -4.0;

impl ContextSpeller<'_> {
    /// Scores what a word may be a slip for, and makes a suspect of it if there is any hope; leaves the candidates in `found`,
    /// best first.
    pub(super) fn slips(
        &self,
        read: &SentenceView<'_>,
        at: usize,
        word: &TokenWord,
        context: &mut ContextVector,
        found: &mut Vec<Scored>,
        out: &mut Vec<Suspect>,
    ) {
        if let Some(syllable) = word.syllable {
            let written = self.encode(read, at, 1, context);
            let opinion = self.propose(syllable, written, context, found);
            if !found.is_empty() {
                let mut place = self.place(read, at, 1);
                place.flaw = (!self.lexicon.is_in_use(syllable)).then_some(Flaw::NotInUse);
                found.iter_mut().for_each(|one| one.fit = self.fit(&place, one.meant));
                self.push(&place, opinion, found, out);
            }
            return;
        }
        let Some(token) = read.token(at) else { return };
        let written = token.text(read.text).to_lowercase();
        let mut place = self.place(read, at, 1);
        let letters = Word::read(&written);
        place.flaw = letters.as_ref().and_then(|letters| letters.syllable().err());
        let mut weigh = |slip: Slip| {
            let meant = Correction { first: slip.meant, second: None };
            found.push(Scored::new(meant, slip.kind, slip.cost, self.fit(&place, meant)));
        };
        if let Some(meant) = typing::decode(&written).filter(|meant| self.lexicon.is_in_use(*meant)) {
            weigh(Slip { meant, kind: Kind::GoPhim, cost: KEYS_COST });
        }
        if let (Some(letters), Some(flaw)) = (&letters, &place.flaw)
            && letters.letters().len() > 1
        {
            for candidate in self.lexicon.near(letters, flaw) {
                weigh(slip::of_word(letters, candidate.syllable, candidate.cost));
            }
        }
        self.glued(&written, &place, found);
        self.listen_and_push(&place, context, found, out);
    }

    /// Lets the network judge candidates that are few.
    fn listen_and_push(
        &self,
        place: &Place<'_>,
        context: &mut ContextVector,
        found: &mut [Scored],
        out: &mut Vec<Suspect>,
    ) {
        if found.is_empty() {
            return;
        }
        let mut opinion = Opinion::of(self.encode(place.read, place.at, place.width, context));
        for one in found.iter_mut() {
            one.fits = self.network.fits(context, self.lexicon.symbol(one.meant.first));
            opinion.add(one.fits);
        }
        self.push(place, opinion, found, out);
    }

    /// The best of the syllables that a syllable may be a slip for, by the network and the cost of the slip.
    fn propose(&self, syllable: Syllable, written: f32, context: &ContextVector, found: &mut Vec<Scored>) -> Opinion {
        let mut opinion = Opinion::of(written);
        let rivals = self.lexicon.rivals(syllable);
        let mut next = rivals.iter();
        self.network.fit_all(context, rivals.iter().map(|rival| rival.symbol), |fits| {
            opinion.add(fits);
            let Some(Rival { slip: Slip { meant, kind, cost }, .. }) = next.next() else { return };
            let lead = fits - written - COST_WEIGHT * cost;
            if lead > BEHIND_BY_NETWORK {
                let meant = Correction { first: *meant, second: None };
                found.push(Scored { fits, lead, ..Scored::new(meant, *kind, *cost, Fit::default()) });
            }
        });
        best_first(found);
        found.truncate(PROPOSED);
        opinion
    }

    /// How a candidate stands between its neighbours.
    fn fit(&self, place: &Place<'_>, meant: Correction) -> Fit {
        let row = [meant.first, meant.second.unwrap_or(meant.first)].map(|one| self.lexicon.symbol(one));
        score::fit(self.model, &place.sides, &row[..1 + usize::from(meant.second.is_some())])
    }

    /// Scores every way to take a word for two without their space.
    fn glued(&self, written: &str, place: &Place<'_>, found: &mut Vec<Scored>) {
        for (cut, _) in written.char_indices().skip(1) {
            let (one, other) = written.split_at(cut);
            let in_use = |part| Syllable::parse(part).filter(|syllable| self.lexicon.is_in_use(*syllable));
            let (Some(first), Some(second)) = (in_use(one), in_use(other)) else { continue };
            let meant = Correction { first, second: Some(second) };
            found.push(Scored::new(meant, Kind::DinhChu, SPACE_COST, self.fit(place, meant)));
        }
    }

    /// Judges a word and the next one as one that was split, where one of the two is no word by itself.
    pub(super) fn joined(
        &self,
        read: &SentenceView<'_>,
        at: usize,
        context: &mut ContextVector,
        out: &mut Vec<Suspect>,
    ) {
        let [Some(one), Some(other)] = [read.token(at), read.token(at + 1)] else { return };
        let words = one.word().is_some() && other.word().is_some_and(|word| word.case == Case::Lower && !word.chained);
        let (first, second) = (read.slots[at].token, read.slots[at + 1].token);
        let side_by_side = other.gap() == Gap::Space
            && first + 1 == second
            && ![first, second].iter().any(|token| is_fragment(read.tokens, *token as usize));
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
        let (place, meant) = (self.place(read, at, 2), Correction { first, second: None });
        let mut found = [Scored::new(meant, Kind::TachChu, SPACE_COST, self.fit(&place, meant))];
        self.listen_and_push(&place, context, &mut found, out);
    }
}
