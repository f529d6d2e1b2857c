//! The part of a Word document that holds its comments, and what has to say that there is one.

use super::super::Unreadable;
use super::super::package::Package;
use super::super::xml::{Item, Walk};
use super::parts::{COMMENTS, NOTES, folder, relationships};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The part with the comments.
pub struct Comments {
    /// Its name.
    pub name: String,
    /// `None` if there is none yet.
    pub text: Option<String>,
    /// The first number that no comment has.
    pub next_id: u32,
}

impl Comments {
    /// What there is of it.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of(package: &Package<'_>) -> Result<Comments, Unreadable> {
        let body = body(package);
        let known = package.related(body)?.into_iter().find(|(kind, _)| kind.ends_with(COMMENTS));
        let name = known.map_or_else(
            || format!("{}/comments.xml", folder(body)).trim_start_matches('/').to_owned(),
            |(_, target)| target,
        );
        let text = package.other(&name)?;
        let mut next_id = 0;
        if let Some(text) = &text {
            let mut walk = Walk::new(text, 0..text.len(), &name);
            while let Some((item, _)) = walk.next()? {
                if let Item::Open { tag, .. } = item
                    && tag.name() == "w:comment"
                    && let Some(id) = tag.attribute("w:id").and_then(|id| id.parse::<u32>().ok())
                {
                    next_id = next_id.max(id.saturating_add(1));
                }
            }
        }
        Ok(Comments { name, text, next_id })
    }

    /// The part with more comments.
    pub fn with(&self, more: &str) -> String {
        const END: &str = "</w:comments>";
        match self.text.as_ref().and_then(|text| text.rfind(END).map(|at| (text, at))) {
            Some((text, at)) => [&text[..at], more, &text[at..]].concat(),
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{MAIN}\">{more}{END}"
            ),
        }
    }

    /// What has to say that there are comments: name, whether it was there, and text. Nothing if it says so already.
    ///
    /// # Errors
    /// If that cannot be read.
    pub fn related(&self, package: &Package<'_>) -> Result<Vec<(String, bool, String)>, Unreadable> {
        if self.text.is_some() {
            return Ok(Vec::new());
        }
        let body = body(package);
        let target = self.name.strip_prefix(folder(body)).unwrap_or(&self.name).trim_start_matches('/');
        let relation = format!("<Relationship Id=\"rIdMorat\" Type=\"{NOTES}{COMMENTS}\" Target=\"{target}\"/>");
        let kind = format!(
            "<Override PartName=\"/{}\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/>",
            self.name
        );
        let files = [
            (
                relationships(body),
                "Relationships",
                "http://schemas.openxmlformats.org/package/2006/relationships",
                relation,
            ),
            (
                "[Content_Types].xml".to_owned(),
                "Types",
                "http://schemas.openxmlformats.org/package/2006/content-types",
                kind,
            ),
        ];
        let mut related = Vec::new();
        for (name, element, namespace, entry) in files {
            let end = format!("</{element}>");
            let empty = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<{element} xmlns=\"{namespace}\">{entry}{end}"
            );
            let was = package.other(&name)?;
            let text = match was.as_ref().and_then(|text| text.rfind(&end).map(|at| (text, at))) {
                Some((text, at)) => [&text[..at], &entry, &text[at..]].concat(),
                None => empty,
            };
            related.push((name, was.is_some(), text));
        }
        Ok(related)
    }
}

/// The part with the body.
fn body<'p>(package: &'p Package<'_>) -> &'p str {
    package.parts().first().map_or("word/document.xml", String::as_str)
}
