use crate::notice::{self, Data, Notice};
use crate::prelude::*;
use ocop_domain::notice::NoticeKind;
use ocop_store::objection::ObjectionRow;

fn about(row: &ObjectionRow, kind: NoticeKind, data: Data) -> Notice {
    Notice {
        kind,
        key: row.id.clone(),
        data: data.text("product", &row.product_name).text("producer", &row.producer_name),
        href: format!("/objections/{}", row.id),
    }
}

pub(super) async fn filed(cx: &Cx, tx: &Db, row: &ObjectionRow) -> Result<(), Error> {
    let data = Data::new().text("day", row.due_on);
    notice::to_province(cx, tx, &row.province_code, &about(row, NoticeKind::ObjectionFiled, data)).await
}

pub(super) async fn received(cx: &Cx, tx: &Db, row: &ObjectionRow, due_on: Date) -> Result<(), Error> {
    let data = Data::new().text("day", due_on);
    notice::to_producer(cx, tx, &row.producer_id, &about(row, NoticeKind::ObjectionReceived, data)).await
}

/// The producer reads the answer; the commune is told beside the dossier it proposed.
pub(super) async fn answered(
    cx: &Cx,
    tx: &Db,
    row: &ObjectionRow,
    outcome: &str,
    number: &str,
    words: &str,
) -> Result<(), Error> {
    let data = Data::new().text("outcome", outcome).text("number", number).text("reasons", words);
    let told = about(row, NoticeKind::ObjectionAnswered, data);
    notice::to_producer(cx, tx, &row.producer_id, &told).await?;
    let beside = Notice { href: format!("/dossiers/{}", row.dossier_id), ..told };
    notice::to_commune(cx, tx, &row.commune_id, &beside).await
}

pub(super) async fn withdrawn(cx: &Cx, tx: &Db, row: &ObjectionRow) -> Result<(), Error> {
    let told = about(row, NoticeKind::ObjectionWithdrawn, Data::new());
    notice::to_province(cx, tx, &row.province_code, &told).await
}
