//! What is open across capabilities, for those who have to act or to watch over it.

use crate::facts;
use crate::prelude::*;
use crate::settings::term_end::reckoning;
use ocop_domain::calendar::Due;
use ocop_domain::term::{Kind, Owing, Standing};
use ocop_store::desk as store;
use ocop_store::scope::Visible;

/// Which open terms to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListOpenTerms {
    /// Only those in which this side has to act.
    pub owing: Option<Owing>,
    /// From 1.
    pub page: i64,
    pub size: i64,
}

/// A term that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTerm {
    pub kind: Kind,
    /// The id of the dossier, the objection or the demand it belongs to.
    pub thing: String,
    /// The product, or the number of the demand.
    pub about: String,
    pub area: String,
    pub province: String,
    pub due: Due,
    pub standing: Standing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTerms {
    pub lines: Vec<OpenTerm>,
    pub total: i64,
    /// How many of each kind the actor may see, without those of which there is none.
    pub of_kind: Vec<(Kind, i64)>,
}

const MOST: i64 = 200;

/// The open terms the actor may see, the soonest due first. One query a kind, however many there are.
pub async fn open_terms(cx: &Cx, cmd: ListOpenTerms) -> Result<OpenTerms, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let (size, page) = (cmd.size.clamp(1, MOST), cmd.page.max(1));
    let skipped = (page - 1).saturating_mul(size);
    let (reckoning, today) = (reckoning(cx.db()).await?, cx.today());
    let mut found: Vec<(Date, OpenTerm)> = Vec::new();
    let mut of_kind = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|k| cmd.owing.is_none_or(|owing| owing == k.owing())) {
        let (who, Some(source)) = (reach(cx, kind)?, store::source(kind)) else { continue };
        if who == Visible::default() {
            continue;
        }
        // Those of a kind fall due in the order of their days, so that its first rows are enough for the page.
        let (rows, total) = store::open_terms(cx.db(), source, &who, skipped.saturating_add(size)).await?;
        if total > 0 {
            of_kind.push((kind, total));
        }
        found.extend(rows.into_iter().map(|row| {
            let term = kind.term(row.day, &reckoning);
            let line = OpenTerm {
                kind,
                thing: row.thing,
                about: row.about,
                area: row.area,
                province: row.province,
                due: term.due,
                standing: kind.standing(term, &reckoning, today),
            };
            (row.day, line)
        }));
    }
    found.sort_by(|(day, a), (other, b)| {
        (a.due.shown, a.kind, day, &a.thing).cmp(&(b.due.shown, b.kind, other, &b.thing))
    });
    let lines = found.into_iter().map(|(_, line)| line);
    Ok(OpenTerms {
        lines: lines
            .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
            .take(usize::try_from(size).unwrap_or_default())
            .collect(),
        total: of_kind.iter().map(|(_, n)| n).sum(),
        of_kind,
    })
}

/// The rows whose own pages the actor may open.
fn reach(cx: &Cx, kind: Kind) -> Result<Visible, Error> {
    let seen = |act, about: &Facts| match cx.reach(act, about) {
        Err(Error::Forbidden) => Ok(Visible::default()),
        other => other,
    };
    match kind {
        Kind::WardCheck | Kind::Additions => seen(Act::DossierView, &facts::handed_in()),
        Kind::AdvisoryRequest => {
            Ok(seen(Act::AdvisoryView, &facts::handed_in())?
                .or(seen(Act::AdvisoryAnswer, &facts::handed_in())?))
        }
        Kind::Reranking | Kind::WrittenOpinion => seen(Act::CouncilView, &Facts::default()),
        Kind::Objection => seen(Act::ObjectionView, &Facts::default()),
        Kind::Demand => seen(Act::NationalView, &Facts::default()),
    }
}
