//! Rules that a person writes without programming: TOML files of phrases, confusions and patterns, and the names
//! of what the speller finds.
//!
//! A file either defines a rule, or adds pairs to one that another file defines (`rule = "chinh-ta/nham-lan"`). See
//! `docs/writing-rules.md` for the form; `rules/` holds the ones that morat carries.

mod capitals;
mod file;
mod gate;
mod glued;
mod pattern;
mod phrase;
mod slips;

pub use file::RuleFile;
pub use pattern::Patterns;
pub use phrase::Phrases;
pub use slips::Slips;
pub(super) use slips::written;

use super::Bilingual;

/// The message of a finding: its template with what was found, what to write, and why.
fn say(template: &Bilingual, wrong: &str, right: Option<&String>, reason: &Bilingual) -> Bilingual {
    let right = right.map_or("", String::as_str);
    let fill = |template: &str, reason: &str| {
        template.replace("{vi_sao}", reason.trim_end_matches('.')).replace("{dung}", right).replace("{sai}", wrong)
    };
    Bilingual::new(fill(&template.vi, &reason.vi), fill(&template.en, &reason.en))
}
