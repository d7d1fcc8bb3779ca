use crate::account::posts;
use crate::clock::day_of;
use crate::prelude::*;
use jiff::Timestamp;
use ocop_domain::account::Post;
use ocop_domain::assist::{Consent, How, Purpose, Purposes, Standing};
use ocop_store::assist::consent::{self as store, ConsentRow};

/// The most consents an officer holds at once; beyond that the help is for no producer in particular.
const MOST: i64 = 200;

/// Whose hand types: it decides over the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hand {
    /// The producer: a part typed by this hand is the producer's own again.
    Own,
    /// An officer under consent, for this commune (its area id).
    Office { commune_id: String },
    /// Another person; marks stay as they are.
    Other,
}

impl Hand {
    pub fn helps(&self) -> bool {
        matches!(self, Hand::Office { .. })
    }
}

/// Adds to the facts what the producer's running consent lets the actor do, and says whose hand that is.
/// The producer's own hand is no help to the producer; a consent holds only in the commune it was given for.
pub(crate) async fn fill(cx: &Cx, db: &Db, facts: &mut Facts) -> Result<Hand, Error> {
    let (Actor::Person { account, posts }, Some(producer)) = (&cx.actor, &facts.producer) else {
        return Ok(Hand::Other);
    };
    if cx.actor.producers().any(|p| p == producer) {
        return Ok(Hand::Own);
    }
    if !cx.actor.has_role(ocop_domain::account::Role::WardOfficer) {
        return Ok(Hand::Other);
    }
    let today = cx.today();
    let mut hand = Hand::Other;
    for row in store::open_of(db, producer, account, &today.to_string()).await? {
        let consent = consent(&row)?;
        let here = facts.commune.as_deref() == Some(row.commune_code.as_str());
        if here && consent.standing(today, row.seat.as_deref(), posts) == Standing::Running {
            facts.assisted = facts.assisted.and(consent.purposes);
            hand = Hand::Office { commune_id: row.commune_id };
        }
    }
    Ok(hand)
}

/// Producers the actor may help with this today.
pub(crate) async fn producers(cx: &Cx, db: &Db, purpose: Purpose) -> Result<Vec<String>, Error> {
    let Actor::Person { account, posts } = &cx.actor else { return Ok(vec![]) };
    let today = cx.today();
    let mut out = Vec::new();
    for row in store::open_of_officer(db, account, &today.to_string(), MOST).await? {
        let consent = consent(&row)?;
        let runs = consent.standing(today, row.seat.as_deref(), posts) == Standing::Running;
        if runs && consent.purposes.covers(purpose) && !out.contains(&row.producer_id) {
            out.push(row.producer_id);
        }
    }
    Ok(out)
}

pub(super) fn consent(row: &ConsentRow) -> Result<Consent, Error> {
    Ok(Consent {
        purposes: row.purposes.parse().map_err(Error::internal)?,
        commune: row.commune_code.clone(),
        given_on: row.given_at.and_then(day),
        until: row.until_day.parse().map_err(Error::internal)?,
        ended: row.ending.as_deref().map(str::parse).transpose().map_err(Error::internal)?,
    })
}

fn day(ms: i64) -> Option<Date> {
    Timestamp::from_millisecond(ms).ok().map(day_of)
}

/// A consent as producer and commune see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    pub id: String,
    pub producer_id: String,
    pub producer: String,
    /// The officer's name: producer and commune know each other.
    pub officer: String,
    /// The commune, by name.
    pub office: String,
    pub purposes: Purposes,
    pub until: Date,
    pub standing: Standing,
    pub how: Option<How>,
    pub asked_at: i64,
    pub given_at: Option<i64>,
    pub signed_on: Option<Date>,
    /// A signed sheet was kept.
    pub has_sheet: bool,
    /// The reader is the officer of it.
    pub mine: bool,
}

impl ConsentView {
    pub fn open(&self) -> bool {
        matches!(self.standing, Standing::Asked | Standing::Running)
    }
}

pub(super) async fn view(cx: &Cx, db: &Db, row: ConsentRow) -> Result<ConsentView, Error> {
    let read = consent(&row)?;
    let mine = cx.actor.id() == row.officer_id;
    let held: Vec<Post> = if mine {
        cx.actor.posts().to_vec()
    } else {
        posts::held(cx, db, &row.officer_id).await?.into_iter().map(|h| h.post).collect()
    };
    Ok(ConsentView {
        standing: read.standing(cx.today(), row.seat.as_deref(), &held),
        purposes: read.purposes,
        until: read.until,
        how: row.how.as_deref().map(str::parse).transpose().map_err(Error::internal)?,
        signed_on: row.signed_on.as_deref().and_then(|d| d.parse().ok()),
        has_sheet: row.sheet_hash.is_some(),
        mine,
        id: row.id,
        producer_id: row.producer_id,
        producer: row.producer_name,
        officer: row.officer_name.unwrap_or_default(),
        office: row.commune_name,
        asked_at: row.asked_at,
        given_at: row.given_at,
    })
}

/// A consent for an act upon it; a person who may not see it does not learn that it is there.
pub(super) async fn load(cx: &Cx, db: &Db, id: &str, act: Act) -> Result<(ConsentRow, Facts), Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let row = store::find(db, id).await?.ok_or(Error::NotFound)?;
    let producer = ocop_store::producer::find(db, &row.producer_id).await?.ok_or(Error::NotFound)?;
    let facts = crate::facts::of_place(db, producer.commune_id.as_deref(), Some(&producer.id)).await?;
    cx.allow_known(Act::AssistView, act, &facts)?;
    Ok((row, facts))
}

/// A consent that this actor asked for and that still waits for the producer.
pub(super) async fn asked(cx: &Cx, db: &Db, id: &str) -> Result<ConsentRow, Error> {
    let (row, _) = load(cx, db, id, Act::AssistOpen).await?;
    if row.officer_id != cx.actor.id() {
        return Err(Error::Forbidden);
    }
    let standing = consent(&row)?.standing(cx.today(), row.seat.as_deref(), cx.actor.posts());
    match standing {
        Standing::Asked => Ok(row),
        _ => Err(Error::Conflict("assist_not_asked")),
    }
}

/// The journal's chain of a producer.
pub(super) fn chain(producer_id: &str) -> String {
    format!("producer:{producer_id}")
}

/// Corrections of the register are the office's own work too; they are typed for the producer only where the consent
/// says so.
pub(crate) fn of_register(hand: Hand, facts: &Facts) -> Hand {
    match hand {
        Hand::Office { .. } if !facts.assisted.covers(Purpose::Register) => Hand::Other,
        hand => hand,
    }
}
