//! `ky-tu/nfc`: letters with combining diacritics that are not composed (NFC).

use std::borrow::Cow;

use crate::rules::{Applicability, Bilingual, Context, Edit, Example, Findings, Fix, Meta, Rule, Severity};

/// Rule `ky-tu/nfc`. Example: e, U+0302, U+0301 for *ế*.
pub struct NotComposed;

static META: Meta = Meta {
    name: Cow::Borrowed("ky-tu/nfc"),
    severity: Severity::Info,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Chữ có dấu viết bằng ký tự rời (không phải NFC)", "Text that is not in NFC"),
    why: Bilingual::fixed(
        "Cùng một chữ “ế” có thể lưu bằng một ký tự dựng sẵn hoặc bằng chữ e với các dấu rời. Nhìn như nhau, nhưng tìm \
         kiếm, đếm chữ và nhiều phần mềm coi là khác nhau. Dạng dựng sẵn (NFC) là dạng dùng chung. Mỗi bài chỉ báo một \
         lần; mọi quy tắc khác vẫn đọc bài như thể đã ở dạng dựng sẵn.",
        "The same “ế” can be stored as one character or as e with separate marks. They look alike, but search, counting \
         and many programs take them for different; the composed form (NFC) is the common one. Reported once a \
         document; every other rule reads the text as if it were composed.",
    ),
    authority: Some(Bilingual::fixed("TCVN 6909:2001; Unicode Annex 15", "TCVN 6909:2001; Unicode Annex 15")),
    wrong: Cow::Borrowed(&[
        Example::new("tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "tiếng Việt"),
        Example::new("dấu gõ ngược: á\u{302}", "dấu gõ ngược: ấ"),
    ]),
    right: Cow::Borrowed(&[Cow::Borrowed("tiếng Việt"), Cow::Borrowed("x\u{304} là trung bình của x")]),
};

impl Rule for NotComposed {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let changes = || text.normal().changes().iter().filter(|change| change.recomposed);
        let Some(first) = changes().next() else { return };
        let count = changes().count();
        let composed = |change: &crate::text::normal::Change| text.text()[change.prose.range()].to_owned();
        let message = Bilingual::new(
            format!("Chữ có dấu viết bằng ký tự rời ở {count} chỗ trong bài; nên đổi sang dạng dựng sẵn (NFC)"),
            format!("Letters and marks are separate characters in {count} places; compose them (NFC)"),
        );
        let finding = found.mark_shown(first.shown, message, vec![composed(first)]);
        let edits = changes().map(|change| Edit { span: change.shown, replacement: composed(change) }).collect();
        finding.whole = true;
        finding.fix = Some(Fix { applicability: Applicability::Safe, edits });
    }
}
