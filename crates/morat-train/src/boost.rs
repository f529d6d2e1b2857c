//! Gradient boosting over binned features: trains the forest of [`morat::model::forest`].
//!
//! Logistic loss, second-order gains, trees grown leaf by leaf where the gain is greatest (as LightGBM does). Sums are
//! taken in a fixed order, so the same examples give the same forest.

use morat::model::forest::{Forest, LEAF, Node};
use rayon::prelude::*;

/// Settings of the training.
pub struct Settings {
    pub trees: usize,
    pub leaves: usize,
    pub rate: f64,
    /// Least sum of second derivatives in a leaf.
    pub least: f64,
    /// L2 regularisation of leaf values.
    pub ridge: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { trees: 300, leaves: 31, rate: 0.08, least: 4.0, ridge: 2.0 }
    }
}

/// The greatest number of bins of a feature.
const BINS: usize = 255;

/// Training examples by column.
pub struct Examples {
    /// For each feature the values of all examples.
    pub columns: Vec<Vec<f32>>,
    /// The label of each example: the probability of a yes, from 0 to 1.
    pub labels: Vec<f32>,
    pub weights: Vec<f32>,
}

/// A feature in bins: for each example the bin, and for each bin the largest value in it.
struct Binned {
    bins: Vec<u8>,
    uppers: Vec<f32>,
}

fn bin(column: &[f32]) -> Binned {
    let mut sorted = column.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let mut distinct = sorted.clone();
    distinct.dedup();
    let uppers: Vec<f32> = if distinct.len() <= BINS {
        distinct
    } else {
        let mut cuts: Vec<f32> = (1..=BINS).map(|cut| sorted[cut * (sorted.len() - 1) / BINS]).collect();
        cuts.dedup();
        cuts
    };
    let place = |value: &f32| uppers.partition_point(|upper| upper < value).min(uppers.len() - 1) as u8;
    Binned { bins: column.iter().map(place).collect(), uppers }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    first: f64,
    second: f64,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.first += other.first;
        self.second += other.second;
    }

    fn less(self, other: Sum) -> Sum {
        Sum { first: self.first - other.first, second: self.second - other.second }
    }

    fn gain(self, ridge: f64) -> f64 {
        self.first * self.first / (self.second + ridge)
    }
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    feature: usize,
    bin: u8,
}

/// A leaf while the tree grows.
struct Leaf {
    rows: Vec<u32>,
    histograms: Histograms,
    sum: Sum,
    split: Option<Split>,
    node: usize,
}

enum Grown {
    Question { feature: usize, bin: u8, left: usize, right: usize },
    Answer(f32),
}

/// Trains a forest.
pub fn train(examples: &Examples, settings: &Settings) -> Forest {
    let binned: Vec<Binned> = examples.columns.par_iter().map(|column| bin(column)).collect();
    let weighed = |share: fn(f32) -> f32| -> f64 {
        let of = examples.labels.iter().zip(&examples.weights);
        of.map(|(label, weight)| f64::from(share(*label) * weight)).sum()
    };
    let base = (weighed(|yes| yes) / weighed(|yes| 1.0 - yes)).ln();
    let (mut nodes, mut roots) = (Vec::new(), Vec::new());
    let mut odds = vec![base; examples.labels.len()];
    for _ in 0..settings.trees {
        let sums: Vec<Sum> = odds
            .par_iter()
            .zip(&examples.labels)
            .zip(&examples.weights)
            .map(|((odds, label), weight)| {
                let chance = 1.0 / (1.0 + (-odds).exp());
                let weight = f64::from(*weight);
                let wanted = f64::from(*label);
                Sum { first: weight * (wanted - chance), second: weight * chance * (1.0 - chance) }
            })
            .collect();
        let tree = grow(&binned, &sums, settings, &mut odds);
        roots.push(nodes.len() as u32);
        lay(&tree, 0, &binned, &mut nodes);
    }
    Forest::new(base as f32, nodes, roots)
}

/// The histograms of all features: sums of the examples in each bin.
type Histograms = Vec<Vec<Sum>>;

fn histograms(binned: &[Binned], sums: &[Sum], rows: &[u32]) -> Histograms {
    let of_feature = |binned: &Binned| {
        let mut bins = vec![Sum::default(); binned.uppers.len()];
        for row in rows {
            bins[binned.bins[*row as usize] as usize].add(sums[*row as usize]);
        }
        bins
    };
    binned.par_iter().map(of_feature).collect()
}

/// The histograms of a leaf's other child: those of the leaf minus those of one child, without counting anew.
fn without(mut whole: Histograms, part: &Histograms) -> Histograms {
    for (bins, others) in whole.iter_mut().zip(part) {
        for (bin, other) in bins.iter_mut().zip(others) {
            *bin = bin.less(*other);
        }
    }
    whole
}

fn best_split(histograms: &Histograms, whole: Sum, settings: &Settings) -> Option<Split> {
    let mut best: Option<Split> = None;
    for (feature, bins) in histograms.iter().enumerate() {
        let mut left = Sum::default();
        for (bin, sum) in bins[..bins.len() - 1].iter().enumerate() {
            left.add(*sum);
            let right = whole.less(left);
            if left.second < settings.least || right.second < settings.least {
                continue;
            }
            let gain = left.gain(settings.ridge) + right.gain(settings.ridge) - whole.gain(settings.ridge);
            if gain > best.map_or(1e-3, |best| best.gain) {
                best = Some(Split { gain, feature, bin: bin as u8 });
            }
        }
    }
    best
}

fn grow(binned: &[Binned], sums: &[Sum], settings: &Settings, odds: &mut [f64]) -> Vec<Grown> {
    let new_leaf = |rows: Vec<u32>, histograms: Histograms, node: usize| {
        let mut sum = Sum::default();
        rows.iter().for_each(|row| sum.add(sums[*row as usize]));
        let split = best_split(&histograms, sum, settings);
        Leaf { rows, histograms, sum, split, node }
    };
    let mut tree = vec![Grown::Answer(0.0)];
    let all: Vec<u32> = (0..sums.len() as u32).collect();
    let first = histograms(binned, sums, &all);
    let mut leaves = vec![new_leaf(all, first, 0)];
    while leaves.len() < settings.leaves {
        let gain = |leaf: &Leaf| leaf.split.map_or(0.0, |split| split.gain);
        let best = (0..leaves.len()).max_by(|a, b| gain(&leaves[*a]).total_cmp(&gain(&leaves[*b])).then(b.cmp(a)));
        let Some((at, split)) = best.and_then(|at| Some((at, leaves[at].split?))) else { break };
        let leaf = leaves.swap_remove(at);
        let bins = &binned[split.feature].bins;
        let (left, right): (Vec<u32>, Vec<u32>) = leaf.rows.iter().partition(|row| bins[**row as usize] <= split.bin);
        let children = [tree.len(), tree.len() + 1];
        tree.extend([Grown::Answer(0.0), Grown::Answer(0.0)]);
        let question =
            Grown::Question { feature: split.feature, bin: split.bin, left: children[0], right: children[1] };
        tree[leaf.node] = question;
        let small_is_left = left.len() <= right.len();
        let small = histograms(binned, sums, if small_is_left { &left } else { &right });
        let large = without(leaf.histograms, &small);
        let (of_left, of_right) = if small_is_left { (small, large) } else { (large, small) };
        leaves.push(new_leaf(left, of_left, children[0]));
        leaves.push(new_leaf(right, of_right, children[1]));
    }
    for leaf in &leaves {
        let value = settings.rate * leaf.sum.first / (leaf.sum.second + settings.ridge);
        tree[leaf.node] = Grown::Answer(value as f32);
        leaf.rows.iter().for_each(|row| odds[*row as usize] += value);
    }
    tree
}

/// Appends a tree in preorder.
fn lay(tree: &[Grown], at: usize, binned: &[Binned], nodes: &mut Vec<Node>) {
    match tree[at] {
        Grown::Answer(value) => nodes.push(Node { feature: LEAF, right: 0, value }),
        Grown::Question { feature, bin, left, right } => {
            let own = nodes.len();
            nodes.push(Node { feature: feature as u8, right: 0, value: binned[feature].uppers[bin as usize] });
            lay(tree, left, binned, nodes);
            nodes[own].right = (nodes.len() - own) as u16;
            lay(tree, right, binned, nodes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_learns_what_no_single_question_tells() {
        // Yes where exactly one of two numbers is above a half.
        let point = |n: usize| [(n * 7919 % 1000) as f32 / 1000.0, (n * 104_729 % 997) as f32 / 997.0];
        let points: Vec<[f32; 2]> = (0..4000).map(point).collect();
        let label = |p: &[f32; 2]| (p[0] > 0.5) != (p[1] > 0.5);
        let examples = Examples {
            columns: (0..2).map(|feature| points.iter().map(|p| p[feature]).collect()).collect(),
            labels: points.iter().map(|p| f32::from(u8::from(label(p)))).collect(),
            weights: vec![1.0; points.len()],
        };
        let forest = train(&examples, &Settings { trees: 40, leaves: 8, rate: 0.3, ..Settings::default() });
        let right = points.iter().filter(|p| (forest.log_odds(p.as_slice()) > 0.0) == label(p)).count();
        assert!(right > 3900, "{right} of 4000");
    }
}
