//! What lists of products mean by what they write: when two names are one, what stands in for a name, and when two
//! rows speak of two recognitions of one product.

mod decision_numbers;
mod decision_role;
mod lines;
mod maker;
mod maker_name;
mod mark;
mod recognised;
mod stand_in;
mod standing;
mod withdrawn;

pub use decision_numbers::{decision_numbers, decision_numbers_at};
pub use decision_role::{Role, Symbol, is_of_committee, is_of_prime_minister, role, symbol};
pub use lines::{counted, makers, may_be_several, without_mark};
pub use maker::{address_alone, begins_with_address, maker_alone};
pub use maker_name::{maker_letters, same_but_for_its_form};
pub use mark::Mark;
pub use recognised::{Recognised, contradict, further, year_of};
pub use stand_in::{StandIn, is_name, stand_in};
pub use standing::doubts_standing;
pub use withdrawn::{Fallen, Told, fallen, says_withdrawn};

use crate::area::name_key;

/// What tells two names apart: their letters with every mark (`Kẹo dừa` is not `Kẹo dứa`, `Hùng` is not `Hưng`). Case,
/// spaces, the place of a tone mark inside its syllable (`hòa`, `hoà`), and which dash or quotation mark is written are no
/// difference.
pub fn letters(name: &str) -> String {
    let mark = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{201c}'..='\u{201f}' | '«' | '»' => '"',
        '\u{2018}'..='\u{201b}' => '\'',
        other => other,
    };
    let key: String = name_key(name).chars().map(mark).collect();
    match key.contains('-') {
        true => key.split('-').map(str::trim).collect::<Vec<_>>().join("-"),
        false => key,
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn marks_tell_names_apart_and_case_does_not() {
        for (a, b) in [("Kẹo dừa", "Kẹo dứa"), ("Hùng", "Hưng"), ("Đường", "Dường"), ("HTX Ba", "HTX Bà")]
        {
            assert_ne!(letters(a), letters(b), "{a} {b}");
        }
        assert_eq!(letters("HTX  Hòa Bình "), letters("htx hoà bình"));
        assert_eq!(letters("Gốm – tranh “Sen”"), letters("gốm - tranh \"sen\""));
        assert_eq!(letters("Gốm-tranh"), letters("Gốm — tranh"));
        assert_eq!(letters("Ma\u{302}\u{301}m"), letters("mấm"));
    }
}
