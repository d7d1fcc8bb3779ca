use ocop_domain::criteria::{CriteriaSet, Law, SetId, set, sets_of};

/// A sector of Phụ lục I, 26/2026, with its groups in printed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeSector {
    pub code: String,
    pub name: String,
    pub groups: Vec<TreeGroup>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeGroup {
    pub name: String,
    pub sets: Vec<TreeSet>,
}

/// A set with where it stands and the ministries in charge of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeSet {
    pub id: String,
    pub number: u32,
    pub name: String,
    pub sector_code: String,
    pub sector: String,
    pub group: String,
    pub agencies: Vec<String>,
}

/// Điều 3(2) and Phụ lục I, 26/2026: six sectors, their groups, 26 sets.
pub fn tree() -> Vec<TreeSector> {
    let mut out: Vec<TreeSector> = Vec::new();
    for set in sets_of(Law::Qd26_2026).map(leaf) {
        if out.last().is_none_or(|s| s.code != set.sector_code) {
            out.push(TreeSector { code: set.sector_code.clone(), name: set.sector.clone(), groups: vec![] });
        }
        let Some(sector) = out.last_mut() else { continue };
        if sector.groups.last().is_none_or(|g| g.name != set.group) {
            sector.groups.push(TreeGroup { name: set.group.clone(), sets: vec![] });
        }
        if let Some(group) = sector.groups.last_mut() {
            group.sets.push(set);
        }
    }
    out
}

pub(super) fn set_of(id: &str) -> Option<TreeSet> {
    id.parse::<SetId>().ok().and_then(|id| set(&id)).map(leaf)
}

fn leaf(set: &CriteriaSet) -> TreeSet {
    let (sector_code, sector) =
        set.sector.as_ref().map_or_else(Default::default, |s| (s.code.clone(), s.name.clone()));
    TreeSet {
        id: set.id.to_string(),
        number: set.number,
        name: set.name.clone(),
        sector_code,
        sector,
        group: set.group.clone().unwrap_or_default(),
        agencies: set.agencies.clone(),
    }
}
