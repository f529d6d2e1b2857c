//! Contains panics. In the work on one file a panic is reported as the error of that file, and the others go on;
//! anywhere else it ends the run with a message and without a trace.

use crate::linter::Worker;
use crate::problem::Problem;
use crate::project::panics::caught;
pub(super) use crate::project::panics::fault;

/// Runs the work on one file. After a panic the worker is replaced: its buffers may be in any state.
pub(super) fn file<T, E: From<Problem>>(
    name: &str,
    worker: &mut Worker,
    work: impl FnOnce(&mut Worker) -> Result<T, E>,
) -> Result<T, E> {
    caught(|| work(worker)).unwrap_or_else(|place| {
        *worker = Worker::default();
        Err(Problem::from(fault(&place)).in_file(name).into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_the_error_of_its_file() {
        let mut worker = Worker::default();
        let mut all = [3, 0, 2]
            .into_iter()
            .map(|by: u32| file("a.txt", &mut worker, |_| Ok::<u32, Problem>(6_u32.checked_div(by).expect("none"))));
        assert!(matches!(all.next(), Some(Ok(2))));
        let error = all.next().and_then(Result::err).unwrap();
        assert!(error.to_string().starts_with("a.txt: a fault of morat"), "{error:?}");
        assert!(matches!(all.next(), Some(Ok(3))));
    }
}
