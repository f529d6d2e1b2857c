//! The tables of onsets and rimes, which of them go together, and where the tone mark stands.

use super::letter::{Letter, Tone, ToneStyle};

/// Initial consonants as they are written. `qu` holds its glide; `gi` is written `g` before i (gì, giếng).
pub(super) const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
];

/// A rime: its letters, the lengths of glide and nucleus, and the position of the tone mark in each style.
#[derive(Clone, Copy)]
pub(super) struct Rime {
    pub letters: &'static str,
    glide: u8,
    nucleus: u8,
}

const fn rime(glide: &'static str, nucleus: &'static str, letters: &'static str) -> Rime {
    Rime { letters, glide: glide.len() as u8, nucleus: nucleus.len() as u8 }
}

macro_rules! rimes {
    ($($glide:literal | $nucleus:literal : $($coda:literal)*;)*) => {
        &[$($(rime($glide, $nucleus, concat!($glide, $nucleus, $coda)),)*)*]
    };
}

/// Every rime of Vietnamese spelling, those of loan and dialect words included (ooc, oong, ôông, oao, uyn …).
pub(super) const RIMES: &[Rime] = rimes! {
    "" | "a": "" "c" "ch" "i" "m" "n" "ng" "nh" "o" "p" "t" "u" "y";
    "" | "ă": "c" "m" "n" "ng" "p" "t";
    "" | "â": "c" "m" "n" "ng" "p" "t" "u" "y";
    "" | "e": "" "c" "m" "n" "ng" "o" "p" "t";
    "" | "ê": "" "c" "ch" "m" "n" "ng" "nh" "p" "t" "u";
    "" | "i": "" "ch" "m" "n" "nh" "p" "t" "u";
    "" | "ia": "";
    "" | "iê": "c" "m" "n" "ng" "p" "t" "u";
    "" | "yê": "m" "n" "ng" "t" "u";
    "" | "o": "" "c" "i" "m" "n" "ng" "p" "t";
    "" | "oo": "c" "ng" "n";
    "" | "ô": "" "c" "i" "m" "n" "ng" "p" "t";
    "" | "ôô": "ng";
    "" | "ơ": "" "i" "m" "n" "p" "t";
    "" | "u": "" "c" "i" "m" "n" "ng" "p" "t";
    "" | "ua": "";
    "" | "uô": "c" "i" "m" "n" "ng" "t";
    "" | "ư": "" "c" "i" "m" "n" "ng" "t" "u";
    "" | "ưa": "";
    "" | "ươ": "c" "i" "m" "n" "ng" "p" "t" "u";
    "" | "y": "" "nh" "t";
    "o" | "a": "" "c" "ch" "i" "m" "n" "ng" "nh" "o" "p" "t" "y";
    "o" | "ă": "c" "m" "n" "ng" "t";
    "o" | "e": "" "m" "n" "o" "t";
    "u" | "â": "n" "ng" "t" "y";
    "u" | "ê": "" "ch" "n" "nh";
    "u" | "ơ": "";
    "u" | "y": "" "ch" "n" "nh" "p" "t" "u";
    "u" | "ya": "";
    "u" | "yê": "n" "t";
};

impl Rime {
    pub fn glide(&self) -> &'static str {
        &self.letters[..self.glide as usize]
    }

    pub fn nucleus(&self) -> &'static str {
        &self.letters[self.glide as usize..(self.glide + self.nucleus) as usize]
    }

    pub fn coda(&self) -> &'static str {
        &self.letters[(self.glide + self.nucleus) as usize..]
    }

    /// Closed by p, t, c or ch: only sắc or nặng is possible.
    pub fn is_stopped(&self) -> bool {
        matches!(self.coda(), "p" | "t" | "c" | "ch")
    }

    /// The index of the letter that carries the tone mark.
    pub fn mark_at(&self, style: ToneStyle, after_qu: bool) -> usize {
        let glide = self.glide().chars().count();
        let nucleus = self.nucleus().chars().count();
        let open = self.coda().is_empty();
        match (self.nucleus(), open) {
            // Open ia, ua, ưa, ya: on the first letter (mía, của, mưa).
            ("ia" | "ua" | "ưa" | "ya", true) => glide,
            // Open oa, oe, uy: the two usages (decision 1989, article 8). After q both write quý.
            ("a" | "e" | "y", true) if glide == 1 && !after_qu && style == ToneStyle::Older => 0,
            // Elsewhere on the last letter of the nucleus.
            _ => glide + nucleus - 1,
        }
    }
}

/// Whether the older and the newer style write this rime differently.
#[inline]
pub(super) fn has_two_styles(rime: usize) -> bool {
    const TWO: [bool; RIMES.len()] = {
        let mut two = [false; RIMES.len()];
        let mut rime = 0;
        while rime < RIMES.len() {
            two[rime] = matches!(RIMES[rime].letters.as_bytes(), b"oa" | b"oe" | b"uy");
            rime += 1;
        }
        two
    };
    TWO[rime]
}

/// The rimes that `qu` takes: those whose own glide would be `o` or `u`, and i beside y (quí, quít) as older texts have it.
const AFTER_QU: [&str; 44] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm", "ăn", "ăng", "ăp",
    "ăt", "ân", "âng", "ât", "ây", "e", "en", "eo", "et", "ê", "êch", "ên", "ênh", "êt", "êu", "i", "it", "iu", "ơt",
    "ơ", "ôc", "y", "yên", "yêt", "ynh", "yt",
];

/// Whether this onset may stand before this rime with this tone.
pub(super) fn allowed(onset: usize, rime: usize, tone: Tone) -> bool {
    if RIMES[rime].is_stopped() && !matches!(tone, Tone::Sac | Tone::Nang) {
        return false;
    }
    fits(ONSETS[onset], &RIMES[rime])
}

/// Whether an onset may stand before a rime: c or k, g or gh, ng or ngh by the vowel that follows, and the spellings of
/// the nuclei iê, uô, ươ by what stands around them.
pub(super) fn fits(onset: &str, rime: &Rime) -> bool {
    let letters = rime.letters;
    let front = letters.starts_with(['e', 'ê', 'i', 'y']);
    let by_y = letters.starts_with('y');
    match onset {
        // Without an onset iê is written yê; i and y are both in use (ý, í), and the coda takes i.
        "" => !letters.starts_with("iê") && (!by_y || letters == "y" || letters.starts_with("yê")),
        "qu" => AFTER_QU.contains(&letters),
        // gi + ê is read iê wherever that rime exists (giếng); giê is the first syllable of Giê-su.
        "gi" if front => {
            matches!(letters, "i" | "in" | "ich" | "e" | "eo" | "em" | "en" | "ê") || letters.starts_with("iê")
        }
        "gi" => rime.glide().is_empty(),
        "c" | "g" | "ng" => !front,
        "k" | "gh" | "ngh" => front && !by_y || letters == "y" && onset == "k",
        // After an onset the sound is iê, and y is written alone (kỹ, lý).
        _ => !by_y || letters == "y",
    }
}

/// Appends onset and rime with the tone mark in its position, in lower case.
pub(super) fn spell(onset: usize, rime: usize, tone: Tone, style: ToneStyle, out: &mut String) {
    let rime = &RIMES[rime];
    let mark = rime.mark_at(style, ONSETS[onset] == "qu");
    // gi before i is written with one i: gì, giếng.
    let onset = if ONSETS[onset] == "gi" && rime.letters.starts_with('i') { "g" } else { ONSETS[onset] };
    out.push_str(onset);
    for (at, c) in rime.letters.chars().enumerate() {
        let letter = Letter::of(c).filter(|_| at == mark);
        out.push(letter.map_or(c, |letter| letter.with_tone(tone)));
    }
}
