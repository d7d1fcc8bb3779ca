use crate::pages::register::history;
use crate::prelude::*;
use ocop_app::product::{self, AddAlias, ProductView, SetPicture};

#[derive(Template)]
#[template(path = "product/show.html")]
struct Show {
    page: Page,
    form: Form,
    view: ProductView,
    facts: Vec<Answer>,
    history: Vec<history::Line>,
}

/// `/register/products/{id}`; a code or former code leads here too.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let body = filled(&visit, &id, Form::new()).await?;
    // The id of a record merged away leads to the one it was merged into; a code stays in the address.
    if body.view.product.id != id && body.view.product.id.len() == id.len() {
        return Ok(redirect(&format!("/register/products/{}", body.view.product.id)));
    }
    Ok(Html(body).into_response())
}

pub async fn picture(visit: Visit, Path(id): Path<String>, upload: Upload) -> Reply {
    let version = upload.fields.get("version").parse().unwrap_or_default();
    let bytes = upload.files.iter().find(|f| f.field == "picture").map(|f| f.bytes.to_vec());
    let cmd = SetPicture { id: id.clone(), version, bytes: bytes.unwrap_or_default() };
    match product::set_picture(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/register/products/{id}"), "product.picture_saved")),
        Err(e) => again(filled(&visit, &id, visit.refused(&upload.fields, e)?).await?),
    }
}

pub async fn alias(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = AddAlias {
        product_id: id.clone(),
        code: fields.get("code").into(),
        source: fields.get("source").into(),
    };
    match product::add_alias(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/register/products/{id}"), "product.alias.added")),
        Err(e) => again(filled(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

async fn filled(visit: &Visit, id: &str, form: Form) -> Result<Show, Failure> {
    let view = product::show(&visit.cx, id).await?;
    let page =
        visit.page_titled(view.product.name.clone()).under("/register/products", "product.register_title");
    let facts = facts(&page, &view);
    let history = history::lines(visit, &page, "product", &view.product.id).await?;
    Ok(Show { page, form, view, facts, history })
}

fn facts(page: &Page, v: &ProductView) -> Vec<Answer> {
    let p = &v.product;
    let answer = |key: &str, value: Option<String>| {
        Answer::fact(page.say(&format!("product.{key}")), value.unwrap_or_default())
    };
    let place = v.place.as_ref().map(|p| format!("{}, {}", p.commune_name, p.province_name));
    let made_at = match (&v.establishment, place) {
        (Some(e), Some(place)) => Some(format!("{}: {}, {place}", e.name, e.address)),
        (_, place) => place,
    };
    let set = v.set.as_ref().map(|s| format!("{}. {} ({})", s.number, s.name, s.sector));
    let codes: Vec<&str> = v.aliases.iter().map(|a| a.code.as_str()).collect();
    let mut out = vec![
        answer("code", p.code.clone().or_else(|| Some(page.say("product.code_none")))),
        answer("producer", Some(v.producer_name.clone())),
        answer("set", set.or_else(|| Some(page.say("product.set_none")))),
        answer("agencies", v.set.as_ref().map(|s| s.agencies.join(", "))),
        answer("made_at", made_at),
        answer("brand_place", p.brand_place.clone()),
        answer("specification", p.specification.clone()),
        answer("gtin", p.gtin.clone()),
        answer("old_codes", Some(codes.join(", "))),
        answer("story", p.story.clone()),
    ];
    if p.category.is_some() {
        out.push(answer("category", p.category.clone()));
    }
    out
}
