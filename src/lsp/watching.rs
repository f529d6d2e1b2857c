//! Notices that settings have changed on disk: the client watches files for the server, or else they are looked at whenever a
//! document is opened or saved.

use std::collections::BTreeSet;
use std::path::PathBuf;

use gen_lsp_types::{
    FileSystemWatcher, GlobPattern, Registration, RegistrationParams, RegistrationRequest, RelativePattern,
    Unregistration, UnregistrationParams, UnregistrationRequest,
};
use serde_json::json;

use super::client::Asked;
use super::state::Server;
use super::uri;
use crate::project::disk;

/// Files by which a text is judged, wherever they lie in the open folders.
const GLOBS: [&str; 4] = ["**/morat.toml", "**/.morat/**", "**/{pyproject.toml,package.json}", "**/.moratignore"];

/// The notification about files that were changed.
const METHOD: &str = "workspace/didChangeWatchedFiles";

/// The name under which those are watched that settings name.
const NAMED: &str = "morat-named";

impl Server {
    /// Watches settings files in the open folders.
    pub fn watch_settings(&mut self) {
        self.register("morat-settings", GLOBS.iter().map(|glob| GlobPattern::Pattern((*glob).to_owned())).collect());
    }

    /// Watches the files that settings in force are in, wherever they lie and whatever they are called.
    pub fn watch(&mut self, files: BTreeSet<PathBuf>) {
        let is_same = self.files.keys().eq(&files);
        let had_any = !self.files.is_empty();
        self.files = files.into_iter().map(|file| (file.clone(), disk::state(&file))).collect();
        if is_same || !self.can.watches {
            return;
        }
        if had_any {
            let unregisterations = vec![Unregistration { id: NAMED.to_owned(), method: METHOD.to_owned() }];
            self.client.ask::<UnregistrationRequest>(UnregistrationParams { unregisterations }, Asked::Nothing);
        }
        let relative = self.can.watches_relative;
        let glob = |file: &PathBuf| -> Option<GlobPattern> {
            if !relative {
                return Some(GlobPattern::Pattern(file.display().to_string()));
            }
            let (folder, name) = (uri::of_path(file.parent()?)?, file.file_name()?.to_str()?);
            Some(GlobPattern::RelativePattern(RelativePattern { base_uri: folder.into(), pattern: name.to_owned() }))
        };
        let globs: Vec<GlobPattern> = self.files.keys().filter_map(glob).collect();
        self.register(NAMED, globs);
    }

    /// Has the client watch files, if it can.
    fn register(&mut self, id: &str, globs: Vec<GlobPattern>) {
        if !self.can.watches {
            return;
        }
        let watcher = |glob_pattern: GlobPattern| FileSystemWatcher { glob_pattern, kind: None };
        let watchers: Vec<FileSystemWatcher> = globs.into_iter().map(watcher).collect();
        let registration = Registration {
            id: id.to_owned(),
            method: METHOD.to_owned(),
            register_options: Some(json!({ "watchers": watchers })),
        };
        let params = RegistrationParams { registrations: vec![registration] };
        self.client.ask::<RegistrationRequest>(params, Asked::Nothing);
    }
}
