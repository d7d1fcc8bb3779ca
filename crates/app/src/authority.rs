//! Whose decision a paper is, and how papers write provinces and addresses.

use crate::prelude::*;
use ocop_domain::area::{bare_key, before_date, place_key, place_parts, province_key, within_sentence};
use ocop_domain::recognition::{MINISTRY_SYMBOLS, PROVINCE_SYMBOLS};
use ocop_store::portal::resolve;

/// Whose decision it is, in the words of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// The province's name as it stands within a sentence.
    Province(String),
    /// Điều 4(1)b: the Ministry of Agriculture and Environment.
    Ministry,
}

impl Authority {
    pub async fn of(db: &Db, province: Option<&str>, today: Date) -> Result<Authority, Error> {
        match province {
            Some(code) => Ok(Authority::Province(province_name(db, code, today).await?)),
            None => Ok(Authority::Ministry),
        }
    }

    /// Who decides.
    pub fn chief(&self) -> String {
        match self {
            Authority::Province(name) => format!("Chủ tịch Ủy ban nhân dân {name}"),
            Authority::Ministry => "Bộ trưởng Bộ Nông nghiệp và Môi trường".to_owned(),
        }
    }

    /// The body at the head of a paper, a line for each part.
    pub fn body(&self) -> String {
        match self {
            Authority::Province(name) => format!("Ủy ban nhân dân\n{name}"),
            Authority::Ministry => "Bộ Nông nghiệp\nvà Môi trường".to_owned(),
        }
    }

    /// The symbol of its decisions.
    pub fn symbol(&self) -> &'static str {
        match self {
            Authority::Province(_) => PROVINCE_SYMBOLS.first().copied().unwrap_or_default(),
            Authority::Ministry => MINISTRY_SYMBOLS.first().copied().unwrap_or_default(),
        }
    }

    /// The place-name before a date.
    pub fn place(&self) -> String {
        match self {
            Authority::Province(name) => before_date(name),
            Authority::Ministry => "Hà Nội".to_owned(),
        }
    }
}

/// "tỉnh Lâm Đồng", "Thành phố Hồ Chí Minh", "thành phố Huế".
pub async fn province_name(db: &Db, code: &str, today: Date) -> Result<String, Error> {
    let area =
        resolve(db, code, &today.to_string()).await?.map_or_else(|| code.to_owned(), |(a, _)| a.full_name);
    Ok(within_sentence(&area))
}

/// An address on a certificate: with commune and province, unless it says them already. A place is said by a whole part
/// of the address with the same letters: "14 Lê Lợi" does not name Phường 4, nor Xã Thạnh An the commune Thanh An.
pub fn full_address(address: &str, commune: &str, province: &str) -> String {
    let said = place_parts(address);
    let (key, bare_province) = (place_key(commune), province_key(province));
    let bare = bare_key(&key);
    let named = bare.chars().any(char::is_alphabetic);
    let says_commune = said.iter().any(|part| *part == key || (named && part == bare));
    let says_province = said.iter().any(|part| province_key(part) == bare_province);
    let parts = [(address, true), (commune, !says_commune), (province, !says_province)];
    let wanted: Vec<&str> =
        parts.into_iter().filter(|(p, add)| *add && !p.is_empty()).map(|(p, _)| p).collect();
    wanted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_commune_and_province_once() {
        let (ward, city) = ("Phường Xóm Chiếu", "Thành phố Hồ Chí Minh");
        for (address, commune, province, full) in [
            ("12 Đoàn Văn Bơ", ward, city, "12 Đoàn Văn Bơ, Phường Xóm Chiếu, Thành phố Hồ Chí Minh"),
            (
                "12 Đoàn Văn Bơ, P. Xóm Chiếu",
                ward,
                city,
                "12 Đoàn Văn Bơ, P. Xóm Chiếu, Thành phố Hồ Chí Minh",
            ),
            (
                "12 Đoàn Văn Bơ, Xóm Chiếu, TP. Hồ Chí Minh",
                ward,
                city,
                "12 Đoàn Văn Bơ, Xóm Chiếu, TP. Hồ Chí Minh",
            ),
            ("14 Lê Lợi", "Phường 4", city, "14 Lê Lợi, Phường 4, Thành phố Hồ Chí Minh"),
            ("14 Lê Lợi, phường 4", "Phường 4", city, "14 Lê Lợi, phường 4, Thành phố Hồ Chí Minh"),
            (
                "Ấp 3, Xã Thạnh An",
                "Xã Thanh An",
                city,
                "Ấp 3, Xã Thạnh An, Xã Thanh An, Thành phố Hồ Chí Minh",
            ),
            ("5 phố Huế", "Phường Phú Xuân", "thành phố Huế", "5 phố Huế, Phường Phú Xuân, thành phố Huế"),
            ("5 Lê Duẩn, TP Huế", "Phường Phú Xuân", "Thành phố Huế", "5 Lê Duẩn, TP Huế, Phường Phú Xuân"),
            ("Thôn 2, Lâm Đồng", "Xã Đạ Tẻh", "Tỉnh Lâm Đồng", "Thôn 2, Lâm Đồng, Xã Đạ Tẻh"),
            ("", ward, city, "Phường Xóm Chiếu, Thành phố Hồ Chí Minh"),
            ("Ấp 3", "", "", "Ấp 3"),
        ] {
            assert_eq!(full_address(address, commune, province), full, "{address}");
        }
    }
}
