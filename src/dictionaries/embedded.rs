//! The dictionaries that morat carries, as the build script packed them.

use std::sync::{Arc, LazyLock};

use super::Dictionaries;
use crate::lexicon::Lexicon;
use crate::lexicon::names::Names;
use crate::lexicon::places::Places;
use crate::model::network::Network;
use crate::model::{Model, ModelError};

const MODEL: &[u8] = include_bytes!("../../dictionaries/model.bin");
const NETWORK: &[u8] = include_bytes!("../../dictionaries/network.bin");

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
        lexicon: Lexicon::packed(bytes.into(), texts.into()),
        names: Names::packed(packed!(include_bytes, "names.bin")),
        places: Places::packed(packed!(include_bytes, "places.bin")),
        model: Model::read(MODEL.into(), None)?,
        network: Network::read(NETWORK.into(), None)?,
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
}

#[cfg(test)]
mod tests {
    use super::super::FILES;
    use super::*;
    use crate::model::ModelError;
    use crate::problem::Problem;
    use crate::syllable::Syllable;

    /// The files that the build script packed, as they stand in the repository.
    const CARRIED: [(&str, &[u8]); 7] = [
        ("syllables.tsv", include_bytes!("../../dictionaries/syllables.tsv")),
        ("foreign.tsv", include_bytes!("../../dictionaries/foreign.tsv")),
        ("names.tsv", include_bytes!("../../dictionaries/names.tsv")),
        ("places.tsv", include_bytes!("../../dictionaries/places.tsv")),
        ("places-2025.txt", include_bytes!("../../dictionaries/places-2025.txt")),
        ("model.bin", MODEL),
        ("network.bin", NETWORK),
    ];

    fn carried(name: &str) -> Vec<u8> {
        CARRIED.iter().find(|(known, _)| *known == name).unwrap().1.to_vec()
    }

    /// Reads the carried files, one of them changed: the file that is refused, and why.
    fn refused(changed: &str, change: &dyn Fn(&mut Vec<u8>)) -> Option<(String, Problem)> {
        let file = |name: &str| {
            let mut bytes = carried(name);
            if name == changed {
                change(&mut bytes);
            }
            Ok(bytes)
        };
        Dictionaries::gather(file, |name, problem| (name.to_owned(), problem)).err()
    }

    #[test]
    fn what_was_packed_is_what_the_files_say() {
        let read = Dictionaries::gather(|name| Ok(self::carried(name)), |_, problem| problem).unwrap();
        let carried = Dictionaries::embedded();
        for syllable in Syllable::all() {
            assert_eq!(carried.lexicon.symbol(syllable), read.lexicon.symbol(syllable));
            assert_eq!(carried.lexicon.log_count(syllable), read.lexicon.log_count(syllable));
            assert_eq!(carried.names.roles(syllable), read.names.roles(syllable));
        }
        let foreign = String::from_utf8(self::carried("foreign.tsv")).unwrap();
        for word in foreign.lines().filter_map(|line| line.split('\t').next()) {
            assert_eq!(carried.lexicon.symbol_of_other(word), read.lexicon.symbol_of_other(word), "{word}");
        }
        assert_eq!(carried.lexicon.symbol_count(), read.lexicon.symbol_count());
        assert_eq!(carried.places.count(), read.places.count());
    }

    #[test]
    fn the_embedded_files_belong_together_and_are_whole() {
        assert_eq!(CARRIED.map(|(name, _)| name), FILES);
        assert_eq!(refused("", &|_| ()), None);
    }

    #[test]
    fn a_damaged_file_is_refused_by_name() {
        let model = |change: &dyn Fn(&mut Vec<u8>)| refused("model.bin", change);
        let because = |damage: ModelError| Some(("model.bin".to_owned(), Problem::from(damage)));
        assert_eq!(model(&|bytes| bytes[0] = b'X'), because(ModelError::Magic));
        assert_eq!(model(&|bytes| bytes[8] = 99), because(ModelError::Version { found: 99, read: 4 }));
        assert_eq!(model(&|bytes| bytes.clear()), because(ModelError::Magic));
        for cut in [17, 100, 1_000_000] {
            assert_eq!(model(&|bytes| bytes.truncate(cut)), because(ModelError::Checksum), "cut at {cut}");
        }
        assert_eq!(model(&|bytes| bytes[2_000_000] ^= 1), because(ModelError::Checksum));
        // A model of other features: the last four bytes of its head, the first section behind the table of them.
        let mut bytes = MODEL.to_vec();
        let head = 16 + 8 * usize::from(bytes[12]);
        bytes[head + 8] ^= 1;
        assert_eq!(Model::read(bytes.into(), None).err(), Some(ModelError::OtherFeatures));
        assert_eq!(refused("foreign.tsv", &|bytes| *bytes = b"abc\t99\n".to_vec()), because(ModelError::OtherWords));
        assert_eq!(refused("network.bin", &|bytes| bytes.truncate(1000)).unwrap().0, "network.bin");
        assert_eq!(
            refused("places.tsv", &|bytes| bytes.push(0xFF)),
            Some(("places.tsv".into(), super::super::not_unicode()))
        );
    }
}
