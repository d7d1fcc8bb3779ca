//! The number of a decision: what the registry counts, and the symbol that says whose it is (NĐ 30/2020, Phụ lục I).

use std::fmt;
use std::str::FromStr;

/// Symbols of decisions a provincial People's Committee and its Chairman sign, the usual one first.
pub const PROVINCE_SYMBOLS: &[&str] = &["QĐ-UBND", "QĐ-CTUBND"];
/// Symbols of the ministry's decisions, the usual one first.
pub const MINISTRY_SYMBOLS: &[&str] = &["QĐ-BNNMT", "QĐ-BNNMT-VPĐP"];

/// Whose decisions recognise and withdraw stars: Điều 7, Điều 8(2), 26/2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The Chairman of a province: 3 and 4 stars.
    Province,
    /// The Minister: 5 stars.
    Ministry,
}

impl Level {
    /// The symbols of this level's decisions, the usual one first.
    pub fn symbols(self) -> &'static [&'static str] {
        match self {
            Level::Province => PROVINCE_SYMBOLS,
            Level::Ministry => MINISTRY_SYMBOLS,
        }
    }

    /// Is this a symbol of this level's own decisions? The field it was drafted in may stand behind it
    /// (`QĐ-UBND-NNMT`), another signer may not.
    fn signs_under(self, symbol: &str) -> bool {
        self.symbols().iter().any(|own| match symbol.strip_prefix(own) {
            Some("") => true,
            Some(field) => field.strip_prefix('-').is_some_and(|f| f != "TTG" && !f.contains("UBND")),
            None => false,
        })
    }
}

/// `123/QĐ-UBND`: a number from 1, with a letter where the registry puts a paper between two (`12a`), and a symbol.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DecisionNumber {
    number: u32,
    letter: Option<char>,
    symbol: String,
}

/// Which of the two parts cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongNumber {
    #[error("the number is not a positive number, with one letter at most")]
    Number,
    #[error("the symbol is not one of a decision")]
    Symbol,
    #[error("the symbol is that of another authority's decision")]
    OtherAuthority,
}

impl DecisionNumber {
    /// From the two fields of a form. A number typed whole (`123/QĐ-UBND`) says its own symbol; `usual` stands in where
    /// none is given.
    pub fn read(number: &str, symbol: &str, usual: &str) -> Result<DecisionNumber, WrongNumber> {
        let (number, symbol) = match number.split_once('/') {
            Some(parts) => parts,
            None if symbol.trim().is_empty() => (number, usual),
            None => (number, symbol),
        };
        let (number, letter) = counted(number).ok_or(WrongNumber::Number)?;
        Ok(DecisionNumber { number, letter, symbol: of_a_decision(symbol).ok_or(WrongNumber::Symbol)? })
    }

    /// As [`DecisionNumber::read`], for a decision that is signed here and now: only under a symbol of the deciding
    /// authority. A list from outside tells of decisions of others.
    pub fn own(number: &str, level: Level) -> Result<DecisionNumber, WrongNumber> {
        let usual = level.symbols().first().copied().unwrap_or_default();
        let read = DecisionNumber::read(number, "", usual)?;
        if level.signs_under(&read.symbol) { Ok(read) } else { Err(WrongNumber::OtherAuthority) }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    /// The letter behind the number, as in `12a`.
    pub fn letter(&self) -> Option<char> {
        self.letter
    }

    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// The number without its symbol; below 10 it has a zero before it.
    pub fn serial(&self) -> String {
        let letter = self.letter.map_or_else(String::new, String::from);
        format!("{:02}{letter}", self.number)
    }
}

impl fmt::Display for DecisionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.serial(), self.symbol)
    }
}

impl FromStr for DecisionNumber {
    type Err = WrongNumber;

    /// A number typed whole, as it stands on the paper.
    fn from_str(text: &str) -> Result<Self, WrongNumber> {
        DecisionNumber::read(text, "", "")
    }
}

fn counted(text: &str) -> Option<(u32, Option<char>)> {
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(split);
    let number: u32 = digits.parse().ok().filter(|n| (1..=99_999).contains(n))?;
    let mut letters = rest.trim().chars().flat_map(char::to_lowercase);
    let letter = letters.next();
    let one = letters.next().is_none() && letter.is_none_or(|c| c.is_ascii_lowercase() || c == 'đ');
    one.then_some((number, letter))
}

/// `QĐ-` and who signs, in capitals.
fn of_a_decision(text: &str) -> Option<String> {
    let text: String = crate::text::clean(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_uppercase().replace(['–', '‑', '−', '—'], "-").replace('Ð', "Đ");
    let rest = text.strip_prefix("QĐ-").or_else(|| text.strip_prefix("QD-"))?;
    let sound = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "ĐƯÔƠÂÊĂ&".contains(c))
    };
    let begins = rest.starts_with(|c: char| c.is_uppercase());
    (begins && rest.chars().count() <= 30 && rest.split('-').all(sound)).then(|| format!("QĐ-{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(number: &str, symbol: &str) -> Result<String, WrongNumber> {
        DecisionNumber::read(number, symbol, PROVINCE_SYMBOLS[0]).map(|n| n.to_string())
    }

    #[test]
    fn number_and_symbol_stand_apart() {
        for (number, symbol, want) in [
            ("123", "QĐ-UBND", "123/QĐ-UBND"),
            ("79/QĐ-UBND", "", "79/QĐ-UBND"),
            (" 79 / qđ – ubnd ", "", "79/QĐ-UBND"),
            ("79/QD-UBND", "", "79/QĐ-UBND"),
            ("7", "", "07/QĐ-UBND"),
            ("007", "", "07/QĐ-UBND"),
            ("12a", "", "12a/QĐ-UBND"),
            ("12 A", "", "12a/QĐ-UBND"),
            ("4567/QĐ-BNN-VPĐP", "", "4567/QĐ-BNN-VPĐP"),
            ("5", "QĐ-BNNMT", "05/QĐ-BNNMT"),
        ] {
            assert_eq!(read(number, symbol).as_deref(), Ok(want), "{number} {symbol}");
        }
        for number in ["abc", "", "0", "-5", "12ab", "100000", "1.5", "số mười hai", "a12"] {
            assert_eq!(read(number, "QĐ-UBND"), Err(WrongNumber::Number), "{number}");
        }
        for symbol in ["abc", "TB-UBND", "QĐ-", "QĐ", "QĐ-UB/ND", "QĐ--UBND", "QĐ-UBND!"] {
            assert_eq!(read("12", symbol), Err(WrongNumber::Symbol), "{symbol}");
        }
        assert_eq!(read("12/", ""), Err(WrongNumber::Symbol));
        assert_eq!("12/2026/QĐ-UBND".parse::<DecisionNumber>(), Err(WrongNumber::Symbol));
    }

    /// Điều 7, Điều 8(2), 26/2026: the Chairman of the province decides on 3 and 4 stars, the Minister on 5.
    #[test]
    fn an_authority_decides_under_its_own_symbols() {
        let own = |text: &str, level| DecisionNumber::own(text, level).map(|n| n.to_string());
        for (text, level, want) in [
            ("201", Level::Province, "201/QĐ-UBND"),
            ("201/QĐ-CTUBND", Level::Province, "201/QĐ-CTUBND"),
            ("201/qđ-ubnd-nnmt", Level::Province, "201/QĐ-UBND-NNMT"),
            ("5", Level::Ministry, "05/QĐ-BNNMT"),
            ("5/QĐ-BNNMT-VPĐP", Level::Ministry, "05/QĐ-BNNMT-VPĐP"),
        ] {
            assert_eq!(own(text, level).as_deref(), Ok(want), "{text}");
        }
        for (text, level) in [
            ("201/QĐ-BNNMT", Level::Province),
            ("202/QĐ-TTg", Level::Province),
            ("203/QĐ-SNNMT-CCPTNT", Level::Province),
            ("204/QĐ-UBNDX", Level::Province),
            ("205/QĐ-UBND-TTg", Level::Province),
            ("5/QĐ-UBND", Level::Ministry),
            ("5/QĐ-BNN-VPĐP", Level::Ministry),
            ("5/QĐ-TTg", Level::Ministry),
        ] {
            assert_eq!(own(text, level), Err(WrongNumber::OtherAuthority), "{text}");
        }
        assert_eq!(own("5/TB-UBND", Level::Province), Err(WrongNumber::Symbol));
        assert_eq!(own("x", Level::Ministry), Err(WrongNumber::Number));
    }

    #[test]
    fn the_symbols_offered_are_symbols() {
        for symbol in PROVINCE_SYMBOLS.iter().chain(MINISTRY_SYMBOLS) {
            assert_eq!(read("12", symbol), Ok(format!("12/{symbol}")));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(number in 1_u32..100_000, letter in proptest::option::of("[a-z]"), ministry in any::<bool>()) {
            let symbol = if ministry { MINISTRY_SYMBOLS[0] } else { PROVINCE_SYMBOLS[0] };
            let typed = format!("{number}{}", letter.unwrap_or_default());
            let read = DecisionNumber::read(&typed, symbol, "").unwrap();
            prop_assert_eq!(read.to_string().parse::<DecisionNumber>(), Ok(read));
        }
    }
}
