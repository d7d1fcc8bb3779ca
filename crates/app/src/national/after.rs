use super::tell::below_five;
use crate::event::{Effect, Event};
use crate::prelude::*;

/// What the capability does after events in others.
pub(crate) fn after<'a>(cx: &'a Cx, tx: &'a Db, event: &'a Event<'a>) -> Effect<'a> {
    Box::pin(async move {
        match event {
            Event::BelowFive { case, result } => below_five(cx, tx, case, result).await,
            _ => Ok(()),
        }
    })
}
