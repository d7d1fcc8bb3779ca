//! The posts a person holds today, as the policy knows them.

use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::account::{Post, Role, Scope};
use ocop_store::Db;
use ocop_store::account::{PostRow, posts_of};

/// A post with the name of the place or producer it is held for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPost {
    pub id: String,
    pub post: Post,
    /// Empty for the whole country.
    pub place: String,
}

/// The posts held on the present day. A post given in a unit that has since been merged whole into another reaches
/// that other; one in a unit that was split reaches nothing until a person appoints anew.
pub(crate) async fn held(cx: &Cx, db: &Db, account_id: &str) -> Result<Vec<HeldPost>, Error> {
    held_of(cx, db, posts_of(db, account_id).await?).await
}

/// Those of these posts that are held today.
pub(super) async fn held_of(cx: &Cx, db: &Db, rows: Vec<PostRow>) -> Result<Vec<HeldPost>, Error> {
    let today = cx.today();
    let mut out = Vec::new();
    for row in rows {
        if let Some(held) = read(db, row, today).await?
            && held.post.holds_on(today)
        {
            out.push(held);
        }
    }
    Ok(out)
}

/// A stored post as the domain's; `None` if it reaches nothing on that day.
pub(crate) async fn read(db: &Db, row: PostRow, today: Date) -> Result<Option<HeldPost>, Error> {
    let role: Role = row.role.parse().map_err(Error::internal)?;
    let from = day(&row.valid_from)?;
    let until = row.valid_until.as_deref().map(day).transpose()?;
    let place = row.area_name.clone().or(row.producer_name.clone()).unwrap_or_default();
    let Some(scope) = scope(db, &row, today).await? else { return Ok(None) };
    Ok(Some(HeldPost { id: row.id, post: Post { role, scope, from, until }, place }))
}

async fn scope(db: &Db, row: &PostRow, today: Date) -> Result<Option<Scope>, Error> {
    if let Some(producer) = &row.producer_id {
        return Ok(Some(Scope::Producer(producer.clone())));
    }
    let Some(area_id) = &row.area_id else { return Ok(Some(Scope::Nation)) };
    let (Some(level), Some(code), Some(province)) = (&row.area_level, &row.area_code, &row.area_province)
    else {
        return Ok(None);
    };
    let ended = row.area_ended.as_deref().map(day).transpose()?.is_some_and(|end| end <= today);
    let (level, code, province) = if ended {
        match ocop_store::account::standing(db, area_id, &today.to_string()).await? {
            Some(unit) => (unit.level, unit.code, unit.province_code),
            None => return Ok(None),
        }
    } else {
        (level.clone(), code.clone(), province.clone())
    };
    Ok(match level.as_str() {
        "province" => Some(Scope::Province(code)),
        "commune" => Some(Scope::Commune { province, commune: code }),
        _ => None,
    })
}

fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::Internal(format!("“{text}” is not a stored day")))
}
