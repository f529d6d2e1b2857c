//! Where running text names a place: a word that says what it is (*xã, huyện, TP*), and capitalised words behind it.
//!
//! > tại **xã** Krông Nô, **huyện** Lắk, **tỉnh** Đắk Lắk; **các phường** Hồng Hà, Hà Tu và Cao Thắng; **Q.**Gò Vấp

use std::collections::HashMap;

use morat::syllable::Case;
use morat::text::Normal;
use morat::token::{Kind as TokenKind, Mark, Script, Tokens};

use crate::capitals::Reading;
use crate::place_kind::Kind;

/// Words before a kind that say that several names follow.
const SEVERAL: [&str; 11] = ["các", "những", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/// Words for water, village and hill in languages of the Central Highlands that look foreign by themselves.
pub const HIGHLAND_HEADS: [&str; 5] = ["Ea", "Kon", "Kông", "Plei", "Pleiku"];

/// The most words of a name: *Thới Tam Thôn*, *Văn Miếu Quốc Tử Giám*.
const LONGEST: usize = 5;

/// How often a name was seen behind a word for its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// In all.
    pub times: u32,
    /// Beside another unit whose name looks Vietnamese: *xã X, huyện Y*. For the lowest level a name beside it is enough:
    /// *xã X (Y, Z)*, *các xã X, Y*.
    pub chained: u32,
}

impl Seen {
    /// Both counts added up.
    pub fn and(self, other: Seen) -> Seen {
        Seen { times: self.times + other.times, chained: self.chained + other.chained }
    }
}

/// The names found in a text, by kind.
#[derive(Default)]
pub struct Found(pub HashMap<(Kind, String), Seen>);

/// A name as it stands in a text.
struct Name {
    text: String,
    /// Every word is a syllable or has a Vietnamese mark (*Đắk Lắk*, not *Gangwon*), or the first is of the highlands.
    homely: bool,
    /// The token behind it.
    end: usize,
}

impl Found {
    /// The places that a text names.
    pub fn of(text: &str) -> Found {
        let mut found = Found::default();
        let Ok(normal) = Normal::new(text) else { return found };
        let mut tokens = Tokens::default();
        tokens.fill(normal.text(), &[]);
        let reading = Reading { text: normal.text(), tokens: &tokens };
        // Where the kind begins that the last name was chained to, if that name looked Vietnamese.
        let mut chained_to = None;
        for at in 0..tokens.list().len() {
            let Some((kind, first, start)) = kind_at(&reading, at) else { continue };
            let Some(name) = name_at(&reading, start) else { continue };
            // Đường Cách Mạng Tháng 8
            let behind = tokens.list().get(reading.skip_space(name.end)).map(|token| token.kind);
            if kind == Kind::Duong && behind == Some(TokenKind::Number) {
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

    fn count(&mut self, kind: Kind, name: String, chained: bool) {
        let seen = self.0.entry((kind, name)).or_default();
        seen.times += 1;
        seen.chained += u32::from(chained);
    }

    /// The names that go on behind the first: `, Hà Tu và Cao Thắng`.
    fn list(&mut self, reading: &Reading, kind: Kind, mut end: usize) {
        loop {
            let comma = reading.mark(end) == Some(Mark::Comma);
            let at = if comma { end + 1 } else { end };
            let mut at = reading.skip_space(at);
            if reading.word(at).is_some() && reading.text_at(at) == "và" {
                at = reading.skip_space(at + 1);
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

/// The kind whose last word is at token `at`, the token of its first word, and the token where a name would begin.
fn kind_at(reading: &Reading, at: usize) -> Option<(Kind, usize, usize)> {
    let token = reading.tokens.list()[at];
    let text = reading.text_at(at);
    let after = |kind| reading.is_space(at + 1).then_some((kind, at, at + 2));
    let word = match token.kind {
        TokenKind::Abbreviation => {
            let clings = !reading.is_space(at + 1);
            let kind = match text {
                "TP." | "Tp." => Kind::ThanhPho,
                "TX." | "Tx." => Kind::ThiXa,
                "Q." => Kind::Quan,
                // Mr H. and Mrs P. are written so too, with a space behind them.
                "H." if clings => Kind::Huyen,
                "P." if clings => Kind::Phuong,
                _ => return None,
            };
            return Some((kind, at, reading.skip_space(at + 1)));
        }
        TokenKind::Word(word) => word,
        _ => return None,
    };
    match text {
        "TP" | "Tp" => return after(Kind::ThanhPho),
        "TX" => return after(Kind::ThiXa),
        _ => {}
    }
    let before = reading.word_before(at);
    let previous = before.map(|before| reading.text_at(before).to_lowercase());
    let lower = word.case == Case::Lower;
    let (kind, first) = match (previous.as_deref(), text.to_lowercase().as_str()) {
        (Some("thành"), "phố") if lower => (Kind::ThanhPho, before?),
        (Some("thị"), "xã") if lower => (Kind::ThiXa, before?),
        (Some("thị"), "trấn") if lower => (Kind::ThiTran, before?),
        // hợp tác xã, thông tấn xã, ông xã (my husband), miền núi, khu phố
        (Some("tác" | "tấn" | "ông" | "bà"), "xã")
        | (Some("miền" | "vùng"), "núi")
        | (Some("khu" | "đường"), "phố") => {
            return None;
        }
        (_, "xã") => (Kind::Xa, at),
        (_, "phường") => (Kind::Phuong, at),
        (_, "huyện") => (Kind::Huyen, at),
        (_, "quận") => (Kind::Quan, at),
        (_, "tỉnh") => (Kind::Tinh, at),
        (_, "sông") if lower => (Kind::Song, at),
        (_, "núi") if lower => (Kind::Nui, at),
        (_, "đảo") if lower => (Kind::Dao, at),
        (_, "đường" | "phố") if lower => (Kind::Duong, at),
        _ => return None,
    };
    // Khoa Học Xã Hội: a capital among capitals is no word for a kind.
    let among_capitals = !lower && before.and_then(|at| reading.word(at)).is_some_and(|word| word.case != Case::Lower);
    let (kind, _, start) = after(kind)?;
    (!among_capitals && matches!(word.case, Case::Lower | Case::Capital)).then_some((kind, first, start))
}

/// The name that begins at a token. Hyphens join two names (*Bà Rịa - Vũng Tàu*); a foreign word in pieces is none.
fn name_at(reading: &Reading, start: usize) -> Option<Name> {
    let first = words_at(reading, start)?;
    let hyphen = |at| matches!(reading.mark(at), Some(Mark::Hyphen | Mark::Dash));
    let at = reading.skip_space(first.end);
    if !hyphen(at) {
        return Some(first);
    }
    match words_at(reading, reading.skip_space(at + 1)) {
        Some(second) => Some(Name {
            text: format!("{} - {}", first.text, second.text),
            homely: first.homely && second.homely,
            end: second.end,
        }),
        // Mát-xcơ-va
        None if at == first.end => None,
        None => Some(first),
    }
}

/// The capitalised words that begin at a token, at most [`LONGEST`], in the older tone style and with a plain apostrophe.
fn words_at(reading: &Reading, start: usize) -> Option<Name> {
    let mut name = Name { text: String::new(), homely: true, end: start };
    let mut at = start;
    for count in 0.. {
        let Some(word) = reading.word(at) else { break };
        let text = reading.text_at(at);
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
        name.end = at + 1;
        // Cư M’ gar: some papers have a space behind the apostrophe.
        if text.chars().count() == 1
            && reading.tokens.list().get(name.end).is_some_and(|_| reading.text_at(name.end) == "’")
        {
            let rest = reading.skip_space(name.end + 1);
            if reading.word(rest).is_some_and(|word| word.script == Script::Latin) {
                name.text.push('\'');
                name.text.push_str(reading.text_at(rest));
                name.end = rest + 1;
            }
        }
        if !reading.is_space(name.end) {
            break;
        }
        at = name.end + 1;
    }
    name.homely |= HIGHLAND_HEADS.contains(&name.text.split(' ').next().unwrap_or_default());
    (name.end > start).then_some(name)
}

/// The unit that follows a name (`, huyện`, ` (tỉnh`, ` - TP`, ` thuộc huyện`): the token of the word for its kind, and its
/// name.
fn next_unit(reading: &Reading, end: usize) -> Option<(usize, Name)> {
    let mut at = reading.skip_space(end);
    if matches!(reading.mark(at), Some(Mark::Comma | Mark::OpenBracket | Mark::Hyphen | Mark::Dash)) {
        at = reading.skip_space(at + 1);
    }
    if reading.word(at).is_some() && matches!(reading.text_at(at), "thuộc" | "của") {
        at = reading.skip_space(at + 1);
    }
    [at, at + 2].into_iter().filter(|last| *last < reading.tokens.list().len()).find_map(|last| {
        let (kind, first, start) = kind_at(reading, last)?;
        let name = name_at(reading, start).or_else(|| numbered(reading, kind, start))?;
        (kind.is_unit() && first == at).then_some((first, name))
    })
}

/// Whether a mark and another name that looks Vietnamese follow a name.
fn is_beside_name(reading: &Reading, end: usize) -> bool {
    let at = reading.skip_space(end);
    matches!(reading.mark(at), Some(Mark::Comma | Mark::OpenBracket))
        && words_at(reading, reading.skip_space(at + 1)).is_some_and(|name| name.homely)
}

/// The number that stands for the name of a unit: quận 1.
fn numbered(reading: &Reading, kind: Kind, start: usize) -> Option<Name> {
    let is_number = reading.tokens.list().get(start)?.kind == TokenKind::Number;
    (is_number && matches!(kind, Kind::Quan | Kind::Phuong)).then(|| Name {
        text: reading.text_at(start).to_owned(),
        homely: true,
        end: start + 1,
    })
}

/// Whether the word before a kind says that several names follow.
fn has_several(reading: &Reading, first: usize) -> bool {
    if let Some(before) = reading.word_before(first) {
        return SEVERAL.contains(&reading.text_at(before).to_lowercase().as_str());
    }
    // 3 xã, 12 phường
    let number = first.checked_sub(2).map(|at| reading.tokens.list()[at].kind);
    number == Some(TokenKind::Number) && reading.is_space(first - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut found: Vec<_> = Found::of(text).0.into_iter().collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let line = |((kind, name), seen): ((Kind, String), Seen)| {
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
