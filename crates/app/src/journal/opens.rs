//! Whether the thing an entry is about has a page its reader may open. The journal is read by posts that may not read all
//! things, and it speaks of drafts, of what was merged, and of what is gone.

use crate::{Cx, Error};
use ocop_domain::account::{Act, Facts, Role, can};

pub(super) async fn opens(cx: &Cx, chain: &str) -> Result<bool, Error> {
    let Some((kind, id)) = chain.split_once(':') else { return Ok(false) };
    let found = match kind {
        "dossier" => crate::dossier::facts_of(cx, id).await.map(|_| ()),
        "product" => crate::product::show(cx, id).await.map(|_| ()),
        "producer" => crate::producer::show(cx, id).await.map(|_| ()),
        "account" => return Ok(can(&cx.actor, Act::AccountManage, &Facts::default()).allowed()),
        "import" => return Ok(can(&cx.actor, Act::ImportProducts, &Facts::default()).allowed()),
        // The rest has a page for those who look into the programme, and none for those who keep its accounts.
        _ => return Ok(cx.actor.has_role(Role::Auditor)),
    };
    match found {
        Ok(()) => Ok(true),
        Err(Error::NotFound | Error::Hidden | Error::Forbidden) => Ok(false),
        Err(other) => Err(other),
    }
}
