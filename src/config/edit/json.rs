//! Edits `package.json`: the syntax tree of `jsonc-parser` tells where things are, its concrete one changes them and
//! keeps every byte.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::cst::{CstInputValue, CstNode, CstRootNode};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::array::LONGEST;
use super::{EditError, List};

/// Strict JSON, as npm reads it.
pub(super) const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The entries of a list; none if the list does not exist.
pub(super) fn entries(text: &str, list: List) -> Result<Vec<String>, EditError> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| {
        let what = error.kind();
        let at = error.range().start;
        EditError::at(text, at, format!("không phải JSON hợp lệ: {what}"), format!("not valid JSON: {what}"))
    })?;
    let Some(Value::Object(root)) = &parsed.value else {
        return Err(EditError::at(
            text,
            0,
            "tệp phải là một đối tượng JSON: {…}",
            "the file has to be a JSON object: {…}",
        ));
    };
    let morat: &Object<'_> = match root.get("morat").map(|property| &property.value) {
        None => return Ok(Vec::new()),
        Some(Value::Object(morat)) => morat,
        Some(other) => {
            let at = other.range().start;
            return Err(EditError::at(text, at, "\"morat\" phải là một đối tượng", "\"morat\" has to be an object"));
        }
    };
    let wrong = |value: &Value<'_>| {
        let key = list.key();
        EditError::at(
            text,
            value.range().start,
            format!("\"{key}\" phải là một danh sách các chuỗi, như [\"Đắk Lắk\"]"),
            format!("\"{key}\" has to be a list of strings, as in [\"Đắk Lắk\"]"),
        )
    };
    match morat.get(list.key()).map(|property| &property.value) {
        None => Ok(Vec::new()),
        Some(Value::Array(array)) => {
            let strings = array.elements.iter().map(|element| match element {
                Value::StringLit(string) => Ok(string.value.clone().into_owned()),
                other => Err(wrong(other)),
            });
            strings.collect()
        }
        Some(other) => Err(wrong(other)),
    }
}

/// The text with a term inserted at an index of a list; `None` if something else is where the list would be.
pub(super) fn add(text: &str, list: List, at: usize, term: &str) -> Option<String> {
    let root = CstRootNode::parse(text, &STRICT).ok()?;
    let morat = root.object_value()?.object_value_or_create("morat")?;
    let is_new = morat.get(list.key()).is_none();
    let array = morat.array_value_or_create(list.key())?;
    let entry = array.insert(at, CstInputValue::String(term.to_owned()));
    // The library puts a space behind the new comma, and leaves the one that was behind the old.
    if let Some(comma) = entry.trailing_comma() {
        comma.next_siblings().take_while(CstNode::is_whitespace).skip(1).for_each(CstNode::remove);
    }
    if is_new || array.to_string().chars().count() > LONGEST {
        array.ensure_multiline();
    }
    Some(root.to_string())
}

/// The text without one entry of a list; `None` if it does not exist.
pub(super) fn remove(text: &str, list: List, at: usize) -> Option<String> {
    let root = CstRootNode::parse(text, &STRICT).ok()?;
    let array = root.object_value()?.object_value("morat")?.array_value(list.key())?;
    let entry = array.elements().into_iter().nth(at)?;
    // The library leaves the space behind the comma, which is now behind the bracket.
    let is_tight = entry.previous_sibling().is_some_and(|before| before.is_token());
    entry.remove();
    if at == 0 && is_tight {
        array.children().into_iter().skip(1).take_while(CstNode::is_whitespace).for_each(CstNode::remove);
    }
    Some(root.to_string())
}
