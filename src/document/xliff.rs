//! XLIFF (1.2 and 2): the translations, not what they were translated from. Codes of the original that stand in a line are held, or go
//! through a word as tags of HTML do.

use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::message;
use super::xml::{self, Item, Tag, Walk};
use crate::problem::Problem;

/// XLIFF.
pub(super) struct Xliff;

static TEXT: Escaping = Escaping(|words| if has_sign(words) { None } else { xml::escape(words) });
static CDATA: Escaping = Escaping(|words| if has_sign(words) { None } else { xml::unescaped(words) });

/// Whether words have a sign that may begin a placeholder.
fn has_sign(words: &str) -> bool {
    words.contains(['{', '}', '%', '$'])
}

impl Format {
    /// Translations in XLIFF: what is translated.
    pub const XLIFF: Format = Format::new(&Definition {
        name: "xliff",
        ends: &["xlf", "xliff"],
        about: About {
            title: ("XLIFF", "XLIFF"),
            read: ("bản dịch (`target`)", "translations (`target`)"),
            left_out: ("nguyên văn (`source`)", "originals (`source`)"),
        },
        reader: Some(&Xliff),
        ..Definition::TEXT
    });
}

impl Reader for Xliff {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let mut walk = Walk::new(text, 0..text.len(), "xliff");
        // How many elements are open, and at which depth the translation is that is read, and what it is from.
        let (mut depth, mut target, mut source) = (0_usize, None, None);
        // What has no translation yet.
        let mut waiting: Vec<Range<usize>> = Vec::new();
        let mut foreign = false;
        while let Some((item, range)) = walk.next()? {
            match item {
                Item::Open { tag, empty } => {
                    foreign = is_foreign(&tag).unwrap_or(foreign);
                    match tag.local() {
                        "source" if source.is_none() && !empty => {
                            skip(&mut waiting, draft);
                            source = Some(depth);
                        }
                        "target" if target.is_none() && !empty => {
                            draft.block();
                            target = Some(depth);
                        }
                        // Codes that stand for something, and codes of the original as they are.
                        "x" | "ph" | "bx" | "ex" | "sc" | "ec" | "cp" | "bpt" | "ept" | "it"
                            if target.is_some() || source.is_some() =>
                        {
                            let end = if empty { range.end } else { walk.skip()? };
                            if target.is_some() && !foreign {
                                draft.object(range.start..end);
                            }
                            continue;
                        }
                        _ => {}
                    }
                    depth += usize::from(!empty);
                }
                Item::Close => {
                    depth = depth.saturating_sub(1);
                    if target == Some(depth) {
                        target = None;
                        draft.block();
                    }
                    source = source.filter(|source| *source != depth);
                }
                Item::Text | Item::Cdata(_) if source.is_some() => waiting.push(range),
                _ if target.is_none() => {}
                item => {
                    if !text[range.clone()].trim().is_empty() {
                        waiting.clear();
                    }
                    match item {
                        _ if foreign => draft.skip(range, Reason::Language),
                        Item::Cdata(inner) => show(text, inner, &CDATA, draft),
                        Item::Reference(c) => {
                            draft.escaping(&TEXT);
                            xml::show_reference(draft, range, c);
                        }
                        _ => show(text, range, &TEXT, draft),
                    }
                }
            }
        }
        skip(&mut waiting, draft);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &TEXT
    }
}

fn show(text: &str, range: Range<usize>, escaping: &'static Escaping, draft: &mut Draft<'_>) {
    draft.escaping(escaping);
    message::show(text, range, None, draft);
}

/// Counts the words of units without a translation.
fn skip(waiting: &mut Vec<Range<usize>>, draft: &mut Draft<'_>) {
    for range in waiting.drain(..) {
        draft.skip(range, Reason::Language);
    }
}

/// Whether an element says that the translations in it are into another language; `None` if it says nothing.
fn is_foreign(tag: &Tag<'_>) -> Option<bool> {
    let language = match tag.local() {
        "file" => tag.attribute("target-language"),
        "xliff" => tag.attribute("trgLang"),
        _ => None,
    };
    language.map(|language| !language.is_empty() && !language.to_ascii_lowercase().starts_with("vi"))
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str) -> String {
        property_tests::check(text.as_bytes(), Format::XLIFF);
        Document::open(text.as_bytes(), Format::XLIFF, &Arc::default()).unwrap().text().to_owned()
    }

    #[test]
    fn translations_are_read_and_codes_are_held() {
        let text = "<?xml version=\"1.0\"?><xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file target-language=\"vi-VN\"><body>\
            <trans-unit id=\"a b\"><source>Save  it</source><target>L<g id=\"1\">ư</g>u &amp; đóng <x id=\"2\"/>, còn {0} <bpt id=\"3\">&lt;b&gt;</bpt>đậm</target><note>ghi , chú</note></trans-unit>\
            <trans-unit><target><![CDATA[nổ lực]]></target></trans-unit></body></file></xliff>";
        assert_eq!(shown(text), "Lưu & đóng \u{FFFC}, còn {0} \u{FFFC}đậm\n\nnổ lực");
        assert_eq!(shown(&text.replace("vi-VN", "fr")), "");
        let two = "<xliff version=\"2.0\" trgLang=\"vi\"><file><unit><segment><source>a</source><target>nổ <pc id=\"1\">lực</pc></target></segment></unit></file></xliff>";
        assert_eq!(shown(two), "nổ lực");
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage = |text: &str| Document::open(text.as_bytes(), Format::XLIFF, &Arc::default()).unwrap().coverage();
        let unit = "<trans-unit><source>Save the file</source></trans-unit>";
        let text = format!(
            "<xliff><file target-language=\"vi\">{unit}<trans-unit><source>a <x/>b</source><target>Một hai</target></trans-unit><trans-unit><source>Close it</source><target/></trans-unit></file></xliff>"
        );
        assert_eq!((coverage(&text).read.all, coverage(&text).language.all), (2, 5));
        assert!(coverage(&format!("<xliff>{}</xliff>", unit.replace("Save the file", "Cả tổ nổ lực"))).is_missed());
        assert!(!coverage(&format!("<xliff>{unit}</xliff>")).is_missed());
        assert!(coverage("<xliff trgLang=\"fr\"><target>Cả tổ nổ lực</target></xliff>").is_missed());
    }

    proptest! {
        #[test]
        fn any_translation_keeps_the_laws(
            inside in "(<g>|</g>|<x/>|<ph>a</ph>|&amp;|%s|\\{0\\}|<!\\[CDATA\\[b&c\\]\\]>|[ \n]|[a-zđêô ,.]{1,5}){0,14}",
        ) {
            property_tests::check(format!("<xliff><target>{inside}</target></xliff>").as_bytes(), Format::XLIFF);
        }
    }
}
