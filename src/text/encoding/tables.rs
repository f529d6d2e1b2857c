//! Encodings of one byte a character: the upper half of their tables, and in some a few control codes.
//!
//! The tables are facts of the standards: TCVN 5712:1993 (its second set, ISO-IR-180, which the ABC fonts `.VnTime`
//! follow), RFC 1456 (VISCII), the character set of the Vietnamese Professionals Society (VPS). Windows-1258 is that of
//! the WHATWG. `�` is an unassigned byte.

use std::sync::LazyLock;

/// A table of one byte to one character, in both directions.
pub struct Table {
    characters: [Option<char>; 256],
}

impl Table {
    /// A table of ASCII with this upper half; `low` are control codes that stand for letters.
    fn new(upper: &str, low: &[(u8, char)]) -> Table {
        let mut characters = [None; 256];
        for byte in 0..128_u8 {
            characters[byte as usize] = Some(char::from(byte));
        }
        for (slot, c) in characters[128..].iter_mut().zip(upper.chars()) {
            *slot = Some(c).filter(|c| *c != '\u{FFFD}');
        }
        for (byte, c) in low {
            characters[*byte as usize] = Some(*c);
        }
        Table { characters }
    }

    /// The character of a byte; `None` if it is unassigned.
    pub fn decode(&self, byte: u8) -> Option<char> {
        self.characters[byte as usize]
    }

    /// The byte of a character; `None` if it has none. Of two bytes the higher one: the lower is the place of a control
    /// code, or obsolete.
    pub fn encode(&self, c: char) -> Option<u8> {
        if c.is_ascii() && self.characters[c as usize] == Some(c) {
            return Some(c as u8);
        }
        self.characters.iter().rposition(|known| *known == Some(c)).map(|byte| byte as u8)
    }
}

/// What windows-1252 has from 0x80 to 0x9F: the quotes and dashes that Word puts into text of any font.
const WORD: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

pub static TCVN3: LazyLock<Table> = LazyLock::new(|| {
    let upper = "\u{A0}ĂÂÊÔƠƯĐăâêôơưđẰ\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴ\
                 ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";
    Table::new(&[WORD, upper].concat(), &[])
});

pub static VISCII: LazyLock<Table> = LazyLock::new(|| {
    let upper = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ\
                 ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";
    Table::new(upper, &[(0x02, 'Ẳ'), (0x05, 'Ẵ'), (0x06, 'Ẫ'), (0x14, 'Ỷ'), (0x19, 'Ỹ'), (0x1E, 'Ỵ')])
});

pub static VPS: LazyLock<Table> = LazyLock::new(|| {
    let upper = "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ��ỀỂỄỐỒỔỖýỷỵỚỜỞ\u{A0}ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự\
                 ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ�àáâãảạă�èéêẽìí�ĩẴĐòóôõ�Ơụùúủ�ỶẼỳ";
    let low = [
        (0x02, 'Ạ'),
        (0x03, 'Ậ'),
        (0x04, 'Ặ'),
        (0x05, 'Ẹ'),
        (0x06, 'Ệ'),
        (0x10, 'Ị'),
        (0x11, 'Ọ'),
        (0x12, 'Ộ'),
        (0x13, 'Ợ'),
        (0x14, 'Ụ'),
        (0x15, 'Ự'),
        (0x19, 'Ỵ'),
        (0x1C, 'Ẫ'),
        (0x1D, 'Ữ'),
    ];
    Table::new(upper, &low)
});

pub static WINDOWS_1258: LazyLock<Table> = LazyLock::new(|| Table::new(&upper_half(encoding_rs::WINDOWS_1258), &[]));

pub static WINDOWS_1252: LazyLock<Table> = LazyLock::new(|| Table::new(&upper_half(encoding_rs::WINDOWS_1252), &[]));

fn upper_half(encoding: &'static encoding_rs::Encoding) -> String {
    let bytes: Vec<u8> = (128..=255).collect();
    encoding.decode_without_bom_handling(&bytes).0.into_owned()
}
