use super::round::admit::admit_on_time;
use crate::Cx;
use crate::event::{Effect, Event};
use ocop_store::Db;

/// What the capability does after events in others.
pub(crate) fn after<'a>(cx: &'a Cx, tx: &'a Db, event: &'a Event<'a>) -> Effect<'a> {
    Box::pin(async move {
        match event {
            Event::Proposed { dossier } => admit_on_time(cx, tx, dossier).await.map(drop),
            _ => Ok(()),
        }
    })
}
