//! RTF to control words and text, and the code pages that its bytes may be in.

use encoding_rs::Encoding;

/// A token of an RTF text.
pub enum Token<'t> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'t str, Option<i32>),
    /// A control sign.
    Sign(char),
    /// A byte of a code page.
    Byte(u8),
    /// Text, without line breaks, which are nothing.
    Text,
}

/// The token at a place, and where it ends. `at` is before the end of the text.
pub fn token(text: &str, at: usize) -> (Token<'_>, usize) {
    let bytes = text.as_bytes();
    match bytes[at] {
        b'{' => (Token::Open, at + 1),
        b'}' => (Token::Close, at + 1),
        b'\r' | b'\n' => (Token::Text, at + 1),
        b'\\' => {
            let name = at + 1;
            let letters = bytes[name..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            if letters == 0 {
                if bytes.get(name) == Some(&b'\'') {
                    let code = text.get(name + 1..name + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
                    return code.map_or((Token::Sign('\''), name + 1), |byte| (Token::Byte(byte), name + 3));
                }
                let Some(sign) = text[name..].chars().next() else { return (Token::Text, at + 1) };
                return (Token::Sign(sign), name + sign.len_utf8());
            }
            let end = name + letters;
            let minus = usize::from(bytes.get(end) == Some(&b'-'));
            let digits = bytes[end + minus..].iter().take_while(|byte| byte.is_ascii_digit()).take(10).count();
            let number_end = if digits > 0 { end + minus + digits } else { end };
            let number = text[end..number_end].parse().ok();
            let space = usize::from(bytes.get(number_end) == Some(&b' '));
            (Token::Word(&text[name..end], number), number_end + space)
        }
        _ => {
            let stop = |byte: &u8| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n');
            let length = bytes[at..].iter().position(stop).unwrap_or(bytes.len() - at);
            (Token::Text, at + length)
        }
    }
}

/// The encoding of each font that has one of its own, by font number.
pub fn fonts(text: &str) -> Vec<(u32, &'static Encoding)> {
    let Some(start) = text.find("{\\fonttbl") else { return Vec::new() };
    let (mut at, mut depth, mut font) = (start, 0_usize, None);
    let mut fonts = Vec::new();
    while at < text.len() {
        let (token, end) = token(text, at);
        at = end;
        match token {
            Token::Open => depth += 1,
            Token::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            Token::Word("f", Some(number)) => font = u32::try_from(number).ok(),
            Token::Word("fcharset", Some(charset)) => {
                let page = match charset {
                    163 => Some(encoding_rs::WINDOWS_1258),
                    238 => Some(encoding_rs::WINDOWS_1250),
                    204 => Some(encoding_rs::WINDOWS_1251),
                    161 => Some(encoding_rs::WINDOWS_1253),
                    162 => Some(encoding_rs::WINDOWS_1254),
                    _ => None,
                };
                fonts.extend(font.zip(page));
            }
            _ => {}
        }
    }
    fonts
}

/// A code page by its number.
pub fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        _ => return None,
    })
}
