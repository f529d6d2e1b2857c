//! Addresses to what is done there.

use hyper::Method;
use hyper::StatusCode;
use serde_json::json;

use super::answer::Software;
use super::check::Asked;
use super::desk::Desk;
use super::form::Form;
use super::language;
use super::refusal::Refusal;
use super::words::{self, Change};
use crate::problem::Lang;

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Checks a text.
    Check,
    /// Lists languages.
    Languages,
    /// Lists accepted words.
    Words,
    /// Changes the list of accepted words.
    Change(Change),
    /// Says what answers.
    Info,
    /// Says how long a text may be.
    MaxTextLength,
    /// Says that the server is well.
    Health,
}

/// What is sent.
#[derive(Debug)]
pub enum Reply {
    /// A value, as JSON.
    Json(Vec<u8>),
    /// A text.
    Text(String),
}

impl Route {
    /// What an address is for.
    ///
    /// # Errors
    /// If it is for nothing, or not for this method.
    pub fn of(method: &Method, path: &str) -> Result<Route, Refusal> {
        // Programs put a base and `/v2/check` together, and some bases end in a slash.
        let action = path.trim_start_matches('/').strip_prefix("v2").map(|action| action.trim_matches('/'));
        let route = match action {
            Some("check") => Route::Check,
            Some("languages") => Route::Languages,
            Some("words") => Route::Words,
            Some("words/add") => Route::Change(Change::Add),
            Some("words/delete") => Route::Change(Change::Delete),
            Some("info") => Route::Info,
            Some("maxtextlength") => Route::MaxTextLength,
            Some("healthcheck") => Route::Health,
            _ => {
                return Err(Refusal::new(
                    StatusCode::NOT_FOUND,
                    format!("không có '{path}'; địa chỉ là /v2/check, /v2/languages, /v2/words, …"),
                    format!("Unsupported action: '{path}'. There are /v2/check, /v2/languages, /v2/words, …"),
                ));
            }
        };
        let needs = match route {
            Route::Check if *method == Method::POST || *method == Method::GET => return Ok(route),
            Route::Check => "GET, POST",
            Route::Change(_) if *method == Method::POST => return Ok(route),
            Route::Change(_) => "POST",
            _ if *method == Method::GET => return Ok(route),
            _ => "GET",
        };
        Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            format!("'{path}' phải được gọi bằng {needs}"),
            format!("{path} needs to be called with {needs}"),
        ))
    }

    /// Whether whoever asks has to show the token: not for what is the same for everybody.
    pub fn is_private(self) -> bool {
        matches!(self, Route::Check | Route::Words | Route::Change(_))
    }

    /// The methods that it takes, for scripts that ask before they ask.
    pub fn methods(path: &str) -> &'static str {
        match Route::of(&Method::POST, path) {
            Ok(Route::Check) => "GET, POST",
            Ok(_) => "POST",
            Err(_) => "GET",
        }
    }

    /// Does it.
    ///
    /// # Errors
    /// What is wrong with the request, or why the server cannot answer.
    pub fn answer(self, desk: &Desk, form: &Form, most: usize, lang: Lang) -> Result<Reply, Refusal> {
        let json = |value: serde_json::Value| Ok(Reply::Json(value.to_string().into_bytes()));
        match self {
            Route::Check => {
                let answer = Asked::of(form, desk, most)?.answer(desk, lang)?;
                let written = serde_json::to_vec(&answer);
                written.map(Reply::Json).map_err(|error| Refusal::fault(&error.to_string()))
            }
            Route::Languages => json(json!([
                { "name": language::NAME, "code": language::CODE, "longCode": language::LONG_CODE },
            ])),
            Route::Words => json(json!({ "words": words::listed(desk, form)? })),
            Route::Change(Change::Add) => json(json!({ "added": words::change(desk, form, Change::Add)? })),
            Route::Change(Change::Delete) => json(json!({ "deleted": words::change(desk, form, Change::Delete)? })),
            Route::Info => json(json!({ "software": Software::of_info() })),
            Route::MaxTextLength => Ok(Reply::Text(most.to_string())),
            Route::Health => Ok(Reply::Text("OK".into())),
        }
    }
}
