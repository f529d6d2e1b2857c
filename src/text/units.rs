//! Offsets from the start of a text, in the three units in which programs count.
//!
//! Rust counts bytes of UTF-8, Python code points, JavaScript and editors UTF-16 units. A text is read through once,
//! and the counts up to each kilobyte are recorded; an offset in any unit is then found within that kilobyte.

/// An offset from the start of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Offset {
    /// In bytes of UTF-8.
    pub byte: u32,
    /// In code points.
    pub char: u32,
    /// In UTF-16 code units.
    pub utf16: u32,
}

/// A unit in which programs count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8.
    Byte,
    /// Code points.
    Char,
    /// UTF-16 code units.
    Utf16,
}

impl Offset {
    /// The offset in this unit.
    pub fn get(self, unit: Unit) -> u32 {
        match unit {
            Unit::Byte => self.byte,
            Unit::Char => self.char,
            Unit::Utf16 => self.utf16,
        }
    }

    /// The offset behind the character `c`, which stands at this one.
    fn behind(self, c: char) -> Offset {
        Offset { byte: self.byte + c.len_utf8() as u32, char: self.char + 1, utf16: self.utf16 + c.len_utf16() as u32 }
    }
}

/// Distance between two recorded offsets, in bytes.
const STEP: u32 = 1024;

/// A text with recorded offsets at equal distances.
#[derive(Clone, Debug)]
pub struct Units<'t> {
    text: &'t str,
    noted: Vec<Offset>,
}

impl<'t> Units<'t> {
    /// Reads a text of less than 4 GiB through once.
    pub fn new(text: &'t str) -> Units<'t> {
        let mut noted = vec![Offset::default()];
        let mut at = Offset::default();
        for c in text.chars() {
            if at.byte >= noted.len() as u32 * STEP {
                noted.push(at);
            }
            at = at.behind(c);
        }
        Units { text, noted }
    }

    /// The offset that is `count` units from the start. One inside a character, or past the end, is taken back to the last
    /// boundary before it.
    pub fn offset(&self, unit: Unit, count: u32) -> Offset {
        let from = self.noted.partition_point(|noted| noted.get(unit) <= count) - 1;
        let mut at = self.noted[from];
        for c in self.text[at.byte as usize..].chars() {
            let next = at.behind(c);
            if next.get(unit) > count {
                break;
            }
            at = next;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_unit_is_its_own() {
        let text = "Việt 😀 Nam";
        let at = Units::new(text).offset(Unit::Byte, text.find('N').unwrap() as u32);
        assert_eq!(at, Offset { byte: 12, char: 7, utf16: 8 });
        assert_eq!(Units::new(text).offset(Unit::Utf16, 6).char, 5, "inside a character is before it");
        assert_eq!(Units::new("").offset(Unit::Char, 9), Offset::default());
    }

    proptest! {
        #[test]
        fn an_offset_is_the_same_in_every_unit(pieces in prop::collection::vec("[a-zăâưĐ😀\u{301}\n]{0,300}", 0..12)) {
            let text = pieces.concat();
            let units = Units::new(&text);
            for (byte, _) in text.char_indices().step_by(7).chain([(text.len(), ' ')]) {
                let before = &text[..byte];
                let at = units.offset(Unit::Byte, byte as u32);
                let counted = (byte, before.chars().count(), before.encode_utf16().count());
                prop_assert_eq!((at.byte as usize, at.char as usize, at.utf16 as usize), counted);
                prop_assert_eq!(units.offset(Unit::Char, at.char), at);
                prop_assert_eq!(units.offset(Unit::Utf16, at.utf16), at);
            }
        }
    }
}
