use super::mine::reader;
use crate::prelude::*;
use ocop_domain::notice::NoticeKind;
use ocop_store::notice as store;

/// Every kind with whether the actor gets it by mail.
pub async fn choices(cx: &Cx) -> Result<Vec<(NoticeKind, bool)>, Error> {
    let chosen = store::choices(cx.db(), reader(cx)?).await?;
    let by_mail =
        |kind: NoticeKind| chosen.iter().find(|(k, _)| k == kind.as_str()).is_none_or(|(_, on)| *on);
    Ok(NoticeKind::ALL.into_iter().filter(|k| k.by_mail()).map(|kind| (kind, by_mail(kind))).collect())
}

/// Keeps by mail only the kinds named; in the app every notice stays.
pub async fn choose(cx: &Cx, by_mail: &[NoticeKind]) -> Result<(), Error> {
    let me = reader(cx)?;
    write_tx!(cx, |tx| {
        for kind in NoticeKind::ALL {
            store::set_choice(&tx, me, kind.as_str(), by_mail.contains(&kind)).await?;
        }
        let kinds: Vec<&str> = by_mail.iter().map(|k| k.as_str()).collect();
        cx.journal(&tx, &format!("account:{me}"), "notice.choose", me, json!({"by_mail": kinds})).await
    })
}
