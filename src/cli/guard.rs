//! A panic is a fault of morat's own. In the work on one file it is the error of that file, told in a line, and the others go
//! on; anywhere else it ends the run with a line and not with a trace.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::files::Unusable;
use crate::linter::Worker;
use crate::report::Lang;

/// How many calls of [`caught`] are under way.
static GUARDS: AtomicUsize = AtomicUsize::new(0);

/// Where any thread panicked last: a panic may be handed on by the thread that waits for it.
static LAST: Mutex<String> = Mutex::new(String::new());

thread_local! {
    /// Where this thread panicked last.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on a panic inside [`caught`] prints nothing.
pub(super) fn listen() {
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

/// What `work` gives, or where in the program it panicked.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDS.fetch_add(1, Ordering::Relaxed);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDS.fetch_sub(1, Ordering::Relaxed);
    done.map_err(|_| match PLACE.take() {
        place if place.is_empty() => LAST.lock().unwrap_or_else(|poison| poison.into_inner()).clone(),
        place => place,
    })
}

/// Does the work on one file. After a panic the worker begins anew: what its buffers hold is not known.
pub(super) fn file<T, E: From<Unusable>>(
    name: &str,
    lang: Lang,
    worker: &mut Worker,
    work: impl FnOnce(&mut Worker) -> Result<T, E>,
) -> Result<T, E> {
    caught(|| work(worker)).unwrap_or_else(|place| {
        *worker = Worker::default();
        Err(Unusable { path: name.to_owned(), message: fault(&place, lang) }.into())
    })
}

/// What is told of a panic.
pub(super) fn fault(place: &str, lang: Lang) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match lang {
        Lang::Vi => format!("lỗi của chính morat {version} ({place}); xin báo cho người làm ra morat, kèm tệp này"),
        Lang::En => format!("a fault of morat {version} itself ({place}); please report it, with this file"),
    }
}

/// A source file without the folders of the machine that built the program.
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
    fn a_panic_is_the_error_of_its_file() {
        let mut worker = Worker::default();
        let mut all = [3, 0, 2].into_iter().map(|by: u32| {
            file("a.txt", Lang::En, &mut worker, |_| Ok::<u32, Unusable>(6_u32.checked_div(by).expect("none")))
        });
        assert!(matches!(all.next(), Some(Ok(2))));
        let error = all.next().and_then(Result::err).unwrap();
        assert!(error.path == "a.txt" && error.message.starts_with("a fault of morat"), "{error:?}");
        assert!(matches!(all.next(), Some(Ok(3))));
    }

    #[test]
    fn the_place_says_nothing_of_the_machine() {
        assert_eq!(short("/home/x/.cargo/registry/src/index-1/redb-4.6.0/src/db.rs"), "redb-4.6.0/src/db.rs");
        assert_eq!(short("src/report/window.rs"), "src/report/window.rs");
    }
}
