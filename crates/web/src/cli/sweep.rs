//! `ocop sweep`: sessions, links, tries, uploads and sendings whose time is over, and letters that went out long ago, as the
//! running server does by itself. Stored files that no row names are told, and set aside where that is asked.

use super::Fault;
use clap::Args;
use ocop_app::{Cx, account, mail, once, upload};

#[derive(Args, Debug)]
pub struct Sweep {
    /// Days for which a letter that went out is remembered in the outbox
    #[arg(long, env = "OCOP_MAIL_KEPT_DAYS", value_name = "DAYS", default_value_t = ocop_app::MAIL_KEPT_DAYS)]
    pub mail_kept_days: u16,
    /// Set stored files aside that no record has named for a week (into the folder `aside`; nothing is thrown away)
    #[arg(long)]
    pub set_aside: bool,
    #[arg(long)]
    json: bool,
}

pub async fn run(cx: &Cx, what: &Sweep) -> Result<String, Fault> {
    let accounts = account::sweep(cx).await.map_err(Fault::failed)?;
    let forms = once::sweep(cx).await.map_err(Fault::failed)?;
    let (uploads, pieces) = upload::clear(cx).await.map_err(Fault::failed)?;
    let letters = mail::sweep(cx).await.map_err(Fault::failed)?;
    let files = upload::unnamed(cx, what.set_aside).await.map_err(Fault::failed)?;
    if what.json {
        let found = serde_json::json!({
            "accounts": accounts, "forms": forms, "uploads": uploads, "pieces": pieces, "letters": letters,
            "files_unnamed": files.found, "files_aside": files.aside,
        });
        return Ok(found.to_string());
    }
    let mut said = format!(
        "{accounts} sessions, links, codes and counters, {forms} sendings of forms, {uploads} uploads with {pieces} \
         pieces and {letters} letters are gone; {} files have no name, {} of them are set aside",
        files.found, files.aside
    );
    if files.foreign {
        said.push_str(
            ": more than this database names, so it is hardly the one that belongs to this directory",
        );
    }
    Ok(said)
}
