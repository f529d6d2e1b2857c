//! `morat config` and `morat init`: shows the settings in force with their origin, and writes a settings file.

use std::io::{self, Write};
use std::path::Path;

use super::args::{Common, Config};
use super::outcome::{Failure, Status};
use super::say;
use crate::config::keys::{KEYS, Key, ValueType};
use crate::config::{Effective, Origin, RuleLine, Value, schema, template};
use crate::linter::Level;
use crate::problem::{Bilingual, Problem};
use crate::project::discover::{self, FILE_NAME};
use crate::project::{Workspace, disk, write};
use crate::report::escape::one_line;
use crate::rules::Registry;

pub(super) fn run(config: &Config) -> Result<Status, Failure> {
    match config {
        Config::Show(asked) => show(&asked.path, &asked.common),
        Config::Schema => {
            let schema = serde_json::to_string_pretty(&schema(&Registry::embedded())).map_err(io::Error::other)?;
            writeln!(io::stdout().lock(), "{schema}")?;
            Ok(Status::Clean)
        }
    }
}

/// Writes a commented settings file, if there is none.
pub(super) fn init(folder: &Path) -> Result<Status, Failure> {
    let path = folder.join(FILE_NAME);
    let shown = path.strip_prefix(".").unwrap_or(&path).display().to_string();
    if path.exists() {
        return Err(Failure::from(Problem::new(
            format!("{shown}: đã có tệp thiết lập; xem nó bằng morat config show"),
            format!("{shown}: there is a settings file already; see it by morat config show"),
        )));
    }
    let known = discover::at(folder)?;
    if let Some(file) = known.and_then(|known| known.file) {
        let file = disk::shown(file.strip_prefix(".").unwrap_or(&file));
        return Err(Failure::from(Problem::new(
            format!("{file}: thiết lập của morat ở đây rồi; {shown} sẽ che mất chúng"),
            format!("{file}: there are settings of morat here; {shown} would take their place"),
        )));
    }
    let text = template(|text| say::lang().of(text).to_owned());
    write::replace(&path, text.as_bytes()).map_err(|error| disk::problem(&*shown, &error))?;
    let written = Bilingual::new(
        format!("Đã viết {shown}: mọi khóa đều có trong đó, bỏ dấu # là dùng."),
        format!("{shown} is written: every key is in it, remove a # to use one."),
    );
    writeln!(io::stdout().lock(), "{}", say::lang().of(&written))?;
    Ok(Status::Clean)
}

/// A string as TOML.
fn toml(text: &str) -> String {
    // A JSON string is a TOML string, but for what no setting holds.
    serde_json::to_string(text).unwrap_or_default()
}

fn show(path: &Path, common: &Common) -> Result<Status, Failure> {
    if !path.exists() {
        return Err(disk::problem(path.display().to_string(), &io::ErrorKind::NotFound.into()).into());
    }
    let workspace = Workspace::open(common.overrides())?;
    // Settings of a folder are those of a file in it.
    let place = workspace.place(&if path.is_dir() { path.join("-") } else { path.to_owned() });
    let project = workspace.project(&place)?;
    let mut out = io::stdout().lock();
    let said = |vi: &'static str, en: &'static str| say::lang().pick(vi, en);
    match (&project.root, &project.file) {
        (Some(_), Some(file)) => writeln!(out, "# {}: {}", said("dự án", "project"), disk::shown(file))?,
        (Some(root), None) => {
            writeln!(out, "# {}: {}", said("dự án", "project"), disk::shown(&root.join(discover::FOLDER_NAME)))?;
        }
        (None, _) => writeln!(
            out,
            "# {}",
            said("không có tệp thiết lập nào; đây là mặc định", "no settings file; these are the defaults")
        )?,
    }
    if let Some(known) = &project.baseline {
        let shown = disk::shown(&known.path);
        writeln!(out, "# {}: {shown} ({})", said("tệp nền", "baseline"), known.baseline.len())?;
    }
    for file in project.own_rules() {
        writeln!(out, "# {}: {file}", said("quy tắc riêng", "own rules"))?;
    }
    let effective = project.effective(&place);
    for key in KEYS.iter().filter(|key| !matches!(key.kind, ValueType::Rules | ValueType::Overrides)) {
        show_key(&mut out, &effective, key, said("mặc định", "default"))?;
    }
    let rules: Vec<&RuleLine> = effective.rules().collect();
    if !rules.is_empty() {
        writeln!(out, "\n[rules]")?;
    }
    for (at, rule) in rules.iter().enumerate() {
        let name = &rule.name.value;
        let beaten = rules[at + 1..].iter().any(|later| later.name.value == *name);
        if !beaten {
            write_line(&mut out, &format!("{} = {}", toml(name), rule_value(&rules, name)), &rule.name.origin)?;
        }
    }
    Ok(Status::Clean)
}

fn write_line(out: &mut impl Write, line: &str, origin: &Origin) -> io::Result<()> {
    writeln!(out, "{}", one_line(&format!("{line:<48}  # {origin}")))
}

fn show_key(out: &mut impl Write, effective: &Effective<'_>, key: &Key, default: &str) -> io::Result<()> {
    let name = key.name;
    if effective.said(name).is_none() {
        let by_default = Origin { file: default.into(), line: None };
        return match key.default {
            "" => Ok(()),
            value => write_line(out, &format!("{name} = {value}"), &by_default),
        };
    }
    match effective.said(name).map(|said| &said.value) {
        Some(Value::Texts(_)) => {
            let items = effective.texts(name);
            if items.is_empty() || name == "extend" {
                return Ok(());
            }
            writeln!(out, "{name} = [")?;
            for (item, _) in items {
                write_line(out, &format!("    {},", toml(&item.value)), &item.origin)?;
            }
            writeln!(out, "]")
        }
        _ => match effective.said(name) {
            None => Ok(()),
            Some(said) => {
                let value = match &said.value {
                    Value::Switch(on) => on.to_string(),
                    Value::Text(text) => toml(text),
                    Value::Texts(_) | Value::Rules(_) => return Ok(()),
                };
                write_line(out, &format!("{name} = {value}"), &said.origin)
            }
        },
    }
}

/// The combined value of all lines about a rule.
fn rule_value(rules: &[&RuleLine], name: &str) -> String {
    let lines = || rules.iter().filter(|rule| rule.name.value == name);
    let level = lines().filter_map(|rule| rule.level).next_back().map(|level| match level {
        Level::Off => "\"off\"".to_owned(),
        Level::On => "\"on\"".to_owned(),
        Level::At(severity) => format!("\"{}\"", severity.name()),
    });
    let mut parts: Vec<String> = level.iter().map(|level| format!("level = {level}")).collect();
    parts.extend(
        lines().filter_map(|rule| rule.min_confidence).next_back().map(|least| format!("min-confidence = {least}")),
    );
    let mut options: std::collections::BTreeMap<&str, String> = std::collections::BTreeMap::new();
    for (option, value) in lines().flat_map(|rule| &rule.options) {
        options.insert(
            &option.value,
            match value {
                crate::config::node::Raw::Number(number) => number.to_string(),
                crate::config::node::Raw::Text(text) => toml(text),
                _ => "…".to_owned(),
            },
        );
    }
    parts.extend(options.into_iter().map(|(name, value)| format!("{name} = {value}")));
    match (level, parts.len()) {
        (Some(level), 1) => level,
        _ => format!("{{ {} }}", parts.join(", ")),
    }
}
