//! A row that says where its product lies on both maps: the commune of before and that of now.

use super::atlas::{Atlas, Province};
use super::reader::RowReader;
use super::said::{Said, ask, first, settle};
use crate::import::record::RowData;
use crate::import::table::field::Field;

/// The places of before and of now: in columns of their own, or in one cell, as `xã Tân Nhựt (nay là xã Bình Lợi)`.
pub(super) fn of_both_maps(atlas: &Atlas, data: &RowData) -> (Said, Said) {
    let of = |text: &str| Said::of(atlas, text);
    let (in_old, in_new) = (then_and_now(&data.old_commune), then_and_now(&data.new_commune));
    let old = match (&in_old, &in_new) {
        (Some((then, _)), _) => of(then),
        (None, Some((then, _))) if data.old_commune.is_empty() => of(then),
        _ => of(&data.old_commune),
    };
    let new = match (&in_new, &in_old) {
        (Some((_, now)), _) => of(now),
        (None, Some((_, now))) if data.new_commune.is_empty() => of(now),
        _ => of(&data.new_commune),
    };
    (old, new)
}

/// A text that names a place and what it is called now.
fn then_and_now(text: &str) -> Option<(&str, &str)> {
    const NOW: [&str; 5] = ["nay là", "nay thuộc", "hiện là", "hiện thuộc", "sau sáp nhập là"];
    const THEN: [&str; 4] = ["trước đây là", "trước là", "trước thuộc", "nguyên là"];
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let cut = |words: &[&str]| {
        let (at, word) = words.iter().filter_map(|w| Some((lower.find(w)?, w))).min()?;
        let ends: &[char] = &['(', ',', ';', '-', '–', '[', ' '];
        let before = text.get(..at)?.trim_end_matches(ends).trim_end_matches("hiện").trim_end_matches(ends);
        let behind = text.get(at + word.len()..)?.trim_start_matches([':', ' ']);
        (!before.is_empty() && !behind.is_empty()).then_some((before, behind))
    };
    cut(&NOW).or_else(|| cut(&THEN).map(|(now, then)| (then, now)))
}

/// A row that says the commune of before and of now: that of now is meant where that of before went into it. Where it went
/// elsewhere, or the map has no such commune, a person says which. False where both names are one and the map of now has none.
pub(super) fn by_both(
    atlas: &Atlas,
    reader: &mut RowReader<'_>,
    data: &mut RowData,
    (old, new): (&Said, &Said),
    province: Option<&Province>,
    heirs: &[usize],
    same: bool,
) -> bool {
    let present = province.map(|p| p.present.clone()).unwrap_or_default();
    let mut here = atlas.standing_named(&new.commune, &present);
    let alike = || atlas.alike(&new.commune, &present);
    if here.is_empty() && new.plain {
        here = alike();
    }
    let both: Vec<usize> = here.iter().filter(|at| heirs.contains(at)).copied().collect();
    if let [one] = both.as_slice() {
        settle(atlas, data, atlas.commune(*one));
        return true;
    }
    if same && here.is_empty() {
        return false;
    }
    let mut offered = if here.is_empty() { alike() } else { here };
    offered.extend(heirs.iter().filter(|at| !offered.contains(at)).copied().collect::<Vec<_>>());
    data.place = format!("then:{}{}|{}", data.old_commune_code, old.key(), new.key());
    let (then, now) = (place_of_before(data), data.new_commune.clone());
    disagree(atlas, reader, data, (&then, &now), &offered);
    true
}

pub(super) fn place_of_before(data: &RowData) -> String {
    first(&[&data.old_commune, &data.old_commune_code, &data.new_commune]).to_owned()
}

/// The place of now is not where that of before went: which is right a person says.
pub(super) fn disagree(
    atlas: &Atlas,
    reader: &mut RowReader<'_>,
    data: &mut RowData,
    (then, now): (&str, &str),
    offered: &[usize],
) {
    ask(atlas, reader, data, Field::NewCommune, "communes_disagree", offered);
    if let Some(found) = reader.findings.last_mut() {
        found.args.extend([("then".to_owned(), then.to_owned()), ("now".to_owned(), now.to_owned())]);
    }
}
