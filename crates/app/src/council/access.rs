//! What the policy needs to know of a council: who sits on it and who runs it.

use crate::{Cx, Error};
use ocop_domain::account::Facts;
use ocop_domain::council::{Level, Rules};
use ocop_store::Db;
use ocop_store::council::{CouncilRow, MemberRow, councils};

/// A council with its members, and the actor's own seat on it.
pub(super) struct Council {
    pub row: CouncilRow,
    pub level: Level,
    pub rules: Rules,
    pub members: Vec<MemberRow>,
    pub seat: Option<MemberRow>,
}

impl Council {
    pub fn facts(&self) -> Facts {
        Facts {
            province: self.row.province_code.clone(),
            on_council: self.seat.is_some(),
            runs_council: self
                .seat
                .as_ref()
                .is_some_and(|s| matches!(s.duty.as_str(), "chair" | "secretary")),
            chairs_council: self.seat.as_ref().is_some_and(|s| s.duty == "chair"),
            national: self.level == Level::National,
            submitted: true,
            ..Facts::default()
        }
    }
}

pub(super) fn rules(text: &str) -> Result<Rules, Error> {
    serde_json::from_str(text).map_err(Error::internal)
}

pub(super) async fn council(db: &Db, cx: &Cx, id: &str) -> Result<Council, Error> {
    let row = councils::find(db, id).await?.ok_or(Error::NotFound)?;
    seated(cx, row, councils::members(db, id).await?)
}

pub(super) fn seated(cx: &Cx, row: CouncilRow, members: Vec<MemberRow>) -> Result<Council, Error> {
    let seat = members.iter().find(|m| m.account_id == cx.actor.id()).cloned();
    let level = row.level.parse().map_err(Error::internal)?;
    Ok(Council { level, rules: rules(&row.rules)?, members, seat, row })
}
