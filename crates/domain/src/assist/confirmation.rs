use crate::codes;
use jiff::civil::Date;

codes! {
    /// How a producer agreed, or confirmed what was filled in for him. The names stand in the database and in the seal.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum How ("way to confirm") {
        /// The producer submitted it, signed in.
        OwnAccount = "own_account",
        /// By the code sent to the producer's own address or read to the producer on the telephone.
        Code = "code",
        /// By the producer's hand on a printed sheet.
        Sheet = "sheet",
    }
}

codes! {
    /// The way a code takes to the producer.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Channel ("way of a code") {
        Mail = "mail",
        /// Read to the producer by another officer than the one who asked for the code.
        Phone = "phone",
    }
}

/// No code goes to an address or number younger than this: a person who may write the register could otherwise enter
/// his own.
pub const CONTACT_RESTS_DAYS: i32 = 7;

/// Has the contact stood unchanged long enough? `changed_on`: the day it was last written.
pub fn contact_rests(changed_on: Date, today: Date) -> bool {
    crate::calendar::add_days(changed_on, CONTACT_RESTS_DAYS) <= today
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_new_contact_gets_no_code_for_a_week() {
        assert!(!contact_rests(date(2026, 10, 1), date(2026, 10, 7)));
        assert!(contact_rests(date(2026, 10, 1), date(2026, 10, 8)));
    }
}
