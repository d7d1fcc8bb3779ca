use super::words::{SourceLine, sentence, source_line, span, star_label, status_key, until};
use crate::cache::{Cache, Made, rendered};
use crate::motif::{Motif, motif};
use crate::prelude::*;
use crate::view::StarSpan;
use axum::Extension;
use axum::http::{HeaderMap, header};
use ocop_app::portal::{ProductFound, PublicProduct, product};
use ocop_domain::recognition::Trust;
use serde_json::json;

#[derive(Template)]
#[template(path = "portal/product.html")]
struct ProductPage {
    page: Page,
    name: String,
    image: String,
    motif: Motif,
    producer: String,
    place: String,
    stars: i64,
    until: String,
    status: String,
    status_sentence: String,
    /// What the star's page is called by, and how it is called here.
    key: String,
    known_as: String,
    /// Says that the list gives no number, where it gives none.
    no_number: bool,
    qr: String,
    facts_title: String,
    basis: String,
    source: SourceLine,
    facts: Vec<Answer>,
    /// What only the producer says.
    own: Vec<Answer>,
    story: Vec<String>,
    spans: Vec<StarSpan>,
    invented: bool,
    json_ld: String,
}

/// `/products/{code}`: facts with their source first, the producer's story apart from them.
pub async fn show(
    visit: Visit,
    Path(code): Path<String>,
    headers: HeaderMap,
    Extension(cache): Extension<Cache>,
) -> Reply {
    cache.answer(&visit, &visit.page_titled(String::new()), &headers, made(&visit, &code)).await
}

async fn made(visit: &Visit, code: &str) -> Result<Made, Failure> {
    let found = match product(&visit.cx, code).await? {
        ProductFound::One(p) => p,
        ProductFound::Several => {
            let q: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
            return Ok(Made::Elsewhere(redirect(&format!("/products?q={q}"))));
        }
    };
    // The id of a record merged away leads to the one it was merged into.
    if found.row.id != code && found.row.id.len() == code.len() {
        return Ok(Made::Elsewhere(redirect(&format!("/products/{}", found.key()))));
    }
    let page = visit.page_titled(found.name().to_owned()).under("/products", "portal.list.title");
    Ok(rendered(&product_page(visit, page, &found)?)?.into())
}

/// The product's picture, for ever under its hash.
pub async fn picture(visit: Visit, Path(code): Path<String>) -> Reply {
    let picture = ocop_app::portal::picture(&visit.cx, &code).await?;
    let headers = [
        (header::CONTENT_TYPE, picture.media_type),
        (header::ETAG, format!("\"{}\"", picture.hash)),
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
    ];
    Ok((headers, picture.bytes).into_response())
}

fn product_page(visit: &Visit, page: Page, p: &PublicProduct) -> Result<ProductPage, Failure> {
    let current = p.current();
    let standing = current.map(|s| s.standing);
    let key = current.map_or_else(String::new, |s| s.key.clone());
    let qr = if key.is_empty() { String::new() } else { ocop_app::recognition::qr(&visit.cx, &key)? };
    // What was read from a list is never called confirmed: its own word says on what it stands.
    let trust = current.map(|s| s.trust);
    let facts_title = match trust {
        Some(Trust::SignedHere) => "portal.product.facts",
        _ => "portal.product.facts_listed",
    };
    let status = standing.map_or("", status_key);
    let sentence = current.map_or_else(String::new, |s| sentence(&page, s));
    let story = p.row.story.as_deref().unwrap_or_default();
    Ok(ProductPage {
        name: p.name().to_owned(),
        image: p
            .row
            .picture_hash
            .as_ref()
            .map_or_else(String::new, |_| format!("/products/{}/picture", p.key())),
        motif: motif(p.set, p.sector()),
        producer: p.producer().to_owned(),
        place: place_of(p),
        stars: current.map_or(0, |s| s.stars),
        until: current.map_or_else(String::new, |s| until(&page, s.standing, s.expires_on)),
        status: status.to_owned(),
        status_sentence: sentence,
        facts: facts(&page, p),
        own: own(&page, p),
        story: story.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect(),
        spans: p.stars.iter().map(|s| span(&page, s)).collect(),
        invented: p.row.invented,
        json_ld: json_ld(visit, p),
        known_as: current.map_or_else(String::new, |s| star_label(&page, s)),
        no_number: current.is_some_and(|s| s.certificate.is_none()),
        facts_title: page.say(facts_title),
        basis: trust.map_or_else(String::new, |t| page.say(&format!("portal.basis.{}", t.as_str()))),
        source: current.map_or_else(SourceLine::default, |s| source_line(&page, s)),
        key,
        qr,
        page,
    })
}

/// What the decision, or the list, names; nothing a producer can change alone.
fn facts(page: &Page, p: &PublicProduct) -> Vec<Answer> {
    let signed = p.current().is_some_and(|s| s.trust == Trust::SignedHere);
    answers(
        page,
        vec![
            ("code", p.row.code.clone().unwrap_or_default()),
            ("producer", p.producer().to_owned()),
            ("address", p.address().to_owned()),
            // The address on a decision signed here says commune and province.
            ("place", if signed { String::new() } else { place_of(p) }),
            ("set", p.set.filter(|_| p.set_judged).map_or_else(String::new, |s| s.name.clone())),
            ("aliases", p.aliases.join(", ")),
        ],
    )
}

/// What the producer says of the firm and the product, today.
fn own(page: &Page, p: &PublicProduct) -> Vec<Answer> {
    let row = &p.row;
    let signed = p.current().is_some_and(|s| s.trust == Trust::SignedHere);
    let other = |today: &str, then: &str| if today == then { String::new() } else { today.to_owned() };
    answers(
        page,
        vec![
            ("own_name", other(&row.name, p.name())),
            ("own_producer", other(&row.producer_name, p.producer())),
            // Of a list's producer it is only guessed from the name.
            (
                "legal_form",
                if signed {
                    page.say(&format!("portal.legal_form.{}", row.legal_form))
                } else {
                    String::new()
                },
            ),
            ("place", if signed { place_of(p) } else { String::new() }),
            ("set", p.set.filter(|_| !p.set_judged).map_or_else(String::new, |s| s.name.clone())),
            ("brand_place", row.brand_place.clone().unwrap_or_default()),
            ("specification", row.specification.clone().unwrap_or_default()),
            ("gtin", row.gtin.clone().unwrap_or_default()),
        ],
    )
}

fn place_of(p: &PublicProduct) -> String {
    let place = [p.row.commune_name.as_deref(), p.row.province_name.as_deref()];
    place.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn answers(page: &Page, mut facts: Vec<(&'static str, String)>) -> Vec<Answer> {
    facts.retain(|(_, value)| !value.is_empty());
    facts
        .into_iter()
        .map(|(key, value)| Answer::fact(page.say(&format!("portal.fact.{key}")), value))
        .collect()
}

/// schema.org Product with its certification; `<` is written so that no text can end the block.
fn json_ld(visit: &Visit, p: &PublicProduct) -> String {
    let base = &visit.cx.config.base_url;
    let mut product = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": p.name(),
        "url": format!("{base}/products/{}", p.key()),
        "brand": {"@type": "Organization", "name": p.producer()},
        "countryOfOrigin": {"@type": "Country", "name": "VN"},
    });
    if let Some(code) = &p.row.code {
        product["productID"] = json!(code);
    }
    if let Some(gtin) = &p.row.gtin {
        product["gtin"] = json!(gtin);
    }
    if p.row.picture_hash.is_some() {
        product["image"] = json!(format!("{base}/products/{}/picture", p.key()));
    }
    // What a newspaper or a holder says is told to people with its source, not to machines as a certification.
    if let Some(s) = p.current().filter(|s| s.trust.vouched()) {
        let mut certification = json!({
            "@type": "Certification",
            "name": format!("OCOP {} sao", s.stars),
            "certificationStatus": if s.standing.in_force() {
                "https://schema.org/CertificationActive"
            } else {
                "https://schema.org/CertificationInactive"
            },
            "certificationRating": {
                "@type": "Rating", "ratingValue": s.stars, "bestRating": 5, "worstRating": 3
            },
            "issuedBy": {"@type": "GovernmentOrganization", "name": s.issuer},
            "url": format!("{base}/v/{}", s.key),
        });
        if let Some(number) = &s.certificate {
            certification["certificationIdentification"] = json!(number);
        }
        if let Some(d) = s.issued_on {
            certification["validFrom"] = json!(d.to_string());
        }
        if let Some(d) = s.expires_on {
            certification["expires"] = json!(d.to_string());
        }
        product["hasCertification"] = certification;
    }
    product.to_string().replace('<', "\\u003c")
}
