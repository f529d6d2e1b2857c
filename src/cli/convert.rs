//! `morat convert`: converts a text in an old encoding, or in the letters of an old font, to UTF-8 in composed form.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::args::Convert;
use super::files::{self, Input};
use super::outcome::{Failure, Status};
use super::{guard, say};
use crate::document::{Document, Expected, Format, Options};
use crate::problem::{Bilingual, Problem};
use crate::project::panics::caught;
use crate::project::{disk, write};
use crate::syllable::Syllable;
use crate::text::encoding::legacy;
use crate::text::{Encoding, Source, Span};

/// How many of the invalid bytes are listed.
const LISTED: usize = 8;

pub(super) fn run(asked: &Convert) -> Result<Status, Failure> {
    if !asked.in_place && asked.paths.len() > 1 {
        return Err(Failure::from(Problem::new(
            "nhiều tệp thì cần --in-place (ghi ngay vào từng tệp); một tệp thì in ra, hoặc ghi vào -o TỆP",
            "several files need --in-place (each is written over); one file is printed, or goes to -o FILE",
        )));
    }
    let mut status = Status::Clean;
    for path in &asked.paths {
        let input = if path == Path::new("-") { Input::Stdin(None) } else { Input::File(path.clone()) };
        let fault = |place: String| Problem::from(guard::fault(&place)).in_file(input.name());
        match caught(|| convert(&input, asked)).unwrap_or_else(|place| Err(fault(place).into())) {
            Ok(()) => {}
            Err(Failure::Problem(problem)) => {
                say::complain(problem);
                status = Status::Failed;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(status)
}

fn convert(input: &Input, asked: &Convert) -> Result<(), Failure> {
    let name = input.name();
    let unusable = |message: Bilingual| Problem::from(message).in_file(&*name);
    let bytes = files::read(input)?;
    let format = Expected::of(&name, &Options::default()).format(&bytes).map_err(|error| error.in_file(&*name))?;
    let new = match format {
        format if format.is_archive() && asked.legacy_fonts => document(&bytes, format, &name)?,
        format if format.is_container() => {
            return Err(unusable(Bilingual::new(
                "tệp này vốn là Unicode; nếu chữ bên trong còn ở phông cũ, hãy ghi --legacy-fonts",
                "this kind of file is Unicode; if its text is in an old font, say --legacy-fonts",
            ))
            .into());
        }
        _ => text(&bytes, asked, &name)?.into_bytes(),
    };
    match (input, &asked.output) {
        (_, Some(output)) => {
            write::replace(output, &new).map_err(|error| disk::problem(output.display().to_string(), &error))?
        }
        (Input::File(path), None) if asked.in_place => {
            let written = new == bytes
                || write::replace_if_unchanged(path, &bytes, &new).map_err(|error| unusable(disk::said(&error)))?;
            if !written {
                return Err(unusable(Bilingual::new(
                    "tệp đã thay đổi trong lúc đổi bảng mã nên không ghi; hãy thử lại",
                    "the file was changed meanwhile, so nothing was written; try again",
                ))
                .into());
            }
        }
        _ => io::stdout().lock().write_all(&new)?,
    }
    Ok(())
}

/// The text of a file in composed UTF-8.
fn text(bytes: &[u8], asked: &Convert, name: &str) -> Result<String, Problem> {
    let unusable = |error| Problem::from(error).in_file(name);
    let from = asked.from.as_deref().and_then(Encoding::of_name);
    let decoded = match from {
        Some(from) => lossy(bytes, from, name),
        None => {
            let source = Source::decode(bytes).map_err(unusable)?;
            if source.encoding() == Encoding::DamagedUtf8 {
                return Ok(lossy(bytes, Encoding::Utf8, name));
            }
            if let Some(sure) = source.confidence() {
                files::tell_encoding(name, source.encoding().name(), sure);
            }
            source.text().to_owned()
        }
    };
    let mut out = String::with_capacity(decoded.len());
    let mut converted = BTreeMap::new();
    for line in decoded.split_inclusive('\n') {
        let old = if asked.legacy_fonts { legacy::recognise(line, is_word) } else { None };
        match old {
            Some(encoding) => {
                *converted.entry(encoding.name()).or_insert(0) += 1;
                out.push_str(&legacy::convert(line, encoding));
            }
            None => out.extend(line.nfc()),
        }
    }
    tell(name, &converted);
    Ok(out)
}

/// Bytes decoded in an encoding; an invalid byte becomes U+FFFD, and is reported.
fn lossy(bytes: &[u8], from: Encoding, name: &str) -> String {
    if let Ok(source) = Source::decode_as(bytes, from) {
        return source.text().to_owned();
    }
    let mut out = String::with_capacity(bytes.len());
    // By byte: how often, and where first.
    let mut lost: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
    for (at, c) in from.characters(bytes) {
        if c.is_none() {
            lost.entry(bytes[at]).or_insert((0, at)).0 += 1;
        }
        out.push(c.unwrap_or('\u{FFFD}'));
    }
    let listed = |one: &dyn Fn(u8, usize, usize) -> String| {
        let mut listed: Vec<String> =
            lost.iter().take(LISTED).map(|(byte, (count, first))| one(*byte, *count, *first)).collect();
        if lost.len() > LISTED {
            listed.push("…".into());
        }
        listed.join(", ")
    };
    let from = from.name();
    let vi = listed(&|byte, count, first| format!("0x{byte:02X} ({count} chỗ, đầu tiên ở byte {first})"));
    let en = listed(&|byte, count, first| format!("0x{byte:02X} ({count} times, first at byte {first})"));
    say::complain(
        Problem::new(
            format!("không có trong {from}, đã thay bằng U+FFFD: {vi}"),
            format!("nothing in {from}, written as U+FFFD: {en}"),
        )
        .in_file(name),
    );
    out
}

/// A document with its paragraphs in old fonts converted, word by word, so that each keeps its form.
fn document(bytes: &[u8], format: Format, name: &str) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: Problem| error.in_file(name);
    let document = Document::open(bytes, format, &std::sync::Arc::<Options>::default()).map_err(unreadable)?;
    let mut edits = Vec::new();
    let mut converted = BTreeMap::new();
    let text = document.text();
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    for line in text.lines() {
        let Some(encoding) = legacy::recognise(line, is_word) else { continue };
        *converted.entry(encoding.name()).or_insert(0) += 1;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let new = legacy::convert(word, encoding);
            let start = start_of(word);
            if new != word {
                edits.extend(document.edits(Span::of(start..start + word.len()), &new).unwrap_or_default());
            }
        }
    }
    edits.sort_by_key(|(span, _)| *span);
    let new = document.edited(&edits).map_err(unreadable)?;
    tell(name, &converted);
    let bytes = if converted.is_empty() { new.bytes() } else { new.bytes_in_new_fonts() };
    bytes.map_err(unreadable)
}

fn is_word(word: &str) -> bool {
    Syllable::parse(&word.to_lowercase()).is_some()
}

/// Reports which paragraphs were in the letters of an old font.
fn tell(name: &str, converted: &BTreeMap<&str, usize>) {
    for (encoding, count) in converted {
        say::complain(
            Problem::new(
                format!("đã đổi {count} đoạn chữ {encoding}"),
                format!("{count} paragraphs of {encoding} letters converted"),
            )
            .in_file(name),
        );
    }
}
