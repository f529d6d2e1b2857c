//! The table of keys as a settings file: what `morat init` writes.

use std::fmt::Write;

use super::keys::{KEYS, ValueType};
use crate::rules::Bilingual;

/// A settings file with every key as a comment, explained in the language that `pick` chooses.
pub fn template(pick: impl Fn(&Bilingual) -> String) -> String {
    let head = Bilingual::fixed(
        "# Thiết lập của morat cho thư mục này và mọi thư mục bên trong.\n# Bỏ dấu # đầu dòng để dùng một khóa. Xem đang áp dụng gì: morat config show\n",
        "# Settings of morat for this folder and all folders below it.\n# Remove the # before a key to use it. What applies: morat config show\n",
    );
    let mut out = pick(&head);
    // Tables come last in TOML: what stands behind their heading belongs to them.
    for key in KEYS.iter().filter(|key| !matches!(key.kind, ValueType::Rules | ValueType::Overrides) && !key.is_own()) {
        let _ = write!(out, "\n# {}\n# {} = {}\n", pick(&key.doc), key.name, key.example);
    }
    for key in KEYS.iter().filter(|key| matches!(key.kind, ValueType::Rules | ValueType::Overrides)) {
        let _ = writeln!(out, "\n# {}", pick(&key.doc));
        out.push_str(match key.kind {
            ValueType::Rules => {
                "# [rules]\n# van-phong = \"off\"\n# \"chinh-ta/am-tiet\" = \"warning\"\n# \"van-phong/cau-dai\" = { level = \"info\", longest = 80 }\n"
            }
            _ => "# [[overrides]]\n# paths = [\"van-ban/**\"]\n# profile = \"hanh-chinh\"\n",
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::Layer;
    use super::super::node::Node;
    use super::*;

    /// The template says nothing as it is, and everything with its comments off.
    #[test]
    fn the_template_is_a_settings_file_either_way() {
        for pick in [|text: &Bilingual| text.vi.to_string(), |text: &Bilingual| text.en.to_string()] {
            let text = template(pick);
            let layer =
                Layer::read("morat.toml", PathBuf::new(), &Node::of_toml("morat.toml", &text).unwrap()).unwrap();
            assert!(layer.values.is_empty() && layer.overrides.is_empty());
            let is_line = |line: &&str| line.starts_with("# [") || line.starts_with("# \"") || line.contains(" = ");
            let used: String =
                text.lines().filter(is_line).map(|line| format!("{}\n", line.trim_start_matches("# "))).collect();
            let layer =
                Layer::read("morat.toml", PathBuf::new(), &Node::of_toml("morat.toml", &used).unwrap()).unwrap();
            let of_projects = KEYS.iter().filter(|key| !key.is_own()).count();
            assert_eq!(layer.values.len() + layer.overrides.len(), of_projects, "{used}");
        }
    }
}
