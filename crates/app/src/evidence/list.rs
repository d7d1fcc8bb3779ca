use super::access::library;
use crate::evidence::Paper;
use crate::prelude::*;
use jiff::ToSpan;
use ocop_domain::codes;
use ocop_domain::dossier::{EvidenceKind, RUNS_OUT_WITHIN};
use ocop_store::evidence::{self as store, Narrow};

codes! {
    /// How a paper stands today, as a filter.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Standing ("standing") {
        Valid = "valid",
        RunsOut = "runs_out",
        Expired = "expired",
    }
}

#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub kind: Option<EvidenceKind>,
    pub standing: Option<Standing>,
}

/// One page of a library.
#[derive(Debug, Clone)]
pub struct Library {
    pub producer_name: String,
    pub papers: Vec<Paper>,
    pub total: i64,
    pub may_keep: bool,
}

/// The present papers of a producer, what ends first first.
pub async fn list(
    cx: &Cx,
    producer_id: &str,
    filter: &Filter,
    page: i64,
    size: i64,
) -> Result<Library, Error> {
    let (producer, facts, _) = library(cx, cx.db(), producer_id, Act::EvidenceView).await?;
    let size = size.clamp(1, 200);
    let narrow = narrow(filter, cx.today());
    let (rows, total) = store::list(cx.db(), producer_id, &narrow, size, (page.max(1) - 1) * size).await?;
    Ok(Library {
        producer_name: producer.name,
        papers: rows.into_iter().map(Paper::of).collect(),
        total,
        may_keep: can(&cx.actor, Act::EvidenceKeep, &facts).allowed(),
    })
}

fn narrow(filter: &Filter, today: Date) -> Narrow {
    let kind = filter.kind;
    let soon = today.saturating_add((RUNS_OUT_WITHIN + 1).days());
    let (today, soon) = (Some(today), Some(soon));
    match filter.standing {
        None => Narrow { kind, ..Narrow::default() },
        Some(Standing::Expired) => Narrow { kind, ends_before: today, ..Narrow::default() },
        Some(Standing::RunsOut) => Narrow { kind, ends_from: today, ends_before: soon, or_never: false },
        Some(Standing::Valid) => Narrow { kind, ends_from: soon, ends_before: None, or_never: true },
    }
}
