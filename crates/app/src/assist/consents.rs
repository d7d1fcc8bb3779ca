use super::access::{ConsentView, load, view};
use super::ask_code::{Contact, about_consent, contacts, producer_of};
use super::code::{self, CodeStanding};
use super::term::most_days;
use crate::paper::{Download, kept_scan};
use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Actor, Role, can};
use ocop_domain::assist::Standing;
use ocop_store::assist::consent as store;

/// The most consents a page shows of one producer.
const SHOWN: i64 = 50;

/// Who helps a producer, and who did.
#[derive(Debug, Clone)]
pub struct Board {
    pub producer_id: String,
    pub producer: String,
    /// The newest first.
    pub consents: Vec<ConsentView>,
    /// The reader may ask for one now.
    pub may_open: bool,
    /// The reader may end those that run.
    pub may_end: bool,
    /// The reader is the producer.
    pub own: bool,
    pub most_days: i32,
}

/// The consents of a producer: for the producer, for the officers of the commune, for those who oversee them.
pub async fn board(cx: &Cx, producer_id: &str) -> Result<Board, Error> {
    let db = cx.db();
    let producer = producer_of(db, producer_id).await?;
    let here = facts::of_place(db, producer.commune_id.as_deref(), Some(&producer.id)).await?;
    cx.allow_known(Act::ProducerView, Act::AssistView, &here)?;
    let mut consents = Vec::new();
    for row in store::of_producer(db, &producer.id, SHOWN).await? {
        consents.push(view(cx, db, row).await?);
    }
    let mine = consents.iter().any(|c| c.mine && c.open());
    Ok(Board {
        may_open: !mine && can(&cx.actor, Act::AssistOpen, &here).allowed(),
        may_end: can(&cx.actor, Act::AssistEnd, &here).allowed(),
        own: cx.actor.producers().any(|p| p == producer.id),
        most_days: most_days(db).await?,
        producer_id: producer.id,
        producer: producer.name,
        consents,
    })
}

/// One consent with the ways in which it can be given.
#[derive(Debug, Clone)]
pub struct One {
    pub consent: ConsentView,
    /// Ways to the producer; empty where a code may not be asked for.
    pub contacts: Vec<Contact>,
    /// The last code sent.
    pub code: Option<CodeStanding>,
    pub may_end: bool,
    pub own: bool,
}

pub async fn show(cx: &Cx, id: &str) -> Result<One, Error> {
    let db = cx.db();
    let (row, facts) = load(cx, db, id, Act::AssistView).await?;
    let producer = producer_of(db, &row.producer_id).await?;
    let about = about_consent(&row, &producer);
    let consent = view(cx, db, row).await?;
    let asks = consent.mine && consent.standing == Standing::Asked;
    Ok(One {
        contacts: if asks { contacts(cx, db, &producer).await? } else { vec![] },
        code: if asks { code::standing(cx, &about).await? } else { None },
        may_end: consent.open() && can(&cx.actor, Act::AssistEnd, &facts).allowed(),
        own: cx.actor.producers().any(|p| p == consent.producer_id),
        consent,
    })
}

/// Whom the actor helps, or asked to: the actor's own consents that are open.
pub async fn mine(cx: &Cx) -> Result<Vec<ConsentView>, Error> {
    match &cx.actor {
        Actor::Public => return Err(Error::SignIn),
        actor if !actor.has_role(Role::WardOfficer) => return Err(Error::Forbidden),
        _ => {}
    }
    let mut out = Vec::new();
    for row in store::open_of_officer(cx.db(), cx.actor.id(), &cx.today().to_string(), 200).await? {
        let consent = view(cx, cx.db(), row).await?;
        if consent.open() {
            out.push(consent);
        }
    }
    Ok(out)
}

/// The scan of the signed sheet.
pub async fn signed_sheet(cx: &Cx, id: &str) -> Result<Download, Error> {
    let (row, _) = load(cx, cx.db(), id, Act::AssistView).await?;
    kept_scan(cx, row.sheet_hash.as_deref().ok_or(Error::NotFound)?, "phieu-dong-y").await
}
