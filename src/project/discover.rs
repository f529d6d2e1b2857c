//! Finds settings files on disk: the one in force for a folder, and those that it extends.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::disk::shown;
use super::fence::Fence;
use crate::config::node::Node;
use crate::config::{Layer, Value};
use crate::problem::Problem;

/// The name of the settings file.
pub const FILE_NAME: &str = "morat.toml";

/// The files in which settings may stand, those of morat alone first.
pub const SETTINGS_FILES: [&str; 3] = [FILE_NAME, "pyproject.toml", "package.json"];

/// The folder beside it for own rules, the baseline and the list of ignored findings.
pub const FOLDER_NAME: &str = ".morat";

/// The greatest length of a settings file; a longer one was named by mistake.
const MOST_BYTES: u64 = 1 << 20;

/// The greatest number of files that extend one another in a row.
const DEEPEST: usize = 16;

/// Where a file keeps its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `morat.toml`, or any other TOML file that is named.
    Toml,
    /// The table `[tool.morat]` of a `pyproject.toml`.
    Pyproject,
    /// The object `"morat"` of a `package.json`.
    PackageJson,
}

impl Form {
    /// The form of a file by its name.
    pub fn of(path: &Path) -> Form {
        match path.file_name().and_then(|name| name.to_str()) {
            Some("pyproject.toml") => Form::Pyproject,
            Some(name) if name.ends_with(".json") => Form::PackageJson,
            _ => Form::Toml,
        }
    }
}

/// The root of a project: a folder with settings of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectRoot {
    /// The folder.
    pub root: PathBuf,
    /// The file with its settings; `None` if there is only a `.morat` folder.
    pub file: Option<PathBuf>,
}

/// The project whose root is this folder; `None` if it has neither settings nor a `.morat` folder. A file belongs to
/// the nearest such folder upwards.
///
/// # Errors
/// A settings file of morat that cannot be read.
pub fn at(folder: &Path) -> Result<Option<ProjectRoot>, Problem> {
    for name in SETTINGS_FILES {
        let file = folder.join(name);
        if file.is_file() && speaks(&file)? {
            return Ok(Some(ProjectRoot { root: folder.to_owned(), file: Some(file) }));
        }
    }
    let marked = folder.join(FOLDER_NAME).is_dir();
    Ok(marked.then(|| ProjectRoot { root: folder.to_owned(), file: None }))
}

/// Whether a file has settings of morat. Files of other tools that do not mention morat are not parsed: errors in them
/// are not for morat to report.
fn speaks(file: &Path) -> Result<bool, Problem> {
    let mentioned = match Form::of(file) {
        Form::Toml => return Ok(true),
        Form::Pyproject => "tool.morat",
        Form::PackageJson => "\"morat\"",
    };
    let Ok(text) = text(file) else { return Ok(false) };
    // `[tool]` with `morat = { … }` below it is another way to write it.
    let likely = text.contains(mentioned) || text.contains("[tool]") && text.contains("morat");
    Ok(likely && part(file, &text)?.is_some())
}

/// The user's own settings file, if there is one.
pub fn user_file() -> Option<PathBuf> {
    user_path().filter(|file| file.is_file())
}

/// Where the user's own settings file is, or would be: `morat/morat.toml` in the system's folder for settings.
pub fn user_path() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = if cfg!(windows) {
        set("APPDATA")?
    } else {
        set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))?
    };
    Some(folder.join("morat").join(FILE_NAME))
}

/// The layers of a file, lowest first: those that it extends, each with those that it extends, and then itself. Those
/// of a project stay inside its `fence`; the user's own have none.
///
/// # Errors
/// What cannot be read or is invalid in any of them; a path that leads out of the fence; a file that extends itself by
/// way of others.
pub fn layers(file: &Path, fence: Option<&Fence>) -> Result<Vec<Layer>, Problem> {
    layers_of(file, None, fence)
}

/// As [`layers`], with another text of the file than the one on disk.
///
/// # Errors
/// As [`layers`].
pub(super) fn layers_of(file: &Path, draft: Option<&str>, fence: Option<&Fence>) -> Result<Vec<Layer>, Problem> {
    let mut out = Vec::new();
    add_layers(file, draft, fence, &mut Vec::new(), &mut out)?;
    Ok(out)
}

fn add_layers(
    file: &Path,
    draft: Option<&str>,
    fence: Option<&Fence>,
    above: &mut Vec<PathBuf>,
    out: &mut Vec<Layer>,
) -> Result<(), Problem> {
    let shown = shown(file);
    let real = fs::canonicalize(file).map_err(|error| unreadable(&shown, &error))?;
    fence.map_or(Ok(()), |fence| fence.within(file))?;
    if above.contains(&real) || above.len() == DEEPEST {
        return Err(Problem::at(
            shown,
            None,
            "“extend” đi vòng: tệp này đã được lấy rồi; hãy bỏ một chỗ “extend”",
            "“extend” goes in a circle: this file has been taken already; remove one “extend”",
        ));
    }
    let text = draft.map_or_else(|| text(file), |draft| Ok(draft.to_owned()))?;
    let Some(tree) = part(file, &text)? else {
        return Err(Problem::at(
            shown,
            None,
            "tệp này không có thiết lập của morat ([tool.morat] hoặc \"morat\")",
            "this file has no settings of morat ([tool.morat] or \"morat\")",
        ));
    };
    let folder = real.parent().unwrap_or(Path::new("")).to_owned();
    let layer = Layer::read(&shown, folder, &tree)?;
    if let Some(fence) = fence {
        fence.holds(&layer)?;
    }
    above.push(real);
    if let Some(Value::Texts(extended)) = layer.get("extend").map(|said| &said.value) {
        for path in extended {
            let target = layer.folder.join(&path.value);
            if !target.is_file() {
                return Err(path.error(
                    format!("không có tệp “{}” để lấy thêm", path.value),
                    format!("there is no file “{}” to extend", path.value),
                ));
            }
            add_layers(&target, None, fence, above, out)?;
        }
    }
    above.pop();
    out.push(layer);
    Ok(())
}

/// The settings of morat in a file; `None` if it has none.
fn part(file: &Path, text: &str) -> Result<Option<Node>, Problem> {
    let shown = shown(file);
    Ok(match Form::of(file) {
        Form::Toml => Some(Node::of_toml(&shown, text)?),
        Form::Pyproject => Node::of_toml(&shown, text)?.get("tool").and_then(|tool| tool.get("morat")).cloned(),
        Form::PackageJson => Node::of_json(&shown, text)?.get("morat").cloned(),
    })
}

/// The text of a settings file, or of a file that one names.
///
/// # Errors
/// If it cannot be read, is no UTF-8, or is longer than a settings file may be.
pub fn text(file: &Path) -> Result<String, Problem> {
    let shown = shown(file);
    let read = |file: &Path| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        fs::File::open(file)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read(file).map_err(|error| unreadable(&shown, &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Problem::at(
            shown,
            None,
            "dài hơn 1 MiB, không phải tệp thiết lập; từ ngữ nhiều thì ghi vào nhiều tệp “words-file”",
            "longer than 1 MiB, no settings file; put many terms into several files of “words-file”",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Problem::at(&*shown, None, "không phải UTF-8; hãy lưu lại tệp bằng UTF-8", "not UTF-8; save the file as UTF-8")
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map_or_else(|| text.clone(), str::to_owned))
}

fn unreadable(shown: &str, error: &io::Error) -> Problem {
    Problem::at(shown, None, format!("không đọc được: {error}"), format!("cannot be read: {error}"))
}
