//! The parts of a set of compiled rules, in one array of bytes ([`crate::text::table`]).
//!
//! Strings stand one behind another in one string and have numbers. An index out of range reads as 0, and as the empty
//! string.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::table;
pub use crate::text::table::{len, number};

/// The parts of a set of compiled rules, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Where each text begins in the string of all; one more for its end.
    Texts,
    /// Numbers of texts: suggestions, examples, words beside a phrase.
    Lists,
    /// The rules, in the order of their priority.
    Rules,
    /// The files.
    Files,
    /// The records of phrases and patterns.
    Entries,
    /// The words of phrases, as texts, and a table to find their numbers by.
    Words,
    WordSlots,
    /// The tree of phrases.
    Nodes,
    /// The meaning of a phrase.
    Meanings,
    /// The gate: bits and beginnings of phrases whatever their capitals.
    Plain,
    PlainStarts,
    /// The gate of phrases whose capitals count.
    Cased,
    CasedStarts,
    /// A bit for each syllable that is a phrase by itself.
    Syllables,
    /// Other words that are a phrase by themselves: a table of strings.
    Others,
    /// The patterns.
    Patterns,
    /// The patterns without `near`.
    Anywhere,
    /// The automaton of the letters near patterns: see [`super::near`].
    NearClasses,
    NearNext,
    NearFound,
    NearPatterns,
    /// The rules of slips.
    Slips,
    /// Words of two syllables and more that are right: a table of texts.
    Right,
}

impl Part {
    const COUNT: usize = Part::Right as usize + 1;
}

/// The parts in one array of bytes: the start of each, the end, then the parts themselves.
#[derive(Clone, Debug)]
pub struct Tables {
    bytes: Cow<'static, [u8]>,
    texts: Cow<'static, str>,
}

impl Tables {
    /// The tables that a [`Writer`] wrote.
    pub fn new(bytes: Cow<'static, [u8]>, texts: Cow<'static, str>) -> Tables {
        Tables { bytes, texts }
    }

    /// The bytes of a part.
    #[inline]
    pub fn part(&self, part: Part) -> &[u8] {
        let at = |part: usize| number(&self.bytes, part) as usize;
        self.bytes.get(at(part as usize)..at(part as usize + 1)).unwrap_or_default()
    }

    /// The record of `N` numbers at an index of a part.
    #[inline]
    pub fn record<const N: usize>(&self, part: Part, at: usize) -> [u32; N] {
        let part = self.part(part);
        std::array::from_fn(|field| number(part, at * N + field))
    }

    /// The number of records of `N` numbers in a part.
    pub fn count<const N: usize>(&self, part: Part) -> usize {
        len(self.part(part)) / N
    }

    fn place(&self, id: u32) -> std::ops::Range<usize> {
        let starts = self.part(Part::Texts);
        number(starts, id as usize) as usize..number(starts, id as usize + 1) as usize
    }

    /// A text by its number.
    #[inline]
    pub fn text(&self, id: u32) -> &str {
        self.texts.get(self.place(id)).unwrap_or_default()
    }

    /// A string by its number, for storing: embedded ones are not copied.
    pub fn kept(&self, id: u32) -> Cow<'static, str> {
        match &self.texts {
            Cow::Borrowed(texts) => Cow::Borrowed(texts.get(self.place(id)).unwrap_or_default()),
            Cow::Owned(_) => Cow::Owned(self.text(id).to_owned()),
        }
    }

    /// The string numbers from an index of [`Part::Lists`] on.
    pub fn list(&self, start: u32, count: u32) -> impl Iterator<Item = u32> + '_ {
        let lists = self.part(Part::Lists);
        (start as usize..start as usize + count as usize).map(|at| number(lists, at))
    }

    /// Whether a table of strings contains a text.
    #[inline]
    pub fn holds(&self, part: Part, text: &str) -> bool {
        table::find(self.part(part), text, |id| self.text(id)).is_some()
    }

    /// The number of a word of phrases.
    #[inline]
    pub fn word(&self, word: &str) -> Option<u32> {
        let words = self.part(Part::Words);
        table::find(self.part(Part::WordSlots), word, |at| self.text(number(words, at as usize)))
    }
}

/// Writes the bytes of [`Tables`].
#[derive(Default)]
pub struct Writer {
    parts: [Vec<u8>; Part::COUNT],
    texts: String,
    ids: HashMap<String, u32>,
}

impl Writer {
    /// The number of a string; it is added if it is new.
    pub fn text(&mut self, text: &str) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = self.ids.len() as u32;
        self.push(Part::Texts, &[self.texts.len() as u32]);
        self.texts.push_str(text);
        self.ids.insert(text.to_owned(), id);
        id
    }

    /// Appends numbers to a part.
    pub fn push(&mut self, part: Part, numbers: &[u32]) {
        table::push(&mut self.parts[part as usize], numbers);
    }

    /// Appends bytes to a part.
    pub fn bytes(&mut self, part: Part, bytes: &[u8]) {
        self.parts[part as usize].extend_from_slice(bytes);
    }

    /// Adds a list of strings; gives back its start and its length.
    pub fn list<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> [u32; 2] {
        let start = len(&self.parts[Part::Lists as usize]);
        for text in texts {
            let id = self.text(text);
            self.push(Part::Lists, &[id]);
        }
        [start as u32, (len(&self.parts[Part::Lists as usize]) - start) as u32]
    }

    /// Writes a table of texts, each once.
    pub fn table(&mut self, part: Part, texts: &[&str]) {
        let ids: Vec<u32> = texts.iter().map(|text| self.text(text)).collect();
        table::push_slots(&mut self.parts[part as usize], texts.iter().copied().zip(ids));
    }

    /// Writes the words of phrases, each once: their numbers are their places.
    pub fn words(&mut self, words: &[&str]) {
        for word in words {
            let id = self.text(word);
            self.push(Part::Words, &[id]);
        }
        table::push_slots(&mut self.parts[Part::WordSlots as usize], words.iter().copied().zip(0..));
    }

    /// The tables, as bytes and the string of all texts.
    pub fn finish(mut self) -> (Vec<u8>, String) {
        self.push(Part::Texts, &[self.texts.len() as u32]);
        let mut start = 4 * (Part::COUNT as u32 + 1);
        let mut bytes = Vec::new();
        for part in &self.parts {
            bytes.extend(start.to_le_bytes());
            start += part.len() as u32;
        }
        bytes.extend(start.to_le_bytes());
        bytes.extend(self.parts.into_iter().flatten());
        (bytes, self.texts)
    }
}
