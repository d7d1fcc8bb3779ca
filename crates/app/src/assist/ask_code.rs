use super::access::{asked, chain};
use super::code::{self, About, Fresh};
use super::letters;
use crate::clock::day_of;
use crate::mail;
use crate::notice::{Data, Notice, to_call_list};
use crate::prelude::*;
use jiff::Timestamp;
use ocop_domain::assist::{Channel, contact_rests, spoken};
use ocop_domain::journal::sha256;
use ocop_domain::notice::NoticeKind;
use ocop_domain::producer::{mask_email, mask_phone};
use ocop_store::assist::consent::{self as store, ConsentRow};
use ocop_store::producer::Producer;

/// A way to the producer, as the officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub channel: Channel,
    /// Masked.
    pub shown: String,
    /// Written too lately for a code to go there.
    pub too_new: bool,
}

/// The producer's own contacts in the register.
pub(crate) async fn contacts(cx: &Cx, db: &Db, producer: &Producer) -> Result<Vec<Contact>, Error> {
    let mut out = Vec::new();
    for channel in Channel::ALL {
        let (shown, field) = match channel {
            Channel::Mail => (producer.email.as_deref().map(mask_email), "email"),
            Channel::Phone => (producer.phone.as_deref().map(mask_phone), "phone"),
        };
        let Some(shown) = shown else { continue };
        let written = store::contact_written_at(db, &producer.id, field).await?;
        let written = Timestamp::from_millisecond(written).map(day_of).map_err(Error::internal)?;
        out.push(Contact { channel, shown, too_new: !contact_rests(written, cx.today()) });
    }
    Ok(out)
}

/// The channel asked for, field `channel`, if a code may go that way today.
pub(crate) async fn way(cx: &Cx, db: &Db, producer: &Producer, typed: &str) -> Result<Channel, Error> {
    let channel: Channel = typed.parse().map_err(|_| Error::field("channel", "choose_one"))?;
    match contacts(cx, db, producer).await?.into_iter().find(|c| c.channel == channel) {
        None => Err(Error::field("channel", "assist_no_contact")),
        Some(c) if c.too_new => Err(Error::field("channel", "assist_contact_new")),
        Some(_) => Ok(channel),
    }
}

/// What the code is to be used for, in the words of its letter.
pub(crate) struct Sent<'a> {
    pub letter: (String, String),
    /// For the call; the code is added here.
    pub data: Data,
    pub href: &'a str,
}

/// Keeps a code and sends it: by mail, or onto the list of calls, where the officer who asked does not see it.
pub(crate) async fn send(
    cx: &Cx,
    tx: &Db,
    about: &About,
    producer: &Producer,
    (fresh, channel): (&Fresh, Channel),
    sent: Sent<'_>,
) -> Result<(), Error> {
    let row = code::keep(cx, tx, about, fresh, channel).await?;
    match channel {
        Channel::Mail => {
            let to = producer.email.as_deref().unwrap_or_default();
            mail::queue(tx, cx, to, &sent.letter.0, &sent.letter.1).await
        }
        Channel::Phone => {
            let data = sent.data.text("code", spoken(&fresh.code)).text("by", cx.actor.id());
            let kind = NoticeKind::AssistCode;
            let notice = Notice { kind, key: about.call(&row.id), data, href: sent.href.into() };
            to_call_list(cx, tx, &producer.id, &notice).await
        }
    }
}

/// What a consent's code agrees to: for what, until when, for which office and officer, at which contact.
pub(crate) fn about_consent(row: &ConsentRow, producer: &Producer) -> About {
    let contact = |c: &Option<String>| c.clone().unwrap_or_default();
    let content = [
        row.purposes.clone(),
        row.until_day.clone(),
        row.commune_code.clone(),
        row.officer_id.clone(),
        contact(&producer.email),
        contact(&producer.phone),
    ];
    About { kind: "consent", id: row.id.clone(), content: sha256(content.join("\n").as_bytes()) }
}

/// Sends the producer the code that gives the consent; field `channel` (`mail`, `phone`).
pub async fn ask_consent_code(cx: &Cx, id: &str, channel: &str) -> Result<(), Error> {
    asked(cx, cx.db(), id).await?;
    let fresh = code::fresh(cx).await?;
    write_tx!(cx, |tx| {
        let row = asked(cx, &tx, id).await?;
        let producer = producer_of(&tx, &row.producer_id).await?;
        let channel = way(cx, &tx, &producer, channel).await?;
        let about = about_consent(&row, &producer);
        let data = Data::new()
            .maybe("product", "")
            .text("producer", &producer.name)
            .text("office", &row.commune_name)
            .text("purposes", &row.purposes)
            .text("day", &row.until_day);
        let letter = letters::consent(&row, &producer.name, &spoken(&fresh.code));
        let href = format!("/assist/{id}");
        let sent = Sent { letter, data, href: &href };
        send(cx, &tx, &about, &producer, (&fresh, channel), sent).await?;
        let diff = json!({"consent": id, "code": channel.as_str()});
        cx.journal(&tx, &chain(&row.producer_id), Act::AssistOpen.as_str(), &row.producer_id, diff).await
    })
}

pub(crate) async fn producer_of(db: &Db, id: &str) -> Result<Producer, Error> {
    ocop_store::producer::find(db, id).await?.ok_or(Error::NotFound)
}
