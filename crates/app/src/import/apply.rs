use super::record::RowData;
use super::{Created, action, batch_of, from_json, to_json};
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_domain::producer::LegalForm;
use ocop_domain::recognition::LookupCode;
use ocop_domain::text::fold;
use ocop_store::import::{self as rows, NewDecision, NewRecognition, Row};
use ocop_store::producer::{self, Producer};
use ocop_store::product::{self, Product};
use ocop_store::{Db, scope};
use serde::Serialize;
use serde_json::json;

/// Brings a staged batch into the register. Rows with errors stop it, unless they are left out expressly.
#[derive(Debug, Clone, Default)]
pub struct Apply {
    pub batch_id: String,
    pub leave_out_errors: bool,
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Applied {
    pub products: i64,
    pub producers: i64,
    pub decisions: i64,
    pub recognitions: i64,
    /// Rows that still wait for a person.
    pub waiting: i64,
    pub left_out: i64,
}

/// Writes every row that is ready, in one transaction: all or nothing. May be called again once waiting rows have been
/// answered.
pub async fn apply(cx: &Cx, cmd: Apply) -> Result<Applied, Error> {
    write_tx!(cx, |tx| {
        let batch = batch_of(cx, &tx, &cmd.batch_id).await?;
        if batch.state == "undone" {
            return Err(Error::Conflict("import_undone"));
        }
        rows::move_batch(&tx, &batch.id, &batch.state, "applied", cx.now_ms()).await?;
        let mut done = Applied::default();
        for mut row in rows::rows(&tx, &batch.id).await? {
            match row.action.as_str() {
                action::ERROR if !cmd.leave_out_errors => return Err(Error::Conflict("import_has_errors")),
                action::ERROR => done.left_out += 1,
                action::WAITING => done.waiting += 1,
                action::NEW => {
                    enter(cx, &tx, &mut row, &mut done).await?;
                    rows::update_row(&tx, &row).await?;
                }
                _ => {}
            }
        }
        if done.products > 0 {
            ocop_store::setting::touch_public(&tx).await?;
        }
        let diff = json!({"did": "apply", "wrote": done});
        let chain = format!("import:{}", batch.id);
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), &batch.id, diff).await?;
        Ok(done)
    })
}

/// Writes one row, unless another list brought it in since it was staged.
async fn enter(cx: &Cx, tx: &Db, row: &mut Row, done: &mut Applied) -> Result<(), Error> {
    if rows::applied_row(tx, &row.source_key).await?.is_some() {
        row.action = action::UNCHANGED.into();
        return Ok(());
    }
    let data: RowData = from_json(&row.data)?;
    let commune = data.commune_id.clone().ok_or_else(|| Error::internal("a row without its commune"))?;
    let place = scope::place(tx, &commune).await?.ok_or_else(|| Error::internal("a commune that is gone"))?;
    let folded = fold(&data.name);
    if rows::same_product(tx, &folded, &fold(&data.subject), &place.province_code).await?.is_some() {
        row.action = action::DUPLICATE.into();
        return Ok(());
    }
    let mut made = Created::default();
    let producer_id = producer_of(cx, tx, &data, &commune, &mut made).await?;
    let product = Product {
        id: cx.id(),
        producer_id,
        commune_id: Some(commune),
        name: data.name.clone(),
        folded,
        category: Some(data.category.clone()).filter(|c| !c.is_empty()),
        created_at: cx.now_ms(),
        ..Product::default()
    };
    product::insert(tx, &product).await?;
    made.product = Some(product.id.clone());
    if let (Some(stars), false) = (data.stars, data.unrecognised) {
        let decision_id = decision_of(cx, tx, &data, &place.province_code, &mut made).await?;
        let address = if data.address.is_empty() {
            format!("{}, {}", place.commune_name, place.province_name)
        } else {
            data.address.clone()
        };
        let recognition_id = cx.id();
        let recognition = NewRecognition {
            id: recognition_id.clone(),
            product_id: product.id.clone(),
            decision_id,
            stars: stars.into(),
            // A list's star takes no number of the series in which this system numbers its certificates.
            lookup: LookupCode::of(&recognition_id).to_string(),
            listed_number: data.certificate_no.clone(),
            product_name: data.name,
            producer_name: data.subject,
            address,
            issued_on: data.issued_on,
            expires_on: data.expires_on,
            date_precision: data.precision,
            issued_text: Some(data.issued_text).filter(|t| !t.is_empty()),
            trust: Some(data.trust).filter(|t| !t.is_empty()),
            source: Some(data.source).filter(|t| !t.is_empty()),
            import_batch: row.batch_id.clone(),
            created_at: cx.now_ms(),
        };
        rows::insert_recognition(tx, &recognition).await?;
        made.recognition = Some(recognition.id);
        done.recognitions += 1;
        crate::portal::refresh(tx, &product.id).await?;
    }
    done.products += 1;
    done.producers += i64::from(made.producer.is_some());
    done.decisions += i64::from(made.decision.is_some());
    let diff = json!({"did": "apply", "batch": row.batch_id, "row": row.row_no, "made": made});
    cx.journal(tx, &format!("product:{}", product.id), Act::ImportProducts.as_str(), &product.id, diff)
        .await?;
    row.action = action::APPLIED.into();
    row.created_ids = to_json(&made)?;
    Ok(())
}

/// The producer of this name in this commune, made where there is none.
async fn producer_of(
    cx: &Cx,
    tx: &Db,
    data: &RowData,
    commune: &str,
    made: &mut Created,
) -> Result<String, Error> {
    let folded = fold(&data.subject);
    if let Some(known) = producer::by_name(tx, &folded, commune).await? {
        return Ok(known.id);
    }
    let new = Producer {
        id: cx.id(),
        legal_form: LegalForm::of_name(&data.subject).as_str().into(),
        name: data.subject.clone(),
        folded,
        address: data.address.clone(),
        commune_id: Some(commune.into()),
        created_at: cx.now_ms(),
        ..Producer::default()
    };
    producer::insert(tx, &new).await?;
    made.producer = Some(new.id.clone());
    Ok(new.id)
}

/// The decision the row speaks of. One without a number is told apart by what the list says of it.
async fn decision_of(
    cx: &Cx,
    tx: &Db,
    data: &RowData,
    province_code: &str,
    made: &mut Created,
) -> Result<String, Error> {
    let said = [data.decision.as_str(), data.source.as_str()];
    let said: Vec<&str> = said.into_iter().filter(|s| !s.is_empty()).collect();
    let decision = NewDecision {
        id: cx.id(),
        province_code: Some(province_code.into()),
        issuer: data.issuer.clone(),
        number: data.decision_number.clone(),
        decided_on: data.issued_on.clone(),
        source: Some(said.join(" · ")).filter(|s| !s.is_empty()),
        created_at: cx.now_ms(),
    };
    if let Some(known) = rows::decision_like(tx, &decision).await? {
        return Ok(known);
    }
    rows::insert_decision(tx, &decision).await?;
    made.decision = Some(decision.id.clone());
    Ok(decision.id)
}
