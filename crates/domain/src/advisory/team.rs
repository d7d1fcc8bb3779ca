use crate::codes;
codes! {
    /// What a person does in an advisory team.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Duty ("duty in a team") {
        /// Tổ trưởng.
        Lead = "lead",
        /// Thư ký.
        Secretary = "secretary",
        /// Thành viên.
        Member = "member",
    }
}

/// A review is handed in by one who wrote in it, or by the team's lead.
pub fn may_hand_in(duty: Duty, wrote: bool) -> bool {
    wrote || duty == Duty::Lead
}
