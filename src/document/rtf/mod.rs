//! Rich Text Format (RTF 1.9.1), read only: text, with notes behind the paragraph that they hang on.
//!
//! Letters come as Unicode (`\u7879?`) or as bytes of a code page (`\'ea`), which a font may change: that of Vietnamese is
//! windows-1258. What is hidden, deleted, or about the page and not on it is passed over. A stack on the heap holds what is open.
//!
//! A reader of our own, because the crates that read RTF (`rtf-parser`, `rtf-grimoire`) give text and its style without its
//! place.

mod tokens;

#[cfg(test)]
mod tests;

use std::ops::Range;

use encoding_rs::Encoding;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::READ_ONLY;
use super::format::{About, Definition, Format, Options, Reader};
use crate::problem::Problem;
use tokens::{Token, code_page, fonts, token};

/// Rich Text Format.
pub(super) struct Rtf;

/// Notes inside of notes are read up to this depth.
const DEEPEST_NOTE: usize = 4;

/// The greatest number of open groups; no writer of RTF comes near.
const DEEPEST: usize = 10_000;

impl Format {
    /// Rich Text Format; read only.
    pub const RTF: Format = Format::new(&Definition {
        name: "rtf",
        ends: &["rtf"],
        about: About {
            title: ("RTF", "RTF"),
            read: ("văn bản, hộp chữ, chú thích", "text, text boxes and notes"),
            left_out: ("chữ ẩn và chữ đã xóa", "hidden and deleted text"),
        },
        begins: Some(b"{\\rtf"),
        is_writable: false,
        reader: Some(&Rtf),
        ..Definition::TEXT
    });
}

impl Reader for Rtf {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        if !text.trim_start().starts_with("{\\rtf") {
            return Err(Problem::new(
                "không phải tệp RTF nguyên vẹn; hãy mở bằng Word hay LibreOffice rồi lưu lại",
                "not a whole RTF file; open it in Word or LibreOffice and save it again",
            ));
        }
        let fonts = fonts(text);
        let mut page = RtfPage {
            text,
            fonts: &fonts,
            code_page: encoding_rs::WINDOWS_1252,
            notes: Vec::new(),
            depth: 0,
            high: None,
        };
        page.read(0..text.len(), Group { native: true, ..Group::default() }, draft)?;
        page.block(draft)
    }
}

/// The properties of the text of a group.
#[derive(Clone, Copy, Default)]
struct Group {
    /// Whether it is on the page.
    native: bool,
    /// Whether it describes a shape, which may contain a text box.
    in_shape: bool,
    hidden: bool,
    deleted: bool,
    font: u32,
    /// How many characters behind a `\u` repeat it for old readers.
    skip: usize,
}

impl Group {
    fn shows(self) -> bool {
        self.native && !self.hidden && !self.deleted
    }
}

struct RtfPage<'t> {
    text: &'t str,
    fonts: &'t [(u32, &'static Encoding)],
    code_page: &'static Encoding,
    /// Notes, headers and footers of the paragraph.
    notes: Vec<Range<usize>>,
    /// How many notes this one is inside of.
    depth: usize,
    /// The first half of a surrogate pair, and its offset.
    high: Option<(u16, usize)>,
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
            | "userprops"
            | "docvar"
            | "protusertbl"
    )
}

impl<'t> RtfPage<'t> {
    fn read(&mut self, range: Range<usize>, first: Group, draft: &mut Draft<'_>) -> Result<(), Problem> {
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
                        return Err(Problem::new(
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
                        if note && (group.native || group.in_shape && name == "shptxt") {
                            let close = self.close(start, range.end);
                            if self.depth < DEEPEST_NOTE {
                                self.notes.push(at..close);
                            }
                            at = close;
                            begun = false;
                            continue;
                        }
                        if is_passed_over(name) {
                            group.in_shape = (group.native || group.in_shape) && name == "shpinst";
                            group.native = false;
                        } else if starred && name != "shppict" {
                            if group.native && self.depth < DEEPEST_NOTE {
                                let close = self.close(start, range.end);
                                self.pass(at..close, draft)?;
                                at = close;
                                begun = false;
                                continue;
                            }
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
                        draft.show_respelled(start..at, shown);
                    }
                }
                Token::Text => {
                    begun = false;
                    let text = &self.text[start..at];
                    let passed: usize = text.chars().take(skip).map(char::len_utf8).sum();
                    skip = skip.saturating_sub(text.chars().count());
                    if group.shows() && !text.starts_with(['\r', '\n']) {
                        draft.show(start + passed..at);
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
    ) -> Result<(), Problem> {
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
            draft.show_respelled(range, shown);
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
            Some(c) => draft.show_respelled(start..range.end, c.encode_utf8(&mut [0; 4])),
            None => draft.show_opaque_as(range, "\u{FFFD}"),
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
                false => draft.show_respelled(range, shown.encode_utf8(&mut [0; 4])),
                true => {
                    // A word may have lost several letters.
                    if !draft.text().ends_with('\u{FFFD}') {
                        draft.skip_broken();
                    }
                    draft.show_opaque_as(range, "\u{FFFD}");
                }
            }
        }
    }

    /// Counts sentences in an unknown group, which readers may skip.
    fn pass(&mut self, range: Range<usize>, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut inside = Draft::new(self.text, &[], &READ_ONLY);
        self.read_note(range, Group { native: true, skip: 1, ..Group::default() }, &mut inside)?;
        draft.skip_vietnamese_words(inside.text(), Reason::Markup);
        Ok(())
    }

    /// The offset at which the group around an offset ends.
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
    fn block(&mut self, draft: &mut Draft<'_>) -> Result<(), Problem> {
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
    ) -> Result<Vec<Range<usize>>, Problem> {
        let (text, fonts, code_page) = (self.text, self.fonts, self.code_page);
        let mut page = RtfPage { text, fonts, code_page, notes: Vec::new(), depth: self.depth + 1, high: None };
        page.read(note, group, draft)?;
        Ok(page.notes)
    }
}
