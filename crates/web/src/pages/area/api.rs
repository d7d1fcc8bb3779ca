//! `GET /api/v1/areas/{code}` and `GET /api/v1/areas`: a code as it stood on a day, and names without diacritics.

use super::{asked_day, wanted};
use crate::api::{LAST_PAGE, number};
use crate::failure::Failure;
use crate::fields::Query;
use crate::state::AppState;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use ocop_app::area::{Hits, Resolution, resolve, search};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(one)).routes(routes!(list))
}

/// A code as it stood on a day, with its predecessors and successors. `last_day` is the last day on which a unit
/// stood; `extent` says how much went over in one step, `whole` whether every step from the unit asked about was whole.
#[utoipa::path(
    get,
    path = "/api/v1/areas/{code}",
    operation_id = "area",
    tag = "areas",
    params(
        ("code" = String, Path, description = "2 digits: province, 3: district until 30/6/2025, 5: commune", example = "27259"),
        ("on" = Option<String>, Query, description = "The day, YYYY-MM-DD or dd/mm/yyyy; today if left out", example = "2025-06-30"),
    ),
    responses(
        (status = 200, description = "The unit and its history", body = serde_json::Value, example = json!({
            "code": "27259", "on": "2025-06-30", "stands": true,
            "unit": {
                "id": "c27259@old", "code": "27259", "level": "commune", "kind": "phuong", "name": "13",
                "full_name": "Phường 13", "valid_from": null, "last_day": "2025-06-30", "decree": null,
                "province": {"id": "p79@old", "code": "79", "full_name": "Thành phố Hồ Chí Minh"},
                "district": {"id": "d773@old", "code": "773", "full_name": "Quận 4"},
                "name_en": null, "alt_code": null, "alt_spelling": null, "area_ha": null, "population": null,
                "lat_e5": null, "lon_e5": null
            },
            "predecessors": [],
            "successors": [{
                "id": "c27259@2025-07-01", "code": "27259", "level": "commune", "kind": "phuong", "name": "Xóm Chiếu",
                "full_name": "Phường Xóm Chiếu", "valid_from": "2025-07-01", "last_day": null,
                "decree": "1685/NQ-UBTVQH15",
                "province": {"id": "p79@2025-07-01", "code": "79", "full_name": "Thành phố Hồ Chí Minh"},
                "district": null, "extent": "full", "whole": true, "step": 1, "via": "c27259@old",
                "effective_on": "2025-07-01", "succession_decree": "1685/NQ-UBTVQH15", "clause": "8",
                "note": "Nhập toàn bộ", "agreement": "legal_text+nso"
            }],
            "today": {"status": "one", "units": []},
            "same_code": [],
            "notes": ["begin_unknown", "reused_code"]
        })),
        (status = 404, description = "No unit ever had this code", content_type = "application/problem+json"),
        (status = 422, description = "Not a code, or not a day", content_type = "application/problem+json"),
    )
)]
async fn one(visit: Visit, Path(code): Path<String>, query: Query) -> Result<Json<Resolution>, Failure> {
    let on = asked_day(&query)?;
    Ok(Json(resolve(&visit.cx, &code, on).await?))
}

/// Units of the map of a day by name (diacritics not needed) or code.
#[utoipa::path(
    get,
    path = "/api/v1/areas",
    operation_id = "areas",
    tag = "areas",
    params(
        ("q" = Option<String>, Query, description = "A name, names from small to large, or a code", example = "p13 q4"),
        ("level" = Option<String>, Query, description = "province, district or commune", example = "commune"),
        ("province" = Option<String>, Query, description = "Code of a province on the map of that day", example = "79"),
        ("on" = Option<String>, Query, description = "The day; today if left out", example = "2025-06-30"),
        ("page" = Option<i64>, Query, description = "From 1", example = 1),
        ("size" = Option<i64>, Query, description = "1 to 200", example = 20),
    ),
    responses(
        (status = 200, description = "Found units, best first", body = serde_json::Value, example = json!({
            "items": [{"id": "c27259@old", "code": "27259", "level": "commune", "kind": "phuong",
                       "full_name": "Phường 13", "district": "Quận 4", "province": "Thành phố Hồ Chí Minh"}],
            "total": 1, "page": 1, "size": 20
        })),
        (status = 422, description = "Not a day, or a page or size out of its bounds", content_type = "application/problem+json"),
    )
)]
async fn list(visit: Visit, query: Query) -> Result<Json<Hits>, Failure> {
    number(&query, "page", LAST_PAGE)?;
    let mut wanted = wanted(&query, asked_day(&query)?);
    wanted.size = number(&query, "size", 200)?.unwrap_or(20);
    Ok(Json(search(&visit.cx, &wanted).await?))
}
