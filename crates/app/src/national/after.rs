use super::tell::below_five;
use crate::Cx;
use crate::event::{Done, Event};
use ocop_store::Db;

/// What the capability does after events in others.
pub(crate) fn after<'a>(cx: &'a Cx, tx: &'a Db, event: &'a Event<'a>) -> Done<'a> {
    Box::pin(async move {
        match event {
            Event::BelowFive { case, result } => below_five(cx, tx, case, result).await,
            _ => Ok(()),
        }
    })
}
