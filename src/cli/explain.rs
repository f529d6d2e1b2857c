//! `morat rules` and `morat explain`: the documentation of the rules.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use super::args::{Args, Common};
use super::outcome::{Failure, Status};
use super::paint::{self, Painter};
use super::say;
use crate::config::Profile;
use crate::linter::{examples, plain, unknown_rule};
use crate::project::{Overrides, Workspace};
use crate::report::{Lang, has_fix, visible};
use crate::rules::{Applicability, Meta, RuleId, RuleOption};

/// Prints the table of rules by group, with their levels in a profile, and the profiles.
pub(super) fn rules(profile: Option<&str>, names: &[String]) -> Result<Status, Failure> {
    let lang = say::lang();
    let common = Common { profile: profile.map(str::to_owned), ..Common::default() };
    let workspace = Workspace::open(common.overrides())?;
    let project = workspace.here()?;
    let checker = project.checker(&workspace.place(Path::new("-")))?;
    let (registry, linter) = (project.registry(), &checker.linter);
    let mut wanted = HashSet::new();
    for name in names {
        let known = registry.select(name).collect::<Vec<_>>();
        if known.is_empty() {
            return Err(unknown_rule(registry, name).into());
        }
        wanted.extend(known);
    }
    let is_wanted = |id: &RuleId| wanted.is_empty() || wanted.contains(id);
    let width = registry.rules().iter().map(|meta| meta.name.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for (group, title) in crate::rules::GROUPS {
        let rules: Vec<RuleId> = registry.select(group).filter(is_wanted).collect();
        if rules.is_empty() {
            continue;
        }
        writeln!(out, "{}", lang.of(title))?;
        for id in rules {
            let meta = registry.rule(id);
            let fix = match meta.fix {
                _ if !has_fix(meta) => "",
                Applicability::Safe => lang.pick("tự sửa", "safe fix"),
                Applicability::Unsafe => lang.pick("sửa có xem", "unsafe fix"),
            };
            let (severity, strict) = match linter.severity(id) {
                Some(severity) => (severity.name(), ""),
                None if meta.strict => (meta.severity.name(), " [--strict]"),
                None => (lang.pick("tắt", "off"), ""),
            };
            let summary = lang.of(&meta.summary);
            writeln!(out, "  {:width$}  {severity:7}  {fix:10}  {summary}{strict}", meta.name)?;
        }
        writeln!(out)?;
    }
    if !names.is_empty() {
        return Ok(Status::Clean);
    }
    writeln!(out, "{} (--profile)", lang.pick("Bộ quy tắc", "Profiles"))?;
    for profile in Profile::embedded() {
        writeln!(out, "  {:width$}  {}", profile.name, lang.of(&profile.summary))?;
    }
    Ok(Status::Clean)
}

/// Tests the examples of the project's own rules.
pub(super) fn check_examples() -> Result<Status, Failure> {
    let lang = say::lang();
    let workspace = Workspace::open(Overrides::default())?;
    let project = workspace.here()?;
    let checker = project.checker(&workspace.place(Path::new("-")))?;
    let mut out = io::stdout().lock();
    let (mut rules, mut failed) = (0, 0);
    for meta in project.registry().rules().iter().filter(|meta| project.is_own(meta)) {
        rules += 1;
        if meta.wrong.len() < 2 || meta.right.len() < 2 {
            failed += 1;
            let few = lang.pick(
                "cần ít nhất hai ví dụ sai và hai ví dụ đúng",
                "at least two wrong and two right examples are needed",
            );
            writeln!(out, "{}: {few}", meta.name)?;
        }
        let failures = examples::failures(&checker.linter, meta);
        for failure in failures? {
            failed += 1;
            writeln!(out, "{}", lang.of(&failure))?;
        }
    }
    match lang {
        Lang::Vi => writeln!(out, "{rules} quy tắc riêng, {failed} ví dụ không đạt")?,
        Lang::En => writeln!(out, "{rules} own rules, {failed} examples failed")?,
    }
    Ok(if failed > 0 { Status::Found } else { Status::Clean })
}

/// Prints everything about one rule.
pub(super) fn explain(name: &str, args: &Args) -> Result<Status, Failure> {
    let project = Workspace::open(Overrides::default())?.here()?;
    let registry = project.registry();
    let mut rules: Vec<RuleId> = registry.select(name).collect();
    if rules.is_empty() {
        // The slug alone says it where only one rule has it, also as people write it.
        let slug = plain(name);
        let has_slug = |id: &RuleId| registry.rule(*id).name.rsplit('/').next() == Some(slug.as_str());
        rules = registry.select("all").filter(has_slug).collect();
    }
    if rules.is_empty() || rules.len() > 1 && registry.select(name).next().is_none() {
        // Of several nobody knows which is meant.
        return Err(unknown_rule(registry, name).into());
    }
    let mut out = io::stdout().lock();
    for (index, id) in rules.into_iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        explain_one(&mut out, registry.rule(id), &registry.options(id), Painter(args.paints()))?;
    }
    Ok(Status::Clean)
}

fn explain_one(out: &mut impl Write, meta: &Meta, options: &[&RuleOption], brush: Painter) -> io::Result<()> {
    let lang = say::lang();
    let heading = |vi: &'static str, en: &'static str| brush.paint(paint::BOLD, lang.pick(vi, en));
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
    if !options.is_empty() {
        writeln!(out, "{}:", heading("Tùy chọn", "Options"))?;
    }
    for option in options {
        writeln!(out, "  {} ({}): {}", option.name, option.kind.range(), lang.of(&option.doc))?;
    }
    if has_fix(meta) {
        let safe = match meta.fix {
            Applicability::Safe => lang.pick("\nTự sửa được bằng `morat fix`.", "\nFixed by `morat fix`."),
            Applicability::Unsafe => {
                lang.pick("\nChỉ sửa khi có `morat fix --unsafe`.", "\nFixed by `morat fix --unsafe` only.")
            }
        };
        writeln!(out, "{safe}")?;
    }
    Ok(())
}
