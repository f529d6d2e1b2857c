//! The kinds of places, as Vietnamese names them.

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// tỉnh
    Tinh,
    /// thành phố
    ThanhPho,
    /// quận
    Quan,
    /// huyện
    Huyen,
    /// thị xã
    ThiXa,
    /// thị trấn
    ThiTran,
    /// phường
    Phuong,
    /// xã
    Xa,
    /// sông
    Song,
    /// núi
    Nui,
    /// đảo, quần đảo, bán đảo
    Dao,
    /// đường, phố
    Duong,
}

impl Kind {
    /// As it stands in the dictionary, and in rules: Vietnamese without marks.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Tinh => "tinh",
            Kind::ThanhPho => "thanh-pho",
            Kind::Quan => "quan",
            Kind::Huyen => "huyen",
            Kind::ThiXa => "thi-xa",
            Kind::ThiTran => "thi-tran",
            Kind::Phuong => "phuong",
            Kind::Xa => "xa",
            Kind::Song => "song",
            Kind::Nui => "nui",
            Kind::Dao => "dao",
            Kind::Duong => "duong",
        }
    }

    /// Whether it is a unit of the lowest level: a commune, a ward, a township.
    pub fn is_lowest(self) -> bool {
        matches!(self, Kind::ThiTran | Kind::Phuong | Kind::Xa)
    }

    /// Whether it is a unit of administration, which has others above or below it.
    pub fn is_unit(self) -> bool {
        self <= Kind::Xa
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_come_before_what_nature_and_builders_made() {
        assert!(Kind::Xa.is_unit() && Kind::Xa.is_lowest());
        assert!(Kind::Huyen.is_unit() && !Kind::Huyen.is_lowest());
        assert!(!Kind::Song.is_unit() && !Kind::Duong.is_unit());
    }
}
