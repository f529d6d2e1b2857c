//! Which corrections a word may have, and how well each of them fits.

use super::gate::is_fragment;
use super::score::{self, NgramFit};
use super::{
    COST_WEIGHT, ContextSpeller, Correction, NetworkScores, ScoredCandidate, SentenceView, SlotContext, Suspect,
    best_first,
};
use crate::lexicon::Rival;
use crate::model::network::ContextVector;
use crate::syllable::slip::{self, Slip, SlipKind};
use crate::syllable::{Case, Flaw, Syllable, Word, typing};
use crate::token::{Gap, Token, Word as TokenWord};

/// The cost of keystrokes that the input method should have turned into diacritics.
const KEYS_COST: f32 = 1.0;

/// The cost of a space lost or added.
const SPACE_COST: f32 = 1.6;

/// Natural logarithm of the corpus count, some two thousand, from which on a syllable is taken for a word and not for
/// one half of a split word.
const FAMILIAR: f32 = 7.6;

/// How many corrections of a syllable the network proposes, and how far their log-odds may be below those of the
/// written syllable.
const PROPOSED: usize = 6;
const BEHIND_BY_NETWORK: f32 = -4.0;

impl ContextSpeller<'_> {
    /// Scores the candidate corrections of a word and adds a suspect to `out` if one of them may be right. Leaves the
    /// candidates in `found`, best first.
    pub(super) fn slips(
        &self,
        read: &SentenceView<'_>,
        at: usize,
        word: &TokenWord,
        context: &mut ContextVector,
        found: &mut Vec<ScoredCandidate>,
        out: &mut Vec<Suspect>,
    ) {
        if let Some(syllable) = word.syllable {
            let written = self.encode(read, at, 1, context);
            let scores = self.propose(syllable, written, context, found);
            if !found.is_empty() {
                let mut place = self.slot_context(read, at, 1);
                place.flaw = (!self.lexicon.is_in_use(syllable)).then_some(Flaw::NotInUse);
                found.iter_mut().for_each(|one| one.fit = self.fit(&place, one.meant));
                self.push(&place, scores, found, out);
            }
            return;
        }
        let Some(token) = read.token(at) else { return };
        let written = token.text(read.text).to_lowercase();
        let mut place = self.slot_context(read, at, 1);
        let letters = Word::read(&written);
        place.flaw = letters.as_ref().and_then(|letters| letters.syllable().err());
        let mut weigh = |slip: Slip| {
            let meant = Correction { first: slip.meant, second: None };
            found.push(ScoredCandidate::new(meant, slip.kind, slip.cost, self.fit(&place, meant)));
        };
        if let Some(meant) = typing::decode(&written).filter(|meant| self.lexicon.is_in_use(*meant)) {
            weigh(Slip { meant, kind: SlipKind::GoPhim, cost: KEYS_COST });
        }
        if let (Some(letters), Some(flaw)) = (&letters, &place.flaw)
            && letters.letters().len() > 1
        {
            for candidate in self.lexicon.near(letters, flaw) {
                weigh(slip::of_word(letters, candidate.syllable, candidate.cost));
            }
        }
        self.glued(&written, &place, found);
        self.score_and_push(&place, context, found, out);
    }

    /// Scores a few candidates by the network and adds a suspect for them to `out`.
    fn score_and_push(
        &self,
        place: &SlotContext<'_>,
        context: &mut ContextVector,
        found: &mut [ScoredCandidate],
        out: &mut Vec<Suspect>,
    ) {
        if found.is_empty() {
            return;
        }
        let mut scores = NetworkScores::of(self.encode(place.read, place.at, place.width, context));
        for one in found.iter_mut() {
            one.fits = self.network.fits(context, self.lexicon.symbol(one.meant.first));
            scores.add(one.fits);
        }
        self.push(place, scores, found, out);
    }

    /// Fills `found` with the best corrections of a syllable that is written, by the network and the cost of the slip.
    /// `written` is how well the written syllable fits, a log-probability.
    fn propose(
        &self,
        syllable: Syllable,
        written: f32,
        context: &ContextVector,
        found: &mut Vec<ScoredCandidate>,
    ) -> NetworkScores {
        let mut scores = NetworkScores::of(written);
        let rivals = self.lexicon.rivals(syllable);
        let mut next = rivals.iter();
        self.network.fit_all(context, rivals.iter().map(|rival| rival.symbol), |fits| {
            scores.add(fits);
            let Some(Rival { slip: Slip { meant, kind, cost }, .. }) = next.next() else { return };
            let lead = fits - written - COST_WEIGHT * cost;
            if lead > BEHIND_BY_NETWORK {
                let meant = Correction { first: *meant, second: None };
                found.push(ScoredCandidate {
                    fits,
                    lead,
                    ..ScoredCandidate::new(meant, *kind, *cost, NgramFit::default())
                });
            }
        });
        best_first(found);
        found.truncate(PROPOSED);
        scores
    }

    /// How well a correction fits between the neighbours, by the n-grams.
    fn fit(&self, place: &SlotContext<'_>, meant: Correction) -> NgramFit {
        let row = [meant.first, meant.second.unwrap_or(meant.first)].map(|one| self.lexicon.symbol(one));
        score::fit(self.model, &place.neighbours, &row[..1 + usize::from(meant.second.is_some())])
    }

    /// Adds all candidates that take a word for two with the space between them missing.
    fn glued(&self, written: &str, place: &SlotContext<'_>, found: &mut Vec<ScoredCandidate>) {
        for (cut, _) in written.char_indices().skip(1) {
            let (one, other) = written.split_at(cut);
            let in_use = |part| Syllable::parse(part).filter(|syllable| self.lexicon.is_in_use(*syllable));
            let (Some(first), Some(second)) = (in_use(one), in_use(other)) else { continue };
            let meant = Correction { first, second: Some(second) };
            found.push(ScoredCandidate::new(meant, SlipKind::DinhChu, SPACE_COST, self.fit(place, meant)));
        }
    }

    /// Adds a suspect if a word and the next one may be a single word that was split, where one of the two is hardly a
    /// word by itself.
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
        let (place, meant) = (self.slot_context(read, at, 2), Correction { first, second: None });
        let mut found = [ScoredCandidate::new(meant, SlipKind::TachChu, SPACE_COST, self.fit(&place, meant))];
        self.score_and_push(&place, context, &mut found, out);
    }
}
