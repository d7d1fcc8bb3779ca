//! What counts a heading or a line of a list: `I.`, `III/`, `A)`, `1.`, `1.2`, `a)`, `-`. A section ends with the next that is
//! counted the same way, so a number that says a rank (`4 sao`), an amount (`12 sản phẩm`) or a paper (`5/QĐ-UBND`) is no mark.

/// How a heading is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Roman,
    Letter,
    /// With how many numbers: one for `2.`, two for `2.1`.
    Number(u8),
    Small,
    Dash,
    None,
}

const ENDS: [char; 5] = ['.', ')', '/', '-', ':'];

impl Mark {
    /// The mark before a text, and the text without it.
    pub fn read(text: &str) -> (Mark, &str) {
        let text = text.trim();
        if let Some(rest) = dashed(text) {
            return (Mark::Dash, rest);
        }
        let open = text.strip_prefix('(').unwrap_or(text);
        let word = open.find(|c: char| c.is_whitespace() || ENDS.contains(&c)).unwrap_or(open.len());
        let (word, behind) = open.split_at(word);
        let (mark, behind) = match word.as_bytes() {
            [] => return (Mark::None, text),
            w if w.len() <= 5 && w.iter().all(|b| matches!(b, b'I' | b'V' | b'X')) => (Mark::Roman, behind),
            [b'A'..=b'Z'] => (Mark::Letter, behind),
            [b'a'..=b'z'] => (Mark::Small, behind),
            [b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9'] => {
                let (levels, behind) = deeper(behind);
                (Mark::Number(levels), behind)
            }
            _ => return (Mark::None, text),
        };
        let rest = behind.trim_start_matches(|c: char| c.is_whitespace() || ENDS.contains(&c));
        let end = behind.get(..behind.len() - rest.len()).unwrap_or_default();
        let closed = end.contains(ENDS);
        if open.len() < text.len() && !end.contains(')') {
            return (Mark::None, text);
        }
        let next = rest.chars().next();
        let fits = match mark {
            // "a cơ sở" is no mark, "a) cơ sở" is one.
            Mark::Small => end.contains(['.', ')', '/']),
            // "5/QĐ-UBND", "3-5 sao", "15/3/2025", "1.5 lít".
            Mark::Number(_) => match next {
                None => true,
                Some(c) if c.is_ascii_digit() => {
                    end.contains([')', ':']) || end.trim() == "." && end.len() > 1 || end.trim().is_empty()
                }
                Some(c) if !closed => !c.is_lowercase(),
                Some(_) => end.trim() != "/" || end.ends_with(char::is_whitespace),
            },
            _ => true,
        };
        // "4 sao", "IV sao": the rank itself.
        let rank = rest.split_whitespace().next().is_some_and(|w| {
            let word = w.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            matches!(word.as_str(), "sao" | "ngôi" | "star" | "stars")
        }) || rest.starts_with(['★', '⭐', '☆']);
        if !fits || rank && !end.contains(['.', ')', '/', ':']) {
            return (Mark::None, text);
        }
        (mark, rest)
    }

    /// Is the text nothing but a mark, as in a column that counts?
    pub fn alone(text: &str) -> Mark {
        match Mark::read(text) {
            (mark, "") => mark,
            _ => Mark::None,
        }
    }

    /// Does it count sections and never products?
    pub fn is_of_section(self) -> bool {
        matches!(self, Mark::Roman | Mark::Letter)
    }
}

/// `- Xã A`, `+ …`, `• …`: what stands behind a dash. Stars that are drawn are none.
fn dashed(text: &str) -> Option<&str> {
    let mut letters = text.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    let spaced = rest.starts_with(char::is_whitespace);
    let is_dash = match first {
        '-' | '+' | '•' | '–' | '·' => spaced || rest.starts_with(char::is_alphabetic),
        '*' => spaced,
        _ => false,
    };
    is_dash.then(|| rest.trim_start())
}

/// The numbers behind the first of `2.1.3`, and what follows them.
fn deeper(mut behind: &str) -> (u8, &str) {
    let mut levels = 1;
    while let Some(rest) = behind.strip_prefix('.') {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let follows = rest.get(digits..).unwrap_or_default();
        let ends = follows.chars().next().is_none_or(|c| c.is_whitespace() || ENDS.contains(&c));
        if !(1..=2).contains(&digits) || !ends || levels > 4 {
            break;
        }
        levels += 1;
        behind = follows;
    }
    (levels, behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_told_from_a_rank_an_amount_and_a_paper() {
        use Mark::{Dash, Letter, None, Number, Roman, Small};
        for (text, mark, rest) in [
            ("I. XÃ MẪU A", Roman, "XÃ MẪU A"),
            ("III/ Năm 2024", Roman, "Năm 2024"),
            ("III/Năm 2024", Roman, "Năm 2024"),
            ("II - Quận 4", Roman, "Quận 4"),
            ("IV Sản phẩm", Roman, "Sản phẩm"),
            ("II", Roman, ""),
            ("A) Huyện Củ Chi", Letter, "Huyện Củ Chi"),
            ("A CẤP TỈNH", Letter, "CẤP TỈNH"),
            ("1. Quyết định số 5/QĐ-UBND", Number(1), "Quyết định số 5/QĐ-UBND"),
            ("1.Trà", Number(1), "Trà"),
            ("2 Sản phẩm 4 sao", Number(1), "Sản phẩm 4 sao"),
            ("2 4 sao", Number(1), "4 sao"),
            ("3. 4 sao", Number(1), "4 sao"),
            ("(2) Xã A", Number(1), "Xã A"),
            ("1.2. Xã A", Number(2), "Xã A"),
            ("1.2 Xã A", Number(2), "Xã A"),
            ("1/ Xã A", Number(1), "Xã A"),
            ("12", Number(1), ""),
            ("1.1", Number(2), ""),
            ("a) Xã A", Small, "Xã A"),
            ("- Xã A", Dash, "Xã A"),
            ("+ 4 sao", Dash, "4 sao"),
            ("4 sao", None, "4 sao"),
            ("4 SAO (2 sản phẩm)", None, "4 SAO (2 sản phẩm)"),
            ("3-5 sao", None, "3-5 sao"),
            ("3 - 5 sao", None, "3 - 5 sao"),
            ("IV sao", None, "IV sao"),
            ("4 ★", None, "4 ★"),
            ("12 sản phẩm", None, "12 sản phẩm"),
            ("5/QĐ-UBND ngày 5/3/2024", None, "5/QĐ-UBND ngày 5/3/2024"),
            ("15/3/2025", None, "15/3/2025"),
            ("15.3.2025", None, "15.3.2025"),
            ("1.234/QĐ-UBND", None, "1.234/QĐ-UBND"),
            ("1.5 lít nước mắm", None, "1.5 lít nước mắm"),
            ("2024", None, "2024"),
            ("a cơ sở", None, "a cơ sở"),
            ("Xã A", None, "Xã A"),
            ("****", None, "****"),
            ("", None, ""),
        ] {
            assert_eq!(Mark::read(text), (mark, rest), "{text}");
        }
    }
}
