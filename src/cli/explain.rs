//! `morat rules` and `morat explain`: what the rules say of themselves.

use std::io::{self, Write};
use std::sync::Arc;

use super::args::Args;
use super::lang::pick;
use super::paint::{self, Brush};
use super::{Failure, Status, files};
use crate::config::Profile;
use crate::dictionaries::Dictionaries;
use crate::linter::{Linter, Selection};
use crate::report::{Lang, has_fix, visible};
use crate::rules::{Applicability, Meta, Registry};

/// The table of rules, by group, as a profile has them, and the profiles.
pub(super) fn rules(profile: Option<&str>, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    let registry = Arc::new(Registry::embedded());
    let profile = profile.map(|name| files::profile(name, &registry, lang)).transpose()?;
    let levels = profile.map_or_else(Vec::new, |profile| profile.levels());
    let selection = Selection { levels, ..Selection::default() };
    let linter = Linter::with(Arc::clone(&registry), Arc::clone(Dictionaries::embedded()), &selection)
        .map_err(|error| Failure::Usage(lang.of(&error.message()).to_owned()))?;
    let width = registry.rules().iter().map(|meta| meta.name.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for (group, title) in crate::rules::GROUPS {
        writeln!(out, "{}", lang.of(title))?;
        for id in registry.select(group) {
            let meta = registry.rule(id);
            let fix = match meta.fix {
                _ if !has_fix(meta) => "",
                Applicability::Safe => pick(lang, "tự sửa", "safe fix"),
                Applicability::Unsafe => pick(lang, "sửa có xem", "unsafe fix"),
            };
            let (severity, strict) = match linter.severity(id) {
                Some(severity) => (severity.name(), ""),
                None if meta.strict => (meta.severity.name(), " [--strict]"),
                None => (pick(lang, "tắt", "off"), ""),
            };
            let summary = lang.of(&meta.summary);
            writeln!(out, "  {:width$}  {severity:7}  {fix:10}  {summary}{strict}", meta.name)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{} (--profile)", pick(lang, "Bộ quy tắc", "Profiles"))?;
    for profile in Profile::embedded() {
        writeln!(out, "  {:width$}  {}", profile.name, lang.of(&profile.summary))?;
    }
    Ok(Status::Clean)
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
        explain_one(&mut out, registry.rule(id), lang, Brush(args.paints()))?;
    }
    Ok(Status::Clean)
}

fn explain_one(out: &mut impl Write, meta: &Meta, lang: Lang, brush: Brush) -> io::Result<()> {
    let heading = |vi: &'static str, en: &'static str| brush.paint(paint::BOLD, pick(lang, vi, en));
    let severity = brush.paint(paint::of_severity(meta.severity), meta.severity.name());
    writeln!(out, "{} ({severity})", brush.paint(paint::BOLD, &meta.name))?;
    writeln!(out, "{}\n", lang.of(&meta.summary))?;
    writeln!(out, "{}\n", lang.of(&meta.why))?;
    if let Some(authority) = &meta.authority {
        writeln!(out, "{}: {}\n", heading("Căn cứ", "Authority"), lang.of(authority))?;
    }
    let (cross, tick) = (brush.paint(paint::WRONG, "✗"), brush.paint(paint::RIGHT, "✓"));
    writeln!(out, "{}:", heading("Sai", "Wrong"))?;
    for example in meta.wrong.iter() {
        let (wrong, right) = brush.pair(&example.text, &example.fixed);
        writeln!(out, "  {cross} {wrong}")?;
        if example.fixed != example.text {
            writeln!(out, "  {} {right}", brush.paint(paint::RIGHT, "→"))?;
        }
    }
    writeln!(out, "{}:", heading("Đúng", "Right"))?;
    for text in meta.right.iter() {
        writeln!(out, "  {tick} {}", visible(text))?;
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

fn args_linter(lang: Lang, select: &[String]) -> Result<Linter, Failure> {
    Linter::new(&Selection { select: select.to_vec(), ..Selection::default() })
        .map_err(|error| Failure::Usage(lang.of(&error.message()).to_owned()))
}
