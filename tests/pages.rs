//! The generated pages are up to date: `docs/rules` from the metadata of the rules, `docs/settings.md` and
//! `schema/morat.schema.json` from the table of keys, `docs/house-style.md` from the table of spellings, `docs/formats.md` from
//! the formats. After a change: `MORAT_WRITE_PAGES=1 cargo test --test pages`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use morat::config::{house_style_page, schema, settings_page};
use morat::document::Format;
use morat::report::{formats_page, rule_pages};
use morat::rules::Registry;

fn files_below(folder: &Path, out: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, out) } else { assert!(out.insert(path)) }
    }
}

#[test]
fn no_page_is_stale_missing_or_left_over() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages = rule_pages().unwrap();
    if std::env::var_os("MORAT_WRITE_PAGES").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for (path, page) in &pages {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, page).unwrap();
        }
    }
    let mut there = BTreeSet::new();
    files_below(&folder, &mut there);
    let wanted: BTreeSet<PathBuf> = pages.iter().map(|(path, _)| folder.join(path)).collect();
    assert_eq!(there, wanted, "run MORAT_WRITE_PAGES=1 cargo test --test pages");
    let is_stale = |(path, page): &&(PathBuf, String)| {
        fs::read_to_string(folder.join(path)).unwrap().replace("\r\n", "\n") != *page
    };
    let stale: Vec<_> = pages.iter().filter(is_stale).map(|(path, _)| path).collect();
    assert!(stale.is_empty(), "stale: {stale:?}; run MORAT_WRITE_PAGES=1 cargo test --test pages");
}

#[test]
fn the_schema_and_the_pages_of_tables_are_those_of_the_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let registry = Registry::embedded();
    let schema = format!("{}\n", serde_json::to_string_pretty(&schema(&registry)).unwrap());
    for (path, text) in [
        ("schema/morat.schema.json", schema),
        ("docs/settings.md", settings_page(&registry)),
        ("docs/house-style.md", house_style_page()),
        ("docs/formats.md", formats_page()),
    ] {
        let path = root.join(path);
        if std::env::var_os("MORAT_WRITE_PAGES").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let there = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(there == text, "{}: stale; run MORAT_WRITE_PAGES=1 cargo test --test pages", path.display());
    }
}

#[test]
fn every_format_is_told_in_both_languages() {
    let page = formats_page();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && line.contains(" | `.")).collect();
    assert_eq!(rows.len(), 2 * Format::all().count());
    for row in rows {
        assert!(row.split('|').skip(1).take(5).all(|cell| !cell.trim().is_empty()), "{row}");
    }
}
