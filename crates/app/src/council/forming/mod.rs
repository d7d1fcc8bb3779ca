//! Forming a council, its rules, and those who stand in for its members.

pub(in crate::council) mod change_rules;
pub(in crate::council) mod delegate;
pub(in crate::council) mod form_council;
pub(in crate::council) mod rules_input;
