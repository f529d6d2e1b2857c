//! One story of a Word document, as Word calls what is read in one go: the body, the footnotes, a header, a text box.

use std::ops::Range;

use super::super::draft::Draft;
use super::super::stories::{self, Hanging, Stretch};
use super::super::typeface;
use super::super::xml::{self, Item, Tag, Walk};
use super::{DROPS_SPACE, IN_CDATA, KEEPS_SPACE};
use crate::problem::Problem;

/// Elements whose contents are no text: properties, what was deleted, what is shown only where something else cannot be.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "w:del"
            | "w:moveFrom"
            | "mc:Fallback"
            | "w:sectPr"
            | "w:tblPr"
            | "w:tblGrid"
            | "w:tblPrEx"
            | "w:trPr"
            | "w:tcPr"
            | "w:sdtPr"
            | "w:sdtEndPr"
            | "w:delText"
            | "w:delInstrText"
            | "w:rt"
            | "w:rubyPr"
            | "w:fldData"
            | "w:customXmlPr"
            | "w:smartTagPr"
    )
}

/// Elements that stand in the line and are no text: note references, pictures, formulas, symbol characters.
fn is_thing(name: &str) -> bool {
    matches!(
        name,
        "w:footnoteReference"
            | "w:endnoteReference"
            | "w:footnoteRef"
            | "w:endnoteRef"
            | "w:drawing"
            | "w:pict"
            | "w:object"
            | "w:control"
            | "w:contentPart"
            | "w:pgNum"
            | "w:sym"
            | "m:oMath"
            | "m:oMathPara"
    )
}

/// How the result of a field is shown.
#[derive(Clone, Copy, PartialEq)]
enum FieldDisplay {
    /// As text.
    Text,
    /// As opaque: a number that the document makes itself, of a page or a note.
    Held,
    /// Not at all: it repeats what stands elsewhere.
    Passed,
}

/// An open field.
struct Field {
    code: String,
    in_result: bool,
    result: FieldDisplay,
    /// For a link the offset in the shown text at which its words begin.
    link: Option<usize>,
}

/// The greatest length of a field's code that is read, in bytes.
const LONGEST_CODE: usize = 256;

impl Field {
    fn new(code: String) -> Field {
        Field { code, in_result: false, result: FieldDisplay::Text, link: None }
    }

    /// Interprets the code of the field; its result is shown from the offset `from` on.
    fn settle(&mut self, from: usize) {
        let name = self.code.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        self.in_result = true;
        self.link = (name == "HYPERLINK").then_some(from);
        self.result = match name.as_str() {
            "TOC" | "TOA" | "INDEX" | "PAGEREF" => FieldDisplay::Passed,
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "NOTEREF" | "SEQ" | "DATE" | "TIME" | "FILENAME" => {
                FieldDisplay::Held
            }
            _ => FieldDisplay::Text,
        };
    }

    fn end(self, draft: &mut Draft<'_>) {
        if let Some(from) = self.link {
            draft.mark_cited(from);
        }
    }
}

/// An open element.
#[derive(Clone, Copy, PartialEq)]
enum Element {
    Paragraph,
    SimpleField,
    /// A link, with the offset in the shown text at which it begins.
    Link(usize),
    /// A run, with the offset in the shown text at which it begins.
    Run(usize),
    Text {
        keeps_space: bool,
    },
    Other,
}

/// A story while it is read.
pub(super) struct Story<'t> {
    walk: Walk<'t>,
    text: &'t str,
    part: &'t str,
    /// The number of paragraphs begun in this part.
    paragraphs: u32,
    open: Vec<Element>,
    fields: Vec<Field>,
    /// Whether the run is hidden text.
    hidden: bool,
    /// Whether the run or the paragraph is set as code, and the offset in the shown text at which that begins.
    code_run: bool,
    code_paragraph: bool,
    paragraph: usize,
    /// Whether the end of the last paragraph was deleted: what follows belongs to it.
    joins: bool,
    /// Text boxes anchored in the open paragraph.
    boxes: Hanging,
    /// The content of the open `w:t`, without the space that Word drops.
    content: Range<usize>,
}

impl stories::Story for Story<'_> {
    fn read(&mut self, draft: &mut Draft<'_>) -> Result<Hanging, Problem> {
        while let Some((item, range)) = self.walk.next()? {
            match item {
                Item::Open { tag, empty: false } => self.open(&tag, range, draft)?,
                Item::Open { tag, empty: true } => self.empty(&tag, range, draft),
                Item::Close => match self.open.pop() {
                    Some(Element::Paragraph) => {
                        if std::mem::take(&mut self.code_paragraph) {
                            draft.mark_cited(self.paragraph);
                        }
                        if !self.boxes.is_empty() {
                            return Ok(std::mem::take(&mut self.boxes));
                        }
                    }
                    Some(Element::Link(from)) => draft.mark_cited(from),
                    Some(Element::Run(from)) if std::mem::take(&mut self.code_run) => draft.mark_cited(from),
                    Some(Element::SimpleField) => {
                        if let Some(field) = self.fields.pop() {
                            field.end(draft);
                        }
                    }
                    _ => {}
                },
                Item::Text | Item::Cdata(_) | Item::Reference(_) => self.letters(item, range, draft),
            }
        }
        Ok(std::mem::take(&mut self.boxes))
    }
}

impl<'t> Story<'t> {
    pub fn new(text: &'t str, stretch: Stretch, part: &'t str) -> Story<'t> {
        Story {
            walk: Walk::within(text, stretch.range, part, stretch.scope),
            text,
            part,
            paragraphs: stretch.before,
            open: Vec::new(),
            fields: Vec::new(),
            hidden: false,
            code_run: false,
            code_paragraph: false,
            paragraph: 0,
            joins: false,
            boxes: Vec::new(),
            content: 0..0,
        }
    }

    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut element = Element::Other;
        match tag.name() {
            "w:p" => {
                self.begin_paragraph(draft);
                element = Element::Paragraph;
            }
            "w:t" => {
                let keeps_space = tag.attribute("xml:space").as_deref() == Some("preserve");
                let end = xml::end_of_content(self.text, range.end);
                let content = &self.text[range.end..end];
                let trimmed = if keeps_space { content } else { content.trim_matches(xml::is_space) };
                let start = range.end + (trimmed.as_ptr() as usize - content.as_ptr() as usize);
                self.content = start..start + trimmed.len();
                element = Element::Text { keeps_space };
            }
            "w:r" => {
                (self.hidden, self.code_run) = (false, false);
                element = Element::Run(draft.text().len());
            }
            "w:hyperlink" => element = Element::Link(draft.text().len()),
            "w:rPr" => {
                let (mut hidden, mut code) = (false, false);
                self.walk.skip_seeing(|tag| {
                    hidden |= tag.name() == "w:vanish" && is_on(tag);
                    code |= is_code(tag);
                })?;
                (self.hidden, self.code_run) = (hidden, code);
                return Ok(());
            }
            "w:pPr" => {
                let (mut joins, mut code) = (false, false);
                self.walk.skip_seeing(|tag| {
                    joins |= matches!(tag.name(), "w:del" | "w:moveFrom");
                    code |= tag.name() == "w:pStyle" && is_code(tag);
                })?;
                (self.joins, self.code_paragraph) = (joins, code);
                return Ok(());
            }
            "w:instrText" => return self.code(),
            "w:fldChar" => {
                self.field(tag, draft);
                return self.walk.skip().map(drop);
            }
            "w:fldSimple" => {
                let code = tag.attribute("w:instr").unwrap_or_default().into_owned();
                let mut field = Field::new(code);
                field.settle(draft.text().len());
                self.fields.push(field);
                element = Element::SimpleField;
            }
            "w:drawing" | "w:pict" | "w:object" => return self.drawing(range.start, draft),
            name if is_thing(name) => {
                let end = self.walk.skip()?;
                if self.shows() == Some(FieldDisplay::Text) {
                    draft.object(range.start..end);
                }
                return Ok(());
            }
            "w:footnote" | "w:endnote" if tag.attribute("w:type").is_some_and(|kind| kind != "normal") => {
                return self.walk.skip().map(drop);
            }
            name if is_passed_over(name) => return self.walk.skip().map(drop),
            _ => {}
        }
        self.open.push(element);
        Ok(())
    }

    fn empty(&mut self, tag: &Tag<'_>, range: Range<usize>, draft: &mut Draft<'_>) {
        let stands = match tag.name() {
            "w:p" => return self.begin_paragraph(draft),
            "w:fldChar" => return self.field(tag, draft),
            "w:tab" | "w:ptab" => "\t",
            "w:br" | "w:cr" => "\n",
            "w:noBreakHyphen" => "\u{2011}",
            name if is_thing(name) => {
                if self.shows() == Some(FieldDisplay::Text) {
                    draft.object(range);
                }
                return;
            }
            _ => return,
        };
        if self.shows() == Some(FieldDisplay::Text) {
            draft.show_generated(range, stands);
        }
    }

    fn begin_paragraph(&mut self, draft: &mut Draft<'_>) {
        self.paragraphs += 1;
        self.paragraph = draft.text().len();
        if !std::mem::take(&mut self.joins) {
            draft.place(self.part, self.paragraphs);
        }
    }

    /// How text at this position is shown; `None` if it is not.
    fn shows(&self) -> Option<FieldDisplay> {
        if self.hidden || self.fields.iter().any(|field| !field.in_result || field.result == FieldDisplay::Passed) {
            return None;
        }
        let held = self.fields.iter().any(|field| field.result == FieldDisplay::Held);
        Some(if held { FieldDisplay::Held } else { FieldDisplay::Text })
    }

    fn letters(&mut self, item: Item<'_>, range: Range<usize>, draft: &mut Draft<'_>) {
        let Some(Element::Text { keeps_space }) = self.open.last() else { return };
        let Some(shows) = self.shows() else {
            // Behind a space hidden text is a word for whoever has it shown.
            if self.hidden && !draft.is_at_block() && draft.text().ends_with(' ') {
                draft.object(range);
            }
            return;
        };
        draft.escaping(if *keeps_space { &KEEPS_SPACE } else { &DROPS_SPACE });
        match item {
            _ if shows == FieldDisplay::Held => draft.show_opaque(range),
            Item::Reference(c) => xml::show_reference(draft, range, c),
            Item::Cdata(inner) => {
                draft.escaping(&IN_CDATA);
                self.spaced(inner, draft);
            }
            _ => {
                let inside = range.start.max(self.content.start)..range.end.min(self.content.end);
                if !inside.is_empty() {
                    self.spaced(inside, draft);
                }
            }
        }
    }

    /// Text in which line breaks and tabs are spaces, as Word has it.
    fn spaced(&self, range: Range<usize>, draft: &mut Draft<'_>) {
        let mut at = range.start;
        let bytes = self.text.as_bytes();
        while let Some(found) = memchr::memchr3(b'\n', b'\t', b'\r', &bytes[at..range.end]).map(|found| at + found) {
            draft.show(at..found);
            at =
                found + bytes[found..range.end].iter().take_while(|byte| matches!(byte, b'\n' | b'\t' | b'\r')).count();
            draft.show_generated(found..at, " ");
        }
        draft.show(at..range.end);
    }

    fn field(&mut self, tag: &Tag<'_>, draft: &mut Draft<'_>) {
        match tag.attribute("w:fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field::new(String::new())),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.settle(draft.text().len());
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    field.end(draft);
                }
            }
            _ => {}
        }
    }

    /// Reads the code of a field.
    fn code(&mut self) -> Result<(), Problem> {
        let mut depth = 0_usize;
        while let Some((item, range)) = self.walk.next()? {
            match item {
                Item::Open { empty: false, .. } => depth += 1,
                Item::Close if depth == 0 => return Ok(()),
                Item::Close => depth -= 1,
                Item::Text => {
                    let code = self.fields.last_mut().map(|field| &mut field.code);
                    if let Some(code) = code.filter(|code| code.len() < LONGEST_CODE) {
                        code.extend(self.text[range].chars().take(LONGEST_CODE));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Skips a drawing and records its text boxes. One in the line is shown as an object.
    fn drawing(&mut self, start: usize, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut depth = 0_usize;
        let mut in_line = true;
        while let Some((item, range)) = self.walk.next()? {
            match item {
                Item::Open { tag, empty } => {
                    match tag.name() {
                        "mc:Fallback" if !empty => {
                            self.walk.skip()?;
                            continue;
                        }
                        "w:txbxContent" if !empty => {
                            let before = self.paragraphs;
                            let mut paragraphs = 0;
                            let end = self.walk.skip_seeing(|tag| paragraphs += u32::from(tag.name() == "w:p"))?;
                            self.paragraphs += paragraphs;
                            if self.shows().is_some() {
                                self.boxes.push(Stretch {
                                    range: range.start..end,
                                    before,
                                    scope: tag.scope().clone(),
                                });
                            }
                            in_line = false;
                            continue;
                        }
                        "wp:anchor" => in_line = false,
                        _ => {}
                    }
                    depth += usize::from(!empty);
                }
                Item::Close if depth == 0 => {
                    if in_line && self.shows() == Some(FieldDisplay::Text) {
                        draft.object(start..range.end);
                    }
                    return Ok(());
                }
                Item::Close => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether a property sets letters as code.
fn is_code(tag: &Tag<'_>) -> bool {
    match tag.name() {
        "w:rStyle" | "w:pStyle" => tag.attribute("w:val").is_some_and(|style| typeface::is_code_style(&style)),
        "w:rFonts" => {
            let font = tag.attribute("w:ascii").or_else(|| tag.attribute("w:hAnsi"));
            font.is_some_and(|font| typeface::is_code_font(&font))
        }
        _ => false,
    }
}

/// Whether a property that is on or off is on.
fn is_on(tag: &Tag<'_>) -> bool {
    tag.attribute("w:val").is_none_or(|value| !matches!(&*value, "0" | "false" | "off"))
}
