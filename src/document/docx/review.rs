//! Findings written into a Word document: as comments beside the text, and as tracked changes that an editor accepts or rejects.
//!
//! The text is never written anew. A run is split where a comment or a change begins or ends, by closing it there and opening
//! another with the same properties; what stands between keeps its letters, its references, its markup. Word allows comments in
//! the body only: what is found in notes, headers and footers is commented where they hang on the body.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::super::package;
use super::super::view::{Piece, View, same_back, same_front};
use super::super::xml::{self, Item, Walk};
use super::super::{Document, Note, Unreadable};
use super::comments::Comments;
use crate::text::{Shown, Span};

/// Who writes.
const AUTHOR: &str = "morat";

/// The document with notes written into it.
///
/// # Errors
/// If it cannot be packed again, or a part that is to be changed is not XML.
pub fn review(document: &Document<'_>, notes: &[Note]) -> Result<Vec<u8>, Unreadable> {
    let (Some(view), Some(package)) = (&document.view, &document.package) else {
        return Err(Unreadable::new(
            "chỉ viết được ghi chú vào tệp Word .docx",
            "comments can be written into .docx files only",
        ));
    };
    let text = document.source.text();
    let mut sheet = Sheet::new(text, package.parts())?;
    let comments = Comments::of(package)?;
    let mut comment_id = comments.next_id;
    let mut written = String::new();
    for note in notes {
        let letters = Anchor::of(view, &sheet, note.span);
        let in_body = letters.as_ref().is_some_and(|anchor| sheet.letters[anchor.first].is_commented());
        let changes: Vec<Change> =
            note.changes.iter().filter_map(|(span, new)| Change::of(view, &sheet, *span, new)).collect();
        let is_changed = !changes.is_empty() && changes.len() == note.changes.len();
        // A place that Word has no comments for, and a change that says what is meant.
        if let (Some(anchor), true) = (&letters, in_body || !is_changed) {
            let place = if in_body { Some(anchor.clone()) } else { sheet.in_body(anchor.first) };
            if let Some(place) = place {
                sheet.comment(&place, comment_id);
                written.push_str(&comment(comment_id, note)?);
                comment_id += 1;
            }
        }
        if is_changed {
            for change in changes {
                sheet.change(&change, &note.date)?;
            }
        }
    }
    let texts = sheet.write();
    let mut replaced: Vec<(&str, &str)> =
        package.parts().iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    if written.is_empty() {
        return package.replace(&replaced, &[]);
    }
    let with_comments = comments.with(&written);
    let mut more = Vec::new();
    match &comments.text {
        Some(_) => replaced.push((&comments.name, &with_comments)),
        None => more.push((comments.name.as_str(), with_comments.as_str())),
    }
    let related = comments.related(package)?;
    for (name, was_there, text) in &related {
        if *was_there { replaced.push((name, text)) } else { more.push((name, text)) }
    }
    package.replace(&replaced, &more)
}

fn comment(id: u32, note: &Note) -> Result<String, Unreadable> {
    let (text, date) = (escaped(&note.comment)?, escaped(&note.date)?);
    Ok(format!(
        "<w:comment w:id=\"{id}\" w:author=\"{AUTHOR}\" w:date=\"{date}\" w:initials=\"mo\"><w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p></w:comment>"
    ))
}

/// Text as XML; what XML cannot have is left out.
fn escaped(text: &str) -> Result<String, Unreadable> {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Ok(xml::escape(&plain).map(|text| text.replace('"', "&quot;")).unwrap_or_default())
}

/// The contents of a `w:t`.
struct Letters {
    /// In the text of all parts; without the space that Word drops.
    content: Range<usize>,
    /// From the start of the tag to the end of what is between the tags.
    whole: Range<usize>,
    /// The tag that opens it.
    tag: Range<usize>,
    /// The properties of its run.
    properties: Range<usize>,
    part: usize,
    /// The note that it is in, by its id.
    note: Option<String>,
    /// It is in a text box, in which Word has no comments.
    boxed: bool,
}

impl Letters {
    /// Whether Word has comments here: in the body, but for its text boxes.
    fn is_commented(&self) -> bool {
        self.part == 0 && !self.boxed
    }
}

/// What happens at a place in a `w:t`.
#[derive(Default)]
struct At {
    /// Text that comes in here, with the properties of its run: once what is deleted before has ended.
    inserted: Vec<String>,
    ended: Vec<u32>,
    begun: Vec<u32>,
    /// Comments of no letters at all.
    empty: Vec<u32>,
    /// What is deleted from here on: the tag that opens the deletion.
    deletes: Option<String>,
    /// A deletion ends here.
    kept: bool,
}

/// All parts, with what is to be written into them.
struct Sheet<'t> {
    text: &'t str,
    letters: Vec<Letters>,
    /// By the number of the letters, and the place in them.
    events: BTreeMap<(usize, usize), At>,
    /// Where in the body a note hangs: the letters before its reference.
    references: HashMap<String, usize>,
    next_id: u32,
}

/// Letters from a place in one `w:t` to a place in the same or another.
#[derive(Clone)]
struct Anchor {
    first: usize,
    start: usize,
    last: usize,
    end: usize,
}

/// Stretches that are deleted, and what is put behind the last one.
struct Change {
    deleted: Vec<(usize, Range<usize>)>,
    at: (usize, usize),
    new: String,
}

impl<'t> Sheet<'t> {
    fn new(text: &'t str, names: &'t [String]) -> Result<Sheet<'t>, Unreadable> {
        let mut sheet =
            Sheet { text, letters: Vec::new(), events: BTreeMap::new(), references: HashMap::new(), next_id: 1 };
        for (number, (name, range)) in package::places(text, names).enumerate() {
            sheet.read(range, number, name)?;
        }
        Ok(sheet)
    }

    fn read(&mut self, range: Range<usize>, part: usize, name: &'t str) -> Result<(), Unreadable> {
        let mut walk = Walk::new(self.text, range, name);
        let (mut properties, mut note) = (0..0, None);
        // How many elements are open inside of a note, and of a text box.
        let (mut in_note, mut in_box): (Option<usize>, Option<usize>) = (None, None);
        while let Some((item, range)) = walk.next()? {
            let Item::Open { tag, empty } = item else {
                if let Item::Close = item {
                    in_note = in_note.and_then(|depth| depth.checked_sub(1));
                    in_box = in_box.and_then(|depth| depth.checked_sub(1));
                    if in_note.is_none() {
                        note = None;
                    }
                }
                continue;
            };
            let id = tag.attribute("w:id").map(|id| id.into_owned());
            if let Some(number) = id.as_ref().and_then(|id| id.parse::<u32>().ok()) {
                self.next_id = self.next_id.max(number.saturating_add(1));
            }
            match tag.name() {
                "w:r" => properties = 0..0,
                "w:rPr" if !empty => {
                    properties = range.start..walk.skip()?;
                    continue;
                }
                "w:footnote" | "w:endnote" if !empty => {
                    (note, in_note) = (id.map(|id| format!("{}{id}", tag.name())), Some(0));
                    continue;
                }
                "w:txbxContent" if !empty && in_box.is_none() => {
                    in_box = Some(0);
                    in_note = in_note.map(|depth| depth + 1);
                    continue;
                }
                "w:footnoteReference" | "w:endnoteReference" => {
                    let (Some(id), Some(before)) = (id, self.letters.len().checked_sub(1)) else { continue };
                    let kind = tag.name().trim_end_matches("Reference");
                    self.references.entry(format!("{kind}{id}")).or_insert(before);
                }
                "w:t" if !empty => {
                    let end = memchr::memchr(b'<', &self.text.as_bytes()[range.end..])
                        .map_or(self.text.len(), |at| range.end + at);
                    let keeps = tag.attribute("xml:space").as_deref() == Some("preserve");
                    let written = &self.text[range.end..end];
                    let kept = if keeps { written } else { written.trim_matches(xml::is_space) };
                    let lead = kept.as_ptr() as usize - written.as_ptr() as usize;
                    // What is behind a CDATA section is not looked at.
                    if self.text[end..].starts_with("</") {
                        self.letters.push(Letters {
                            content: range.end + lead..range.end + lead + kept.len(),
                            whole: range.start..end,
                            tag: range,
                            properties: properties.clone(),
                            part,
                            note: note.clone(),
                            boxed: in_box.is_some(),
                        });
                    }
                }
                _ => {}
            }
            if !empty {
                in_note = in_note.map(|depth| depth + 1);
                in_box = in_box.map(|depth| depth + 1);
            }
        }
        Ok(())
    }

    /// The letters that a place in the text of all parts is in, or ends.
    fn letters_at(&self, at: usize) -> Option<usize> {
        let index = self.letters.partition_point(|letters| letters.content.start <= at).checked_sub(1)?;
        (at <= self.letters[index].content.end).then_some(index)
    }

    /// Where in the body something is commented that is not in it.
    fn in_body(&self, letters: usize) -> Option<Anchor> {
        let hung = self.letters[letters].note.as_ref().and_then(|note| self.references.get(note)).copied();
        // A text box hangs on what stands before it.
        let before = || self.letters[..letters].iter().rposition(Letters::is_commented);
        let beside = hung.or_else(|| before().filter(|_| self.letters[letters].part == 0));
        let first = || self.letters.iter().position(|letters| letters.is_commented() && !letters.content.is_empty());
        let index = beside.or_else(first)?;
        let Range { start, end } = self.letters[index].content;
        Some(Anchor { first: index, start, last: index, end })
    }

    fn at(&mut self, letters: usize, at: usize) -> &mut At {
        self.events.entry((letters, at)).or_default()
    }

    fn comment(&mut self, anchor: &Anchor, id: u32) {
        if (anchor.first, anchor.start) == (anchor.last, anchor.end) {
            return self.at(anchor.first, anchor.start).empty.push(id);
        }
        self.at(anchor.first, anchor.start).begun.push(id);
        self.at(anchor.last, anchor.end).ended.push(id);
    }

    fn change(&mut self, change: &Change, date: &str) -> Result<(), Unreadable> {
        let date = escaped(date)?;
        let mut by = |kind: &str| {
            self.next_id += 1;
            format!("<w:{kind} w:id=\"{}\" w:author=\"{AUTHOR}\" w:date=\"{date}\">", self.next_id - 1)
        };
        let opened: Vec<String> = change.deleted.iter().map(|_| by("del")).collect();
        let inserted = (!change.new.is_empty()).then(|| by("ins"));
        for ((letters, range), opened) in change.deleted.iter().zip(opened) {
            self.at(*letters, range.start).deletes = Some(opened);
            self.at(*letters, range.end).kept = true;
        }
        if let Some(inserted) = inserted {
            let (letters, at) = change.at;
            let properties = &self.text[self.letters[letters].properties.clone()];
            let new = escaped(&change.new)?;
            let run = format!("{inserted}<w:r>{properties}<w:t xml:space=\"preserve\">{new}</w:t></w:r></w:ins>");
            self.at(letters, at).inserted.push(run);
        }
        Ok(())
    }

    /// The texts of the parts.
    fn write(&self) -> Vec<String> {
        let mut out = String::with_capacity(self.text.len() * 2);
        let mut copied = 0;
        let mut open: Option<(usize, bool)> = None;
        for ((index, at), event) in &self.events {
            let letters = &self.letters[*index];
            if open.is_none_or(|(other, _)| other != *index) {
                // The space that Word drops goes, and what is left keeps its own: a split text may end in one.
                out.push_str(&self.text[copied..letters.tag.start]);
                out.push_str("<w:t xml:space=\"preserve\">");
                copied = letters.content.start;
                open = Some((*index, false));
            }
            out.push_str(&self.text[copied..*at]);
            copied = *at;
            let deleting = open.is_some_and(|(_, deleting)| deleting);
            out.push_str(if deleting { "</w:delText></w:r></w:del>" } else { "</w:t></w:r>" });
            out.extend(event.inserted.iter().map(String::as_str));
            out.extend(event.ended.iter().map(|id| ended(*id)));
            for id in &event.empty {
                out.push_str(&begun(*id));
                out.push_str(&ended(*id));
            }
            out.extend(event.begun.iter().map(|id| begun(*id)));
            let properties = &self.text[letters.properties.clone()];
            let goes_on = deleting && !event.kept;
            match &event.deletes {
                Some(opened) => out.push_str(&format!("{opened}<w:r>{properties}<w:delText xml:space=\"preserve\">")),
                // A comment begins or ends inside of what is deleted.
                None if goes_on => {
                    let again = self.reopened(*index, *at);
                    out.push_str(&format!("{again}<w:r>{properties}<w:delText xml:space=\"preserve\">"));
                }
                None => out.push_str(&format!("<w:r>{properties}<w:t xml:space=\"preserve\">")),
            }
            open = Some((*index, event.deletes.is_some() || goes_on));
            let next = self.events.range((*index, at + 1)..).next().map(|((next, _), _)| *next);
            if next != Some(*index) {
                out.push_str(&self.text[copied..letters.content.end]);
                copied = letters.whole.end;
            }
        }
        out.push_str(&self.text[copied..]);
        out.split(package::BETWEEN).map(str::to_owned).collect()
    }

    /// The tag of the deletion that a place in some letters is in.
    fn reopened(&self, letters: usize, at: usize) -> &str {
        let before = self.events.range((letters, 0)..(letters, at)).rev();
        before.filter_map(|(_, event)| event.deletes.as_deref()).next().unwrap_or_default()
    }
}

fn begun(id: u32) -> String {
    format!("<w:commentRangeStart w:id=\"{id}\"/>")
}

fn ended(id: u32) -> String {
    format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>")
}

impl Anchor {
    /// The letters of a span; of one that has none, the place beside it.
    fn of(view: &View, sheet: &Sheet<'_>, span: Span<Shown>) -> Option<Anchor> {
        let prose = prose(view, span);
        let (start, end) = match (prose.first(), prose.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => {
                let at = view.to_decoded(Span::new(span.start(), span.start())).start() as usize;
                (at, at)
            }
        };
        let first = sheet.letters_at(start)?;
        let last = if start == end { first } else { sheet.letters_at(end).filter(|last| *last >= first)? };
        Some(Anchor { first, start, last, end })
    }
}

/// The pieces that a span has letters of, each with which.
fn pieces(view: &View, span: Span<Shown>) -> impl Iterator<Item = (&Piece, Span<Shown>)> {
    let from = view.pieces.partition_point(|piece| piece.shown < span.start()).saturating_sub(1);
    let pieces = view.pieces.iter().enumerate().skip(from).take_while(move |(_, piece)| piece.shown < span.end());
    pieces.filter_map(move |(index, piece)| {
        let (start, end) = (piece.shown.max(span.start()), view.end_of(index).min(span.end()));
        (start < end).then(|| (piece, Span::new(start, end)))
    })
}

/// The stretches of the parts' text that a span shows, piece by piece.
fn prose(view: &View, span: Span<Shown>) -> Vec<Range<usize>> {
    let prose = pieces(view, span).filter(|(piece, _)| piece.is_prose());
    prose.map(|(_, letters)| view.to_decoded(letters).range()).collect()
}

impl Change {
    /// A replacement of whole words; `None` if it is of something that Word cannot track.
    fn of(view: &View, sheet: &Sheet<'_>, span: Span<Shown>, new: &str) -> Option<Change> {
        let (span, new) = words(&view.text, span, new);
        let stretches = prose(view, span);
        // A tab or a picture in between has no letters to strike out.
        let broken = pieces(view, span).any(|(piece, _)| !piece.is_prose() && piece.shown >= span.start());
        if broken || stretches.is_empty() && !span.is_empty() {
            return None;
        }
        let mut deleted: Vec<(usize, Range<usize>)> = Vec::new();
        for stretch in stretches {
            let letters =
                sheet.letters_at(stretch.start).filter(|index| sheet.letters[*index].content.end >= stretch.end);
            // Where one `w:t` ends another may begin.
            let letters = match letters {
                Some(index) if sheet.letters[index].content.end == stretch.start && !stretch.is_empty() => index + 1,
                Some(index) => index,
                None => return None,
            };
            match deleted.last_mut().filter(|(last, range)| *last == letters && range.end == stretch.start) {
                Some((_, range)) => range.end = stretch.end,
                None => deleted.push((letters, stretch)),
            }
        }
        let at = match deleted.last() {
            Some((letters, range)) => (*letters, range.end),
            None => {
                let at = view.to_decoded(span).start() as usize;
                (sheet.letters_at(at)?, at)
            }
        };
        Some(Change { deleted, at, new: new.to_owned() })
    }
}

/// A replacement without the words that it leaves as they are at either end.
fn words<'r>(text: &str, span: Span<Shown>, new: &'r str) -> (Span<Shown>, &'r str) {
    let old = &text[span.range()];
    let front = same_front(old, new);
    let front = if front == old.len().min(new.len()) { front } else { old[..front].rfind(' ').map_or(0, |at| at + 1) };
    let (old, new) = (&old[front..], &new[front..]);
    let back = same_back(old, new);
    let rest = &old[old.len() - back..];
    let back = if back == old.len().min(new.len()) { back } else { rest.find(' ').map_or(0, |at| rest.len() - at) };
    let start = span.start() + front as u32;
    (Span::new(start, span.end() - back as u32), &new[..new.len() - back])
}
