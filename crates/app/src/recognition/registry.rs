//! The number an agency gives to a decision, of recognition or of withdrawal: well formed, and given once a year.

use crate::{Error, Invalid};
use jiff::civil::Date;
use ocop_domain::recognition::{DecisionNumber, Level, NATIONAL_SERIES, WrongNumber};
use ocop_store::Db;
use ocop_store::recognition::{self as store, Given, GivenNumber};

/// What a number is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbered {
    Decision,
    Withdrawal,
}

impl Numbered {
    fn as_str(self) -> &'static str {
        match self {
            Numbered::Decision => "decision",
            Numbered::Withdrawal => "withdrawal",
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

/// Enters a number in the year's registry of its agency; no when another paper has it. One decision may withdraw several
/// certificates (Điều 8): it enters its number with each, on the one day.
pub(super) async fn enter(
    tx: &Db,
    province: Option<&str>,
    number: &DecisionNumber,
    day: Date,
    to: Numbered,
    id: &str,
) -> Result<bool, Error> {
    let (year, on, serial) = (i64::from(day.year()), day.to_string(), number.serial());
    let same = |g: &Given| {
        g.thing_id == id
            || (to == Numbered::Withdrawal && g.thing == Numbered::Withdrawal.as_str() && g.decided_on == on)
    };
    for earlier in store::given_earlier(tx, province.unwrap_or_default(), year).await? {
        if earlier.number.parse::<DecisionNumber>().as_ref() == Ok(number) && !same(&earlier) {
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
        decided_on: &on,
    };
    if store::enter(tx, &entry).await? {
        return Ok(true);
    }
    Ok(store::given(tx, &entry).await?.is_none_or(|g| same(&g)))
}
