//! Catches panics, which are a fault of morat itself, or of a library that met a damaged file. Where one is caught,
//! nothing is printed.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::problem::Bilingual;

/// How many calls of [`caught`] are running.
static GUARDS: AtomicUsize = AtomicUsize::new(0);

/// The source location of the last panic in any thread: a panic may be handed on by the thread that waits for it.
static LAST: Mutex<String> = Mutex::new(String::new());

thread_local! {
    /// The source location of the last panic in this thread.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Installs the panic hook: from now on a panic inside [`caught`] prints nothing.
pub fn listen() {
    let others = take_hook();
    set_hook(Box::new(move |info| {
        if GUARDS.load(Ordering::Relaxed) == 0 {
            return others(info);
        }
        let place = info.location().map(|at| format!("{}:{}", short(at.file()), at.line())).unwrap_or_default();
        LAST.lock().unwrap_or_else(|poison| poison.into_inner()).clone_from(&place);
        PLACE.set(place);
    }));
}

/// Runs `work` and gives back its result.
///
/// # Errors
/// If it panics: file and line of the program, or an empty text before [`listen`].
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDS.fetch_add(1, Ordering::Relaxed);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDS.fetch_sub(1, Ordering::Relaxed);
    done.map_err(|_| match PLACE.take() {
        place if place.is_empty() => LAST.lock().unwrap_or_else(|poison| poison.into_inner()).clone(),
        place => place,
    })
}

/// The message about a panic that was caught at this place.
pub fn fault(place: &str) -> Bilingual {
    let version = env!("CARGO_PKG_VERSION");
    Bilingual::new(
        format!("lỗi của chính morat {version} ({place}); xin báo cho người làm ra morat, kèm tệp này"),
        format!("a fault of morat {version} itself ({place}); please report it, with this file"),
    )
}

/// The path of a source file without the folders of the machine that built the program.
fn short(file: &str) -> &str {
    let separator = |c| matches!(c, '/' | '\\');
    match file.rfind("/src/").or_else(|| file.rfind("\\src\\")) {
        Some(at) => &file[file[..at].rfind(separator).map_or(0, |start| start + 1)..],
        None => file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_says_nothing_of_the_machine() {
        assert_eq!(short("/home/x/.cargo/registry/src/index-1/redb-4.6.0/src/db.rs"), "redb-4.6.0/src/db.rs");
        assert_eq!(short("src/report/window.rs"), "src/report/window.rs");
    }
}
