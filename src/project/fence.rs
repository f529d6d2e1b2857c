//! Which paths the settings of a project may lead to. Whoever clones a repository has not written its settings, so the
//! paths in them stay inside the repository, wherever links lead.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk;
use crate::config::keys::{self, TRUSTED, ValueType};
use crate::config::{Layer, Said, Value};
use crate::problem::Problem;

/// The folders that the settings of a project may lead to, with links resolved.
#[derive(Clone, Debug, Default)]
pub struct Fence {
    /// The project's own folder, in which files may be written.
    root: PathBuf,
    /// Folders in which files may be read: the work tree of version control around the project, and folders that the
    /// user trusts.
    read: Vec<PathBuf>,
}

impl Fence {
    /// The fence around the project in a folder. `own` are the layers of the user's own settings.
    pub fn around<'l>(root: &Path, own: impl IntoIterator<Item = &'l Layer>) -> Fence {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        // Some keep their whole home under version control; it did not come with a project that was unpacked there.
        let home = home().and_then(|home| fs::canonicalize(home).ok());
        let holds_home = |tree: &&Path| home.as_ref().is_some_and(|home| home.starts_with(tree));
        let tree = root.ancestors().find(|folder| folder.join(".git").exists());
        let tree = tree.filter(|tree| !holds_home(tree)).map(Path::to_owned);
        let trusted = own.into_iter().flat_map(|layer| {
            let said = texts(layer, TRUSTED).iter();
            said.filter_map(|path| fs::canonicalize(layer.folder.join(at_home(&path.value))).ok())
        });
        Fence { read: tree.into_iter().chain(trusted).collect(), root }
    }

    /// Whether settings of the project may cause this path to be read.
    pub fn lets_read(&self, path: &Path) -> bool {
        real(path)
            .is_some_and(|path| path.starts_with(&self.root) || self.read.iter().any(|folder| path.starts_with(folder)))
    }

    /// Whether settings of the project may cause this path to be written.
    pub fn lets_write(&self, path: &Path) -> bool {
        real(path).is_some_and(|path| path.starts_with(&self.root))
    }

    /// Checks a path that the project's settings name.
    ///
    /// # Errors
    /// If it may not be read.
    pub fn within(&self, path: &Path) -> Result<(), Problem> {
        if self.lets_read(path) {
            return Ok(());
        }
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let (vi, en) = outside(&real.display().to_string());
        Err(Problem::at(disk::shown(path), None, vi, en))
    }

    /// Checks all paths that a layer of the project names.
    ///
    /// # Errors
    /// The first path that may not be read, or a key that only the user may set.
    pub fn holds(&self, layer: &Layer) -> Result<(), Problem> {
        for layer in std::iter::once(layer).chain(layer.overrides.iter().map(|one| &one.layer)) {
            if let Some(said) = layer.get(TRUSTED) {
                return Err(said.error(
                    format!("“{TRUSTED}” chỉ đặt được trong tệp thiết lập của riêng bạn, không phải trong dự án"),
                    format!("“{TRUSTED}” can be set in your own settings only, not in a project's"),
                ));
            }
            for (key, said) in &layer.values {
                match &said.value {
                    Value::Text(path) if is_path(key, path) => self.holds_path(layer, said, path)?,
                    Value::Texts(paths) if is_path(key, "") => {
                        paths.iter().try_for_each(|path| self.holds_path(layer, path, &path.value))?;
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn holds_path<T>(&self, layer: &Layer, said: &Said<T>, path: &str) -> Result<(), Problem> {
        match self.lets_read(&layer.folder.join(path)) {
            true => Ok(()),
            false => {
                let (vi, en) = outside(path);
                Err(said.error(vi, en))
            }
        }
    }
}

/// The message for a path that leads out of the project, in both languages.
pub fn outside(path: &str) -> (String, String) {
    (
        format!(
            "“{path}” nằm ngoài dự án nên không được đọc; nếu tin dự án này, hãy ghi thư mục ấy vào “{TRUSTED}” trong tệp thiết lập của riêng bạn"
        ),
        format!(
            "“{path}” lies outside the project and is not read; if you trust it, name that folder in “{TRUSTED}” of your own settings"
        ),
    )
}

/// Whether the value of a key is a path. A profile may also be the name of an embedded one.
fn is_path(key: &str, value: &str) -> bool {
    match keys::find(key).map(|key| key.kind) {
        Some(ValueType::Path | ValueType::Paths) => true,
        _ => key == "profile" && is_profile_file(value),
    }
}

/// Whether a profile is given by the path of its file.
pub fn is_profile_file(name: &str) -> bool {
    name.ends_with(".toml") || name.contains(['/', '\\'])
}

fn texts<'l>(layer: &'l Layer, key: &str) -> &'l [Said<String>] {
    match layer.get(key) {
        Some(Said { value: Value::Texts(texts), .. }) => texts,
        _ => &[],
    }
}

fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from)
}

/// A path in the user's own settings, with `~` replaced by the user's folder.
fn at_home(path: &str) -> PathBuf {
    match path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\'])) {
        Some(rest) => home().map_or_else(|| path.into(), |home| home.join(rest.trim_start_matches(['/', '\\']))),
        None => path.into(),
    }
}

/// A path with links resolved; a file that does not exist lies where its folder does. `None` if that cannot be known.
fn real(path: &Path) -> Option<PathBuf> {
    let mut missing = Vec::new();
    let mut at = path;
    loop {
        if let Ok(found) = fs::canonicalize(at) {
            return Some(missing.iter().rev().fold(found, |path, name| path.join(name)));
        }
        missing.push(at.file_name()?);
        at = at.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_and_dots_lead_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("repo/.git")).unwrap();
        fs::create_dir_all(at("repo/bao/.morat")).unwrap();
        fs::write(at("bashrc"), "").unwrap();
        fs::write(at("repo/chung.toml"), "").unwrap();
        symlink(at("bashrc"), at("repo/bao/link")).unwrap();
        symlink(at(""), at("repo/bao/up")).unwrap();
        symlink(at("nothing"), at("repo/bao/dangling")).unwrap();
        let fence = Fence::around(&at("repo/bao"), []);
        let reach = |path: &str| {
            let path = at("repo/bao").join(path);
            (fence.lets_read(&path), fence.lets_write(&path))
        };
        for inside in [".morat/tu.txt", "moi/tep.txt", "x", "../bao/x"] {
            assert_eq!(reach(inside), (true, true), "{inside}");
        }
        assert_eq!(reach("../chung.toml"), (true, false));
        for outside in ["link", "up/bashrc", "../../bashrc", "moi/../../../bashrc", "/etc/passwd", "up/moi/x"] {
            assert_eq!(reach(outside), (false, false), "{outside}");
        }
    }
}
