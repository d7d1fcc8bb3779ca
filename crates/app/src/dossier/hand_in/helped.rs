//! Handing in what was filled in for a producer: never by the officer alone. The producer submits, or confirms by a
//! code or a signed sheet exactly the content that is then sealed (Điều 6(1), 7(1), 26/2026).

use super::confirm::{Draft, hand_in_confirmed, helped};
use super::submit::Receipt;
use crate::assist::code::{self, About};
use crate::assist::{CodeStanding, Contact, Sent, contacts, letters, producer_of, send, signed, way};
use crate::dossier::read::whole::Dossier;
use crate::dossier::seal::confirmation::Confirmed;
use crate::notice::{Data, Notice, to_producer};
use crate::paper::SentFile;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::assist::{How, spoken};
use ocop_domain::dossier::seal::{SealRef, SealedSheet, short};
use ocop_domain::notice::NoticeKind;
use ocop_store::{Db, files};
use serde_json::json;

/// What the page of confirming shows.
#[derive(Debug, Clone)]
pub struct HandIn {
    pub dossier: Dossier,
    /// Hash of what the producer confirms.
    pub content: String,
    /// As it stands on the sheet.
    pub short: String,
    /// Nothing is missing: it can be confirmed.
    pub ready: bool,
    pub contacts: Vec<Contact>,
    pub code: Option<CodeStanding>,
}

fn about(draft: &Draft) -> About {
    About { kind: "dossier", id: draft.dossier.id.clone(), content: draft.content.clone() }
}

/// The draft as it would be sealed now, for the officer who fills it in.
pub async fn hand_in(cx: &Cx, dossier_id: &str) -> Result<HandIn, Error> {
    let draft = helped(cx, cx.db(), dossier_id).await?;
    let producer = producer_of(cx.db(), &draft.dossier.subject.producer_id).await?;
    Ok(HandIn {
        contacts: contacts(cx, cx.db(), &producer).await?,
        code: code::standing(cx, &about(&draft)).await?,
        short: short(&draft.content),
        content: draft.content,
        ready: draft.ready,
        dossier: draft.dossier,
    })
}

fn whole(draft: Draft) -> Result<Draft, Error> {
    if draft.ready { Ok(draft) } else { Err(Error::field("", "dossier_incomplete")) }
}

/// Sends the producer the code that confirms exactly this content; field `channel` (`mail`, `phone`).
pub async fn ask_hand_in_code(cx: &Cx, dossier_id: &str, channel: &str) -> Result<(), Error> {
    helped(cx, cx.db(), dossier_id).await?;
    let fresh = code::fresh(cx).await?;
    write_tx!(cx, |tx| {
        let draft = whole(helped(cx, &tx, dossier_id).await?)?;
        let d = &draft.dossier;
        let producer = producer_of(&tx, &d.subject.producer_id).await?;
        let channel = way(cx, &tx, &producer, channel).await?;
        let (product, office, number) =
            (&d.subject.product_name, &d.place.commune_name, short(&draft.content));
        let letter = letters::dossier(product, office, &number, &spoken(&fresh.code));
        let data = Data::new()
            .text("product", product)
            .text("producer", &producer.name)
            .text("office", office)
            .text("number", number);
        let href = format!("/dossiers/{dossier_id}/confirm");
        let sent = Sent { letter, data, href: &href };
        send(cx, &tx, &about(&draft), &producer, (&fresh, channel), sent).await?;
        let diff = json!({"code": channel.as_str(), "content": draft.content});
        let chain = format!("dossier:{dossier_id}");
        cx.journal(&tx, &chain, Act::DossierHandIn.as_str(), dossier_id, diff).await
    })
}

/// The producer told the officer the code; field `code`. The dossier is sealed and handed in.
pub async fn hand_in_by_code(cx: &Cx, dossier_id: &str, typed: &str) -> Result<Receipt, Error> {
    let about = about(&helped(cx, cx.db(), dossier_id).await?);
    let fitting = code::tried(cx, &about, typed).await?;
    write_tx!(cx, |tx| {
        let confirmed = Confirmed { how: How::Code, content: fitting.content().to_owned(), sheet: None };
        let changed = |e| if matches!(e, Error::Conflict("assist_content")) { void() } else { e };
        let (receipt, d) = hand_in_confirmed(cx, &tx, dossier_id, confirmed).await.map_err(changed)?;
        fitting.spend(cx, &tx, &about).await?;
        told(cx, &tx, &d, &receipt, How::Code).await?;
        Ok(receipt)
    })
}

fn void() -> Error {
    Error::field("code", "assist_code_void")
}

/// The producer signed the printed sheet; fields `sheet_code` (the content's short code as it stands on the sheet),
/// `signed_on`, `file`.
#[derive(Debug, Clone, Default)]
pub struct HandInBySheet {
    pub dossier_id: String,
    pub sheet_code: String,
    pub signed_on: String,
    /// One file, or several photos of the sheet in order.
    pub files: Vec<SentFile>,
}

/// The second look: the code the officer reads off the signed sheet has to be that of what is about to be sealed.
pub async fn hand_in_by_sheet(cx: &Cx, cmd: HandInBySheet) -> Result<Receipt, Error> {
    // Asked before any byte is kept.
    let draft = whole(helped(cx, cx.db(), &cmd.dossier_id).await?)?;
    let mut invalid = Invalid::default();
    match cmd.sheet_code.parse::<SealRef>() {
        _ if cmd.sheet_code.trim().is_empty() => invalid.add("sheet_code", "required"),
        Ok(typed) if typed.fits(&draft.content) => {}
        _ => invalid.add("sheet_code", "assist_sheet_differs"),
    }
    let sheet = signed(cx, &cmd.signed_on, cmd.files, invalid).await?;
    write_tx!(cx, |tx| {
        files::register(&tx, &sheet.hash, sheet.media_type, sheet.size, cx.now_ms()).await?;
        let scan = SealedSheet {
            signed_on: sheet.signed_on.clone(),
            media_type: sheet.media_type.into(),
            sha256: sheet.hash.clone(),
            size: sheet.size,
        };
        let confirmed = Confirmed { how: How::Sheet, content: draft.content.clone(), sheet: Some(scan) };
        let (receipt, d) = hand_in_confirmed(cx, &tx, &cmd.dossier_id, confirmed).await?;
        code::drop_all(cx, &tx, &about(&draft)).await?;
        told(cx, &tx, &d, &receipt, How::Sheet).await?;
        Ok(receipt)
    })
}

/// Beside the receipt: that it was the ward that handed it in, and by what.
async fn told(cx: &Cx, tx: &Db, d: &Dossier, receipt: &Receipt, how: How) -> Result<(), Error> {
    let notice = Notice {
        kind: NoticeKind::AssistSubmitted,
        key: format!("{}:{}", d.id, d.attempts + 1),
        data: Data::new()
            .text("product", &d.subject.product_name)
            .text("office", &d.place.commune_name)
            .text("number", &receipt.registration_number)
            .text("how", how.as_str()),
        href: format!("/dossiers/{}", d.id),
    };
    to_producer(cx, tx, &d.subject.producer_id, &notice).await
}
