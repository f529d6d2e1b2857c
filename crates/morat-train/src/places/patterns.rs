//! Finds place names in running text: a word for a kind of place (*xã, huyện, TP*), and capitalised words behind it.
//!
//! > tại **xã** Krông Nô, **huyện** Lắk, **tỉnh** Đắk Lắk; **các phường** Hồng Hà, Hà Tu và Cao Thắng; **Q.**Gò Vấp

use std::collections::HashMap;

use morat::lexicon::places::PlaceKind;
use morat::syllable::Case;
use morat::text::Normal;
use morat::token::{Mark, Script, TokenKind, Tokens};

use crate::capitals::TokenizedText;

/// Words before a kind that say that several names follow.
const SEVERAL: [&str; 11] = ["các", "những", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/// Words for water, village and hill in languages of the Central Highlands that look foreign by themselves.
pub const HIGHLAND_HEADS: [&str; 5] = ["Ea", "Kon", "Kông", "Plei", "Pleiku"];

/// The most words of a name: *Thới Tam Thôn*, *Văn Miếu Quốc Tử Giám*.
const LONGEST: usize = 5;

/// How often a name was seen behind a word for its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Number of occurrences.
    pub times: u32,
    /// Of these, beside another unit whose name looks Vietnamese: *xã X, huyện Y*. For the lowest level a name beside
    /// it is enough: *xã X (Y, Z)*, *các xã X, Y*.
    pub chained: u32,
}

impl Seen {
    /// The sums of both counts.
    pub fn and(self, other: Seen) -> Seen {
        Seen { times: self.times + other.times, chained: self.chained + other.chained }
    }
}

/// The names found in a text, by kind.
#[derive(Default)]
pub struct Found(pub HashMap<(PlaceKind, String), Seen>);

/// A name as it stands in a text.
struct Name {
    text: String,
    /// Whether it looks Vietnamese: every word is a syllable or has a Vietnamese diacritic (*Đắk Lắk*, not *Gangwon*),
    /// or the first is of the highlands.
    homely: bool,
    /// The index behind its last token.
    end: usize,
}

impl Found {
    /// The places that a text mentions.
    pub fn of(text: &str) -> Found {
        let mut found = Found::default();
        let Ok(normal) = Normal::new(text) else { return found };
        let mut tokens = Tokens::default();
        tokens.fill(normal.text(), &[]);
        let reading = TokenizedText { text: normal.text(), tokens: &tokens };
        // Where the kind begins that the last name was chained to, if that name looked Vietnamese.
        let mut chained_to = None;
        for at in 0..tokens.list().len() {
            let Some((kind, first)) = kind_at(&reading, at) else { continue };
            let Some(name) = name_at(&reading, at + 1) else { continue };
            // Đường Cách Mạng Tháng 8
            if kind == PlaceKind::Duong && reading.is_near(name.end) && is_number(&reading, name.end) {
                continue;
            }
            let next = next_unit(&reading, name.end).filter(|_| kind.is_unit());
            let chained = next.as_ref().is_some_and(|(_, above)| above.homely)
                || chained_to == Some(first)
                || kind.is_lowest() && name.homely && is_beside_name(&reading, name.end);
            if let Some((next, _)) = next {
                chained_to = name.homely.then_some(next);
            }
            let end = name.end;
            found.count(kind, name.text, chained);
            if kind.is_unit() && has_several(&reading, first) {
                found.list(&reading, kind, end);
            }
        }
        found
    }

    fn count(&mut self, kind: PlaceKind, name: String, chained: bool) {
        let seen = self.0.entry((kind, name)).or_default();
        seen.times += 1;
        seen.chained += u32::from(chained);
    }

    /// The names that go on behind the first: `, Hà Tu và Cao Thắng`.
    fn list(&mut self, reading: &TokenizedText, kind: PlaceKind, mut end: usize) {
        loop {
            let comma = reading.tokens.after(end - 1).is_some_and(|token| token.mark() == Some(Mark::Comma));
            let mut at = end + usize::from(comma);
            if reading.is_near(at) && reading.text_at(at) == "và" {
                at += 1;
            } else if !comma {
                return;
            }
            let Some(name) = name_at(reading, at) else { return };
            end = name.end;
            self.count(kind, name.text, kind.is_lowest() && name.homely);
        }
    }

    /// Adds up what was found in two texts.
    pub fn add(mut self, mut other: Found) -> Found {
        if self.0.len() < other.0.len() {
            std::mem::swap(&mut self, &mut other);
        }
        for (place, more) in other.0 {
            let seen = self.0.entry(place).or_default();
            *seen = seen.and(more);
        }
        self
    }
}

/// The kind whose last word is at token `at`, and the token of its first word. A name would begin behind it.
fn kind_at(reading: &TokenizedText, at: usize) -> Option<(PlaceKind, usize)> {
    let token = reading.tokens.list()[at];
    let text = reading.text_at(at);
    let word = match token.kind() {
        TokenKind::Abbreviation => {
            let clings = !reading.is_spaced(at + 1);
            let kind = match text {
                "TP." | "Tp." => PlaceKind::ThanhPho,
                "TX." | "Tx." => PlaceKind::ThiXa,
                "Q." => PlaceKind::Quan,
                // *H.* and *P.* with a space behind are initials of persons.
                "H." if clings => PlaceKind::Huyen,
                "P." if clings => PlaceKind::Phuong,
                _ => return None,
            };
            return Some((kind, at));
        }
        TokenKind::Word(word) if reading.is_spaced(at + 1) => word,
        _ => return None,
    };
    match text {
        "TP" | "Tp" => return Some((PlaceKind::ThanhPho, at)),
        "TX" => return Some((PlaceKind::ThiXa, at)),
        _ => {}
    }
    let before = reading.word_before(at);
    let previous = before.map(|before| reading.text_at(before).to_lowercase());
    let lower = word.case == Case::Lower;
    let (kind, first) = match (previous.as_deref(), text.to_lowercase().as_str()) {
        (Some("thành"), "phố") if lower => (PlaceKind::ThanhPho, before?),
        (Some("thị"), "xã") if lower => (PlaceKind::ThiXa, before?),
        (Some("thị"), "trấn") if lower => (PlaceKind::ThiTran, before?),
        // hợp tác xã, thông tấn xã, ông xã (my husband), miền núi, khu phố
        (Some("tác" | "tấn" | "ông" | "bà"), "xã")
        | (Some("miền" | "vùng"), "núi")
        | (Some("khu" | "đường"), "phố") => {
            return None;
        }
        (_, "xã") => (PlaceKind::Xa, at),
        (_, "phường") => (PlaceKind::Phuong, at),
        (_, "huyện") => (PlaceKind::Huyen, at),
        (_, "quận") => (PlaceKind::Quan, at),
        (_, "tỉnh") => (PlaceKind::Tinh, at),
        (_, "sông") if lower => (PlaceKind::Song, at),
        (_, "núi") if lower => (PlaceKind::Nui, at),
        (_, "đảo") if lower => (PlaceKind::Dao, at),
        (_, "đường" | "phố") if lower => (PlaceKind::Duong, at),
        _ => return None,
    };
    // *Khoa Học Xã Hội*: among capitalised words this is part of a name and no word for a kind.
    let among_capitals = !lower && before.and_then(|at| reading.word(at)).is_some_and(|word| word.case != Case::Lower);
    (!among_capitals && matches!(word.case, Case::Lower | Case::Capital)).then_some((kind, first))
}

/// The name that begins at a token. Hyphens join two names (*Bà Rịa - Vũng Tàu*); a foreign word in pieces is none.
fn name_at(reading: &TokenizedText, start: usize) -> Option<Name> {
    let first = words_at(reading, start)?;
    let hyphen = first.end;
    if !reading.is_near(hyphen) || !matches!(reading.mark(hyphen), Some(Mark::Hyphen | Mark::Dash)) {
        return Some(first);
    }
    match words_at(reading, hyphen + 1) {
        Some(second) => Some(Name {
            text: format!("{} - {}", first.text, second.text),
            homely: first.homely && second.homely,
            end: second.end,
        }),
        // Mát-xcơ-va
        None if !reading.is_spaced(hyphen) => None,
        None => Some(first),
    }
}

/// The capitalised words that begin at a token, no more than one space behind what is before it; at most [`LONGEST`], in the
/// older tone style and with a plain apostrophe.
fn words_at(reading: &TokenizedText, start: usize) -> Option<Name> {
    if !reading.is_near(start) {
        return None;
    }
    let mut name = Name { text: String::new(), homely: true, end: start };
    for count in 0.. {
        let Some(word) = reading.word(name.end) else { break };
        let text = reading.text_at(name.end);
        let has_apostrophe = text.contains(['\'', '’']);
        let is_capital = word.case == Case::Capital || word.case == Case::Mixed && has_apostrophe;
        if word.script != Script::Latin || !is_capital {
            break;
        }
        if count == LONGEST {
            return None;
        }
        if count > 0 {
            name.text.push(' ');
        }
        name.homely &= word.syllable.is_some() || word.marked && word.vietnamese;
        match word.syllable {
            Some(syllable) => name.text.push_str(&Case::Capital.apply(&syllable.spelling())),
            None => name.text.push_str(&text.replace('’', "'")),
        }
        // Cư M’ gar: some papers have a space behind the apostrophe.
        let is_cut = text.chars().count() == 1
            && reading.tokens.after(name.end).is_some_and(|after| after.text(reading.text) == "’");
        name.end += 1;
        let rest = name.end + 1;
        if is_cut && reading.is_near(rest) && reading.word(rest).is_some_and(|word| word.script == Script::Latin) {
            name.text.push('\'');
            name.text.push_str(reading.text_at(rest));
            name.end = rest + 1;
        }
        if !reading.is_spaced(name.end) {
            break;
        }
    }
    name.homely |= HIGHLAND_HEADS.contains(&name.text.split(' ').next().unwrap_or_default());
    (name.end > start).then_some(name)
}

/// The unit that follows a name (`, huyện`, ` (tỉnh`, ` - TP`, ` thuộc huyện`): the token of the word for its kind, and its
/// name.
fn next_unit(reading: &TokenizedText, end: usize) -> Option<(usize, Name)> {
    let mut at = end;
    if reading.is_near(at)
        && matches!(reading.mark(at), Some(Mark::Comma | Mark::OpenBracket | Mark::Hyphen | Mark::Dash))
    {
        at += 1;
    }
    if reading.is_near(at) && matches!(reading.text_at(at), "thuộc" | "của") {
        at += 1;
    }
    if !reading.is_near(at) {
        return None;
    }
    [at, at + 1].into_iter().filter(|last| *last < reading.tokens.list().len()).find_map(|last| {
        let (kind, first) = kind_at(reading, last)?;
        let name = name_at(reading, last + 1).or_else(|| numbered(reading, kind, last + 1))?;
        (kind.is_unit() && first == at).then_some((first, name))
    })
}

/// Whether a mark and another name that looks Vietnamese follow a name.
fn is_beside_name(reading: &TokenizedText, end: usize) -> bool {
    reading.is_near(end)
        && matches!(reading.mark(end), Some(Mark::Comma | Mark::OpenBracket))
        && words_at(reading, end + 1).is_some_and(|name| name.homely)
}

/// A number as the name of a unit: *quận 1*.
fn numbered(reading: &TokenizedText, kind: PlaceKind, start: usize) -> Option<Name> {
    let is_numbered =
        matches!(kind, PlaceKind::Quan | PlaceKind::Phuong) && reading.is_near(start) && is_number(reading, start);
    is_numbered.then(|| Name { text: reading.text_at(start).to_owned(), homely: true, end: start + 1 })
}

/// Whether the word before a kind says that several names follow.
fn has_several(reading: &TokenizedText, first: usize) -> bool {
    if let Some(before) = reading.word_before(first) {
        return SEVERAL.contains(&reading.text_at(before).to_lowercase().as_str());
    }
    // 3 xã, 12 phường
    first > 0 && reading.is_spaced(first) && is_number(reading, first - 1)
}

fn is_number(reading: &TokenizedText, at: usize) -> bool {
    reading.tokens.list()[at].kind() == TokenKind::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut found: Vec<_> = Found::of(text).0.into_iter().collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let line = |((kind, name), seen): ((PlaceKind, String), Seen)| {
            format!("{} {name} {}/{}", kind.slug(), seen.chained, seen.times)
        };
        found.into_iter().map(line).collect()
    }

    #[test]
    fn units_are_chained() {
        assert_eq!(
            found("Tại xã Lạc Hoà, huyện Lắk (tỉnh Đắk Lắk) hôm qua. Xã Lạc Hòa thuộc huyện Lắk."),
            ["tinh Đắk Lắk 1/1", "huyen Lắk 2/2", "xa Lạc Hòa 2/2"]
        );
        assert_eq!(
            found("ở P.Bến Nghé, Q.1, TP.HCM; Q. Gò Vấp, TP Huế"),
            ["thanh-pho Huế 1/1", "quan Gò Vấp 1/1", "phuong Bến Nghé 1/1"]
        );
    }

    #[test]
    fn lists_go_on() {
        assert_eq!(
            found("các xã Tân Hội, Tân Lập và Liên Hà; 2 huyện Mộc Châu, Vân Hồ."),
            ["huyen Mộc Châu 0/1", "huyen Vân Hồ 0/1", "xa Liên Hà 1/1", "xa Tân Hội 1/1", "xa Tân Lập 1/1"]
        );
        assert_eq!(found("xã Tân Hội, Nguyễn Văn Tám"), ["xa Tân Hội 1/1"], "one commune, and then a person");
    }

    #[test]
    fn hyphens_and_apostrophes() {
        assert_eq!(found("tỉnh Bà Rịa-Vũng Tàu, tỉnh Bà Rịa – Vũng Tàu"), ["tinh Bà Rịa - Vũng Tàu 2/2"]);
        assert_eq!(found("huyện Cư M’gar và huyện Cư M’ gar"), ["huyen Cư M'gar 0/2"]);
        assert_eq!(found("thành phố Mát-xcơ-va"), [""; 0]);
        assert_eq!(found("huyện Sanamxay, tỉnh Attapeu"), ["tinh Attapeu 0/1", "huyen Sanamxay 0/1"]);
        assert_eq!(found("thành phố Vinh - nơi"), ["thanh-pho Vinh 0/1"]);
    }

    #[test]
    fn what_is_no_place() {
        assert_eq!(
            found(
                "hợp tác xã Hòa Bình, ông xã Trấn Thành, Khoa Học Xã Hội, miền núi Tiên Phước, xã hội, quận 3, đường Tháng 8"
            ),
            [""; 0]
        );
        assert_eq!(
            found("sông Hồng, dãy núi Trường Sơn, quần đảo Trường Sa"),
            ["song Hồng 0/1", "nui Trường Sơn 0/1", "dao Trường Sa 0/1"]
        );
    }
}
