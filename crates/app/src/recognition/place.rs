//! Names of provinces as papers write them.

use crate::Error;
use ocop_domain::account::Facts;
use ocop_domain::area::{before_date, within_sentence};
use ocop_domain::recognition::{MINISTRY_SYMBOLS, PROVINCE_SYMBOLS};
use ocop_store::Db;
use ocop_store::portal::resolve;

/// Facts of something that is a province's own: decisions, rounds.
pub fn facts(province: Option<&str>) -> Facts {
    match province {
        Some(p) => Facts { province: Some(p.to_owned()), ..Facts::default() },
        None => Facts { national: true, ..Facts::default() },
    }
}

/// Whose decision it is, in the words of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// The province's name as it stands within a sentence.
    Province(String),
    /// Điều 4(1)b: the Ministry of Agriculture and Environment.
    Ministry,
}

impl Authority {
    pub async fn of(db: &Db, province: Option<&str>, today: &str) -> Result<Authority, Error> {
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
pub async fn province_name(db: &Db, code: &str, today: &str) -> Result<String, Error> {
    let area = resolve(db, code, today).await?.map_or_else(|| code.to_owned(), |(a, _)| a.full_name);
    Ok(within_sentence(&area))
}

/// An address on a certificate: with commune and province, unless it says them already.
pub fn full_address(address: &str, commune: &str, province: &str) -> String {
    let mut out = address.to_owned();
    for part in [commune, province] {
        let name = part.split_once(' ').map_or(part, |(_, name)| name);
        if !part.is_empty() && !ocop_domain::text::fold(&out).contains(&ocop_domain::text::fold(name)) {
            if !out.is_empty() {
                out.push_str(", ");
            }
            out.push_str(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_commune_and_province_once() {
        let full = |a: &str| full_address(a, "Phường Xóm Chiếu", "Thành phố Hồ Chí Minh");
        assert_eq!(full("12 Đoàn Văn Bơ"), "12 Đoàn Văn Bơ, Phường Xóm Chiếu, Thành phố Hồ Chí Minh");
        assert_eq!(
            full("12 Đoàn Văn Bơ, P. Xóm Chiếu"),
            "12 Đoàn Văn Bơ, P. Xóm Chiếu, Thành phố Hồ Chí Minh"
        );
    }
}
