//! The pages about rules in Markdown: `docs/rules/`. A page has the text of [`Meta`] and morat's answers to its
//! examples, and nothing else; `tests/pages.rs` writes the pages and fails when one is stale.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Profile;
use crate::dictionaries::Dictionaries;
use crate::linter::{Linter, Selection, Worker};
use crate::problem::Problem;
use crate::rules::{Applicability, GROUPS, Meta, Registry, Severity};

use super::{has_fix, visible};

/// All pages, each with its path below `docs/rules`.
///
/// # Errors
/// If a profile names an unknown rule.
pub fn rule_pages() -> Result<Vec<(PathBuf, String)>, Problem> {
    let registry = Registry::shared();
    let linter =
        |selection: Selection| Linter::with(Arc::clone(registry), Arc::clone(Dictionaries::embedded()), &selection);
    let of_profile =
        |profile: Profile| Ok((linter(Selection { levels: profile.levels(), ..Selection::default() })?, profile));
    let profiles = Profile::embedded().map(of_profile).collect::<Result<Vec<_>, Problem>>()?;
    let mut pages = vec![(PathBuf::from("README.md"), index(registry.rules(), &profiles))];
    for meta in registry.rules() {
        let alone = linter(Selection::of_rule(meta))?;
        pages.push((PathBuf::from(format!("{}.md", meta.name)), page(meta, &alone, &profiles)));
    }
    Ok(pages)
}

/// The Vietnamese name of a severity.
fn severity_vi(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "gợi ý",
        Severity::Warning => "cảnh báo",
        Severity::Error => "lỗi",
    }
}

/// A text for a line or a table cell.
fn cell(text: &str) -> String {
    let text = visible(text);
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", text.replace('|', "\\|"))
}

fn fix_vi(meta: &Meta) -> &'static str {
    match meta.fix {
        _ if !has_fix(meta) => "chỉ báo, người viết tự sửa",
        Applicability::Safe => "`morat fix` tự sửa",
        Applicability::Unsafe => "chỉ sửa khi có `morat fix --unsafe`",
    }
}

fn fix_en(meta: &Meta) -> &'static str {
    match meta.fix {
        _ if !has_fix(meta) => "It only points; it has no fix.",
        Applicability::Safe => "Fixed by `morat fix`.",
        Applicability::Unsafe => "Fixed by `morat fix --unsafe` only.",
    }
}

/// The severity of a rule in a profile; a dash if it does not run.
fn level(linter: &Linter, meta: &Meta) -> &'static str {
    let id = linter.registry().find(&meta.name);
    id.and_then(|id| linter.severity(id)).map_or("–", severity_vi)
}

/// The table of all rules.
fn index(rules: &[Meta], profiles: &[(Linter, Profile)]) -> String {
    let strict = rules.iter().filter(|meta| meta.strict).count();
    let mut out = format!(
        "# Các quy tắc của morat\n\nTrang này và trang của từng quy tắc được viết ra từ chính các quy tắc. {} quy tắc, {strict} \
         trong đó chỉ chạy khi có `--strict` hoặc khi được gọi tên. Cột của mỗi bộ quy tắc (`--profile`) cho biết mức độ, dấu – là không chạy.\n\n\
         *English.* {} rules in all, {strict} of them with `--strict` or by name only. The columns give the severity in each \
         profile (gợi ý: info, cảnh báo: warning, lỗi: error); a dash means that the rule does not run there.\n\n",
        rules.len(),
        rules.len(),
    );
    for (_, profile) in profiles {
        let _ = writeln!(out, "- `{}`: {} · *{}*", profile.name, profile.summary.vi, profile.summary.en);
    }
    let names: Vec<&str> = profiles.iter().map(|(_, profile)| profile.name.as_str()).collect();
    for (group, title) in GROUPS {
        if !rules.iter().any(|meta| meta.group() == *group) {
            continue;
        }
        let _ =
            write!(out, "\n## {} ({})\n\n| quy tắc | tìm gì | {} |\n|---|---|", title.vi, title.en, names.join(" | "));
        out.push_str(&"---|".repeat(profiles.len()));
        out.push('\n');
        for meta in rules.iter().filter(|meta| meta.group() == *group) {
            let _ = write!(out, "| [`{0}`]({0}.md) | {1} |", meta.name, meta.summary.vi.replace('|', "\\|"));
            for (linter, _) in profiles {
                let _ = write!(out, " {} |", level(linter, meta));
            }
            out.push('\n');
        }
    }
    out
}

/// The page of a rule; `alone` runs it and no other.
fn page(meta: &Meta, alone: &Linter, profiles: &[(Linter, Profile)]) -> String {
    let mut worker = Worker::default();
    let mut out = format!("# `{}`\n\n**{}**\n\n", meta.name, meta.summary.vi);
    let runs = if meta.strict { "chỉ với `--strict` hoặc khi gọi tên" } else { "mặc định" };
    let _ = writeln!(out, "Mức: {}. Chạy: {runs}. Sửa: {}.\n", severity_vi(meta.severity), fix_vi(meta));
    let _ = writeln!(out, "{}\n", meta.why.vi);
    if let Some(authority) = &meta.authority {
        let _ = writeln!(out, "Căn cứ: {}.\n", authority.vi.trim_end_matches('.'));
    }
    let registry = alone.registry();
    let options = registry.find(&meta.name).map_or_else(Vec::new, |id| registry.options(id));
    if !options.is_empty() {
        out.push_str("## Tùy chọn · Options\n\n");
        for option in options {
            let _ =
                writeln!(out, "- `{}` ({}): {} · *{}*", option.name, option.kind.range(), option.doc.vi, option.doc.en);
        }
        out.push('\n');
    }
    out.push_str("## Sai\n\n");
    for example in meta.wrong.iter() {
        let _ = writeln!(out, "- {}", cell(&example.text));
        if example.fixed != example.text {
            let _ = writeln!(out, "  → {}", cell(&example.fixed));
        }
        for finding in alone.check_text(&example.text, &mut worker).unwrap_or_default() {
            let _ = writeln!(out, "  - {}", visible(&finding.message.vi));
        }
    }
    out.push_str("\n## Đúng\n\n");
    for text in meta.right.iter() {
        let _ = writeln!(out, "- {}", cell(text));
    }
    out.push_str("\n## Trong các bộ quy tắc\n\n");
    for (linter, profile) in profiles {
        let _ = writeln!(out, "- `{}`: {}", profile.name, level(linter, meta));
    }
    let _ = write!(out, "\n## English\n\n**{}.** {} {}", meta.summary.en, meta.why.en, fix_en(meta));
    if meta.strict {
        out.push_str(" Runs with `--strict` or by name only.");
    }
    if let Some(authority) = &meta.authority {
        let _ = write!(out, " Authority: {}.", authority.en.trim_end_matches('.'));
    }
    out.push('\n');
    out
}
