//! In which commune of the present map a row lies. Names are read with their tone marks, the present map before the
//! former one. Where a former commune was split, where one name means two, or none is named, the program does not guess: the row
//! waits with the communes that may be meant.

use super::atlas::{Atlas, Province};
use super::place_pair::{by_both, disagree, of_both_maps, place_of_before};
use super::reader::RowReader;
use super::said::{Said, ask, first, settle};
use crate::import::finding::Severity;
use crate::import::record::RowData;
use crate::import::table::field::Field;
use ocop_domain::area::{bare_key, kind_of_key, place_key};
use ocop_domain::text::fold;

/// First day of the present map.
const PRESENT_MAP: &str = "2025-07-01";
/// What a said place turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    /// One commune; with a remark where it was not written just so.
    One(usize, Option<&'static str>),
    /// The communes that may be meant, and why a person must say which.
    Ask(&'static str, Vec<usize>),
}

/// Finds a said place. `before`: the row speaks of a time before the present map.
pub fn find(atlas: &Atlas, said: &Said, province: Option<&Province>, before: bool) -> Placed {
    let districts = match said.district.as_str() {
        "" => vec![],
        d => atlas.districts(d, province),
    };
    if said.commune.is_empty() {
        return Placed::Ask("commune_missing", atlas.heirs_of_districts(&districts));
    }
    let nowhere = vec![];
    let present = province.map_or(&nowhere, |p| &p.present);
    let here = match province {
        Some(p) if p.present.is_empty() => vec![],
        _ => atlas.standing_named(&said.commune, present),
    };
    let olds = atlas.former_named(&said.commune, province, &districts);
    let heirs = atlas.heirs(&olds);
    if province.is_none() {
        // Without its province no name is sure, though only one commune bore it.
        let mut all = here;
        all.extend(heirs.iter().map(|h| h.at).filter(|at| !all.contains(at)).collect::<Vec<_>>());
        return Placed::Ask("commune_not_found", all);
    }
    let of_heirs = || match heirs.as_slice() {
        [one] if one.whole => Placed::One(one.at, None),
        many => Placed::Ask(
            if olds.len() > 1 { "commune_of_several" } else { "commune_split" },
            many.iter().map(|h| h.at).collect(),
        ),
    };
    // Typed without any mark, a name may be that of another commune too.
    let alike = if said.plain { atlas.alike(&said.commune, present) } else { vec![] };
    let folded = fold(&said.commune);
    let alike: Vec<usize> =
        alike.into_iter().filter(|at| fold(&place_key(&atlas.commune(*at).full_name)) == folded).collect();
    match here.as_slice() {
        [_] if alike.len() > 1 => Placed::Ask("commune_of_several", alike),
        [one] => {
            let one = *one;
            let same = heirs.iter().any(|h| h.at == one);
            let gone = province.filter(|p| p.gone).and_then(|p| p.former.as_deref());
            // The former map is meant where the list says a district, or a province that is gone and of which the
            // present commune holds nothing.
            let former_meant = gone.is_some_and(|f| !atlas.comes_from(one, f));
            if heirs.is_empty() {
                Placed::One(one, None)
            } else if !districts.is_empty() {
                of_heirs()
            } else if same {
                let others = before && olds.len() > 1 && heirs.len() > 1;
                Placed::One(one, others.then_some("commune_name_of_both_maps"))
            } else if former_meant {
                of_heirs()
            } else if before || gone.is_some() {
                let mut both = vec![one];
                both.extend(heirs.iter().map(|h| h.at));
                Placed::Ask("commune_of_both_maps", both)
            } else {
                Placed::One(one, Some("commune_name_of_both_maps"))
            }
        }
        [] if !heirs.is_empty() => of_heirs(),
        [] => loosely(atlas, said, present, &districts),
        many => Placed::Ask("commune_of_several", many.to_vec()),
    }
}

/// No commune bears just this name: one without tone marks is read where it can mean one only, any other is asked about.
fn loosely(atlas: &Atlas, said: &Said, provinces: &[String], districts: &[String]) -> Placed {
    let alike = if provinces.is_empty() { vec![] } else { atlas.alike(&said.commune, provinces) };
    let folded = fold(&said.commune);
    let same_kind = |at: &usize| fold(&place_key(&atlas.commune(*at).full_name)) == folded;
    let fitting: Vec<usize> = alike.iter().copied().filter(same_kind).collect();
    if let (true, [one]) = (said.plain, fitting.as_slice()) {
        return Placed::One(*one, Some("commune_read_as"));
    }
    let offered = if alike.is_empty() { atlas.heirs_of_districts(districts) } else { alike };
    Placed::Ask("commune_not_found", offered)
}

/// Finds the place of a row, writing it (or who may be meant) into `data`. `own` is the province of an office that
/// brings in its own list: a row that names no province means it.
pub fn locate(atlas: &Atlas, own: Option<&str>, reader: &mut RowReader<'_>, data: &mut RowData) {
    let (old, mut new) = of_both_maps(atlas, data);
    // The heading of a section speaks of all its rows; a row that says another commune itself knows better.
    let of_section = reader.layout.column(Field::NewCommune).is_some_and(|c| c.said_above);
    let address = Said::of(atlas, &data.address);
    let address_says = !kind_of_key(&address.commune).is_empty();
    if of_section && address_says && address.commune != new.commune {
        let section = std::mem::take(&mut data.new_commune);
        reader.findings.retain(|f| f.code != "as_section" || f.args.iter().all(|(_, said)| *said != section));
        new = Said::default();
    }
    // Where no cell names a commune, the address may: by its kind, so that no street is taken for one.
    let silent = [&data.new_commune, &data.old_commune, &data.new_commune_code, &data.old_commune_code];
    let by_address = silent.iter().all(|t| t.is_empty()) && !data.address.is_empty();
    if by_address && address_says {
        new = address;
    }
    let by_address = by_address && !new.commune.is_empty();
    let written = first(&[&data.new_province, &new.province]);
    let mut province = None;
    if !written.is_empty() {
        province = atlas.province(written);
        if province.is_none() {
            let args = [("value", written)];
            reader.find(
                reader.at(&[Field::NewProvince, Field::NewCommune]),
                Severity::Warning,
                "unknown_province",
                &args,
            );
        }
    }
    let former = atlas.province(first(&[&data.old_province, &old.province]));
    let said_none = written.is_empty() && data.old_province.is_empty() && old.province.is_empty();
    if let (true, Some(code)) = (said_none, own) {
        province = atlas.province(atlas.province_name(code));
    }
    let meant = province.as_ref().or(former.as_ref());
    if let Some([one]) = meant.map(|p| p.present.as_slice()) {
        data.province_code = Some(one.clone());
    }
    let several = fold(&data.link) == "split" || data.new_commune_code.contains([';', ',']);
    if !data.new_commune_code.is_empty() && !several {
        return by_code(atlas, reader, data);
    }
    let before = data
        .issued_on
        .as_deref()
        .map_or_else(|| data.year.is_some_and(|y| y < 2025), |day| day < PRESENT_MAP);
    let old_district = data.old_district.clone();
    let district = |said: &Said| {
        let district = first(&[&said.district, &old_district]).to_owned();
        Said { district, province: String::new(), ..said.clone() }
    };
    if data.old_commune_code.is_empty() && !old.commune.is_empty() {
        let said = district(&old);
        let in_former = former.as_ref().or(province.as_ref());
        let districts = atlas.districts(&said.district, in_former);
        if let [one] = atlas.former_named(&said.commune, in_former, &districts)[..]
            && (!districts.is_empty() || said.district.is_empty())
        {
            data.old_commune_code.clone_from(&atlas.commune(one).code);
        }
    }
    // The place of now, beside that of before, says where a split commune's product lies.
    let heirs = match data.old_commune_code.as_str() {
        "" if old.commune.is_empty() => vec![],
        "" => {
            let said = district(&old);
            let in_former = former.as_ref().or(province.as_ref());
            let districts = atlas.districts(&said.district, in_former);
            atlas.heirs(&atlas.former_named(&said.commune, in_former, &districts))
        }
        code => atlas.heirs_of_code(code),
    };
    let heirs: Vec<usize> = heirs.iter().map(|h| h.at).collect();
    let twice = !heirs.is_empty() && !several && !by_address;
    if twice && !new.commune.is_empty() {
        let same = bare_key(&new.commune) == bare_key(&old.commune);
        if by_both(atlas, reader, data, (&old, &new), meant, &heirs, same) {
            return;
        }
    } else if twice
        && let Some(present) =
            province.as_ref().map(|p| &p.present).filter(|p| !p.is_empty() && !written.is_empty())
    {
        let within = |at: &&usize| present.contains(&atlas.commune(**at).province_code);
        let here: Vec<usize> = heirs.iter().filter(within).copied().collect();
        match here.as_slice() {
            [one] if heirs.len() > 1 => return settle(atlas, data, atlas.commune(*one)),
            [] => {
                data.place = format!("then:{}{}|{}", data.old_commune_code, old.key(), present.join(","));
                let (then, now) = (place_of_before(data), data.new_province.clone());
                return disagree(atlas, reader, data, (&then, &now), &heirs);
            }
            _ => {}
        }
    }
    if !data.old_commune_code.is_empty() {
        return by_old_code(atlas, reader, data, several);
    }
    let (said, field) = if new.commune.is_empty() && !old.commune.is_empty() {
        (district(&old), Field::OldCommune)
    } else if by_address {
        (district(&new), Field::Address)
    } else if !old.commune.is_empty() {
        // Beside a place of before, that of now is of the present map, and lies in no district.
        (Said { province: String::new(), ..new }, Field::NewCommune)
    } else {
        (district(&new), Field::NewCommune)
    };
    let before = before && (old.commune.is_empty() || field != Field::NewCommune);
    let in_province = if field == Field::OldCommune { former.as_ref().or(meant) } else { meant };
    data.place =
        Said { province: in_province.map(|p| p.present.join(",")).unwrap_or_default(), ..said.clone() }.key();
    match find(atlas, &said, in_province, before) {
        Placed::One(at, remark) => {
            let commune = atlas.commune(at);
            if by_address {
                let args = [("name", commune.full_name.as_str())];
                reader.find(reader.at(&[field]), Severity::Warning, "place_of_address", &args);
            }
            if let Some(code) = remark {
                let args = [("name", commune.full_name.as_str())];
                reader.find(reader.at(&[field]), Severity::Warning, code, &args);
            }
            settle(atlas, data, commune);
        }
        Placed::Ask(code, offered) => ask(atlas, reader, data, field, code, &offered),
    }
}

fn by_code(atlas: &Atlas, reader: &mut RowReader<'_>, data: &mut RowData) {
    let code = data.new_commune_code.clone();
    let Some(commune) = atlas.standing_by_code(&code) else {
        let args = [("code", code.as_str())];
        reader.find(Some(Field::NewCommuneCode), Severity::Error, "unknown_commune_code", &args);
        return;
    };
    let said = Said::of(atlas, &data.new_commune).commune;
    if !said.is_empty()
        && bare_key(&said) != bare_key(&place_key(&commune.full_name))
        && fold(&said) != fold(&commune.full_name)
    {
        let args = [("code", code.as_str()), ("name", commune.full_name.as_str())];
        reader.find(Some(Field::NewCommuneCode), Severity::Warning, "code_is_another_commune", &args);
    }
    if data.province_code.as_ref().is_some_and(|p| *p != commune.province_code) {
        reader.find(Some(Field::NewProvince), Severity::Error, "commune_in_other_province", &[]);
    }
    let heirs: Vec<usize> = atlas.heirs_of_code(&data.old_commune_code).iter().map(|h| h.at).collect();
    if !heirs.is_empty() && !heirs.iter().any(|at| atlas.commune(*at).id == commune.id) {
        reader.find(Some(Field::OldCommuneCode), Severity::Warning, "map_disagrees", &[]);
    } else if heirs.len() > 1 {
        return ask(atlas, reader, data, Field::OldCommuneCode, "commune_split", &heirs);
    }
    settle(atlas, data, commune);
}

fn by_old_code(atlas: &Atlas, reader: &mut RowReader<'_>, data: &mut RowData, several: bool) {
    let heirs = atlas.heirs_of_code(&data.old_commune_code);
    match heirs.as_slice() {
        [] => {
            let args = [("code", data.old_commune_code.as_str())];
            let at = reader.at(&[Field::OldCommuneCode, Field::OldCommune]);
            reader.find(at, Severity::Error, "unknown_commune_code", &args);
        }
        [one] if one.whole && !several => settle(atlas, data, atlas.commune(one.at)),
        _ => {
            data.place = format!("old:{}", data.old_commune_code);
            let heirs: Vec<usize> = heirs.iter().map(|h| h.at).collect();
            ask(atlas, reader, data, Field::OldCommune, "commune_split", &heirs);
        }
    }
}
