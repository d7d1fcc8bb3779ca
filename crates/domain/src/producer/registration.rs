//! Business registration numbers as people write them: with spaces, dots and dashes, a branch behind, digits of another
//! width from a copied page.

/// The number by which two writings are one: letters in capitals and digits, nothing between, the branch (three digits
/// behind a dash, or behind the ten digits of an enterprise) apart. None: too short to tell anybody apart.
pub fn registration_key(number: &str) -> Option<(String, Option<String>)> {
    let plain: Vec<char> = number.chars().map(narrow).flat_map(char::to_uppercase).collect();
    let body: String = plain.iter().filter(|c| c.is_alphanumeric()).collect();
    // What stands behind the last dash.
    let behind = plain.iter().rposition(|c| is_dash(*c)).map(|at| &plain[at + 1..]);
    let behind: String = behind.unwrap_or_default().iter().filter(|c| c.is_alphanumeric()).collect();
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
    let dashed = behind.len() == 3 && digits(&behind) && body.len() >= 11;
    let joined = body.len() == 13 && digits(&body);
    let branch = dashed || joined;
    let (own, of) = if branch { body.split_at(body.len() - 3) } else { (body.as_str(), "") };
    (own.chars().count() >= 6).then(|| (own.to_owned(), branch.then(|| of.to_owned())))
}

/// A full-width letter or digit as the usual one.
fn narrow(c: char) -> char {
    match u32::from(c) {
        n @ 0xFF01..=0xFF5E => char::from_u32(n - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_written_in_many_ways_is_one() {
        let key = |n: &str| {
            registration_key(n).map(|(own, branch)| format!("{own}/{}", branch.unwrap_or_default()))
        };
        for same in ["41A8012345", "41a8 012 345", "41A8.012.345", "\u{FF14}\u{FF11}A8012345", "41A-8012345"]
        {
            assert_eq!(key(same).as_deref(), Some("41A8012345/"), "{same}");
        }
        for branch in [
            "0312345678-001",
            "0312345678 - 001",
            "0312345678\u{2013}001",
            "0312345678001",
            "0312.345.678-001",
        ] {
            assert_eq!(key(branch).as_deref(), Some("0312345678/001"), "{branch}");
        }
        assert_eq!(key("0312345678").as_deref(), Some("0312345678/"));
        assert_eq!(key("41A8012345 - 001").as_deref(), Some("41A8012345/001"));
        assert_eq!(key("12-345"), None, "five digits tell nobody apart");
        assert_eq!(key(""), None);
    }
}
