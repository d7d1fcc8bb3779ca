use super::form::{ProducerForm, changed, read};
use crate::prelude::*;
use crate::register_change::{Noted, note_between};
use crate::{assist, facts};
use ocop_domain::register::Thing;
use ocop_domain::register::needs_office;
use ocop_store::producer as rows;
use ocop_store::register::image;

/// A correction of a producer's entry, made on the state that stood at `version`.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    pub id: String,
    pub version: i64,
    pub form: ProducerForm,
}

/// Corrects a producer's entry. Certificates keep the names and addresses they were issued with.
pub async fn edit(cx: &Cx, cmd: Edit) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let old = rows::find(&tx, &cmd.id).await?.ok_or(Error::NotFound)?;
        let mut place = facts::of_place(&tx, old.commune_id.as_deref(), Some(&old.id)).await?;
        let hand = assist::fill(cx, &tx, &mut place).await?;
        cx.allow_known(Act::ProducerView, Act::ProducerEdit, &place)?;
        let mut new = old.clone();
        new.version = cmd.version;
        read(cx, &tx, &cmd.form, &mut new).await?;
        // A person who moves a producer must be in charge at both ends.
        cx.allow(Act::ProducerEdit, &facts::of_place(&tx, new.commune_id.as_deref(), Some(&new.id)).await?)?;
        let fields = changed(&old, &new);
        own_facts_only(cx, &place, &fields)?;
        let before = image::find(&tx, "producer", &old.id).await?.ok_or(Error::NotFound)?;
        match rows::update(&tx, &new).await {
            // Two with one tax number at once: the next attempt finds it taken and says so at the field.
            Err(ocop_store::Error::Duplicate(_)) => return Err(Error::Busy),
            other => other?,
        }
        let day = cx.today().to_string();
        let about =
            Noted { thing: Thing::Producer, id: &old.id, effective_on: &day, ground: None, amendment: None };
        note_between(cx, &tx, &about, &before, &fields).await?;
        let hand = assist::of_register(hand, &place);
        assist::typed(
            cx,
            &tx,
            &hand,
            ("producer", &old.id),
            fields.iter().map(|f| (*f).to_owned()).collect(),
        )
        .await?;
        cx.journal(
            &tx,
            &format!("producer:{}", old.id),
            Act::ProducerEdit.as_str(),
            &old.id,
            json!({"fields": fields, "version": cmd.version + 1}),
        )
        .await?;
        if fields.contains(&"name") || fields.contains(&"commune_id") {
            refresh_products(&tx, &old.id).await?;
            ocop_store::setting::touch_public(&tx).await?;
        }
        Ok(())
    })
}

/// Legal facts are proposed with their ground and changed by the office; everything else the producer changes.
fn own_facts_only(cx: &Cx, here: &Facts, fields: &[&str]) -> Result<(), Error> {
    if can(&cx.actor, Act::RegisterDecide, here).allowed() {
        return Ok(());
    }
    let mut bad = Invalid::default();
    for field in fields.iter().filter(|f| needs_office(f)) {
        bad.add(*field, "fact_needs_office");
    }
    bad.ok()
}

/// The catalogue finds products by their producer's name too.
pub(crate) async fn refresh_products(db: &ocop_store::Db, producer_id: &str) -> Result<(), Error> {
    let everything = ocop_store::scope::Visible::everything();
    let (mut offset, days) = (0, ocop_store::recognition::Days::default());
    loop {
        let (lines, total) =
            ocop_store::product::list(db, &everything, Some(producer_id), "", &days, (200, offset)).await?;
        let ids: Vec<String> = lines.into_iter().map(|line| line.id).collect();
        crate::catalogue::refresh_many(db, &ids).await?;
        offset += 200;
        if offset >= total {
            return Ok(());
        }
    }
}
