//! The text of a request: plain in `text`, or with its markup in `data`, as JSON.

use serde::Deserialize;

use super::form::Form;
use super::refusal::Refusal;
use crate::document::{Document, Markup};
use crate::text::DecodeError;

/// A text, with its markup if it has some.
#[derive(Debug, PartialEq, Eq)]
pub struct Annotated {
    /// All of it, with the markup, in which places are counted.
    pub text: String,
    /// Its markup, in order; `None` for a plain text.
    pub markup: Option<Vec<Markup>>,
}

/// The value of `data`. What else programs put in it, such as `metaData`, is passed over.
#[derive(Deserialize)]
struct Data {
    text: Option<String>,
    annotation: Option<Vec<Stretch>>,
}

/// A stretch of an annotated text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stretch {
    text: Option<String>,
    markup: Option<String>,
    interpret_as: Option<String>,
}

impl Annotated {
    /// The text of a request.
    ///
    /// # Errors
    /// If there is none, or two, or if `data` is not what it should be.
    pub fn of(form: &Form) -> Result<Annotated, Refusal> {
        match (form.get("text"), form.get("data")) {
            (Some(_), Some(_)) => Err(Refusal::bad(
                "chỉ gửi 'text' hoặc 'data', đừng gửi cả hai",
                "Set only 'text' or 'data' parameter, not both",
            )),
            (Some(text), None) => Ok(Annotated { text: text.to_owned(), markup: None }),
            (None, Some(data)) => Annotated::of_json(data),
            (None, None) => Err(Refusal::bad("thiếu tham số 'text' hoặc 'data'", "Missing 'text' or 'data' parameter")),
        }
    }

    fn of_json(data: &str) -> Result<Annotated, Refusal> {
        let data: Data = serde_json::from_str(data).map_err(|error| {
            Refusal::bad(
                format!("không đọc được JSON trong 'data': {error}"),
                format!("Could not parse JSON from 'data' parameter: {error}"),
            )
        })?;
        match (data.text, data.annotation) {
            (Some(_), Some(_)) => Err(Refusal::bad(
                "trong 'data' chỉ có 'text' hoặc 'annotation', đừng có cả hai",
                "'data' key in JSON requires either 'text' or 'annotation' key, not both",
            )),
            (Some(text), None) => Ok(Annotated { text, markup: None }),
            (None, Some(stretches)) => Annotated::of_stretches(stretches),
            (None, None) => Err(Refusal::bad(
                "trong 'data' phải có 'text' hoặc 'annotation'",
                "'data' key in JSON requires 'text' or 'annotation' key",
            )),
        }
    }

    fn of_stretches(stretches: Vec<Stretch>) -> Result<Annotated, Refusal> {
        let mut out = Annotated { text: String::new(), markup: None };
        let mut all = Vec::new();
        for (number, stretch) in (1..).zip(stretches) {
            let wrong = |vi: &str, en: &str| {
                Err(Refusal::bad(
                    format!("{vi} (đoạn thứ {number} của 'annotation')"),
                    format!("{en}: object {number}"),
                ))
            };
            match (stretch.text, stretch.markup, stretch.interpret_as) {
                (Some(_), Some(_), _) => {
                    return wrong(
                        "mỗi đoạn chỉ có 'text' hoặc 'markup'",
                        "Only either 'text' or 'markup' are supported in an object in 'annotation' list, not both",
                    );
                }
                (Some(_), None, Some(_)) => {
                    return wrong(
                        "'interpretAs' chỉ đi với 'markup'",
                        "'text' cannot be used with 'interpretAs' (only 'markup' can)",
                    );
                }
                (Some(text), None, None) => out.text.push_str(&text),
                (None, Some(markup), reads_as) => {
                    let start = out.text.len();
                    out.text.push_str(&markup);
                    let reads_as = reads_as.unwrap_or_default();
                    all.push(Markup { range: start..out.text.len(), reads_as });
                }
                (None, None, _) => {
                    return wrong(
                        "mỗi đoạn phải có 'text' hoặc 'markup'",
                        "Only 'text' and 'markup' are supported in 'annotation' list",
                    );
                }
            }
        }
        out.markup = Some(all);
        Ok(out)
    }

    /// The document that it is.
    ///
    /// # Errors
    /// If it is too long.
    pub fn document(&self) -> Result<Document<'_>, DecodeError> {
        match &self.markup {
            None => Document::of_text(&self.text),
            Some(markup) => Document::annotated(&self.text, markup),
        }
    }

    /// Whether a byte range lies in markup whole: there is nothing that its reader could correct.
    pub fn is_markup(&self, start: usize, end: usize) -> bool {
        let Some(markup) = &self.markup else { return false };
        let behind = markup.partition_point(|one| one.range.start <= start);
        behind.checked_sub(1).is_some_and(|at| start < end && end <= markup[at].range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(field: &str) -> Result<Annotated, String> {
        let form = Form::read(field, b"").unwrap();
        Annotated::of(&form).map_err(|refusal| refusal.reason.en.into_owned())
    }

    #[test]
    fn stretches_become_one_text() {
        let found = of(
            r#"data={"annotation":[{"text":"A "},{"markup":"<b>"},{"text":"B"},{"markup":"</b>","interpretAs":"\n"}]}"#,
        );
        let found = found.unwrap();
        assert_eq!(found.text, "A <b>B</b>");
        let markup = found.markup.as_ref().unwrap();
        assert_eq!((markup[0].range.clone(), &*markup[1].reads_as), (2..5, "\n"));
        assert!(found.is_markup(2, 5) && found.is_markup(7, 9));
        assert!(!found.is_markup(0, 5) && !found.is_markup(2, 6) && !found.is_markup(5, 5));
        assert_eq!(of(r#"data={"text":"a","metaData":{"x":1}}"#).unwrap().text, "a");
    }

    #[test]
    fn what_is_wrong_is_said_as_languagetool_says_it() {
        for (field, says) in [
            ("language=vi", "Missing 'text' or 'data' parameter"),
            ("text=a&data={}", "Set only 'text' or 'data' parameter, not both"),
            ("data={}", "'data' key in JSON requires 'text' or 'annotation' key"),
            ("data=[", "Could not parse JSON from 'data' parameter"),
            (r#"data={"text":"a","annotation":[]}"#, "either 'text' or 'annotation'"),
            (
                r#"data={"annotation":[{"text":"a"},{}]}"#,
                "Only 'text' and 'markup' are supported in 'annotation' list: object 2",
            ),
            (r#"data={"annotation":[{"text":"a","markup":"b"}]}"#, "not both"),
            (r#"data={"annotation":[{"text":"a","interpretAs":"b"}]}"#, "'text' cannot be used with 'interpretAs'"),
        ] {
            let refused = of(field).unwrap_err();
            assert!(refused.contains(says), "{field}: {refused}");
        }
    }
}
