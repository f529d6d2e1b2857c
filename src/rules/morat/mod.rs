//! Rules about suppression comments. They have only metadata: the linter itself makes the findings, as only it knows what a
//! comment suppressed.

use std::borrow::Cow;

use super::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};

/// The rules of this group, in the order of their priority.
pub(super) fn rules() -> Vec<Box<dyn Rule>> {
    vec![Box::new(Unknown), Box::new(Unused)]
}

/// Rule `morat/ten-la`. Example: `<!-- morat: tắt chinh-ta/hoi-ga -->`.
struct Unknown;

static UNKNOWN: Meta = Meta {
    name: Cow::Borrowed("morat/ten-la"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Chú thích dành cho morat có từ mà morat không hiểu",
        "A comment to morat with a word that it does not know",
    ),
    why: Bilingual::fixed(
        "Chú thích viết sai tên quy tắc hay sai lệnh thì không có tác dụng gì, mà người viết lại tưởng là có.",
        "A comment with a misspelt rule or command has no effect, and its writer thinks that it has.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Trời đẹp. <!-- morat: tắt-dòng van-phog -->", "Trời đẹp. <!-- morat: tắt-dòng van-phong -->"),
        Example::new("<!-- morat: tat -->\nTrời đẹp.", "<!-- morat: tắt -->\nTrời đẹp."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("<!-- morat: tắt-tệp van-phong -->\nTrời đẹp."),
        Cow::Borrowed("<!-- moratorium: tạm hoãn -->\nTrời đẹp."),
    ]),
};

impl Rule for Unknown {
    fn meta(&self) -> &'static Meta {
        &UNKNOWN
    }

    fn check(&self, _text: &Context<'_>, _found: &mut Findings<'_>) {}
}

/// Rule `morat/thua`. Example: `<!-- morat: tắt chinh-ta -->` over a text without a spelling mistake.
struct Unused;

static UNUSED: Meta = Meta {
    name: Cow::Borrowed("morat/thua"),
    severity: Severity::Warning,
    fix: Applicability::Safe,
    strict: true,
    summary: Bilingual::fixed(
        "Chú thích, từ được nhận hay mục bỏ qua không còn che gì",
        "A comment, an accepted term or an entry of the ignore list that keeps nothing quiet",
    ),
    why: Bilingual::fixed(
        "Chỗ được che đã được sửa, hoặc quy tắc không còn báo; để lại thì nó sẽ che lỗi mới. Tên quy tắc đang không chạy thì \
         không bị coi là thừa. Chạy khi có --report-unused; morat fix --fix-unused bỏ đi.",
        "What was covered has been put right, or the rule no longer marks it; left there it will cover new mistakes. A rule \
         that does not run now is not counted as unused. Runs with --report-unused; morat fix --fix-unused removes it.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("Trời đẹp.\n<!-- morat: tắt-dòng-sau chinh-ta -->\nCả nhà đi chơi.", "Trời đẹp.\nCả nhà đi chơi."),
        Example::new("Trời đẹp. <!-- morat: tắt-dòng -->", "Trời đẹp."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Trời đẹp."),
        Cow::Borrowed("Cả tổ nổ lực. <!-- morat: tắt-dòng chinh-ta -->"),
    ]),
};

impl Rule for Unused {
    fn meta(&self) -> &'static Meta {
        &UNUSED
    }

    fn check(&self, _text: &Context<'_>, _found: &mut Findings<'_>) {}
}
