//! Writes findings into a Word document: as comments beside the text, and as tracked changes that an editor accepts or
//! rejects.
//!
//! The text is never written anew. A run is split where a comment or a change begins or ends, by closing it there and
//! opening another with the same properties; what stands between keeps its letters, its references, its markup. Word
//! allows comments in the body only: a finding in notes, headers and text boxes is commented where they are anchored in
//! the body, and the comment says where it belongs.

mod change;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::rc::Rc;

use super::comments::Comments;
use super::element_names::ElementNames;
use super::parts::is_page;
use super::plain;
use crate::document::joined;
use crate::document::package::Package;
use crate::document::xml::{self, Item, Scope, Walk};
use crate::document::{Document, Format};
use crate::problem::Problem;
use crate::text::{Shown, Source, Span};
use change::{Anchor, Change};

/// The author of comments and changes.
const AUTHOR: &str = "morat";

/// A comment on a span of a Word document, and the changes that it proposes.
#[derive(Clone, Debug)]
pub struct Note {
    /// The span.
    pub span: Span<Shown>,
    /// The text of the comment.
    pub comment: String,
    /// Put before the text where the comment cannot stand at its span, because Word has no comments in that part.
    pub elsewhere: String,
    /// Put before the text where the span is in a text box.
    pub in_box: String,
    /// Replacements, in order and without overlap; empty for a comment only.
    pub changes: Vec<(Span<Shown>, String)>,
    /// Date and time in ISO 8601: `2026-11-26T12:00:00Z`.
    pub date: String,
}

/// A Word document with notes written into it.
#[derive(Clone, Debug, Default)]
pub struct Reviewed {
    /// The path of the file.
    pub bytes: Vec<u8>,
    /// How many comments were written.
    pub comments: usize,
    /// How many notes were written as tracked changes.
    pub changes: usize,
}

/// Writes notes into a Word document.
///
/// # Errors
/// If it is no Word document, cannot be packed again, or a part that is to be changed is not XML.
pub fn review(document: &Document<'_>, notes: &[Note]) -> Result<Reviewed, Problem> {
    let Some(package) = document.package.as_ref().filter(|_| document.format == Format::DOCX) else {
        return Err(Problem::new(
            "chỉ viết được ghi chú vào tệp Word .docx",
            "comments can be written into .docx files only",
        ));
    };
    match plain::plain(document.source.text(), package.parts())? {
        Some(text) => {
            let source = Source::of_text(text)?;
            write(&Document::read(source, Some(package.clone()), document.format, &document.options)?, package, notes)
        }
        None => write(document, package, notes),
    }
}

fn write(document: &Document<'_>, package: &Package<'_>, notes: &[Note]) -> Result<Reviewed, Problem> {
    let Some(view) = &document.view else { return Ok(Reviewed::default()) };
    let mut sheet = ReviewedParts::new(document.source.text(), package.parts())?;
    let comments = Comments::of(package)?;
    let first_id = comments.next_id;
    let mut comment_id = first_id;
    let mut written = String::new();
    let mut changed = 0;
    for note in notes {
        let letters = Anchor::of(view, &sheet, note.span);
        let changes: Vec<Change> =
            note.changes.iter().filter_map(|(span, new)| Change::of(view, &sheet, *span, new)).collect();
        let here = letters.clone().filter(|anchor| sheet.letters[anchor.first].is_commented());
        let boxed = letters.as_ref().is_some_and(|anchor| sheet.letters[anchor.first].boxed);
        let (place, at) = match &here {
            Some(_) => (here, ""),
            None if boxed => (sheet.in_body(letters), note.in_box.as_str()),
            None => (sheet.in_body(letters), note.elsewhere.as_str()),
        };
        if let Some(place) = place {
            sheet.comment(&place, comment_id);
            written.push_str(&comments.comment(
                comment_id,
                AUTHOR,
                &escaped(&note.date),
                &escaped(&[at, &note.comment].concat()),
            ));
            comment_id += 1;
        }
        if !changes.is_empty() && changes.len() == note.changes.len() {
            changed += 1;
            for change in changes {
                sheet.change(&change, &note.date);
            }
        }
    }
    let texts = sheet.write();
    let mut replaced: Vec<(&str, &str)> =
        package.parts().iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let counts = Reviewed { bytes: Vec::new(), comments: (comment_id - first_id) as usize, changes: changed };
    if written.is_empty() {
        return Ok(Reviewed { bytes: package.replace(&replaced, &[])?, ..counts });
    }
    let with_comments = comments.with(&written)?;
    let mut more = Vec::new();
    match &comments.text {
        Some(_) => replaced.push((&comments.name, &with_comments)),
        None => more.push((comments.name.as_str(), with_comments.as_str())),
    }
    let related = comments.related(package)?;
    for (name, was_there, text) in &related {
        if *was_there { replaced.push((name, text)) } else { more.push((name, text)) }
    }
    Ok(Reviewed { bytes: package.replace(&replaced, &more)?, ..counts })
}

/// Text as XML; characters that XML cannot have are left out.
fn escaped(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    xml::escape(&plain).map(|text| text.replace('"', "&quot;")).unwrap_or_default()
}

/// A run of text with the same properties.
struct Run {
    /// Range of its opening tag.
    tag: Range<usize>,
    properties: Range<usize>,
    /// The names for elements that are put before and behind it.
    names: Rc<ElementNames>,
}

/// A `w:t` element.
struct TextElement {
    /// Range of its content in the text of all parts; without the space that Word drops.
    content: Range<usize>,
    /// Range from the start of its opening tag to the end of its content.
    whole: Range<usize>,
    /// Range of its opening tag, its name without `t`, and its declarations of prefixes.
    tag: Range<usize>,
    prefix: Range<usize>,
    declares: String,
    /// The index of its run.
    run: usize,
    part: usize,
    /// The id of the note that contains it.
    note: Option<String>,
    /// Whether it is in a text box, in which Word has no comments.
    boxed: bool,
}

impl TextElement {
    /// Whether Word has comments here: in the body without its text boxes.
    fn is_commented(&self) -> bool {
        self.part == 0 && !self.boxed
    }
}

/// What is written at one position of a `w:t`.
#[derive(Default)]
struct Edits {
    /// Insertions with the properties of the run, behind the end of a deletion.
    inserted: Vec<String>,
    ended: Vec<u32>,
    begun: Vec<u32>,
    /// Ids of comments on an empty range.
    empty: Vec<u32>,
    /// The opening tag of a deletion that begins here.
    deletes: Option<String>,
    /// Whether a deletion ends here.
    kept: bool,
}

/// All parts, with what is written into them.
struct ReviewedParts<'t> {
    text: &'t str,
    runs: Vec<Run>,
    letters: Vec<TextElement>,
    /// By index of the `w:t` and offset in it.
    events: BTreeMap<(usize, usize), Edits>,
    /// For each note the index of the `w:t` before its reference in the body.
    references: HashMap<String, usize>,
    next_id: u32,
}

impl<'t> ReviewedParts<'t> {
    fn new(text: &'t str, names: &'t [String]) -> Result<ReviewedParts<'t>, Problem> {
        let mut sheet = ReviewedParts {
            text,
            runs: Vec::new(),
            letters: Vec::new(),
            events: BTreeMap::new(),
            references: HashMap::new(),
            next_id: 1,
        };
        for (number, (name, range)) in joined::places(text, names).enumerate() {
            if !is_page(name, &text[range.clone()]) {
                sheet.read(range, number, name)?;
            }
        }
        Ok(sheet)
    }

    fn read(&mut self, range: Range<usize>, part: usize, name: &'t str) -> Result<(), Problem> {
        let mut walk = Walk::new(self.text, range, name);
        // How many elements are open; at which depth the open runs began, the note, and the outermost text box.
        let mut depth = 0_usize;
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut note: Option<(usize, String)> = None;
        let mut boxed: Option<usize> = None;
        let mut names: Option<(Scope, Rc<ElementNames>)> = None;
        while let Some((item, range)) = walk.next()? {
            let Item::Open { tag, empty } = item else {
                if let Item::Close = item {
                    runs.pop_if(|(began, _)| *began == depth);
                    note = note.filter(|(began, _)| *began != depth);
                    boxed = boxed.filter(|began| *began != depth);
                    depth = depth.saturating_sub(1);
                }
                continue;
            };
            let id = tag.attribute("w:id").map(|id| id.into_owned());
            if let Some(number) = id.as_ref().and_then(|id| id.parse::<u32>().ok()) {
                self.next_id = self.next_id.max(number.saturating_add(1));
            }
            match tag.name() {
                "w:r" if !empty => {
                    let known = names.take().filter(|(scope, _)| scope.is(tag.outer()));
                    let (scope, own) =
                        known.unwrap_or_else(|| (tag.outer().clone(), Rc::new(ElementNames::of(tag.outer()))));
                    runs.push((depth + 1, self.runs.len()));
                    self.runs.push(Run { tag: range, properties: 0..0, names: Rc::clone(&own) });
                    names = Some((scope, own));
                }
                "w:rPr" if !empty => {
                    let end = walk.skip()?;
                    if let Some((_, run)) = runs.last().filter(|(began, _)| *began == depth) {
                        self.runs[*run].properties = range.start..end;
                    }
                    continue;
                }
                "w:footnote" | "w:endnote" if !empty => {
                    note = id.map(|id| (depth + 1, format!("{}{id}", tag.name())));
                }
                "w:txbxContent" if !empty => boxed = boxed.or(Some(depth + 1)),
                "w:footnoteReference" | "w:endnoteReference" => {
                    if let (Some(id), Some(before)) = (id, self.letters.len().checked_sub(1)) {
                        let kind = tag.name().trim_end_matches("Reference");
                        self.references.entry(format!("{kind}{id}")).or_insert(before);
                    }
                }
                "w:t" if !empty => {
                    let end = memchr::memchr(b'<', &self.text.as_bytes()[range.end..])
                        .map_or(self.text.len(), |at| range.end + at);
                    let keeps = tag.attribute("xml:space").as_deref() == Some("preserve");
                    let written = &self.text[range.end..end];
                    let kept = if keeps { written } else { written.trim_matches(xml::is_space) };
                    let lead = kept.as_ptr() as usize - written.as_ptr() as usize;
                    if let Some((_, run)) = runs.last() {
                        let name = range.start + 1;
                        self.letters.push(TextElement {
                            content: range.end + lead..range.end + lead + kept.len(),
                            whole: range.start..end,
                            prefix: name..name + tag.written().len() - 1,
                            declares: tag.declarations(),
                            tag: range,
                            run: *run,
                            part,
                            note: note.as_ref().map(|(_, note)| note.clone()),
                            boxed: boxed.is_some(),
                        });
                    }
                }
                _ => {}
            }
            depth += usize::from(!empty);
        }
        Ok(())
    }

    /// The index of the `w:t` that contains an offset of the text of all parts, or ends there.
    fn letters_at(&self, at: usize) -> Option<usize> {
        let index = self.letters.partition_point(|letters| letters.content.start <= at).checked_sub(1)?;
        (at <= self.letters[index].content.end).then_some(index)
    }

    /// The range in the body for a comment on something outside of it.
    fn in_body(&self, anchor: Option<Anchor>) -> Option<Anchor> {
        let beside = anchor.and_then(|Anchor { first, .. }| {
            let hung = self.letters[first].note.as_ref().and_then(|note| self.references.get(note)).copied();
            // A text box hangs on what stands before it.
            let before = || self.letters[..first].iter().rposition(TextElement::is_commented);
            hung.or_else(|| before().filter(|_| self.letters[first].part == 0))
        });
        let first = || self.letters.iter().position(|letters| letters.is_commented() && !letters.content.is_empty());
        let index = beside.or_else(first)?;
        let Range { start, end } = self.letters[index].content;
        Some(Anchor { first: index, start, last: index, end })
    }

    fn at(&mut self, letters: usize, at: usize) -> &mut Edits {
        self.events.entry((letters, at)).or_default()
    }

    fn comment(&mut self, anchor: &Anchor, id: u32) {
        if (anchor.first, anchor.start) == (anchor.last, anchor.end) {
            return self.at(anchor.first, anchor.start).empty.push(id);
        }
        self.at(anchor.first, anchor.start).begun.push(id);
        self.at(anchor.last, anchor.end).ended.push(id);
    }

    /// The opening tag of a tracked change around a run, and the names inside.
    fn changes(&mut self, letters: usize, kind: &str, date: &str) -> (String, Rc<ElementNames>) {
        self.next_id += 1;
        let id = (self.next_id - 1).to_string();
        let names = Rc::clone(&self.runs[self.letters[letters].run].names);
        (names.opened(kind, &[("id", &id), ("author", AUTHOR), ("date", date)]), names)
    }

    fn change(&mut self, change: &Change, date: &str) {
        let date = &escaped(date);
        for (letters, range) in &change.deleted {
            let (opened, _) = self.changes(*letters, "del", date);
            self.at(*letters, range.start).deletes = Some(opened);
            self.at(*letters, range.end).kept = true;
        }
        if !change.new.is_empty() {
            let (letters, at) = change.at;
            let (opened, names) = self.changes(letters, "ins", date);
            let run = [&self.begun(letters, "t"), escaped(&change.new).as_str(), &self.ended(letters, "t")].concat();
            self.at(letters, at).inserted.push([&opened, &*run, &names.closed("ins")].concat());
        }
    }

    /// The opening tag of text (`t` or `delText`) that keeps spaces.
    fn letters_tag(&self, letters: usize, kind: &str) -> String {
        let TextElement { prefix, declares, .. } = &self.letters[letters];
        format!("<{}{kind}{declares} xml:space=\"preserve\">", &self.text[prefix.clone()])
    }

    /// The XML that begins another run like that of a `w:t`, with text in it.
    fn begun(&self, letters: usize, kind: &str) -> String {
        let Run { tag, properties, .. } = &self.runs[self.letters[letters].run];
        [&self.text[tag.clone()], &self.text[properties.clone()], &self.letters_tag(letters, kind)].concat()
    }

    /// The XML that ends the text and its run.
    fn ended(&self, letters: usize, kind: &str) -> String {
        let tag = &self.text[self.runs[self.letters[letters].run].tag.clone()];
        let name = tag[1..].split(|c: char| xml::is_space(c) || c == '>').next().unwrap_or_default();
        format!("</{}{kind}></{name}>", &self.text[self.letters[letters].prefix.clone()])
    }

    /// The texts of the parts.
    fn write(&self) -> Vec<String> {
        let mut out = String::with_capacity(self.text.len() * 2);
        let mut copied = 0;
        let mut open: Option<(usize, bool)> = None;
        for ((index, at), event) in &self.events {
            let letters = &self.letters[*index];
            let names = &self.runs[letters.run].names;
            if open.is_none_or(|(other, _)| other != *index) {
                // The space that Word drops goes, and what is left keeps its own: a split text may end in one.
                out.push_str(&self.text[copied..letters.tag.start]);
                out.push_str(&self.letters_tag(*index, "t"));
                copied = letters.content.start;
                open = Some((*index, false));
            }
            out.push_str(&self.text[copied..*at]);
            copied = *at;
            let deleting = open.is_some_and(|(_, deleting)| deleting);
            if deleting {
                out.push_str(&self.ended(*index, "delText"));
                out.push_str(&names.closed("del"));
            } else {
                out.push_str(&self.ended(*index, "t"));
            }
            out.extend(event.inserted.iter().map(String::as_str));
            out.extend(event.ended.iter().map(|id| names.comment_ends(*id)));
            for id in &event.empty {
                out.push_str(&names.comment_begins(*id));
                out.push_str(&names.comment_ends(*id));
            }
            out.extend(event.begun.iter().map(|id| names.comment_begins(*id)));
            let goes_on = deleting && !event.kept;
            match &event.deletes {
                Some(opened) => out.push_str(&[opened, &*self.begun(*index, "delText")].concat()),
                // A comment begins or ends inside of what is deleted.
                None if goes_on => {
                    out.push_str(&[self.reopened(*index, *at), &self.begun(*index, "delText")].concat());
                }
                None => out.push_str(&self.begun(*index, "t")),
            }
            open = Some((*index, event.deletes.is_some() || goes_on));
            let next = self.events.range((*index, at + 1)..).next().map(|((next, _), _)| *next);
            if next != Some(*index) {
                out.push_str(&self.text[copied..letters.content.end]);
                copied = letters.whole.end;
            }
        }
        out.push_str(&self.text[copied..]);
        out.split(joined::BETWEEN).map(str::to_owned).collect()
    }

    /// The opening tag of the deletion that contains an offset of a `w:t`.
    fn reopened(&self, letters: usize, at: usize) -> &str {
        let before = self.events.range((letters, 0)..(letters, at)).rev();
        before.filter_map(|(_, event)| event.deletes.as_deref()).next().unwrap_or_default()
    }
}
