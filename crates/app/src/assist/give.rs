use super::access::{asked, chain};
use super::ask_code::{about_consent, producer_of};
use super::code;
use crate::notice::{Data, Notice, to_producer};
use crate::paper::{SentFile, TakenIn, take_in};
use crate::prelude::*;
use ocop_domain::assist::How;
use ocop_domain::notice::NoticeKind;
use ocop_store::assist::consent::{self as store, ConsentRow, Given};
use ocop_store::files;

/// The producer agreed by telling the officer the code; field `code`.
pub async fn give_by_code(cx: &Cx, id: &str, typed: &str) -> Result<(), Error> {
    let row = asked(cx, cx.db(), id).await?;
    let about = about_consent(&row, &producer_of(cx.db(), &row.producer_id).await?);
    let fitting = code::tried(cx, &about, typed).await?;
    write_tx!(cx, |tx| {
        let row = asked(cx, &tx, id).await?;
        let now = about_consent(&row, &producer_of(&tx, &row.producer_id).await?);
        if now.content != fitting.content() {
            return Err(Error::field("code", "assist_code_void"));
        }
        fitting.spend(cx, &tx, &now).await?;
        let given = Given { how: How::Code.as_str(), at: cx.now_ms(), ..Given::default() };
        given_by(cx, &tx, &row, &given).await
    })
}

/// The producer agreed by signature; fields `signed_on` (dd/mm/yyyy), `file`.
#[derive(Debug, Clone, Default)]
pub struct GiveBySheet {
    pub id: String,
    pub signed_on: String,
    /// One file, or several photos of the sheet in order.
    pub files: Vec<SentFile>,
}

/// Keeps the scan of the signed sheet, its type checked by content, and lets the consent run.
pub async fn give_by_sheet(cx: &Cx, cmd: GiveBySheet) -> Result<(), Error> {
    // Asked before any byte is kept.
    asked(cx, cx.db(), &cmd.id).await?;
    let sheet = signed(cx, &cmd.signed_on, cmd.files, Invalid::default()).await?;
    write_tx!(cx, |tx| {
        let row = asked(cx, &tx, &cmd.id).await?;
        files::register(&tx, &sheet.hash, sheet.media_type, sheet.size, cx.now_ms()).await?;
        let about = about_consent(&row, &producer_of(&tx, &row.producer_id).await?);
        code::drop_all(cx, &tx, &about).await?;
        let given = Given {
            how: How::Sheet.as_str(),
            at: cx.now_ms(),
            signed_on: Some(&sheet.signed_on),
            sheet_hash: Some(&sheet.hash),
        };
        given_by(cx, &tx, &row, &given).await
    })
}

/// A signed sheet whose bytes are stored.
pub(crate) struct Signed {
    pub hash: String,
    pub media_type: &'static str,
    pub size: i64,
    pub signed_on: String,
}

/// Checks the day and the scan beside what else is wrong with the form, then stores the bytes.
pub(crate) async fn signed(
    cx: &Cx,
    signed_on: &str,
    files: Vec<SentFile>,
    mut invalid: Invalid,
) -> Result<Signed, Error> {
    let day = invalid.day("signed_on", signed_on);
    if day.is_some_and(|d| d > cx.today()) {
        invalid.add("signed_on", "date_in_future");
    }
    let taken = take_in(cx, files).await?;
    if let Err(code) = &taken {
        invalid.add("file", code);
    }
    invalid.ok()?;
    let (Ok(TakenIn { intake, bytes, .. }), Some(day)) = (taken, day) else {
        return Err(Error::field("file", "file_type"));
    };
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    let hash = cx.store.files.put(bytes).await?;
    Ok(Signed { hash, media_type: intake.media_type.as_str(), size, signed_on: day.to_string() })
}

async fn given_by(cx: &Cx, tx: &Db, row: &ConsentRow, given: &Given<'_>) -> Result<(), Error> {
    store::give(tx, &row.id, row.version, given).await?;
    let diff = json!({"consent": row.id, "state": "running", "how": given.how, "sheet": given.sheet_hash,
        "signed_on": given.signed_on, "purposes": row.purposes, "until": row.until_day});
    cx.journal(tx, &chain(&row.producer_id), Act::AssistOpen.as_str(), &row.producer_id, diff).await?;
    let told = Notice {
        kind: NoticeKind::AssistOpened,
        key: row.id.clone(),
        data: Data::new()
            .text("producer", &row.producer_name)
            .text("office", &row.commune_name)
            .text("purposes", &row.purposes)
            .text("day", &row.until_day),
        href: format!("/producers/{}/assist", row.producer_id),
    };
    to_producer(cx, tx, &row.producer_id, &told).await
}
