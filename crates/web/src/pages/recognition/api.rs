//! `GET /api/v1/certificates/{number}`: how a certificate stands at this moment.

use crate::failure::Failure;
use crate::state::AppState;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use ocop_app::recognition::{StarView, verify};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(certificate))
}

/// One star a product holds or held.
#[derive(Serialize, ToSchema)]
pub struct Star {
    /// The number on the paper; null where the list the star was read from gives none.
    #[schema(example = "79-2026-00001")]
    certificate: Option<String>,
    /// The code of a star read from a list; null for certificates signed in this system.
    #[schema(example = json!(null))]
    lookup: Option<String>,
    stars: i64,
    #[schema(example = "valid")]
    status: &'static str,
    issued_on: Option<String>,
    expires_on: Option<String>,
    withdrawn_on: Option<String>,
    superseded_on: Option<String>,
    /// The last day to file for re-ranking (120 days before the end), where it has passed with nothing filed.
    window_missed_on: Option<String>,
    decision_number: Option<String>,
    decided_on: Option<String>,
    issuer: String,
    /// On whose word the star stands: signed_here, decision, published, unstated, holder, press or unsure.
    #[schema(example = "signed_here")]
    trust: &'static str,
    /// Where a list took it from.
    source: Option<String>,
    /// As they stood on the certificate.
    product_name: String,
    producer_name: String,
    url: String,
}

/// A star with the product it belongs to and the moment it was asked about.
#[derive(Serialize, ToSchema)]
struct CertificateAnswer {
    #[serde(flatten)]
    star: Star,
    in_force: bool,
    product_id: String,
    product_code: Option<String>,
    /// The newer certificate that took its place: its number, or its look-up code.
    superseded_by: Option<String>,
    /// One of the six grounds of Điều 8(1), 26/2026.
    withdrawal_ground: Option<&'static str>,
    withdrawal_decision: Option<String>,
    invented: bool,
    #[schema(example = "2026-10-05T02:00:00Z")]
    checked_at: String,
}

pub fn star(base: &str, s: &StarView) -> Star {
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
    Star {
        url: format!("{base}/v/{}", s.key),
        certificate: s.certificate.clone(),
        lookup: s.lookup.clone(),
        trust: s.trust.as_str(),
        source: s.source.clone(),
        stars: s.stars,
        status: s.standing.as_str(),
        issued_on: day(s.issued_on),
        expires_on: day(s.expires_on),
        withdrawn_on: day(s.withdrawn_on),
        superseded_on: day(s.superseded_on),
        window_missed_on: day(s.missed_window.map(|m| m.closed)),
        decision_number: s.decision_number.clone(),
        decided_on: day(s.decided_on),
        issuer: s.issuer.clone(),
        product_name: s.product_name.clone(),
        producer_name: s.producer_name.clone(),
    }
}

/// Today's status of a certificate: valid, renewal_window, extended, expired, withdrawn, superseded, not_yet, or
/// unknown where the source of an imported star gives no dates.
#[utoipa::path(
    get,
    path = "/api/v1/certificates/{number}",
    operation_id = "certificate",
    tag = "certificates",
    params(("number" = String, Path, description = "The number on the certificate, written in any way; a look-up code; or the number a list gives", example = "79-2026-00001")),
    responses(
        (status = 200, description = "The certificate as it stands now", body = CertificateAnswer, example = json!({
            "certificate": "79-2026-00001", "lookup": null, "stars": 4, "status": "valid", "in_force": true,
            "issued_on": "2026-10-05", "expires_on": "2029-10-05", "withdrawn_on": null, "superseded_on": null,
                "window_missed_on": null, "decision_number": "123/QĐ-UBND", "decided_on": "2026-10-05",
                "issuer": "Ủy ban nhân dân Thành phố Hồ Chí Minh", "trust": "signed_here", "source": null, "product_name": "Mắm nêm mẫu",
            "producer_name": "Hợp tác xã Mẫu", "product_id": "0199b0c0-0000-7000-8000-000000000001",
            "product_code": "79-27259-1-2026", "superseded_by": null, "withdrawal_ground": null,
            "withdrawal_decision": null, "invented": true, "checked_at": "2026-10-05T02:00:00Z",
            "url": "https://ocop.example/v/79-2026-00001"
        })),
        (status = 404, description = "No star has this number", content_type = "application/problem+json"),
        (status = 409, description = "Lists give this number to several stars", content_type = "application/problem+json"),
        (status = 422, description = "No number has this shape", content_type = "application/problem+json"),
    )
)]
async fn certificate(visit: Visit, Path(number): Path<String>) -> Result<Json<CertificateAnswer>, Failure> {
    let v = verify(&visit.cx, &number).await?;
    Ok(Json(CertificateAnswer {
        star: star(&visit.cx.config.base_url, &v.star),
        in_force: v.star.standing.in_force(),
        product_id: v.product_id,
        product_code: v.product_code,
        superseded_by: v.superseded_by.map(|s| s.key),
        withdrawal_ground: v.star.withdrawal_ground.map(|g| g.as_str()),
        withdrawal_decision: v.star.withdrawal_decision,
        invented: v.star.invented,
        checked_at: v.checked_at.to_string(),
    }))
}
