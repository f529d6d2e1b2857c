//! The text that a document shows, with the map back to the text of its file.

use std::borrow::Cow;

use super::escaping::{Escaping, READ_ONLY};
use crate::text::{Decoded, Shown, Span};

/// How a piece of shown text relates to the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Letter by letter.
    Verbatim,
    /// As a whole: the file spells it in another way.
    Respelled,
    /// Text that the file has no letters for: a tab, a line break. No edit can replace it.
    Generated,
    /// Opaque: no prose.
    Opaque,
    /// A comment for morat: no prose, but it may be changed.
    Comment,
    /// Not in the file at all: a break between two blocks.
    Break,
}

/// A stretch of the shown text. It ends where the next one begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub shown: u32,
    pub decoded: u32,
    /// Length in bytes of the decoded text.
    pub len: u32,
    pub kind: Origin,
    pub escaping: &'static Escaping,
}

impl Piece {
    /// Whether rules check it and edits may replace it.
    pub fn is_prose(self) -> bool {
        matches!(self.kind, Origin::Verbatim | Origin::Respelled)
    }

    fn decoded_end(self) -> u32 {
        self.decoded + self.len
    }
}

/// A position in a container: part and paragraph.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ContainerPosition {
    /// The part: the name of a file inside the container, or `page-3`.
    pub part: String,
    /// The number of the paragraph in that part, counted from 1.
    pub paragraph: u32,
}

/// The break between two blocks.
const BREAK: &str = "\n\n";

/// The text of a document with its pieces, which cover it in order; their ranges in the file may be in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    pub text: String,
    pub pieces: Vec<Piece>,
    /// The spans that are no prose, in order.
    pub opaque: Vec<Span<Shown>>,
    /// The spans in links and in quotations that the format marks, in order.
    pub cited: Vec<Span<Shown>>,
    /// For a text inside of another format: the escaping of that format.
    pub outer: Option<&'static Escaping>,
    parts: Vec<String>,
    /// The offset in the shown text, the number of the part, and the number of the paragraph from there on.
    places: Vec<(u32, u16, u32)>,
    pub wants_break: bool,
    pub next_place: Option<(u16, u32)>,
}

impl View {
    /// The number of a part, by its name.
    pub fn part(&mut self, name: &str) -> u16 {
        let at = self.parts.iter().rposition(|known| known == name).unwrap_or_else(|| {
            self.parts.push(name.to_owned());
            self.parts.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// Shows the break that was asked for, and records the position. `decoded` is the offset in the file of what
    /// follows.
    pub fn open(&mut self, decoded: u32) {
        if std::mem::take(&mut self.wants_break) {
            let shown = self.text.len() as u32;
            self.pieces.push(Piece { shown, decoded, len: 0, kind: Origin::Break, escaping: &READ_ONLY });
            self.text.push_str(BREAK);
        }
        if let Some((part, paragraph)) = self.next_place.take() {
            self.places.push((self.text.len() as u32, part, paragraph));
        }
    }

    /// The part and paragraph of a byte of the shown text.
    pub fn place(&self, at: u32) -> Option<ContainerPosition> {
        let (_, part, paragraph) = self.places[self.places.partition_point(|place| place.0 <= at).checked_sub(1)?];
        Some(ContainerPosition { part: self.parts.get(part as usize)?.clone(), paragraph })
    }

    /// Whether a span of the file is exactly a comment for morat.
    pub fn is_comment(&self, span: Span<Shown>, decoded: Span<Decoded>) -> bool {
        let last = span.end().saturating_sub(1).max(span.start());
        let is = |piece: &Piece| piece.kind == Origin::Comment && piece.decoded == decoded.start();
        let near = self.pieces.get(self.piece_at(span.start())..=self.piece_at(last));
        near.unwrap_or_default().iter().any(|piece| is(piece) && piece.decoded_end() == decoded.end())
    }

    /// The index of the piece that contains a byte.
    fn piece_at(&self, at: u32) -> usize {
        self.pieces.partition_point(|piece| piece.shown <= at).saturating_sub(1)
    }

    /// The offset at which a piece ends.
    pub fn end_of(&self, piece: usize) -> u32 {
        self.pieces.get(piece + 1).map_or(self.text.len() as u32, |next| next.shown)
    }

    fn text_of(&self, piece: usize) -> &str {
        &self.text[self.pieces[piece].shown as usize..self.end_of(piece) as usize]
    }

    /// The span in the text of the file. A span that contains part of a respelled piece gets the whole of it.
    pub fn to_decoded(&self, span: Span<Shown>) -> Span<Decoded> {
        if self.pieces.is_empty() {
            return Span::new(0, 0);
        }
        if span.is_empty() {
            let at = self.insertion(span.start()).map_or_else(|| self.start(span.start()), |(at, _)| at);
            return Span::new(at, at);
        }
        let (start, end) = (self.start(span.start()), self.end(span.end()));
        Span::new(start.min(end), end.max(start))
    }

    fn start(&self, at: u32) -> u32 {
        let piece = self.pieces[self.piece_at(at)];
        match piece.kind {
            Origin::Verbatim => (piece.decoded + (at - piece.shown)).min(piece.decoded_end()),
            _ => piece.decoded,
        }
    }

    fn end(&self, at: u32) -> u32 {
        let piece = self.pieces[self.piece_at(at - 1)];
        match piece.kind {
            Origin::Verbatim => piece.decoded + (at - piece.shown),
            _ => piece.decoded_end(),
        }
    }

    /// The offset in the file at which text is inserted, and its escaping: behind the prose before, or else before the
    /// prose behind. Behind white space it is the other way round: there may be markup between that and the word.
    fn insertion(&self, at: u32) -> Option<(u32, &'static Escaping)> {
        let next = self.pieces.get(self.piece_at(at)).filter(|next| next.is_prose() && next.shown == at);
        if let Some(next) = next.filter(|_| self.text[..at as usize].ends_with(char::is_whitespace)) {
            return Some((next.decoded, next.escaping));
        }
        if let Some(before) =
            at.checked_sub(1).map(|at| self.pieces[self.piece_at(at)]).filter(|piece| piece.is_prose())
        {
            return Some((self.end(at), before.escaping));
        }
        next.map(|next| (next.decoded, next.escaping))
    }

    /// The edits of the file's text that replace a span of the shown text, none of which touches markup; `None` if they
    /// would change what is no prose, or if the new text cannot be escaped.
    pub fn edits(&self, span: Span<Shown>, replacement: &str) -> Option<Vec<(Span<Decoded>, String)>> {
        let (span, new) = trimmed(&self.text, span, replacement);
        if span.is_empty() {
            if new.is_empty() {
                return Some(Vec::new());
            }
            // Inside of a spelled piece there is no place between two letters.
            let inside = self.pieces.get(self.piece_at(span.start()));
            let inside = inside.filter(|piece| piece.kind == Origin::Respelled && piece.shown < span.start());
            if inside.is_none() {
                // A letter that is put behind the spelling of another, `\dj`, could be taken for part of it: both are written anew.
                let before = span.start().checked_sub(1).map(|at| self.piece_at(at));
                let before = before.filter(|before| self.pieces[*before].kind == Origin::Respelled);
                if let Some(before) = before.filter(|before| !self.text_of(*before).ends_with(char::is_whitespace)) {
                    let place = self.pieces[before];
                    let spelled = self.written(&[self.text_of(before), new].concat(), place.escaping)?;
                    return Some(vec![(Span::new(place.decoded, place.decoded_end()), spelled)]);
                }
                let (at, escaping) = self.insertion(span.start())?;
                return Some(vec![(Span::new(at, at), self.written(new, escaping)?)]);
            }
        }
        let first = self.piece_at(span.start());
        let last = if span.is_empty() { first } else { self.piece_at(span.end() - 1) };
        // Where a remark goes, the break beside it goes with it: there is nothing in the file for that.
        let removes_remark = new.is_empty()
            && (first..=last).any(|piece| {
                let place = self.pieces[piece];
                place.kind == Origin::Comment && span.start() <= place.shown && self.end_of(piece) <= span.end()
            });
        let mut edits = Vec::new();
        for (piece, share) in (first..=last).zip(self.shares(first..=last, span, new)) {
            let place = self.pieces[piece];
            let part = span.start().max(place.shown)..span.end().min(self.end_of(piece)).max(place.shown);
            let old = &self.text[part.start as usize..part.end as usize];
            if old == share {
                continue;
            }
            let at = |shown: u32| place.decoded + (shown - place.shown);
            match place.kind {
                Origin::Break if removes_remark => continue,
                Origin::Comment if !share.contains(['<', '>', '-']) || old.contains(&share) => {
                    edits.push((Span::new(at(part.start), at(part.end)), share));
                    continue;
                }
                _ if !place.is_prose() => return None,
                _ => {}
            }
            edits.push(match place.kind {
                Origin::Verbatim => (Span::new(at(part.start), at(part.end)), self.written(&share, place.escaping)?),
                _ => {
                    let whole = self.text_of(piece);
                    let before = &whole[..(part.start - place.shown) as usize];
                    let after = &whole[(part.end - place.shown) as usize..];
                    let spelled = self.written(&[before, &share, after].concat(), place.escaping)?;
                    (Span::new(place.decoded, place.decoded_end()), spelled)
                }
            });
        }
        Some(edits)
    }

    /// Words as the file spells them; `None` if they cannot be escaped.
    fn written(&self, words: &str, escaping: &Escaping) -> Option<String> {
        let written = escaping.write(words)?;
        match self.outer {
            Some(outer) => outer.write(&written).map(Cow::into_owned),
            None => Some(written.into_owned()),
        }
    }

    /// Distributes a replacement over the pieces of its span: each letter that stays stays in its piece, and a new
    /// letter goes to the piece of the letter before it.
    fn shares(&self, pieces: std::ops::RangeInclusive<usize>, span: Span<Shown>, new: &str) -> Vec<String> {
        let first = *pieces.start();
        let count = pieces.clone().count();
        let mut shares = vec![String::new(); count];
        if count == 1 {
            shares[0].push_str(new);
            return shares;
        }
        let old: Vec<(char, usize)> = self.text[span.range()]
            .char_indices()
            .map(|(at, c)| (c, self.piece_at(span.start() + at as u32) - first))
            .collect();
        let new: Vec<char> = new.chars().collect();
        for (c, piece) in new.iter().zip(aligned(&old, &new)) {
            shares[piece].push(*c);
        }
        shares
    }
}

/// The most pairs of letters that are compared; a longer replacement goes into its first piece as a whole.
const MOST_PAIRS: usize = 1 << 20;

/// For each new letter the piece that it goes to, by the cheapest way from old to new: a letter that stays or takes the place
/// of another is in that one's piece, one that is new in the piece of the letter before it.
fn aligned(old: &[(char, usize)], new: &[char]) -> Vec<usize> {
    let columns = new.len() + 1;
    if old.len() * columns > MOST_PAIRS {
        return vec![old.first().map_or(0, |(_, piece)| *piece); new.len()];
    }
    // The cost from each pair of places to the ends: one for a letter put in, taken out or exchanged.
    let mut cost = vec![0_u32; (old.len() + 1) * columns];
    for row in (0..=old.len()).rev() {
        for column in (0..columns).rev() {
            let at = row * columns + column;
            cost[at] = match (old.get(row), new.get(column)) {
                (None, _) => (new.len() - column) as u32,
                (_, None) => (old.len() - row) as u32,
                (Some((was, _)), Some(is)) if was == is => cost[at + columns + 1],
                _ => 1 + cost[at + columns + 1].min(cost[at + columns]).min(cost[at + 1]),
            };
        }
    }
    let mut pieces = Vec::with_capacity(new.len());
    let (mut row, mut column) = (0, 0);
    while column < new.len() {
        let at = row * columns + column;
        match old.get(row) {
            Some((was, piece)) if *was == new[column] || cost[at] == 1 + cost[at + columns + 1] => {
                pieces.push(*piece);
                (row, column) = (row + 1, column + 1);
            }
            Some(_) if cost[at] == 1 + cost[at + columns] => row += 1,
            here => {
                let before = row.checked_sub(1).map(|before| old[before].1);
                pieces.push(before.or(here.map(|(_, piece)| *piece)).unwrap_or(0));
                column += 1;
            }
        }
    }
    pieces
}

/// A replacement without the letters that are unchanged at either end.
fn trimmed<'r>(text: &str, span: Span<Shown>, replacement: &'r str) -> (Span<Shown>, &'r str) {
    let old = &text[span.range()];
    let front = same_front(old, replacement);
    let (old, new) = (&old[front..], &replacement[front..]);
    let back = same_back(old, new);
    let start = span.start() + front as u32;
    (Span::new(start, span.end() - back as u32), &new[..new.len() - back])
}

/// How many bytes two texts have in common at the front.
pub(super) fn same_front(one: &str, other: &str) -> usize {
    same(one.chars().zip(other.chars()))
}

/// How many bytes two texts have in common at the back.
pub(super) fn same_back(one: &str, other: &str) -> usize {
    same(one.chars().rev().zip(other.chars().rev()))
}

fn same(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum()
}
