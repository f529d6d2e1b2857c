//! `morat rules` and `morat explain`: what the rules say of themselves.

use std::io::{self, Write};

use super::args::Args;
use super::{Failure, Status};
use crate::linter::{Linter, Selection};
use crate::report::Lang;
use crate::rules::{Applicability, Meta};

/// A word or two in the reader's language.
fn pick(lang: Lang, vi: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// The table of rules, by group.
pub(super) fn rules(args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let linter = args_linter(lang, &[])?;
    let rules = linter.registry().rules();
    let width = rules.iter().map(|meta| meta.name.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for (group, title) in crate::rules::GROUPS {
        let of_group: Vec<&Meta> = rules.iter().filter(|meta| meta.group() == *group).collect();
        if of_group.is_empty() {
            continue;
        }
        writeln!(out, "{}", lang.of(title))?;
        for meta in of_group {
            let fix = match meta.fix {
                _ if !has_fix(meta) => "",
                Applicability::Safe => pick(lang, "tự sửa", "safe fix"),
                Applicability::Unsafe => pick(lang, "sửa có xem", "unsafe fix"),
            };
            let strict = if meta.strict { " [--strict]" } else { "" };
            writeln!(
                out,
                "  {:width$}  {:7}  {fix:10}  {}{strict}",
                meta.name,
                meta.severity.name(),
                lang.of(&meta.summary)
            )?;
        }
        writeln!(out)?;
    }
    Ok(Status::Clean)
}

/// Whether a rule says how to put right what it marks.
fn has_fix(meta: &Meta) -> bool {
    meta.wrong.iter().any(|example| example.text != example.fixed)
}

/// All that one rule says.
pub(super) fn explain(name: &str, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let linter = args_linter(lang, &[name.to_owned()])?;
    let registry = linter.registry();
    let mut out = io::stdout().lock();
    for (index, id) in registry.select(name).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        explain_one(&mut out, registry.rule(id), lang)?;
    }
    Ok(Status::Clean)
}

fn explain_one(out: &mut impl Write, meta: &Meta, lang: Lang) -> io::Result<()> {
    writeln!(out, "{} ({})", meta.name, meta.severity.name())?;
    writeln!(out, "{}\n", lang.of(&meta.summary))?;
    writeln!(out, "{}\n", lang.of(&meta.why))?;
    if let Some(authority) = &meta.authority {
        writeln!(out, "{}: {}\n", pick(lang, "Căn cứ", "Authority"), lang.of(authority))?;
    }
    writeln!(out, "{}:", pick(lang, "Sai", "Wrong"))?;
    for example in meta.wrong.iter() {
        writeln!(out, "  ✗ {}", visible(&example.text))?;
        if example.fixed != example.text {
            writeln!(out, "  → {}", visible(&example.fixed))?;
        }
    }
    writeln!(out, "{}:", pick(lang, "Đúng", "Right"))?;
    for text in meta.right.iter() {
        writeln!(out, "  ✓ {}", visible(text))?;
    }
    if has_fix(meta) {
        let safe = match meta.fix {
            Applicability::Safe => pick(lang, "\nTự sửa được bằng `morat fix`.", "\nFixed by `morat fix`."),
            Applicability::Unsafe => {
                pick(lang, "\nChỉ sửa khi có `morat fix --unsafe`.", "\nFixed by `morat fix --unsafe` only.")
            }
        };
        writeln!(out, "{safe}")?;
    }
    Ok(())
}

/// An example on one line, with what cannot be seen written out.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            '\t' => out.push('⇥'),
            '\u{A0}' => out.push('⍽'),
            c if c.is_control() || crate::text::normal::is_invisible(c) => {
                out.push_str(&format!("[U+{:04X}]", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out
}

fn args_linter(lang: Lang, select: &[String]) -> Result<Linter, Failure> {
    Linter::new(&Selection { select: select.to_vec(), ..Selection::default() })
        .map_err(|error| Failure::Usage(lang.of(&error.message()).to_owned()))
}
