use crate::council::matter::sitting;
use crate::{Cx, Error, Invalid, write_tx};
use jiff::civil::Time;
use ocop_domain::account::Act;
use ocop_store::council::{CouncilRow, RoundRow, SessionRow, papers, rounds};
use serde::Deserialize;
use serde_json::json;

/// When, where and with whom the council meets, and what it goes through; fields `meets_on` (dd/mm/yyyy), `starts_at`
/// (HH:MM), `place`, `agenda`, `guests` (one a line).
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SetSession {
    #[serde(skip)]
    pub round: String,
    pub version: i64,
    pub meets_on: String,
    pub starts_at: String,
    pub place: String,
    pub agenda: String,
    pub guests: String,
}

pub struct SessionView {
    pub council: CouncilRow,
    pub round: RoundRow,
    pub session: SessionRow,
    pub may_set: bool,
}

/// The session's particulars, for those who keep the papers.
pub async fn show_session(cx: &Cx, round: &str) -> Result<SessionView, Error> {
    let s = sitting(cx.db(), cx, round).await?;
    cx.allow(Act::PapersKeep, &s.facts())?;
    Ok(SessionView {
        session: papers::session(cx.db(), round).await?,
        may_set: s.open().is_ok(),
        council: s.council.row,
        round: s.round,
    })
}

/// A time of day as typed: 8:00, 08:00 or 8h30.
fn hour(typed: &str) -> Option<Time> {
    let (hour, minute) = typed.trim().split_once([':', 'h', 'g'])?;
    let minute = if minute.is_empty() { "0" } else { minute };
    Time::new(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0, 0).ok()
}

pub async fn set_session(cx: &Cx, cmd: SetSession) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let s = sitting(&tx, cx, &cmd.round).await?;
        cx.allow(Act::PapersKeep, &s.facts())?;
        s.open()?;
        let mut invalid = Invalid::default();
        let day = invalid.optional_day("meets_on", &cmd.meets_on).map(|d| d.to_string());
        let starts_at = match cmd.starts_at.trim() {
            "" => None,
            typed => {
                let read = hour(typed).map(|t| format!("{:02}:{:02}", t.hour(), t.minute()));
                if read.is_none() {
                    invalid.add("starts_at", "not_a_time");
                }
                read
            }
        };
        let place = invalid.optional("place", &cmd.place, 200);
        let agenda = invalid.optional("agenda", &cmd.agenda, 3_000).unwrap_or_default();
        let guests = invalid.optional("guests", &cmd.guests, 3_000).unwrap_or_default();
        invalid.ok()?;
        let row = SessionRow { starts_at, agenda, guests };
        papers::set_meeting(&tx, &cmd.round, cmd.version, day.as_deref(), place.as_deref()).await?;
        papers::put_session(&tx, &cmd.round, &row).await?;
        // Who is invited is named on the letters and nowhere else.
        let diff = json!({"meets_on": [s.round.meets_on, day], "starts_at": row.starts_at,
                          "place": place, "agenda": row.agenda.lines().count(),
                          "guests": row.guests.lines().count()});
        cx.journal(&tx, &format!("round:{}", cmd.round), "round.session", &cmd.round, diff).await
    })
}

#[cfg(test)]
mod tests {
    use super::hour;
    use jiff::civil::time;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (typed, read) in [
            ("08:00", Some(time(8, 0, 0, 0))),
            ("8h30", Some(time(8, 30, 0, 0))),
            ("14h", Some(time(14, 0, 0, 0))),
            ("25:00", None),
            ("sáng", None),
        ] {
            assert_eq!(hour(typed), read, "{typed}");
        }
    }
}
