use super::super::matter::{Matter, matter};
use crate::notice::{self, Data, Notice};
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_domain::notice::NoticeKind;
use ocop_store::Db;
use ocop_store::council::sheets;
use serde_json::json;

/// Reminds those who have not answered. Who that is stays with the program: not to have handed in is told to no other
/// person.
#[derive(Debug, Clone, Default)]
pub struct Remind {
    pub round: String,
    pub dossier: String,
}

/// How many still have to answer; each is told at most once a day.
pub async fn remind_written(cx: &Cx, cmd: Remind) -> Result<usize, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        cx.allow(Act::WrittenManage, &m.facts())?;
        m.scoring()?;
        if m.in_writing().is_none_or(|w| w.over) {
            return Err(Error::Conflict("council_not_in_writing"));
        }
        let told = to_silent(cx, &tx, &m, &cx.today().to_string()).await?;
        let diff = json!({"round": cmd.round, "told": told});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, "written.remind", &cmd.dossier, diff).await?;
        Ok(told)
    })
}

/// Tells the members who have not handed in; `occasion` keeps one reminder from being sent twice.
pub(super) async fn to_silent(cx: &Cx, tx: &Db, m: &Matter, occasion: &str) -> Result<usize, Error> {
    let Some(w) = m.in_writing() else { return Ok(0) };
    let (round, dossier) = (&m.sitting.round.id, &m.case.id);
    let sheets = sheets::submitted(tx, round, dossier, m.ballot).await?;
    let told = Notice {
        kind: NoticeKind::WrittenAwaited,
        key: format!("{round}:{dossier}:{occasion}"),
        data: Data::new()
            .text("product", &m.case.product_name)
            .text("producer", &m.case.producer_name)
            .text("day", &w.row.answer_by),
        href: format!("/rounds/{round}/dossiers/{dossier}"),
    };
    let mut silent = 0;
    for judge in m.judges().filter(|j| !sheets.iter().any(|s| s.account_id == j.account_id)) {
        notice::to_member(cx, tx, &judge.account_id, &told).await?;
        silent += 1;
    }
    Ok(silent)
}
