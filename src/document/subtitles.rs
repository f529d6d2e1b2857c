//! Subtitles, SubRip (.srt), WebVTT (.vtt) and Advanced SubStation (.ass, .ssa): what is spoken. Numbers, times, styles and tags are
//! markup.
//!
//! A line on the screen is no line of the text: those of one cue are one paragraph, and so are cues of which one goes on where the
//! other stopped, so that no sentence is taken for two.
//!
//! Readers of our own, because the crates for subtitles (`subparse`, `srtparse`) give the text of a cue without its place.

use std::borrow::Cow;
use std::ops::Range;

use super::coverage::Reason;
use super::draft::Draft;
use super::escaping::Escaping;
use super::format::{About, Definition, Format, Options, Reader};
use super::html::entity;
use crate::problem::Problem;

/// SubRip and WebVTT.
pub(super) struct Subtitles;

/// Advanced SubStation.
pub(super) struct Ass;

/// Escaping in a cue of SubRip.
static SRT: Escaping = Escaping(|words| {
    let breaks = words.contains(['\n', '\r', '{', '<']) || words.contains("-->");
    (!breaks).then_some(Cow::Borrowed(words))
});

/// Escaping in a cue of WebVTT.
static VTT: Escaping = Escaping(|words| {
    if words.contains(['\n', '\r', '{']) || words.contains("-->") {
        return None;
    }
    if !words.contains(['&', '<', '>']) {
        return Some(Cow::Borrowed(words));
    }
    Some(Cow::Owned(words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")))
});

/// What the current line belongs to.
#[derive(PartialEq)]
enum State {
    /// Between cues: a number or a name may stand here.
    Outside,
    /// The text of a cue; `begun` says whether a line of it was read.
    Cue { begun: bool },
    /// A note, a style, a region, the heading.
    Block { note: bool },
}

/// Escaping in an event of Advanced SubStation.
static ASS: Escaping =
    Escaping(|words| (!words.contains(['\n', '\r', '{', '}', '\\'])).then_some(Cow::Borrowed(words)));

impl Format {
    /// SubRip subtitles.
    pub const SRT: Format = Format::new(&Definition {
        name: "srt",
        ends: &["srt"],
        about: About {
            title: ("phụ đề SubRip", "SubRip subtitles"),
            read: ("lời thoại", "what is spoken"),
            left_out: ("số thứ tự, mốc giờ, kiểu chữ", "numbers, times, styles"),
        },
        breaks_by_words: true,
        reader: Some(&Subtitles),
        ..Definition::TEXT
    });

    /// WebVTT subtitles.
    pub const VTT: Format = Format::new(&Definition {
        name: "vtt",
        ends: &["vtt"],
        about: About {
            title: ("phụ đề WebVTT", "WebVTT subtitles"),
            read: ("lời thoại", "what is spoken"),
            left_out: ("số thứ tự, mốc giờ, kiểu chữ", "numbers, times, styles"),
        },
        breaks_by_words: true,
        reader: Some(&Subtitles),
        ..Definition::TEXT
    });

    /// Advanced SubStation subtitles.
    pub const ASS: Format = Format::new(&Definition {
        name: "ass",
        ends: &["ass", "ssa"],
        about: About {
            title: ("phụ đề SubStation Alpha", "SubStation Alpha subtitles"),
            read: ("lời thoại", "what is spoken"),
            left_out: ("mốc giờ, kiểu chữ, nét vẽ", "times, styles, outlines"),
        },
        breaks_by_words: true,
        reader: Some(&Ass),
        ..Definition::TEXT
    });
}

impl Reader for Subtitles {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let is_vtt = text.starts_with("WEBVTT");
        draft.escaping(if is_vtt { &VTT } else { &SRT });
        let mut state = if is_vtt { State::Block { note: false } } else { State::Outside };
        let mut at = 0;
        // The line break behind the last line of the cue.
        let mut line_break = 0..0;
        // A line outside of all cues: the number or the name of the next, or what somebody says to whom no time was given.
        let mut stray = 0..0;
        for line in text.split_inclusive('\n') {
            let body = line.trim_end_matches(['\n', '\r']);
            let range = at..at + body.len();
            at += line.len();
            if body.trim().is_empty() {
                state = State::Outside;
                continue;
            }
            let before = std::mem::take(&mut stray);
            if !is_times(body) {
                draft.skip_vietnamese(before, Reason::Markup);
            }
            match &mut state {
                State::Outside
                    if is_vtt && ["NOTE", "STYLE", "REGION"].iter().any(|word| starts_with_word(body, word)) =>
                {
                    let note = body.starts_with("NOTE");
                    state = State::Block { note };
                    if note {
                        super::lines::comments(text, range, draft);
                    }
                }
                State::Outside if is_times(body) => state = State::Cue { begun: false },
                State::Outside => stray = range,
                State::Block { note: false } => {}
                State::Block { note: true } => super::lines::comments(text, range, draft),
                State::Cue { begun } => {
                    let speech = body.trim_start().starts_with(['-', '–', '—']);
                    match (std::mem::replace(begun, true), speech) {
                        (true, true) => draft.show(line_break.clone()),
                        (true, false) => draft.show_respelled(line_break.clone(), " "),
                        (false, _) if !draft.is_at_block() && goes_on(draft.text(), text, &range) => draft.join(),
                        (false, _) => draft.block(),
                    }
                    line_break = range.end..at;
                    show(text, range, is_vtt, draft);
                }
            }
        }
        draft.skip_vietnamese(stray, Reason::Markup);
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &SRT
    }
}

impl Reader for Ass {
    fn read(&self, text: &str, _: &Options, draft: &mut Draft<'_>) -> Result<(), Problem> {
        // How many fields come before the text, as the heading of the events says.
        let mut fields = 9;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let body = line.trim_end();
            let (start, end) = (at, at + body.len());
            at += line.len();
            let Some((kind, rest)) = body.split_once(':') else {
                draft.skip_vietnamese(start..end, Reason::Markup);
                continue;
            };
            match kind.trim() {
                "Title" => {
                    draft.block();
                    draft.show(end - rest.trim_start().len()..end);
                    draft.block();
                }
                "Format" if rest.to_ascii_lowercase().trim_end().ends_with("text") => {
                    fields = rest.matches(',').count()
                }
                "Dialogue" => {
                    let Some((comma, _)) = rest.match_indices(',').nth(fields.saturating_sub(1)) else {
                        draft.skip_vietnamese(start..end, Reason::Markup);
                        continue;
                    };
                    let spoken = end - rest.len() + comma + 1..end;
                    if !draft.is_at_block() && goes_on(draft.text(), text, &spoken) {
                        draft.join();
                    } else {
                        draft.block();
                    }
                    show_ass(text, spoken, draft);
                }
                ";" | "Comment" => super::lines::comments(text, start..end, draft),
                _ => {}
            }
        }
        Ok(())
    }

    fn escaping(&self) -> &'static Escaping {
        &ASS
    }
}

/// Shows what is spoken in an event: `{\pos(1,2)}` is markup, `\N` a line break on the screen, and between `{\p1}` and `{\p0}` there are
/// outlines and no text.
fn show_ass(text: &str, range: Range<usize>, draft: &mut Draft<'_>) {
    let bytes = &text.as_bytes()[..range.end];
    let (mut said, mut at) = (range.start, range.start);
    let mut drawing = false;
    let is_sign = ["\\pos(", "\\move("].iter().any(|place| text[range.clone()].contains(place));
    let third = if is_sign { b' ' } else { b'\\' };
    while let Some(found) = memchr::memchr3(b'{', b'\\', third, &bytes[at..]).map(|found| at + found) {
        let rest = &text[found..range.end];
        let (length, shown) = match rest.as_bytes() {
            [b'{', ..] => match rest.find('}') {
                Some(close) => (close + 1, None),
                None => break,
            },
            [b'\\', b'N' | b'n', ..] => {
                // Spaces around a break are one with it: people do not see them.
                let behind = rest[2..].trim_start_matches(' ');
                let length = rest.len() - behind.len();
                (length, Some(if behind.starts_with(['-', '–', '—']) { "\n" } else { " " }))
            }
            // On a sign that is set at a place on the screen a run of spaces makes room.
            [b' ', ..] => match rest.len() - rest.trim_start_matches(' ').len() {
                1 => {
                    at = found + 1;
                    continue;
                }
                length => (length, Some(" ")),
            },
            [b'\\', b'h', ..] => (2, Some("\u{A0}")),
            _ => {
                at = found + 1;
                continue;
            }
        };
        if !drawing {
            draft.show(said..found);
            match shown {
                // The space that some put before it is one with it.
                Some(" ") if draft.text().ends_with(' ') || draft.is_at_block() => {}
                Some("\n") => draft.show_generated(found..found + length, "\n"),
                Some(shown) => draft.show_respelled(found..found + length, shown),
                None => {}
            }
        }
        if shown.is_none() {
            drawing = drawn(&rest[..length]).unwrap_or(drawing);
        }
        said = found + length;
        at = said;
    }
    if !drawing {
        draft.show(said..range.end);
    }
}

/// Whether outlines are drawn behind this markup; `None` if it says nothing of that.
fn drawn(markup: &str) -> Option<bool> {
    let at = markup.rfind("\\p").filter(|at| markup[at + 2..].starts_with(|c: char| c.is_ascii_digit()))?;
    Some(!markup[at + 2..].starts_with('0'))
}

fn starts_with_word(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', ':']))
}

/// `00:01:02,345 --> 00:01:04,000`
fn is_times(line: &str) -> bool {
    let time = |text: &str| text.trim().starts_with(|c: char| c.is_ascii_digit()) && text.contains(':');
    line.split_once("-->").is_some_and(|(from, to)| time(from) && time(to))
}

/// Whether a cue goes on with the sentence of the one before.
fn goes_on(shown: &str, text: &str, range: &Range<usize>) -> bool {
    let before = shown.trim_end_matches(['"', '”', '’', ')', ' ']);
    let small = text[range.clone()].trim_start().chars().next().is_some_and(char::is_lowercase);
    small && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '-' | '–'))
}

/// Shows a line of a cue.
fn show(text: &str, range: Range<usize>, is_vtt: bool, draft: &mut Draft<'_>) {
    let bytes = &text.as_bytes()[..range.end];
    let mut said = range.start;
    let mut at = said;
    while let Some(found) = memchr::memchr3(b'<', b'{', b'&', &bytes[at..]).map(|found| at + found) {
        let rest = &text[found..range.end];
        let markup = match bytes[found] {
            b'<' => tag(rest),
            b'{' if rest.starts_with("{\\") => rest.find('}').map(|end| end + 1),
            b'&' if is_vtt => match entity::reference(rest) {
                Some((c, length)) => {
                    draft.show(said..found);
                    draft.show_respelled(found..found + length, &c);
                    said = found + length;
                    Some(length)
                }
                None => None,
            },
            _ => None,
        };
        at = found + markup.unwrap_or(1);
        if markup.is_some() {
            draft.show(said..found.max(said));
            said = at;
        }
    }
    draft.show(said..range.end);
}

/// The length of a tag: `<i>`, `</c>`, `<v Lan>`, `<00:00:01.000>`.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("</").or_else(|| text.strip_prefix('<'))?;
    inside.starts_with(|c: char| c.is_ascii_alphanumeric()).then(|| text.find('>').map(|end| end + 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, property_tests};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn shown(text: &str, format: Format) -> String {
        property_tests::check(text.as_bytes(), format);
        Document::open(text.as_bytes(), format, &Arc::default()).unwrap().text().to_owned()
    }

    #[test]
    fn what_is_spoken_is_shown_and_sentences_go_on() {
        let text = "1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>Hôm nay</i> trời\r\nmưa to,\r\n\r\n2\r\n00:00:03,000 --> 00:00:05,000\r\nai cũng {\\an8}ở nhà.\r\n\r\n3\r\n00:00:06,000 --> 00:00:07,000\r\n- Đi không?\r\n- Không.\r\n";
        assert_eq!(shown(text, Format::SRT), "Hôm nay trời mưa to, ai cũng ở nhà.\n\n- Đi không?\r\n- Không.");
    }

    #[test]
    fn notes_styles_and_settings_are_markup() {
        let text = "WEBVTT - Phim\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE <!-- morat: tắt -->\n\nmot\n00:01.000 --> 00:02.000 align:start\n<v Lan>Xin <00:01.500>chào &amp; 3 &lt; 4</v>\n\n00:03.000 --> 00:04.000\nHết";
        assert_eq!(shown(text, Format::VTT), "<!-- morat: tắt -->\n\nXin chào & 3 < 4\n\nHết");
    }

    #[test]
    fn events_are_read_without_their_fields_and_outlines() {
        let text = "[Script Info]\nTitle: Bài một\n[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: 0,0:00,0:01,Chính,{\\pos(1,2)}Cả tổ nổ\\Nlực, và {\\i1}hết{\\i0} ,\nDialogue: 0,0:01,0:02,Chính,rồi đi.\nDialogue: 0,0:02,0:03,Hình,{\\p1}m 0 0 l 1 , 1{\\p0}\nComment: 0,0:00,0:01,a,không đọc\nDialogue: 0,0:03,0:04,a,- Đi?\\N- Ừ.\n";
        assert_eq!(shown(text, Format::ASS), "Bài một\n\nCả tổ nổ lực, và hết , rồi đi.\n\n- Đi?\n- Ừ.");
        let document = Document::open(text.as_bytes(), Format::ASS, &Arc::default()).unwrap();
        let at = document.text().find("nổ").unwrap();
        let edits = document.edits(crate::text::Span::of(at..at + 10), "nỗ lực").unwrap();
        assert_eq!(document.edited(&edits).unwrap().source().text(), text.replace("nổ", "nỗ"));
    }

    #[test]
    fn spaces_around_a_break_and_on_a_sign_are_not_seen() {
        let head = "[Events]\nFormat: Start, End, Text\n";
        let spoken = format!("{head}Dialogue: 0:00,0:01,Đi đâu\\N vậy \\Ntrời  ơi?\n");
        assert_eq!(shown(&spoken, Format::ASS), "Đi đâu vậy trời  ơi?");
        let sign = format!("{head}Dialogue: 0:00,0:01,{{\\pos(1,2)}}PHỐ   CỔ\\N {{\\fs6}}MỞ CỬA\n");
        assert_eq!(shown(&sign, Format::ASS), "PHỐ CỔ MỞ CỬA");
    }

    #[test]
    fn a_fix_touches_no_time() {
        let text = "1\n00:00:01,000 --> 00:00:03,000\nnổ\n\n2\n00:00:03,000 --> 00:00:05,000\nlực\n";
        let document = Document::open(text.as_bytes(), Format::SRT, &Arc::default()).unwrap();
        assert_eq!(document.text(), "nổ lực");
        let edits = document.edits(crate::text::Span::new(0, 10), "nỗ lực").unwrap();
        assert_eq!(document.edited(&edits).unwrap().source().text(), text.replace('ổ', "ỗ"));
        assert!(document.edits(crate::text::Span::new(4, 5), "").is_none());
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let coverage =
            |text: &str, format| Document::open(text.as_bytes(), format, &Arc::default()).unwrap().coverage();
        let text = "Cả tổ\n00:01 --> 00:02\nMột hai\n\nnổ lực lắm\n";
        assert_eq!((coverage(text, Format::SRT).read.all, coverage(text, Format::SRT).markup.all), (2, 3));
        assert!(coverage("1\nCả tổ nổ lực.\n", Format::SRT).is_missed());
        assert!(coverage("Dialogue: cả tổ nổ lực\n", Format::ASS).is_missed());
    }

    proptest! {
        #[test]
        fn any_subtitles_keep_the_laws(
            text in "(WEBVTT\n\n)?(1\n|00:01 --> 00:02\n|\n|\r\n|<i>|</i>|\\{.an8\\}|&amp;|&|<|NOTE |<!-- a -->|-|[a-zđêô ,.]{1,5}){0,24}",
        ) {
            property_tests::check(text.as_bytes(), Format::SRT);
        }

        #[test]
        fn any_events_keep_the_laws(
            text in "(Dialogue: 0,|Format: A, Text\n|,|\n|\\{.i1\\}|\\{.p1\\}|\\\\N|\\\\h|\\{|-|[a-zđêô ,.]{1,5}){0,24}",
        ) {
            property_tests::check(text.as_bytes(), Format::ASS);
        }
    }
}
