//! Generates mistakes as writers make them, in text believed to be right.
//!
//! The shares follow two studies of real mistakes, the mean of the two: 8,645 slips of the VSEC corpus (Do et al. 2021)
//! and 1,520 of proofread Wikipedia articles (Tran et al. 2021).

use morat::syllable::{Glyph, Letter, Syllable, Tone};

/// The random number generator SplitMix64: a seed gives the same numbers everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A random number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}

/// The kinds of generated mistakes.
#[derive(Clone, Copy)]
enum Slip {
    ToneDropped,
    HoiNga,
    ToneOther,
    ToneAdded,
    MarkDropped,
    MarkOther,
    LetterLost,
    LetterAdded,
    LetterOther,
    KeyNear,
    Transposed,
    Final,
    SX,
    ChTr,
    DGiR,
    LN,
    OnsetOther,
    IY,
    Telex,
    MarkPlace,
}

/// The kinds with their shares, in tenths of a percent.
const SHARES: &[(Slip, usize)] = &[
    (Slip::ToneDropped, 175),
    (Slip::HoiNga, 120),
    (Slip::ToneOther, 105),
    (Slip::ToneAdded, 50),
    (Slip::MarkDropped, 95),
    (Slip::MarkOther, 50),
    (Slip::LetterLost, 95),
    (Slip::LetterAdded, 45),
    (Slip::LetterOther, 22),
    (Slip::KeyNear, 22),
    (Slip::Transposed, 10),
    (Slip::Final, 70),
    (Slip::SX, 26),
    (Slip::ChTr, 13),
    (Slip::DGiR, 26),
    (Slip::LN, 6),
    (Slip::OnsetOther, 25),
    (Slip::IY, 12),
    (Slip::Telex, 20),
    (Slip::MarkPlace, 35),
];

/// One generated mistake in this number gets a second one in the same word.
const TWICE: usize = 25;

/// Pairs of final consonants that writers confuse by ear, in both directions.
const FINALS: &[(&str, &str)] = &[
    ("ng", "n"),
    ("n", "ng"),
    ("nh", "n"),
    ("n", "nh"),
    ("c", "t"),
    ("t", "c"),
    ("ch", "t"),
    ("t", "ch"),
    ("nh", "ng"),
    ("m", "n"),
    ("p", "t"),
];

/// Other onsets that are confused, by ear or by hand.
const ONSETS: &[(&str, &str)] = &[
    ("b", "v"),
    ("v", "b"),
    ("t", "th"),
    ("th", "t"),
    ("c", "ch"),
    ("ch", "c"),
    ("k", "kh"),
    ("kh", "k"),
    ("n", "nh"),
    ("nh", "n"),
    ("ng", "n"),
    ("g", "gh"),
    ("gh", "g"),
    ("ngh", "ng"),
    ("ng", "ngh"),
    ("c", "k"),
    ("k", "c"),
    ("đ", "d"),
    ("p", "ph"),
    ("ph", "p"),
    ("v", "d"),
    ("h", "kh"),
    ("t", "tr"),
    ("tr", "t"),
    ("qu", "h"),
    ("c", "qu"),
    ("m", "n"),
    ("h", "nh"),
];

const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

fn near_key(c: char, draw: &mut Random) -> Option<char> {
    let (row, at) = KEYS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(c)?)))?;
    let place = |row: usize, at: usize| KEYS.get(row).and_then(|keys| keys.chars().nth(at));
    let near = [
        at.checked_sub(1).and_then(|at| place(row, at)),
        place(row, at + 1),
        row.checked_sub(1).and_then(|row| place(row, at)),
        place(row + 1, at),
    ];
    let near: Vec<char> = near.into_iter().flatten().collect();
    draw.of(&near).copied()
}

/// A character with another letter or tone, in lower case.
fn remade(c: char, letter: impl Fn(Letter) -> Option<char>, tone: Option<Tone>) -> Option<char> {
    let glyph = Glyph::of(c)?;
    let base = Letter::of(letter(glyph.letter)?)?;
    Some(base.with_tone(tone.unwrap_or(glyph.tone)))
}

/// Changes one character of a word, chosen at random among those for which `change` returns something.
fn change_one(
    word: &str,
    draw: &mut Random,
    mut change: impl FnMut(char, &mut Random) -> Option<char>,
) -> Option<String> {
    let chars: Vec<char> = word.chars().collect();
    let start = draw.below(chars.len());
    let at = (0..chars.len()).map(|step| (start + step) % chars.len());
    for at in at {
        if let Some(new) = change(chars[at], draw).filter(|new| *new != chars[at]) {
            let mut chars = chars.clone();
            chars[at] = new;
            return Some(chars.into_iter().collect());
        }
    }
    None
}

fn other_mark(letter: Letter, draw: &mut Random) -> Option<char> {
    let family: &[char] = match letter.plain().char() {
        'a' => &['a', 'ă', 'â'],
        'e' => &['e', 'ê'],
        'o' => &['o', 'ô', 'ơ'],
        'u' => &['u', 'ư'],
        'd' => &['d', 'đ'],
        _ => return None,
    };
    // A lost diacritic is another kind of slip.
    let others: Vec<char> =
        family.iter().copied().filter(|c| *c != letter.char() && *c != letter.plain().char()).collect();
    draw.of(&others).copied()
}

fn with_tone(word: &str, tone: Tone) -> Option<String> {
    let syllable = Syllable::parse(word)?;
    let glyphs: Option<Vec<Glyph>> = word.chars().map(Glyph::of).collect();
    let marked = glyphs?.iter().position(|glyph| glyph.tone != Tone::Ngang);
    match (syllable.with_tone(tone), marked) {
        (Some(other), _) => Some(other.spelling()),
        // The coda does not allow the new tone, so the syllable is changed letter by letter.
        (None, Some(at)) => {
            let remake = |(place, c): (usize, char)| {
                if place == at { remade(c, |l| Some(l.char()), Some(tone)) } else { Some(c) }
            };
            word.chars().enumerate().map(remake).collect()
        }
        (None, None) => None,
    }
}

fn replaced(word: &str, pairs: &[(&str, &str)], at_end: bool, draw: &mut Random) -> Option<String> {
    // The longest match is the consonant: *ng*, not *g*.
    let longest = pairs
        .iter()
        .map(|(from, _)| *from)
        .filter(|from| if at_end { word.ends_with(from) } else { word.starts_with(from) });
    let own = longest.max_by_key(|from| from.len())?;
    let fitting: Vec<&str> = pairs.iter().filter(|(from, _)| *from == own).map(|(_, to)| *to).collect();
    let to = draw.of(&fitting)?;
    Some(if at_end {
        format!("{}{to}", &word[..word.len() - own.len()])
    } else {
        format!("{to}{}", &word[own.len()..])
    })
}

fn telex(word: &str, draw: &mut Random) -> Option<String> {
    let glyphs: Vec<Glyph> = word.chars().map(Glyph::of).collect::<Option<_>>()?;
    let (mut out, mut tail) = (String::new(), String::new());
    // Only the key of the tone was not converted, or the whole word was typed with the input method off.
    let all = draw.once_in(3);
    for glyph in &glyphs {
        let key = match glyph.tone {
            Tone::Ngang => "",
            Tone::Sac => "s",
            Tone::Huyen => "f",
            Tone::Hoi => "r",
            Tone::Nga => "x",
            Tone::Nang => "j",
        };
        tail.push_str(key);
        match glyph.letter.char() {
            c @ ('â' | 'ê' | 'ô' | 'đ') if all => {
                let plain = remade(c, |letter| Some(letter.plain().char()), None)?;
                out.extend([plain, plain]);
            }
            c @ ('ă' | 'ơ' | 'ư') if all => {
                out.extend([remade(c, |letter| Some(letter.plain().char()), None)?, 'w']);
            }
            c => out.push(c),
        }
    }
    let out = out + &tail;
    (out != word).then_some(out)
}

fn apply(slip: Slip, word: &str, draw: &mut Random) -> Option<String> {
    let tone = Syllable::parse(word)?.tone();
    let chars: Vec<char> = word.chars().collect();
    match slip {
        Slip::ToneDropped => (tone != Tone::Ngang).then(|| with_tone(word, Tone::Ngang))?,
        Slip::HoiNga => match tone {
            Tone::Hoi => with_tone(word, Tone::Nga),
            Tone::Nga => with_tone(word, Tone::Hoi),
            _ => None,
        },
        Slip::ToneOther => {
            let other = |other: &Tone| *other != tone && *other != Tone::Ngang && tone != Tone::Ngang;
            let swap = |one: Tone, two: Tone| matches!((one, two), (Tone::Hoi, Tone::Nga) | (Tone::Nga, Tone::Hoi));
            let others: Vec<Tone> = Tone::ALL.into_iter().filter(|new| other(new) && !swap(tone, *new)).collect();
            with_tone(word, *draw.of(&others)?)
        }
        Slip::ToneAdded => (tone == Tone::Ngang).then(|| with_tone(word, *draw.of(&Tone::ALL[1..])?))?,
        Slip::MarkDropped => {
            let dropped = change_one(word, draw, |c, _| remade(c, |letter| Some(letter.plain().char()), None))?;
            // Often all diacritics are lost, with or without the tone.
            match draw.below(4) {
                0 => Some(
                    dropped
                        .chars()
                        .filter_map(|c| remade(c, |letter| Some(letter.plain().char()), Some(Tone::Ngang)))
                        .collect(),
                ),
                1 => with_tone(&dropped, Tone::Ngang),
                _ => Some(dropped),
            }
        }
        Slip::MarkOther => change_one(word, draw, |c, draw| {
            let glyph = Glyph::of(c)?;
            let new = other_mark(glyph.letter, draw)?;
            remade(c, |_| Some(new), None)
        }),
        Slip::LetterLost => {
            let at = draw.below(chars.len());
            let left: String = chars.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, c)| *c).collect();
            (chars.len() > 1).then_some(left)
        }
        Slip::LetterAdded => {
            let at = draw.below(chars.len());
            let plain = Glyph::of(chars[at])?.letter.plain().char();
            // The same key twice, or a neighbouring one.
            let new = if draw.once_in(3) { plain } else { near_key(plain, draw)? };
            let mut chars = chars;
            chars.insert(at + draw.below(2), new);
            Some(chars.into_iter().collect())
        }
        Slip::LetterOther => change_one(word, draw, |c, draw| {
            let glyph = Glyph::of(c)?;
            let vowel = glyph.letter.is_vowel();
            let alike: Vec<Letter> =
                Letter::all().filter(|letter| letter.is_vowel() == vowel && letter.is_vietnamese()).collect();
            Some(draw.of(&alike)?.with_tone(glyph.tone))
        }),
        Slip::KeyNear => change_one(word, draw, |c, draw| {
            let glyph = Glyph::of(c)?;
            Some(Letter::of(near_key(glyph.letter.plain().char(), draw)?)?.with_tone(glyph.tone))
        }),
        Slip::Transposed => {
            let mut chars = chars;
            let at = draw.below(chars.len());
            (at + 1 < chars.len()).then(|| chars.swap(at, at + 1))?;
            Some(chars.into_iter().collect())
        }
        Slip::Final => {
            let consonants = |c: &char| matches!(c, 'n' | 'g' | 'h' | 'c' | 't' | 'm' | 'p');
            match chars.last() {
                Some(last) if consonants(last) && draw.below(4) > 0 => replaced(word, FINALS, true, draw),
                Some(last) if consonants(last) => {
                    let codas = ["ng", "nh", "ch"];
                    let len = codas.iter().find(|coda| word.ends_with(**coda)).map_or(1, |_| 2);
                    Some(chars[..chars.len() - len].iter().collect())
                }
                Some(_) => Some(format!("{word}{}", draw.of(&["n", "t", "i", "c", "m", "u"])?)),
                None => None,
            }
        }
        Slip::SX => replaced(word, &[("s", "x"), ("x", "s")], false, draw),
        Slip::ChTr => replaced(word, &[("ch", "tr"), ("tr", "ch")], false, draw),
        Slip::DGiR => {
            replaced(word, &[("d", "gi"), ("gi", "d"), ("r", "gi"), ("gi", "r"), ("d", "r"), ("r", "d")], false, draw)
        }
        Slip::LN => {
            let plain = !word.starts_with("ng") && !word.starts_with("nh");
            plain.then(|| replaced(word, &[("l", "n"), ("n", "l")], false, draw))?
        }
        Slip::OnsetOther => replaced(word, ONSETS, false, draw),
        Slip::IY => change_one(word, draw, |c, _| {
            let swap = |letter: Letter| match letter.char() {
                'i' => Some('y'),
                'y' => Some('i'),
                _ => None,
            };
            remade(c, swap, None)
        }),
        Slip::Telex => telex(word, draw),
        Slip::MarkPlace => {
            let at = chars.iter().position(|c| Glyph::of(*c).is_some_and(|glyph| glyph.tone != Tone::Ngang))?;
            let vowel =
                |at: &usize| chars.get(*at).and_then(|c| Glyph::of(*c)).is_some_and(|glyph| glyph.letter.is_vowel());
            let beside: Vec<usize> = [at.wrapping_sub(1), at + 1].into_iter().filter(vowel).collect();
            let to = *draw.of(&beside)?;
            let moved = |(place, c): (usize, &char)| match place {
                _ if place == to => remade(*c, |letter| Some(letter.char()), Some(tone)),
                _ if place == at => remade(*c, |letter| Some(letter.char()), Some(Tone::Ngang)),
                _ => Some(*c),
            };
            chars.iter().enumerate().map(moved).collect()
        }
    }
}

/// A mistake for a syllable in lower case; `None` if the kind that was chosen does not apply to it.
pub fn mistake(word: &str, draw: &mut Random) -> Option<String> {
    let whole: usize = SHARES.iter().map(|(_, share)| share).sum();
    let mut slip = || {
        let mut left = draw.below(whole);
        let of = SHARES.iter().find(|(_, share)| {
            let here = left < *share;
            left = left.wrapping_sub(*share);
            here
        });
        of.map(|(slip, _)| *slip)
    };
    let (first, second) = (slip()?, slip()?);
    let mut wrong = apply(first, word, draw)?;
    if draw.once_in(TWICE) {
        wrong = apply(second, &wrong, draw).unwrap_or(wrong);
    }
    let same = Syllable::parse(&wrong).is_some_and(|syllable| Syllable::parse(word) == Some(syllable));
    (wrong != word && !same && !wrong.is_empty()).then_some(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slip_happens_and_none_leaves_the_word_as_it_was() {
        let words = ["những", "trường", "kỹ", "gia", "lên", "xanh", "hoạch", "nghiệp", "được", "ăn", "quyết", "của"];
        let mut draw = Random::new(7);
        for (slip, _) in SHARES {
            let drawn = (0..400).filter_map(|n| apply(*slip, words[n % words.len()], &mut draw)).count();
            assert!(drawn > 0);
        }
        for n in 0..5000 {
            let word = words[n % words.len()];
            if let Some(wrong) = mistake(word, &mut draw) {
                assert_ne!(wrong, word);
            }
        }
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let row = |seed| {
            let mut draw = Random::new(seed);
            (0..50).map(|_| mistake("trường", &mut draw)).collect::<Vec<_>>()
        };
        assert_eq!(row(3), row(3));
        assert_ne!(row(3), row(4));
    }
}
