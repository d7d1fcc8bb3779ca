use crate::{Cx, Error};
use ocop_domain::criteria::{CriteriaSet, CriterionCode};
use ocop_domain::guide::Efforts;
use ocop_store::guide::text::{self as store, GuideTextRow};
use std::collections::BTreeMap;

/// What an office says of a criterion or of one of its options.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuideText {
    /// Who issues the paper.
    pub issuer: Option<String>,
    pub duration: Option<String>,
    pub cost: Option<String>,
    pub advice: Option<String>,
    pub guide_link: Option<String>,
    pub film_link: Option<String>,
}

impl GuideText {
    pub(super) fn of(row: GuideTextRow) -> GuideText {
        GuideText {
            issuer: row.issuer,
            duration: row.duration,
            cost: row.cost,
            advice: row.advice,
            guide_link: row.guide_link,
            film_link: row.film_link,
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == GuideText::default()
    }
}

/// The texts and efforts that hold in a place.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    texts: BTreeMap<(CriterionCode, usize), GuideText>,
    pub efforts: Efforts,
}

impl Texts {
    /// Of an option; 0 for the criterion as a whole.
    pub fn on(&self, criterion: &CriterionCode, option: usize) -> Option<&GuideText> {
        self.texts.get(&(criterion.clone(), option))
    }
}

/// What the offices say of a set: the ministry's words for all, and in a province its own office's instead where it has
/// any. A text is taken whole, so that fee and term stay of one hand; an effort is taken by itself. Public.
pub async fn texts(cx: &Cx, set: &CriteriaSet, province: Option<&str>) -> Result<Texts, Error> {
    let mut out = Texts::default();
    // The ministry's rows come before the province's.
    for row in store::in_force(cx.db(), set.id.as_str(), province).await? {
        let code: CriterionCode = row.criterion.parse().map_err(Error::internal)?;
        let key = (code, usize::try_from(row.option_no).map_err(Error::internal)?);
        if let Some(effort) = row.effort {
            out.efforts.0.insert(key.clone(), u32::try_from(effort).map_err(Error::internal)?);
        }
        let text = GuideText::of(row);
        if !text.is_empty() {
            out.texts.insert(key, text);
        }
    }
    Ok(out)
}
