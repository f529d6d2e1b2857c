//! The Gregorian calendar: days of months, leap years, weekdays.

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weekday {
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
}

impl Weekday {
    const ALL: [Weekday; 7] = [
        Weekday::Sunday,
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
    ];

    /// The Vietnamese name without *thứ*, in words and in digits (*Hai*, *2*); Sunday has only its own name.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Weekday::Sunday => ("nhật", "nhật"),
            Weekday::Monday => ("hai", "2"),
            Weekday::Tuesday => ("ba", "3"),
            Weekday::Wednesday => ("tư", "4"),
            Weekday::Thursday => ("năm", "5"),
            Weekday::Friday => ("sáu", "6"),
            Weekday::Saturday => ("bảy", "7"),
        }
    }

    /// The abbreviation in calendars and timetables.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Weekday::Sunday => "CN",
            Weekday::Monday => "T2",
            Weekday::Tuesday => "T3",
            Weekday::Wednesday => "T4",
            Weekday::Thursday => "T5",
            Weekday::Friday => "T6",
            Weekday::Saturday => "T7",
        }
    }

    /// The day that has this [abbreviation](Weekday::abbreviation).
    pub fn abbreviated(written: &str) -> Option<Weekday> {
        Weekday::ALL.into_iter().find(|day| day.abbreviation() == written)
    }

    /// The day with this lower-case name: behind *thứ* if `ordinal`, else behind *chủ*.
    pub fn named(ordinal: bool, name: &str) -> Option<Weekday> {
        let days = if ordinal { &Weekday::ALL[1..] } else { &Weekday::ALL[..1] };
        let name = if name == "bẩy" { "bảy" } else { name };
        days.iter().copied().find(|day| day.names().0 == name || day.names().1 == name)
    }
}

/// The number of days of a month; `None` if there is no such month. If no year is given, February has 29.
pub(super) fn days_in(month: u32, year: Option<u32>) -> Option<u32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if year.is_none_or(is_leap) { 29 } else { 28 }),
        _ => None,
    }
}

/// Whether a year is a leap year.
pub(super) fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

/// The weekday of a date, by Zeller's congruence; `None` if there is no such date.
pub(super) fn weekday(day: u32, month: u32, year: u32) -> Option<Weekday> {
    if day == 0 || day > days_in(month, Some(year))? || year == 0 {
        return None;
    }
    // January and February count as months 13 and 14 of the year before.
    let (month, year) = if month < 3 { (month + 12, year - 1) } else { (month, year) };
    let number = day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400;
    // Zeller begins with Saturday.
    Some(Weekday::ALL[((number + 6) % 7) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_have_their_weekdays() {
        for (day, month, year, expected) in [
            (2, 9, 1945, Weekday::Sunday),
            (7, 5, 1954, Weekday::Friday),
            (30, 4, 1975, Weekday::Wednesday),
            (1, 1, 2000, Weekday::Saturday),
            (29, 2, 2000, Weekday::Tuesday),
            (5, 3, 2024, Weekday::Tuesday),
            (31, 12, 2023, Weekday::Sunday),
        ] {
            assert_eq!(weekday(day, month, year), Some(expected), "{day}/{month}/{year}");
        }
    }

    #[test]
    fn weekdays_follow_each_other_through_four_centuries() {
        let mut at = 1; // Monday, 1 January 1900
        for year in 1900..2300 {
            for month in 1..=12 {
                for day in 1..=days_in(month, Some(year)).unwrap() {
                    assert_eq!(weekday(day, month, year), Some(Weekday::ALL[at % 7]), "{day}/{month}/{year}");
                    at += 1;
                }
            }
        }
    }

    #[test]
    fn dates_that_do_not_exist_have_none() {
        for (day, month, year) in [(29, 2, 2023), (31, 4, 2024), (0, 1, 2024), (1, 13, 2024), (29, 2, 1900)] {
            assert_eq!(weekday(day, month, year), None, "{day}/{month}/{year}");
        }
    }

    #[test]
    fn names_are_read() {
        assert_eq!(Weekday::named(true, "tư"), Some(Weekday::Wednesday));
        assert_eq!(Weekday::named(true, "7"), Some(Weekday::Saturday));
        assert_eq!(Weekday::named(true, "bẩy"), Some(Weekday::Saturday));
        assert_eq!(Weekday::named(false, "nhật"), Some(Weekday::Sunday));
        assert_eq!(Weekday::named(true, "nhật"), None);
        assert_eq!(Weekday::named(true, "tám"), None);
    }
}
