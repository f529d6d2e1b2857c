//! Which settings hold for which file: projects are found from the file upwards, read once, and shared.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use ignore::gitignore::Gitignore;
use xxhash_rust::xxh3::Xxh3;

use super::args::Common;
use super::beside::{own_rules, own_terms, terms};
use super::files;
use super::globs::{Matches, globs, globs_said};
use super::notebook::{self, KnownFindings};
use super::reach::{Reach, within};
use crate::config::IgnoreList;
use crate::config::discover::{self, Found};
use crate::config::fence::{self, Fence};
use crate::config::keys;
use crate::config::node::Node;
use crate::config::{Effective, Layer, Origin, Profile, Said, Settings, Value};
use crate::dictionaries::Dictionaries;
use crate::document::{Format, Options};
use crate::linter::{Linter, Selection, Terms};
use crate::problem::Problem;
use crate::report::Lang;
use crate::rules::declarative::RuleFile;
use crate::rules::{Meta, Registry, RuleId, Severity};

/// A linter with what identifies its settings, for the cache.
pub(super) struct Checker {
    /// The linter.
    pub linter: Linter,
    /// A hash of everything that its findings depend on but the text.
    pub key: u128,
    /// What is prose in formats that leave a choice.
    pub options: Arc<Options>,
    /// Where each accepted term was said, by its number.
    pub terms: Vec<Origin>,
    /// From which severity on findings make the run fail.
    pub fail_on: Severity,
}

/// A folder with settings of its own, or all that lies in none.
pub(super) struct Project {
    /// The folder; `None` where there are no settings.
    pub root: Option<PathBuf>,
    /// The settings file in force, if there is one.
    pub file: Option<PathBuf>,
    /// All layers.
    pub settings: Settings,
    /// How far its settings reach.
    reach: Reach,
    registry: Arc<Registry>,
    /// The project's own rule files, for the key of the cache.
    own_rules: String,
    own_names: HashSet<String>,
    /// Where the project itself says its terms: file and line. Those of the user, of a shared file and of overrides are not its
    /// own to take out.
    own_terms: HashSet<(String, u32)>,
    dictionaries: Arc<Dictionaries>,
    dictionaries_stamp: String,
    include: Gitignore,
    /// Those of settings, which count from the project's root, and those of flags, which count from the working folder.
    exclude: Vec<Gitignore>,
    overrides: Vec<Gitignore>,
    select: Vec<String>,
    ignore: Vec<String>,
    report_unused: bool,
    /// What a flag says that files are.
    format: Option<Format>,
    min_confidence: Option<f32>,
    /// What is known; only what is new is shown.
    pub baseline: Option<KnownFindings>,
    /// What is never shown.
    pub ignored: IgnoreList,
    checkers: Mutex<HashMap<Vec<bool>, Arc<Checker>>>,
}

/// A project, or why it cannot be used.
type Loaded = Result<Arc<Project>, Problem>;

/// All projects of a run.
pub(super) struct Projects {
    common: Common,
    lang: Lang,
    user: Vec<Layer>,
    given: Vec<Layer>,
    flags: Layer,
    carried: OnceLock<Arc<Registry>>,
    /// By canonical folder: the settings that are in force there.
    found: Mutex<HashMap<PathBuf, Option<Found>>>,
    /// By root.
    loaded: Mutex<HashMap<Option<PathBuf>, Loaded>>,
    dictionaries: Mutex<HashMap<PathBuf, Arc<Dictionaries>>>,
    canonical: Mutex<HashMap<PathBuf, PathBuf>>,
    /// Whether baselines are read: not where they are recorded anew, for one that cannot be read is, too.
    reads_baselines: bool,
}

impl Projects {
    /// Reads what does not depend on the files: the user's settings, `--config`, flags.
    pub fn new(common: &Common, lang: Lang) -> Result<Projects, Problem> {
        let here = std::env::current_dir().map_err(|error| files::said(&error))?;
        let user = match discover::user_file().filter(|_| !common.isolated) {
            Some(file) => discover::layers(&file, None)?,
            None => Vec::new(),
        };
        let mut given = Vec::new();
        for value in &common.config {
            let path = Path::new(value);
            if !value.contains('=') || path.is_file() {
                given.extend(discover::layers(path, None)?);
            } else {
                let tree = Node::of_toml("--config", value)?;
                given.push(Layer::read("--config", here.clone(), &tree)?);
            }
        }
        let flags = common.flags(here);
        Ok(Projects {
            common: common.clone(),
            lang,
            user,
            given,
            flags,
            carried: OnceLock::new(),
            found: Mutex::default(),
            loaded: Mutex::default(),
            dictionaries: Mutex::default(),
            canonical: Mutex::default(),
            reads_baselines: !common.isolated,
        })
    }

    /// The same, without reading baselines.
    pub fn without_baselines(self) -> Projects {
        Projects { reads_baselines: false, ..self }
    }

    /// The language of errors.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Where a file really lies: its folder with links resolved, and its own name.
    pub fn place(&self, path: &Path) -> PathBuf {
        let Some(name) = path.file_name() else { return path.to_owned() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.canonical(folder).join(name)
    }

    /// Where a folder really lies, links resolved.
    pub fn canonical(&self, folder: &Path) -> PathBuf {
        let mut known = self.canonical.lock().unwrap_or_else(|poison| poison.into_inner());
        let real = known.entry(folder.to_owned()).or_insert_with(|| {
            fs::canonicalize(folder).or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
        });
        real.clone()
    }

    /// The project of the working folder.
    pub fn here(&self) -> Result<Arc<Project>, Problem> {
        self.of_folder(&self.canonical(Path::new(".")))
    }

    /// The project that a file belongs to, by [`Projects::place`].
    pub fn of(&self, place: &Path) -> Result<Arc<Project>, Problem> {
        self.of_folder(place.parent().unwrap_or(place))
    }

    /// The project of a folder, given with links resolved.
    pub fn of_folder(&self, folder: &Path) -> Result<Arc<Project>, Problem> {
        let found = if self.common.isolated { None } else { self.find(folder)? };
        let key = found.as_ref().map(|found| found.root.clone());
        let mut loaded = self.loaded.lock().unwrap_or_else(|poison| poison.into_inner());
        if let Some(project) = loaded.get(&key) {
            return project.clone();
        }
        let project = self.load(found).map(Arc::new);
        loaded.insert(key, project.clone());
        project
    }

    fn find(&self, folder: &Path) -> Result<Option<Found>, Problem> {
        let mut known = self.found.lock().unwrap_or_else(|poison| poison.into_inner());
        let mut passed = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = known.get(folder) {
                found = known.clone();
                break;
            }
            passed.push(folder.to_owned());
            found = discover::at(folder)?;
            if found.is_some() {
                break;
            }
        }
        known.extend(passed.into_iter().map(|folder| (folder, found.clone())));
        Ok(found)
    }

    fn load(&self, found: Option<Found>) -> Result<Project, Problem> {
        let (root, file) = found.map_or((None, None), |found| (Some(found.root), found.file));
        let users = || self.user.iter().chain(&self.given).chain([&self.flags]);
        let fence = root.as_deref().map(|root| Fence::around(root, users()));
        let mut layers = self.user.clone();
        let mut layers_of_own = None;
        if let Some(file) = &file {
            let found = discover::layers(file, fence.as_ref())?;
            layers_of_own = found.last().cloned();
            layers.extend(found);
        }
        layers.extend(self.given.iter().cloned());
        let settings = Settings { files: layers, flags: self.flags.clone() };
        // Files of terms need not be read twice for a run that does not ask.
        let own = layers_of_own.filter(|_| self.common.report_unused);
        let own = Settings { files: own.into_iter().collect(), ..Settings::default() };
        let own_terms = own_terms(&own, root.as_deref())?;
        let general = settings.effective(|_| false);
        let (dictionaries, registry) = std::thread::scope(|scope| {
            // Each takes some ten milliseconds: a short text should not wait for both.
            let dictionaries = scope.spawn(|| self.dictionaries_of(&general));
            let registry = self.registry(root.as_deref(), fence.as_ref());
            (dictionaries.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), registry)
        });
        let (dictionaries, dictionaries_stamp) = dictionaries?;
        let (registry, own_rules, own_names) = registry?;
        let here = self.canonical(Path::new("."));
        let base = root.clone().unwrap_or_else(|| here.clone());
        let said = |key| general.texts(key).into_iter().map(|(said, _)| said);
        let include = match said("include").collect::<Vec<_>>() {
            given if given.is_empty() => globs(&base, keys::default_texts("include").map(|glob| (glob, None)))?,
            given if given.iter().all(|said| said.is_of_flag()) => globs_said(&here, given)?,
            given => globs_said(&base, given)?,
        };
        let (by_flag, by_file) = said("exclude").partition::<Vec<_>, _>(|said| said.is_of_flag());
        let exclude = vec![globs_said(&base, by_file)?, globs_said(&here, by_flag)?];
        // A file that several projects extend speaks of the paths of each.
        let overrides = settings.overrides().map(|one| globs_said(&base, &one.paths));
        let overrides = overrides.collect::<Result<Vec<_>, _>>()?;
        let (baseline, ignored) = match &root {
            Some(root) => self.notes(root, &general, fence.as_ref())?,
            None => (None, IgnoreList::default()),
        };
        let reach = Reach::new(fence, users());
        let project = Project {
            reach,
            baseline,
            ignored,
            root,
            file,
            include,
            exclude,
            overrides,
            registry,
            own_rules,
            own_names,
            own_terms,
            dictionaries,
            dictionaries_stamp,
            select: trimmed(&self.common.select),
            ignore: trimmed(&self.common.ignore),
            report_unused: self.common.report_unused,
            format: self.common.as_format,
            min_confidence: self.common.min_confidence,
            checkers: Mutex::default(),
            settings: settings.clone(),
        };
        // What is wrong with a project is said before its first file, not at the first file that an override holds for.
        project.checker_for(&vec![false; project.overrides.len()])?;
        for at in 0..project.overrides.len() {
            let alone: Vec<bool> = (0..project.overrides.len()).map(|other| other == at).collect();
            project.selection(&alone)?;
        }
        Ok(project)
    }

    /// The baseline of a project, if it has one, and its list of what to ignore.
    fn notes(
        &self,
        root: &Path,
        general: &Effective<'_>,
        fence: Option<&Fence>,
    ) -> Result<(Option<KnownFindings>, IgnoreList), Problem> {
        // Their names are fixed, but a repository may have links of these names.
        let folder = root.join(discover::FOLDER_NAME);
        let [standard, ignored] = [folder.join("baseline.jsonl"), ignore_path(root)];
        for path in [&folder, &standard, &ignored] {
            within(fence, path)?;
        }
        let path = baseline_path(root, general);
        let wanted = path.exists() && self.reads_baselines;
        let baseline = wanted.then(|| notebook::read_baseline(path, root)).transpose()?;
        Ok((baseline, notebook::read_ignored(&ignored)?))
    }

    fn dictionaries_of(&self, general: &Effective<'_>) -> Result<(Arc<Dictionaries>, String), Problem> {
        let Some((path, _, folder)) = general.text("dictionaries") else {
            return Ok((Arc::clone(Dictionaries::embedded()), String::new()));
        };
        let path = folder.join(path);
        let stamp = files::stamp_of_folder(&path);
        let mut known = self.dictionaries.lock().unwrap_or_else(|poison| poison.into_inner());
        let dictionaries = match known.get(&path) {
            Some(dictionaries) => Arc::clone(dictionaries),
            None => {
                let read = files::dictionaries(&path)?;
                known.insert(path, Arc::clone(&read));
                read
            }
        };
        Ok((dictionaries, stamp))
    }

    /// The rules that morat carries, with those of a project.
    fn registry(
        &self,
        root: Option<&Path>,
        fence: Option<&Fence>,
    ) -> Result<(Arc<Registry>, String, HashSet<String>), Problem> {
        let own = root.map_or_else(|| Ok(Vec::new()), |root| own_rules(root, fence))?;
        if own.is_empty() {
            let carried = self.carried.get_or_init(|| Arc::new(Registry::embedded()));
            return Ok((Arc::clone(carried), String::new(), HashSet::new()));
        }
        let text = own.iter().map(|(path, text)| format!("{path}\0{text}\0")).collect();
        let files = own.iter().map(|(path, text)| RuleFile::read(path, text)).collect::<Result<Vec<_>, _>>()?;
        let names = files.iter().map(|file| file.rule().to_owned()).collect();
        Ok((Arc::new(Registry::with_own(files)?), text, names))
    }
}

/// Where the baseline of a project is, or would be.
fn baseline_path(root: &Path, general: &Effective<'_>) -> PathBuf {
    match general.text("baseline") {
        Some((path, _, folder)) => folder.join(path),
        None => root.join(discover::FOLDER_NAME).join("baseline.jsonl"),
    }
}

/// Where the list of what to ignore is, or would be.
pub(super) fn ignore_path(root: &Path) -> PathBuf {
    root.join(discover::FOLDER_NAME).join("ignore.jsonl")
}

impl Project {
    /// Whether a file found in a folder is read.
    pub fn includes(&self, place: &Path) -> bool {
        self.include.covers(place, false)
    }

    /// Whether a file or folder is left out in a walk.
    pub fn excludes(&self, place: &Path, is_dir: bool) -> bool {
        self.exclude.iter().any(|globs| globs.matched(place, is_dir).is_ignore())
    }

    /// Whether a folder is left out by itself or by one that it lies in.
    pub fn excludes_folder(&self, folder: &Path) -> bool {
        self.exclude.iter().any(|globs| globs.covers(folder, true))
    }

    /// Whether a file is left out by itself or by a folder that it lies in.
    pub fn excludes_file(&self, place: &Path) -> bool {
        self.exclude.iter().any(|globs| globs.covers(place, false))
    }

    /// The path of a file from the root of the project, with `/` between; the path itself outside of it.
    pub fn path_of(&self, place: &Path) -> String {
        let below = self.root.as_ref().and_then(|root| place.strip_prefix(root).ok()).unwrap_or(place);
        slashed(&below.display().to_string())
    }

    /// Which overrides hold for a file.
    fn holding(&self, place: &Path) -> Vec<bool> {
        self.overrides.iter().map(|globs| globs.covers(place, false)).collect()
    }

    /// The settings that hold for a file.
    pub fn effective(&self, place: &Path) -> Effective<'_> {
        let holding = self.holding(place);
        self.settings.effective(move |at| holding[at])
    }

    /// The linter for a file.
    pub fn checker(&self, place: &Path) -> Result<Arc<Checker>, Problem> {
        self.checker_for(&self.holding(place))
    }

    /// Whether a term is said by the project itself, at its top: `morat words` and `--fix-unused` may take it out.
    pub fn is_own_term(&self, file: &str, line: u32) -> bool {
        self.own_terms.contains(&(file.to_owned(), line))
    }

    /// Whether a rule is one of the project's own.
    pub fn is_own(&self, meta: &Meta) -> bool {
        self.own_names.contains(meta.name.as_ref())
    }

    /// The files of the project's own rules.
    pub fn own_rules(&self) -> impl Iterator<Item = &str> {
        self.own_rules.split('\0').step_by(2).filter(|path| !path.is_empty())
    }

    /// How grave the findings of a rule are where no override holds; `None` if it does not run.
    pub fn severity(&self, rule: RuleId) -> Option<Severity> {
        let checker = self.checker_for(&vec![false; self.overrides.len()]).ok()?;
        checker.linter.severity(rule)
    }

    /// The rules.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    fn checker_for(&self, holding: &Vec<bool>) -> Result<Arc<Checker>, Problem> {
        let mut known = self.checkers.lock().unwrap_or_else(|poison| poison.into_inner());
        if let Some(checker) = known.get(holding) {
            return Ok(Arc::clone(checker));
        }
        let (selection, terms) = self.selection(holding)?;
        let effective = self.settings.effective(|at| holding[at]);
        let fail_on = effective.severity("fail-on").unwrap_or(Severity::Info);
        let options = Arc::new(Options { format: self.format, ..effective.options() });
        let chosen = format!("{options:?}");
        let mut key = Xxh3::new();
        for part in [&files::own_stamp(), &self.dictionaries_stamp, &self.own_rules, &format!("{selection:?}"), &chosen]
        {
            key.update(part.as_bytes());
            key.update(&[0]);
        }
        let linter = Linter::with(Arc::clone(&self.registry), Arc::clone(&self.dictionaries), &selection)
            .map_err(|error| Problem::from(error.message()))?;
        let checker = Arc::new(Checker { linter, key: key.digest128(), options, terms, fail_on });
        known.insert(holding.clone(), Arc::clone(&checker));
        Ok(checker)
    }

    /// What the linter is told where some of the overrides hold, and where its terms were said.
    fn selection(&self, holding: &[bool]) -> Result<(Selection, Vec<Origin>), Problem> {
        let effective = self.settings.effective(|at| holding[at]);
        let profile = match effective.text("profile") {
            None => None,
            Some((name, said, folder)) => Some(self.profile(name, said, folder)?),
        };
        let mut selection = effective.selection(&self.registry, profile.as_ref())?;
        let (words, names) = (terms(&effective, "words", "words-file"), terms(&effective, "names", "names-file"));
        let (words, names) = (words?, names?);
        let text = |said: &'_ Said<String>| said.value.clone();
        let (word_texts, name_texts): (Vec<String>, Vec<String>) =
            (words.iter().map(text).collect(), names.iter().map(text).collect());
        selection.terms =
            Arc::new(Terms::new(word_texts.iter().map(String::as_str), name_texts.iter().map(String::as_str)));
        selection.select = self.select.clone();
        selection.ignore = self.ignore.clone();
        selection.report_unused = self.report_unused;
        selection.min_confidence = self.min_confidence;
        Ok((selection, words.into_iter().chain(names).map(|said| said.origin).collect()))
    }

    /// A profile by its name, or from a file that lies beside the settings.
    fn profile(&self, name: &str, said: &Said<Value>, folder: &Path) -> Result<Profile, Problem> {
        if fence::is_profile_file(name) {
            let path = folder.join(name);
            let text = discover::text(&path)?;
            Profile::read(&discover::shown(&path), &text, &self.registry)
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

    /// Where the baseline is, or would be; `None` outside of any project.
    pub fn baseline_path(&self) -> Option<PathBuf> {
        Some(baseline_path(self.root.as_ref()?, &self.settings.effective(|_| false)))
    }

    /// Where the list of what to ignore is, or would be; `None` outside of any project.
    pub fn ignore_path(&self) -> Option<PathBuf> {
        self.root.as_deref().map(ignore_path)
    }

    /// Whether this run looks for all that a rule finds, if `strict` its doubtful findings, too. Where overrides differ, what
    /// any of them looks for counts only if all do.
    pub fn looks_for(&self, rule: &str, strict: bool) -> bool {
        let checkers = self.checkers.lock().unwrap_or_else(|poison| poison.into_inner());
        checkers.values().all(|checker| {
            let linter = &checker.linter;
            let runs = self.registry.find(rule).is_none_or(|id| linter.severity(id).is_some());
            runs && (linter.is_strict() || !strict)
        })
    }
}

/// Names as they were given, without the space that many write behind a comma.
fn trimmed(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.trim().to_owned()).collect()
}

/// A path with `/` between, whatever the system writes.
pub(super) fn slashed(path: &str) -> String {
    if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() }
}
