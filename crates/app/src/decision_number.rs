//! The number an agency gives to a decision: of recognition, of withdrawal, of a council, its regulation, its advisory
//! team or an extra round. Well formed, and given once a year over all of them (Nghị định 30/2020, Điều 15).

use crate::clock::day_of;
use crate::prelude::*;
use jiff::Timestamp;
use ocop_domain::recognition::{DecisionNumber, Level, NATIONAL_SERIES, WrongNumber};
use ocop_store::recognition::{self as store, Given, GivenNumber};

/// What a number is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbered {
    Decision,
    Withdrawal,
    /// A council is formed, with its first regulation.
    Council,
    /// Its regulation is changed.
    Rules,
    /// Its advisory team is set up.
    Team,
    /// A round beside those of Điều 5 is planned.
    Round,
}

impl Numbered {
    fn as_str(self) -> &'static str {
        match self {
            Numbered::Decision => "decision",
            Numbered::Withdrawal => "withdrawal",
            Numbered::Council => "council",
            Numbered::Rules => "council_rules",
            Numbered::Team => "advisory_team",
            Numbered::Round => "round",
        }
    }

    /// May what is entered now, of this thing and day, rest on the decision that has the number already?
    fn shares(self, id: &str, on: Date, given: &Given) -> bool {
        let is = |kinds: &[Numbered]| kinds.iter().any(|k| k.as_str() == given.thing);
        let of_this = given.thing_id == id;
        match self {
            Numbered::Decision => of_this && is(&[Numbered::Decision]),
            // One decision may withdraw several certificates on its one day (Điều 8).
            Numbered::Withdrawal => is(&[Numbered::Withdrawal]) && (of_this || given.decided_on == on),
            // The decision that forms a council may set up its team (Điều 7(3)b); one may change regulation and team.
            Numbered::Rules => of_this && is(&[Numbered::Team]) && given.decided_on == on,
            Numbered::Team => {
                // A team set up is its own decision still when the day is corrected.
                let same_day = is(&[Numbered::Council, Numbered::Rules]) && given.decided_on == on;
                of_this && (is(&[Numbered::Team]) || same_day)
            }
            Numbered::Council => false,
            // One decision may plan several extra rounds of a council (Điều 5).
            Numbered::Round => of_this && is(&[Numbered::Round]),
        }
    }
}

fn level(province: Option<&str>) -> Level {
    if province.is_some() { Level::Province } else { Level::Ministry }
}

/// The symbols an agency may put behind its numbers, the usual one first; no province is the ministry.
pub fn decision_symbols(province: Option<&str>) -> &'static [&'static str] {
    level(province).symbols()
}

/// The number as typed, with its symbol or without one; refused under the symbol of another authority.
pub(crate) fn read(
    invalid: &mut Invalid,
    field: &str,
    typed: &str,
    province: Option<&str>,
) -> Option<DecisionNumber> {
    let typed = invalid.text(field, typed, 60);
    if typed.is_empty() {
        return None;
    }
    match DecisionNumber::own(&typed, level(province)) {
        Ok(number) => return Some(number),
        Err(WrongNumber::Number) => invalid.add(field, "decision_number"),
        Err(WrongNumber::Symbol) => invalid.add(field, "decision_symbol"),
        Err(WrongNumber::OtherAuthority) => {
            let own = decision_symbols(province).join(", ");
            invalid.add_with(field, "decision_symbol_other", vec![("own", own)]);
        }
    }
    None
}

/// Enters a number in the year's registry of its agency; no when it was given already, to something that cannot rest on
/// the same decision. `id` is that of the decision or recognition, else of the council.
pub(crate) async fn enter(
    tx: &Db,
    province: Option<&str>,
    number: &DecisionNumber,
    day: Date,
    to: Numbered,
    id: &str,
) -> Result<bool, Error> {
    let (year, serial) = (i64::from(day.year()), number.serial());
    for earlier in earlier(tx, province.unwrap_or_default(), year).await? {
        if earlier.number.parse::<DecisionNumber>().as_ref() == Ok(number) && !to.shares(id, day, &earlier) {
            return Ok(false);
        }
    }
    let entry = GivenNumber {
        agency: province.unwrap_or(NATIONAL_SERIES),
        year,
        symbol: number.symbol(),
        serial: &serial,
        thing: to.as_str(),
        thing_id: id,
        decided_on: day,
    };
    if store::enter(tx, &entry).await? {
        return Ok(true);
    }
    let Some(given) = store::given(tx, &entry).await? else { return Ok(true) };
    let shares = to.shares(id, day, &given);
    if shares && given.thing == to.as_str() && given.decided_on != day {
        store::correct_day(tx, &entry).await?;
    }
    Ok(shares)
}

/// Numbers as they stand in the rows of what they were given to.
async fn earlier(tx: &Db, province: &str, year: i64) -> Result<Vec<Given>, Error> {
    let mut all = store::given_earlier(tx, province, year).await?;
    for round in store::planned_rounds(tx, province, year).await? {
        let opened = Timestamp::from_millisecond(round.created_at).map_err(Error::internal)?;
        let day = planned_by(day_of(opened), round.year);
        if i64::from(day.year()) == year {
            let (thing, thing_id) = (Numbered::Round.as_str().to_owned(), round.council_id);
            all.push(Given { thing, thing_id, number: round.number, decided_on: day });
        }
    }
    Ok(all)
}

/// The last day on which the decision that plans a round can have been signed: its own day is not asked for.
pub(crate) fn planned_by(opened: Date, year: i64) -> Date {
    let end = i16::try_from(year).ok().and_then(|y| Date::new(y, 12, 31).ok());
    end.map_or(opened, |end| end.min(opened))
}
