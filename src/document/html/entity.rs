//! Character references of HTML, as browsers read them.

use quick_xml::escape::resolve_html5_entity;

/// Names that browsers take without a semicolon behind them, too.
const BARE: &str = " AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT Iacute Icirc Igrave Iuml LT \
    Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring \
    atilde auml brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt iacute icirc iexcl \
    igrave iquest iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot \
    raquo reg sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml ";

/// The longest name, `CounterClockwiseContourIntegral`.
const LONGEST: usize = 32;

/// What the reference at the start of `text` stands for, and its length in bytes; `None` if `&` is only an ampersand here.
pub fn reference(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        return numeric(number).map(|(c, length)| (c.to_string(), length + 2));
    }
    let name = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    if name == 0 || name > LONGEST {
        return None;
    }
    if rest.as_bytes().get(name) == Some(&b';')
        && let Some(found) = resolve_html5_entity(&rest[..name])
    {
        return Some((found.to_owned(), name + 2));
    }
    // The longest name that needs no semicolon.
    (2..=name.min(6)).rev().find_map(|length| {
        let name = &rest[..length];
        let known = BARE.contains(&format!(" {name} "));
        known.then(|| resolve_html5_entity(name)).flatten().map(|found| (found.to_owned(), length + 1))
    })
}

/// Appends a text with its references replaced.
pub fn decoded(text: &str, out: &mut String) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'&', &text.as_bytes()[at..]).map(|found| at + found) {
        out.push_str(&text[at..found]);
        at = match reference(&text[found..]) {
            Some((shown, length)) => {
                out.push_str(&shown);
                found + length
            }
            None => {
                out.push('&');
                found + 1
            }
        };
    }
    out.push_str(&text[at..]);
}

/// The character of a number, and how many bytes that and a semicolon take.
fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, before) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (text, 10, 0),
    };
    let length = digits.len() - digits.trim_start_matches(|c: char| c.is_digit(radix)).len();
    if length == 0 {
        return None;
    }
    let number = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
    let c = match number {
        // These are read as what windows-1252 has in their places.
        0x80..=0x9F => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[number as u8]).0.chars().next(),
        0 => None,
        number => char::from_u32(number),
    };
    Some((c.unwrap_or('\u{FFFD}'), before + length + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        let read = reference;
        assert_eq!(read("&ecirc;&#769;"), Some(("ê".into(), 7)));
        assert_eq!(read("&#769;x"), Some(("\u{301}".into(), 6)));
        assert_eq!(read("&#x1EBF;"), Some(("ế".into(), 8)));
        assert_eq!(read("&nbsp x"), Some(("\u{A0}".into(), 5)));
        assert_eq!(read("&notit;"), Some(("¬".into(), 4)));
        assert_eq!(read("&#150;"), Some(("–".into(), 6)));
        assert_eq!(read("&#0;"), Some(("\u{FFFD}".into(), 4)));
        assert_eq!(read("&#xFFFFFFFFFF;"), Some(("\u{FFFD}".into(), 14)));
        for text in ["& x", "&T", "&#;", "&#x;", "&khong;", "&"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
