//! How much work a round will be: an estimate, said to be one, from what is in the round, what waits, and what still lies
//! with the communes.

/// Concluded checks from which the communes' past says how many dossiers come through; below it all are expected.
pub const HISTORY_FROM: u32 = 10;

/// What is known before a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Taken into the round.
    pub admitted: u32,
    /// Proposed in time and not yet taken in.
    pub waiting: u32,
    /// With the communes, whose term ends before the round's cut-off (Điều 7(2) and 5, 26/2026).
    pub at_ward: u32,
    /// Checks the communes concluded in the past year: how many ended in a proposal, of how many.
    pub proposed: u32,
    pub concluded: u32,
    pub members: u32,
    /// Sheets not to be written because a member stepped aside.
    pub recused: u32,
}

/// What the secretary assumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// Minutes a member needs for one dossier.
    pub minutes: u32,
    /// Hours a day in session.
    pub hours: u32,
}

impl Default for Assumed {
    fn default() -> Assumed {
        Assumed { minutes: 30, hours: 6 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Of those with the communes, how many are expected to come through.
    pub from_wards: u32,
    /// Admitted, waiting and expected together: every member scores each of them.
    pub dossiers: u32,
    pub sheets: u32,
    /// Minutes of one member's work.
    pub minutes: u32,
    /// Days in session, rounded up.
    pub days: u32,
}

/// Every member scores every dossier, side by side, so the council needs as long as one member does.
pub fn load(known: Known, assumed: Assumed) -> Load {
    let from_wards = if known.concluded < HISTORY_FROM {
        known.at_ward
    } else {
        let share = u64::from(known.at_ward) * u64::from(known.proposed.min(known.concluded));
        u32::try_from(share.div_ceil(u64::from(known.concluded))).unwrap_or(u32::MAX)
    };
    let dossiers = known.admitted.saturating_add(known.waiting).saturating_add(from_wards);
    let minutes = dossiers.saturating_mul(assumed.minutes);
    Load {
        from_wards,
        dossiers,
        sheets: dossiers.saturating_mul(known.members).saturating_sub(known.recused),
        minutes,
        days: minutes.div_ceil(assumed.hours.max(1).saturating_mul(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_load_of_a_round_from_what_is_known_and_assumed() {
        let known = Known { admitted: 20, members: 9, ..Known::default() };
        let usual = Assumed::default();
        for (known, assumed, from_wards, dossiers, minutes, days) in [
            (Known::default(), usual, 0, 0, 0, 0),
            (known, usual, 0, 20, 600, 2),
            (Known { waiting: 4, ..known }, usual, 0, 24, 720, 2),
            // Too little is known of the communes: all are expected.
            (Known { at_ward: 8, proposed: 1, concluded: 9, ..known }, usual, 8, 28, 840, 3),
            // Two of three came through: six of eight, rounded up.
            (Known { at_ward: 8, proposed: 20, concluded: 30, ..known }, usual, 6, 26, 780, 3),
            (Known { at_ward: 8, proposed: 0, concluded: 30, ..known }, usual, 0, 20, 600, 2),
            (known, Assumed { minutes: 45, hours: 8 }, 0, 20, 900, 2),
            (known, Assumed { minutes: 30, hours: 0 }, 0, 20, 600, 10),
        ] {
            let found = load(known, assumed);
            let of = (found.from_wards, found.dossiers, found.minutes, found.days);
            assert_eq!(of, (from_wards, dossiers, minutes, days), "{known:?} {assumed:?}");
        }
        assert_eq!(load(Known { recused: 3, ..known }, usual).sheets, 177);
    }
}
