use std::str::FromStr;

/// What a person does in an advisory team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Tổ trưởng.
    Lead,
    /// Thư ký.
    Secretary,
    /// Thành viên.
    Member,
}

impl Duty {
    pub const ALL: [Duty; 3] = [Duty::Lead, Duty::Secretary, Duty::Member];

    pub fn as_str(self) -> &'static str {
        match self {
            Duty::Lead => "lead",
            Duty::Secretary => "secretary",
            Duty::Member => "member",
        }
    }
}

impl FromStr for Duty {
    type Err = String;
    fn from_str(s: &str) -> Result<Duty, String> {
        Duty::ALL.into_iter().find(|d| d.as_str() == s).ok_or_else(|| format!("“{s}” is no duty in a team"))
    }
}

/// A review is handed in by one who wrote in it, or by the team's lead.
pub fn may_hand_in(duty: Duty, wrote: bool) -> bool {
    wrote || duty == Duty::Lead
}
