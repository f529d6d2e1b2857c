//! What a checker knows of the language, as a value that checkers share.

use std::sync::Arc;

use crate::dictionaries;
use crate::problem::Problem;

/// Word lists, names and models: what `morat-train build` makes of a corpus, as the files of one folder. A copy shares them.
#[derive(Clone)]
pub struct Dictionaries(Arc<dictionaries::Dictionaries>);

impl Dictionaries {
    /// The names of the files, in the order in which they are asked for.
    pub const FILES: [&str; 7] = dictionaries::FILES;

    /// Those of files that a program has: `file` gives the bytes of the file of a name.
    ///
    /// ```
    /// use morat::{Checker, Dictionaries, Settings};
    ///
    /// # let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries"));
    /// let dictionaries = Dictionaries::from_files(|name| std::fs::read(folder.join(name)))?;
    /// let checker = Checker::with_dictionaries(&Settings::default(), &dictionaries)?;
    /// let checked = checker.check("bai.txt", "Cả tổ nổ lực kiểm tra.".as_bytes())?;
    /// assert_eq!(checked.findings[0].suggestions, ["nỗ lực"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The first file that `file` does not give, that is damaged, or that belongs to another build than those before it.
    pub fn from_files<E: std::fmt::Display>(
        mut file: impl FnMut(&str) -> Result<Vec<u8>, E>,
    ) -> Result<Dictionaries, Problem> {
        let file = |name: &str| {
            file(name).map_err(|error| {
                let (vi, en) = (format!("không đọc được: {error}"), format!("cannot be read: {error}"));
                Problem::at(name, None, vi, en)
            })
        };
        let gathered = dictionaries::Dictionaries::gather(file, |name, problem| problem.in_file(name))?;
        Ok(Dictionaries(Arc::new(gathered)))
    }

    /// Those inside the program.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Dictionaries {
        Dictionaries(Arc::clone(dictionaries::Dictionaries::embedded()))
    }

    pub(super) fn shared(&self) -> Arc<dictionaries::Dictionaries> {
        Arc::clone(&self.0)
    }
}

impl std::fmt::Debug for Dictionaries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dictionaries").finish_non_exhaustive()
    }
}
