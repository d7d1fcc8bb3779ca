use crate::area::AreaCode;
use std::fmt;
use std::str::FromStr;

/// `(T)-(X)-(STT)-20YY`: province, commune, running number in the commune's own list, year of evaluation, with the
/// area codes of QĐ 19/2025/QĐ-TTg. Older five-part codes with a district are kept as aliases, never rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProductCode {
    pub province: AreaCode,
    pub commune: AreaCode,
    pub serial: u32,
    pub year: i16,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("“{0}” is not a product code: it reads province-commune-serial-year, like 79-27268-3-2026")]
    Shape(String),
}

impl fmt::Display for ProductCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}-{}", self.province, self.commune, self.serial, self.year)
    }
}

impl FromStr for ProductCode {
    type Err = CodeError;
    fn from_str(s: &str) -> Result<Self, CodeError> {
        let bad = || CodeError::Shape(s.to_owned());
        let parts: Vec<&str> = s.trim().split('-').collect();
        let [t, x, stt, year] = parts[..] else { return Err(bad()) };
        let (province, commune): (AreaCode, AreaCode) =
            (t.parse().map_err(|_| bad())?, x.parse().map_err(|_| bad())?);
        let (serial, year): (u32, i16) = (stt.parse().map_err(|_| bad())?, year.parse().map_err(|_| bad())?);
        if t.len() != 2 || x.len() != 5 || serial == 0 || !(2018..=2999).contains(&year) {
            return Err(bad());
        }
        Ok(ProductCode { province, commune, serial, year })
    }
}

/// Number of a registration form, `……/PĐK-(Mã tỉnh)-(Mã xã)-(Năm)` (Phụ lục III, Mẫu số 01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationNumber {
    pub serial: u32,
    pub province: AreaCode,
    pub commune: AreaCode,
    pub year: i16,
}

impl fmt::Display for RegistrationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/PĐK-{}-{}-{}", self.serial, self.province, self.commune, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_what_they_write() {
        let code: ProductCode = "79-27268-3-2026".parse().unwrap();
        assert_eq!(code.to_string(), "79-27268-3-2026");
        for bad in
            ["83-829-28780-3-2022", "79-27268-0-2026", "79-27268-3", "7-27268-3-2026", "79-27268-x-2026"]
        {
            assert!(bad.parse::<ProductCode>().is_err(), "{bad}");
        }
    }
}
