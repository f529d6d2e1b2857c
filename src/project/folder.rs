//! A folder with settings of its own, or all that lies in none: what holds for its files.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::checker::{FileLinter, Key};
use super::dictionaries::StampedDictionaries;
#[cfg(feature = "lsp")]
use super::globs::ignored_above;
use super::notes::{self, KnownFindings};
use super::overrides::Overrides;
use super::own_rules::Rules;
use super::reach::Reach;
use super::scope::Scope;
use super::{discover, disk, fence, terms};
use crate::config::edit::List;
use crate::config::{Effective, IgnoreList, Origin, Profile, Said, Settings, Value};
use crate::document::Options;
use crate::linter::{Linter, Selection, Terms};
use crate::problem::Problem;
use crate::rules::{Meta, Registry, RuleId, Severity};

/// A folder with settings of its own, or all that lies in none.
pub struct Project {
    /// The folder; `None` where there are no settings.
    pub root: Option<PathBuf>,
    /// The settings file in force, if there is one.
    pub file: Option<PathBuf>,
    /// All layers.
    pub(super) settings: Settings,
    /// What is known; only what is new is shown.
    pub baseline: Option<KnownFindings>,
    /// What is never shown.
    pub ignored: IgnoreList,
    /// Which files it is about.
    pub(super) scope: Scope,
    /// How far its settings reach.
    pub(super) reach: Reach,
    pub(super) rules: Rules,
    pub(super) dictionaries: StampedDictionaries,
    /// Where the project itself says its terms: file and line. Those of the user, of a shared file and of overrides are not its
    /// own to take out.
    pub(super) own_terms: HashSet<(String, u32)>,
    /// What the run was told.
    pub(super) overrides: Arc<Overrides>,
    /// By the overrides of its settings that hold.
    pub(super) checkers: Mutex<HashMap<Vec<bool>, Arc<FileLinter>>>,
}

impl Project {
    /// Whether a file found in a folder is read.
    pub fn includes(&self, place: &Path) -> bool {
        self.scope.includes(place)
    }

    /// Whether a file or folder is left out in a walk.
    pub fn excludes(&self, place: &Path, is_dir: bool) -> bool {
        self.scope.excludes(place, is_dir)
    }

    /// Whether a folder is left out by itself or by one that it lies in.
    pub fn excludes_folder(&self, folder: &Path) -> bool {
        self.scope.excludes_below(folder, true)
    }

    /// Whether a file is left out by itself or by a folder that it lies in.
    pub fn excludes_file(&self, place: &Path) -> bool {
        self.scope.excludes_below(place, false)
    }

    /// Whether a file is left out: by the settings, or by a `.moratignore` in a folder above it.
    #[cfg(feature = "lsp")]
    pub fn leaves_out(&self, place: &Path) -> bool {
        self.excludes_file(place) || ignored_above(place)
    }

    /// The path of a file from the root of the project, with `/` between; the path itself outside of it.
    pub fn path_of(&self, place: &Path) -> String {
        let below = self.root.as_ref().and_then(|root| place.strip_prefix(root).ok()).unwrap_or(place);
        disk::slashed(&below.display().to_string())
    }

    /// The settings that hold for a file.
    pub fn effective(&self, place: &Path) -> Effective<'_> {
        let holding = self.scope.holding(place);
        self.settings.effective(move |at| holding[at])
    }

    /// The linter for a file, with its settings.
    ///
    /// # Errors
    /// If a rule, a profile or a file of terms that they name cannot be used.
    pub fn checker(&self, place: &Path) -> Result<Arc<FileLinter>, Problem> {
        self.checker_for(&self.scope.holding(place))
    }

    /// Whether a term is said by the project itself, at its top: `morat words` and `--fix-unused` may take it out.
    pub fn is_own_term(&self, file: &str, line: u32) -> bool {
        self.own_terms.contains(&(file.to_owned(), line))
    }

    /// Whether a rule is one of the project's own.
    pub fn is_own(&self, meta: &Meta) -> bool {
        self.rules.is_own(meta)
    }

    /// The files of the project's own rules.
    pub fn own_rules(&self) -> impl Iterator<Item = &str> {
        self.rules.files.iter().map(|(path, _)| path.as_str())
    }

    /// How grave the findings of a rule are where no override holds; `None` if it does not run.
    pub fn severity(&self, rule: RuleId) -> Option<Severity> {
        let checker = self.checker_for(&vec![false; self.scope.overrides()]).ok()?;
        checker.linter.severity(rule)
    }

    /// The rules.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.rules.registry
    }

    /// # Errors
    /// What is wrong with the settings for any of its files.
    pub(super) fn try_all(&self) -> Result<(), Problem> {
        let overrides = self.scope.overrides();
        self.checker_for(&vec![false; overrides])?;
        for at in 0..overrides {
            let alone: Vec<bool> = (0..overrides).map(|other| other == at).collect();
            self.selection(&alone)?;
        }
        Ok(())
    }

    fn checker_for(&self, holding: &Vec<bool>) -> Result<Arc<FileLinter>, Problem> {
        let mut known = self.checkers.lock().unwrap_or_else(|poison| poison.into_inner());
        if let Some(checker) = known.get(holding) {
            return Ok(Arc::clone(checker));
        }
        let (selection, terms) = self.selection(holding)?;
        let effective = self.settings.effective(|at| holding[at]);
        let fail_on = effective.severity("fail-on").unwrap_or(Severity::Info);
        let options = Arc::new(Options { format: self.overrides.format, ..effective.options() });
        let key = Key {
            program: &disk::own_stamp(),
            dictionaries: &self.dictionaries.stamp,
            own_rules: &self.rules.files,
            selection: &selection,
            options: &options,
        }
        .hash();
        let (registry, dictionaries) = (&self.rules.registry, &self.dictionaries.dictionaries);
        let linter = Linter::with(Arc::clone(registry), Arc::clone(dictionaries), &selection)?;
        let checker = Arc::new(FileLinter { linter, key, options, terms, fail_on });
        known.insert(holding.clone(), Arc::clone(&checker));
        Ok(checker)
    }

    /// What the linter is told where some of the overrides hold, and where its terms were said.
    fn selection(&self, holding: &[bool]) -> Result<(Selection, Vec<Origin>), Problem> {
        let effective = self.settings.effective(|at| holding[at]);
        let asked = &self.overrides;
        let asked = Selection {
            select: trimmed(&asked.select),
            ignore: trimmed(&asked.ignore),
            report_unused: asked.report_unused,
            min_confidence: asked.min_confidence,
            ..Selection::default()
        };
        let profile = |name: &str, said: &Said<Value>, folder: &Path| self.profile(name, said, folder);
        let mut selection = effective.selection(&self.rules.registry, asked, profile)?;
        let words = terms::of(&effective, "words", "words-file")?;
        let names = terms::of(&effective, "names", "names-file")?;
        selection.terms = Arc::new(Terms::new(
            words.iter().map(|said| said.value.as_str()),
            names.iter().map(|said| said.value.as_str()),
        ));
        Ok((selection, words.into_iter().chain(names).map(|said| said.origin).collect()))
    }

    /// A profile by its name, or from a file that lies beside the settings.
    fn profile(&self, name: &str, said: &Said<Value>, folder: &Path) -> Result<Profile, Problem> {
        if fence::is_profile_file(name) {
            let path = folder.join(name);
            let text = discover::text(&path)?;
            Profile::read(&disk::shown(&path), &text, &self.rules.registry)
        } else {
            Profile::named(name).map_err(|problem| said.error(problem.message.vi, problem.message.en))
        }
    }

    /// Whether morat may write this file because the project names it.
    ///
    /// # Errors
    /// If it lies outside of the project, links resolved, and the user has not named it.
    pub fn may_write(&self, path: &Path) -> Result<(), Problem> {
        self.reach.may_write(path)
    }

    /// The file that terms go into: the settings file in force; or the file of terms that it names, if that is where it keeps
    /// all of them; or a new settings file.
    pub fn file_of_terms(&self, place: &Path, list: List) -> PathBuf {
        let effective = self.effective(place);
        let key = list.key();
        let beside = effective.texts(&format!("{key}-file"));
        if let (true, Some((path, folder))) = (effective.texts(key).is_empty(), beside.last()) {
            return folder.join(&path.value);
        }
        self.settings_file().unwrap_or_else(|| PathBuf::from(discover::FILE_NAME))
    }

    /// The file with its settings, or where it would be; `None` outside of any project without such a file.
    pub fn settings_file(&self) -> Option<PathBuf> {
        self.file.clone().or_else(|| Some(self.root.as_ref()?.join(discover::FILE_NAME)))
    }

    /// The files by which its texts are judged, apart from rules of its own: settings and those that they extend, lists of terms,
    /// the baseline, the ignore list. Some need not exist.
    #[cfg(any(feature = "lsp", feature = "serve"))]
    pub fn files(&self) -> Vec<PathBuf> {
        let all = self.settings.effective(|_| true);
        let lists = ["extend", "words-file", "names-file"].into_iter().flat_map(|key| all.texts(key));
        let lists = lists.map(|(path, folder)| folder.join(&path.value));
        let profile = all.text("profile").filter(|(name, ..)| fence::is_profile_file(name));
        let profile = profile.map(|(name, _, folder)| folder.join(name));
        self.file
            .iter()
            .cloned()
            .chain(lists)
            .chain(profile)
            .chain(self.baseline_path())
            .chain(self.ignore_path())
            .collect()
    }

    /// Where the baseline is, or would be; `None` outside of any project.
    pub fn baseline_path(&self) -> Option<PathBuf> {
        Some(notes::baseline_path(self.root.as_ref()?, &self.settings.effective(|_| false)))
    }

    /// Where the list of what to ignore is, or would be; `None` outside of any project.
    pub fn ignore_path(&self) -> Option<PathBuf> {
        self.root.as_deref().map(notes::ignore_path)
    }

    /// Whether this run looks for all that a rule finds, if `strict` its doubtful findings, too. Where overrides differ, what
    /// any of them looks for counts only if all do.
    pub fn looks_for(&self, rule: &str, strict: bool) -> bool {
        let checkers = self.checkers.lock().unwrap_or_else(|poison| poison.into_inner());
        checkers.values().all(|checker| {
            let linter = &checker.linter;
            let runs = self.rules.registry.find(rule).is_none_or(|id| linter.severity(id).is_some());
            runs && (linter.is_strict() || !strict)
        })
    }

    /// Whether paths hold the whole of it.
    pub fn lies_in(&self, paths: &[PathBuf]) -> bool {
        let Some(root) = &self.root else { return false };
        paths.iter().filter_map(|path| std::fs::canonicalize(path).ok()).any(|path| root.starts_with(path))
    }
}

/// Names as they were given, without the space that many write behind a comma.
fn trimmed(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.trim().to_owned()).collect()
}
