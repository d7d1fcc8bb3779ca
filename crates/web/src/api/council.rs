//! A score sheet as JSON, for whoever may read it at that moment. Anybody else gets problem details with status 403 and
//! nothing in them that tells whether there is a sheet.

use crate::failure::Failure;
use crate::fields::Query;
use crate::state::AppState;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ocop_app::council::read_sheet;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(sheet))
}

/// One member's sheet for one dossier. One's own at any time; another's once both are handed in for that ballot.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/dossiers/{dossier}/sheets/{account}",
    tag = "council",
    params(
        ("id" = String, Path, description = "Round"),
        ("dossier" = String, Path, description = "Dossier in that round"),
        ("account" = String, Path, description = "Member of the council"),
        ("ballot" = Option<i64>, Query, description = "Ballot, from 1; the present one if left out")
    ),
    responses(
        (status = 200, description = "The sheet", content_type = "application/json", example = json!({
            "round": "0199a0e2-0000-7000-8000-000000000001", "dossier": "0199a0e2-0000-7000-8000-000000000002",
            "account": "0199a0e2-0000-7000-8000-000000000003", "ballot": 1, "set": "QD26-04",
            "submitted_at": 1791165600000_i64, "total": 82,
            "answers": [{"criterion": "1.1", "option": 2, "reason": null}],
            "findings": [], "opinion": "Sản phẩm có bao bì tốt"
        })),
        (status = 401, description = "Nobody is signed in", content_type = "application/problem+json"),
        (status = 403, description = "Not (yet) to be read", content_type = "application/problem+json"),
        (status = 404, description = "No such round or dossier", content_type = "application/problem+json")
    )
)]
async fn sheet(
    visit: Visit,
    Path((id, dossier, account)): Path<(String, String, String)>,
    query: Query,
) -> Result<Response, Failure> {
    let ballot = query.get("ballot").parse().ok();
    let sheet = read_sheet(&visit.cx, &id, &dossier, &account, ballot).await?;
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Json(json!(sheet))).into_response())
}
