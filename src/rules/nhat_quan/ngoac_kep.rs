//! `nhat-quan/ngoac-kep`: straight and curly quotes in one text.

use std::borrow::Cow;

use super::{Tally, mark_rarer};
use crate::rules::{
    Applicability, Bilingual, Context, Example, Findings, Meta, OptionKind, Rule, RuleOption, Severity,
};
use crate::token::{Gap, Mark, Token, TokenKind};

/// Rule `nhat-quan/ngoac-kep`. Example: *"một" và “hai”*.
pub struct MixedQuotes;

/// The option for which quotation marks to write.
static STYLE: RuleOption = RuleOption {
    name: "style",
    kind: OptionKind::Choice { choices: &["auto", "curly", "straight"] },
    doc: Bilingual::fixed(
        "ngoặc kép của tòa soạn: cong (curly) hay thẳng (straight); auto: theo loại nhiều hơn trong bài",
        "the house's quotes; auto: those that prevail in the text",
    ),
};

static META: Meta = Meta {
    name: Cow::Borrowed("nhat-quan/ngoac-kep"),
    severity: Severity::Info,
    fix: Applicability::Safe,
    strict: false,
    summary: Bilingual::fixed("Một bài lẫn ngoặc kép thẳng \" và cong “ ”", "Straight and curly quotes in one text"),
    why: Bilingual::fixed(
        "Ngoặc kép thẳng hay cong đều được, nhưng một bài nên dùng một kiểu; lẫn lộn thường là do chép từ nhiều nguồn. Dấu \
         inch (27\") và ngoặc đơn ‘ ’ được để yên.",
        "Straight or curly, a text should keep to one; where they mix something was pasted. Inch marks (27\") and single \
         quotes are left alone.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new("“Một” rồi “hai”, sau đó là \"ba\".", "“Một” rồi “hai”, sau đó là “ba”."),
        Example::new("\"Một\" rồi \"hai\", sau đó là “ba”.", "\"Một\" rồi \"hai\", sau đó là \"ba\"."),
        Example::new("“Một” rồi “hai”; “chờ tôi về đã \", chị nói.", "“Một” rồi “hai”; “chờ tôi về đã ”, chị nói."),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("“Một” rồi “hai”, màn hình 27\" và thanh 5\" nữa."),
        Cow::Borrowed("\"Một\" rồi \"hai\" và ‘ba’."),
        Cow::Borrowed("“Một” rồi “hai”, “ba”.\n\n!!! note \"Lưu ý\"\n    Đọc kỹ trước khi làm."),
        Cow::Borrowed("“Một” rồi “hai”, ghi là lớp=\"người bệnh\" vai=\"chính\" nhé."),
    ]),
};

impl Rule for MixedQuotes {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn options(&self) -> Vec<&'static RuleOption> {
        vec![&STYLE]
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let quotes = || {
            let mut value = false;
            text.tokens().paired_marks().filter_map(move |(at, token)| match token.mark() {
                Some(Mark::StraightQuote) => {
                    let of_value = value;
                    value = !of_value && is_value(text, at);
                    (!of_value && !value && !is_inch(text, at) && !is_title(text, at)).then_some((at, token, true))
                }
                Some(Mark::OpenQuote | Mark::CloseQuote) => {
                    matches!(text.of(token), "“" | "”").then_some((at, token, false))
                }
                _ => None,
            })
        };
        let right = |at: usize, straight: bool| match (straight, opens(text, at)) {
            (false, _) => "\"",
            (true, true) => "“",
            (true, false) => "”",
        };
        let style = found.choice(&STYLE);
        if style != "auto" {
            let wrong = quotes().filter(|(_, _, straight)| *straight != (style == "straight"));
            for (at, token, straight) in wrong {
                let message = match straight {
                    true => Bilingual::fixed("Tòa soạn dùng ngoặc kép cong", "The house sets curly quotes"),
                    false => Bilingual::fixed("Tòa soạn dùng ngoặc kép thẳng", "The house sets straight quotes"),
                };
                found.mark(token.span, message, vec![right(at, straight).to_owned()]);
            }
            return;
        }
        let mut tally = Tally::default();
        quotes().for_each(|(_, _, straight)| tally.add(straight));
        let Some(rarer_is_straight) = tally.rarer_is_first() else { return };
        let (few, many) = tally.counts();
        let rarer = quotes()
            .filter(|(_, _, straight)| *straight == rarer_is_straight)
            .map(|(at, token, straight)| (token.span, vec![right(at, straight).to_owned()]));
        let (rare, usual) = if rarer_is_straight { ("thẳng", "cong") } else { ("cong", "thẳng") };
        let (rare_en, usual_en) = if rarer_is_straight { ("Straight", "curly") } else { ("Curly", "straight") };
        mark_rarer(found, (few, many), rarer, |_| {
            Bilingual::new(
                format!("Dấu ngoặc kép {rare} ({few} dấu) lẫn với ngoặc kép {usual} ({many} dấu) trong bài"),
                format!("{rare_en} quotes ({few}) among {usual_en} ones ({many})"),
            )
        });
    }
}

/// An inch sign (*27"*): a quote that touches a number before it and nothing behind it.
fn is_inch(text: &Context<'_>, at: usize) -> bool {
    text.tokens().before(at).is_some_and(|before| before.kind() == TokenKind::Number)
        && text.tokens().after(at).is_none()
}

/// `lớp="tên"`: a quote that touches an equals sign begins a value in code, which the next quote ends.
fn is_value(text: &Context<'_>, at: usize) -> bool {
    text.tokens().before(at).is_some_and(|before| text.of(before).ends_with('='))
}

/// `!!! note "Lưu ý"`: the title of an admonition block, for which site generators accept only straight quotes.
fn is_title(text: &Context<'_>, at: usize) -> bool {
    let before = &text.text()[..text.tokens().list()[at].span.range().start];
    let line = before.rsplit('\n').next().unwrap_or(before).trim_start();
    ["!!! ", "??? ", "???+ "].iter().any(|sign| line.starts_with(sign))
}

/// Whether a straight quote stands where one opens: at the start, behind a bracket, or behind a space if a word touches it or no
/// earlier quote is still open.
fn opens(text: &Context<'_>, at: usize) -> bool {
    let tokens = text.tokens();
    let token = &tokens.list()[at];
    if at == 0 || tokens.before(at).and_then(Token::mark) == Some(Mark::OpenBracket) {
        return true;
    }
    if token.gap() == Gap::None {
        return false;
    }
    let behind = tokens.after(at);
    match behind.and_then(Token::mark) {
        // *“Tôi sẽ về ", ông nói*: a quotation does not begin with a comma.
        Some(mark) if mark.is_pause() && mark != Mark::Ellipsis => false,
        _ => behind.is_some() || !token.gap().is_space() || !is_open(text, at),
    }
}

/// Whether a quote is still open before `at` in its paragraph.
fn is_open(text: &Context<'_>, at: usize) -> bool {
    let list = text.tokens().list();
    let mut open = false;
    let from = list[..at].iter().rposition(|token| token.gap() == Gap::ParagraphBreak).unwrap_or(0);
    for token in &list[from..at] {
        match token.mark() {
            Some(Mark::OpenQuote) => open = true,
            Some(Mark::CloseQuote) => open = false,
            Some(Mark::StraightQuote) => open = !open,
            _ => {}
        }
    }
    open
}
