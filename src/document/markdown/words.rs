//! Words, notes and tags in a line of Markdown.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::super::coverage::Reason;
use super::super::draft::Draft;
use super::super::html;
use super::inline::{self, Show};
use super::outline::Outline;
use super::{MarkdownPage, PROSE};

impl MarkdownPage<'_> {
    /// Text in a line.
    pub(super) fn words(
        &mut self,
        shown: &CowStr<'_>,
        range: Range<usize>,
        outline: &Outline<'_>,
        draft: &mut Draft<'_>,
    ) {
        if self.images > 0 {
            self.alternatives.push(Some((range, shown.to_string())));
            return;
        }
        draft.escaping(&PROSE);
        let written = &self.text[range.clone()];
        if &**shown != written || range.start == range.end {
            return self.spell(shown, range, draft);
        }
        match self.directive(range.start) {
            Some(title) => {
                draft.block();
                self.inline(title, outline, draft);
                self.passed = range.start + self.line(range.start).len();
                self.breaks = true;
            }
            None => self.text_of(range, draft),
        }
    }

    /// Where the title of a directive is in whose line a place is, if nothing but its marks stands before that place: some of
    /// them may have been taken for the mark of a definition.
    fn directive(&self, at: usize) -> Option<Range<usize>> {
        let before = self.text[..at].trim_end_matches([' ', '\t', '>', ':']);
        if !before.is_empty() && !before.ends_with('\n') {
            return None;
        }
        let line = self.line(before.len());
        let lead = before.len() + (line.len() - line.trim_start_matches([' ', '\t', '>']).len());
        inline::directive(self.line(lead)).map(|(start, title)| lead + start..lead + start + title)
    }

    /// Text that is shown as it stands, but for what in it is no words.
    pub(super) fn text_of(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        draft.escaping(&PROSE);
        let bytes = self.text.as_bytes();
        let mut said = range.start;
        let mut at = said;
        while at < range.end {
            let closes = self.closing.filter(|(start, _)| *start == at);
            let special = match closes {
                Some((start, end)) => Some(inline::Special { start, end, show: Show::Hidden }),
                None if inline::may_begin(bytes[at]) => inline::special(self.text, at, self.line(at)),
                None => None,
            };
            let Some(special) = special else {
                at += 1;
                continue;
            };
            let length = special.end - at;
            self.say(said..special.start.max(said), draft);
            let mut end = special.end;
            match special.show {
                Show::Hidden => self.unseen = end,
                Show::Titles => self.breaks = true,
                Show::Held => draft.show_opaque(special.start..end),
                Show::Named(start, behind) => {
                    draft.show_opaque(special.start..end);
                    self.closing = Some((start, behind));
                }
                Show::Code => {
                    draft.show_opaque(special.start..end);
                    if let Some((close, shown)) = self.pairs.end(self.text, at, length) {
                        if shown {
                            draft.skip(end..close, Reason::Code);
                        }
                        end = close;
                    }
                }
            }
            // What is no words may reach past this stretch, and look like other things there.
            self.passed = self.passed.max(end);
            (said, at) = (end, end);
        }
        self.say(said..range.end.max(said), draft);
    }

    /// The mark of a note. Behind a word it is nothing, and the word goes on to the next; elsewhere it stands for one.
    pub(super) fn note(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        let clings = !draft.is_at_block() && !draft.text().ends_with(char::is_whitespace);
        if !clings || self.text[range.end..].starts_with(char::is_alphanumeric) {
            draft.object(range);
        }
    }

    /// Shows what the parser made of a stretch, where that is not what stands there.
    pub(super) fn spell(&self, shown: &str, range: Range<usize>, draft: &mut Draft<'_>) {
        match shown == &self.text[range.clone()] {
            true => self.say(range, draft),
            false => draft.show_respelled(range, shown),
        }
    }

    /// Shows a stretch as it stands there: with the backslash that was before it.
    pub(super) fn say(&self, range: Range<usize>, draft: &mut Draft<'_>) {
        let Range { mut start, end } = range;
        // Between two spaces there was something that nobody sees; one of them is enough.
        let spaced = draft.is_at_block() || self.unseen == start && draft.text().ends_with([' ', '\n']);
        if spaced {
            start += self.text[start..end].len() - self.text[start..end].trim_start_matches([' ', '\t']).len();
        }
        let bytes = self.text.as_bytes();
        let escaped = start.checked_sub(1).filter(|before| bytes[*before] == b'\\' && *before >= draft.end());
        match (escaped, self.text[start..end].chars().next()) {
            (Some(before), Some(c)) if c.is_ascii_punctuation() => {
                draft.show_respelled(before..start + 1, &self.text[start..=start]);
                draft.show(start + 1..end);
            }
            _ => draft.show(start..end),
        }
    }

    /// A tag of HTML in a line.
    pub(super) fn tag(&mut self, range: Range<usize>, draft: &mut Draft<'_>) {
        if self.images > 0 {
            return;
        }
        let tag = &self.text[range.clone()];
        if tag.starts_with("<!--") {
            // In these morat is spoken to.
            match tag.contains("morat") {
                true => draft.show_comment(range),
                false => self.unseen = range.end,
            }
            return;
        }
        match inline::tag(tag) {
            inline::Markup::Nothing => {
                let close = format!("</{}>", inline::tag_name(tag).0);
                let whole = range.start..range.end + close.len();
                if self.text[range.end..].starts_with(&close) {
                    self.passed = whole.end;
                    self.unseen = whole.end;
                    if html::stands_for_a_word(self.text, &whole, draft) {
                        draft.object(whole);
                    }
                }
            }
            inline::Markup::Break => draft.show_generated(range, "\n"),
            inline::Markup::Block => draft.block(),
            inline::Markup::Thing => draft.show_opaque(range),
            inline::Markup::Hides => {
                let (name, _) = inline::tag_name(tag);
                let (behind, close) = (self.behind(range.end), format!("</{name}"));
                let ends = behind.find(&close).and_then(|at| Some((at, at + behind[at..].find('>')? + 1)));
                let (inside, end) = ends.unwrap_or_default();
                draft.skip_code(range.end..range.end + inside);
                let end = range.end + end;
                draft.show_opaque(range.start..end);
                self.passed = end;
            }
        }
    }

    /// From a place on as far as its paragraph may reach.
    fn behind(&self, at: usize) -> &str {
        const FARTHEST: usize = 4 << 10;
        let text = &self.text[at..self.text.floor_char_boundary(self.text.len().min(at + FARTHEST))];
        text.find("\n\n").map_or(text, |end| &text[..end])
    }
}
