//! The hint behind an unknown name.

/// “; did you mean “x”?” in both languages, or two empty texts.
pub(super) fn hint(nearest: Option<&str>) -> (String, String) {
    nearest.map_or_else(Default::default, |near| (format!("; ý bạn là “{near}”?"), format!("; did you mean “{near}”?")))
}
