//! A gradient-boosted forest of small decision trees (Friedman 2001). The sum over its trees is the log-odds that a
//! word is a mistake.
//!
//! All nodes lie in one array, each tree in preorder: the left branch of a node is the node after it, so a node names
//! its right branch only. A node takes seven bytes on disk.

/// A node of a tree: a split, or a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// The index of the feature that a split compares; [`LEAF`] for a leaf.
    pub feature: u8,
    /// How many nodes further on the right branch begins; 0 for a leaf.
    pub right: u16,
    /// Of a split the threshold: values up to it go left. Of a leaf what it adds to the log-odds (base e).
    pub value: f32,
}

/// The feature index that marks a leaf.
pub const LEAF: u8 = u8::MAX;

/// How many trees are walked side by side: a branch of one tree cannot be predicted, and while it waits the others go
/// on.
const SIDE_BY_SIDE: usize = 8;

/// A trained forest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// Log-odds before any tree is added.
    pub base: f32,
    /// The nodes of all trees.
    pub nodes: Vec<Node>,
    /// Index of each tree's root in `nodes`, in ascending order.
    pub roots: Vec<u32>,
    /// For each tree the most that it and all trees after it can add to the log-odds.
    most: Vec<f32>,
}

/// By how much the sum of some leaves may exceed the sum of their trees' greatest leaves: both are rounded.
const ROUNDING: f32 = 0.01;

impl Forest {
    /// A forest of these trees, which lie one after the other in `nodes`.
    pub fn new(base: f32, nodes: Vec<Node>, roots: Vec<u32>) -> Forest {
        let ends = roots.iter().skip(1).map(|root| *root as usize).chain([nodes.len()]);
        let trees = roots.iter().zip(ends).map(|(root, end)| &nodes[*root as usize..end]);
        let greatest = |tree: &[Node]| {
            let leaves = tree.iter().filter(|node| node.feature == LEAF).map(|node| node.value);
            leaves.fold(f32::MIN, f32::max)
        };
        let mut most: Vec<f32> = trees.map(greatest).collect();
        for tree in (1..most.len()).rev() {
            most[tree - 1] += most[tree];
        }
        Forest { base, nodes, roots, most }
    }

    /// Log-odds (base e) that the answer is yes. A missing feature counts as 0.
    #[cfg(any(test, feature = "training"))]
    pub fn log_odds(&self, features: &[f32]) -> f32 {
        self.log_odds_from(features, f32::NEG_INFINITY)
    }

    /// Log-odds (base e) that the answer is yes, if they are at least `least`; lower ones may be given back as [`f32::MIN`]: once
    /// the trees that are left cannot make up for what is missing, they are not asked. A missing feature counts as 0.
    pub fn log_odds_from(&self, features: &[f32], least: f32) -> f32 {
        // As many as a byte can name: nothing is looked up in vain.
        let mut values = [0.0; 256];
        let known = features.len().min(LEAF as usize);
        values[..known].copy_from_slice(&features[..known]);
        let mut odds = self.base;
        let (groups, rest) = self.roots.as_chunks::<SIDE_BY_SIDE>();
        for (number, roots) in groups.iter().enumerate() {
            if odds + self.most[number * SIDE_BY_SIDE] + ROUNDING < least {
                return f32::MIN;
            }
            let mut places = roots.map(|root| root as usize);
            while self.step(&mut places, &values) {}
            odds += places.iter().map(|place| self.nodes[*place].value).sum::<f32>();
        }
        for root in rest {
            let mut place = [*root as usize];
            while self.step(&mut place, &values) {}
            odds += self.nodes[place[0]].value;
        }
        odds
    }

    /// Moves one node down in each tree; a leaf stays where it is. Gives back whether anything moved.
    #[inline]
    fn step<const TREES: usize>(&self, places: &mut [usize; TREES], values: &[f32; 256]) -> bool {
        let mut moved = 0;
        for place in places {
            let node = self.nodes[*place];
            let (right, left) = (node.right as usize, usize::from(values[node.feature as usize] <= node.value));
            // Sums and not a branch, which nobody could foretell.
            let step = (left + (1 - left) * right) * usize::from(node.feature != LEAF);
            *place += step;
            moved |= step;
        }
        moved > 0
    }

    /// Appends the forest to `out`, little-endian.
    #[cfg(feature = "training")]
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.base.to_le_bytes());
        out.extend((self.roots.len() as u32).to_le_bytes());
        out.extend((self.nodes.len() as u32).to_le_bytes());
        out.extend(self.roots.iter().flat_map(|root| root.to_le_bytes()));
        for node in &self.nodes {
            out.push(node.feature);
            out.extend(node.right.to_le_bytes());
            out.extend(node.value.to_le_bytes());
        }
    }

    /// Reads what [`Forest::write`] wrote; `None` if the bytes are no forest.
    pub fn read(bytes: &[u8]) -> Option<Forest> {
        let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let base = f32::from_bits(word(0)?);
        let (trees, count) = (word(4)? as usize, word(8)? as usize);
        let body = 12 + trees.checked_mul(4)?;
        if bytes.len() != body.checked_add(count.checked_mul(7)?)? {
            return None;
        }
        let roots: Vec<u32> = (0..trees).map(|tree| word(12 + 4 * tree)).collect::<Option<_>>()?;
        let node = |seven: &[u8]| Node {
            feature: seven[0],
            right: u16::from_le_bytes([seven[1], seven[2]]),
            value: f32::from_le_bytes([seven[3], seven[4], seven[5], seven[6]]),
        };
        let nodes: Vec<Node> = bytes[body..].chunks_exact(7).map(node).collect();
        // Every step goes forward and stays inside, so every walk ends at an answer.
        let sound = |(at, node): (usize, &Node)| {
            node.feature == LEAF || node.right > 1 && at + (node.right as usize) < nodes.len()
        };
        let ends = nodes.last().is_none_or(|node| node.feature == LEAF);
        let rooted = roots.is_sorted() && roots.iter().all(|root| (*root as usize) < nodes.len());
        (ends && rooted && nodes.iter().enumerate().all(sound)).then(|| Forest::new(base, nodes, roots))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stump() -> Forest {
        let leaf = |value| Node { feature: LEAF, right: 0, value };
        let nodes = vec![Node { feature: 1, right: 2, value: 0.5 }, leaf(-1.0), leaf(2.0)];
        Forest::new(0.25, nodes, vec![0])
    }

    #[test]
    fn a_tree_answers_and_reads_back() {
        let forest = stump();
        assert_eq!(forest.log_odds(&[9.0, 0.5]), -0.75);
        assert_eq!(forest.log_odds(&[9.0, 0.6]), 2.25);
        let mut bytes = Vec::new();
        forest.write(&mut bytes);
        assert_eq!(Forest::read(&bytes), Some(forest));
    }

    #[test]
    fn odds_that_cannot_be_reached_are_given_up() {
        let leaf = |value| Node { feature: LEAF, right: 0, value };
        let tree = |at: usize| [Node { feature: at as u8 % 3, right: 2, value: 0.5 }, leaf(-1.0), leaf(0.5)];
        let trees = 3 * SIDE_BY_SIDE + 1;
        let roots = (0..trees as u32).map(|at| 3 * at).collect();
        let forest = Forest::new(0.0, (0..trees).flat_map(tree).collect(), roots);
        for features in [[0.0, 0.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]] {
            let odds = forest.log_odds(&features);
            assert_eq!(forest.log_odds_from(&features, odds), odds);
            assert_eq!(forest.log_odds_from(&features, odds - 5.0), odds);
            assert!(forest.log_odds_from(&features, odds + 15.0) < odds + 15.0);
        }
        assert_eq!(forest.log_odds_from(&[0.0; 3], 1.0), f32::MIN);
    }

    proptest! {
        #[test]
        fn damage_is_refused_or_harmless(at in 0_usize..64, with: u8) {
            let mut bytes = Vec::new();
            stump().write(&mut bytes);
            let at = at % bytes.len();
            bytes[at] = with;
            if let Some(forest) = Forest::read(&bytes) {
                forest.log_odds(&[0.0, 1.0]);
            }
        }
    }
}
