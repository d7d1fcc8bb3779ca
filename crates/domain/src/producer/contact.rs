//! Shapes of phone numbers and addresses of mail, and how they are shown to those who need not know them.

/// A phone number as Vietnamese papers write it: 8 to 15 digits, `+` in front, spaces, dots and dashes between.
pub fn is_phone(s: &str) -> bool {
    let body = s.strip_prefix('+').unwrap_or(s);
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    (8..=15).contains(&digits) && body.bytes().all(|b| b.is_ascii_digit() || b" .-()".contains(&b))
}

/// Something@domain.tld without spaces; whether letters arrive there only a letter can tell.
pub fn is_email(s: &str) -> bool {
    let Some((local, domain)) = s.split_once('@') else { return false };
    let label = |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    !local.is_empty()
        && s.len() <= 254
        && !s.chars().any(|c| c.is_whitespace() || c.is_control())
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(label)
}

/// `0901 234 123` → `09•• ••• 123`; what is too short to keep anything hides whole.
pub fn mask_phone(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 8 {
        return "•••".into();
    }
    format!("{}•• ••• {}", &digits[..2], &digits[digits.len() - 3..])
}

/// `huong@example.vn` → `h•••@example.vn`.
pub fn mask_email(email: &str) -> String {
    match email.split_once('@') {
        Some((local, domain)) => {
            format!("{}•••@{domain}", local.chars().next().map(String::from).unwrap_or_default())
        }
        None => "•••".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_mail_have_a_shape() {
        for good in ["0901234123", "+84 90 123 41 23", "(028) 3822.1234"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["", "090123", "0901x234123", "1234567890123456"] {
            assert!(!is_phone(bad), "{bad}");
        }
        for good in ["mau@vi-du.vn", "a.b+c@x.example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "mau", "mau@", "@vi-du.vn", "mau@vidu", "ma u@vi-du.vn", "mau@vi..vn", "a@b@c.vn"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn masks_keep_enough_to_recognise_and_too_little_to_use() {
        assert_eq!(mask_phone("0901 234 123"), "09•• ••• 123");
        assert_eq!(mask_phone("113"), "•••");
        assert_eq!(mask_email("huong@example.vn"), "h•••@example.vn");
        assert_eq!(mask_email("?"), "•••");
    }
}
