//! House styles: which of two right spellings to write.

use crate::syllable::spellings::{self, SpellingVariants};

/// The preferred spelling of each word of [`spellings::ALL`].
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

    /// The spellings of most of the press, if the settings set none.
    pub fn press() -> HouseStyle {
        HouseStyle::of(|spellings| spellings.press, false)
    }

    /// The style with this name in a settings file: `off`, `press`, `school`.
    pub fn named(name: &str) -> Option<HouseStyle> {
        match name {
            "off" => Some(HouseStyle::of(|_| None, true)),
            "press" => Some(HouseStyle::of(|spellings| spellings.press, true)),
            "school" => Some(HouseStyle::of(|spellings| spellings.school, true)),
            _ => None,
        }
    }

    /// The style for a list in a settings file: names of styles and single spellings, later ones win.
    ///
    /// # Errors
    /// The index of the first item that is neither.
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

    /// Whether it prefers a spelling of any word.
    pub fn settles_anything(&self) -> bool {
        self.preferred.iter().any(Option::is_some)
    }

    /// Whether the settings set it, so that it is not merely the default.
    pub fn is_said(&self) -> bool {
        self.said
    }

    /// The index of the preferred spelling of a word; `None` if both are accepted.
    pub fn preferred(&self, word: usize) -> Option<usize> {
        self.preferred.get(word).copied().flatten()
    }
}
