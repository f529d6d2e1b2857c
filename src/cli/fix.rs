//! `morat fix`.

use std::io::{self, Write};

use super::args::{Args, Fix};
use super::files::{self, Input, Unusable};
use super::{Failure, Status, write};
use crate::document::Format;
use crate::linter::{Fixed, Linter, Worker};
use crate::report::Lang;
use crate::text::Source;

pub(super) fn run(fix: &Fix, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let linter = fix.common.linter(lang)?;
    let (inputs, unusable) = files::inputs(&fix.paths, fix.common.stdin_filename.as_ref(), lang);
    let mut status = Status::Clean;
    let mut worker = Worker::default();
    let results = unusable.into_iter().map(|error| Err(Failed::File(error))).chain(
        // One after the other: what is written is told in the same order, and a full disk stops at the first file.
        inputs.iter().map(|input| fix_one(&linter, input, fix, lang, &mut worker)),
    );
    for result in results {
        match result {
            Ok(found) => status = status.max(if found { Status::Found } else { Status::Clean }),
            Err(Failed::Output(error)) => return Err(Failure::Output(error)),
            Err(Failed::File(error)) => {
                super::complain(format_args!("{}: {}", error.path, error.message));
                status = Status::Failed;
            }
        }
    }
    Ok(if status == Status::Found && fix.common.exit_zero { Status::Clean } else { status })
}

enum Failed {
    /// The file cannot be used; the others go on.
    File(Unusable),
    /// Standard output cannot be written.
    Output(io::Error),
}

impl From<Unusable> for Failed {
    fn from(error: Unusable) -> Failed {
        Failed::File(error)
    }
}

/// Fixes one input. True if findings are left, or if there is a difference to show.
fn fix_one(linter: &Linter, input: &Input, fix: &Fix, lang: Lang, worker: &mut Worker) -> Result<bool, Failed> {
    let name = input.name();
    let bytes = files::read(input, lang)?;
    let unusable = |message: String| Unusable { path: name.clone(), message };
    let decoding = |error| unusable(files::decode_message(error, lang));
    let source = Source::decode(&bytes).map_err(decoding)?;
    let fixed = linter.fix(source.text(), Format::of_name(&name), fix.all, worker).map_err(decoding)?;
    let changed = fixed.text != source.text();
    if fix.diff {
        if changed {
            show_difference(&name, source.text(), &fixed.text).map_err(Failed::Output)?;
        }
        return Ok(changed || fixed.left > 0);
    }
    match input {
        Input::Stdin(_) => {
            io::stdout().lock().write_all(&source.encode(&fixed.text)).map_err(Failed::Output)?;
        }
        Input::File(path) if changed => {
            write::replace(path, &source.encode(&fixed.text)).map_err(|error| unusable(files::say(&error, lang)))?;
        }
        Input::File(_) => {}
    }
    tell(&name, &fixed, lang);
    Ok(fixed.left > 0)
}

/// What was done, on standard error: no edit is silent.
fn tell(name: &str, fixed: &Fixed, lang: Lang) {
    let (done, left) = (fixed.applied, fixed.left);
    let line = match (lang, done, left) {
        (_, 0, 0) => return,
        (Lang::Vi, _, 0) => format!("{name}: đã sửa {done} chỗ"),
        (Lang::Vi, ..) => format!("{name}: đã sửa {done} chỗ, còn {left} chỗ cần người xem"),
        (Lang::En, _, 0) => format!("{name}: {done} fixed"),
        (Lang::En, ..) => format!("{name}: {done} fixed, {left} left for you"),
    };
    let _ = writeln!(io::stderr(), "{line}");
}

fn show_difference(name: &str, before: &str, after: &str) -> io::Result<()> {
    let difference = similar::TextDiff::from_lines(before, after);
    let mut out = io::stdout().lock();
    let name = name.trim_start_matches('/');
    write!(out, "{}", difference.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")))
}
