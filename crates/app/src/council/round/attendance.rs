use crate::council::matter::sitting;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_store::council::{councils, rounds};
use serde_json::json;
use std::collections::BTreeSet;

/// Who is there. A sheet once handed in counts whatever is ticked here afterwards.
#[derive(Debug, Clone, Default)]
pub struct SetAttendance {
    pub round: String,
    pub version: i64,
    pub present: BTreeSet<String>,
}

pub async fn set_attendance(cx: &Cx, cmd: SetAttendance) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let s = sitting(&tx, cx, &cmd.round).await?;
        cx.allow(Act::BallotManage, &s.facts())?;
        s.open()?;
        if let Some(stranger) =
            cmd.present.iter().find(|p| !s.council.members.iter().any(|m| m.account_id == **p))
        {
            return Err(Error::field(&format!("present.{stranger}"), "council_member"));
        }
        rounds::touch(&tx, &cmd.round, cmd.version).await?;
        for m in &s.council.members {
            rounds::set_attendance(&tx, &cmd.round, &m.account_id, cmd.present.contains(&m.account_id))
                .await?;
        }
        let present: Vec<&str> = cmd.present.iter().map(String::as_str).collect();
        councils::keep_names(&tx, &cmd.round, &present).await?;
        let diff = json!({"present": cmd.present});
        cx.journal(&tx, &format!("round:{}", cmd.round), "round.attendance", &cmd.round, diff).await
    })
}
