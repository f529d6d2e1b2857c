//! What a Word document takes in from other files (`w:altChunk`) that are not read: RTF, other documents, saved pages.

use std::borrow::Cow;

use super::super::coverage::{Coverage, Reason, Words};
use super::super::draft::Draft;
use super::super::escaping::READ_ONLY;
use super::super::format::{Options, Reader};
use super::super::package::Package;
use super::super::rtf::Rtf;
use super::parts::{CHUNK, parts, related_in};
use super::{Docx, html};
use crate::problem::Problem;

/// Counts the words of them. What cannot be taken apart has no words that anybody could count.
pub fn unread(package: &Package<'_>, text: &str) -> Coverage {
    let mut coverage = Coverage::default();
    // To look for them is to open the archive again.
    if memchr::memmem::find(text.as_bytes(), CHUNK.as_bytes()).is_none() {
        return coverage;
    }
    let Some(body) = package.parts().first() else { return coverage };
    let mut names: Vec<String> =
        related_in(package, body).unwrap_or_default().into_iter().filter_map(of_chunk).collect();
    names.sort_unstable();
    names.dedup();
    for name in names.iter().filter(|name| !package.parts().contains(name)) {
        if let Ok(Some(bytes)) = package.bytes_of(name) {
            coverage.skip(words(&bytes).unwrap_or_default(), Reason::Markup);
        }
    }
    coverage
}

fn of_chunk((kind, target): (String, String)) -> Option<String> {
    kind.ends_with("/aFChunk").then_some(target)
}

/// The words of a file; what that takes in itself is left alone.
fn words(bytes: &[u8]) -> Result<Words, Problem> {
    let options = Options::default();
    if bytes.starts_with(b"PK") {
        let (package, text) = Package::open(Cow::Borrowed(bytes), parts)?;
        let mut draft = Draft::new(&text, package.parts(), &READ_ONLY);
        Docx.read(&text, &options, &mut draft)?;
        return Ok(Words::of(draft.text()));
    }
    let text = String::from_utf8_lossy(bytes);
    let mut draft = Draft::new(&text, &[], &READ_ONLY);
    if text.trim_start().starts_with("{\\rtf") {
        Rtf.read(&text, &options, &mut draft)?;
    } else {
        html::HtmlPage::new(&text, 0..text.len(), None).read(&mut draft);
    }
    Ok(Words::of(draft.text()))
}
