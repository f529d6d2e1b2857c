//! A panic is a fault of morat's own. In the work on one file it is the error of that file, told in a line, and the others go
//! on; anywhere else it ends the run with a line and not with a trace.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use super::files::Unusable;
use crate::linter::Worker;
use crate::report::Lang;

thread_local! {
    /// Whether this thread is inside [`caught`].
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where it panicked last.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on a panic inside [`caught`] prints nothing.
pub(super) fn listen() {
    let others = take_hook();
    set_hook(Box::new(move |info| match GUARDED.get() {
        true => {
            let place = info.location().map(|at| format!("{}:{}", short(at.file()), at.line()));
            PLACE.set(place.unwrap_or_default());
        }
        false => others(info),
    }));
}

/// What `work` gives, or where in the program it panicked.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.map_err(|_| PLACE.take())
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
