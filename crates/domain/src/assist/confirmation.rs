use jiff::civil::Date;
use std::str::FromStr;

/// How a producer agreed, or confirmed what was filled in for him. The names stand in the database and in the seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The producer submitted it, signed in.
    OwnAccount,
    /// By the code sent to the producer's own address or read to the producer on the telephone.
    Code,
    /// By the producer's hand on a printed sheet.
    Sheet,
}

impl How {
    pub const ALL: [How; 3] = [How::OwnAccount, How::Code, How::Sheet];

    pub fn as_str(self) -> &'static str {
        match self {
            How::OwnAccount => "own_account",
            How::Code => "code",
            How::Sheet => "sheet",
        }
    }
}

impl FromStr for How {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        How::ALL.into_iter().find(|h| h.as_str() == s).ok_or_else(|| format!("“{s}” confirms nothing"))
    }
}

/// The way a code takes to the producer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Mail,
    /// Read to the producer by another officer than the one who asked for the code.
    Phone,
}

impl Channel {
    pub const ALL: [Channel; 2] = [Channel::Mail, Channel::Phone];

    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Mail => "mail",
            Channel::Phone => "phone",
        }
    }
}

impl FromStr for Channel {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Channel::ALL.into_iter().find(|c| c.as_str() == s).ok_or_else(|| format!("“{s}” leads nowhere"))
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
