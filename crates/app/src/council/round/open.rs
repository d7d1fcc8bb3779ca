use crate::council::access;
use crate::decision_number::{self, Numbered, planned_by};
use crate::{Cx, Error, Invalid, write_once};
use ocop_domain::account::Act;
use ocop_domain::calendar::{national_rounds, provincial_rounds};
use ocop_domain::council::Level;
use ocop_store::council::{RoundRow, councils, rounds};
use serde::Deserialize;
use serde_json::json;

/// Điều 5, 26/2026: rounds 1 and 2 of a year have their legal dates; a further one needs the decision that plans it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct OpenRound {
    #[serde(skip)]
    pub council: String,
    pub year: String,
    pub ordinal: String,
    pub extra_decision: String,
    /// Only for an extra round.
    pub proposed_before: String,
    pub held_before: String,
    pub meets_on: String,
    pub place: String,
}

pub async fn open_round(cx: &Cx, cmd: OpenRound) -> Result<String, Error> {
    cx.signed_in()?;
    let id = cx.id();
    write_once!(cx, id, |tx| {
        councils::hold(&tx, &cmd.council).await?;
        let council = access::council(&tx, cx, &cmd.council).await?;
        cx.allow(Act::RoundOpen, &council.facts())?;
        let mut invalid = Invalid::default();
        let this_year = i64::from(cx.today().year());
        let year = invalid.whole("year", &cmd.year, this_year - 1, this_year + 1);
        let ordinal = invalid.whole("ordinal", &cmd.ordinal, 1, 20);
        let meets_on =
            if cmd.meets_on.trim().is_empty() { None } else { invalid.day("meets_on", &cmd.meets_on) };
        let place = invalid.optional("place", &cmd.place, 200);
        let short_year = i16::try_from(year).unwrap_or(i16::MAX);
        let legal = match council.level {
            Level::Province => provincial_rounds(short_year),
            Level::National => national_rounds(short_year),
        };
        let legal = legal.into_iter().find(|r| i64::from(r.ordinal) == ordinal);
        let (dates, extra) = match legal {
            Some(r) => (Some((r.proposed_before, r.held_before)), None),
            None => {
                let province = council.row.province_code.as_deref();
                let decision =
                    decision_number::read(&mut invalid, "extra_decision", &cmd.extra_decision, province);
                let before = invalid.day("proposed_before", &cmd.proposed_before);
                let held = invalid.day("held_before", &cmd.held_before);
                (before.zip(held), decision)
            }
        };
        if dates.is_some_and(|(before, held)| held <= before) {
            invalid.add("held_before", "council_held_before");
        }
        let Some((proposed_before, held_before)) = dates else { return Err(Error::Invalid(invalid)) };
        invalid.ok()?;

        let row = RoundRow {
            id: id.clone(),
            council_id: cmd.council.clone(),
            name: format!("Đợt {ordinal} năm {year}"),
            year,
            ordinal,
            proposed_before: proposed_before.to_string(),
            held_before: held_before.to_string(),
            extra_decision: extra.as_ref().map(ToString::to_string),
            rules: council.row.rules.clone(),
            meets_on: meets_on.map(|d| d.to_string()),
            place,
            state: "open".into(),
            minutes_number: None,
            version: 1,
        };
        if rounds::taken(&tx, &row.council_id, year, ordinal).await? {
            return Err(Error::field("ordinal", "council_round_taken"));
        }
        if let Some(number) = &extra {
            let (province, day) = (council.row.province_code.as_deref(), planned_by(cx.today(), year));
            if !decision_number::enter(&tx, province, number, day, Numbered::Round, &row.council_id).await? {
                return Err(Error::field("extra_decision", "number_taken"));
            }
        }
        rounds::insert(&tx, &row, cx.now_ms()).await?;
        let diff = json!({"council": row.council_id, "year": year, "ordinal": ordinal,
                          "proposed_before": row.proposed_before, "held_before": row.held_before,
                          "extra_decision": row.extra_decision});
        cx.journal(&tx, &format!("round:{}", row.id), Act::RoundOpen.as_str(), &row.id, diff).await?;
        Ok(row.id)
    })
}
