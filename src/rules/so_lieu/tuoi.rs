//! `so-lieu/tuoi`: an age that does not follow from the years in the same sentence.

use std::borrow::Cow;

use super::figure::{follows, number_after, precedes, says, year};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::Kind;

/// sinh năm 1950, mất năm 2010, thọ 70 tuổi
pub struct Age;

/// The words before the age at which somebody died.
const REACHED: &[&str] = &["thọ", "dương", "tuổi"];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/tuoi"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Tuổi thọ không khớp với năm sinh, năm mất",
        "An age that does not follow from birth and death",
    ),
    why: Bilingual::fixed(
        "Năm mất trừ năm sinh là tuổi, hơn kém một (tuổi tính theo tháng, tuổi mụ). Chỉ xét khi một câu ghi đủ năm \
         sinh, năm mất và tuổi thọ (hưởng thọ, hưởng dương, ở tuổi); câu thiếu một trong ba được để yên.",
        "The year of death less that of birth is the age, give or take one (months, the age counted from 1). Only \
         sentences that give all three are looked at.",
    ),
    authority: None,
    wrong: Cow::Borrowed(&[
        Example::new(
            "Ông sinh năm 1950, mất năm 2010, hưởng thọ 72 tuổi.",
            "Ông sinh năm 1950, mất năm 2010, hưởng thọ 72 tuổi.",
        ),
        Example::new(
            "Bà sinh năm 1931 tại Huế và qua đời năm 2001 ở tuổi 60.",
            "Bà sinh năm 1931 tại Huế và qua đời năm 2001 ở tuổi 60.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Ông sinh năm 1950, mất năm 2010, hưởng thọ 61 tuổi."),
        Cow::Borrowed("Bà sinh năm 1931, lấy chồng ở tuổi 20, có con năm 1955; ông thọ 80 tuổi."),
    ]),
};

impl Rule for Age {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        for (at, token) in text.tokens().figures() {
            let Some(age) = reached(text, at) else { continue };
            let sentence = text.tokens().sentence_of(at);
            let numbers = |wanted: &'static [&'static str]| {
                sentence.clone().filter(move |at| says(text, *at, &["năm"]) && follows(text, *at, wanted).is_some())
            };
            // Two people in one sentence: nothing can be said.
            let only = |mut all: Box<dyn Iterator<Item = usize> + '_>| all.next().filter(|_| all.next().is_none());
            let birth = only(Box::new(numbers(&["sinh"])));
            let death = only(Box::new(numbers(&["mất", "đời", "trần"])));
            let year_at = |at: usize| number_after(text, at).and_then(|(at, _)| year(text.of(&list[at])));
            let (Some(birth), Some(death)) = (birth.and_then(year_at), death.and_then(year_at)) else { continue };
            let Some(lived) = death.checked_sub(birth) else { continue };
            if (lived.saturating_sub(1)..=lived + 1).contains(&age) {
                continue;
            }
            let message = Bilingual::new(
                format!("Sinh năm {birth}, mất năm {death} thì thọ khoảng {lived} tuổi, không phải {age}"),
                format!("Born in {birth} and dead in {death}: the age is about {lived}, not {age}"),
            );
            found.mark(token.span, message, Vec::new());
        }
    }
}

/// The age at which somebody died: *thọ 72 tuổi*, *ở tuổi 60*.
fn reached(text: &Context<'_>, at: usize) -> Option<u32> {
    let token = &text.tokens().list()[at];
    let age = super::figure::plain(text.of(token)).filter(|age| token.kind() == Kind::Number && *age < 130)?;
    let word = follows(text, at, REACHED)?;
    let said = match says(text, word, &["tuổi"]) {
        true => follows(text, word, &["ở"]).is_some(),
        false => precedes(text, at, &["tuổi"]).is_some(),
    };
    said.then_some(age)
}
