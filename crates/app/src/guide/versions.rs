use super::place::{Place, place};
use super::text::GuideText;
use crate::{Cx, Error};
use ocop_store::guide::text as store;

/// One version of a text.
#[derive(Debug, Clone)]
pub struct Version {
    pub number: i64,
    pub text: GuideText,
    pub effort: Option<i64>,
    /// The name of who wrote it, as far as the account is still known.
    pub author: String,
    pub written_at: i64,
}

/// A text with all that was ever said in its place.
#[derive(Debug, Clone)]
pub struct Versions {
    pub place: Place,
    /// The newest there is; 0 for none.
    pub newest: i64,
    /// One page, newest first.
    pub versions: Vec<Version>,
}

pub(super) const PAGE: i64 = 20;

/// The versions of a text, for those who may write it: page (from 1) by page.
pub async fn versions(
    cx: &Cx,
    set: &str,
    criterion: &str,
    option: &str,
    scope: &str,
    page: i64,
) -> Result<Versions, Error> {
    let place = place(cx, set, criterion, option, scope).await?;
    let rows = store::versions(cx.db(), place.at(), PAGE, (page.max(1) - 1) * PAGE).await?;
    let newest = store::newest(cx.db(), place.at()).await?;
    let versions = rows.into_iter().map(|row| Version {
        number: row.version,
        effort: row.effort,
        author: row.author.clone().unwrap_or_default(),
        written_at: row.written_at,
        text: GuideText::of(row),
    });
    Ok(Versions { versions: versions.collect(), newest, place })
}

impl Versions {
    /// How many a page holds.
    pub const PAGE: i64 = PAGE;
}
