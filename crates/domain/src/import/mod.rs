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
pub use maker::maker_alone;
pub use maker_name::{maker_letters, same_but_for_its_form};
pub use mark::Mark;
pub use recognised::{Recognised, contradict, further, year_of};
pub use stand_in::{StandIn, is_name, stand_in};
pub use standing::doubts_standing;
pub use withdrawn::{Fallen, Told, fallen, says_withdrawn};

use crate::area::name_key;

/// What tells two names apart: their letters with every mark (`Kẹo dừa` is not `Kẹo dứa`, `Hùng` is not `Hưng`). Case,
/// spaces and the place of a tone mark inside its syllable (`hòa`, `hoà`) are no difference.
pub fn letters(name: &str) -> String {
    name_key(name)
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
        assert_eq!(letters("Ma\u{302}\u{301}m"), letters("mấm"));
    }
}
