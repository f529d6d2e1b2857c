//! Threads that do what takes time, so that the main loop never waits for it.

use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::linter::Worker;
use crate::project::panics;

/// What one thread is told to do.
struct Job<T> {
    work: Work<T>,
    failed: Failed<T>,
}

/// Does the work with the buffers of a thread; on the way it may send what is known so far.
type Work<T> = Box<dyn FnOnce(&mut Worker, &Sender<T>) -> T + Send>;

/// Says what is reported if the work panics, given the place in the program.
type Failed<T> = Box<dyn FnOnce(String) -> T + Send>;

/// Threads with a queue of work, and the results. Dropped, it waits for the work that is being done.
pub struct Pool<T> {
    jobs: Option<Sender<Job<T>>>,
    /// The results, as they come.
    pub results: Receiver<T>,
    threads: Vec<JoinHandle<()>>,
}

impl<T: Send + 'static> Pool<T> {
    /// A pool of this many threads.
    pub fn new(threads: usize) -> Pool<T> {
        let (jobs, queue) = unbounded::<Job<T>>();
        let (done, results) = unbounded();
        let start = |number: usize| {
            let (queue, done) = (queue.clone(), done.clone());
            let thread = thread::Builder::new().name(format!("morat-{number}"));
            // Where the system gives no thread, those that there are do the work.
            thread.spawn(move || work(&queue, &done)).ok()
        };
        let threads = (0..threads.max(1)).filter_map(start).collect();
        Pool { jobs: Some(jobs), results, threads }
    }

    /// Has work done. If it panics, the result is what `failed` makes of the place, and the thread goes on.
    pub fn run(
        &self,
        work: impl FnOnce(&mut Worker, &Sender<T>) -> T + Send + 'static,
        failed: impl FnOnce(String) -> T + Send + 'static,
    ) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(Job { work: Box::new(work), failed: Box::new(failed) });
        }
    }
}

/// What a thread does until there is no more work to come.
fn work<T>(queue: &Receiver<Job<T>>, done: &Sender<T>) {
    let mut worker = Worker::default();
    for Job { work, failed } in queue {
        let result = panics::caught(|| work(&mut worker, done)).unwrap_or_else(|place| {
            // Its buffers may be in any state.
            worker = Worker::default();
            failed(place)
        });
        if done.send(result).is_err() {
            return;
        }
    }
}

impl<T> Drop for Pool<T> {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_panic_the_thread_goes_on() {
        let pool: Pool<Result<u32, String>> = Pool::new(1);
        for by in [0_u32, 3] {
            pool.run(move |_, _| Ok(6_u32.checked_div(by).expect("none")), Err);
        }
        assert!(pool.results.recv().unwrap().is_err());
        assert_eq!(pool.results.recv().unwrap(), Ok(2));
    }

    #[test]
    fn results_come_while_the_work_goes_on() {
        let pool: Pool<u32> = Pool::new(2);
        pool.run(
            |_, said| {
                let _ = said.send(1);
                2
            },
            |_| 0,
        );
        assert_eq!((pool.results.recv(), pool.results.recv()), (Ok(1), Ok(2)));
    }
}
