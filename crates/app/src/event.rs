//! What happens in one capability and has after-effects in others. The verb tells it with [`Cx::happened`] in its own
//! transaction; the capabilities that act upon it stand in [`crate::after_effects`], so that none is called back up.

use crate::prelude::*;
use ocop_store::council::{CaseRow, ResultRow};
use std::pin::Pin;

#[derive(Debug)]
pub enum Event<'a> {
    /// Điều 7(2)b, 26/2026: the commune proposed a dossier to the province.
    Proposed { dossier: &'a str },
    /// Điều 7(4)g, 26/2026: the ministry's council did not bring the product to five stars.
    BelowFive { case: &'a CaseRow, result: &'a ResultRow },
}

pub type Effect<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// What a capability does after an event, within the transaction that told it.
pub type AfterEffect = for<'a> fn(&'a Cx, &'a Db, &'a Event<'a>) -> Effect<'a>;

impl Cx {
    /// Tells the other capabilities. An error of one of them undoes the act.
    pub(crate) async fn happened(&self, tx: &Db, event: Event<'_>) -> Result<(), Error> {
        for after in self.after_effects {
            after(self, tx, &event).await?;
        }
        Ok(())
    }
}
