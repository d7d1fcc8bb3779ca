use super::who;
use crate::once;
use crate::prelude::*;
use ocop_store::practice as rows;

/// Takes one of the actor's own tries away for good.
pub async fn remove_try(cx: &Cx, id: &str) -> Result<(), Error> {
    let account = who(cx)?.to_owned();
    write_tx!(cx, |tx| {
        rows::find(&tx, &account, id).await?.ok_or(Error::NotFound)?;
        rows::remove(&tx, &account, id).await?;
        once::undone(&tx, id).await?;
        cx.journal(&tx, &format!("account:{account}"), "practice.remove", id, json!({})).await
    })
}
