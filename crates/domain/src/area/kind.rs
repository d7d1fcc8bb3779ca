use super::Level;

/// What sort of unit an area is, as the law names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    City,
    Province,
    UrbanDistrict,
    RuralDistrict,
    Town,
    /// A city inside a province: a district-level unit until 30/6/2025.
    ProvincialCity,
    Ward,
    RuralCommune,
    Township,
    SpecialZone,
}

impl Kind {
    /// The kinds a level can have, the present ones first.
    pub fn of_level(level: Level) -> &'static [Kind] {
        match level {
            Level::Province => &[Kind::Province, Kind::City],
            Level::District => &[Kind::UrbanDistrict, Kind::RuralDistrict, Kind::Town, Kind::ProvincialCity],
            Level::Commune => &[Kind::RuralCommune, Kind::Ward, Kind::SpecialZone, Kind::Township],
        }
    }

    /// Reads the value kept in the register: `thanh_pho` is a city among provinces and a city of a province below.
    pub fn parse(level: Level, key: &str) -> Option<Kind> {
        Kind::of_level(level).iter().copied().find(|k| k.as_str() == key)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::City | Kind::ProvincialCity => "thanh_pho",
            Kind::Province => "tinh",
            Kind::UrbanDistrict => "quan",
            Kind::RuralDistrict => "huyen",
            Kind::Town => "thi_xa",
            Kind::Ward => "phuong",
            Kind::RuralCommune => "xa",
            Kind::Township => "thi_tran",
            Kind::SpecialZone => "dac_khu",
        }
    }

    /// The word that stands before the name.
    pub fn word(self) -> &'static str {
        match self {
            Kind::City | Kind::ProvincialCity => "Thành phố",
            Kind::Province => "Tỉnh",
            Kind::UrbanDistrict => "Quận",
            Kind::RuralDistrict => "Huyện",
            Kind::Town => "Thị xã",
            Kind::Ward => "Phường",
            Kind::RuralCommune => "Xã",
            Kind::Township => "Thị trấn",
            Kind::SpecialZone => "Đặc khu",
        }
    }

    pub fn full_name(self, name: &str) -> String {
        format!("{} {name}", self.word())
    }
}

/// Takes the word of its kind off a full name: `Phường Xóm Chiếu` → `Xóm Chiếu`.
pub fn bare_name(full_name: &str) -> &str {
    const WORDS: [&str; 9] =
        ["Thành phố ", "Thị trấn ", "Thị xã ", "Đặc khu ", "Phường ", "Huyện ", "Quận ", "Tỉnh ", "Xã "];
    WORDS.iter().find_map(|w| full_name.strip_prefix(w)).unwrap_or(full_name)
}
