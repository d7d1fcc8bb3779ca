use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Actor, Facts};
use ocop_store::scope::Visible;

/// What lies in a province.
pub(super) fn of_province(code: &str) -> Facts {
    Facts { province: Some(code.to_owned()), submitted: true, ..Facts::default() }
}

/// The ministry's own.
pub(super) fn of_nation() -> Facts {
    Facts { national: true, submitted: true, ..Facts::default() }
}

/// The provinces a reader of these lists sees; a list of none is refused.
pub(super) fn readers(cx: &Cx) -> Result<Visible, Error> {
    let all = facts::leave(&cx.actor, Act::NationalView);
    if all.all || !all.provinces.is_empty() {
        Ok(Visible { all: all.all, provinces: all.provinces, ..Visible::default() })
    } else if cx.actor == Actor::Public {
        Err(Error::SignIn)
    } else {
        Err(Error::Forbidden)
    }
}
