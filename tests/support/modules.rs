//! Finds which module of `src` uses which, from `use` lines and paths in the source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The path of a module: `document`, `csv`.
pub type Name = Vec<String>;

/// A use of one module by another.
pub struct Use {
    /// The file, below `src`.
    pub file: String,
    pub from: Name,
    /// The module in which the used item is defined, through re-exports.
    pub to: Name,
}

/// All modules except tests.
pub struct Modules {
    pub uses: Vec<Use>,
}

/// A file: its source without comments, strings and tests, and the names that its `use` lines import.
struct File {
    path: String,
    text: String,
    paths: Vec<Name>,
    /// For each imported name the path that it stands for.
    imports: BTreeMap<String, Name>,
    globs: Vec<Name>,
}

impl Modules {
    pub fn read() -> Modules {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut paths = Vec::new();
        collect(&root, &mut paths);
        let mut files: BTreeMap<Name, File> = BTreeMap::new();
        let mut tests: BTreeSet<Name> = BTreeSet::new();
        for path in paths {
            let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            let mut name: Name = below.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            match name.last().map(String::as_str) {
                Some("main") if name.len() == 1 => continue,
                Some("mod") => _ = name.pop(),
                Some("lib") if name.len() == 1 => name.clear(),
                _ => {}
            }
            let text = bare(&fs::read_to_string(&path).unwrap());
            let text = without_tests(&text, &name, &mut tests);
            files.insert(
                name,
                File { path: below, text, paths: Vec::new(), imports: BTreeMap::new(), globs: Vec::new() },
            );
        }
        files.retain(|name, _| !tests.iter().any(|test| name.starts_with(test)));
        let known: BTreeSet<Name> = files.keys().cloned().collect();
        for (name, file) in &mut files {
            file.scan(name, &known);
        }
        let mut uses = Vec::new();
        for (from, file) in &files {
            let mut to: Vec<Name> =
                file.paths.iter().filter_map(|path| module(path, &files, &mut Vec::new())).collect();
            to.sort();
            to.dedup();
            to.retain(|to| to != from && !to.is_empty());
            uses.extend(to.into_iter().map(|to| Use { file: file.path.clone(), from: from.clone(), to }));
        }
        Modules { uses }
    }
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push(path);
        }
    }
}

/// The module that a path from the crate root leads to, through re-exports; `None` if it leads out of the crate.
fn module(path: &[String], files: &BTreeMap<Name, File>, passed: &mut Vec<Name>) -> Option<Name> {
    let deepest = (0..=path.len()).rev().find(|length| files.contains_key(&path[..*length]))?;
    let (name, rest) = path.split_at(deepest);
    if passed.contains(&path.to_vec()) {
        return Some(name.to_vec());
    }
    passed.push(path.to_vec());
    let file = &files[name];
    let Some((item, behind)) = rest.split_first() else { return Some(name.to_vec()) };
    if let Some(from) = file.imports.get(item) {
        let path: Name = from.iter().chain(behind).cloned().collect();
        return module(&path, files, passed);
    }
    Some(name.to_vec())
}

impl File {
    fn scan(&mut self, name: &Name, known: &BTreeSet<Name>) {
        let text = std::mem::take(&mut self.text);
        let mut rest = text.as_str();
        let mut others = String::new();
        // `use` lines.
        while let Some(at) = word(rest, "use") {
            others.push_str(&rest[..at]);
            let Some(end) = rest[at..].find(';') else { break };
            let mut leaves = Vec::new();
            leaves_of(rest[at + 3..at + end].trim(), &[], &mut leaves);
            for (path, alias) in leaves {
                let Some(path) = absolute(&path, name, known) else { continue };
                if alias == "*" {
                    self.globs.push(path.clone());
                } else {
                    self.imports.insert(alias, path.clone());
                }
                self.paths.push(path);
            }
            rest = &rest[at + end + 1..];
        }
        others.push_str(rest);
        // Paths.
        let bytes = others.as_bytes();
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let mut at = 0;
        while let Some(colons) = others[at..].find("::").map(|found| at + found) {
            let start = (0..colons).rev().take_while(|at| is_name(bytes[*at])).last().unwrap_or(colons);
            let mut end = colons;
            while others[end..].starts_with("::") {
                let next = end + 2;
                let length = bytes[next..].iter().take_while(|byte| is_name(**byte)).count();
                if length == 0 {
                    break;
                }
                end = next + length;
            }
            let path: Name = others[start..end].split("::").map(str::to_owned).collect();
            at = end.max(colons + 2);
            // The path in `pub(in …)` is a restriction and no use.
            if path[0].is_empty() || others[..start].ends_with("::") || others[..start].ends_with("(in ") {
                continue;
            }
            self.paths.extend(absolute(&path, name, known));
        }
    }
}

/// The path from the crate root; `None` if it begins with another crate, or with a name that is no module.
fn absolute(path: &[String], of: &Name, known: &BTreeSet<Name>) -> Option<Name> {
    let mut base = of.clone();
    let mut steps = path.iter().peekable();
    match steps.peek()?.as_str() {
        "crate" => {
            base.clear();
            steps.next();
        }
        "self" => _ = steps.next(),
        "super" => {
            while steps.next_if(|step| *step == "super").is_some() {
                base.pop();
            }
        }
        first => {
            base.push(first.to_owned());
            if !known.contains(&base) {
                return None;
            }
            steps.next();
        }
    }
    base.extend(steps.filter(|step| *step != "self").cloned());
    Some(base)
}

/// Collects the paths of a `use`, each with the name that it is imported as.
fn leaves_of(tree: &str, before: &[String], out: &mut Vec<(Name, String)>) {
    let steps = |text: &str| {
        text.split("::").map(str::trim).filter(|step| !step.is_empty()).map(str::to_owned).collect::<Name>()
    };
    let Some(open) = tree.find('{') else {
        let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias.trim())));
        let path = [before, &steps(path)].concat();
        let last = path.iter().rev().find(|step| *step != "self").cloned().unwrap_or_default();
        if last == "*" {
            return out.push((path[..path.len() - 1].to_vec(), last));
        }
        return out.push((path, alias.map_or(last, str::to_owned)));
    };
    let before = [before, &steps(&tree[..open])].concat();
    let inside = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = inside[start..at].trim();
                if !part.is_empty() {
                    leaves_of(part, &before, out);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The offset of a keyword at the start of a statement or behind `pub`; `None` if there is none.
fn word(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find(word).map(|found| at + found) {
        let before = text[..found].trim_end_matches(' ');
        let begins = before.is_empty() || before.ends_with(['\n', '{', ';', '}', ')', ']']) || before.ends_with("pub");
        if begins && text[found + word.len()..].starts_with(' ') {
            return Some(found);
        }
        at = found + word.len();
    }
    None
}

/// Source without comments and contents of strings.
fn bare(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("r#\"") || rest.starts_with("r##\"") || rest.starts_with("r\"") {
            let marks = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
            let close = format!("\"{}", "#".repeat(marks));
            rest[marks + 2..].find(&close).map_or(rest.len(), |found| marks + 2 + found + close.len())
        } else if rest.starts_with('"') {
            let mut end = 1;
            while end < rest.len() && rest.as_bytes()[end] != b'"' {
                end += if rest.as_bytes()[end] == b'\\' { 2 } else { 1 };
            }
            (end + 1).min(rest.len())
        } else if rest.starts_with('\'') {
            // A character literal; otherwise it is a lifetime.
            let mut letters = rest.char_indices().skip(1);
            let second = letters.next().map_or(' ', |(_, c)| c);
            if second == '\\' {
                rest[2..].find('\'').map_or(1, |found| if found == 0 { 4 } else { found + 3 })
            } else {
                letters.next().filter(|(_, c)| *c == '\'').map_or(1, |(end, _)| end + 1)
            }
        } else {
            let c = rest.chars().next().unwrap_or(' ');
            out.push(c);
            at += c.len_utf8();
            continue;
        };
        out.push(' ');
        at += skipped.max(1);
    }
    out
}

/// Source without test modules; those in files of their own are added to `tests`.
fn without_tests(text: &str, name: &Name, tests: &mut BTreeSet<Name>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("#[cfg(").filter(|_| rest.contains("#[cfg(")) {
        let Some(end) = rest[at..].find(")]").map(|end| at + end + 2) else { break };
        let for_tests = rest[at..end].contains("test") && !rest[at..end].contains("not(test");
        let item = rest[end..].trim_start();
        let item = item.strip_prefix("pub ").or_else(|| item.strip_prefix("pub(super) ")).unwrap_or(item);
        let start = rest.len() - item.len();
        if !for_tests {
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        out.push_str(&rest[..at]);
        // Skips to the end of the item: its closing brace, or a semicolon.
        let mut depth = 0;
        let mut length = item.len();
        for (at, c) in item.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && (c == '}' || c == ';') {
                length = at + 1;
                break;
            }
        }
        if let Some(module) = item[..length].strip_prefix("mod ").and_then(|module| module.strip_suffix(';')) {
            let mut test = name.clone();
            test.push(module.trim().to_owned());
            tests.insert(test);
        }
        rest = &rest[start + length..];
    }
    out.push_str(rest);
    out
}
