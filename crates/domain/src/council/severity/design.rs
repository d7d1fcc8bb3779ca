//! Who scored what: the blind totals as a table of dossiers and members with holes. A table that falls into parts
//! without a common member or dossier says nothing about one part against the other, and is refused.

use std::collections::BTreeMap;

/// A member's total for a dossier on the first ballot, before the members knew each other's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blind {
    pub member: String,
    pub dossier: String,
    pub total: u32,
    /// Place of the dossier in this member's own order, from 1.
    pub position: u32,
}

/// Why no severity can be estimated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("{member} has two first sheets for {dossier}")]
    Twice { member: String, dossier: String },
    #[error("fewer than two members have handed in a sheet")]
    OneMember,
    #[error("fewer than two dossiers were scored by more than one member")]
    OneDossier,
    #[error("the members fall into groups that scored no dossier in common")]
    Disconnected { groups: Vec<Vec<String>> },
    #[error(
        "the members differ by the same points on every dossier: nothing is left to measure uncertainty by"
    )]
    NoResidual,
}

impl Refusal {
    /// As the API says it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Twice { .. } => "twice",
            Refusal::OneMember => "one_member",
            Refusal::OneDossier => "one_dossier",
            Refusal::Disconnected { .. } => "disconnected",
            Refusal::NoResidual => "no_residual",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub member: usize,
    /// Total less the mean of all totals: keeps the sums of squares small.
    pub y: f64,
    /// Place less the mean of all places.
    pub x: f64,
}

/// Totals in order of dossiers, members by number. Only what can be compared is in it: a dossier with a single sheet
/// says nothing of members and is left out, and so is a member left without sheets by that.
#[derive(Clone, Debug)]
pub struct Design {
    pub(super) members: Vec<String>,
    pub(super) blocks: Vec<Vec<Cell>>,
    pub(super) sheets: usize,
}

impl Design {
    pub fn new(totals: &[Blind]) -> Result<Design, Refusal> {
        let mut table: BTreeMap<&str, BTreeMap<&str, &Blind>> = BTreeMap::new();
        for t in totals {
            if table.entry(&t.dossier).or_default().insert(&t.member, t).is_some() {
                return Err(Refusal::Twice { member: t.member.clone(), dossier: t.dossier.clone() });
            }
        }
        let mut everybody: Vec<&str> = totals.iter().map(|t| t.member.as_str()).collect();
        everybody.sort_unstable();
        everybody.dedup();
        if everybody.len() < 2 {
            return Err(Refusal::OneMember);
        }
        table.retain(|_, sheets| sheets.len() > 1);
        if table.len() < 2 {
            return Err(Refusal::OneDossier);
        }
        let mut names: Vec<&str> = table.values().flat_map(|sheets| sheets.keys().copied()).collect();
        names.sort_unstable();
        names.dedup();
        let number = |name: &str| names.binary_search(&name).unwrap_or_default();
        let used = || table.values().flat_map(BTreeMap::values);
        let sheets = used().count();
        let mean = |of: fn(&Blind) -> u32| used().map(|t| f64::from(of(t))).sum::<f64>() / sheets as f64;
        let (mean_y, mean_x) = (mean(|t| t.total), mean(|t| t.position));
        let cell = |t: &&Blind| Cell {
            member: number(&t.member),
            y: f64::from(t.total) - mean_y,
            x: f64::from(t.position) - mean_x,
        };
        let blocks: Vec<Vec<Cell>> =
            table.values().map(|sheets| sheets.values().map(cell).collect()).collect();
        let groups = groups(names.len(), &blocks);
        if groups.len() > 1 {
            let named = groups.iter().map(|g| g.iter().map(|m| names[*m].to_owned()).collect());
            return Err(Refusal::Disconnected { groups: named.collect() });
        }
        let members = names.into_iter().map(str::to_owned).collect();
        let design = Design { members, blocks, sheets };
        if design.freedom() == 0 { Err(Refusal::OneDossier) } else { Ok(design) }
    }

    pub fn members(&self) -> &[String] {
        &self.members
    }

    pub fn dossiers(&self) -> usize {
        self.blocks.len()
    }

    pub fn sheets(&self) -> usize {
        self.sheets
    }

    /// Sheets of each member.
    pub(super) fn counts(&self) -> Vec<usize> {
        let mut out = vec![0; self.members.len()];
        for cell in self.blocks.iter().flatten() {
            out[cell.member] += 1;
        }
        out
    }

    /// What is left for the error once members and dossiers have taken theirs.
    pub fn freedom(&self) -> usize {
        (self.sheets + 1).saturating_sub(self.blocks.len() + self.members.len())
    }

    /// Few enough that every figure has to be read with care: fewer than five members or than ten dossiers.
    pub fn small(&self) -> bool {
        self.members.len() < 5 || self.blocks.len() < 10
    }
}

/// Members joined by dossiers they scored in common.
fn groups(members: usize, blocks: &[Vec<Cell>]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..members).collect();
    for block in blocks {
        let joined: Vec<usize> = block.iter().map(|c| group[c.member]).collect();
        if let Some(least) = joined.iter().min().copied() {
            group.iter_mut().filter(|g| joined.contains(g)).for_each(|g| *g = least);
        }
    }
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (member, group) in group.into_iter().enumerate() {
        out.entry(group).or_default().push(member);
    }
    out.into_values().collect()
}
