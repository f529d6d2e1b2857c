//! The texts to compare on: public repositories at fixed commits, or a local folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::process::{Failure, git, output, run};

/// Texts below one folder.
pub struct Texts {
    /// Their name on the page.
    pub name: String,
    /// The working folder of the programs.
    pub folder: PathBuf,
    /// The paths to check, relative to that folder.
    pub paths: Vec<String>,
    /// Further arguments of `morat check`.
    pub arguments: Vec<String>,
    /// The web address of a path, without the path; `None` if there is none.
    pub address: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    repository: Vec<Entry>,
}

/// A repository of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// On GitHub: owner/name.
    name: String,
    /// The commit, in full: the texts never change.
    commit: String,
    /// Files and folders in it.
    paths: Vec<String>,
    /// Further arguments of `morat check`, as for names that do not tell the format.
    #[serde(default)]
    arguments: Vec<String>,
}

/// The texts of a folder of this machine.
pub fn local(folder: &Path) -> Result<Texts, Failure> {
    if !folder.is_dir() {
        return Err(Failure(format!("{} is no folder", folder.display())));
    }
    let name = folder.display().to_string();
    Ok(Texts { name, folder: folder.to_owned(), paths: vec![".".into()], arguments: Vec::new(), address: None })
}

/// The texts of a list, fetched where they are not in the cache yet.
pub fn fetched(list: &Path, cache: &Path, only: &[String], offline: bool) -> Result<Vec<Texts>, Failure> {
    let text = fs::read_to_string(list).map_err(|error| Failure::of(list, &error))?;
    let entries = entries(&text).map_err(|error| Failure::of(list, &error))?;
    let is_wanted = |entry: &&Entry| only.is_empty() || only.iter().any(|name| entry.name.contains(name.as_str()));
    let wanted: Vec<&Entry> = entries.iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        return Err(Failure(format!("{} has no repository like {}", list.display(), only.join(", "))));
    }
    wanted.into_iter().map(|entry| entry.texts(cache, offline)).collect()
}

/// The entries of a list; refuses a name or a commit in any other form, since both are passed to git.
fn entries(text: &str) -> Result<Vec<Entry>, String> {
    let list: List = toml::from_str(text).map_err(|error| error.to_string())?;
    for entry in &list.repository {
        let word = |part: &str| {
            let letters = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            !part.is_empty() && !part.starts_with(['-', '.']) && part.chars().all(letters)
        };
        let name = entry.name.split_once('/');
        if !name.is_some_and(|(owner, name)| word(owner) && word(name)) {
            return Err(format!("{} is not owner/name", entry.name));
        }
        if entry.commit.len() != 40 || !entry.commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(format!("{}: the commit has to be given in full, with 40 digits", entry.name));
        }
        if entry.paths.is_empty() {
            return Err(format!("{} names no paths", entry.name));
        }
    }
    Ok(list.repository)
}

impl Entry {
    fn texts(&self, cache: &Path, offline: bool) -> Result<Texts, Failure> {
        let folder = cache.join(self.name.replace('/', "+")).join(&self.commit);
        // Written last, so that an interrupted fetch is repeated.
        let done = folder.join(".git/morat-paths");
        let paths = self.paths.join("\n");
        if fs::read_to_string(&done).ok().as_deref() != Some(&paths) {
            if offline {
                return Err(Failure(format!(
                    "{} is not in {}, and --offline fetches nothing",
                    self.name,
                    cache.display()
                )));
            }
            self.fetch(&folder)?;
            fs::write(&done, paths).map_err(|error| Failure::of(&done, &error))?;
        }
        let address = format!("https://github.com/{}/blob/{}", self.name, self.commit);
        let Entry { name, paths, arguments, .. } = self;
        Ok(Texts {
            name: name.clone(),
            folder,
            paths: paths.clone(),
            arguments: arguments.clone(),
            address: Some(address),
        })
    }

    /// Fetches the one commit, and of its files only those that are wanted where the server allows it.
    fn fetch(&self, folder: &Path) -> Result<(), Failure> {
        eprintln!("fetching {} …", self.name);
        let Entry { name, commit, paths, .. } = self;
        let of = |Failure(message): Failure| {
            Failure(format!(
                "{name} cannot be fetched; is there a network? Without one, compare a --folder.\n{message}"
            ))
        };
        fs::create_dir_all(folder).map_err(|error| Failure::of(folder, &error))?;
        if !folder.join(".git").is_dir() {
            run(&mut git(folder, ["init", "--quiet"]))?;
            output(&mut git(folder, ["remote", "add", "origin", &format!("https://github.com/{name}")]))?;
        }
        output(&mut git(folder, ["fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", commit]))
            .map_err(of)?;
        // No conversion of line ends on Windows.
        let mut checkout = git(folder, ["-c", "core.autocrlf=false", "checkout", "--quiet", commit, "--"]);
        output(checkout.args(paths)).map_err(of)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn the_list_is_well_formed() {
        let list = entries(include_str!("../../ecosystem.toml")).unwrap();
        assert!(list.len() >= 8);
    }

    #[test]
    fn what_could_be_something_else_than_a_repository_is_refused() {
        let entry = |name: &str, commit: &str| {
            format!("[[repository]]\nname = \"{name}\"\ncommit = \"{commit}\"\npaths = [\"a\"]")
        };
        let commit = "0123456789012345678901234567890123456789";
        assert!(entries(&entry("a/b", commit)).is_ok());
        for (name, commit) in [("a", commit), ("../b", commit), ("a/-b", commit), ("a/b/c", commit), ("a/b", "main")] {
            assert!(entries(&entry(name, commit)).is_err(), "{name} {commit}");
        }
    }
}
