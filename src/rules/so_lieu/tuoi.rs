//! `so-lieu/tuoi`: an age that does not follow from the years in the same sentence.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::figure::{date_at, follows, number_after, precedes, says, year};
use crate::rules::{Applicability, Bilingual, Context, Example, Findings, Meta, Rule, Severity};
use crate::token::{Mark, TokenKind};

/// Rule `so-lieu/tuoi`. Example: *sinh năm 1950, mất năm 2010, thọ 70 tuổi*.
pub struct Age;

/// The words before the age at which somebody died.
const REACHED: &[&str] = &["thọ", "dương", "tuổi"];

static META: Meta = Meta {
    name: Cow::Borrowed("so-lieu/tuoi"),
    severity: Severity::Warning,
    fix: Applicability::Unsafe,
    strict: false,
    summary: Bilingual::fixed(
        "Tuổi không khớp với năm sinh, năm mất",
        "An age that does not follow from birth and death",
    ),
    why: Bilingual::fixed(
        "Năm mất trừ năm sinh là tuổi, hơn kém một (tuổi tính theo tháng, tuổi mụ). Chỉ xét khi một câu ghi đủ năm \
         sinh, năm mất và tuổi thọ (hưởng thọ, hưởng dương, ở tuổi), hoặc năm sinh và tuổi liền nhau trong một bài có ghi \
         ngày tháng năm mà không năm nào trong bài khớp; câu thiếu một trong ba được để yên.",
        "The year of death less that of birth is the age, give or take one (months, the age counted from 1). Only \
         sentences that give all three are looked at, and a year of birth beside an age in a text with a full date of \
         which no year fits.",
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
        Example::new(
            "Ngày 3/6/2025, tòa xử bị cáo An (sinh năm 1990, 45 tuổi).",
            "Ngày 3/6/2025, tòa xử bị cáo An (sinh năm 1990, 45 tuổi).",
        ),
        Example::new("Ông An sinh năm 1950, năm 2025 tròn 80 tuổi.", "Ông An sinh năm 1950, năm 2025 tròn 80 tuổi."),
        Example::new(
            "Anh Bình, 25 tuổi (SN 1990), đến Huế ngày 3 tháng 6 năm 2025.",
            "Anh Bình, 25 tuổi (SN 1990), đến Huế ngày 3 tháng 6 năm 2025.",
        ),
    ]),
    right: Cow::Borrowed(&[
        Cow::Borrowed("Ông sinh năm 1950, mất năm 2010, hưởng thọ 61 tuổi."),
        Cow::Borrowed(
            "Ngày 3/6/2025, tòa xử bị cáo An (sinh năm 1990, 35 tuổi); ông Bình sinh năm 1970, 40 tuổi mới cưới vợ, năm 2010.",
        ),
        Cow::Borrowed("Ông An sinh năm 1950, năm 2025 tròn 75 tuổi."),
        Cow::Borrowed("Chị An (sinh năm 1990, 45 tuổi) là nông dân."),
        Cow::Borrowed("Bà sinh năm 1931, lấy chồng ở tuổi 20, có con năm 1955; ông thọ 80 tuổi."),
    ]),
};

impl Rule for Age {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, text: &Context<'_>, found: &mut Findings<'_>) {
        let list = text.tokens().list();
        let years = OnceCell::new();
        for (at, token) in text.tokens().figures() {
            let Some(age) = reached(text, at) else {
                living(text, at, &years, found);
                continue;
            };
            let sentence = text.tokens().sentence_of(at);
            let numbers = |wanted: &'static [&'static str]| {
                sentence.clone().filter(move |at| says(text, *at, &["năm"]) && follows(text, *at, wanted).is_some())
            };
            // Two such words in a sentence may be about two people: nothing is reported.
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

/// Reports the age of a living person, *sinh năm 1990, 45 tuổi*, if the text has a full date, which tells when it was written,
/// and mentions no year in which the age would be right.
fn living(text: &Context<'_>, at: usize, years: &OnceCell<Years>, found: &mut Findings<'_>) {
    let list = text.tokens().list();
    let token = &list[at];
    let Some(age) = super::figure::plain(text.of(token)).filter(|age| token.kind() == TokenKind::Number && *age < 120)
    else {
        return;
    };
    let Some(tuoi) = precedes(text, at, &["tuổi"]) else { return };
    if let Some((year, birth)) = turned_in(text, at) {
        if year.abs_diff(birth + age) > 1 && year > birth {
            report(text, at, (birth, year, age), found);
        }
        return;
    }
    let Some(birth) = birth_beside(text, at, tuoi) else { return };
    let Years { named, latest_full } = years.get_or_init(|| Years::of(text));
    let turns = birth + age;
    let last = named.last().filter(|last| **last > birth && latest_full.is_some_and(|full| full > birth));
    let Some(last) = last else { return };
    let fits = named.range(turns.saturating_sub(1)..=turns + 1).any(|year| *year > birth);
    if fits || last.abs_diff(turns) < 3 {
        return;
    }
    report(text, at, (birth, *last, age), found);
}

/// The years in a text, without years of birth.
struct Years {
    named: BTreeSet<u32>,
    /// The latest year of a full date.
    latest_full: Option<u32>,
}

impl Years {
    fn of(text: &Context<'_>) -> Years {
        let mut years = Years { named: BTreeSet::new(), latest_full: None };
        for (at, figure) in text.tokens().figures() {
            let full = date_at(text, at).and_then(|date| date.year);
            let born = || (1..4).any(|back| at >= back && says(text, at - back, &["sinh", "sn"]));
            let named = || year(text.of(figure)).filter(|_| follows(text, at, &["năm"]).is_some());
            if let Some(year) = full.or_else(named).filter(|_| !born()) {
                years.named.insert(year);
                years.latest_full = years.latest_full.max(full);
            }
        }
        years
    }
}

/// Reports an age that does not follow from the year of birth and a later year.
fn report(text: &Context<'_>, at: usize, (birth, last, age): (u32, u32, u32), found: &mut Findings<'_>) {
    let expected = last - birth;
    let message = Bilingual::new(
        format!(
            "Sinh năm {birth} thì đến năm {last} khoảng {expected} tuổi, không phải {age}: xem lại tuổi hoặc năm sinh"
        ),
        format!("Born in {birth}, the age in {last} is about {expected}, not {age}"),
    );
    found.mark(text.tokens().list()[at].span, message, Vec::new());
}

/// The year right before an age, in which it is reached, and the only year of birth before that in the sentence: *sinh năm 1950,
/// năm 2025 tròn 75 tuổi*.
fn turned_in(text: &Context<'_>, at: usize) -> Option<(u32, u32)> {
    let list = text.tokens().list();
    let mut before = at.checked_sub(1)?;
    while says(text, before, &["tròn", "đã", "được", "mới", "vừa", "thì", "lên", "ông", "bà"]) {
        before = before.checked_sub(1)?;
    }
    let reached = year(text.of(&list[before]))?;
    let named = follows(text, before, &["năm"])?;
    let sentence = text.tokens().sentence_of(at);
    let mut born = (sentence.start + 2..named).filter(|at| {
        says(text, at - 1, &["năm"]) && says(text, at - 2, &["sinh"]) && year(text.of(&list[*at])).is_some()
    });
    let birth = born.next().filter(|_| born.next().is_none())?;
    Some((reached, year(text.of(&list[birth]))?))
}

/// The year of birth right before an age or right behind it: *sinh năm 1990, 45 tuổi*, *45 tuổi (SN 1990)*.
fn birth_beside(text: &Context<'_>, at: usize, behind: usize) -> Option<u32> {
    let tokens = text.tokens();
    let list = tokens.list();
    let between = |at: usize| {
        matches!(
            list[at].mark(),
            Some(Mark::Comma | Mark::OpenBracket | Mark::CloseBracket | Mark::Hyphen | Mark::Dash)
        ) || says(text, at, &["hiện", "nay", "năm", "tức", "đã"])
    };
    let sentence = tokens.sentence_of(at);
    let said_born = |at: usize| {
        let before = at.checked_sub(1)?;
        let word = if says(text, before, &["năm", "ngày"]) { before.checked_sub(1)? } else { before };
        says(text, word, &["sinh", "sn"]).then_some(())
    };
    let born_in = |at: usize| {
        let token = list.get(at).filter(|_| sentence.contains(&at))?;
        let full = date_at(text, at).and_then(|date| date.year);
        let year = full.or_else(|| year(text.of(token)))?;
        said_born(at).map(|()| year)
    };
    let ahead = (sentence.start..at).rev().take(5).find(|at| !between(*at)).and_then(born_in);
    let mut next = behind + 1;
    while next < sentence.end && next < behind + 5 && (between(next) || says(text, next, &["sinh", "sn", "ngày"])) {
        next += 1;
    }
    ahead.or_else(|| born_in(next))
}

/// The age at which somebody died: *thọ 72 tuổi*, *ở tuổi 60*.
fn reached(text: &Context<'_>, at: usize) -> Option<u32> {
    let token = &text.tokens().list()[at];
    let age = super::figure::plain(text.of(token)).filter(|age| token.kind() == TokenKind::Number && *age < 130)?;
    let word = follows(text, at, REACHED)?;
    let said = match says(text, word, &["tuổi"]) {
        true => follows(text, word, &["ở"]).is_some(),
        false => precedes(text, at, &["tuổi"]).is_some(),
    };
    said.then_some(age)
}
