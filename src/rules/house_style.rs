//! Which of two right spellings a house writes.

use crate::syllable::spellings::{self, SpellingVariants};

/// Which spelling of each word of [`spellings::ALL`] a house writes.
#[derive(Clone, Debug, Hash)]
pub struct HouseStyle {
    preferred: Vec<Option<usize>>,
    said: bool,
}

/// The styles that have a name.
pub const NAMES: &[&str] = &["off", "press", "school"];

impl HouseStyle {
    fn of(preferred: impl Fn(&SpellingVariants) -> Option<usize>, said: bool) -> HouseStyle {
        HouseStyle { preferred: spellings::ALL.iter().map(preferred).collect(), said }
    }

    /// What most of the press writes, where nobody said what is wanted.
    pub fn press() -> HouseStyle {
        HouseStyle::of(|spellings| spellings.press, false)
    }

    /// What a settings file calls by a name: `off`, `press`, `school`.
    pub fn named(name: &str) -> Option<HouseStyle> {
        match name {
            "off" => Some(HouseStyle::of(|_| None, true)),
            "press" => Some(HouseStyle::of(|spellings| spellings.press, true)),
            "school" => Some(HouseStyle::of(|spellings| spellings.school, true)),
            _ => None,
        }
    }

    /// What a list in a settings file comes to: names of styles and single spellings, of which later ones go before earlier
    /// ones.
    ///
    /// # Errors
    /// The first item that is neither, by its number in the list.
    pub fn of_list<'i>(items: impl IntoIterator<Item = &'i str>) -> Result<HouseStyle, usize> {
        let mut style = HouseStyle::of(|_| None, true);
        for (at, item) in items.into_iter().enumerate() {
            if let Some(named) = HouseStyle::named(item) {
                style = named;
            } else {
                let (word, form) = spellings::find(&item.to_lowercase()).ok_or(at)?;
                style.preferred[word] = Some(form);
            }
        }
        Ok(style)
    }

    /// Whether the house writes one spelling of any word.
    pub fn settles_anything(&self) -> bool {
        self.preferred.iter().any(Option::is_some)
    }

    /// Whether it was asked for in so many words, and is not merely what the press writes.
    pub fn is_said(&self) -> bool {
        self.said
    }

    /// The form of a word that the house writes; `None` if it leaves that to the writer.
    pub fn preferred(&self, word: usize) -> Option<usize> {
        self.preferred.get(word).copied().flatten()
    }
}
