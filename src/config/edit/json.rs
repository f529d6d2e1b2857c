//! `package.json`.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::array::{Array, Item, Located, Style, line_indent};
use super::{EditError, List};
use crate::config::ignore::line_end;

/// JSON as npm reads it: nothing of what other readers allow.
const STRICT: ParseOptions = ParseOptions {
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

/// Where a list stands in a package.json.
pub(super) fn locate(text: &str, list: List) -> Result<Located, EditError> {
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
    let unit = indent(text, root);
    let morat = match root.get("morat").map(|property| &property.value) {
        None => return Ok(Place::at_end_of(text, root, &unit).missing(list, true)),
        Some(Value::Object(morat)) => morat,
        Some(other) => {
            let at = other.range().start;
            return Err(EditError::at(text, at, "\"morat\" phải là một đối tượng", "\"morat\" has to be an object"));
        }
    };
    let wrong = |at: usize| {
        let key = list.key();
        EditError::at(
            text,
            at,
            format!("\"{key}\" phải là một danh sách các chuỗi, như [\"Đắk Lắk\"]"),
            format!("\"{key}\" has to be a list of strings, as in [\"Đắk Lắk\"]"),
        )
    };
    let array = match morat.get(list.key()).map(|property| &property.value) {
        None => return Ok(Place::at_end_of(text, morat, &unit).missing(list, false)),
        Some(Value::Array(array)) => array,
        Some(other) => return Err(wrong(other.range().start)),
    };
    let items = array.elements.iter().map(|element| match element {
        Value::StringLit(string) => {
            Ok(Item { span: string.range.start..string.range.end, value: string.value.clone().into_owned() })
        }
        other => Err(wrong(other.range().start)),
    });
    let span = array.range.start..array.range.end;
    Ok(Located::Array(Array { span, items: items.collect::<Result<_, _>>()?, indent: unit }))
}

/// By how much this file indents: the first property's indent, or two spaces.
fn indent(text: &str, root: &Object<'_>) -> String {
    let first = root.properties.first().map(|property| property.range.start);
    let indent = first.filter(|at| text[root.range.start..*at].contains('\n')).map(|at| line_indent(text, at));
    indent.filter(|indent| !indent.is_empty()).unwrap_or("  ").to_owned()
}

/// The end of an object, where a property may be added.
struct Place<'t> {
    at: usize,
    /// What separates the new property from the one before, or from the bracket.
    before: String,
    after: String,
    /// The new property's indent, if properties have lines of their own.
    indent: Option<String>,
    unit: &'t str,
    end: &'static str,
}

impl<'t> Place<'t> {
    fn at_end_of(text: &str, object: &Object<'_>, unit: &'t str) -> Place<'t> {
        let end = line_end(text);
        let has_lines = text[object.range.start..object.range.end].contains('\n');
        match object.properties.last() {
            Some(last) => {
                let on_its_line = has_lines && text[object.range.start..last.range.start].contains('\n');
                let indent = on_its_line.then(|| line_indent(text, last.range.start).to_owned());
                let before = match &indent {
                    Some(indent) => format!(",{end}{indent}"),
                    None => ", ".to_owned(),
                };
                Place { at: last.range.end, before, after: String::new(), indent, unit, end }
            }
            None => {
                let close = line_indent(text, object.range.start).to_owned();
                let indent = format!("{close}{unit}");
                let after = if has_lines { String::new() } else { format!("{end}{close}") };
                Place {
                    at: object.range.start + 1,
                    before: format!("{end}{indent}"),
                    after,
                    indent: Some(indent),
                    unit,
                    end,
                }
            }
        }
    }

    /// The list to be begun here, with the object around it if that is missing, too.
    fn missing(self, list: List, with_object: bool) -> Located {
        let Place { at, mut before, mut after, indent, unit, end } = self;
        let key = list.key();
        let mut indent = indent;
        if with_object {
            match &mut indent {
                Some(indent) => {
                    before.push_str(&format!("\"morat\": {{{end}{indent}{unit}"));
                    after = format!("{end}{indent}}}{after}");
                    indent.push_str(unit);
                }
                None => {
                    before.push_str("\"morat\": {");
                    after = format!("}}{after}");
                }
            }
        }
        before.push_str(&format!("\"{key}\": "));
        let array = match indent {
            Some(close) => Style::Lines { entry: format!("{close}{unit}"), close },
            None => Style::Inline,
        };
        Located::Missing { at, before, array, after }
    }
}
