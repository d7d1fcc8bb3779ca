//! When the office that receives dossiers closes. What comes in later counts as received on the next working day; a
//! province or a commune may have its own hour, or count the day of arrival at any hour.
//!
//! Quyết định 26/2026 counts the commune's term "from the day of receipt" and says nothing of hours. That an arrival
//! after hours counts from the next working day is the practice of the one-stop offices (Nghị định 61/2018/NĐ-CP and
//! what followed it); the wording has not been checked against the text, so it is a setting and not a rule.

use crate::prelude::*;
use jiff::civil::Time;
use ocop_store::Error as StoreError;
use ocop_store::setting as store;

const KEY: &str = "office_hours:";
const ANY_HOUR: &str = "any";

/// Unless a person set it otherwise, offices close at 17:00.
pub const CLOSES: Time = Time::constant(17, 0, 0, 0);

/// One setting: for everywhere (`place` empty), a province (two digits) or a commune (five digits).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeHours {
    pub place: String,
    /// None: the day of arrival counts at any hour.
    pub closes: Option<Time>,
}

fn read(value: &str) -> Option<Time> {
    match value {
        ANY_HOUR => None,
        text => Some(hour(text).unwrap_or(CLOSES)),
    }
}

/// "17:00", "17h30", "17".
fn hour(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase().replace('h', ":");
    let (hour, minute) =
        text.trim_end_matches(':').split_once(':').unwrap_or((text.trim_end_matches(':'), "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// The closing time for a commune: its own, else its province's, else the country's.
pub async fn closes(db: &Db, province: &str, commune: &str) -> Result<Option<Time>, Error> {
    for place in [commune, province, ""] {
        if let Some(value) = store::get(db, &format!("{KEY}{place}")).await? {
            return Ok(read(&value));
        }
    }
    Ok(Some(CLOSES))
}

/// Every setting, the country's first (also where it was not set).
pub async fn all(cx: &Cx) -> Result<Vec<OfficeHours>, Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    let mut out = vec![];
    for pair in store::beginning_with(cx.db(), KEY).await? {
        let place = pair.key.trim_start_matches(KEY).to_owned();
        out.push(OfficeHours { place, closes: read(&pair.value) });
    }
    if out.first().is_none_or(|o| !o.place.is_empty()) {
        out.insert(0, OfficeHours { place: String::new(), closes: Some(CLOSES) });
    }
    Ok(out)
}

/// A closing time as typed; fields `place` (empty, a province's or a commune's code), `counts` (`closing`, `any`),
/// `closes` ("17:00").
#[derive(Debug, Clone, Default)]
pub struct Put {
    pub place: String,
    pub counts: String,
    pub closes: String,
}

pub async fn put(cx: &Cx, cmd: Put) -> Result<(), Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    let mut invalid = Invalid::default();
    let place = cmd.place.trim().to_owned();
    if !place.is_empty() && !known(cx, &place).await? {
        invalid.add("place", "unknown_place_code");
    }
    let value = match (cmd.counts.as_str(), hour(&cmd.closes)) {
        ("any", _) => ANY_HOUR.to_owned(),
        ("closing", Some(t)) => format!("{:02}:{:02}", t.hour(), t.minute()),
        ("closing", None) => {
            invalid.add("closes", "not_a_time");
            String::new()
        }
        _ => {
            invalid.add("counts", "choose_one");
            String::new()
        }
    };
    invalid.ok()?;
    write_tx!(cx, |tx| {
        let key = format!("{KEY}{place}");
        let before = store::get(&tx, &key).await?;
        store::set(&tx, &key, &value).await?;
        let diff = json!({"office_hours": [before, value], "place": place});
        cx.journal(&tx, "calendar", Act::CalendarEdit.as_str(), &key, diff).await
    })
}

/// Takes a place's own hours away; the wider setting holds again.
pub async fn remove(cx: &Cx, place: &str) -> Result<(), Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    write_tx!(cx, |tx| {
        let key = format!("{KEY}{place}");
        match store::remove(&tx, &key).await {
            Err(StoreError::Stale) => return Err(Error::NotFound),
            other => other?,
        }
        let diff = json!({"office_hours": null, "place": place});
        cx.journal(&tx, "calendar", Act::CalendarEdit.as_str(), &key, diff).await
    })
}

/// A province's or a commune's code on the present map.
async fn known(cx: &Cx, code: &str) -> Result<bool, Error> {
    let level = match (code.len(), code.bytes().all(|b| b.is_ascii_digit())) {
        (2, true) => "province",
        (5, true) => "commune",
        _ => return Ok(false),
    };
    let rows = ocop_store::area::by_code(cx.db(), code).await?;
    Ok(rows.iter().any(|a| a.level == level && a.valid_to.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let at = |h, m| Some(Time::constant(h, m, 0, 0));
        for (text, want) in
            [("17:00", at(17, 0)), ("16h30", at(16, 30)), (" 17h ", at(17, 0)), ("17", at(17, 0))]
        {
            assert_eq!(hour(text), want, "{text}");
        }
        for bad in ["", "25:00", "17:60", "năm giờ", "17:00:00:0"] {
            assert_eq!(hour(bad), None, "{bad}");
        }
    }
}
