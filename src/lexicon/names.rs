//! Which syllables occur in names of people, and in which position.
//!
//! Any word may be a given name, so this tells something of a capitalised syllable beside others, and nothing of a word
//! in lower case.

use super::lines;
use crate::syllable::Syllable;
use crate::text::table;

/// How common a syllable is in each position of a name: the natural logarithm of 1 + the number of different names that
/// have it there; 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Roles {
    /// As family name, which stands first: *Nguyễn*.
    pub family: f32,
    /// As middle name: *Thị*.
    pub middle: f32,
    /// As given name, which stands last: *Hương*.
    pub given: f32,
}

/// The syllables of personal names, immutable.
pub struct Names {
    /// The index in `roles` of each syllable, by [`Syllable::index`]. Two bytes each: few syllables are in names.
    slots: Vec<u16>,
    /// The different roles; those at index 0 are of all syllables that are in no name.
    roles: Vec<Roles>,
}

impl Names {
    /// Reads the text of `names.tsv`. Lines that are no entry are skipped.
    pub fn read(file: &str) -> Names {
        Names::packed(&pack(file))
    }

    /// The names that [`pack`] packed.
    pub fn packed(bytes: &[u8]) -> Names {
        let mut names = Names { slots: vec![0; Syllable::LIMIT], roles: vec![Roles::default()] };
        for at in 0..table::len(bytes) / 4 {
            let field = |field: usize| table::number(bytes, 4 * at + field);
            let Ok(slot) = u16::try_from(names.roles.len()) else { break };
            let Some(known) = names.slots.get_mut(field(0) as usize) else { continue };
            *known = slot;
            let [family, middle, given] = [field(1), field(2), field(3)].map(f32::from_bits);
            names.roles.push(Roles { family, middle, given });
        }
        names
    }

    /// How common a syllable is in each position of a name.
    #[inline]
    pub fn roles(&self, syllable: Syllable) -> Roles {
        self.roles[self.slots[syllable.index()] as usize]
    }
}

/// Packs the text of `names.tsv`: for each syllable its index and its roles.
pub fn pack(file: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (syllable, Roles { family, middle, given }) in lines(file).filter_map(entry) {
        let index = syllable.index() as u32;
        table::push(&mut bytes, &[index, family.to_bits(), middle.to_bits(), given.to_bits()]);
    }
    bytes
}

fn entry(line: &str) -> Option<(Syllable, Roles)> {
    let mut columns = line.split('\t');
    let syllable = Syllable::parse(columns.next()?)?;
    let mut log = || Some(columns.next()?.parse::<f32>().ok()?.ln_1p());
    Some((syllable, Roles { family: log()?, middle: log()?, given: log()? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionaries::Dictionaries;

    fn roles(syllable: &str) -> Roles {
        Dictionaries::embedded().names.roles(Syllable::parse(syllable).unwrap())
    }

    #[test]
    fn every_line_is_read() {
        let file = include_str!("../../dictionaries/names.tsv");
        for line in lines(file) {
            let (syllable, entry) = entry(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(roles(&syllable.spelling()), entry, "{line}");
            assert!(entry != Roles::default(), "{line}");
        }
        assert_eq!(Names::read(file).roles.len(), 1 + lines(file).count());
    }

    #[test]
    fn a_syllable_has_its_places_in_names() {
        for family in ["Nguyễn", "trần", "lê", "khuất"] {
            assert!(roles(family).family > 0.0, "{family}");
        }
        assert!(roles("nguyễn").family > roles("khuất").family);
        assert!(roles("thị").middle > 5.0 && roles("thị").family == 0.0);
        assert!(roles("hương").given > 0.0);
        assert_eq!(roles("thuỷ"), roles("thủy"), "one syllable in both tone styles");
        assert_eq!(roles("những"), Roles::default());
    }
}
