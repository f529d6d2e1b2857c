//! Terms of two compounds that a hyphen or dash joins: *kinh tế - xã hội*.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::rules::Context;
use crate::syllable::{Case, Syllable};
use crate::token::{Gap, Token};

/// The syllables of a term, two for each half.
pub(super) type Halves = [Syllable; 4];

/// Fields of work and of knowledge, of which such terms are made. A hyphen or dash between two of them joins them and sets off no
/// clause.
const FIELDS: &[&str] = &[
    "an ninh",
    "an sinh",
    "an toàn",
    "bảo hiểm",
    "biên giới",
    "chính trị",
    "công an",
    "công nghệ",
    "công nghiệp",
    "công tác",
    "cơ sở",
    "dân số",
    "dân sự",
    "dân tộc",
    "dịch vụ",
    "du lịch",
    "đào tạo",
    "đầu tư",
    "đô thị",
    "đối ngoại",
    "gia đình",
    "giáo dục",
    "hải đảo",
    "hành chính",
    "hội nhập",
    "kế hoạch",
    "khoa học",
    "kiểm tra",
    "kinh doanh",
    "kinh tế",
    "kỹ thuật",
    "lao động",
    "lâm nghiệp",
    "lịch sử",
    "lý luận",
    "môi trường",
    "mỹ thuật",
    "nghệ thuật",
    "ngoại giao",
    "nông nghiệp",
    "nông thôn",
    "pháp luật",
    "quân sự",
    "quốc phòng",
    "sản xuất",
    "sinh thái",
    "sự nghiệp",
    "tài chính",
    "tài nguyên",
    "tâm lý",
    "thanh tra",
    "thể dục",
    "thể thao",
    "thi đua",
    "thực tiễn",
    "thương binh",
    "thương mại",
    "tiền tệ",
    "tín dụng",
    "tổ chức",
    "truyền thông",
    "tư pháp",
    "tư tưởng",
    "văn hóa",
    "văn hoá",
    "văn học",
    "văn nghệ",
    "vật tư",
    "vệ sinh",
    "xã hội",
    "xây dựng",
    "xuất khẩu",
    "y tế",
];

/// Whether both halves are fields: *quốc phòng – an ninh*.
pub(super) fn are_fields(halves: Halves) -> bool {
    static KNOWN: LazyLock<HashSet<[Syllable; 2]>> = LazyLock::new(|| {
        let pair = |field: &&str| {
            let (one, two) = field.split_once(' ')?;
            Some([Syllable::parse(one)?, Syllable::parse(two)?])
        };
        FIELDS.iter().filter_map(pair).collect()
    });
    let [a, b, c, d] = halves;
    KNOWN.contains(&[a, b]) && KNOWN.contains(&[c, d])
}

/// The term that a hyphen or dash joins: a compound of two syllables on either side, with a space on both sides of the mark or on
/// neither.
pub(super) fn joined(text: &Context<'_>, stroke: usize) -> Option<Halves> {
    let list = text.tokens().list();
    let halves = of(text, [stroke.checked_sub(2)?, stroke - 1, stroke + 1, stroke + 2])?;
    let even = list[stroke].gap() == list[stroke + 1].gap();
    (even && matches!(list[stroke].gap(), Gap::Space | Gap::None)).then_some(halves)
}

/// The syllables of the two compounds at these four token indices; `None` if they are a name.
pub(super) fn of(text: &Context<'_>, at: [usize; 4]) -> Option<Halves> {
    let list = text.tokens().list();
    let [a, b, c, d] = at.map(|at| list.get(at).and_then(Token::syllable));
    let halves = [a?, b?, c?, d?];
    // In a name the second syllable has a capital, too: *Hà Nội - Hải Phòng*.
    let plain = |at: usize| matches!(list[at].case(), Case::Lower | Case::Upper);
    let spaced = |at: usize| list[at].gap() == Gap::Space;
    let words = text.make_word(halves[0], halves[1]) && text.make_word(halves[2], halves[3]);
    // *điều tra - Công an*: a second half with a capital behind a lower-case first half is a name.
    let alike = list[at[2]].case() == Case::Lower || list[at[0]].case() != Case::Lower;
    (alike && plain(at[1]) && plain(at[3]) && spaced(at[1]) && spaced(at[3]) && words).then_some(halves)
}
