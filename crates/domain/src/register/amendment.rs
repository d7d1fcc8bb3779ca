use crate::codes;
codes! {
    /// What a case of correction is about.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum AmendmentKind ("kind of correction") {
        /// Legal facts of a producer: name, legal form, numbers, representative, seat.
        Facts = "facts",
        /// A product goes over to another producer and keeps its stars.
        Transfer = "transfer",
    }
}

codes! {
    /// Where a case stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum AmendmentState ("state of a correction") {
        /// A transfer waits for the producer who is to receive the product.
        AwaitingReceiver = "awaiting_receiver",
        /// The office decides.
        AwaitingOffice = "awaiting_office",
        Applied = "applied",
        Refused = "refused",
        /// Taken back by who asked, or declined by the receiver.
        Dropped = "dropped",
    }
}

/// What a person does in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Receive,
    Accept,
    Refuse,
    Drop,
}

impl AmendmentState {
    /// Where a new case begins: no person is given a product he has not said yes to.
    pub fn first(kind: AmendmentKind) -> AmendmentState {
        match kind {
            AmendmentKind::Transfer => AmendmentState::AwaitingReceiver,
            AmendmentKind::Facts => AmendmentState::AwaitingOffice,
        }
    }

    pub fn open(self) -> bool {
        matches!(self, AmendmentState::AwaitingReceiver | AmendmentState::AwaitingOffice)
    }

    /// The state after a step; none where the step is not open.
    pub fn after(self, step: Step) -> Option<AmendmentState> {
        match (self, step) {
            (AmendmentState::AwaitingReceiver, Step::Receive) => Some(AmendmentState::AwaitingOffice),
            (AmendmentState::AwaitingOffice, Step::Accept) => Some(AmendmentState::Applied),
            (s, Step::Refuse) if s.open() => Some(AmendmentState::Refused),
            (s, Step::Drop) if s.open() => Some(AmendmentState::Dropped),
            _ => None,
        }
    }
}

/// Điều 6, 26/2026 ties a star to who is named on the decision: facts by which the office knows a producer are changed
/// by the office, on his proposal; all others he changes himself.
pub fn needs_office(field: &str) -> bool {
    matches!(
        field,
        "legal_form"
            | "name"
            | "tax_number"
            | "registration_number"
            | "representative"
            | "address"
            | "commune_id"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use AmendmentState::*;

    #[test]
    fn a_case_moves_as_it_should() {
        for (state, step, want) in [
            (AmendmentState::first(AmendmentKind::Transfer), Step::Accept, None),
            (AwaitingReceiver, Step::Receive, Some(AwaitingOffice)),
            (AmendmentState::first(AmendmentKind::Facts), Step::Accept, Some(Applied)),
            (AwaitingOffice, Step::Receive, None),
            (AwaitingOffice, Step::Refuse, Some(Refused)),
            (AwaitingReceiver, Step::Drop, Some(Dropped)),
            (Applied, Step::Refuse, None),
            (Refused, Step::Accept, None),
            (Dropped, Step::Drop, None),
        ] {
            assert_eq!(state.after(step), want, "{state:?} {step:?}");
        }
        for state in AmendmentState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
    }
}
