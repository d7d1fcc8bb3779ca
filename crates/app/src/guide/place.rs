use crate::{Cx, Error, area};
use ocop_domain::account::{Act, Facts, Scope as Reach, can};
use ocop_domain::criteria::{CriteriaSet, Criterion, CriterionCode, Law, SetId, set};
use ocop_store::guide::text::At;

/// Whom a text speaks to: the whole country, or the dossiers of a province (by code).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    Nation,
    Province(String),
}

impl Scope {
    /// As stored and as forms send it.
    pub fn code(&self) -> &str {
        match self {
            Scope::Nation => "",
            Scope::Province(code) => code,
        }
    }

    fn facts(&self) -> Facts {
        match self {
            Scope::Nation => Facts { national: true, ..Facts::default() },
            Scope::Province(code) => Facts { province: Some(code.clone()), ..Facts::default() },
        }
    }
}

/// What a text belongs to.
#[derive(Debug, Clone)]
pub struct Place {
    pub set: &'static CriteriaSet,
    pub criterion: &'static Criterion,
    /// 0: the criterion as a whole.
    pub option: usize,
    pub scope: Scope,
}

impl Place {
    pub(super) fn at(&self) -> At<'_> {
        At {
            set_id: self.set.id.as_str(),
            criterion: self.criterion.code.as_str(),
            option_no: i64::try_from(self.option).unwrap_or(i64::MAX),
            scope: self.scope.code(),
        }
    }
}

/// Finds the place by what an address or a form says, for a person who may write there. Only sets in force are
/// explained.
pub async fn place(
    cx: &Cx,
    set_id: &str,
    criterion: &str,
    option: &str,
    scope: &str,
) -> Result<Place, Error> {
    let scope = match scope {
        "" => Scope::Nation,
        code => Scope::Province(code.to_owned()),
    };
    cx.allow(Act::GuideWrite, &scope.facts())?;
    if let Scope::Province(code) = &scope
        && !area::provinces(cx, cx.today()).await?.iter().any(|p| p.code == *code)
    {
        return Err(Error::NotFound);
    }
    let set = in_force(set_id)?;
    let code: CriterionCode = criterion.parse().map_err(|_| Error::NotFound)?;
    let criterion = set.criterion(&code).filter(|c| !c.is_heading()).ok_or(Error::NotFound)?;
    let option = if option.is_empty() { Ok(0) } else { option.parse::<usize>() };
    let option = option.ok().filter(|n| *n == 0 || criterion.option(*n).is_some()).ok_or(Error::NotFound)?;
    Ok(Place { set, criterion, option, scope })
}

/// A set of the decision in force (26/2026).
pub(super) fn in_force(set_id: &str) -> Result<&'static CriteriaSet, Error> {
    let id: SetId = set_id.parse().map_err(|_| Error::NotFound)?;
    set(&id).filter(|set| set.law == Law::Qd26_2026).ok_or(Error::NotFound)
}

/// Where the actor may write texts, the whole country first; empty for all others.
pub fn scopes(cx: &Cx) -> Vec<Scope> {
    let mut out = vec![Scope::Nation];
    for post in cx.actor.posts() {
        if let Reach::Province(code) = &post.scope
            && !out.iter().any(|s| s.code() == code)
        {
            out.push(Scope::Province(code.clone()));
        }
    }
    out.retain(|scope| can(&cx.actor, Act::GuideWrite, &scope.facts()).allowed());
    out
}
