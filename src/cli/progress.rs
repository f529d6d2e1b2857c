//! A progress line on standard error.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::say;
use crate::problem::Lang;
use crate::report::escape::one_line;

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts and shows the files that were checked.
pub(super) struct Progress {
    since: Instant,
    bar: Option<ProgressBar>,
    shown: bool,
}

impl Progress {
    /// A counter that shows nothing before a second has passed, or if standard error is no terminal.
    pub fn new() -> Progress {
        let bar =
            std::io::stderr().is_terminal().then(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()));
        Progress { since: Instant::now(), bar, shown: false }
    }

    /// Adds checked files, the last one of this name.
    pub fn add(&mut self, files: usize, last: &str) {
        let Some(bar) = &self.bar else { return };
        bar.inc(files as u64);
        if !self.shown && self.since.elapsed() > PATIENCE {
            self.shown = true;
            let template = match say::lang() {
                Lang::Vi => "{spinner} đã soát {human_pos} tệp ({per_sec}) {wide_msg}",
                Lang::En => "{spinner} {human_pos} files checked ({per_sec}) {wide_msg}",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        if self.shown {
            bar.set_message(one_line(last));
        }
    }

    /// Calls `act`, which may write to the terminal, with the line removed.
    pub fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.shown => bar.suspend(act),
            _ => act(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
