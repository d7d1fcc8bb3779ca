use super::access::{chain, consent};
use super::term::most_days;
use crate::facts;
use crate::prelude::*;
use ocop_domain::assist::{Purpose, Purposes, Standing};
use ocop_domain::calendar::add_days;
use ocop_store::assist::consent::{self as store, NewConsent};

/// Asks a producer for leave to fill in. Fields `purposes`, `until` (dd/mm/yyyy).
#[derive(Debug, Clone, Default)]
pub struct Open {
    pub producer_id: String,
    pub purposes: Vec<String>,
    pub until: String,
}

/// Điều 10(4), 26/2026: the commune guides and supports its producers. Writes down what the consent is to be for and
/// returns its id; nothing may be done by it before the producer gave it.
pub async fn open(cx: &Cx, cmd: Open) -> Result<String, Error> {
    let id = cx.id();
    write_tx!(cx, |tx| {
        let producer = ocop_store::producer::find(&tx, &cmd.producer_id).await?.ok_or(Error::NotFound)?;
        let here = facts::of_place(&tx, producer.commune_id.as_deref(), Some(&producer.id)).await?;
        cx.allow_known(Act::ProducerView, Act::AssistOpen, &here)?;
        let (Actor::Person { account, posts }, Some(commune)) = (&cx.actor, &producer.commune_id) else {
            return Err(Error::Forbidden);
        };
        let (today, most) = (cx.today(), most_days(&tx).await?);
        for row in store::open_of(&tx, &producer.id, account, &today.to_string()).await? {
            let standing = consent(&row)?.standing(today, row.seat.as_deref(), posts);
            if matches!(standing, Standing::Asked | Standing::Running) {
                return Err(Error::Conflict("assist_open"));
            }
        }
        let mut invalid = Invalid::default();
        let purposes: Result<Vec<Purpose>, _> = cmd.purposes.iter().map(|p| p.parse()).collect();
        let purposes = Purposes::of(purposes.unwrap_or_default());
        if purposes.is_empty() {
            invalid.add("purposes", "choose_one");
        }
        let until = invalid.day("until", &cmd.until);
        if let Some(day) = until
            && !(today..=add_days(today, most)).contains(&day)
        {
            let last = add_days(today, most).strftime("%d/%m/%Y").to_string();
            invalid.add_with("until", "assist_until", vec![("most", most.to_string()), ("last", last)]);
        }
        invalid.ok()?;
        let Some(until) = until else { return Err(Error::field("until", "required")) };
        let (purposes, until) = (purposes.to_string(), until.to_string());
        let new = NewConsent {
            id: &id,
            producer_id: &producer.id,
            officer_id: account,
            commune_id: commune,
            purposes: &purposes,
            until_day: &until,
            asked_at: cx.now_ms(),
        };
        store::insert(&tx, &new).await?;
        let diff = json!({"consent": id, "state": "asked", "purposes": purposes, "until": until});
        cx.journal(&tx, &chain(&producer.id), Act::AssistOpen.as_str(), &producer.id, diff).await?;
        Ok(id.clone())
    })
}
