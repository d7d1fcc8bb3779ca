//! The drawing that stands where a product has no picture: one for each product set, on the ground of its dye. The
//! drawings are `assets/src/motifs`; a page loads those it shows.

use ocop_domain::criteria::{CriteriaSet, Law};

/// A drawing by its file, and the dye it is printed in, as `motif.css` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Motif {
    pub name: &'static str,
    pub dye: &'static str,
}

impl Default for Motif {
    /// Of a product of which neither set nor sector is known.
    fn default() -> Motif {
        Motif { name: "carrying-pole", dye: "plain" }
    }
}

impl Motif {
    /// The drawing within the bundled files.
    pub fn file(&self) -> String {
        format!("motifs/{}.svg", self.name)
    }
}

/// The sets by their number in 26/2026, which 148/2023 shares: drawing, dye, numbers in 1048/2019.
const SETS: [(&str, &str, &[u32]); 26] = [
    ("bok-choy", "la-tra", &[15]),
    ("hen", "cu-nau", &[18]),
    ("rice", "nghe", &[]),
    ("bee", "nghe", &[11]),
    ("noodles", "cham", &[26]),
    ("rice-cake", "la-tra", &[2]),
    ("nut-jar", "nghe", &[3]),
    ("squid", "cham", &[4, 5]),
    ("fish-sauce", "cu-nau", &[23]),
    ("garlic", "sim", &[9]),
    ("teapot", "la-tra", &[1]),
    ("herbal-tea", "tre", &[7]),
    ("phin", "cu-nau", &[6]),
    ("gourd", "sim", &[16]),
    ("wine-jar", "cu-nau", &[24]),
    ("water", "cham", &[14]),
    ("juice", "nghe", &[25]),
    ("mortar", "tre", &[21]),
    ("lotion", "sim", &[12]),
    ("oil", "tre", &[17]),
    ("basket", "tre", &[19, 20]),
    ("loom", "cham", &[13]),
    ("lotus", "sim", &[]),
    ("bonsai", "la-tra", &[]),
    ("bird-cage", "nghe", &[]),
    ("stilt-house", "tre", &[8]),
];

/// The dye of a sector, for the drawing of a product whose set is not known: a set's drawing would say what it may not be.
const SECTORS: [(&str, &str); 6] =
    [("I", "nghe"), ("II", "cu-nau"), ("III", "tre"), ("IV", "cham"), ("V", "la-tra"), ("VI", "sim")];

/// The drawing of a product's set; without one, that of all products in the dye of its sector.
pub fn motif(set: Option<&CriteriaSet>, sector: Option<&str>) -> Motif {
    let number = |set: &CriteriaSet| match set.law {
        Law::Qd1048_2019 => {
            SETS.iter().position(|(_, _, older)| older.contains(&set.number)).map(|at| at + 1)
        }
        Law::Qd26_2026 | Law::Qd148_2023 => usize::try_from(set.number).ok(),
    };
    let row = set.and_then(number).and_then(|n| SETS.get(n.checked_sub(1)?));
    let of_sector = || SECTORS.iter().find(|(code, _)| Some(*code) == sector);
    let plain = || of_sector().map_or_else(Motif::default, |&(_, dye)| Motif { dye, ..Motif::default() });
    row.map_or_else(plain, |&(name, dye, _)| Motif { name, dye })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ocop_domain::criteria::{sets, sets_of};
    use std::collections::BTreeSet;

    #[test]
    fn each_set_has_a_drawing_of_its_own_in_a_dye_that_is_there() {
        let css = include_str!("../../../assets/src/css/motif.css");
        let drawn: Vec<Motif> = sets_of(Law::Qd26_2026).map(|s| motif(Some(s), None)).collect();
        assert_eq!(drawn.iter().map(|m| m.name).collect::<BTreeSet<_>>().len(), 26);
        for m in drawn.into_iter().chain([Motif::default()]) {
            let file = crate::assets::bytes(&m.file()).unwrap_or_else(|| panic!("{} is not bundled", m.name));
            let svg = String::from_utf8(file).unwrap();
            assert!(svg.contains(r#"viewBox="0 0 96 96""#) && svg.contains(r#"<g id="m""#), "{}", m.name);
            for barred in ["<text", "radient", "style=", "<script", "opacity"] {
                assert!(!svg.contains(barred), "{}: {barred}", m.name);
            }
            assert!(css.contains(&format!(".motif--{} {{", m.dye)), "{}", m.dye);
        }
    }

    /// What older decisions call by another number is drawn as what it is.
    #[test]
    fn sets_of_older_decisions_and_sectors_find_a_drawing() {
        let undrawn: Vec<&str> = sets()
            .iter()
            .filter(|s| motif(Some(s), None) == Motif::default())
            .map(|s| s.id.as_str())
            .collect();
        assert_eq!(undrawn, ["QD781-22"], "medical devices have no set today");
        let older = [Law::Qd1048_2019, Law::Qd148_2023].into_iter().flat_map(sets_of);
        for older in older {
            for same in sets_of(Law::Qd26_2026).filter(|s| s.name == older.name) {
                assert_eq!(motif(Some(older), None), motif(Some(same), None), "{}", older.name);
            }
        }
        assert_eq!(motif(None, Some("IV")), Motif { dye: "cham", ..Motif::default() });
        assert_eq!(motif(None, Some("VII")), Motif::default());
        assert_eq!(motif(None, None), Motif::default());
    }
}
