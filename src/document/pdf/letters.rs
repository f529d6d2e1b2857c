//! The letters on the pages of a PDF, joined to lines by their positions.
//!
//! `hayro` follows what a page paints and tells for each glyph which letter it is: by the font's own table, or by the
//! glyph's name, as Adobe's list has it or TeX's fonts do. Fonts are parsed once for the file and not once for each
//! page.

use super::{UNKNOWN, vntex};
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, interpret_page,
};

/// Why nothing was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has a password.
    Protected,
    Broken,
}

/// The text of each page, a line a line.
///
/// # Errors
/// If the file is no PDF, or cannot be opened.
pub(super) fn pages(bytes: Vec<u8>) -> Result<Vec<String>, Fault> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::Protected,
        _ => Fault::Broken,
    })?;
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let mut lines = Lines::default();
        let frame = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(Affine::IDENTITY, frame, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut lines);
        pages.push(lines.text);
    }
    if pages.is_empty() { Err(Fault::Broken) } else { Ok(vntex::named(pages)) }
}

/// Distances in ems: from this one on a gap is a space. A space is a quarter em, set tightly a fifth; kerning is less.
/// Raised and lowered letters stay in the line.
const SPACE: f64 = 0.15;
const LINE: f64 = 0.6;
/// A run that is painted again within this distance is the same one in bold.
const AGAIN: f64 = 0.2;

/// The page as a device that paints nothing.
#[derive(Default)]
struct Lines {
    text: String,
    last: Option<LetterPlace>,
    /// The last run: where it began, and its offset in the text.
    run: Option<(Point, usize)>,
}

/// Where a glyph ends, the direction of the line, and the size of letters.
#[derive(Clone, Copy)]
struct LetterPlace {
    end: Point,
    along: Vec2,
    em: f64,
}

impl Lines {
    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let origin = transform * Point::ZERO;
        let across = transform * Point::new(1000.0, 0.0) - origin;
        let em = (transform * Point::new(0.0, 1000.0) - origin).hypot();
        let width = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let end = transform * Point::new(f64::from(width.unwrap_or(0.0)), 0.0);
        if !(em.is_finite() && em > 0.0 && across.hypot() > 0.0 && end.is_finite()) {
            return;
        }
        let along = across / across.hypot();
        if let Some(last) = self.last {
            let step = origin - last.end;
            let size = em.max(last.em);
            let (forward, aside) = (step.dot(last.along) / size, step.cross(last.along).abs() / size);
            let turned = along.dot(last.along) < 0.9;
            if turned || aside > LINE || forward < -1.0 {
                self.end_line();
            } else if forward > SPACE {
                self.space();
            }
        }
        self.last = Some(LetterPlace { end, along, em });
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => self.letter(c),
            Some(BfString::String(letters)) => letters.chars().for_each(|c| self.letter(c)),
            None => self.text.push(vntex::unnamed(glyph.char_code())),
        }
    }

    fn letter(&mut self, c: char) {
        match c {
            c if c.is_whitespace() => self.space(),
            c if c.is_control() => self.text.push(UNKNOWN),
            c => self.text.push(c),
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn end_line(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

impl<'a> Device<'a> for Lines {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let Some(first) = run.glyphs().first() else { return };
        let start = props.transform * first.transform() * Point::ZERO;
        let (at, last) = (self.text.len(), self.last);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
        // Some writers fill letters and draw their outline, or paint them twice a little apart, to make them bold.
        let em = self.last.map_or(0.0, |last| last.em);
        let again = self.run.is_some_and(|(before, from)| {
            (start - before).hypot() < AGAIN * em && self.text[from..at].trim() == self.text[at..].trim()
        });
        if again {
            self.text.truncate(at);
            self.last = last;
        } else {
            self.run = Some((start, at));
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
