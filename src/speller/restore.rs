//! Restores the diacritics of text that was typed without: *hoi nghi* → *hội nghị*.
//!
//! Every word may be any of the syllables with the same letters without diacritics; a beam search finds the likeliest
//! sequence by the n-grams from left to right. Of all readings up to a word only the best few are kept, and of those
//! that end in the same two words only the better one, since nothing that follows can tell them apart. So the time is
//! linear in the length of the text.

use crate::lexicon::Symbol;
use crate::model::{Model, Pair};
use crate::syllable::Syllable;

/// How many readings are kept at each word. Twice as many restore one more of two thousand syllables.
const BEAM: usize = 8;

/// One reading of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The symbol of the reading for the model.
    pub symbol: Symbol,
    /// The restored syllable; `None` for the word as it stands.
    pub syllable: Option<Syllable>,
}

impl Choice {
    /// The reading that leaves the word as it stands.
    pub fn kept(symbol: Symbol) -> Choice {
        Choice { symbol, syllable: None }
    }
}

/// The words of a sentence, each with its possible readings, at least one.
#[derive(Debug, Default)]
pub struct Lattice {
    choices: Vec<Choice>,
    /// For each word the end of its readings in `choices`.
    ends: Vec<u32>,
}

impl Lattice {
    /// Removes all words.
    pub fn clear(&mut self) {
        self.choices.clear();
        self.ends.clear();
    }

    /// Adds a word. A word without any reading is skipped: it would end every path.
    pub fn push(&mut self, choices: impl IntoIterator<Item = Choice>) {
        let before = self.choices.len();
        self.choices.extend(choices);
        if self.choices.len() > before {
            self.ends.push(self.choices.len() as u32);
        }
    }

    fn places(&self) -> impl Iterator<Item = &[Choice]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.choices[start as usize..*end as usize])
    }
}

/// The best path of those that end in the same two symbols.
#[derive(Clone, Copy)]
struct State {
    /// Natural logarithm of the probability of the path.
    score: f32,
    /// The last two symbols of the path, and what the model says of that pair.
    symbols: [Symbol; 2],
    pair: Pair,
    /// The reading of the last word.
    syllable: Option<Syllable>,
    /// Index of the state before, among all that were kept.
    from: u32,
}

/// The natural logarithm of the probability of the likeliest sequence of readings, and that sequence, one element for
/// each word.
pub fn likeliest(model: &Model, lattice: &Lattice) -> (f32, Vec<Option<Syllable>>) {
    let start = State {
        score: 0.0,
        symbols: [Symbol::END; 2],
        pair: model.pair(Symbol::END, Symbol::END),
        syllable: None,
        from: 0,
    };
    // All states that were kept, the beam of the last place at the end.
    let mut kept = vec![start];
    let mut beam = 0;
    let mut next: Vec<State> = Vec::new();
    for choices in lattice.places() {
        next.clear();
        for choice in choices {
            reach(model, &kept[beam..], beam, *choice, &mut next);
        }
        // What is equally likely stays in a fixed order: the same text gives the same restoration.
        next.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.symbols.cmp(&b.symbols)));
        next.truncate(BEAM);
        // States with the same last symbol stand together, so that each pair is looked up once.
        next.sort_by_key(|state| state.symbols[1]);
        beam = kept.len();
        kept.append(&mut next);
    }
    reach(model, &kept[beam..], beam, Choice::kept(Symbol::END), &mut next);
    let Some(best) = next.iter().max_by(|a, b| a.score.total_cmp(&b.score)) else { return (0.0, Vec::new()) };
    let mut row = vec![None; lattice.ends.len()];
    let mut at = best.from as usize;
    for place in row.iter_mut().rev() {
        *place = kept[at].syllable;
        at = kept[at].from as usize;
    }
    (best.score, row)
}

/// Appends the states that a reading leads to from those of a beam, whose indices begin at `first`: one for each last
/// symbol.
fn reach(model: &Model, beam: &[State], first: usize, choice: Choice, out: &mut Vec<State>) {
    let mut at = 0;
    for group in beam.chunk_by(|a, b| a.symbols[1] == b.symbols[1]) {
        let last = group[0].symbols[1];
        let pair = model.pair(last, choice.symbol);
        let scored = group.iter().zip(first + at..).map(|(state, from)| {
            let score = state.score + model.after_two([state.symbols[0], last, choice.symbol], state.pair, pair).0;
            (score, from)
        });
        if let Some((score, from)) = scored.max_by(|a, b| a.0.total_cmp(&b.0)) {
            let symbols = [last, choice.symbol];
            out.push(State { score, symbols, pair, syllable: choice.syllable, from: from as u32 });
        }
        at += group.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;
    use crate::syllable::Word;

    /// The likeliest reading of plain words.
    fn restored(text: &str) -> String {
        let Dictionaries { lexicon, model, .. } = &**Dictionaries::embedded();
        let mut lattice = Lattice::default();
        for word in text.split(' ').filter_map(Word::read) {
            let forms = lexicon.marked_forms(&word).iter();
            lattice.push(forms.map(|one| Choice { symbol: lexicon.symbol(*one), syllable: Some(*one) }));
        }
        let words = likeliest(model, &lattice).1.into_iter().flatten().map(|one| one.spelling());
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_stands_around_a_word_decides() {
        assert_eq!(restored("hoi nghi quoc te"), "hội nghị quốc tế");
        assert_eq!(restored("nguoi viet nam yeu hoa binh"), "người việt nam yêu hòa bình");
        assert_eq!(restored("cam on"), "cảm ơn");
        assert_eq!(restored("nguoi"), "người", "one word alone is the most frequent of its kind");
    }

    #[test]
    fn without_places_there_is_nothing() {
        let model = &Dictionaries::embedded().model;
        let mut lattice = Lattice::default();
        assert_eq!(likeliest(model, &lattice).1, []);
        lattice.push([]);
        assert_eq!(likeliest(model, &lattice).1, [], "a place without choices is none");
        lattice.push([Choice::kept(Symbol::OTHER)]);
        assert_eq!(likeliest(model, &lattice).1, [None]);
    }

    #[test]
    fn the_best_reading_is_as_likely_as_it_is_by_itself() {
        let Dictionaries { lexicon, model, .. } = &**Dictionaries::embedded();
        let (mut open, mut fixed) = (Lattice::default(), Lattice::default());
        let words = ["chinh", "phu", "da", "ban", "hanh", "nghi", "dinh"].map(|word| Word::read(word).unwrap());
        let choice = |one: &Syllable| Choice { symbol: lexicon.symbol(*one), syllable: Some(*one) };
        words.iter().for_each(|word| open.push(lexicon.marked_forms(word).iter().map(choice)));
        let (score, row) = likeliest(model, &open);
        assert_eq!(row.len(), words.len());
        row.iter().flatten().for_each(|one| fixed.push([choice(one)]));
        assert_eq!(likeliest(model, &fixed), (score, row));
    }
}
