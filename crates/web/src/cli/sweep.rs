//! `ocop sweep`: sessions, links, tries, uploads and sendings whose time is over, letters that went out long ago, and
//! stored files that no row names. The running server does the same by itself; the command is for an installation whose
//! server stands still, and to see what goes.

use super::Fault;
use clap::Args;
use ocop_app::{Cx, account, mail, once, upload};

#[derive(Args, Debug)]
pub struct Sweep {
    /// Days for which a letter that went out is remembered in the outbox
    #[arg(long, env = "OCOP_MAIL_KEPT_DAYS", value_name = "DAYS", default_value_t = ocop_app::MAIL_KEPT_DAYS)]
    pub mail_kept_days: u16,
    #[arg(long)]
    json: bool,
}

pub async fn run(cx: &Cx, what: &Sweep) -> Result<String, Fault> {
    let accounts = account::sweep(cx).await.map_err(Fault::failed)?;
    let forms = once::sweep(cx).await.map_err(Fault::failed)?;
    let (uploads, pieces) = upload::clear(cx).await.map_err(Fault::failed)?;
    let letters = mail::sweep(cx).await.map_err(Fault::failed)?;
    let files = upload::sweep_unnamed(cx).await.map_err(Fault::failed)?;
    if what.json {
        let found = serde_json::json!({
            "accounts": accounts, "forms": forms, "uploads": uploads, "pieces": pieces, "letters": letters,
            "files": files.gone, "files_held_back": files.held_back,
        });
        return Ok(found.to_string());
    }
    let mut said = format!(
        "{accounts} sessions, links, codes and counters, {forms} sendings of forms, {uploads} uploads with {pieces} \
         pieces, {letters} letters, {} files without a name",
        files.gone
    );
    if files.held_back > 0 {
        said.push_str(&format!(
            "; {} files without a name were left: more than this database names, so it is hardly the one that belongs \
             to this directory",
            files.held_back
        ));
    }
    Ok(said)
}
