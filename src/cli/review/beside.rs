//! The name of a copy beside a file.

/// The ending of the copy that is written if the file has changed meanwhile.
pub(super) const BESIDE: &str = ".da-soat";
