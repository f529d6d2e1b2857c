//! The layers of the crate, checked in its source: a module uses only modules of its own floor or of those below, and siblings do
//! not depend on each other in a circle.
//!
//! Known violations are listed beside each rule. The lists can only shrink: an entry that no longer occurs fails the test, too.

#[path = "support/modules.rs"]
mod modules;

use std::collections::{BTreeMap, BTreeSet};

use modules::{Modules, Use};

/// The modules, lowest floor first. A module may use those of its own line, as long as there is no circle, and all of the lines
/// before.
const FLOORS: [&[&str]; 9] = [
    &["text", "syllable", "problem"],
    &["lexicon", "model", "dictionaries"],
    &["document", "token"],
    &["rules", "speller"],
    &["linter"],
    &["config"],
    &["project", "checker"],
    &["report"],
    &["cli", "lsp", "serve"],
];

/// Known uses of a higher floor, each as `file: path`.
const UPWARD: &[&str] = &[];

/// Known circles among siblings, by the module that they are in.
const CIRCLES: &[&str] = &[];

/// Modules whose `mod.rs` only lists submodules: what those share is a submodule itself.
const FRONTS: [&str; 3] = ["document", "rules", "syllable"];

/// Known uses of such a `mod.rs` by its submodules, each as `file: path`.
const FROM_FRONT: &[&str] = &[];

#[test]
fn a_floor_stands_on_those_below_it() {
    let modules = Modules::read();
    assert!(modules.uses.len() > 1000, "hardly anything was read");
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let mut upward = BTreeSet::new();
    for Use { file, from, to } in &modules.uses {
        let (Some(from), Some(to_room)) = (from.first(), to.first()) else { continue };
        let (Some(here), Some(there)) = (floor(from), floor(to_room)) else {
            panic!("{file}: {from} or {to_room} is on no floor");
        };
        if there > here {
            upward.insert(format!("{file}: {}", to.join("::")));
        }
    }
    compare(&upward, UPWARD, "uses a floor above its own");
}

#[test]
fn siblings_do_not_use_each_other_in_a_circle() {
    let modules = Modules::read();
    // By parent module: which child uses which, and one place where it does.
    let mut graphs: BTreeMap<String, BTreeMap<(String, String), String>> = BTreeMap::new();
    for Use { file, from, to } in &modules.uses {
        let shared = from.iter().zip(to).take_while(|(one, other)| one == other).count();
        if let (Some(one), Some(other)) = (from.get(shared), to.get(shared)) {
            let graph = graphs.entry(from[..shared].join("::")).or_default();
            let place = format!("{file}: {}", to.join("::"));
            graph.entry((one.clone(), other.clone())).or_insert(place);
        }
    }
    let mut circles = BTreeSet::new();
    let mut edges = String::new();
    for (parent, graph) in &graphs {
        for ((one, other), place) in graph {
            if reaches(graph, other, one) {
                circles.insert(format!("{parent}: {one} → {other}"));
                edges.push_str(&format!("  {place}\n"));
            }
        }
    }
    compare(&circles, CIRCLES, &format!("is part of a circle:\n{edges}"));
}

#[test]
fn what_rooms_share_is_no_item_of_their_front() {
    let modules = Modules::read();
    let mut shared = BTreeSet::new();
    for Use { file, from, to } in &modules.uses {
        if FRONTS.contains(&to.join("::").as_str()) && from.len() > to.len() && from.starts_with(to) {
            shared.insert(file.clone());
        }
    }
    compare(&shared, FROM_FRONT, "uses what its own front defines");
}

/// Whether `from` uses `to`, directly or through others.
fn reaches(graph: &BTreeMap<(String, String), String>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        open.extend(
            graph.keys().filter(|(one, _)| one == at).map(|(_, next)| next.as_str()).filter(|next| seen.insert(next)),
        );
    }
    false
}

/// Asserts that the violations found are exactly the known ones.
fn compare(found: &BTreeSet<String>, known: &[&str], what: &str) {
    let known: BTreeSet<String> = known.iter().map(|line| (*line).to_owned()).collect();
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(found).collect();
    assert!(new.is_empty(), "{what}\n{new:#?}");
    assert!(gone.is_empty(), "no longer so: take off the list\n{gone:#?}");
}
