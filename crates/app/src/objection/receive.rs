use super::access::load;
use super::show::due as due_of;
use super::{tell, terms};
use crate::prelude::*;
use crate::settings::term_end::reckoning;
use ocop_domain::objection::Event;
use ocop_store::objection as store;

/// The province takes the objection up (thụ lý); the term of its answer begins.
#[derive(Debug, Clone, Default)]
pub struct Receive {
    pub id: String,
    /// As it was read.
    pub version: i64,
}

pub async fn receive(cx: &Cx, cmd: Receive) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let (row, _) = load(cx, &tx, &cmd.id, Act::ObjectionReceive).await?;
        let state = row.state;
        let next = state.next(Event::Receive).map_err(|_| Error::Conflict("objection_moved"))?;
        let on = cx.today();
        let in_time = !due_of(&row, &reckoning(&tx).await?).late(cx.today());
        let due = terms(&tx).await?.answer_by(cx.today());
        store::receive(&tx, &row.id, cmd.version, on, cx.actor.id(), due).await?;
        let diff = json!({"objection_state": [state.as_str(), next.as_str()], "in_time": in_time,
                          "due_on": due});
        let chain = format!("objection:{}", row.id);
        cx.journal(&tx, &chain, Act::ObjectionReceive.as_str(), &row.id, diff).await?;
        tell::received(cx, &tx, &row, due).await
    })
}
