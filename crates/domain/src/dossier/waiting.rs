//! How long each side of a dossier waited for the other: working days spent at the commune, and days the commune waited
//! for the producer to mend (Điều 7(2), 26/2026). Counted from the dossier's own moves, from one calendar.

use crate::calendar::Calendar;
use crate::codes;
use jiff::civil::Date;

codes! {
    /// Whose turn it is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Side ("side of a case") {
        Ward = "ward",
        Producer = "producer",
    }
}

/// What hands the dossier from one side to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The commune has it: first or mended.
    Received(Date),
    /// Back to the producer, with reasons or a request for additions.
    Returned(Date),
    /// The commune is done with it.
    Proposed(Date),
}

impl Move {
    fn day(self) -> Date {
        match self {
            Move::Received(day) | Move::Returned(day) | Move::Proposed(day) => day,
        }
    }
}

/// One stretch on one side; `until` none: it still runs, counted to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    pub side: Side,
    pub from: Date,
    pub until: Option<Date>,
    /// Working days after `from` up to and with the last day.
    pub days: i64,
}

/// Every stretch in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    pub waits: Vec<Wait>,
}

impl Waiting {
    /// Working days spent on one side in all.
    pub fn days(&self, side: Side) -> i64 {
        self.waits.iter().filter(|w| w.side == side).map(|w| w.days).sum()
    }
}

/// Điều 7(2), 26/2026 gives the commune 15 working days from receipt and says nothing of what a request for additions
/// does to them. Read so: the days the producer takes are his own, and each receipt starts 15 days anew. Both sides
/// are counted as terms are: the day something comes in is not counted, the day it goes out is.
pub fn waiting(calendar: &Calendar, moves: &[Move], today: Date) -> Waiting {
    let mut waits: Vec<Wait> = Vec::new();
    let mut running: Option<(Side, Date)> = None;
    for step in moves {
        // What came in after closing time counts from the next working day, even if it was answered before that.
        let day = running.map_or(step.day(), |(_, from)| step.day().max(from));
        if let Some((side, from)) = running {
            let days = calendar.working_days(from, day);
            waits.push(Wait { side, from, until: Some(day), days });
        }
        running = match step {
            Move::Received(_) => Some((Side::Ward, day)),
            Move::Returned(_) => Some((Side::Producer, day)),
            Move::Proposed(_) => None,
        };
    }
    if let Some((side, from)) = running {
        waits.push(Wait { side, from, until: None, days: calendar.working_days(from, today) });
    }
    Waiting { waits }
}
