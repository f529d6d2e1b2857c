//! Edits of documents, as the client takes them.

use std::collections::HashMap;
use std::ops::Range;

use gen_lsp_types::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    Uri, WorkspaceEdit,
};

use super::capabilities::ClientCan;
use super::position;
use crate::text::LineIndex;

/// Edits of one document; with the version that they are of, if the client looks at it.
pub fn of_document(can: &ClientCan, uri: &Uri, version: Option<i32>, edits: Vec<TextEdit>) -> WorkspaceEdit {
    if !can.versions {
        return WorkspaceEdit { changes: Some(HashMap::from([(uri.clone(), edits)])), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version,
        text_document_identifier: TextDocumentIdentifier { uri: uri.clone() },
    };
    let edits = edits.into_iter().map(Edit::from).collect();
    let change = DocumentChange::from(TextDocumentEdit { text_document, edits });
    WorkspaceEdit { document_changes: Some(vec![change]), ..WorkspaceEdit::default() }
}

/// Replacements of byte ranges of a text, by position.
pub fn of_bytes<'e>(
    can: &ClientCan,
    text: &str,
    edits: impl IntoIterator<Item = (Range<u32>, &'e str)>,
) -> Vec<TextEdit> {
    let mut lines = LineIndex::new(text);
    let edit = |(range, new): (Range<u32>, &str)| TextEdit {
        range: position::of_range(&mut lines, can.unit, range),
        new_text: new.to_owned(),
    };
    edits.into_iter().map(edit).collect()
}

/// Edits that make one text of another, line by line where both have as many lines: what stands elsewhere keeps its place, and
/// so do the cursor and the marks of the editor.
pub fn between(can: &ClientCan, old: &str, new: &str) -> Vec<TextEdit> {
    let lines = |text: &str| -> Vec<Range<usize>> { LineIndex::new(text).lines().collect() };
    let (olds, news) = (lines(old), lines(new));
    let pairs = match olds.len() == news.len() {
        true => olds.into_iter().zip(news).collect(),
        false => vec![(0..old.len(), 0..new.len())],
    };
    let changed = pairs.into_iter().filter_map(|(was, is)| {
        let (was, is) = trimmed(old, was, new, is);
        (!was.is_empty() || !is.is_empty()).then(|| (was.start as u32..was.end as u32, &new[is]))
    });
    of_bytes(can, old, changed)
}

/// Two ranges of two texts without what they begin and end with in common.
fn trimmed(old: &str, was: Range<usize>, new: &str, is: Range<usize>) -> (Range<usize>, Range<usize>) {
    let (before, after) = (&old[was.clone()], &new[is.clone()]);
    let same = |(one, other): &(char, char)| one == other;
    let start: usize = before.chars().zip(after.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (before, after) = (&before[start..], &after[start..]);
    let end: usize = before.chars().rev().zip(after.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (was.start + start..was.end - end, is.start + start..is.end - end)
}
