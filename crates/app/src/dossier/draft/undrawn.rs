//! Letters that the fonts of the papers cannot draw.

use crate::dossier::read::whole::Dossier;

/// Letters of a part of the dossier that the paper's typeface does not have; printed, each is a question mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undrawn {
    /// `product`, `producer`, `representative`, `address`, `report`.
    pub part: &'static str,
    pub letters: String,
}

/// What would not be printed as it was typed, told before the dossier is sealed and the certificate is printed.
pub fn undrawn(d: &Dossier) -> Vec<Undrawn> {
    let s = &d.subject;
    let f = &d.form02;
    let report = [
        &f.specification,
        &f.history,
        &f.organisation,
        &f.production,
        &f.quality,
        &f.market,
        &f.business,
        &f.plan,
    ];
    let parts = [
        ("product", s.product_name.clone()),
        ("producer", s.producer_name.clone()),
        ("representative", s.representative.clone().unwrap_or_default()),
        ("address", s.address.clone()),
        ("report", report.map(String::as_str).join(" ")),
    ];
    let found = parts.into_iter().map(|(part, text)| Undrawn {
        part,
        letters: ocop_print::undrawn(&text).into_iter().map(String::from).collect::<Vec<_>>().join(" "),
    });
    found.filter(|u| !u.letters.is_empty()).collect()
}
