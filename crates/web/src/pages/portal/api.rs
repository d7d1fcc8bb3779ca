//! `GET /api/v1/products` and `GET /api/v1/products/{id}`: the public catalogue as JSON, without personal data.

use super::list::asked;
use crate::api::{LAST_PAGE, number};
use crate::failure::Failure;
use crate::fields::Query;
use crate::pages::recognition::api::{Star, star};
use crate::state::AppState;
use crate::visit::Visit;
use axum::Json;
use axum::extract::Path;
use ocop_app::Error;
use ocop_app::portal::{Found, Listed, ProductFound, PublicProduct, product, search};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one))
}

/// A code of today's map with its name.
#[derive(Serialize, ToSchema)]
struct Place {
    #[schema(example = "27259")]
    code: String,
    #[schema(example = "Phường Xóm Chiếu")]
    name: String,
}

/// One product of a list with the star it shows on the day asked for.
#[derive(Serialize, ToSchema)]
struct ProductItem {
    id: String,
    #[schema(example = "79-27259-1-2026")]
    code: Option<String>,
    /// As it was recognised: the name on the decision of the star shown.
    name: String,
    producer: String,
    /// The producer's own word.
    brand_place: Option<String>,
    /// The set it was judged by; of a star read from a list the one the register has.
    set: Option<String>,
    commune: Option<Place>,
    province: Option<Place>,
    stars: i64,
    /// valid, renewal_window, extended, expired, withdrawn, superseded, or unknown where the source gives no dates.
    #[schema(example = "valid")]
    status: &'static str,
    #[schema(example = "2026-10-05")]
    issued_on: Option<String>,
    #[schema(example = "2029-10-05")]
    expires_on: Option<String>,
    /// The number on the paper; null where the list the star was read from gives none.
    #[schema(example = "79-2026-00001")]
    certificate: Option<String>,
    /// The code of a star read from a list; null for certificates signed in this system.
    #[schema(example = json!(null))]
    lookup: Option<String>,
    /// Made up for the demo.
    invented: bool,
    url: String,
}

#[derive(Serialize, ToSchema)]
struct ProductList {
    items: Vec<ProductItem>,
    total: i64,
    page: i64,
    size: i64,
}

/// One product with every star it held.
#[derive(Serialize, ToSchema)]
struct ProductDetail {
    id: String,
    code: Option<String>,
    /// Older codes, kept for ever.
    aliases: Vec<String>,
    /// As it was recognised: the name on the decision of the star it shows.
    name: String,
    producer: String,
    /// What the register calls it today, where that is another name.
    name_today: Option<String>,
    producer_today: Option<String>,
    /// The producer's own word.
    legal_form: String,
    /// As on the decision.
    address: String,
    /// The producer's own word.
    brand_place: Option<String>,
    /// The set it was judged by; of a star read from a list the one the register has.
    set: Option<String>,
    set_name: Option<String>,
    commune: Option<Place>,
    province: Option<Place>,
    /// The producer's own words, not vouched for.
    specification: Option<String>,
    /// The producer's own word.
    gtin: Option<String>,
    /// The producer's own words, not vouched for.
    story: Option<String>,
    recognitions: Vec<Star>,
    invented: bool,
    url: String,
}

fn place(code: Option<&String>, name: Option<&String>) -> Option<Place> {
    code.map(|code| Place { code: code.clone(), name: name.cloned().unwrap_or_default() })
}

fn item(base: &str, l: Listed) -> ProductItem {
    let r = l.row;
    ProductItem {
        url: format!("{base}/products/{}", r.code.as_ref().unwrap_or(&r.product_id)),
        commune: place(r.commune_code.as_ref(), r.commune_name.as_ref()),
        province: place(r.province_code.as_ref(), r.province_name.as_ref()),
        id: r.product_id,
        code: r.code,
        name: r.name,
        producer: r.producer_name,
        brand_place: r.brand_place,
        set: r.set_id,
        stars: r.stars,
        status: l.standing.as_str(),
        issued_on: l.issued_on.map(|day| day.to_string()),
        expires_on: l.expires_on.map(|day| day.to_string()),
        certificate: r.certificate,
        lookup: r.lookup,
        invented: r.invented,
    }
}

fn detail(base: &str, p: PublicProduct) -> ProductDetail {
    let url = format!("{base}/products/{}", p.key());
    let (name, producer, address) = (p.name().to_owned(), p.producer().to_owned(), p.address().to_owned());
    let r = p.row;
    let other = |today: String, then: &str| (today != then).then_some(today);
    ProductDetail {
        url,
        commune: place(r.commune_code.as_ref(), r.commune_name.as_ref()),
        province: place(r.province_code.as_ref(), r.province_name.as_ref()),
        set_name: p.set.map(|s| s.name.clone()),
        recognitions: p.stars.iter().map(|s| star(base, s)).collect(),
        aliases: p.aliases,
        id: r.id,
        code: r.code,
        name_today: other(r.name, &name),
        producer_today: other(r.producer_name, &producer),
        name,
        producer,
        legal_form: r.legal_form,
        address,
        brand_place: r.brand_place,
        set: p.set.map(|s| s.id.to_string()),
        specification: r.specification,
        gtin: r.gtin,
        story: r.story,
        invented: r.invented,
    }
}

/// Products that hold or held a star. Words are found without diacritics; names written as asked come first.
#[utoipa::path(
    get,
    path = "/api/v1/products",
    operation_id = "products",
    tag = "products",
    params(
        ("q" = Option<String>, Query, description = "Words of the name, producer, place or code", example = "mam nem"),
        ("area" = Option<String>, Query, description = "Code of a province or commune, of today or of an old map; none where the province is not known", example = "79"),
        ("stars" = Option<i64>, Query, description = "3, 4 or 5", example = 4),
        ("set" = Option<String>, Query, description = "A criteria set", example = "QD26-09"),
        ("sector" = Option<String>, Query, description = "I to VI; none where the sector is not known", example = "I"),
        ("status" = Option<String>, Query, description = "valid, renewal_window, extended, expired, withdrawn, unknown; in_force for the first three", example = "in_force"),
        ("on" = Option<String>, Query, description = "The day the status is asked of; today if left out", example = "2026-10-05"),
        ("page" = Option<i64>, Query, description = "From 1", example = 1),
        ("size" = Option<i64>, Query, description = "1 to 100", example = 24),
    ),
    responses(
        (status = 200, description = "A page of products", body = ProductList, example = json!({
            "items": [{
                "id": "0199b0c0-0000-7000-8000-000000000001", "code": "79-27259-1-2026", "name": "Mắm nêm mẫu",
                "producer": "Hợp tác xã Mẫu", "brand_place": null, "set": "QD26-09",
                "commune": {"code": "27259", "name": "Phường Xóm Chiếu"},
                "province": {"code": "79", "name": "Thành phố Hồ Chí Minh"},
                "stars": 4, "status": "valid", "issued_on": "2026-10-05", "expires_on": "2029-10-05",
                "certificate": "79-2026-00001", "lookup": null, "invented": true,
                "url": "https://ocop.example/products/79-27259-1-2026"
            }],
            "total": 1, "page": 1, "size": 24
        })),
        (status = 422, description = "A filter that cannot be read, or a page or size out of its bounds", content_type = "application/problem+json"),
    )
)]
async fn list(visit: Visit, query: Query) -> Result<Json<ProductList>, Failure> {
    number(&query, "page", LAST_PAGE)?;
    number(&query, "size", 100)?;
    let Found { items, total, page, size, .. } = search(&visit.cx, &asked(&query)).await?;
    let base = &visit.cx.config.base_url;
    let items = items.into_iter().map(|l| item(base, l)).collect();
    Ok(Json(ProductList { items, total, page, size }))
}

/// One product by its code, its id or an old code.
#[utoipa::path(
    get,
    path = "/api/v1/products/{id}",
    operation_id = "product",
    tag = "products",
    params(("id" = String, Path, description = "Product code or id", example = "79-27259-1-2026")),
    responses(
        (status = 200, description = "The product", body = ProductDetail, example = json!({
            "id": "0199b0c0-0000-7000-8000-000000000001", "code": "79-27259-1-2026", "aliases": [],
            "name": "Mắm nêm mẫu", "producer": "Hợp tác xã Mẫu", "legal_form": "cooperative",
            "name_today": null, "producer_today": null, "address": "12 Đường Mẫu", "brand_place": null, "set": "QD26-09",
            "set_name": "Tương, nước mắm, gia vị dạng lỏng khác",
            "commune": {"code": "27259", "name": "Phường Xóm Chiếu"},
            "province": {"code": "79", "name": "Thành phố Hồ Chí Minh"},
            "specification": null, "gtin": null, "story": null, "invented": true,
            "recognitions": [{
                "certificate": "79-2026-00001", "lookup": null, "stars": 4, "status": "valid", "issued_on": "2026-10-05",
                "expires_on": "2029-10-05", "withdrawn_on": null, "superseded_on": null,
                "window_missed_on": null, "decision_number": "123/QĐ-UBND", "decided_on": "2026-10-05",
                "issuer": "Ủy ban nhân dân Thành phố Hồ Chí Minh", "trust": "signed_here", "source": null, "product_name": "Mắm nêm mẫu",
                "producer_name": "Hợp tác xã Mẫu", "url": "https://ocop.example/v/79-2026-00001"
            }],
            "url": "https://ocop.example/products/79-27259-1-2026"
        })),
        (status = 404, description = "No public product has this code", content_type = "application/problem+json"),
    )
)]
async fn one(visit: Visit, Path(id): Path<String>) -> Result<Json<ProductDetail>, Failure> {
    match product(&visit.cx, &id).await? {
        ProductFound::One(p) => Ok(Json(detail(&visit.cx.config.base_url, *p))),
        // An old code given twice names no single product: the list finds them all.
        ProductFound::Several => Err(Failure(Error::NotFound)),
    }
}
