use super::form::{FindForm, read};
use crate::prelude::*;
use crate::{facts, once};
use ocop_store::scope::{Place, place};
use ocop_store::survey::{self as rows, Find, Overlap};

/// Điều 10(4)a, 26/2026: a commune writes down a product it has found. Returns its id. A form sent
/// twice makes one find.
pub async fn record(cx: &Cx, form: FindForm) -> Result<String, Error> {
    once::once(cx, recorded(cx, form)).await
}

async fn recorded(cx: &Cx, form: FindForm) -> Result<String, Error> {
    let commune = Some(form.commune_id.trim()).filter(|c| !c.is_empty());
    if commune.is_some() {
        cx.allow(Act::SurveyEdit, &facts::of_place(cx.db(), commune, None).await?)?;
    } else if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let id = cx.id();
    write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let mut find = Find {
            id: id.clone(),
            created_by: cx.actor.id().into(),
            created_at: cx.now_ms(),
            changed_at: cx.now_ms(),
            ..Find::default()
        };
        read(cx, &tx, &form, &mut find).await?;
        cx.allow(Act::SurveyEdit, &facts::of_place(&tx, Some(&find.commune_id), None).await?)?;
        rows::insert(&tx, &find).await?;
        let diff = json!({"did": "record", "commune": find.commune_id, "set": find.set_id});
        cx.journal(&tx, &format!("survey:{id}"), Act::SurveyEdit.as_str(), &id, diff).await?;
        Ok(id.clone())
    })
}

/// A correction, made on the state that stood at `version`.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    pub id: String,
    pub version: i64,
    pub form: FindForm,
}

/// Corrects what was written of a find. It stays in its commune.
pub async fn edit(cx: &Cx, cmd: Edit) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let mut find = rows::find(&tx, &cmd.id).await?.ok_or(Error::NotFound)?;
        let here = facts::of_place(&tx, Some(&find.commune_id), None).await?;
        cx.allow_known(Act::SurveyView, Act::SurveyEdit, &here)?;
        let form = FindForm { commune_id: find.commune_id.clone(), ..cmd.form.clone() };
        let product = find.product_id.clone();
        read(cx, &tx, &form, &mut find).await?;
        find.product_id = product;
        find.version = cmd.version;
        find.changed_at = cx.now_ms();
        rows::update(&tx, &find).await?;
        let diff = json!({"did": "edit", "version": cmd.version + 1});
        cx.journal(&tx, &format!("survey:{}", find.id), Act::SurveyEdit.as_str(), &find.id, diff).await
    })
}

/// A find as its reader may see it.
#[derive(Debug, Clone)]
pub struct FindView {
    pub find: Find,
    pub place: Option<Place>,
    pub producer_name: Option<String>,
    pub product_name: Option<String>,
    /// The same find in other communes of the province.
    pub elsewhere: Vec<Overlap>,
    pub can_edit: bool,
}

pub async fn show(cx: &Cx, id: &str) -> Result<FindView, Error> {
    let db = cx.db();
    let find = rows::find(db, id).await?.ok_or(Error::NotFound)?;
    let here = facts::of_place(db, Some(&find.commune_id), None).await?;
    cx.know(Act::SurveyView, &here)?;
    let producer_name = match &find.producer_id {
        Some(id) => ocop_store::producer::find(db, id).await?.map(|p| p.name),
        None => None,
    };
    let product_name = match &find.product_id {
        Some(id) => ocop_store::product::find(db, id).await?.map(|p| p.name),
        None => None,
    };
    let province = here.province.clone().unwrap_or_default();
    Ok(FindView {
        elsewhere: rows::elsewhere(db, &find.likeness, &find.commune_id, &province).await?,
        place: place(db, &find.commune_id).await?,
        producer_name,
        product_name,
        can_edit: can(&cx.actor, Act::SurveyEdit, &here).allowed(),
        find,
    })
}
