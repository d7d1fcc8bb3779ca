use crate::facts;
use crate::prelude::*;
use ocop_domain::survey::Stage;
use ocop_store::survey as rows;
use serde::Deserialize;

/// Moves a find to another stage. `product`: code or id of the product it became, for “filed”.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Step {
    #[serde(skip)]
    pub id: String,
    pub version: i64,
    pub stage: String,
    pub product: String,
}

/// One step on, or back. A find is filed when its product stands in the register.
pub async fn step(cx: &Cx, cmd: Step) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let mut find = rows::find(&tx, &cmd.id).await?.ok_or(Error::NotFound)?;
        let here = facts::of_place(&tx, Some(&find.commune_id), None).await?;
        cx.allow_known(Act::SurveyView, Act::SurveyEdit, &here)?;
        let from = find.stage;
        let mut bad = Invalid::default();
        let to = cmd.stage.parse::<Stage>().ok().filter(|to| from.may_become(*to));
        match to {
            None => bad.add("stage", "unknown_choice"),
            Some(Stage::Filed) if cmd.product.trim().is_empty() => bad.add("product", "required"),
            Some(Stage::Filed) => match ocop_store::product::resolve(&tx, cmd.product.trim()).await? {
                Some(p) if p.commune_id.as_deref() == Some(&find.commune_id) => find.product_id = Some(p.id),
                Some(_) => bad.add("product", "survey_other_commune"),
                None => bad.add("product", "survey_product_unknown"),
            },
            Some(_) => {}
        }
        bad.ok()?;
        let to = to.unwrap_or(from);
        find.stage = to;
        find.version = cmd.version;
        find.changed_at = cx.now_ms();
        rows::update(&tx, &find).await?;
        let diff = json!({"from": from.as_str(), "to": to.as_str(), "product": find.product_id});
        cx.journal(&tx, &format!("survey:{}", find.id), Act::SurveyEdit.as_str(), &find.id, diff).await
    })
}
