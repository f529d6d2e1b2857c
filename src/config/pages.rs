//! Pages of the documentation that are made from tables: the keys of settings with the options of rules, and the words with two
//! spellings.

use std::fmt::Write;

use super::keys::KEYS;
use crate::rules::Registry;
use crate::syllable::spellings::{self, NeighbourWords};

/// The page `docs/house-style.md`: the table of words that have two spellings.
pub fn house_style_page() -> String {
    let mut out = String::from(include_str!("house-style.head.md"));
    out.push_str("\n| press | school | các lối viết · spellings | chỉ cạnh · only beside | không cạnh · not beside |\n|---|---|---|---|---|\n");
    for word in spellings::ALL {
        let preferred = |form: Option<usize>| form.map_or("–", |form| word.forms[form]);
        let beside = |beside: &NeighbourWords| {
            let before = beside.before.iter().map(|word| format!("{word} …"));
            before.chain(beside.behind.iter().map(|word| format!("… {word}"))).collect::<Vec<_>>().join(", ")
        };
        let numbers = if word.not_behind_numbers { "5 …, " } else { "" };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {numbers}{} |",
            preferred(word.press),
            preferred(word.school),
            word.forms.join(", "),
            beside(&word.only),
            beside(&word.apart)
        );
    }
    out
}

/// The page `docs/settings.md`.
pub fn settings_page(registry: &Registry) -> String {
    let mut out = String::from(include_str!("settings.head.md"));
    out.push_str("\n| khóa · key | |\n|---|---|\n");
    for key in KEYS {
        let _ = writeln!(
            out,
            "| `{}` | {} · *{}* <br> `{} = {}` |",
            key.name, key.doc.vi, key.doc.en, key.name, key.example
        );
    }
    out.push_str("\n## Tùy chọn của từng quy tắc · Options of rules\n\n| quy tắc · rule | tùy chọn · option | giá trị, mặc định đứng đầu · values, the default first | |\n|---|---|---|---|\n");
    for (at, meta) in registry.rules().iter().enumerate() {
        for option in registry.options(registry.id(at)) {
            let range = option.kind.range();
            let _ = writeln!(
                out,
                "| [`{}`](rules/{}.md) | `{}` | {range} | {} · *{}* |",
                meta.name, meta.name, option.name, option.doc.vi, option.doc.en
            );
        }
    }
    out
}
