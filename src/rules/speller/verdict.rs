//! From suspects to what is reported: the forest's word, the limit of each class of slips, one verdict a place.

use std::collections::HashMap;

use super::{Bare, Meant, Read, Speller, Suspect};
use crate::model::Judge;
use crate::syllable::slip::Kind;
use crate::token::{Tokens, slots};

/// What a verdict is about, with a limit of its own: the kinds of slips between two words of the language, and words that
/// are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Class(u8);

impl Class {
    /// How many classes there are.
    pub const COUNT: usize = Kind::ALL.len() + 1;
    /// Something was written that is no syllable, or none that is in use.
    pub const FLAWED: Class = Class(Kind::ALL.len() as u8);

    /// A slip from one word to another.
    pub fn of(kind: Kind) -> Class {
        Class(kind as u8)
    }

    /// Its number, below [`Class::COUNT`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Numbers that were fitted with the forest, in the order in which the model holds them.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// For each class the log-odds from which on it is reported: by default, and when doubtful findings are wanted.
    pub classes: [[f32; 2]; Class::COUNT],
    /// Slope and offset that turn the forest's log-odds into those of a right finding.
    pub confidence: [f32; 2],
}

impl Limits {
    /// As the model holds them.
    pub fn to_list(&self) -> Vec<f32> {
        self.classes.iter().flatten().chain(&self.confidence).copied().collect()
    }

    /// Nothing is reported by a model without limits.
    fn of(judge: &Judge) -> Limits {
        let number = |at: usize, missing: f32| judge.limits.get(at).copied().unwrap_or(missing);
        let class = |class: usize| [number(2 * class, f32::MAX), number(2 * class + 1, f32::MAX)];
        let last = 2 * Class::COUNT;
        Limits {
            classes: std::array::from_fn(class),
            confidence: [number(last, 1.0), number(last + 1, 0.0)],
        }
    }
}

/// A word that is taken for a slip.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Its first and last token.
    pub tokens: (u32, u32),
    /// What kind of thing it is.
    pub class: Class,
    /// What would have happened.
    pub kind: Kind,
    /// What may have been meant, best first; never empty.
    pub meant: Vec<Meant>,
    /// Probability that a finding like this one is right.
    pub confidence: f32,
}

/// A form that a text has flagged this often is likely to be its own word for something.
const OWN_WORD: usize = 3;

/// Log-odds that each doubling beyond that takes off.
const OWN_WORD_WEIGHT: f32 = 0.7;

impl Suspect {
    /// What kind of thing it is, by what is written.
    pub fn class(&self, speller: &Speller<'_>, tokens: &Tokens) -> Class {
        let written = tokens.list().get(self.tokens.0 as usize).and_then(|token| token.word());
        let in_use = written.and_then(|word| word.syllable).is_some_and(|one| speller.lexicon.is_in_use(one));
        match self.kind {
            Kind::DinhChu | Kind::TachChu => Class::of(self.kind),
            _ if in_use => Class::of(self.kind),
            _ => Class::FLAWED,
        }
    }
}

impl Speller<'_> {
    /// What is wrong in a text, in the order of the text and without overlap. Sentences of stretches without marks are passed
    /// over.
    pub fn verdicts(&self, text: &str, tokens: &Tokens, bare: &[Bare], strict: bool) -> Vec<Verdict> {
        let judge = self.model.judge();
        let limits = Limits::of(judge);
        let (mut row, mut lower, mut suspects) = (Vec::new(), String::new(), Vec::new());
        let mut bare = bare.iter().peekable();
        for sentence in tokens.sentences() {
            while bare.next_if(|bare| bare.tokens.end <= sentence.start).is_some() {}
            if bare.peek().is_some_and(|bare| bare.tokens.start < sentence.end) {
                continue;
            }
            slots::fill(text, tokens, sentence, self.lexicon, &mut lower, &mut row);
            self.suspects(Read { text, tokens, slots: &row }, &mut suspects);
        }
        let mut judged: Vec<(f32, Class, Suspect)> = suspects
            .into_iter()
            .map(|suspect| (judge.forest.log_odds(&suspect.features), suspect.class(self, tokens), suspect))
            .filter(|(odds, class, _)| *odds >= limits.classes[class.index()][usize::from(strict)])
            .collect();
        weigh_own_words(text, tokens, &mut judged);
        judged.retain(|(odds, class, _)| *odds >= limits.classes[class.index()][usize::from(strict)]);
        let mut verdicts: Vec<Verdict> = Vec::with_capacity(judged.len());
        let mut last_odds = f32::MIN;
        for (odds, class, suspect) in judged {
            let overlaps = verdicts.last().is_some_and(|last| last.tokens.1 >= suspect.tokens.0);
            if overlaps && last_odds >= odds {
                continue;
            }
            if overlaps {
                verdicts.pop();
            }
            last_odds = odds;
            let [slope, offset] = limits.confidence;
            let confidence = 1.0 / (1.0 + (-(slope * odds + offset)).exp());
            verdicts.push(Verdict {
                tokens: suspect.tokens,
                class,
                kind: suspect.kind,
                meant: suspect.meant,
                confidence,
            });
        }
        verdicts
    }
}

/// Takes from the odds of forms that are flagged again and again in one text.
fn weigh_own_words(text: &str, tokens: &Tokens, judged: &mut [(f32, Class, Suspect)]) {
    let form = |suspect: &Suspect| {
        let token = tokens.list().get(suspect.tokens.0 as usize);
        token.map_or_else(String::new, |token| token.text(text).to_lowercase())
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (_, _, suspect) in judged.iter() {
        *counts.entry(form(suspect)).or_default() += 1;
    }
    for (odds, _, suspect) in judged.iter_mut() {
        let count = counts.get(&form(suspect)).copied().unwrap_or(0);
        if count >= OWN_WORD {
            *odds -= OWN_WORD_WEIGHT * (1.0 + (count as f32 / OWN_WORD as f32).log2());
        }
    }
}
