//! The certificate as a paper: printed once from the recognition's own snapshot, kept under its hash, and the same
//! bytes for everyone after that.

use crate::authority::Authority;
use crate::paper_words::SPECIMEN;
use crate::prelude::*;
use crate::typeset::typeset;
use jiff::Timestamp;
use ocop_domain::recognition::AskedNumber;
use ocop_print::{Certificate, Imprint, Signature};
use ocop_store::recognition::{self as store, RecognitionRow};
use ocop_store::{files, setting};

/// The certificate's PDF (Điều 4, 26/2026). It holds only what `/v/…` shows, so anyone may have it; once withdrawn
/// (Điều 8) it is kept for those who look after the product. Stars read from lists have no certificate here.
pub async fn certificate(cx: &Cx, number: &str) -> Result<Vec<u8>, Error> {
    let asked = AskedNumber::read(number);
    let row = store::by_certificate(cx.db(), asked.written()).await?.ok_or(Error::NotFound)?;
    if row.withdrawn_on.is_some() {
        let about = crate::facts::of_place(cx.db(), row.commune_id.as_deref(), None).await?;
        if !can(&cx.actor, Act::ProductView, &about).allowed() {
            return Err(Error::Conflict("certificate_withdrawn"));
        }
    }
    if let Some(hash) = &row.pdf_hash {
        return Ok(cx.store.files.get(hash).await?);
    }
    let paper = paper(cx, &row).await?;
    let pdf = typeset(move || ocop_print::certificate(&paper)).await?;
    let size = i64::try_from(pdf.len()).map_err(Error::internal)?;
    let hash = cx.store.files.put(pdf.clone()).await?;
    let system = cx.as_actor(ocop_domain::account::Actor::System);
    let done: Result<(), Error> = write_tx!(system, |tx| {
        files::register(&tx, &hash, "application/pdf", size, cx.now_ms()).await?;
        if store::set_certificate_pdf(&tx, &row.id, &hash).await? > 0 {
            let diff = serde_json::json!({"certificate": row.certificate, "pdf": hash});
            let chain = format!("recognition:{}", row.id);
            system.journal(&tx, &chain, "certificate.print", &row.id, diff).await?;
            setting::touch_public(&tx).await?;
        }
        Ok(())
    });
    done?;
    Ok(pdf)
}

/// The code that leads to a star's page, as a drawing.
pub fn qr(cx: &Cx, key: &str) -> Result<String, Error> {
    ocop_print::qr_svg(&format!("{}/v/{key}", cx.config.base_url)).map_err(Error::internal)
}

async fn paper(cx: &Cx, row: &RecognitionRow) -> Result<Certificate, Error> {
    let (Some(signed_at), Some(issued), Some(expires)) = (row.signed_at, row.issued_on, row.expires_on)
    else {
        return Err(Error::NotFound);
    };
    let decided = row.decided_on.unwrap_or(issued);
    let by = Authority::of(cx.db(), row.decision_province.as_deref(), cx.today()).await?;
    let address = format!("{}/v/{}", cx.config.base_url, row.certificate);
    Ok(Certificate {
        imprint: Imprint {
            ident: row.certificate.clone(),
            at: Timestamp::from_millisecond(signed_at).map_err(Error::internal)?,
            specimen: (cx.config.demo || row.invented).then(|| SPECIMEN.to_owned()),
        },
        authority: by.chief(),
        number: row.certificate.clone(),
        product: row.product_name.clone(),
        product_code: row.product_code.clone().unwrap_or_default(),
        producer: row.producer_name.clone(),
        address: row.address.clone(),
        stars: u8::try_from(row.stars).map_err(Error::internal)?,
        decision_number: row.decision_number.clone().unwrap_or_default(),
        decision_date: decided,
        valid_from: issued,
        valid_until: expires,
        place: by.place(),
        date: decided,
        signature: Signature {
            titles: row.signer_title.as_deref().unwrap_or_default().lines().map(str::to_owned).collect(),
            name: row.signer_name.clone(),
        },
        verify_short: address.split_once("://").map_or(address.as_str(), |(_, rest)| rest).to_owned(),
        verify_url: address,
    })
}
