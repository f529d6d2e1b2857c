//! Whether a version can be released.

use std::fs;

use crate::process::{Failure, cargo, git, output, run};
use crate::root;

#[derive(clap::Args)]
pub struct Options {
    /// Leave out what takes long: .ci/run
    #[arg(long)]
    quick: bool,
}

/// Runs all checks and prints what is missing.
pub fn check(options: &Options) -> Result<(), Failure> {
    let mut missing = Vec::new();
    let mut step = |what: &str, done: Result<(), Failure>| match done {
        Ok(()) => println!("ok       {what}"),
        Err(Failure(message)) => {
            println!("MISSING  {what}: {message}");
            missing.push(what.to_owned());
        }
    };
    let read = |path: &str| fs::read_to_string(root().join(path)).map_err(|error| Failure(format!("{path}: {error}")));
    let manifest: toml::Table = read("Cargo.toml")?.parse().map_err(|error| Failure(format!("Cargo.toml: {error}")))?;
    let workspace = |key: &str| Some(manifest.get("workspace")?.get("package")?.get(key)?.as_str()?.to_owned());
    let version = workspace("version").ok_or_else(|| Failure("Cargo.toml names no version".into()))?;
    println!("morat {version}");

    step("everything is committed", is_clean());
    step(
        "CHANGELOG.md has a section for this version",
        read("CHANGELOG.md").and_then(|text| changelog(&text, &version)),
    );
    let described = manifest.get("package").and_then(toml::Value::as_table);
    let address =
        described.is_some_and(|package| package.contains_key("repository")) || workspace("repository").is_some();
    step(
        "Cargo.toml says where the repository is",
        if address { Ok(()) } else { Err(Failure("add `repository`; nobody can find the source otherwise".into())) },
    );
    step("Cargo.lock is up to date", run(&mut quiet(cargo(["metadata", "--format-version", "1", "--locked"]))));
    let fuzz = ["metadata", "--format-version", "1", "--locked", "--manifest-path", "fuzz/Cargo.toml"];
    step("fuzz/Cargo.lock is up to date", run(&mut quiet(cargo(fuzz))));
    let package = ["package", "--package", "morat", "--locked", "--no-verify", "--allow-dirty", "--quiet"];
    step("the crate can be packed", run(&mut cargo(package)));
    step("licences and advisories: cargo deny", run(&mut cargo(["deny", "--workspace", "check"])));
    if options.quick {
        println!("left out: .ci/run");
    } else {
        step(".ci/run", run(&mut std::process::Command::new(root().join(".ci/run"))));
    }
    if missing.is_empty() { Ok(()) } else { Err(Failure(format!("not yet: {}", missing.join("; ")))) }
}

fn quiet(mut command: std::process::Command) -> std::process::Command {
    command.stdout(std::process::Stdio::null());
    command
}

fn is_clean() -> Result<(), Failure> {
    let changed = output(&mut git(&root(), ["status", "--porcelain"]))?;
    if changed.is_empty() { Ok(()) } else { Err(Failure(format!("\n{changed}"))) }
}

/// Whether there is a heading `## [VERSION] - DATE`, and nothing above it that is not released.
fn changelog(text: &str, version: &str) -> Result<(), Failure> {
    let heading = format!("## [{version}] - ");
    if !text.lines().any(|line| line.starts_with(&heading)) {
        return Err(Failure(format!("there is no “{heading}YYYY-MM-DD”")));
    }
    let unreleased =
        text.split("## [Unreleased]").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
    if unreleased.lines().any(|line| line.starts_with("- ")) {
        return Err(Failure(format!("entries still stand under “Unreleased” and not under {version}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::changelog;

    #[test]
    fn a_version_has_a_heading_with_its_date_and_nothing_waits_above_it() {
        let text = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n- b\n";
        assert!(changelog(text, "0.2.0").is_ok());
        assert!(changelog(text, "0.3.0").is_err());
        assert!(changelog(&text.replace("ed]\n", "ed]\n\n- a\n"), "0.2.0").is_err());
    }
}
