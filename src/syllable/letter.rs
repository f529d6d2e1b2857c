//! Characters to Vietnamese letters: which letter, which tone, which case.

/// One of the six tones, in the order of the schoolbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tone {
    /// ngang: no mark.
    Ngang,
    /// huyền: grave.
    Huyen,
    /// sắc: acute.
    Sac,
    /// hỏi: hook above.
    Hoi,
    /// ngã: tilde.
    Nga,
    /// nặng: dot below.
    Nang,
}

/// Where the tone mark of open oa, oe, uy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ToneStyle {
    /// hòa, khỏe, thủy: most of the press.
    Older,
    /// hoà, khoẻ, thuỷ: decision 1989/QĐ-BGDĐT, article 8.
    Newer,
}

impl Tone {
    /// All tones; the index is the discriminant.
    pub const ALL: [Tone; 6] = [Tone::Ngang, Tone::Huyen, Tone::Sac, Tone::Hoi, Tone::Nga, Tone::Nang];

    /// Its Vietnamese name.
    pub const fn name(self) -> &'static str {
        match self {
            Tone::Ngang => "ngang",
            Tone::Huyen => "huyền",
            Tone::Sac => "sắc",
            Tone::Hoi => "hỏi",
            Tone::Nga => "ngã",
            Tone::Nang => "nặng",
        }
    }
}

/// A letter of the Vietnamese alphabet, or one of f j w z, without tone and case.
///
/// The value is a small number so that a word of letters packs into an integer; order is alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letter(u8);

/// The letters by number. Those of other alphabets that Latin words use come last.
const LETTERS: [char; 33] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ', 'p', 'q', 'r', 's',
    't', 'u', 'ư', 'v', 'x', 'y', 'f', 'j', 'w', 'z',
];

/// Each vowel with its six tones, in the order of [`Tone::ALL`].
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// A bit for each letter that is a vowel.
const VOWEL_BITS: u64 = {
    let (mut bits, mut row) = (0, 0);
    while row < VOWELS.len() {
        if let Some(letter) = Letter::of(VOWELS[row][0]) {
            bits |= 1 << letter.0;
        }
        row += 1;
    }
    bits
};

/// Each letter without hat, breve, horn or bar, by number.
const PLAIN: [u8; LETTERS.len()] = {
    let mut plain = [0; LETTERS.len()];
    let mut at = 0;
    while at < LETTERS.len() {
        let base = match LETTERS[at] {
            'ă' | 'â' => 'a',
            'đ' => 'd',
            'ê' => 'e',
            'ô' | 'ơ' => 'o',
            'ư' => 'u',
            c => c,
        };
        plain[at] = match Letter::of(base) {
            Some(letter) => letter.0,
            None => at as u8,
        };
        at += 1;
    }
    plain
};

impl Letter {
    /// The number of letters.
    pub const COUNT: usize = LETTERS.len();

    /// The letter that `c`, lower case and without tone, is.
    pub const fn of(c: char) -> Option<Letter> {
        let mut at = 0;
        while at < LETTERS.len() {
            if LETTERS[at] == c {
                return Some(Letter(at as u8));
            }
            at += 1;
        }
        None
    }

    /// All letters, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Letter> {
        (0..LETTERS.len() as u8).map(Letter)
    }

    /// Its number, below [`Letter::COUNT`].
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The character in lower case, without tone.
    #[inline]
    pub const fn char(self) -> char {
        LETTERS[self.0 as usize]
    }

    /// The character in lower case with a tone; a consonant stays as it is.
    pub fn with_tone(self, tone: Tone) -> char {
        let plain = self.char();
        VOWELS.iter().find(|row| row[0] == plain).map_or(plain, |row| row[tone as usize])
    }

    /// Whether it can be the nucleus of a syllable.
    #[inline]
    pub const fn is_vowel(self) -> bool {
        VOWEL_BITS >> self.0 & 1 != 0
    }

    /// The letter without hat, breve, horn or bar: ê → e, đ → d.
    #[inline]
    pub const fn plain(self) -> Letter {
        Letter(PLAIN[self.0 as usize])
    }

    /// Whether it is in the Vietnamese alphabet; f, j, w, z are not.
    pub const fn is_vietnamese(self) -> bool {
        (self.0 as usize) < LETTERS.len() - 4
    }
}

/// A character as a letter of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The letter.
    pub letter: Letter,
    /// Its tone; `Ngang` where there is no mark.
    pub tone: Tone,
    /// Whether it is a capital.
    pub upper: bool,
    /// Whether it is Icelandic Ð or ð, which stands for Đ or đ here.
    pub eth: bool,
}

/// Set for Ð and ð.
const ETH: u16 = 1 << 10;

/// A [`Glyph`] in eleven bits: letter + 1 in bits 0–5 (0: not a letter), tone in bits 6–8, case in bit 9, [`ETH`].
const fn pack(letter: usize, tone: usize, upper: bool) -> u16 {
    (letter as u16 + 1) | ((tone as u16) << 6) | ((upper as u16) << 9)
}

/// The two Unicode ranges that hold every Vietnamese letter: up to U+01B0, and U+1EA0–U+1EF9.
const LOW: usize = 0x1B1;
const HIGH_FROM: usize = 0x1EA0;
const HIGH_TO: usize = 0x1EFA;

const fn slot(c: char) -> Option<usize> {
    let code = c as usize;
    if code < LOW {
        Some(code)
    } else if code >= HIGH_FROM && code < HIGH_TO {
        Some(LOW + code - HIGH_FROM)
    } else {
        None
    }
}

/// Capitals of the precomposed vowels, where they do not stand at a fixed distance from the small letters.
const fn capital(c: char) -> char {
    let code = c as u32;
    let upper = match code {
        0x61..=0x7A | 0xE0..=0xFE => code - 0x20,
        // Latin Extended-A, -B and Additional: the capital stands just before; ơ and ư, too.
        _ => code - 1,
    };
    match char::from_u32(upper) {
        Some(c) => c,
        None => c,
    }
}

static GLYPHS: [u16; LOW + HIGH_TO - HIGH_FROM] = {
    let mut table = [0; LOW + HIGH_TO - HIGH_FROM];
    let mut letter = 0;
    while letter < LETTERS.len() {
        let plain = LETTERS[letter];
        let mut tones = [plain; 6];
        let mut row = 0;
        while row < VOWELS.len() {
            if VOWELS[row][0] as u32 == plain as u32 {
                tones = VOWELS[row];
            }
            row += 1;
        }
        let mut tone = 0;
        while tone < 6 {
            let c = tones[tone];
            if (tone == 0 || c as u32 != plain as u32)
                && let (Some(small), Some(large)) = (slot(c), slot(capital(c)))
            {
                table[small] = pack(letter, tone, false);
                table[large] = pack(letter, tone, true);
            }
            tone += 1;
        }
        letter += 1;
    }
    // Ð and ð, Icelandic eth, look like Đ and đ and are typed for them by old keyboards. `ky-tu/chu-d` marks the
    // character; for spelling it is the letter that was meant.
    let mut d = 0;
    while LETTERS[d] as u32 != 'đ' as u32 {
        d += 1;
    }
    table[0xF0] = pack(d, 0, false) | ETH;
    table[0xD0] = pack(d, 0, true) | ETH;
    table
};

impl Glyph {
    /// The letter that `c` is; `None` if it is none that Vietnamese or English words use.
    #[inline]
    pub fn of(c: char) -> Option<Glyph> {
        let packed = GLYPHS[slot(c)?];
        if packed == 0 {
            return None;
        }
        Some(Glyph {
            letter: Letter((packed & 63) as u8 - 1),
            tone: Tone::ALL[(packed >> 6 & 7) as usize],
            upper: packed >> 9 & 1 != 0,
            eth: packed & ETH != 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_is_known_in_both_cases() {
        for (letter, plain) in LETTERS.iter().enumerate() {
            let letter = Letter(letter as u8);
            for tone in Tone::ALL {
                let small = letter.with_tone(tone);
                if tone != Tone::Ngang && small == *plain {
                    continue;
                }
                assert_eq!(Glyph::of(small), Some(Glyph { letter, tone, upper: false, eth: false }), "{small}");
                let large = small.to_uppercase().next().unwrap();
                assert_eq!(Glyph::of(large), Some(Glyph { letter, tone, upper: true, eth: false }), "{large}");
            }
        }
    }

    #[test]
    fn other_letters_are_not() {
        for c in ['ü', 'ñ', 'ç', 'а' /* Cyrillic */, '1', '-', 'ß', '日', '\u{301}'] {
            assert_eq!(Glyph::of(c), None, "{c}");
        }
        let eth = Glyph::of('ð').unwrap();
        assert!(eth.letter.char() == 'đ' && eth.eth && !eth.upper);
    }

    #[test]
    fn plain_letters() {
        assert_eq!(Letter::of('ê').unwrap().plain().char(), 'e');
        assert!(Letter::of('ư').unwrap().is_vowel());
        assert!(!Letter::of('q').unwrap().is_vowel());
        assert!(!Letter::of('w').unwrap().is_vietnamese());
    }
}
