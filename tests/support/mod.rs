//! Runs the program in a temporary folder; shared by the test files that do so.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The program with these arguments, without the environment variables that influence it.
pub fn morat(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_morat"));
    for name in
        ["NO_COLOR", "CLICOLOR_FORCE", "LC_ALL", "LC_MESSAGES", "LANG", "CI", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"]
    {
        command.env_remove(name);
    }
    // Neither the developer's settings nor the cache of other tests.
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nowhere");
    command.env("HOME", &nowhere).env("MORAT_CACHE_DIR", nowhere.join("cache")).env("MORAT_LANG", "vi");
    command.args(args).stdin(Stdio::null());
    command
}

/// A temporary folder with files.
pub struct Folder(pub TempDir);

impl Folder {
    /// A folder with these files, given as path and text.
    pub fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran(morat(args).current_dir(self.0.path()).output().unwrap())
    }

    /// Runs the program in a subfolder.
    pub fn run_in(&self, below: &str, args: &[&str]) -> Ran {
        Ran(morat(args).current_dir(self.path(below)).output().unwrap())
    }

    pub fn run_with(&self, args: &[&str], set: impl FnOnce(&mut Command)) -> Ran {
        let mut command = morat(args);
        command.current_dir(self.0.path());
        set(&mut command);
        Ran(command.output().unwrap())
    }

    /// The findings of `check`, each as `path:line:text`; asserts that standard error is empty.
    pub fn marks(&self, args: &[&str]) -> Vec<String> {
        let ran = self.run(&[&["check", "--format", "jsonl"], args].concat());
        assert_eq!(ran.stderr(), "");
        ran.marks()
    }

    pub fn git(&self, args: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=m", "-c", "user.email=m@m", "-c", "init.defaultBranch=main"]);
        command.args(args).current_dir(self.0.path()).stdout(Stdio::null()).stderr(Stdio::null());
        assert!(command.status().unwrap().success(), "git {args:?}");
    }
}

/// The result of a run.
#[derive(Debug)]
pub struct Ran(pub Output);

impl Ran {
    pub fn status(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    pub fn stdout(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// The findings in the output of `--format jsonl`, each as `path:line:text`.
    pub fn marks(&self) -> Vec<String> {
        let line = |line: &str| {
            let one: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            format!("{}:{}:{}", text("path"), one["start"]["line"], text("text"))
        };
        self.stdout().lines().map(line).collect()
    }

    /// Asserts the exit status and the beginning of standard error.
    pub fn fails(&self, status: i32, stderr: &str) {
        assert_eq!(self.status(), status, "{self:?}");
        assert!(self.stderr().starts_with(stderr), "{}", self.stderr());
    }
}
