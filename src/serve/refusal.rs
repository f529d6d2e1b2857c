//! Why a request is not answered: a status, and a reason in the words of LanguageTool's own server where it has some, since
//! programs look for them.

use hyper::StatusCode;

use crate::problem::{Bilingual, Lang, Problem};
use crate::project::panics;

/// Why a request is not answered.
#[derive(Debug)]
pub struct Refusal {
    /// The status.
    pub status: StatusCode,
    /// The reason, without `Error: `.
    pub reason: Bilingual,
}

impl Refusal {
    /// A refusal with another status than those below.
    pub fn new(status: StatusCode, vi: impl Into<String>, en: impl Into<String>) -> Refusal {
        Refusal { status, reason: Bilingual::new(vi.into(), en.into()) }
    }

    /// The request makes no sense.
    pub fn bad(vi: impl Into<String>, en: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, vi, en)
    }

    /// Who asks may not.
    pub fn forbidden(vi: impl Into<String>, en: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::FORBIDDEN, vi, en)
    }

    /// A panic, which was caught; `place` is its line in the program.
    pub fn fault(place: &str) -> Refusal {
        let Bilingual { vi, en } = panics::fault(place);
        Refusal { status: StatusCode::INTERNAL_SERVER_ERROR, reason: Bilingual::new(vi, en) }
    }

    /// What is sent: the reason in English, which programs look at, and in Vietnamese below it for those who read that.
    pub fn body(&self, lang: Lang) -> String {
        let Bilingual { vi, en } = &self.reason;
        match lang {
            Lang::En => format!("Error: {en}"),
            Lang::Vi => format!("Error: {en}\nLỗi: {vi}"),
        }
    }
}

/// A problem on the server's side: its settings, its word list.
impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, problem.say(Lang::Vi), problem.say(Lang::En))
    }
}
