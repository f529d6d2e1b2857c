//! The flags of a run as a layer of settings.

use super::args::Common;
use crate::config::{Layer, Origin, Said, Value};
use crate::project::Overrides;
use crate::rules::Severity;

impl Common {
    /// The failing severity, if a flag sets it.
    pub fn fail_on(&self) -> Option<Severity> {
        self.fail_on.and_then(|severity| Severity::of_name(severity.name()))
    }

    /// Whether a run reads other files, or uses other settings, than the project itself would: then nothing can be
    /// called unused.
    pub fn departs(&self) -> bool {
        let files = !self.include.is_empty() || !self.exclude.is_empty();
        // By grade and confidence findings are left out one by one: which, the rules do not tell.
        let fewer = self.min_severity.is_some() || self.min_confidence.is_some();
        files
            || fewer
            || !self.config.is_empty()
            || self.isolated
            || self.profile.is_some()
            || self.dictionaries.is_some()
    }

    /// The overrides for a workspace.
    pub fn overrides(&self) -> Overrides {
        Overrides {
            isolated: self.isolated,
            config: self.config.clone(),
            flags: self.flags(),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            min_confidence: self.min_confidence,
            format: self.as_format,
            report_unused: self.report_unused,
            without_baselines: false,
        }
    }

    /// The layer of settings that the flags make.
    fn flags(&self) -> Layer {
        let mut layer = Layer::default();
        let mut text = |key, flag, value: Option<String>| {
            if let Some(value) = value {
                layer.say(key, flag, Value::Text(value));
            }
        };
        text("profile", "--profile", self.profile.clone());
        text("encoding", "--encoding", self.encoding.clone());
        text("min-severity", "--min-severity", self.min_severity.map(|severity| severity.name().to_owned()));
        text("fail-on", "--fail-on", self.fail_on.map(|severity| severity.name().to_owned()));
        text("dictionaries", "--dictionaries", self.dictionaries.as_ref().map(|path| path.display().to_string()));
        if self.strict {
            layer.say("strict", "--strict", Value::Switch(true));
        }
        let lists = [
            ("include", "--include", globs_of(&self.include)),
            ("exclude", "--exclude", globs_of(&self.exclude)),
            ("columns", "--columns", self.columns.clone()),
        ];
        for (key, flag, items) in &lists {
            if !items.is_empty() {
                let origin = Origin { file: (*flag).into(), line: None };
                let said = |item: &String| Said { value: item.clone(), origin: origin.clone() };
                layer.say(key, flag, Value::Texts(items.iter().map(said).collect()));
            }
        }
        layer
    }
}

/// Globs between commas; a comma between braces is part of its glob.
fn globs_of(values: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    for value in values {
        let (mut depth, mut start) = (0_usize, 0);
        for (at, c) in value.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    out.push(value[start..at].to_owned());
                    start = at + 1;
                }
                _ => {}
            }
        }
        out.push(value[start..].to_owned());
    }
    out.retain(|glob| !glob.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_between_braces_parts_no_globs() {
        let of = |value: &str| globs_of(&[value.to_owned()]);
        assert_eq!(of("*.{txt,md},a.b"), ["*.{txt,md}", "a.b"]);
        assert_eq!(of("{a,{b,c}}/*,,d"), ["{a,{b,c}}/*", "d"]);
        assert_eq!(of("a},b"), ["a}", "b"]);
    }
}
