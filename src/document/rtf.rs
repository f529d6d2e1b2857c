//! Rich Text Format (RTF 1.9.1), read only: text, with notes behind the paragraph that they hang on.
//!
//! Letters come as Unicode (`\u7879?`) or as bytes of a code page (`\'ea`), which a font may change: that of Vietnamese is
//! windows-1258. What is hidden, deleted, or about the page and not on it is passed over. A stack on the heap holds what is open.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::Encoding;

use super::Unreadable;
use super::draft::{Draft, Ink};
use super::reader::{Options, Reader};

/// Rich Text Format.
pub(super) struct Rtf;

/// Notes in notes are read so deep.
const DEEPEST_NOTE: usize = 4;

/// Groups may be open so deep; no writer of RTF comes near.
const DEEPEST: usize = 10_000;

impl Reader for Rtf {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        if !text.trim_start().starts_with("{\\rtf") {
            return Err(Unreadable::new(
                "không phải tệp RTF nguyên vẹn; hãy mở bằng Word hay LibreOffice rồi lưu lại",
                "not a whole RTF file; open it in Word or LibreOffice and save it again",
            ));
        }
        let fonts = fonts(text);
        let mut page =
            Page { text, fonts: &fonts, code_page: encoding_rs::WINDOWS_1252, notes: Vec::new(), depth: 0, high: None };
        page.read(0..text.len(), Group { native: true, ..Group::default() }, draft)?;
        page.block(draft)
    }

    fn spell<'r>(&self, _: &'r str, _: Ink) -> Option<Cow<'r, str>> {
        None
    }
}

/// What holds for the text of a group.
#[derive(Clone, Copy, Default)]
struct Group {
    /// It is on the page.
    native: bool,
    hidden: bool,
    deleted: bool,
    font: u32,
    /// How many characters behind a `\u` say the same for old readers.
    skip: usize,
}

impl Group {
    fn shows(self) -> bool {
        self.native && !self.hidden && !self.deleted
    }
}

struct Page<'t> {
    text: &'t str,
    fonts: &'t [(u32, &'static Encoding)],
    code_page: &'static Encoding,
    /// Notes, headers and footers that were found in the paragraph.
    notes: Vec<Range<usize>>,
    /// In how many notes this one is.
    depth: usize,
    /// The first half of a pair, and where it stands.
    high: Option<(u16, usize)>,
}

/// Something in an RTF text.
enum Token<'t> {
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
fn token(text: &str, at: usize) -> (Token<'_>, usize) {
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

/// Groups whose text is about the document and not in it.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "fonttbl"
            | "colortbl"
            | "stylesheet"
            | "info"
            | "pict"
            | "object"
            | "fldinst"
            | "datafield"
            | "themedata"
            | "colorschememapping"
            | "latentstyles"
            | "datastore"
            | "listtable"
            | "listoverridetable"
            | "rsidtbl"
            | "generator"
            | "xmlnstbl"
            | "bkmkstart"
            | "bkmkend"
            | "listtext"
            | "pntext"
            | "pntxta"
            | "pntxtb"
            | "annotation"
            | "atnid"
            | "atnauthor"
            | "atndate"
            | "atnref"
            | "filetbl"
            | "revtbl"
            | "mmathPr"
            | "wgrffmtfilter"
            | "nonshppict"
            | "sp"
            | "sn"
            | "sv"
            | "tc"
            | "xe"
            | "ftnsep"
            | "ftnsepc"
            | "aftnsep"
            | "aftnsepc"
            | "private"
            | "falt"
            | "panose"
            | "do"
            | "shpinst"
            | "background"
    )
}

impl<'t> Page<'t> {
    fn read(&mut self, range: Range<usize>, first: Group, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        let mut open = vec![first];
        let mut at = range.start;
        // How many characters are still to be passed over behind a `\u`, and whether the group has just begun.
        let (mut skip, mut begun, mut starred) = (0, false, false);
        while at < range.end {
            let start = at;
            let (token, end) = token(self.text, at);
            at = end.min(range.end);
            let mut group = open.last().copied().unwrap_or(first);
            match token {
                Token::Open => {
                    if open.len() >= DEEPEST {
                        return Err(Unreadable::new(
                            "tệp RTF lồng nhóm quá sâu; hãy mở bằng Word hay LibreOffice rồi lưu lại",
                            "the RTF nests groups too deep; open it in Word or LibreOffice and save it again",
                        ));
                    }
                    open.push(group);
                    (skip, begun, starred) = (0, true, false);
                    continue;
                }
                Token::Close => {
                    if open.len() > 1 {
                        open.pop();
                    }
                    (skip, begun) = (0, false);
                    continue;
                }
                Token::Sign('*') if begun => {
                    starred = true;
                    continue;
                }
                Token::Word(name, number) => {
                    if begun {
                        let note = matches!(
                            name,
                            "footnote"
                                | "header"
                                | "headerl"
                                | "headerr"
                                | "headerf"
                                | "footer"
                                | "footerl"
                                | "footerr"
                                | "footerf"
                                | "shptxt"
                        );
                        if note && group.native {
                            let close = self.close(start, range.end);
                            if self.depth < DEEPEST_NOTE {
                                self.notes.push(at..close);
                            }
                            at = close;
                            begun = false;
                            continue;
                        }
                        if is_passed_over(name) || starred && name != "shppict" {
                            group.native = false;
                        }
                    }
                    begun = false;
                    match name {
                        "u" => {
                            skip = group.skip;
                            self.unit(number.unwrap_or(0) as u16, start..at, group, draft);
                        }
                        _ => self.word(name, number, start..at, &mut group, draft)?,
                    }
                    if let Some(last) = open.last_mut() {
                        *last = group;
                    }
                }
                Token::Byte(_) | Token::Sign(_) if skip > 0 => skip -= 1,
                Token::Byte(byte) => {
                    begun = false;
                    self.bytes(byte, start, &mut at, range.end, group, draft);
                }
                Token::Sign(sign) => {
                    begun = false;
                    let shown = match sign {
                        '~' => "\u{A0}",
                        '_' => "\u{2011}",
                        '\\' => "\\",
                        '{' => "{",
                        '}' => "}",
                        '\n' | '\r' => {
                            self.block(draft)?;
                            continue;
                        }
                        _ => continue,
                    };
                    if group.shows() {
                        draft.spell(start..at, shown);
                    }
                }
                Token::Text => {
                    begun = false;
                    let text = &self.text[start..at];
                    let passed: usize = text.chars().take(skip).map(char::len_utf8).sum();
                    skip = skip.saturating_sub(text.chars().count());
                    if group.shows() && !text.starts_with(['\r', '\n']) {
                        draft.say(start + passed..at);
                    }
                }
            }
        }
        Ok(())
    }

    /// A control word that is no letter of Unicode.
    fn word(
        &mut self,
        name: &str,
        number: Option<i32>,
        range: Range<usize>,
        group: &mut Group,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        let on = number != Some(0);
        let shown = match name {
            "ansicpg" => {
                self.code_page = code_page(number.unwrap_or(1252)).unwrap_or(self.code_page);
                return Ok(());
            }
            "uc" => {
                group.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(0);
                return Ok(());
            }
            "rtf" => {
                group.skip = 1;
                return Ok(());
            }
            "f" => {
                group.font = number.and_then(|font| u32::try_from(font).ok()).unwrap_or(0);
                return Ok(());
            }
            "v" => {
                group.hidden = on;
                return Ok(());
            }
            "deleted" => {
                group.deleted = on;
                return Ok(());
            }
            "plain" => {
                (group.hidden, group.deleted) = (false, false);
                return Ok(());
            }
            "par" | "sect" | "page" | "cell" | "row" | "nestcell" | "nestrow" if group.native => {
                return self.block(draft);
            }
            "tab" => "\t",
            "line" => "\n",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" | "enspace" | "qmspace" => " ",
            _ => return Ok(()),
        };
        if group.shows() {
            draft.spell(range, shown);
        }
        Ok(())
    }

    /// A unit of UTF-16.
    fn unit(&mut self, unit: u16, range: Range<usize>, group: Group, draft: &mut Draft<'_>) {
        let before = self.high.take();
        if !group.shows() {
            return;
        }
        if matches!(unit, 0xD800..=0xDBFF) {
            self.high = Some((unit, range.start));
            return;
        }
        let (c, start) = match before.filter(|_| matches!(unit, 0xDC00..=0xDFFF)) {
            Some((high, start)) => (char::decode_utf16([high, unit]).next().and_then(Result::ok), start),
            None => (char::from_u32(unit.into()), range.start),
        };
        match c {
            Some(c) => draft.spell(start..range.end, c.encode_utf8(&mut [0; 4])),
            None => draft.hold_as(range, "\u{FFFD}"),
        }
    }

    /// Bytes of a code page, as many as stand together.
    fn bytes(&mut self, first: u8, start: usize, at: &mut usize, end: usize, group: Group, draft: &mut Draft<'_>) {
        let mut bytes = vec![(first, start..*at)];
        while *at < end {
            let (Token::Byte(byte), behind) = token(self.text, *at) else { break };
            bytes.push((byte, *at..behind));
            *at = behind;
        }
        if !group.shows() {
            return;
        }
        let page = self.fonts.iter().find(|(font, _)| *font == group.font).map_or(self.code_page, |(_, page)| *page);
        for (byte, range) in bytes {
            // Every code page that Vietnamese is written in has one letter, or one mark, a byte.
            let (shown, faulty) = page
                .decode_without_bom_handling(&[byte])
                .0
                .chars()
                .next()
                .map_or(('\u{FFFD}', true), |c| (c, c == '\u{FFFD}'));
            match faulty {
                false => draft.spell(range, shown.encode_utf8(&mut [0; 4])),
                true => draft.hold_as(range, "\u{FFFD}"),
            }
        }
    }

    /// Where the group ends that a place is in.
    fn close(&self, at: usize, end: usize) -> usize {
        let (mut at, mut depth) = (at, 0_usize);
        while at < end {
            let (token, behind) = token(self.text, at);
            match token {
                Token::Open => depth += 1,
                Token::Close if depth == 0 => return at,
                Token::Close => depth -= 1,
                _ => {}
            }
            at = behind;
        }
        end
    }

    /// Ends the paragraph, and shows its notes.
    fn block(&mut self, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        draft.block();
        // Notes in notes come behind those.
        while !self.notes.is_empty() {
            for note in std::mem::take(&mut self.notes) {
                let kept = std::mem::take(&mut self.notes);
                let group = Group { native: true, skip: 1, ..Group::default() };
                let inner = self.read_note(note, group, draft)?;
                draft.block();
                self.notes = kept;
                self.notes.extend(inner);
            }
        }
        Ok(())
    }

    /// Reads a note without going into those inside, and gives those back.
    fn read_note(
        &mut self,
        note: Range<usize>,
        group: Group,
        draft: &mut Draft<'_>,
    ) -> Result<Vec<Range<usize>>, Unreadable> {
        let (text, fonts, code_page) = (self.text, self.fonts, self.code_page);
        let mut page = Page { text, fonts, code_page, notes: Vec::new(), depth: self.depth + 1, high: None };
        page.read(note, group, draft)?;
        Ok(page.notes)
    }
}

/// The code page of each font that has one of its own.
fn fonts(text: &str) -> Vec<(u32, &'static Encoding)> {
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
fn code_page(number: i32) -> Option<&'static Encoding> {
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

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, laws};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(body: &str) -> String {
        let text = format!(
            "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times;}}{{\\f1\\fcharset163 Arial;}}}}{{\\info{{\\title x}}}}\n{body}}}"
        );
        laws::hold(text.as_bytes(), Format::Rtf);
        Document::open(text.as_bytes(), Format::Rtf, &Arc::default()).unwrap().text().to_owned()
    }

    #[test]
    fn letters_of_unicode_and_of_code_pages() {
        assert_eq!(
            shown("Vi\\u7879?t Nam {\\uc0\\u225 o} \\b m\\'e0u\\b0 , {\\f1 ti\\'ea\\'ecng} \\u-10179 ?\\u-8704 ?"),
            "Việt Nam áo màu, tiê\u{301}ng \u{1F600}"
        );
    }

    #[test]
    fn paragraphs_cells_notes_and_what_is_not_shown() {
        assert_eq!(
            shown(
                "m\\'f4t{\\footnote ch\\'fa th\\'edch\\par n\\'e0y} hai\\par\n{\\v \\'e2n}{\\*\\abc x}{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt n\\'f3i}}\\tab ba\\line b\\'f4n\\cell {\\deleted b\\'f4}cu\\'f4i"
            ),
            "môt hai\n\nchú thích\n\nnày\n\nnói\tba\nbôn\n\ncuôi"
        );
        assert_eq!(shown("a\\{b\\}\\~c\\_d\\emdash\\ldblquote e\\rdblquote"), "a{b}\u{A0}c\u{2011}d—“e”");
    }

    #[test]
    fn what_is_no_rtf_is_refused_and_nothing_breaks() {
        for text in ["", "abc", "{\\rtf1".repeat(30_000).as_str()] {
            assert!(Document::open(text.as_bytes(), Format::Rtf, &Arc::default()).is_err());
        }
        for text in
            ["\\'".repeat(100_000), "{\\footnote ".repeat(3000), "\\u55357 ".repeat(50_000), "}".repeat(100_000)]
        {
            shown(&text);
        }
    }

    proptest! {
        #[test]
        fn any_text_keeps_the_laws(body in "(\\{|\\}|\\\\(par|u7879 |u-10179|uc[0-3] |'e[0-9a-f]|'|footnote |cell|\\*|~|v0? )|[a-z ?,.]{1,5}|\n){0,24}") {
            laws::hold(format!("{{\\rtf1 {body}").as_bytes(), Format::Rtf);
        }
    }
}
