use super::Rules;

/// Who takes part, out of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendance {
    pub members: u32,
    pub present: u32,
    pub chair_present: bool,
}

/// Whether a council may decide (`regulation.md` §2.4; the council's own regulation sets the share). Compared as
/// whole numbers: 3 of 4 is a quorum of three quarters, 8 of 11 is not.
pub fn quorum(rules: &Rules, attendance: Attendance) -> bool {
    let (part, whole) = rules.quorum;
    let enough =
        u64::from(attendance.present) * u64::from(whole) >= u64::from(attendance.members) * u64::from(part);
    attendance.present > 0 && enough && (attendance.chair_present || !rules.chair_required)
}
