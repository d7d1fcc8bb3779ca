use super::text::{Texts, texts};
use crate::dossier::Dossier;
use crate::{Cx, Error};
use ocop_domain::criteria::{Answers, CriterionCode, Findings};
use ocop_domain::guide::{Request, Way, way};
use ocop_domain::stars::Stars;
use std::collections::BTreeSet;

/// The ways from a dossier's sheet to the ranks it has not reached.
#[derive(Debug, Clone)]
pub struct Ways {
    /// From the lowest rank up; empty where five stars are reached.
    pub ways: Vec<(Stars, Way)>,
    /// Criteria taken as fixed.
    pub fixed: BTreeSet<CriterionCode>,
    pub texts: Texts,
}

/// Điều 3(3), 4(1)a, 26/2026: the cheapest way to each rank above the present one, by the saved answers of a dossier the
/// caller was shown, with the efforts the offices set for its province. `fixed`: criteria the producer cannot change.
pub async fn ways(cx: &Cx, d: &Dossier, fixed: impl Iterator<Item = &str>) -> Result<Ways, Error> {
    let texts = texts(cx, d.set, Some(&d.place.province_code)).await?;
    let known = |code: &CriterionCode| d.set.criterion(code).is_some_and(|c| !c.is_heading());
    let fixed: BTreeSet<CriterionCode> = fixed.filter_map(|code| code.parse().ok()).filter(known).collect();
    let answers = Answers(d.answers.clone());
    let yes = d.findings.iter().filter(|(_, (applies, _))| *applies).map(|(key, _)| key.clone());
    let findings = Findings(yes.collect());
    let mut ways = Vec::new();
    for stars in Stars::ALL {
        let request = Request {
            set: d.set,
            answers: &answers,
            findings: &findings,
            efforts: &texts.efforts,
            fixed: &fixed,
            stars,
        };
        match way(&request).map_err(Error::internal)? {
            Way::There => {}
            way => ways.push((stars, way)),
        }
    }
    Ok(Ways { ways, fixed, texts })
}
