use super::unit::{Brief, NamedCode, Parents};
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::area::{Kind, Level, bare_name, same_name, search_words};
use ocop_domain::text;
use ocop_store::area::AreaRow;

/// What a written name of a commune may mean.
#[expect(clippy::large_enum_variant, reason = "made one at a time and taken apart at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    One(Brief),
    /// Several of that name: a person chooses.
    Many(Vec<Brief>),
    None,
}

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

/// A province by what a person wrote (`Lâm Đồng`, `tinh lam dong`, `TP.HCM`) on the map of a day.
pub async fn find_province(cx: &Cx, written: &str, on: Date) -> Result<Option<NamedCode>, Error> {
    let wanted = search_words(written);
    if wanted.is_empty() {
        return Ok(None);
    }
    let fits = |p: &NamedCode| {
        text::fold(&p.full_name) == wanted
            || text::fold(bare_name(&p.full_name)) == wanted
            || text::fold(bare_name(&p.full_name)) == text::fold(bare_name(&text::clean(written)))
    };
    Ok(provinces(cx, on).await?.into_iter().find(fits))
}

/// A commune by what a person wrote (`Xã Tân Hội`, `P. Xóm Chiếu`, `khanh hoi`), in a province or anywhere, on the map
/// of a day. Of several with one folded name, those written with the same diacritics win.
pub async fn find_commune(
    cx: &Cx,
    province_code: Option<&str>,
    written: &str,
    on: Date,
) -> Result<Found, Error> {
    let wanted = search_words(written);
    if wanted.is_empty() {
        return Ok(Found::None);
    }
    let mut forms = vec![wanted.clone()];
    for kind in Kind::of_level(Level::Commune) {
        forms.push(text::fold(&kind.full_name(&wanted)));
    }
    let rows = ocop_store::area::communes_named(cx.db(), &forms, province_code, &on.to_string()).await?;
    let same: Vec<AreaRow> = rows.iter().filter(|r| written_alike(r, written)).cloned().collect();
    let kept = if same.is_empty() { rows } else { same };
    let parents = Parents::of(cx.db(), &kept).await?;
    let mut briefs = kept.iter().map(|r| parents.brief(r)).collect::<Result<Vec<_>, _>>()?;
    Ok(match briefs.len() {
        0 => Found::None,
        1 => briefs.pop().map_or(Found::None, Found::One),
        _ => Found::Many(briefs),
    })
}

fn written_alike(row: &AreaRow, written: &str) -> bool {
    let typed = text::clean(written);
    same_name(&typed, &row.full_name)
        || same_name(&typed, &row.name)
        || same_name(bare_name(&typed), &row.name) && typed.starts_with(first_word(&row.full_name))
        || row.alt_spelling.as_ref().is_some_and(|a| same_name(bare_name(&typed), a))
}

fn first_word(s: &str) -> &str {
    s.split(' ').next().unwrap_or(s)
}
