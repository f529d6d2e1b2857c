//! Floor 1: all data about the language, from one build of `crates/morat-train`.
//!
//! The binary contains one set; a newsroom may build its own from its archive. The parts belong together: the numbers
//! in the model are those of the words in the lists beside it, and a checksum ensures it.

#[cfg(feature = "embedded")]
mod embedded;

use crate::lexicon::Lexicon;
use crate::lexicon::names::Names;
use crate::lexicon::places::Places;
use crate::model::Model;
use crate::model::network::Network;
use crate::problem::Problem;

/// The word lists and models of one build.
pub struct Dictionaries {
    /// Syllables and other words.
    pub lexicon: Lexicon,
    /// The syllables of personal names.
    pub names: Names,
    /// The names of places.
    pub places: Places,
    /// The n-grams and the classifier.
    pub model: Model,
    /// The context network.
    pub network: Network,
}

/// The names of the files of a build. `places-2025.txt` is the only one that no build makes.
pub const FILES: [&str; 7] =
    ["syllables.tsv", "foreign.tsv", "names.tsv", "places.tsv", "places-2025.txt", "model.bin", "network.bin"];

impl Dictionaries {
    /// Those of another build: `file` gives the bytes of the file of each name in [`FILES`]. `refused` makes an error of the
    /// problem for which the file of that name cannot be used.
    ///
    /// # Errors
    /// What one of the two gives.
    pub fn gather<E>(
        mut file: impl FnMut(&str) -> Result<Vec<u8>, E>,
        refused: impl Fn(&str, Problem) -> E,
    ) -> Result<Dictionaries, E> {
        let mut text = |name: &str| String::from_utf8(file(name)?).map_err(|_| refused(name, not_unicode()));
        let [syllables, foreign, names, places, places_2025, model, network] = FILES;
        let (syllables, foreign, names) = (text(syllables)?, text(foreign)?, text(names)?);
        let (places, places_2025) = (text(places)?, text(places_2025)?);
        let words = Some(checksum(&syllables, &foreign));
        Ok(Dictionaries {
            lexicon: Lexicon::read(&syllables, &foreign),
            names: Names::read(&names),
            places: Places::read(&places, &places_2025),
            model: Model::read(file(model)?.into(), words).map_err(|damage| refused(model, damage.into()))?,
            network: Network::read(file(network)?.into(), words).map_err(|damage| refused(network, damage.into()))?,
        })
    }
}

fn not_unicode() -> Problem {
    Problem::new(
        "không phải UTF-8; hãy tạo lại bằng morat-train build",
        "not UTF-8; build it again with morat-train build",
    )
}

/// The checksum of the word lists that a model belongs to. Line ends are left out: a checkout may change them.
pub fn checksum(syllables: &str, foreign: &str) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    for line in syllables.lines().chain(foreign.lines()) {
        sum.update(line.as_bytes());
        sum.update(b"\n");
    }
    sum.finalize()
}
