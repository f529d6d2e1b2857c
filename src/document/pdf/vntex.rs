//! Fonts of TeX that are pictures of letters, as theses of before 2005 have them: no glyph has a name. What TeX calls the letters of its
//! Vietnamese fonts by is their encoding T5, and whether a file is in that, its words say.

use super::UNKNOWN;
use crate::syllable::Syllable;

/// T5, as vntex has it (`t5.enc`): up to the space, and from the end of ASCII on. Between them a byte is what it is in ASCII.
const LOW: &str = "`´ˆ˜¨\u{323}˚ˇ˘¯˙¸\u{309}‚‹›“”„«»–—\u{200B}₀ıỶỷỴỵĐđ";
const HIGH: &str = "ÀÁÃẢẠÂẦẤẪẨẬĂẰẮẴẲẶÈÉẼẺẸÊỀẾỄỂỆÌÍĨỈàáãảạâầấẫẩậăằắẵẳặèéẽẻẹêềếễểệìíĩỉỊÒÓÕỎỌÔỒỐỖỔỘƠỜỚỠỞỢÙÚŨỦỤƯỪỨỮỬỰỲÝỸịòóõỏọôồốỗổộơờớỡởợùúũủụưừứữửựỳýỹ";

/// Glyphs without a name stand as private characters until all pages have been read: this one and the next 255.
const FIRST: u32 = 0xF700;

/// The least number of words with diacritics, and the number of ten that have to be syllables.
const FEWEST: usize = 10;
const LEAST_OF_TEN: usize = 8;

/// The private character of a glyph without a name.
pub(super) fn unnamed(code: u32) -> char {
    char::from_u32(FIRST + code).filter(|_| code < 256).unwrap_or(UNKNOWN)
}

/// Pages with the letters of T5 for glyphs without a name, if that makes Vietnamese of them.
pub(super) fn named(pages: Vec<String>) -> Vec<String> {
    let code = |c: char| u32::from(c).checked_sub(FIRST).filter(|code| *code < 256);
    if !pages.iter().any(|page| page.chars().any(|c| code(c).is_some())) {
        return pages;
    }
    let letter = |code: u32| match code {
        0..32 => LOW.chars().nth(code as usize),
        32..127 => char::from_u32(code),
        // The hyphen of line ends.
        127 => Some('-'),
        128.. => HIGH.chars().nth(code as usize - 128),
    };
    let letters: Vec<char> = (0..256).map(|code| letter(code).unwrap_or(UNKNOWN)).collect();
    let with = |letters: &dyn Fn(u32) -> char| -> Vec<String> {
        let of = |c: char| code(c).map_or(c, letters);
        pages.iter().map(|page| page.chars().map(of).collect()).collect()
    };
    let read = with(&|code| letters[code as usize]);
    if is_vietnamese(&read) { read } else { with(&|_| UNKNOWN) }
}

fn is_vietnamese(pages: &[String]) -> bool {
    let words = pages.iter().flat_map(|page| page.split(|c: char| !c.is_alphabetic()));
    let (mut marked, mut right) = (0_usize, 0_usize);
    for word in words.filter(|word| word.len() > 1 && !word.is_ascii()) {
        marked += 1;
        right += usize::from(Syllable::parse(&word.to_lowercase()).is_some());
    }
    marked >= FEWEST && right * 10 >= marked * LEAST_OF_TEN
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as glyphs without a name, by their bytes in T5.
    fn painted(words: &str) -> String {
        let code = |c: char| {
            let low = LOW.chars().position(|known| known == c);
            let high = HIGH.chars().position(|known| known == c).map(|at| at + 128);
            low.or(high).unwrap_or(c as usize)
        };
        words.chars().map(|c| if c.is_whitespace() { c } else { unnamed(code(c) as u32) }).collect()
    }

    #[test]
    fn glyphs_without_a_name_are_read_where_that_makes_vietnamese() {
        let words = "Chương đầu: những điều đã được nói đến ở trên, và sẽ còn nhắc lại về sau.\nKết luận";
        assert_eq!(named(vec![painted(words)]), [words]);
        assert_eq!(named(vec!["chữ có tên".into()]), ["chữ có tên"]);
        let other = "Ỷpửq Ặxz řbẵk Ộđđ ẫẫẫ Ỗqq Ậưx ỷzz ắằẳ ỡỡz ợqx";
        assert!(named(vec![painted(other)])[0].contains(UNKNOWN));
        assert_eq!(HIGH.chars().count(), 128);
        assert_eq!(LOW.chars().count(), 32);
    }
}
