/// Digits of a one-time code: enough that guessing offline takes longer than the code lives.
pub const CODE_DIGITS: usize = 8;
/// A day: a call has to be made in between.
pub const CODE_LIVES_MS: i64 = 24 * 3_600_000;
/// Wrong tries before a code is worth nothing.
pub const CODE_TRIES: i64 = 5;
/// Codes for one thing within a day, so that asking again does not buy more tries for ever.
pub const CODES_A_DAY: i64 = 5;

/// Eight digits from a secret of 64 hexadecimal digits. Sixty bits are taken, so that no digit is noticeably likelier.
pub fn code_from(secret: &str) -> String {
    let head: String = secret.chars().filter(char::is_ascii_hexdigit).take(15).collect();
    let n = u64::from_str_radix(&head, 16).unwrap_or_default();
    format!("{:0width$}", n % 10_u64.pow(8), width = CODE_DIGITS)
}

/// As it is written and read out: `1234 5678`.
pub fn spoken(code: &str) -> String {
    let (head, tail) = code.split_at(code.len() / 2);
    format!("{head} {tail}")
}

/// A code as a person types it, blanks and dashes left out; none: it cannot be one.
pub fn typed_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && !"-.".contains(*c)).collect();
    (digits.len() == CODE_DIGITS && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_said_and_typed() {
        let code = code_from("0000000000000ff11223344");
        assert_eq!(code, "00000255");
        assert_eq!(spoken(&code), "0000 0255");
        for typed in ["0000 0255", " 00000255 ", "0000-0255", "0000.0255"] {
            assert_eq!(typed_code(typed).as_deref(), Some("00000255"), "{typed}");
        }
        for wrong in ["", "255", "000002550", "0000025x"] {
            assert_eq!(typed_code(wrong), None, "{wrong}");
        }
    }
}
