/// Why a number is not a GTIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GtinError {
    #[error("a GTIN has 8, 12, 13 or 14 digits and nothing else")]
    Shape,
    #[error("the check digit does not fit: one digit is wrong or two are swapped")]
    CheckDigit,
}

/// GS1 General Specifications §7.9: the last digit makes the sum of all digits, weighted 1, 3, 1, 3 … from the right,
/// a multiple of ten.
pub fn check_gtin(s: &str) -> Result<(), GtinError> {
    if ![8, 12, 13, 14].contains(&s.len()) || !s.bytes().all(|b| b.is_ascii_digit()) {
        return Err(GtinError::Shape);
    }
    let sum: u32 = s
        .bytes()
        .rev()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    if sum.is_multiple_of(10) { Ok(()) } else { Err(GtinError::CheckDigit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_the_gs1_vectors_are_told_apart() {
        for good in
            ["12345678901231", "09520123456788", "9520123456788", "416000336108", "02345673", "95200002"]
        {
            assert_eq!(check_gtin(good), Ok(()), "{good}");
        }
        for bad in ["12345678901234", "09520123456789", "9520123465788"] {
            assert_eq!(check_gtin(bad), Err(GtinError::CheckDigit), "{bad}");
        }
        for odd in ["", "893123456789012", "89312345678x9", "８９３１２３４５６７８９０"] {
            assert_eq!(check_gtin(odd), Err(GtinError::Shape), "{odd}");
        }
    }
}
