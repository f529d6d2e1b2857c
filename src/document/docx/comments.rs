//! The comments part of a Word document, and the entries elsewhere that refer to it.

use super::super::package::Package;
use super::super::xml::{Item, STRICT_MAIN, Scope, Walk};
use super::element_names::ElementNames;
use super::parts::{COMMENTS, folder, related_in, relationships};
use crate::problem::Problem;

/// The prefix of relationship types, in what Word writes and in strict OOXML.
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_KINDS: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// The part with the comments.
pub struct Comments {
    /// The rule's name.
    pub name: String,
    /// The XML; `None` if the part does not exist yet.
    pub text: Option<String>,
    /// The first free comment id.
    pub next_id: u32,
    /// Element names for the part, if it is new.
    root: ElementNames,
    names: ElementNames,
    /// Whether the document is strict OOXML.
    strict: bool,
}

impl Comments {
    /// Reads the comments part.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of(package: &Package<'_>) -> Result<Comments, Problem> {
        let body = body(package);
        let known = related_in(package, body)?.into_iter().find(|(kind, _)| kind.ends_with(COMMENTS));
        let name = known.map_or_else(
            || format!("{}/comments.xml", folder(body)).trim_start_matches('/').to_owned(),
            |(_, target)| target,
        );
        let scope = match package.other(body)? {
            Some(text) => root(&text, body)?.map_or_else(Scope::default, |root| root.scope),
            None => Scope::default(),
        };
        let text = package.other(&name)?;
        let root_hand = ElementNames::fresh(&scope);
        let (mut next_id, mut names) = (0, root_hand.inside());
        if let Some(text) = &text {
            if let Some(root) = root(text, &name)? {
                names = ElementNames::of(&root.scope);
            }
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
        Ok(Comments { name, text, next_id, root: root_hand, names, strict: scope.address("w") == Some(STRICT_MAIN) })
    }

    /// The XML of a comment; date and text are XML already.
    pub fn comment(&self, id: u32, author: &str, date: &str, text: &str) -> String {
        let (names, inside) = (&self.names, self.names.inside());
        let attributes = [("id", &*id.to_string()), ("author", author), ("date", date), ("initials", "mo")];
        let opened = [names.opened("comment", &attributes), inside.opened("p", &[]), inside.opened("r", &[])].concat();
        let letters = inside.opened("t", &[]);
        let letters = format!("{} xml:space=\"preserve\">{text}{}", letters.trim_end_matches('>'), names.closed("t"));
        [opened, letters, names.closed("r"), names.closed("p"), names.closed("comment")].concat()
    }

    /// The XML of the part with more comments.
    ///
    /// # Errors
    /// If it is not XML.
    pub fn with(&self, more: &str) -> Result<String, Problem> {
        match &self.text {
            Some(text) => with(text, &self.name, |_| more.to_owned()),
            None => Ok([HEADING, &self.root.opened("comments", &[]), more, &self.root.closed("comments")].concat()),
        }
    }

    /// The files that have to refer to the comments part: name, whether the file exists, and its new text. Empty if
    /// they refer to it already.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn related(&self, package: &Package<'_>) -> Result<Vec<(String, bool, String)>, Problem> {
        if self.text.is_some() {
            return Ok(Vec::new());
        }
        let body = body(package);
        let target = self.name.strip_prefix(folder(body)).unwrap_or(&self.name).trim_start_matches('/');
        let kinds = if self.strict { STRICT_KINDS } else { KINDS };
        let relation = |id: &str, prefix: &str| {
            format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kinds}{COMMENTS}\" Target=\"{target}\"/>")
        };
        let kind = |prefix: &str| {
            format!(
                "<{prefix}Override PartName=\"/{}\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/>",
                self.name
            )
        };
        let mut related = Vec::new();
        // A document may refer to a part that it has not.
        let is_known = related_in(package, body)?.iter().any(|(kind, _)| kind.ends_with(COMMENTS));
        if !is_known {
            let name = relationships(body);
            let was = package.other(&name)?;
            let mut id = "rIdMorat".to_owned();
            while was.as_ref().is_some_and(|text| text.contains(&format!("\"{id}\""))) {
                id.push('x');
            }
            let text = match &was {
                Some(text) => with(text, &name, |prefix| relation(&id, prefix))?,
                None => fresh("Relationships", "relationships", &relation(&id, "")),
            };
            related.push((name, was.is_some(), text));
        }
        let name = "[Content_Types].xml";
        let was = package.other(name)?;
        let text = match &was {
            Some(text) if text.contains(&format!("\"/{}\"", self.name)) => return Ok(related),
            Some(text) => with(text, name, kind)?,
            None => fresh("Types", "content-types", &kind("")),
        };
        related.push((name.to_owned(), was.is_some(), text));
        Ok(related)
    }
}

const HEADING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A part of a package with one entry.
fn fresh(element: &str, namespace: &str, entry: &str) -> String {
    let namespace = format!("http://schemas.openxmlformats.org/package/2006/{namespace}");
    format!("{HEADING}<{element} xmlns=\"{namespace}\">{entry}</{element}>")
}

/// The root element of a part.
struct Root {
    name: String,
    scope: Scope,
    /// Offset behind its opening tag.
    end: usize,
    empty: bool,
}

fn root(text: &str, part: &str) -> Result<Option<Root>, Problem> {
    let mut walk = Walk::new(text, 0..text.len(), part);
    while let Some((item, range)) = walk.next()? {
        if let Item::Open { tag, empty } = item {
            let (name, scope) = (tag.written().to_owned(), tag.scope().clone());
            return Ok(Some(Root { name, scope, end: range.end, empty }));
        }
    }
    Ok(None)
}

/// The XML of a part with `more` at the end of its root; `more` gets the prefix of the root, with its colon.
fn with(text: &str, part: &str, more: impl Fn(&str) -> String) -> Result<String, Problem> {
    let Some(root) = root(text, part)? else { return Ok(text.to_owned()) };
    let more = more(root.name.rfind(':').map_or("", |colon| &root.name[..=colon]));
    if root.empty {
        let (tag, rest) = text.split_at(root.end);
        let tag = tag.trim_end_matches('>').trim_end_matches('/');
        return Ok(format!("{tag}>{more}</{}>{rest}", root.name));
    }
    let end = text.rfind("</").unwrap_or(text.len());
    Ok([&text[..end], &more, &text[end..]].concat())
}

/// The part with the body.
fn body<'p>(package: &'p Package<'_>) -> &'p str {
    package.parts().first().map_or("word/document.xml", String::as_str)
}
