//! What is said behind a name that there is not.

/// “; did you mean “x”?” in both languages, or nothing.
pub(super) fn hint(nearest: Option<&str>) -> (String, String) {
    nearest.map_or_else(Default::default, |near| (format!("; ý bạn là “{near}”?"), format!("; did you mean “{near}”?")))
}
