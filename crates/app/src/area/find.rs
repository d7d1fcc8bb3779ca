use super::unit::NamedCode;
use crate::prelude::*;
use ocop_domain::area::Level;

/// The provinces of the map of a day, by name: for selects.
pub async fn provinces(cx: &Cx, on: Date) -> Result<Vec<NamedCode>, Error> {
    named(cx, Level::Province, None, on).await
}

/// The communes of a province on a day, by name: for selects.
pub async fn communes_of(cx: &Cx, province_code: &str, on: Date) -> Result<Vec<NamedCode>, Error> {
    named(cx, Level::Commune, Some(province_code), on).await
}

async fn named(cx: &Cx, level: Level, province: Option<&str>, on: Date) -> Result<Vec<NamedCode>, Error> {
    let rows = ocop_store::area::list(cx.db(), level.as_str(), province, &on.to_string()).await?;
    Ok(rows.into_iter().map(|r| NamedCode { id: r.id, code: r.code, full_name: r.full_name }).collect())
}
