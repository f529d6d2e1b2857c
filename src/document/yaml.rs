//! YAML: catalogues of strings of programs (`vi.yml` of Rails, Symfony), and other files of values with prose among them. It is read as
//! front matter is, of which a file of YAML is the whole; what of it is prose, the letters say.

use std::borrow::Cow;

use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::markdown::front_matter::{self, FrontMatter};
use crate::problem::Problem;

/// YAML.
pub(super) struct Yaml;

/// Escaping for words without any sign that may begin a placeholder.
static NO_SIGNS: Escaping = Escaping(|written| {
    let has_sign = written.contains(['{', '}', '%', '<', '&', '$']);
    (!has_sign).then_some(Cow::Borrowed(written))
});

impl Format {
    /// Values of YAML that are for people.
    pub const YAML: Format = Format::new(&Definition {
        name: "yaml",
        ends: &["yml", "yaml"],
        about: About { title: ("YAML", "YAML"), read: ("như JSON", "as JSON"), left_out: ("như JSON", "as JSON") },
        reader: Some(&Yaml),
        ..Definition::TEXT
    });
}

impl Reader for Yaml {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        draft.escaping_around(&NO_SIGNS);
        FrontMatter::whole(text).show(draft);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &front_matter::PLAIN
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str) -> String {
        property_tests::check(text.as_bytes(), Format::YAML);
        Document::open(text.as_bytes(), Format::YAML, &Arc::default()).unwrap().text().to_owned()
    }

    #[test]
    fn values_for_people_are_read_and_keys_and_code_are_not() {
        let text = "# ghi , chú\nvi:\n  nút lưu: \"Lưu lại\"\n  xem: Xem them bai\n  mẫu: '^[a-z]+$'\n  đường: /trang/chủ\n  n: 3\n  lỗi:\n    - Không tìm thấy %{name}\n    - tên: Trang \"chủ\"\n      kind: code_like\n  dài: >\n    Một dòng\n    còn nữa.\n";
        assert_eq!(
            shown(text),
            "Lưu lại\n\nXem them bai\n\nKhông tìm thấy %{name}\n\nTrang \"chủ\"\n\nMột dòng còn nữa."
        );
        assert_eq!(shown("name: my nice package\nrun: do this now\nd: nổ lực\n"), "nổ lực");
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage = |text: &str| Document::open(text.as_bytes(), Format::YAML, &Arc::default()).unwrap().coverage();
        let some = coverage(
            "a: Nổ lực\nb: Save the file\nc: x = y;\nd: src/a\ne: \"Bốn năm\n  sáu\"\nf: OK you win\ng: My own way\nh: Let it be\n",
        );
        assert_eq!((some.read.all, some.language.all, some.code.all, some.markup.all), (2, 12, 2, 3));
        assert!(coverage("Cả tổ nổ lực.\n").is_missed());
    }

    proptest! {
        #[test]
        fn any_values_keep_the_laws(
            text in "(\n|  |- |a: |\"|'|\\||>|\\[|\\]|%\\{x\\}|#|---\n|[a-zđêế]{1,4}|[ ,.:]){0,24}",
        ) {
            property_tests::check(text.as_bytes(), Format::YAML);
        }
    }
}
