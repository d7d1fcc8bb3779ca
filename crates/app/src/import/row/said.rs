//! A place as a row says it, and what becomes of it in the row: one commune, or those that may be meant.

use super::atlas::{Atlas, Commune};
use super::reader::RowReader;
use crate::import::finding::Severity;
use crate::import::record::{Candidate, RowData};
use crate::import::table::field::Field;
use ocop_domain::area::{bare_key, kind_of_key, place_parts};

/// Most communes offered for one row.
const MOST_OFFERED: usize = 60;

/// A place as it is said in one or several cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Key of the commune; empty where none is said.
    pub commune: String,
    pub district: String,
    pub province: String,
    /// Written without any mark, the kind with it: `phuong xom chieu`.
    pub plain: bool,
}

impl Said {
    /// Takes a text apart: `Phường 13 Quận 4, TP.HCM`.
    pub fn of(atlas: &Atlas, written: &str) -> Said {
        let mut said = Said::default();
        let parts: Vec<String> = place_parts(written).into_iter().filter(|p| !is_detail(p)).collect();
        let commune = |p: &String| matches!(kind_of_key(p), "phường" | "xã" | "thị trấn" | "đặc khu");
        // What stands before the commune lies within it: a house, a street, a hamlet by its name.
        let from = parts.iter().position(commune).unwrap_or_default();
        for part in parts.into_iter().skip(from) {
            match kind_of_key(&part) {
                "phường" | "xã" | "thị trấn" | "đặc khu" if said.commune.is_empty() => {
                    said.commune = part
                }
                "quận" | "huyện" | "thị xã" if said.district.is_empty() => said.district = part,
                "tỉnh" => said.province = part,
                "thành phố" if atlas.province(&part).is_some() => said.province = part,
                "thành phố" if said.district.is_empty() => said.district = part,
                "" if said.commune.is_empty() => said.commune = part,
                "" if atlas.province(&part).is_some() => said.province = part,
                "" if said.district.is_empty() => said.district = part,
                _ => {}
            }
        }
        // A lone "Thành phố Thủ Đức" names a district, and no commune.
        said.plain = written.is_ascii() && !kind_of_key(&said.commune).is_empty();
        said
    }

    /// The same for every row that says the same place; empty where no commune is said.
    pub fn key(&self) -> String {
        if self.commune.is_empty() {
            return String::new();
        }
        format!("{}|{}|{}", self.commune, bare_key(&self.district), bare_key(&self.province))
    }
}

/// A part of an address below the commune: a hamlet, a group of houses, a street, a number.
fn is_detail(part: &str) -> bool {
    // "Buôn Ma Thuột" and "Bản Qua" are communes: only words that begin no name are taken.
    const WORDS: [&str; 12] =
        ["ấp", "thôn", "khóm", "số", "đường", "ngõ", "hẻm", "kp", "tdp", "khu phố", "tổ dân phố", "quốc lộ"];
    let after = |w: &str| part.strip_prefix(w).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    WORDS.iter().any(|w| after(w))
}

pub(super) fn first<'a>(texts: &[&'a str]) -> &'a str {
    texts.iter().copied().find(|t| !t.is_empty()).unwrap_or_default()
}

/// Writes the commune, and what it and its province are called, into the row.
pub fn settle(atlas: &Atlas, data: &mut RowData, commune: &Commune) {
    data.commune_id = Some(commune.id.clone());
    data.province_code = Some(commune.province_code.clone());
    data.commune_name.clone_from(&commune.full_name);
    data.province_name = atlas.province_name(&commune.province_code).to_owned();
}

pub(super) fn ask(
    atlas: &Atlas,
    reader: &mut RowReader<'_>,
    data: &mut RowData,
    field: Field,
    code: &str,
    offered: &[usize],
) {
    let communes = || offered.iter().map(|at| atlas.commune(*at));
    let names: Vec<&str> = communes().map(|c| c.full_name.as_str()).take(12).collect();
    let column = reader.at(&[field, Field::NewCommune, Field::NewCommuneCode, Field::Address]);
    reader.find(column, Severity::Question, code, &[("candidates", &names.join("; "))]);
    let one_province = communes().all(|c| Some(&c.province_code) == data.province_code.as_ref());
    data.candidates = communes()
        .take(MOST_OFFERED)
        .map(|c| Candidate {
            id: c.id.clone(),
            code: c.code.clone(),
            name: if one_province {
                c.full_name.clone()
            } else {
                format!("{}, {}", c.full_name, atlas.province_name(&c.province_code))
            },
        })
        .collect();
}
