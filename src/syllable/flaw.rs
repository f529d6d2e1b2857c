//! Why a word is no Vietnamese syllable.

use std::fmt::Write;

use super::letter::{Letter, Tone};
use super::packed::Syllable;
use super::parse::{Word, find_rime, onset};
use super::rime::{ONSETS, RIMES, Rime, allowed, fits};

/// The first thing that keeps a word from being a syllable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A letter that Vietnamese does not use: f, j, w, z.
    ForeignLetter(char),
    /// No vowel at all.
    NoVowel,
    /// Two letters carry a tone mark.
    TwoTones,
    /// The letters are right, the tone mark is on the wrong one.
    MarkPlace {
        /// The syllable with its mark in place.
        meant: Syllable,
    },
    /// One sound, several letters, and the wrong one for what follows: k/c/q, g/gh, ng/ngh.
    OnsetSpelling {
        /// The onset as it is written.
        written: &'static str,
        /// The onset as it has to be written before this vowel.
        right: &'static str,
    },
    /// A nucleus in the wrong one of its spellings: iê/yê/ia/ya, uô/ua, ươ/ưa, i/y, or without its hat or horn.
    NucleusSpelling {
        /// The rime as it is written.
        written: String,
        /// The rime as it has to be written here.
        right: &'static str,
    },
    /// Closed by p, t, c or ch, with a tone other than sắc and nặng.
    ToneOnStop {
        /// The closing consonant.
        coda: &'static str,
        /// The tone of the syllable.
        tone: Tone,
    },
    /// No Vietnamese syllable begins with this.
    Onset(String),
    /// No Vietnamese syllable ends with this rime.
    Rime(String),
    /// A vowel stands on either side of a consonant: more than one syllable in one word (alô, êcu).
    Several,
    /// The spelling is possible, but no such word is in use.
    NotInUse,
    /// Onset and rime exist, but not together.
    Together {
        /// The onset.
        onset: &'static str,
        /// The rime.
        rime: &'static str,
    },
}

/// The flaw of a word for which [`Word::known`] gives `None`.
pub(super) fn find(word: &Word) -> Flaw {
    let letters = word.letters();
    if let Some(letter) = letters.iter().find(|letter| !letter.is_vietnamese()) {
        return Flaw::ForeignLetter(letter.char());
    }
    let Some(first_vowel) = letters.iter().position(|letter| letter.is_vowel()) else { return Flaw::NoVowel };
    if word.marks() > 1 {
        return Flaw::TwoTones;
    }
    let inner = &letters[first_vowel..];
    let closed = inner.iter().position(|letter| !letter.is_vowel()).unwrap_or(inner.len());
    if inner[closed..].iter().any(|letter| letter.is_vowel()) {
        return Flaw::Several;
    }
    let Some((onset_at, rime_at, _)) = word.split() else { return unknown_rime(letters, first_vowel) };
    let (onset, rime) = (ONSETS[onset_at], &RIMES[rime_at]);
    if !fits(onset, rime) {
        if let Some(right) = respelled_onset(onset, rime) {
            return Flaw::OnsetSpelling { written: onset, right };
        }
        if let Some(right) = respelled_nucleus(onset, rime.letters) {
            return Flaw::NucleusSpelling { written: rime.letters.to_owned(), right };
        }
        return Flaw::Together { onset, rime: rime.letters };
    }
    if !allowed(onset_at, rime_at, word.tone()) {
        return Flaw::ToneOnStop { coda: rime.coda(), tone: word.tone() };
    }
    Flaw::MarkPlace { meant: Syllable::pack(onset_at, rime_at, word.tone()) }
}

fn spelled(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.char()).collect()
}

/// The flaw of a word whose letters after the onset are no rime: the onset is none, the rime is misspelt, or it is
/// none.
fn unknown_rime(letters: &[Letter], first_vowel: usize) -> Flaw {
    let (onset_at, len) = onset(letters);
    // qu and gi hold a vowel letter of their own.
    if len < first_vowel {
        return Flaw::Onset(spelled(&letters[..first_vowel]));
    }
    let rest = spelled(&letters[len..]);
    match respelled_nucleus(ONSETS[onset_at], &rest) {
        Some(right) => Flaw::NucleusSpelling { written: rest, right },
        None => Flaw::Rime(if rest.is_empty() { spelled(letters) } else { rest }),
    }
}

/// The other letter of the same sound that may stand before the rime.
fn respelled_onset(onset: &str, rime: &Rime) -> Option<&'static str> {
    let sound: &[&'static str] = match onset {
        "c" | "k" => &["c", "k"],
        "g" | "gh" => &["g", "gh"],
        "ng" | "ngh" => &["ng", "ngh"],
        _ => return None,
    };
    sound.iter().copied().find(|other| *other != onset && fits(other, rime))
}

/// The rimes that one spelling of a nucleus is most often a slip for.
const RESPELLINGS: &[(&str, &[&str])] = &[
    ("ie", &["iê", "yê"]),
    ("iê", &["yê", "ia"]),
    ("ia", &["iê"]),
    ("ye", &["yê", "iê"]),
    ("yê", &["iê"]),
    ("uye", &["uyê"]),
    ("uie", &["uyê"]),
    ("uiê", &["uyê"]),
    ("ui", &["uy"]),
    ("uo", &["uô", "ươ"]),
    ("uơ", &["ươ"]),
    ("ưo", &["ươ"]),
    ("ưô", &["ươ", "uô"]),
    ("uô", &["ua"]),
    ("ươ", &["uơ", "ưa"]),
    ("ua", &["uô", "oa"]),
    ("ưa", &["ươ"]),
    ("y", &["i"]),
    ("oâ", &["uâ"]),
    ("oê", &["uê"]),
    ("ue", &["uê", "oe"]),
    ("oy", &["uy"]),
];

/// The rime that `written` respells by the table above, for an onset that takes it.
fn respelled_nucleus(onset: &str, written: &str) -> Option<&'static str> {
    let mut by_length: Vec<_> = RESPELLINGS.iter().filter(|(from, _)| written.starts_with(from)).collect();
    by_length.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    by_length.into_iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to))).find_map(|(from, to)| {
        let respelled = format!("{to}{}", &written[from.len()..]);
        let letters: Vec<Letter> = respelled.chars().filter_map(Letter::of).collect();
        let rime = &RIMES[find_rime(&letters)?];
        fits(onset, rime).then_some(rime.letters)
    })
}

impl Flaw {
    /// Whether spelling rules alone tell what was meant, so that the correction cannot replace one word by another.
    pub fn is_mechanical(&self) -> bool {
        matches!(self, Flaw::MarkPlace { .. } | Flaw::OnsetSpelling { .. })
    }

    /// The reason in Vietnamese, for a message: one clause without a full stop.
    pub fn vi(&self) -> String {
        match self {
            Flaw::ForeignLetter(letter) => format!("chữ “{letter}” không có trong bảng chữ cái tiếng Việt"),
            Flaw::NoVowel => "âm tiết nào cũng phải có nguyên âm".into(),
            Flaw::TwoTones => "một âm tiết chỉ mang một dấu thanh".into(),
            Flaw::MarkPlace { meant } => format!("dấu thanh đặt sai chữ, phải là “{}”", meant.spelling()),
            Flaw::OnsetSpelling { written, right } => {
                format!("âm đầu này trước {} viết là “{right}”, không viết “{written}”", before_vi(right))
            }
            Flaw::NucleusSpelling { written, right } => format!("vần “{written}” phải viết là “{right}”"),
            Flaw::ToneOnStop { coda, tone } => {
                let mut out = format!("âm tiết đóng bằng “{coda}” chỉ mang dấu sắc hoặc dấu nặng");
                if *tone != Tone::Ngang {
                    let _ = write!(out, ", không mang dấu {}", tone.name());
                }
                out
            }
            Flaw::Onset(written) => format!("không có âm đầu “{written}” trong tiếng Việt"),
            Flaw::Rime(written) => format!("không có vần “{written}” trong tiếng Việt"),
            Flaw::Several => "đây là nhiều âm tiết viết liền".into(),
            Flaw::NotInUse => "chữ này ghép được nhưng không ai dùng".into(),
            Flaw::Together { onset, rime } => format!("âm đầu “{onset}” không đi với vần “{rime}”"),
        }
    }

    /// The reason in English, as [`Flaw::vi`].
    pub fn en(&self) -> String {
        match self {
            Flaw::ForeignLetter(letter) => format!("the letter “{letter}” is not Vietnamese"),
            Flaw::NoVowel => "every syllable has a vowel".into(),
            Flaw::TwoTones => "a syllable carries one tone mark only".into(),
            Flaw::MarkPlace { meant } => format!("the tone mark is on the wrong letter: “{}”", meant.spelling()),
            Flaw::OnsetSpelling { written, right } => {
                format!("before {} this sound is written “{right}”, not “{written}”", before_en(right))
            }
            Flaw::NucleusSpelling { written, right } => format!("the rime “{written}” is written “{right}” here"),
            Flaw::ToneOnStop { coda, .. } => {
                format!("a syllable that ends in “{coda}” carries sắc or nặng only")
            }
            Flaw::Onset(written) => format!("no Vietnamese syllable begins with “{written}”"),
            Flaw::Rime(written) => format!("no Vietnamese syllable ends in “{written}”"),
            Flaw::Several => "these are several syllables in one word".into(),
            Flaw::NotInUse => "it could be spelt so, but nobody uses it".into(),
            Flaw::Together { onset, rime } => format!("“{onset}” does not stand before “{rime}”"),
        }
    }
}

fn before_vi(onset: &str) -> &'static str {
    if is_front(onset) { "e, ê, i" } else { "a, ă, â, o, ô, ơ, u, ư" }
}

fn before_en(onset: &str) -> &'static str {
    if is_front(onset) { "e, ê and i" } else { "a, ă, â, o, ô, ơ, u and ư" }
}

fn is_front(onset: &str) -> bool {
    matches!(onset, "k" | "gh" | "ngh")
}

impl Word {
    /// The syllable that the word spells.
    ///
    /// # Errors
    /// The [`Flaw`] that keeps it from being one.
    pub fn syllable(&self) -> Result<Syllable, Flaw> {
        self.known().ok_or_else(|| find(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(word: &str) -> Flaw {
        Word::read(word).unwrap().syllable().unwrap_err()
    }

    fn place(meant: &str) -> Flaw {
        Flaw::MarkPlace { meant: Syllable::parse(meant).unwrap() }
    }

    #[test]
    fn the_reason_names_the_part_that_is_impossible() {
        assert_eq!(flaw("kiẻm"), Flaw::NucleusSpelling { written: "iem".into(), right: "iêm" });
        assert_eq!(flaw("sat"), Flaw::ToneOnStop { coda: "t", tone: Tone::Ngang });
        assert_eq!(flaw("cảp"), Flaw::ToneOnStop { coda: "p", tone: Tone::Hoi });
        assert_eq!(flaw("tóan"), place("toán"));
        assert_eq!(flaw("cuả"), place("của"));
        assert_eq!(flaw("qủa"), place("quả"));
        assert_eq!(flaw("thưở"), Flaw::NucleusSpelling { written: "ươ".into(), right: "uơ" });
        assert_eq!(flaw("nghành"), Flaw::OnsetSpelling { written: "ngh", right: "ng" });
        assert_eq!(flaw("ngỉ"), Flaw::OnsetSpelling { written: "ng", right: "ngh" });
        assert_eq!(flaw("kủa"), Flaw::OnsetSpelling { written: "k", right: "c" });
        assert_eq!(flaw("iên"), Flaw::NucleusSpelling { written: "iên".into(), right: "yên" });
        assert_eq!(flaw("tyên"), Flaw::NucleusSpelling { written: "yên".into(), right: "iên" });
        assert_eq!(flaw("đươc"), Flaw::ToneOnStop { coda: "c", tone: Tone::Ngang });
        assert_eq!(flaw("ngừơì"), Flaw::TwoTones);
        assert_eq!(flaw("alô"), Flaw::Several);
        assert_eq!(flaw("krông"), Flaw::Onset("kr".into()));
        assert_eq!(flaw("đắk"), Flaw::Rime("ăk".into()));
        assert_eq!(flaw("tr"), Flaw::NoVowel);
        assert_eq!(flaw("web"), Flaw::ForeignLetter('w'));
    }

    #[test]
    fn every_reason_can_be_said() {
        for word in "kiẻm sat tóan nghành krông đắk tr web ngừơì quưa".split(' ') {
            let flaw = flaw(word);
            assert!(!flaw.vi().is_empty() && !flaw.en().is_empty() && !flaw.vi().ends_with('.'));
        }
    }
}
