use super::finding::{Finding, Severity};
use super::record::RowData;
use super::{action, batch_of, from_json, reach, to_json};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::text::clean;
use ocop_store::import as rows;
use serde_json::json;

/// A person's answer to what a row asks. Either field may be left empty where the row does not ask for it.
#[derive(Debug, Clone, Default)]
pub struct Choose {
    pub batch_id: String,
    pub row: i64,
    pub commune_id: String,
    pub producer: String,
}

/// Answers a waiting row: in which commune it lies, who makes it. Once nothing is open it is ready to be applied.
pub async fn choose(cx: &Cx, cmd: Choose) -> Result<(), Error> {
    let provinces = reach(cx)?;
    write_tx!(cx, |tx| {
        let batch = batch_of(cx, &tx, &cmd.batch_id).await?;
        let mut row = rows::row(&tx, &cmd.batch_id, cmd.row).await?.ok_or(Error::NotFound)?;
        let answered = row.commune_choice.is_some() && row.action == action::NEW;
        if batch.state == "undone" || !(row.action == action::WAITING || answered) {
            return Err(Error::Conflict("import_row_not_waiting"));
        }
        let mut data: RowData = from_json(&row.data)?;
        let mut findings: Vec<Finding> = from_json(&row.findings)?;
        let mut bad = Invalid::default();
        let commune = cmd.commune_id.trim();
        if !commune.is_empty() {
            let today = cx.today().to_string();
            match ocop_store::producer::standing_commune(&tx, commune, &today).await? {
                None => bad.add("commune_id", "commune_not_standing"),
                Some(c) if provinces.as_ref().is_some_and(|own| !own.contains(&c.province_code)) => {
                    bad.add("commune_id", "import_other_province");
                }
                Some(c) => {
                    row.commune_choice = Some(c.id.clone());
                    data.commune_id = Some(c.id);
                    data.province_code = Some(c.province_code);
                }
            }
        }
        if let Some(name) = bad.optional("producer", &cmd.producer, 300) {
            data.subject = clean(&name);
        }
        if data.commune_id.is_none() && commune.is_empty() && data.subject.is_empty() {
            bad.add("commune_id", "required");
        }
        bad.ok()?;
        findings.retain(|f| {
            f.severity != Severity::Question
                || if f.code == "producer_missing" {
                    data.subject.is_empty()
                } else {
                    data.commune_id.is_none()
                }
        });
        let open = findings.iter().any(|f| f.severity == Severity::Question);
        row.action = if open { action::WAITING } else { action::NEW }.into();
        row.data = to_json(&data)?;
        row.findings = to_json(&findings)?;
        rows::update_row(&tx, &row).await?;
        let diff = json!({"did": "choose", "row": cmd.row, "commune": data.commune_id, "open": open});
        let chain = format!("import:{}", cmd.batch_id);
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), &cmd.batch_id, diff).await
    })
}
