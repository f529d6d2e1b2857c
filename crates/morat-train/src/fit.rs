//! Fits the forest: held-out lines with generated mistakes, and the suspects that the speller finds in them.

use std::collections::HashMap;

use morat::dictionaries::Dictionaries;
use morat::model::forest::Forest;
use morat::model::network::ContextVector;
use morat::model::{Classifier, Feature};
use morat::speller::{Calibration, ContextSpeller, MistakeClass, SentenceView, Suspect};
use morat::syllable::Case;
use morat::text::Normal;
use morat::token::{Gap, TokenKind, Tokens, slots};
use rayon::prelude::*;

use crate::boost::{self, Examples, Settings};
use crate::build::Progress;
use crate::drawn::{self, Random};
use crate::encode::hash;
use crate::eval::Annotated;

/// One word in this number gets a mistake.
const DENSITY: usize = 18;

/// One pair of words in this number is glued; half as often a word is split.
const GLUED: usize = 600;

/// A suspect of a line with generated mistakes, with its label.
pub struct LabelledSuspect {
    pub suspect: Suspect,
    /// Whether a mistake was generated here.
    pub wrong: bool,
    /// The class of the mistake as which it would be reported.
    pub class: MistakeClass,
}

/// A line with generated mistakes, and the original text of each by its start byte.
pub fn corrupt(line: &str, tokens: &Tokens, draw: &mut Random) -> (String, HashMap<usize, String>) {
    let mut out = String::with_capacity(line.len() + 16);
    let mut drawn = HashMap::new();
    let mut at = 0;
    let list = tokens.list();
    for (index, token) in list.iter().enumerate() {
        let TokenKind::Word(word) = token.kind() else { continue };
        let text = token.text(line);
        if word.syllable.is_none() || word.chained || matches!(word.case, Case::Upper | Case::Mixed) {
            continue;
        }
        // At the beginning of a sentence a capital does not indicate a name.
        let opens = tokens.sentence_of(index).start == index;
        if word.case == Case::Capital && !opens && !draw.once_in(4) {
            continue;
        }
        let (start, end) = (token.span.start() as usize, token.span.end() as usize);
        let glue = draw.once_in(GLUED)
            && list.get(index + 1).is_some_and(|next| {
                let word = next.word().filter(|word| word.case == Case::Lower);
                next.gap() == Gap::Space && word.is_some_and(|word| word.syllable.is_some())
            });
        if glue {
            out.push_str(&line[at..start]);
            drawn.insert(out.len(), format!("{text} "));
            out.push_str(text);
            at = end + 1;
            continue;
        }
        if draw.once_in(2 * GLUED) {
            let cuts: Vec<usize> = text.char_indices().skip(1).map(|(cut, _)| cut).collect();
            if let Some(cut) = cuts.get(draw.below(cuts.len())) {
                out.push_str(&line[at..start]);
                drawn.insert(out.len(), text.to_lowercase());
                out.push_str(&text[..*cut]);
                out.push(' ');
                drawn.insert(out.len(), text.to_lowercase());
                out.push_str(&text[*cut..]);
                at = end;
            }
            continue;
        }
        if !draw.once_in(DENSITY) {
            continue;
        }
        let Some(wrong) = drawn::mistake(&text.to_lowercase(), draw) else { continue };
        out.push_str(&line[at..start]);
        drawn.insert(out.len(), text.to_lowercase());
        out.push_str(&word.case.apply(&wrong));
        at = end;
    }
    out.push_str(&line[at..]);
    (out, drawn)
}

/// Runs the speller over lines with generated mistakes. Gives back the suspects, the number of mistakes, and the number
/// of words.
pub fn run(lines: &[String], speller: &ContextSpeller<'_>, drawn: bool) -> (Vec<LabelledSuspect>, usize, usize) {
    let of_chunk = |lines: &[String]| {
        let (mut tokens, mut lower, mut row) = (Tokens::default(), String::new(), Vec::new());
        let (mut suspects, mut context) = (Vec::new(), ContextVector::default());
        let mut out = (Vec::new(), 0, 0);
        for line in lines {
            let Ok(normal) = Normal::new(line) else { continue };
            tokens.fill(normal.text(), &[]);
            let mut draw = Random::new(hash(line.as_bytes()));
            let (text, mistakes) = if drawn {
                corrupt(normal.text(), &tokens, &mut draw)
            } else {
                (normal.text().to_owned(), HashMap::new())
            };
            let Ok(normal) = Normal::new(&text) else { continue };
            tokens.fill(normal.text(), &[]);
            for sentence in tokens.sentences() {
                slots::fill(normal.text(), &tokens, sentence, speller.lexicon, &mut lower, &mut row);
                speller.suspects(
                    SentenceView { text: normal.text(), tokens: &tokens, slots: &row },
                    &mut context,
                    &mut suspects,
                );
                out.2 += row.len();
            }
            out.1 += mistakes.len();
            for suspect in suspects.drain(..) {
                let token = &tokens.list()[suspect.tokens.0 as usize];
                let meant = mistakes.get(&(token.span.start() as usize));
                out.0.push(LabelledSuspect { wrong: meant.is_some(), class: suspect.class(speller, &tokens), suspect });
            }
        }
        out
    };
    let parts: Vec<_> = lines.par_chunks(512).map(of_chunk).collect();
    parts.into_iter().fold((Vec::new(), 0, 0), |mut sum, part| {
        sum.0.extend(part.0);
        (sum.0, sum.1 + part.1, sum.2 + part.2)
    })
}

/// The weight of a generated mistake: more are generated than writers make, to make fitting quick.
const DRAWN_WEIGHT: f32 = 0.25;

/// Log-odds by which the text's own mistakes are rarer than the weighted generated ones.
const OWN_MISTAKES: f32 = 1.5;

/// Rounds in which the text's own mistakes are estimated.
const ROUNDS: usize = 2;

/// The training examples of the forest.
fn examples(judged: &[LabelledSuspect]) -> Examples {
    let column = |feature: usize| judged.iter().map(|one| one.suspect.features.as_slice()[feature]).collect();
    Examples {
        columns: (0..Feature::COUNT).map(column).collect(),
        labels: judged.iter().map(|one| f32::from(u8::from(one.wrong))).collect(),
        weights: judged.iter().map(|one| if one.wrong { DRAWN_WEIGHT } else { 1.0 }).collect(),
    }
}

/// Trains the forest on held-out lines.
///
/// The lines have mistakes of their own, about as many as a good forest has false positives, and labelling those as right would
/// mislead it. So the label of each word without a generated mistake is the probability that the previous forest gives it
/// (expectation maximisation over unlabelled examples, as in Elkan and Noto 2008).
fn forest(judged: &[LabelledSuspect]) -> Forest {
    let mut examples = examples(judged);
    for _ in 0..ROUNDS {
        let first = boost::train(&examples, &Settings { trees: 100, rate: 0.15, ..Settings::default() });
        for (label, one) in examples.labels.iter_mut().zip(judged).filter(|(_, one)| !one.wrong) {
            *label = chance(first.log_odds(one.suspect.features.as_slice()) - OWN_MISTAKES);
        }
    }
    boost::train(&examples, &Settings::default())
}

/// Log-odds to probability.
fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// Percent of the held-out lines on which the forest is trained; the calibration is fitted on the others.
const TRAINED: usize = 85;

/// Suspects with lower log-odds than this are not used for the calibration.
const DOUBTFUL: f32 = -2.5;

/// The weight of the forest's own log-odds against those of a class, as a number of findings.
const BELIEF: f64 = 20.0;

/// Trains the forest and fits its calibration, on held-out lines of both parts of the corpus.
pub fn classifier(lines: &[Vec<String>; 2], dictionaries: &Dictionaries, progress: &Progress) -> Classifier {
    let speller = ContextSpeller::new(dictionaries);
    let (mut trained, mut judged) = (Vec::new(), Vec::new());
    for lines in lines {
        let (some, others) = lines.split_at(lines.len() * TRAINED / 100);
        for (lines, list, use_) in [(some, &mut trained, "training"), (others, &mut judged, "calibration")] {
            let (more, drawn, words) = run(lines, &speller, true);
            progress.say(&format!("{words} words for {use_}, {drawn} mistakes drawn, {} suspects", more.len()));
            list.extend(more);
        }
    }
    let forest = forest(&trained);
    let mut shifts = [0.0_f32; MistakeClass::COUNT];
    for (class, shift) in shifts.iter_mut().enumerate() {
        let own = judged.iter().filter(|one| one.class.index() == class);
        let near =
            own.map(|one| (one.suspect.odds(&forest, one.class), one.wrong)).filter(|(odds, _)| odds.abs() < 4.0);
        // The offset of this class's log-odds against those of the forest, by Newton's method.
        let list: Vec<(f32, f32, f64)> = near
            .map(|(odds, wrong)| {
                let label = if wrong { 1.0 } else { chance(odds - OWN_MISTAKES) };
                (odds, label, f64::from(if wrong { DRAWN_WEIGHT } else { 1.0 }))
            })
            .collect();
        let mut offset = 0.0_f64;
        for _ in 0..20 {
            let (mut first, mut second) = (-offset * BELIEF * 0.25, BELIEF * 0.25);
            for (odds, label, weight) in &list {
                let chance = 1.0 / (1.0 + (-(f64::from(*odds) + offset)).exp());
                first += weight * (f64::from(*label) - chance);
                second += weight * chance * (1.0 - chance);
            }
            offset += first / second;
        }
        *shift = offset as f32;
    }
    let calibration = Calibration { shifts, confidence: confidence(&drawn_odds(&judged, &forest, &shifts)) };
    Classifier { forest, calibration: calibration.to_list() }
}

/// An example for the calibration: log-odds, label (0 to 1), weight.
type WeighedOdds = (f64, f64, f64);

/// Log-odds, labels and weights of generated mistakes, weighted as in a draft with one mistake in a hundred words.
fn drawn_odds(judged: &[LabelledSuspect], forest: &Forest, shifts: &[f32; MistakeClass::COUNT]) -> Vec<WeighedOdds> {
    let weight = f64::from(1.0 / (100.0 * DRAWN_SHARE));
    let told = |one: &LabelledSuspect| {
        let odds = one.suspect.odds(forest, one.class) + shifts[one.class.index()];
        let label = if one.wrong { 1.0 } else { chance(odds - OWN_MISTAKES) };
        (f64::from(odds), f64::from(label), if one.wrong { weight } else { 1.0 })
    };
    judged.iter().map(told).collect()
}

/// Mistakes per word of the drafts for which the confidence is right. A file with more of them counts for less.
const IN_DRAFTS: f64 = 1.0 / 200.0;

/// Fits slope and offset of the calibration again on annotated texts, so that the confidence is the share of right
/// findings there.
pub fn calibrated(dictionaries: &mut Dictionaries, texts: &[Annotated], progress: &Progress) {
    let mut told: Vec<WeighedOdds> = Vec::new();
    let mut tokens = Tokens::default();
    for Annotated { text, mistakes, density } in texts {
        // The annotated offsets are valid only if normalisation changes nothing.
        let Some(normal) = Normal::new(text).ok().filter(|normal| normal.text() == text) else { continue };
        tokens.fill(normal.text(), &[]);
        for (odds, _, suspect) in ContextSpeller::new(dictionaries).scored_suspects(text, &tokens, &[]) {
            let [first, last] = [suspect.tokens.0, suspect.tokens.1].map(|at| tokens.list()[at as usize].span);
            let place = first.start() as usize..last.end() as usize;
            let wrong = mistakes.iter().any(|mistake| mistake.start < place.end && place.start < mistake.end);
            told.push((f64::from(odds), f64::from(u8::from(wrong)), (IN_DRAFTS / density.max(1e-9)).min(1.0)));
        }
    }
    let [slope, offset] = confidence(&told);
    progress.say(&format!("calibrated on {} suspects of annotated texts: {slope:.3} × odds + {offset:.3}", told.len()));
    let mut classifier = dictionaries.model.classifier().clone();
    classifier.calibration.truncate(MistakeClass::COUNT);
    classifier.calibration.extend([slope, offset]);
    dictionaries.model = dictionaries.model.clone().with_classifier(classifier);
}

/// Fits slope and offset of a logistic from log-odds to the probability that a finding is right.
fn confidence(told: &[WeighedOdds]) -> [f32; 2] {
    let list: Vec<WeighedOdds> = told.iter().copied().filter(|(odds, _, _)| *odds > f64::from(DOUBTFUL)).collect();
    let (mut slope, mut offset) = (1.0_f64, 0.0_f64);
    for _ in 0..50 {
        let (mut g, mut h) = ([0.0; 2], [[1e-6, 0.0], [0.0, 1e-6]]);
        for (odds, label, weight) in &list {
            let chance = 1.0 / (1.0 + (-(slope * odds + offset)).exp());
            let (first, second) = (weight * (label - chance), weight * chance * (1.0 - chance));
            g[0] += first * odds;
            g[1] += first;
            h[0][0] += second * odds * odds;
            h[0][1] += second * odds;
            h[1][1] += second;
        }
        let determinant: f64 = h[0][0] * h[1][1] - h[0][1] * h[0][1];
        slope += (h[1][1] * g[0] - h[0][1] * g[1]) / determinant;
        offset += (h[0][0] * g[1] - h[0][1] * g[0]) / determinant;
    }
    [slope as f32, offset as f32]
}

/// The share of words with a generated mistake.
const DRAWN_SHARE: f32 = 0.028;
