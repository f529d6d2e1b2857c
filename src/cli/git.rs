//! The changed lines of files since a revision, from git.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::outcome::Failure;
use crate::linter::Diagnostic;
use crate::problem::Problem;
use crate::project::disk::path_of_bytes;

/// The changed lines of a file.
#[derive(Debug, PartialEq, Eq)]
enum Lines {
    /// All lines: the file is new, or binary to git.
    All,
    /// These line ranges, counted from 1.
    Some(Vec<RangeInclusive<u32>>),
}

/// The changes in a work tree since a revision.
pub(super) struct Changed {
    root: PathBuf,
    tracked: HashSet<PathBuf>,
    files: HashMap<PathBuf, Lines>,
}

impl Changed {
    /// Asks git, in the working folder. If the revision is on another branch, changes count from the merge base.
    ///
    /// # Errors
    /// If there is no git, no repository, or no such revision.
    pub fn since(revision: &str) -> Result<Changed, Failure> {
        if revision.starts_with('-') || revision.is_empty() {
            return Err(refused(revision, ""));
        }
        let git = Git::new(revision);
        let git = |args: &[&str]| git.ask(args);
        let root = git(&["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(path_of_bytes(root.strip_suffix(b"\n").unwrap_or(&root)));
        let root = std::fs::canonicalize(&root).unwrap_or(root);
        let commit = format!("{revision}^{{commit}}");
        git(&["rev-parse", "--verify", "--quiet", &commit])?;
        // A shallow clone may not know where the branches parted.
        let base = git(&["merge-base", "HEAD", revision]).unwrap_or_else(|_| revision.as_bytes().to_vec());
        let base = String::from_utf8_lossy(&base).trim().to_owned();
        // Nothing of the user's settings of git may change what is seen.
        #[rustfmt::skip]
        let diff = [
            "diff", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative", "--no-color", "--no-prefix",
            "--ignore-submodules", "--unified=0", "--inter-hunk-context=0",
        ];
        let with = |more: &[&str]| git(&[&diff[..], more, &[&base, "--"]].concat());
        let paths = |names: &[u8]| fields(names).map(|name| root.join(path_of_bytes(name))).collect::<Vec<_>>();
        // Of these two each file has one heading in the patch.
        let plain = paths(&with(&["--diff-filter=AM", "--name-only", "-z"])?);
        let hunks = hunks(&with(&["--diff-filter=AM", "--patch"])?);
        let mut files: HashMap<PathBuf, Lines> = match plain.len() == hunks.len() {
            true => plain.into_iter().zip(hunks).collect(),
            // Better to show too much than to miss what is new.
            false => plain.into_iter().map(|path| (path, Lines::All)).collect(),
        };
        let others = paths(&with(&["--diff-filter=TUXB", "--name-only", "-z"])?);
        files.extend(others.into_iter().map(|path| (path, Lines::All)));
        let top = root.to_string_lossy().into_owned();
        let tracked = git(&["-C", &top, "ls-files", "-z"])?;
        let tracked = fields(&tracked).map(|name| root.join(path_of_bytes(name))).collect();
        Ok(Changed { root, tracked, files })
    }

    /// Whether a finding is on a changed line. A file that git does not know is new.
    pub fn touches(&self, place: &Path, diagnostic: &Diagnostic) -> bool {
        if !place.starts_with(&self.root) || !self.tracked.contains(place) {
            return true;
        }
        match self.files.get(place) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(ranges)) => ranges
                .iter()
                .any(|range| *range.start() <= diagnostic.end.line && diagnostic.start.line <= *range.end()),
        }
    }
}

/// Runs git in a repository that may be untrusted.
struct Git<'g> {
    revision: &'g str,
    /// Configuration that overrides the repository's, by name.
    settings: Vec<(String, String)>,
}

impl Git<'_> {
    /// Nothing that the repository's own configuration names is run: no monitor, no hook, no filter, no transport. A
    /// nested repository is not entered.
    fn new(revision: &str) -> Git<'_> {
        let fixed = [
            ("core.fsmonitor", "false"),
            ("core.hooksPath", "/dev/null"),
            ("safe.bareRepository", "explicit"),
            ("protocol.allow", "never"),
        ];
        let settings = fixed.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let mut git = Git { revision, settings };
        // Those of the user, git-lfs for example, are the user's choice and stay.
        let asked = git.ask(&["config", "--show-scope", "--name-only", "-z", "--get-regexp", r"^filter\."]);
        let said = asked.unwrap_or_default();
        let said: Vec<String> = fields(&said).map(|field| String::from_utf8_lossy(field).into_owned()).collect();
        for pair in said.chunks_exact(2).filter(|pair| matches!(pair[0].as_str(), "local" | "worktree")) {
            if let Some((filter, _)) = pair[1].rsplit_once('.') {
                let off = [("clean", ""), ("process", ""), ("required", "false")];
                git.settings.extend(off.map(|(key, value)| (format!("{filter}.{key}"), value.to_owned())));
            }
        }
        git
    }

    fn ask(&self, args: &[&str]) -> Result<Vec<u8>, Failure> {
        let mut command = Command::new("git");
        command.args(args).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
        command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0");
        // By variables, for a name may have any letter in it.
        command.env("GIT_CONFIG_COUNT", self.settings.len().to_string());
        for (at, (name, value)) in self.settings.iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{at}"), name).env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        let output = command.output().map_err(|error| {
            Failure::from(Problem::new(
                format!("--diff-base cần git, mà không chạy được git: {error}"),
                format!("--diff-base needs git, and git cannot be run: {error}"),
            ))
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let why = String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned();
        Err(refused(self.revision, &why))
    }
}

fn refused(revision: &str, why: &str) -> Failure {
    let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
    Failure::from(Problem::new(
        format!(
            "--diff-base: git không tìm thấy “{revision}” ở đây{why}; cần tên nhánh, thẻ hoặc mã của một commit trong kho git của thư mục này"
        ),
        format!(
            "--diff-base: git finds no “{revision}” here{why}; it takes a branch, a tag or a commit of this folder's repository"
        ),
    ))
}

fn fields(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == 0).filter(|field| !field.is_empty())
}

/// The changed lines of each file of a patch, in the order of the patch, which is that of the names: quoting of names
/// need not be understood.
fn hunks(patch: &[u8]) -> Vec<Lines> {
    let mut files: Vec<Lines> = Vec::new();
    for line in patch.split(|byte| *byte == b'\n') {
        if line.starts_with(b"diff --git ") {
            files.push(Lines::Some(Vec::new()));
        } else if line.starts_with(b"Binary files ") {
            if let Some(last) = files.last_mut() {
                *last = Lines::All;
            }
        } else if let Some(range) = line.strip_prefix(b"@@ ").and_then(new_lines)
            && let Some(Lines::Some(ranges)) = files.last_mut()
        {
            ranges.push(range);
        }
    }
    files
}

/// The new lines of a hunk: `-3,2 +3,4 @@` gives 3 to 6; `None` for a hunk that only removes.
fn new_lines(heading: &[u8]) -> Option<RangeInclusive<u32>> {
    let heading = std::str::from_utf8(heading).ok().or_else(|| {
        // The line that git shows behind the heading may be of any encoding.
        let end = heading.windows(3).position(|window| window == b" @@")?;
        std::str::from_utf8(&heading[..end]).ok()
    })?;
    let new = heading.split(' ').find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = new.split_once(',').unwrap_or((new, "1"));
    let (start, count): (u32, u32) = (start.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| start..=start + count - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_gives_the_lines_that_are_new() {
        let patch = b"diff --git a.txt a.txt\n--- a.txt\n+++ a.txt\n@@ -3,2 +3,4 @@ tr\xFFu\n+diff --git x\n@@ -9 +12 @@\n@@ -20,3 +22,0 @@\n\
            diff --git b.bin b.bin\nBinary files b.bin and b.bin differ\ndiff --git c.txt c.txt\nold mode 100644\nnew mode 100755\n";
        assert_eq!(hunks(patch), [Lines::Some(vec![3..=6, 12..=12]), Lines::All, Lines::Some(vec![])]);
    }
}
