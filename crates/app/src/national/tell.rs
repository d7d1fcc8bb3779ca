//! What producer, commune, province and ministry are told.

use crate::council::ToldMean as _;
use crate::notice::{self, Data, Notice};
use crate::prelude::*;
use ocop_domain::notice::NoticeKind;
use ocop_store::council::{CaseRow, ResultRow};
use ocop_store::national::SentRow;

/// The ministry's council did not bring the product to five stars (Điều 7(4)g, 26/2026).
pub(super) async fn below_five(cx: &Cx, tx: &Db, case: &CaseRow, result: &ResultRow) -> Result<(), Error> {
    let points = result.told_mean().map(|mean| mean.shown(2));
    let notice = |href: String| Notice {
        kind: NoticeKind::BelowFive,
        key: format!("{}:{}", case.id, result.round_id),
        data: Data::new().text("product", &case.product_name).maybe("points", points.as_deref()),
        href,
    };
    let told = notice(format!("/dossiers/{}", case.id));
    notice::to_producer(cx, tx, &case.producer_id, &told).await?;
    notice::to_commune(cx, tx, &case.commune_id, &told).await?;
    notice::to_province(cx, tx, &case.province_code, &notice(format!("/ministry/returned/{}", case.id))).await
}

/// The ministry's office has taken the package.
pub(super) async fn taken(cx: &Cx, tx: &Db, sent: &SentRow, number: i64) -> Result<(), Error> {
    let notice = Notice {
        kind: NoticeKind::AtMinistry,
        key: format!("{}:{number}", sent.dossier_id),
        data: Data::new().text("product", &sent.product_name),
        href: format!("/dossiers/{}", sent.dossier_id),
    };
    notice::to_producer(cx, tx, &sent.producer_id, &notice).await?;
    notice::to_commune(cx, tx, &sent.commune_id, &notice).await?;
    notice::to_province(cx, tx, &sent.province_code, &notice).await
}

/// The package goes back to the province to be completed.
pub(super) async fn package_returned(
    cx: &Cx,
    tx: &Db,
    sent: &SentRow,
    number: i64,
    wanted: String,
) -> Result<(), Error> {
    let notice = Notice {
        kind: NoticeKind::PackageReturned,
        key: format!("{}:{number}", sent.dossier_id),
        data: Data::new().text("product", &sent.product_name).text("reasons", wanted),
        href: format!("/packages/{}", sent.dossier_id),
    };
    notice::to_province(cx, tx, &sent.province_code, &notice).await
}

/// A result is set aside; `round` is the one it was reached in, so that each is told once.
pub(super) async fn evaluated_again(
    cx: &Cx,
    tx: &Db,
    case: &CaseRow,
    round: &str,
    reason: &str,
) -> Result<(), Error> {
    let notice = Notice {
        kind: NoticeKind::EvaluatedAgain,
        key: format!("{}:{round}", case.id),
        data: Data::new().text("product", &case.product_name).text("reasons", reason),
        href: format!("/dossiers/{}", case.id),
    };
    notice::to_producer(cx, tx, &case.producer_id, &notice).await?;
    notice::to_commune(cx, tx, &case.commune_id, &notice).await
}
