//! Floor 1: all data about the language, from one build of `crates/morat-train`.
//!
//! The binary contains one set; a newsroom may build its own from its archive. The parts belong together: the numbers
//! in the model are those of the words in the lists beside it, and a checksum ensures it.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use crate::lexicon::Lexicon;
use crate::lexicon::names::Names;
use crate::lexicon::places::Places;
use crate::model::network::Network;
use crate::model::{Model, ModelError};

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

/// The contents of the files of a build.
pub struct Files<'a> {
    /// `syllables.tsv`
    pub syllables: &'a str,
    /// `foreign.tsv`
    pub foreign: &'a str,
    /// `names.tsv`
    pub names: &'a str,
    /// `places.tsv`
    pub places: &'a str,
    /// `places-2025.txt`, the only one that is written by hand
    pub places_2025: &'a str,
    /// `model.bin`
    pub model: Cow<'static, [u8]>,
    /// `network.bin`
    pub network: Cow<'static, [u8]>,
}

/// The names of the files of a build, in the order of the fields of [`Files`].
pub const FILES: [&str; 7] =
    ["syllables.tsv", "foreign.tsv", "names.tsv", "places.tsv", "places-2025.txt", "model.bin", "network.bin"];

const MODEL: Cow<'static, [u8]> = Cow::Borrowed(include_bytes!("../dictionaries/model.bin"));
const NETWORK: Cow<'static, [u8]> = Cow::Borrowed(include_bytes!("../dictionaries/network.bin"));

/// The bytes of a file that the build script packed.
macro_rules! packed {
    ($include:ident, $name:literal) => {
        $include!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

static EMBEDDED: LazyLock<Arc<Dictionaries>> =
    LazyLock::new(|| Arc::new(carried().unwrap_or_else(|damage| panic!("the embedded model: {damage}"))));

/// The set inside the binary. A test reads the same files with all checks; here only the names of features and the
/// sizes are verified.
fn carried() -> Result<Dictionaries, ModelError> {
    let (bytes, texts) = (packed!(include_bytes, "words.bin"), packed!(include_str, "words.txt"));
    Ok(Dictionaries {
        lexicon: Lexicon::packed(Cow::Borrowed(bytes), Cow::Borrowed(texts)),
        names: Names::packed(packed!(include_bytes, "names.bin")),
        places: Places::packed(packed!(include_bytes, "places.bin")),
        model: Model::read(MODEL, None)?,
        network: Network::read(NETWORK, None)?,
    })
}

impl Dictionaries {
    /// The set inside the binary, read on first use.
    ///
    /// # Panics
    /// If the program was built with files that do not belong together, which a test excludes.
    pub fn embedded() -> &'static Arc<Dictionaries> {
        &EMBEDDED
    }

    /// Reads another build, whose files are asked for by name: first the texts by `text`, then the models by `bytes`.
    /// `refused` makes an error of the name of a model and the [`ModelError`] for which it is refused.
    ///
    /// # Errors
    /// Those of the three functions.
    pub fn gather<E>(
        text: impl Fn(&str) -> Result<String, E>,
        bytes: impl Fn(&str) -> Result<Vec<u8>, E>,
        refused: impl FnOnce(&str, ModelError) -> E,
    ) -> Result<Dictionaries, E> {
        let [syllables, foreign, names, places, places_2025, model, network] = FILES;
        let files = Files {
            syllables: &text(syllables)?,
            foreign: &text(foreign)?,
            names: &text(names)?,
            places: &text(places)?,
            places_2025: &text(places_2025)?,
            model: bytes(model)?.into(),
            network: bytes(network)?.into(),
        };
        Dictionaries::read(files).map_err(|damage| refused(model, damage))
    }

    /// Reads another build.
    ///
    /// # Errors
    /// The [`ModelError`] for which one of the models is refused.
    pub fn read(files: Files<'_>) -> Result<Dictionaries, ModelError> {
        let words = Some(checksum(files.syllables, files.foreign));
        Ok(Dictionaries {
            lexicon: Lexicon::read(files.syllables, files.foreign),
            names: Names::read(files.names),
            places: Places::read(files.places, files.places_2025),
            model: Model::read(files.model, words)?,
            network: Network::read(files.network, words)?,
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::Syllable;

    /// The files that the build script packed, as they stand in the repository.
    const CARRIED: Files<'static> = Files {
        syllables: include_str!("../dictionaries/syllables.tsv"),
        foreign: include_str!("../dictionaries/foreign.tsv"),
        names: include_str!("../dictionaries/names.tsv"),
        places: include_str!("../dictionaries/places.tsv"),
        places_2025: include_str!("../dictionaries/places-2025.txt"),
        model: MODEL,
        network: NETWORK,
    };

    #[test]
    fn what_was_packed_is_what_the_files_say() {
        let (carried, read) = (Dictionaries::embedded(), Dictionaries::read(CARRIED).unwrap());
        for syllable in Syllable::all() {
            assert_eq!(carried.lexicon.symbol(syllable), read.lexicon.symbol(syllable));
            assert_eq!(carried.lexicon.log_count(syllable), read.lexicon.log_count(syllable));
            assert_eq!(carried.names.roles(syllable), read.names.roles(syllable));
        }
        for word in CARRIED.foreign.lines().filter_map(|line| line.split('\t').next()) {
            assert_eq!(carried.lexicon.symbol_of_other(word), read.lexicon.symbol_of_other(word), "{word}");
        }
        assert_eq!(carried.lexicon.symbol_count(), read.lexicon.symbol_count());
        assert_eq!(carried.places.count(), read.places.count());
    }

    #[test]
    fn the_embedded_files_belong_together_and_are_whole() {
        assert_eq!(Dictionaries::read(CARRIED).err(), None);
    }

    #[test]
    fn a_damaged_model_is_refused() {
        let refused = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = CARRIED.model.into_owned();
            change(&mut bytes);
            Dictionaries::read(Files { model: Cow::Owned(bytes), ..CARRIED }).err()
        };
        assert_eq!(refused(&|bytes| bytes[0] = b'X'), Some(ModelError::Magic));
        assert_eq!(refused(&|bytes| bytes[8] = 99), Some(ModelError::Version(99)));
        assert_eq!(refused(&|bytes| bytes.clear()), Some(ModelError::Magic));
        for cut in [17, 100, 1_000_000] {
            assert_eq!(refused(&|bytes| bytes.truncate(cut)), Some(ModelError::Checksum), "cut at {cut}");
        }
        assert_eq!(refused(&|bytes| bytes[2_000_000] ^= 1), Some(ModelError::Checksum));
        // A model of other features: the last four bytes of its head, the first section behind the table of them.
        let mut bytes = CARRIED.model.to_vec();
        let head = 16 + 8 * usize::from(bytes[12]);
        bytes[head + 8] ^= 1;
        assert_eq!(Model::read(Cow::Owned(bytes), None).err(), Some(ModelError::OtherFeatures));
        let network = Cow::Borrowed(&CARRIED.network[..1000]);
        assert!(Dictionaries::read(Files { network, ..CARRIED }).is_err(), "half a network");
        let other = Files { foreign: "abc\t99\n", ..CARRIED };
        assert_eq!(Dictionaries::read(other).err(), Some(ModelError::OtherWords));
    }
}
