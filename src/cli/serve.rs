//! `morat serve`: from arguments to a server.

use std::path::Path;
use std::time::Duration;

use super::args::{Common, Serve};
use super::outcome::{Failure, Status};
use super::say;
use crate::problem::Problem;
use crate::project::disk;
use crate::serve::{self, Note, Origin, Start, Token};

/// The variable that has the token where no file is named.
const VARIABLE: &str = "MORAT_TOKEN";

pub(super) fn run(asked: &Serve) -> Result<Status, Failure> {
    let common = Common {
        config: asked.config.clone(),
        isolated: asked.isolated,
        profile: asked.profile.clone(),
        strict: asked.strict,
        ..Common::default()
    };
    crate::serve::run(Start {
        host: asked.host.clone(),
        port: asked.port,
        token: token(asked.token_file.as_deref())?,
        names: asked.allow_host.iter().map(|name| serve::name(name)).collect::<Result<_, Problem>>()?,
        origins: asked.allow_origin.iter().map(|origin| Origin::new(origin)).collect::<Result<_, Problem>>()?,
        max_length: asked.max_length as usize,
        max_requests: asked.max_requests as usize,
        timeout: Duration::from_secs(u64::from(asked.timeout)),
        until_eof: asked.until_eof,
        overrides: common.overrides(),
        lang: say::lang(),
        log: match asked.quiet {
            0 => all,
            1 => trouble,
            _ => |_| {},
        },
    })?;
    Ok(Status::Clean)
}

/// The token of a file, or else of the environment.
fn token(file: Option<&Path>) -> Result<Option<Token>, Problem> {
    let (shown, text) = match file {
        Some(path) => {
            let shown = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| disk::problem(&*shown, &error))?;
            (shown, text)
        }
        None => match std::env::var(VARIABLE) {
            Ok(text) if !text.trim().is_empty() => (VARIABLE.to_owned(), text),
            _ => return Ok(None),
        },
    };
    Token::new(&text).map(Some).map_err(|problem| problem.in_file(shown))
}

fn all(note: Note) {
    match note {
        Note::News(news) => say::tell(news),
        trouble => self::trouble(trouble),
    }
}

fn trouble(note: Note) {
    if let Note::Trouble(problem) = note {
        say::complain(problem);
    }
}
