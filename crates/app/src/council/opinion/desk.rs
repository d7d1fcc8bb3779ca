use crate::dossier::Dossier;
use crate::settings::term_end::reckoning;
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::{Clock, Level};
use ocop_domain::dossier::{Kind, State};
use ocop_store::council::opinions;

/// A re-ranking whose 45 days run (Điều 7(6)g, 26/2026).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reranking {
    pub id: String,
    pub product: String,
    pub producer: String,
    pub commune: String,
    pub state: State,
    pub round: Option<String>,
    pub clock: Clock,
    /// Days left; negative: late by as many.
    pub days_left: i64,
    /// Asked in writing until a day; `meeting`: the council meets.
    pub written: Option<(String, Date)>,
}

/// The re-rankings within reach, the soonest due first: a page (from 1), and how many there are.
pub async fn rerankings(cx: &Cx, page: i64, size: i64) -> Result<(Vec<Reranking>, i64), Error> {
    let reach = cx.reach(Act::CouncilView, &Facts::default())?;
    let offset = (page.max(1) - 1).saturating_mul(size);
    let (found, total) = opinions::rerankings(cx.db(), &reach, size, offset).await?;
    let reckoning = reckoning(cx.db()).await?;
    let mut lines = Vec::with_capacity(found.len());
    for row in found {
        let clock = Clock::from(row.received_on.parse().map_err(Error::internal)?, &reckoning);
        lines.push(Reranking {
            state: row.state.parse().map_err(Error::internal)?,
            days_left: clock.days_left(cx.today()),
            written: row.written.zip(row.answer_by.and_then(|d| d.parse().ok())),
            id: row.id,
            product: row.product_name,
            producer: row.producer_name,
            commune: row.commune_name,
            round: row.round_id,
            clock,
        });
    }
    Ok((lines, total))
}

/// The 45 days of a dossier its reader may see: of a re-ranking that was proposed, until it is decided on.
pub async fn clock_of_dossier(cx: &Cx, d: &Dossier) -> Result<Option<Clock>, Error> {
    let runs = matches!(d.state, State::Proposed | State::InRound | State::Scored);
    let Some(proposed) = d.proposed_on.filter(|_| d.kind == Kind::Reranking && runs) else { return Ok(None) };
    let noted = opinions::receipt(cx.db(), &d.id, Level::Province.as_str()).await?;
    let received = noted.and_then(|day| day.parse().ok()).unwrap_or(proposed);
    Ok(Some(Clock::from(received, &reckoning(cx.db()).await?)))
}
