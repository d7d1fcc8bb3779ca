//! Sub-groups (tổ, nhóm) of a round: which of them leads the discussion of a dossier. Every member still scores every
//! dossier; nothing here touches quorum or totals.

/// A sub-group with what it looks after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subgroup {
    pub id: String,
    /// Sectors of Phụ lục I, 26/2026, by their numerals: "I" to "VI".
    pub sectors: Vec<String>,
    /// Ministries of the column "Cơ quan chủ trì quản lý" of Phụ lục I, as printed.
    pub agencies: Vec<String>,
}

/// A dossier with where its set stands in Phụ lục I.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub sector: Option<String>,
    pub agencies: Vec<String>,
}

/// Proposes a sub-group for each dossier: that of its sector before that of its managing ministry, among equals the one
/// that leads the fewest so far, then the first. None where no sub-group looks after anything of it.
pub fn propose(groups: &[Subgroup], items: &[Item]) -> Vec<(String, Option<String>)> {
    let mut led = vec![0_usize; groups.len()];
    let mut proposed = Vec::with_capacity(items.len());
    for item in items {
        let best = groups
            .iter()
            .enumerate()
            .map(|(at, group)| (likeness(group, item), at))
            .filter(|(likeness, _)| *likeness > 0)
            .max_by(|(a, at), (b, bt)| a.cmp(b).then(led[*bt].cmp(&led[*at])).then(bt.cmp(at)));
        if let Some((_, at)) = best {
            led[at] += 1;
        }
        proposed.push((item.id.clone(), best.map(|(_, at)| groups[at].id.clone())));
    }
    proposed
}

/// A sector weighs more than all the ministries a set can have.
fn likeness(group: &Subgroup, item: &Item) -> usize {
    let sector = item.sector.as_ref().is_some_and(|s| group.sectors.contains(s));
    let agencies = item.agencies.iter().filter(|a| group.agencies.contains(a)).count();
    usize::from(sector) * 10 + agencies
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARD: &str = "Bộ Nông nghiệp và Môi trường";
    const TRADE: &str = "Bộ Công Thương";
    const HEALTH: &str = "Bộ Y tế";

    fn group(id: &str, sectors: &[&str], agencies: &[&str]) -> Subgroup {
        let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        Subgroup { id: id.into(), sectors: own(sectors), agencies: own(agencies) }
    }

    fn item(id: &str, sector: &str, agencies: &[&str]) -> Item {
        Item {
            id: id.into(),
            sector: (!sector.is_empty()).then(|| sector.to_owned()),
            agencies: agencies.iter().map(|s| (*s).to_owned()).collect(),
        }
    }

    #[test]
    fn a_dossier_goes_by_sector_then_by_ministry_then_to_who_leads_fewest() {
        let groups = [
            group("food", &["I"], &[]),
            group("trade", &[], &[TRADE]),
            group("craft", &["IV"], &[TRADE, MARD]),
            group("both", &["I"], &[MARD]),
        ];
        for (dossier, expected) in [
            (item("a", "IV", &[TRADE, MARD]), Some("craft")),
            (item("b", "II", &[TRADE]), Some("trade")),
            (item("c", "I", &[MARD]), Some("both")),
            (item("d", "III", &[HEALTH]), None),
            (item("e", "", &[]), None),
        ] {
            let found = propose(&groups, std::slice::from_ref(&dossier));
            assert_eq!(found, [(dossier.id.clone(), expected.map(str::to_owned))]);
        }
        let two = [group("one", &["I"], &[]), group("two", &["I"], &[])];
        let three = [item("a", "I", &[]), item("b", "I", &[]), item("c", "I", &[])];
        let found: Vec<_> = propose(&two, &three).into_iter().filter_map(|(_, g)| g).collect();
        assert_eq!(found, ["one", "two", "one"]);
        assert_eq!(propose(&[], &three).iter().filter(|(_, g)| g.is_some()).count(), 0);
    }
}
