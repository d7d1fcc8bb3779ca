//! The present map and the one before it, in memory, as a list is located on them: names are found with their tone
//! marks first, and what stood until 30/6/2025 is followed to what stands today.

use crate::prelude::*;
use ocop_domain::area::{Extent, bare_key, kind_of_key, place_key, province_key, spelling_key};
use ocop_domain::text::fold;
use ocop_store::import as rows;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// A commune that stands today, or stood before the present map.
#[derive(Debug, Clone)]
pub struct Commune {
    pub id: String,
    pub code: String,
    pub full_name: String,
    pub province_code: String,
    district: Option<String>,
    key: String,
    alt: Option<String>,
    standing: bool,
}

/// Where a commune of the former map went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heir {
    pub at: usize,
    pub whole: bool,
}

/// A province as it was written: the present provinces it means, and the former one of that name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Province {
    pub present: Vec<String>,
    pub former: Option<String>,
    /// Only a province until 30/6/2025 bore the name.
    pub gone: bool,
}

struct Named {
    code: String,
    name: String,
    key: String,
    /// [`spelling_key`] of the key.
    spelled: String,
}

pub struct Atlas {
    communes: Vec<Commune>,
    by_bare: HashMap<String, Vec<usize>>,
    by_folded: HashMap<String, Vec<usize>>,
    /// By [`spelling_key`]: made when a name is met that is written nowhere just so.
    by_spelling: OnceLock<HashMap<String, Vec<usize>>>,
    standing_code: HashMap<String, usize>,
    old_code: HashMap<String, usize>,
    old_heirs: HashMap<usize, Vec<Heir>>,
    provinces: Vec<Named>,
    former_provinces: Vec<Named>,
    /// Former province to the present ones its communes went into.
    went: BTreeMap<String, BTreeSet<String>>,
    /// (code, bare key, former province).
    districts: Vec<(String, String, String)>,
    /// The former communes of a district, and the former provinces whose communes went into a present one.
    of_district: HashMap<String, Vec<usize>>,
    sources: HashMap<usize, BTreeSet<String>>,
}

impl Atlas {
    /// Reads both maps; `day` is today.
    pub async fn load(db: &Db, day: &str) -> Result<Atlas, Error> {
        let units = rows::units(db, day).await?;
        let heirs = rows::heirs(db).await?;
        Ok(Atlas::of(units, &heirs))
    }

    fn of(units: Vec<rows::Unit>, heirs: &[rows::Heir]) -> Atlas {
        let mut atlas = Atlas {
            communes: Vec::with_capacity(units.len()),
            by_bare: HashMap::new(),
            by_folded: HashMap::new(),
            by_spelling: OnceLock::new(),
            standing_code: HashMap::new(),
            old_code: HashMap::new(),
            old_heirs: HashMap::new(),
            provinces: vec![],
            former_provinces: vec![],
            went: BTreeMap::new(),
            districts: vec![],
            of_district: HashMap::new(),
            sources: HashMap::new(),
        };
        let mut ids: HashMap<String, usize> = HashMap::new();
        let mut codes: HashMap<String, String> = HashMap::new();
        for u in units {
            match u.level.as_str() {
                "province" => {
                    let key = province_key(&u.full_name);
                    let spelled = spelling_key(&key);
                    let named = Named { key, spelled, code: u.code, name: u.full_name };
                    if u.standing {
                        atlas.provinces.push(named);
                    } else if u.of_old {
                        atlas.former_provinces.push(named);
                    }
                }
                "district" => {
                    let key = bare_key(&place_key(&u.full_name)).to_owned();
                    atlas.districts.push((u.code, key, u.province_code));
                }
                _ => {
                    codes.insert(u.id.clone(), u.code.clone());
                    if u.standing || u.of_old {
                        ids.insert(u.id.clone(), atlas.communes.len());
                        atlas.enter(u);
                    }
                }
            }
        }
        for h in heirs {
            let (Some(&old), Some(code)) = (ids.get(&h.old_id), codes.get(&h.new_id)) else { continue };
            let from = &atlas.communes[old];
            // The same unit as it stands today: one that has only changed its kind keeps its code.
            let Some(&at) = atlas.standing_code.get(code) else { continue };
            atlas
                .went
                .entry(from.province_code.clone())
                .or_default()
                .insert(atlas.communes[at].province_code.clone());
            let source = atlas.communes[old].province_code.clone();
            atlas.sources.entry(at).or_default().insert(source);
            let whole = h.extent.parse::<Extent>().is_ok_and(Extent::is_whole);
            atlas.old_heirs.entry(old).or_default().push(Heir { at, whole });
        }
        atlas
    }

    fn enter(&mut self, u: rows::Unit) {
        let at = self.communes.len();
        let key = place_key(&u.full_name);
        let alt = u.alt_spelling.as_deref().map(|a| bare_key(&place_key(a)).to_owned());
        let bare = bare_key(&key).to_owned();
        self.by_folded.entry(fold(&bare)).or_default().push(at);
        if let Some(alt) = alt.clone().filter(|a| *a != bare) {
            self.by_bare.entry(alt).or_default().push(at);
        }
        self.by_bare.entry(bare).or_default().push(at);
        if u.standing {
            self.standing_code.insert(u.code.clone(), at);
        } else {
            self.old_code.insert(u.code.clone(), at);
            if let Some(district) = u.district_code.clone() {
                self.of_district.entry(district).or_default().push(at);
            }
        }
        self.communes.push(Commune {
            id: u.id,
            code: u.code,
            full_name: u.full_name,
            province_code: u.province_code,
            district: u.district_code,
            key,
            alt,
            standing: u.standing,
        });
    }

    pub fn commune(&self, at: usize) -> &Commune {
        &self.communes[at]
    }

    /// The full name of a present province.
    pub fn province_name(&self, code: &str) -> &str {
        self.provinces.iter().find(|p| p.code == code).map(|p| p.name.as_str()).unwrap_or_default()
    }

    /// What a written province means: its name with every mark first, then the names of the former map, then without
    /// marks where only one province fits.
    pub fn province(&self, written: &str) -> Option<Province> {
        let key = province_key(written);
        if key.is_empty() {
            return None;
        }
        let by = |list: &[Named], fits: &dyn Fn(&Named) -> bool| {
            let mut found = list.iter().filter(|p| fits(p));
            found.next().filter(|_| found.next().is_none()).map(|p| p.code.clone())
        };
        let folded = fold(&key);
        let exact = |p: &Named| p.key == key;
        let spelled = spelling_key(&key);
        let respelled = |p: &Named| p.spelled == spelled;
        let alike = |p: &Named| fold(&p.key) == folded;
        let tests: [&dyn Fn(&Named) -> bool; 3] = [&exact, &respelled, &alike];
        for fits in tests {
            let former = by(&self.former_provinces, fits);
            if let Some(code) = by(&self.provinces, fits) {
                return Some(Province { present: vec![code], former, gone: false });
            }
            if let Some(code) = former {
                let present = self.went.get(&code).map(|c| c.iter().cloned().collect()).unwrap_or_default();
                return Some(Province { present, former: Some(code), gone: true });
            }
        }
        None
    }

    /// The former provinces whose communes lie in a present one.
    fn former_of(&self, present: &str) -> Vec<&str> {
        let own = self.went.iter().filter(|(_, to)| to.contains(present));
        own.map(|(code, _)| code.as_str()).collect()
    }

    pub fn standing_by_id(&self, id: &str) -> Option<&Commune> {
        let code = id.get(1..)?.split('@').next()?;
        self.standing_by_code(code).filter(|c| c.id == id)
    }

    pub fn standing_by_code(&self, code: &str) -> Option<&Commune> {
        self.standing_code.get(code).map(|at| &self.communes[*at])
    }

    /// What became of the former commune that bore this code until 30/6/2025.
    pub fn heirs_of_code(&self, code: &str) -> Vec<Heir> {
        self.old_code.get(code).map(|at| self.heirs(&[*at])).unwrap_or_default()
    }

    /// What became of these former communes, each present one once; whole only where every one went whole into it.
    pub fn heirs(&self, olds: &[usize]) -> Vec<Heir> {
        let mut out: Vec<Heir> = Vec::new();
        for h in olds.iter().filter_map(|o| self.old_heirs.get(o)).flatten() {
            match out.iter_mut().find(|x| x.at == h.at) {
                Some(known) => known.whole &= h.whole,
                None => out.push(*h),
            }
        }
        out.sort_by(|a, b| self.communes[a.at].code.cmp(&self.communes[b.at].code));
        out
    }

    /// Standing communes of this name (a key) in these provinces; in any where none is given.
    pub fn standing_named(&self, key: &str, provinces: &[String]) -> Vec<usize> {
        let here = |c: &Commune| c.standing && (provinces.is_empty() || provinces.contains(&c.province_code));
        self.named(key, here)
    }

    /// Former communes of this name in a province as it was written, or anywhere; in a former district if one is said.
    pub fn former_named(&self, key: &str, province: Option<&Province>, districts: &[String]) -> Vec<usize> {
        let in_province =
            |own: &[&str], c: &Commune| own.is_empty() || own.contains(&c.province_code.as_str());
        let find = |own: &[&str]| {
            self.named(key, |c| {
                let in_district =
                    districts.is_empty() || c.district.as_ref().is_some_and(|d| districts.contains(d));
                !c.standing && in_district && in_province(own, c)
            })
        };
        // The province of that name on the former map first, then all that went into the present one.
        if let Some(code) = province.and_then(|p| p.former.as_deref()) {
            let found = find(&[code]);
            if !found.is_empty() || province.is_some_and(|p| p.gone) {
                return found;
            }
        }
        let merged: Vec<&str> =
            province.iter().flat_map(|p| &p.present).flat_map(|p| self.former_of(p)).collect();
        if province.is_some() && merged.is_empty() { vec![] } else { find(&merged) }
    }

    fn named(&self, key: &str, here: impl Fn(&Commune) -> bool) -> Vec<usize> {
        let bare = bare_key(key);
        let kind = kind_of_key(key);
        let of_kind = |c: &Commune| kind.is_empty() || kind_of_key(&c.key) == kind;
        let fits =
            |c: &Commune| kind.is_empty() || c.key == key || of_kind(c) && c.alt.as_deref() == Some(bare);
        let of = |index: &HashMap<String, Vec<usize>>, name: &str| -> Vec<usize> {
            let found = index.get(name).into_iter().flatten().copied();
            found.filter(|at| here(&self.communes[*at])).collect()
        };
        let mut found = of(&self.by_bare, bare);
        found.retain(|at| fits(&self.communes[*at]));
        if found.is_empty() {
            // The same name as it was spelled before, or elsewhere.
            found = of(self.by_spelling.get_or_init(|| self.respelled()), &spelling_key(bare));
            found.retain(|at| of_kind(&self.communes[*at]));
        }
        found.dedup();
        found
    }

    fn respelled(&self) -> HashMap<String, Vec<usize>> {
        let mut out: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, commune) in self.communes.iter().enumerate() {
            out.entry(spelling_key(bare_key(&commune.key))).or_default().push(at);
        }
        out
    }

    /// Standing communes that bear this name but for its kind or its tone marks.
    pub fn alike(&self, key: &str, provinces: &[String]) -> Vec<usize> {
        let found = self.by_folded.get(&fold(bare_key(key))).into_iter().flatten().copied();
        let here = |at: &usize| {
            let c = &self.communes[*at];
            c.standing && (provinces.is_empty() || provinces.contains(&c.province_code))
        };
        found.filter(here).collect()
    }

    /// Codes of the former districts of this name, in the former provinces meant.
    pub fn districts(&self, written: &str, province: Option<&Province>) -> Vec<String> {
        let key = place_key(written);
        let bare = bare_key(&key);
        let meant = |code: &String| match province {
            None => true,
            Some(p) => {
                p.former.as_ref() == Some(code)
                    || !p.gone && p.present.iter().any(|n| self.former_of(n).contains(&code.as_str()))
            }
        };
        let mine = || self.districts.iter().filter(|(_, _, p)| meant(p));
        let exact: Vec<String> = mine().filter(|(_, k, _)| k == bare).map(|(c, _, _)| c.clone()).collect();
        if !exact.is_empty() || bare.is_empty() {
            return exact;
        }
        let spelled = spelling_key(bare);
        let respelled: Vec<String> =
            mine().filter(|(_, k, _)| spelling_key(k) == spelled).map(|(c, _, _)| c.clone()).collect();
        if !respelled.is_empty() {
            return respelled;
        }
        let folded = fold(bare);
        mine().filter(|(_, k, _)| fold(k) == folded).map(|(c, _, _)| c.clone()).collect()
    }

    /// The present communes into which the communes of former districts went.
    pub fn heirs_of_districts(&self, districts: &[String]) -> Vec<usize> {
        let olds: Vec<usize> =
            districts.iter().filter_map(|d| self.of_district.get(d)).flatten().copied().collect();
        self.heirs(&olds).into_iter().map(|h| h.at).collect()
    }

    /// Is one of the former communes that went into this one of a former province?
    pub fn comes_from(&self, at: usize, former_province: &str) -> bool {
        self.sources.get(&at).is_some_and(|own| own.contains(former_province))
    }
}
