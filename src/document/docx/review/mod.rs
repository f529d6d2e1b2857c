//! Findings written into a Word document: as comments beside the text, and as tracked changes that an editor accepts or rejects.
//!
//! The text is never written anew. A run is split where a comment or a change begins or ends, by closing it there and opening
//! another with the same properties; what stands between keeps its letters, its references, its markup. Word allows comments in
//! the body only: what is found in notes, headers and text boxes is commented where they hang on the body, and the comment says
//! where it belongs.

mod change;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::rc::Rc;

use super::comments::Comments;
use super::hand::Hand;
use super::parts::is_page;
use super::plain;
use crate::document::joined;
use crate::document::package::Package;
use crate::document::xml::{self, Item, Scope, Walk};
use crate::document::{Document, Format};
use crate::problem::Problem;
use crate::text::{Shown, Source, Span};
use change::{Anchor, Change};

/// Who writes.
const AUTHOR: &str = "morat";

/// Something to be said of a place in a Word document, and what is to be changed there.
#[derive(Clone, Debug)]
pub struct Note {
    /// The place.
    pub span: Span<Shown>,
    /// What is said.
    pub comment: String,
    /// What goes before it where the comment cannot stand at its place, because that is in no part that Word comments.
    pub elsewhere: String,
    /// What goes before it where the place is in a text box.
    pub in_box: String,
    /// Replacements, in order and without overlap; none where there is only something to say.
    pub changes: Vec<(Span<Shown>, String)>,
    /// The moment, as ISO 8601 has it: `2026-11-26T12:00:00Z`.
    pub date: String,
}

/// A Word document with notes written into it.
#[derive(Clone, Debug, Default)]
pub struct Reviewed {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many comments have been written.
    pub comments: usize,
    /// How many notes have become changes to accept or reject.
    pub changes: usize,
}

/// A Word document with notes written into it: comments, and changes to be accepted or rejected.
///
/// # Errors
/// If it is none, cannot be packed again, or a part that is to be changed is not XML.
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
    let mut sheet = Sheet::new(document.source.text(), package.parts())?;
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

/// Text as XML; what XML cannot have is left out.
fn escaped(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    xml::escape(&plain).map(|text| text.replace('"', "&quot;")).unwrap_or_default()
}

/// A run, in which letters stand.
struct Run {
    /// The tag that opens it.
    tag: Range<usize>,
    properties: Range<usize>,
    /// How what is put before and behind it is named.
    hand: Rc<Hand>,
}

/// The contents of a `w:t`.
struct Letters {
    /// In the text of all parts; without the space that Word drops.
    content: Range<usize>,
    /// From the start of the tag to the end of what is between the tags.
    whole: Range<usize>,
    /// The tag that opens it, its name without `t`, and what it says of prefixes.
    tag: Range<usize>,
    prefix: Range<usize>,
    declares: String,
    /// The number of its run.
    run: usize,
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
    runs: Vec<Run>,
    letters: Vec<Letters>,
    /// By the number of the letters, and the place in them.
    events: BTreeMap<(usize, usize), At>,
    /// Where in the body a note hangs: the letters before its reference.
    references: HashMap<String, usize>,
    next_id: u32,
}

impl<'t> Sheet<'t> {
    fn new(text: &'t str, names: &'t [String]) -> Result<Sheet<'t>, Problem> {
        let mut sheet = Sheet {
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
        let mut hand: Option<(Scope, Rc<Hand>)> = None;
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
                    let known = hand.take().filter(|(scope, _)| scope.is(tag.outer()));
                    let (scope, own) = known.unwrap_or_else(|| (tag.outer().clone(), Rc::new(Hand::of(tag.outer()))));
                    runs.push((depth + 1, self.runs.len()));
                    self.runs.push(Run { tag: range, properties: 0..0, hand: Rc::clone(&own) });
                    hand = Some((scope, own));
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
                        self.letters.push(Letters {
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

    /// The letters that a place in the text of all parts is in, or ends.
    fn letters_at(&self, at: usize) -> Option<usize> {
        let index = self.letters.partition_point(|letters| letters.content.start <= at).checked_sub(1)?;
        (at <= self.letters[index].content.end).then_some(index)
    }

    /// Where in the body something is commented that is not in it, or in no text that Word comments.
    fn in_body(&self, anchor: Option<Anchor>) -> Option<Anchor> {
        let beside = anchor.and_then(|Anchor { first, .. }| {
            let hung = self.letters[first].note.as_ref().and_then(|note| self.references.get(note)).copied();
            // A text box hangs on what stands before it.
            let before = || self.letters[..first].iter().rposition(Letters::is_commented);
            hung.or_else(|| before().filter(|_| self.letters[first].part == 0))
        });
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

    /// What opens a wrapper around a run, of changes.
    fn changes(&mut self, letters: usize, kind: &str, date: &str) -> (String, Rc<Hand>) {
        self.next_id += 1;
        let id = (self.next_id - 1).to_string();
        let hand = Rc::clone(&self.runs[self.letters[letters].run].hand);
        (hand.opened(kind, &[("id", &id), ("author", AUTHOR), ("date", date)]), hand)
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
            let (opened, hand) = self.changes(letters, "ins", date);
            let run = [&self.begun(letters, "t"), escaped(&change.new).as_str(), &self.ended(letters, "t")].concat();
            self.at(letters, at).inserted.push([&opened, &*run, &hand.closed("ins")].concat());
        }
    }

    /// The tag of letters, `t` or `delText`, in which space counts.
    fn letters_tag(&self, letters: usize, kind: &str) -> String {
        let Letters { prefix, declares, .. } = &self.letters[letters];
        format!("<{}{kind}{declares} xml:space=\"preserve\">", &self.text[prefix.clone()])
    }

    /// What begins another run like that of some letters, with letters in it.
    fn begun(&self, letters: usize, kind: &str) -> String {
        let Run { tag, properties, .. } = &self.runs[self.letters[letters].run];
        [&self.text[tag.clone()], &self.text[properties.clone()], &self.letters_tag(letters, kind)].concat()
    }

    /// What ends letters and their run.
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
            let hand = &self.runs[letters.run].hand;
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
                out.push_str(&hand.closed("del"));
            } else {
                out.push_str(&self.ended(*index, "t"));
            }
            out.extend(event.inserted.iter().map(String::as_str));
            out.extend(event.ended.iter().map(|id| hand.comment_ends(*id)));
            for id in &event.empty {
                out.push_str(&hand.comment_begins(*id));
                out.push_str(&hand.comment_ends(*id));
            }
            out.extend(event.begun.iter().map(|id| hand.comment_begins(*id)));
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

    /// The tag of the deletion that a place in some letters is in.
    fn reopened(&self, letters: usize, at: usize) -> &str {
        let before = self.events.range((letters, 0)..(letters, at)).rev();
        before.filter_map(|(_, event)| event.deletes.as_deref()).next().unwrap_or_default()
    }
}
