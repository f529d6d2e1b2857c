//! The page `docs/formats.md`: the formats as their definitions tell of them, between the words of `formats.page.md`.

use std::fmt::Write;

use crate::config::keys;
use crate::document::{About, Format};
use crate::problem::Lang;

/// The page `docs/formats.md`.
pub fn formats_page() -> String {
    let folder = keys::default_texts("include").map(|glob| format!("`{}`", glob.trim_start_matches('*')));
    let folder = folder.collect::<Vec<_>>().join(", ");
    include_str!("formats.page.md")
        .replace("{{formats.vi}}\n", &table(Lang::Vi))
        .replace("{{formats.en}}\n", &table(Lang::En))
        .replace("{{folder}}", &folder)
}

/// The table of all formats in one language.
fn table(lang: Lang) -> String {
    let said = |(vi, en): (&'static str, &'static str)| lang.pick(vi, en);
    let heads = [("dạng", "format"), ("đuôi", "ends"), ("morat đọc", "what is read"), ("không đọc", "what is not")];
    let [title, ends, read, left_out] = heads.map(said);
    let mut out = format!("| {title} | {ends} | {read} | {left_out} | `fix` |\n|---|---|---|---|---|\n");
    for format in Format::all() {
        let About { title, read, left_out } = format.about();
        let [title, read, left_out] = [title, read, left_out].map(|text| said(*text));
        let ends = format.ends().iter().map(|end| format!("`.{end}`")).collect::<Vec<_>>().join(", ");
        let fix = said(if format.is_writable() { ("có", "yes") } else { ("không", "no") });
        let _ = writeln!(out, "| {title} | {ends} | {read} | {left_out} | {fix} |");
    }
    out
}
