use super::mine::reader;
use super::texts::about;
use crate::prelude::*;
use ocop_domain::notice::NoticeKind;
use ocop_store::notice as store;

/// A kind that the actor can be told in one of the posts held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub kind: NoticeKind,
    /// In the language of the reader.
    pub name: &'static str,
    /// The actor has to act on it; else it is news.
    pub duty: bool,
    pub by_mail: bool,
}

/// Every kind that can reach the actor, with whether it comes by mail.
pub async fn choices(cx: &Cx) -> Result<Vec<Choice>, Error> {
    let chosen = store::choices(cx.db(), reader(cx)?).await?;
    let by_mail =
        |kind: NoticeKind| chosen.iter().find(|(k, _)| k == kind.as_str()).is_none_or(|(_, on)| *on);
    let choice = |kind| Choice {
        kind,
        name: about(kind).name(cx.lang),
        duty: about(kind).binds(&cx.actor),
        by_mail: by_mail(kind),
    };
    Ok(reaching(cx).map(choice).collect())
}

fn reaching(cx: &Cx) -> impl Iterator<Item = NoticeKind> {
    NoticeKind::ALL.into_iter().filter(|kind| about(*kind).reaches(&cx.actor))
}

/// Keeps by mail only the kinds named; in the app every notice stays. What was chosen in a post that the actor does not hold
/// today stays as it is.
pub async fn choose(cx: &Cx, by_mail: &[NoticeKind]) -> Result<(), Error> {
    let me = reader(cx)?;
    let by_mail: Vec<NoticeKind> = reaching(cx).filter(|kind| by_mail.contains(kind)).collect();
    write_tx!(cx, |tx| {
        for kind in reaching(cx) {
            store::set_choice(&tx, me, kind.as_str(), by_mail.contains(&kind)).await?;
        }
        let kinds: Vec<&str> = by_mail.iter().map(|k| k.as_str()).collect();
        cx.journal(&tx, &format!("account:{me}"), "notice.choose", me, json!({"by_mail": kinds})).await
    })
}
