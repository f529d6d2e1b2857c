//! Which parts of a Word document are read, and in which order: as its relationships say (ECMA-376, part 2).

use super::super::joined::BETWEEN;
use super::super::package::{Files, Package, resolved};
use super::super::xml::{Item, Walk};
use crate::problem::Problem;

/// How the kind of the relationship to the comments ends.
pub const COMMENTS: &str = "/comments";

/// What stands in a body for a file of another format that Word takes in.
pub const CHUNK: &str = "altChunk";

/// The parts with text: the body first, then notes, headers and footers.
///
/// # Errors
/// If there is no body, or what says where it is cannot be read.
pub fn parts(files: &mut Files<'_>) -> Result<Vec<String>, Problem> {
    let body = related(files, "", "_rels/.rels")?
        .into_iter()
        .find(|(kind, _)| kind.ends_with("/officeDocument"))
        .map_or_else(|| "word/document.xml".to_owned(), |(_, target)| target);
    let related = related_to(files, &body)?;
    let mut parts = vec![body.clone()];
    for (kind, target) in &related {
        let readable = kind.ends_with("/aFChunk") && files.has(target) && !parts.contains(target);
        if readable && files.text(target).is_ok_and(|text| is_page(target, &text) && !text.contains(BETWEEN)) {
            parts.push(target.clone());
        }
    }
    for kind in ["/footnotes", "/endnotes", "/header", "/footer"] {
        let mut of_kind: Vec<&String> =
            related.iter().filter(|(known, _)| known.ends_with(kind)).map(|(_, target)| target).collect();
        of_kind.sort_by_key(|name| (number(name), *name));
        of_kind.dedup();
        parts.extend(of_kind.into_iter().filter(|name| files.has(name)).cloned());
    }
    Ok(parts)
}

/// Whether a part is a page of HTML.
pub fn is_page(name: &str, text: &str) -> bool {
    let start = text.trim_start_matches('\u{FEFF}').trim_ascii_start();
    let begins = |with: &str| start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let ends = |end: &str| name.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(end));
    begins("<!doctype html") || begins("<html") || ["html", "htm", "xhtml", "xht"].into_iter().any(ends)
}

/// The relationships of a part of a document that is open: kind and target.
///
/// # Errors
/// If it cannot be read any more.
pub fn related_in(package: &Package<'_>, part: &str) -> Result<Vec<(String, String)>, Problem> {
    related_to(&mut package.files()?, part)
}

/// The relationships of a part: kind and target.
fn related_to(files: &mut Files<'_>, part: &str) -> Result<Vec<(String, String)>, Problem> {
    related(files, folder(part), &relationships(part))
}

/// The folder that a part is in.
pub fn folder(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The file that says what a part is related to.
pub fn relationships(part: &str) -> String {
    let name = &part[part.rfind('/').map_or(0, |at| at + 1)..];
    format!("{}/_rels/{name}.rels", folder(part)).trim_start_matches('/').to_owned()
}

/// The relationships in a file: kind and target. None if there is no such file.
fn related(files: &mut Files<'_>, folder: &str, name: &str) -> Result<Vec<(String, String)>, Problem> {
    if !files.has(name) {
        return Ok(Vec::new());
    }
    let text = files.text(name)?;
    let mut walk = Walk::new(&text, 0..text.len(), name);
    let mut related = Vec::new();
    while let Some((item, _)) = walk.next()? {
        let Item::Open { tag, .. } = item else { continue };
        let inside = tag.attribute("TargetMode").as_deref() != Some("External");
        if let (true, Some(kind), Some(target)) = (inside, tag.attribute("Type"), tag.attribute("Target")) {
            related.push((kind.into_owned(), resolved(folder, &target)));
        }
    }
    Ok(related)
}

/// The number in a name, so that `header10.xml` comes behind `header2.xml`.
fn number(name: &str) -> u32 {
    let digits: String = name.chars().filter(char::is_ascii_digit).take(6).collect();
    digits.parse().unwrap_or(0)
}
