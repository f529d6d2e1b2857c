//! A document: the text that a file shows, its map back to the file, and edits of it.

use std::borrow::Cow;
use std::sync::Arc;

use super::coverage::{Coverage, Reason, Words};
use super::draft::Draft;
use super::format::{Content, Format, Options};
use super::package::Package;
use super::text;
use super::view::{ContainerPosition, View};
use crate::problem::Problem;
use crate::text::{DecodeError, Decoded, File, Shown, Source, Span};

/// A file that was read: the text that it shows, with the map back.
#[derive(Clone, Debug)]
pub struct Document<'b> {
    pub(super) format: Format,
    pub(super) options: Arc<Options>,
    /// The text of the file; for a container, the texts of its parts.
    pub(super) source: Source<'b>,
    pub(super) package: Option<Package<'b>>,
    /// `None` if all text of the file is shown.
    pub(super) view: Option<View>,
    /// In plain text, the spans that are no prose.
    comments: Vec<Span<Shown>>,
    /// The words that the reader skipped.
    skipped: Coverage,
}

/// The span that is removed together with a comment: its line, if nothing else is in it, and one of two empty lines
/// around that.
fn with_its_line(text: &str, comment: Span<Decoded>) -> Span<Decoded> {
    let blank = [' ', '\t', '\r'];
    let before = text[..comment.start() as usize].trim_end_matches(blank);
    let after = text[comment.end() as usize..].trim_start_matches(blank);
    if !(before.is_empty() || before.ends_with('\n')) || !(after.is_empty() || after.starts_with('\n')) {
        return comment;
    }
    let rest = after.strip_prefix('\n').unwrap_or(after);
    let follows = rest.trim_start_matches(blank).strip_prefix('\n');
    let above = before.strip_suffix('\n').unwrap_or(before).trim_end_matches(blank);
    if rest.is_empty() && above.ends_with('\n') {
        return Span::of(above.len()..text.len());
    }
    let rest = follows.filter(|_| above.is_empty() || above.ends_with('\n')).unwrap_or(rest);
    Span::of(before.len()..text.len() - rest.len())
}

impl<'b> Document<'b> {
    /// Reads a file.
    ///
    /// # Errors
    /// If the bytes are no text, or no file of this format.
    pub fn open(
        bytes: impl Into<Cow<'b, [u8]>>,
        format: Format,
        options: &Arc<Options>,
    ) -> Result<Document<'b>, Problem> {
        let bytes = bytes.into();
        let source = match (&format.definition().content, options.encoding) {
            (Content::Archive(archive), _) => {
                let (package, text) = Package::open(bytes, archive.parts)?;
                return Document::read(Source::of_text(text)?, Some(package), format, options);
            }
            (Content::Painted(text), _) => Source::of_text(text(&bytes)?)?,
            (Content::Text, Some(encoding)) => Source::decode_as(bytes, encoding)?,
            (Content::Text, None) => Source::decode(bytes)?,
        };
        Document::read(source, None, format, options)
    }

    /// The document of a plain text that is UTF-8 already.
    ///
    /// # Errors
    /// [`DecodeError::TooLong`], if it is 4 GiB or more.
    pub fn of_text(text: &'b str) -> Result<Document<'b>, DecodeError> {
        Ok(Document::plain(Source::of_text(text)?, Arc::default()))
    }

    /// The document of a plain text with another view of it than its own. [`Document::edited`] would read it as plain text.
    #[cfg(feature = "serve")]
    pub(super) fn viewed(source: Source<'b>, view: View) -> Document<'b> {
        Document { view: Some(view), comments: Vec::new(), ..Document::plain(source, Arc::default()) }
    }

    fn plain(source: Source<'b>, options: Arc<Options>) -> Document<'b> {
        let comments = text::comments(source.text());
        let skipped = Coverage::default();
        Document { format: Format::TEXT, options, source, package: None, view: None, comments, skipped }
    }

    pub(super) fn read(
        source: Source<'b>,
        package: Option<Package<'b>>,
        format: Format,
        options: &Arc<Options>,
    ) -> Result<Document<'b>, Problem> {
        let options = Arc::clone(options);
        let Some(reader) = format.definition().reader else { return Ok(Document::plain(source, options)) };
        let parts = package.as_ref().map_or(&[][..], Package::parts);
        let mut draft = Draft::new(source.text(), parts, reader.escaping());
        reader.read(source.text(), &options, &mut draft)?;
        let (view, mut skipped) = draft.finish();
        if let (Content::Archive(archive), Some(package)) = (&format.definition().content, &package) {
            skipped += (archive.unread)(package, source.text());
        }
        if u32::try_from(view.text.len()).is_err() {
            return Err(DecodeError::TooLong.into());
        }
        Ok(Document { format, options, source, package, view: Some(view), comments: Vec::new(), skipped })
    }

    /// The format as which it was read.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The decoded text of the file.
    pub fn source(&self) -> &Source<'b> {
        &self.source
    }

    /// The text that people see, which rules check.
    pub fn text(&self) -> &str {
        match &self.view {
            Some(view) => &view.text,
            None => self.source.text(),
        }
    }

    /// The spans of the text that are no prose, in order and without overlap.
    pub fn opaque(&self) -> &[Span<Shown>] {
        match &self.view {
            Some(view) => &view.opaque,
            None => &self.comments,
        }
    }

    /// The spans in links and in quotations that the format marks, in order and without overlap.
    pub fn cited(&self) -> &[Span<Shown>] {
        self.view.as_ref().map_or(&[], |view| &view.cited)
    }

    /// How many words of the file are checked, and how many skipped for which reason.
    pub fn coverage(&self) -> Coverage {
        let mut coverage = self.skipped;
        coverage.read(self.text(), self.opaque().iter().map(|span| span.range()));
        // A document of which its reader knew nothing: whatever Vietnamese there is between its tags was missed.
        if self.package.is_some() && coverage.read.all == 0 && coverage.skipped().all == 0 {
            let marked = Words::of(self.source.text()).marked;
            coverage.skip(Words { all: marked, marked }, Reason::Markup);
        }
        coverage
    }

    /// Whether the text that reports quote is the shown text, letter by letter.
    pub fn is_as_shown(&self) -> bool {
        self.view.is_none() || self.format.is_container()
    }

    /// The text that reports quote and count lines and columns in: that of the file; for a container, the shown text.
    pub fn listing(&self) -> &str {
        if self.format.is_container() { self.text() } else { self.source.text() }
    }

    /// The span in [`Document::listing`] of a span of the shown text.
    pub fn to_listing(&self, span: Span<Shown>) -> Span<Decoded> {
        match &self.view {
            Some(view) if !self.format.is_container() => view.to_decoded(span),
            _ => Span::new(span.start(), span.end()),
        }
    }

    /// The byte span in the file; for a container, in the shown text.
    pub fn to_file(&self, span: Span<Shown>) -> Span<File> {
        let listed = self.to_listing(span);
        if self.format.is_container() {
            return Span::new(listed.start(), listed.end());
        }
        self.source.to_file(listed)
    }

    /// The part of a container, and the paragraph in it, in which a span begins; `None` in other files.
    pub fn place(&self, span: Span<Shown>) -> Option<ContainerPosition> {
        self.view.as_ref()?.place(span.start())
    }

    /// The edits of the file's text that replace a span of the shown text, none of which touches markup. `None` if it
    /// cannot be done.
    pub fn edits(&self, span: Span<Shown>, replacement: &str) -> Option<Vec<(Span<Decoded>, String)>> {
        if !self.format.is_writable() {
            return None;
        }
        let edits = match &self.view {
            Some(view) => {
                let mut edits = view.edits(span, replacement)?;
                for (place, new) in &mut edits {
                    if new.is_empty() && view.is_comment(span, *place) {
                        *place = with_its_line(self.source.text(), *place);
                    }
                }
                edits
            }
            _ => vec![(Span::new(span.start(), span.end()), replacement.to_owned())],
        };
        edits.iter().all(|(_, text)| self.source.can_spell(text)).then_some(edits)
    }

    /// The document with these edits made: from [`Document::edits`], sorted and without overlap.
    ///
    /// # Errors
    /// If the result is no file of this format any more, or outgrows 4 GiB.
    pub fn edited(&self, edits: &[(Span<Decoded>, String)]) -> Result<Document<'b>, Problem> {
        Document::read(self.source.edited(edits)?, self.package.clone(), self.format, &self.options)
    }

    /// Whether it shows this text; line and paragraph breaks count only if the format keeps them.
    pub fn shows(&self, text: &str) -> bool {
        match self.format.definition().breaks_by_words {
            true => self.text().split_whitespace().eq(text.split_whitespace()),
            false => self.text() == text,
        }
    }

    /// The bytes of the file after conversion from an old encoding, with the fonts of that encoding replaced.
    ///
    /// # Errors
    /// If a container cannot be packed again.
    pub fn bytes_in_new_fonts(&self) -> Result<Vec<u8>, Problem> {
        match (&self.package, &self.format.definition().content) {
            (Some(package), Content::Archive(archive)) => {
                package.write_in_new_fonts(self.source.text(), archive.styles)
            }
            _ => self.bytes(),
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// If a container cannot be packed again.
    pub fn bytes(&self) -> Result<Vec<u8>, Problem> {
        match &self.package {
            Some(package) => package.write(self.source.text()),
            None => Ok(self.source.bytes()),
        }
    }
}
