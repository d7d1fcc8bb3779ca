//! Điều 10(1)b, 26/2026: where the ministry finds that an evaluation was not done by the rules, it asks the province to
//! do it again, and to withdraw a recognition that should not have been given.

use crate::codes;

codes! {
    /// What is asked for one dossier.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Asked ("thing to ask for") {
        /// The evaluation is to be done again.
        Redo = "redo",
        /// The recognition is to be withdrawn.
        Withdraw = "withdraw",
        Both = "both",
    }
}

impl Asked {
    /// Has the province done what was asked? What it did not do it has to give a reason for.
    pub fn met(self, redone: bool, withdrawn: bool) -> bool {
        match self {
            Asked::Redo => redone,
            Asked::Withdraw => withdrawn,
            Asked::Both => redone && withdrawn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_asks_for_both() {
        assert!(Asked::Redo.met(true, false) && !Asked::Redo.met(false, true));
        assert!(Asked::Withdraw.met(false, true) && !Asked::Withdraw.met(true, false));
        assert!(Asked::Both.met(true, true) && !Asked::Both.met(true, false));
    }
}
