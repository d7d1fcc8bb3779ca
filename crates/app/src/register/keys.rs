use crate::{Cx, Error, write_tx};
use ocop_store::register::duplicates as rows;

/// Keys for producers entered before keys were kept; a job of the start. Quick where there is nothing to do.
pub async fn write_missing_keys(cx: &Cx) -> Result<(), Error> {
    // Most starts find none, and then need no room to write.
    while !rows::without_keys(cx.db(), 1).await?.is_empty() {
        let done: Result<usize, Error> = write_tx!(cx, |tx| {
            let found = rows::without_keys(&tx, 500).await?;
            for p in &found {
                rows::write_keys(&tx, p).await?;
            }
            Ok(found.len())
        });
        done?;
    }
    Ok(())
}
