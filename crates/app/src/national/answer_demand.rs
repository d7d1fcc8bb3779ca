use super::show_demand::load;
use crate::authority::province_name;
use crate::notice::{self, Data, Notice};
use crate::prelude::*;
use ocop_domain::notice::NoticeKind;
use ocop_store::national as store;

/// The province answers: what it did, and why it did not do what it left.
#[derive(Debug, Clone, Default)]
pub struct AnswerDemand {
    pub demand: String,
    /// The demand's, as it was read.
    pub version: i64,
    /// Of the province's letter.
    pub number: String,
    pub words: String,
}

/// Closes the demand. Nothing can be done on it afterwards.
pub async fn answer_demand(cx: &Cx, cmd: AnswerDemand) -> Result<(), Error> {
    load(cx, cx.db(), &cmd.demand, Act::DemandAnswer).await?;
    let mut invalid = Invalid::default();
    let number = ocop_domain::text::clean(&invalid.text("answer_number", &cmd.number, 60));
    let words = invalid.text("words", &cmd.words, 4_000);
    invalid.ok()?;
    write_tx!(cx, |tx| {
        let demand = load(cx, &tx, &cmd.demand, Act::DemandAnswer).await?;
        if demand.answered_on.is_some() {
            return Err(Error::Conflict("demand_answered"));
        }
        let on = cx.today().to_string();
        store::answer(&tx, &demand.id, cmd.version, &words, &number, &on, cx.actor.id()).await?;
        let items = store::items(&tx, &demand.id).await?;
        let done: Vec<_> = items
            .iter()
            .map(|i| json!([i.dossier_id, i.asked, i.redone_at.is_some(), i.withdrawn_on.is_some()]))
            .collect();
        let diff =
            json!({"number": number, "answered_on": on, "in_time": on <= demand.answer_by, "done": done});
        let chain = format!("demand:{}", demand.id);
        cx.journal(&tx, &chain, Act::DemandAnswer.as_str(), &demand.id, diff).await?;
        let office = province_name(&tx, &demand.province_code, cx.today()).await?;
        let told = Notice {
            kind: NoticeKind::DemandAnswered,
            key: demand.id.clone(),
            data: Data::new()
                .text("office", format!("Ủy ban nhân dân {office}"))
                .text("number", &demand.number)
                .text("reasons", &words),
            href: format!("/ministry/demands/{}", demand.id),
        };
        notice::to_ministry(cx, &tx, &told).await
    })
}
