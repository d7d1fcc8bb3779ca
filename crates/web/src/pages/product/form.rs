use crate::prelude::*;
use ocop_app::Cx;
use ocop_app::producer;
use ocop_app::product::{self, Edit, Product, Register, TreeSector, tree};

typed!(product::ProductForm => "product/form.html", "version");
#[derive(Template)]
#[template(path = "product/form.html")]
struct FormPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    tree: Vec<TreeSector>,
    workshops: Vec<Choice>,
}

/// `/producers/{id}/products/new`.
pub async fn new(visit: Visit, Path(id): Path<String>) -> Reply {
    if !producer::show(&visit.cx, &id).await?.can_register_product {
        return Err(Error::Forbidden.into());
    }
    Ok(Html(of_producer(&visit, &id, Form::new()).await?).into_response())
}

pub async fn register(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Register { producer_id: id.clone(), form: fields.read()? };
    match product::register(&visit.sending(&fields), cmd).await {
        Ok(made) => Ok(redirect_with(&format!("/register/products/{made}"), "product.registered")),
        Err(e) => again(of_producer(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

/// `/register/products/{id}/edit`.
pub async fn edit(visit: Visit, Path(id): Path<String>) -> Reply {
    let view = product::show(&visit.cx, &id).await?;
    if !view.can_edit {
        return Err(Error::Forbidden.into());
    }
    let form = prefilled(&view.product);
    Ok(Html(of_product(&visit, &view.product, form).await?).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let view = product::show(&visit.cx, &id).await?;
    let version = fields.get("version").parse().unwrap_or_default();
    let cmd = Edit { id: view.product.id.clone(), version, form: fields.read()? };
    let done = product::edit(&visit.cx, cmd).await;
    let next = (format!("/register/products/{}", view.product.id), "product.saved");
    saved(&visit, &fields, done, next, async |form| of_product(&visit, &view.product, form).await).await
}

async fn of_producer(visit: &Visit, id: &str, form: Form) -> Result<FormPage, Failure> {
    let (name, workshops) = workshops(&visit.cx, id).await?;
    let page = visit.page("product.new").crumb(format!("/producers/{id}"), name);
    let action = format!("/producers/{id}/products/new");
    Ok(FormPage { page, form, action, back: format!("/producers/{id}"), tree: tree(), workshops })
}

async fn of_product(visit: &Visit, product: &Product, form: Form) -> Result<FormPage, Failure> {
    let back = format!("/register/products/{}", product.id);
    let page = visit.page("product.edit").crumb(back.clone(), product.name.clone());
    // An officer of the workshop's commune keeps the product, not its producer, and leaves the workshop as it is.
    let workshops = match workshops(&visit.cx, &product.producer_id).await {
        Ok((_, found)) => found,
        Err(Failure(Error::NotFound | Error::Hidden)) => {
            let kept = product::show(&visit.cx, &product.id).await?.establishment;
            kept.map(|e| Choice::new(e.id, format!("{} ({})", e.name, e.commune_name))).into_iter().collect()
        }
        Err(e) => return Err(e),
    };
    Ok(FormPage { page, form, action: format!("{back}/edit"), back, tree: tree(), workshops })
}

/// A producer's name and the places it works in besides its seat.
async fn workshops(cx: &Cx, producer_id: &str) -> Result<(String, Vec<Choice>), Failure> {
    let view = producer::show(cx, producer_id).await?;
    let places = view.establishments.into_iter();
    let places = places.map(|e| Choice::new(e.id, format!("{} ({})", e.name, e.commune_name)));
    Ok((view.producer.name, places.collect()))
}

fn prefilled(p: &Product) -> Form {
    let mut form = Form::new();
    form.set("version", p.version.to_string()).set("name", p.name.clone());
    let optional = [
        ("set_id", &p.set_id),
        ("establishment_id", &p.establishment_id),
        ("brand_place", &p.brand_place),
        ("specification", &p.specification),
        ("story", &p.story),
        ("gtin", &p.gtin),
    ];
    for (name, value) in optional {
        form.set(name, value.clone().unwrap_or_default());
    }
    form
}
