//! A score sheet as JSON, for those who may read it at that moment, and the statistics of a closed round. All others
//! get problem details with status 403 and nothing in them that tells whether there is a sheet.

use crate::api::number;
use crate::failure::Failure;
use crate::fields::Query;
use crate::state::AppState;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use ocop_app::council::{SeverityView, read_sheet, show_severity};
use ocop_domain::council::severity::{Edge, Estimate};
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(sheet)).routes(routes!(severity))
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
            "answers": [{"criterion": "1.1", "option": 2, "insufficient": false, "reason": null}],
            "findings": [], "opinion": "Sản phẩm có bao bì tốt",
            "sample": 2, "tasting": "Hạt đều, mùi thơm"
        })),
        (status = 401, description = "Nobody is signed in", content_type = "application/problem+json"),
        (status = 403, description = "Not (yet) to be read", content_type = "application/problem+json"),
        (status = 404, description = "No such round or dossier", content_type = "application/problem+json"),
        (status = 422, description = "Not a ballot", content_type = "application/problem+json")
    )
)]
async fn sheet(
    visit: Visit,
    Path((id, dossier, account)): Path<(String, String, String)>,
    query: Query,
) -> Result<Response, Failure> {
    let ballot = number(&query, "ballot", 1000)?;
    let sheet = read_sheet(&visit.cx, &id, &dossier, &account, ballot).await?;
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Json(json!(sheet))).into_response())
}

/// How strictly the members of a closed round score, as statistics. Information only: no result is made from it.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/severity",
    tag = "council",
    params(("id" = String, Path, description = "Round, closed")),
    responses(
        (status = 200, description = "Severity in points below the council, agreement, effect of the order, results \
          about the edges of the bands, spread on each criterion. What cannot be estimated is null, and `refused` says \
          why", content_type = "application/json", example = json!({
            "round": "0199a0e2-0000-7000-8000-000000000001", "dossiers": 40, "sheets": 352, "small": false,
            "refused": null,
            "members": [{"account": "0199a0e2-0000-7000-8000-000000000003", "sheets": 39,
                "severity": {"value": 2.1, "se": 0.4738, "low": 1.1679, "high": 3.0321},
                "shrunk": {"value": 1.987, "se": 0.9012}}],
            "standard_deviations": {"members": 1.9, "dossiers": 8.7, "error": 2.9},
            "reliability": 0.9845,
            "order": {"places": 40, "first_to_last": {"value": -0.4, "se": 0.61, "low": -1.6, "high": 0.8}},
            "alpha": {"value": 0.86, "low": 0.79, "high": 0.9},
            "claimed_less_council": {"dossiers": 40, "difference": {"value": 4.2, "se": 0.7, "low": 2.8, "high": 5.6}},
            "edges": [{"at": 70, "above": 3, "below": 1}],
            "sheet_edges": [{"at": 70, "above": 21, "below": 12}],
            "criteria": [{"set": "QD26-04", "criterion": "1.1", "most": 3, "dossiers": 12, "mean_range": 1.2,
                "widest": 2, "deviation": 0.5}]
        })),
        (status = 401, description = "Nobody is signed in", content_type = "application/problem+json"),
        (status = 403, description = "Not to be read, or the round is not closed", content_type = "application/problem+json"),
        (status = 404, description = "No such round", content_type = "application/problem+json")
    )
)]
async fn severity(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let v = show_severity(&visit.cx, &id).await?;
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Json(told(&v))).into_response())
}

/// Four decimals: more would be noise.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn estimate(e: &Estimate) -> Value {
    json!({"value": rounded(e.value), "se": rounded(e.se), "low": rounded(e.low), "high": rounded(e.high)})
}

fn near(edges: &[Edge]) -> Vec<Value> {
    edges.iter().map(|e| json!({"at": e.at, "above": e.above, "below": e.below})).collect()
}

fn told(v: &SeverityView) -> Value {
    let found = v.estimated.as_ref().ok();
    let members = found.map(|e| {
        let one = |m: &ocop_domain::council::severity::Severity| {
            let shrunk = e.components.shrunk.iter().find(|x| x.member == m.member);
            json!({"account": m.member, "sheets": m.sheets, "severity": estimate(&m.severity),
                   "shrunk": shrunk.map(|x| json!({"value": rounded(x.severity), "se": rounded(x.se)}))})
        };
        e.fit.members.iter().map(one).collect::<Vec<_>>()
    });
    let criteria = v.spreads.iter().flat_map(|s| {
        s.criteria.iter().map(|(criterion, most, x)| {
            json!({"set": s.set.id.to_string(), "criterion": criterion.code, "most": most, "dossiers": x.dossiers,
                   "mean_range": rounded(x.mean_range), "widest": x.widest, "deviation": rounded(x.deviation)})
        })
    });
    json!({
        "round": v.round.id, "dossiers": v.dossiers, "sheets": v.sheets,
        "small": found.map(|e| e.small),
        "refused": v.estimated.as_ref().err().map(|refusal| refusal.code()),
        "members": members,
        "standard_deviations": found.map(|e| json!({"members": rounded(e.components.members),
            "dossiers": rounded(e.components.dossiers), "error": rounded(e.components.error)})),
        "reliability": found.map(|e| rounded(e.components.reliability())),
        "order": found.and_then(|e| e.order).map(|o| json!({"places": o.places,
            "first_to_last": estimate(&o.first_to_last)})),
        "alpha": v.agreement.map(|a| json!({"value": rounded(a.alpha), "low": rounded(a.low),
            "high": rounded(a.high)})),
        "claimed_less_council": v.claimed.map(|(e, n)| json!({"dossiers": n, "difference": estimate(&e)})),
        "edges": near(&v.edges), "sheet_edges": near(&v.member_edges),
        "criteria": criteria.collect::<Vec<_>>(),
    })
}
