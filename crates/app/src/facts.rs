//! What the policy needs to know, gathered from the register.

use crate::Error;
use ocop_domain::account::{Act, Actor, Facts, Role, Scope, can};
use ocop_store::{Db, scope::Visible};

/// Facts of something that lies in a commune (by the area's id) and may belong to a producer.
pub async fn of_place(db: &Db, commune_id: Option<&str>, producer_id: Option<&str>) -> Result<Facts, Error> {
    let mut facts = Facts { producer: producer_id.map(str::to_owned), ..Facts::default() };
    if let Some(id) = commune_id
        && let Some(place) = ocop_store::scope::place(db, id).await?
    {
        facts.province = Some(place.province_code);
        facts.commune = Some(place.commune_code);
    }
    Ok(facts)
}

/// What has left its producer, so that offices may look at it.
pub(crate) fn handed_in() -> Facts {
    Facts { submitted: true, ..Facts::default() }
}

/// Facts of something that is a province's own (decisions, rounds); without a province, the ministry's.
pub(crate) fn of_authority(province: Option<&str>) -> Facts {
    match province {
        Some(p) => Facts { province: Some(p.to_owned()), ..Facts::default() },
        None => Facts { national: true, ..Facts::default() },
    }
}

/// The rows on which an actor may do `act`: every list starts from them. `about` is what is true of each row besides
/// its place (handed in, closed, the ministry's). A post adds the area or producer it reaches where [`can`] allows the
/// act there by this post alone. Council members reach no area: what they may see is joined by their seats, in the
/// queries that know the council.
pub fn reach(actor: &Actor, act: Act, about: &Facts) -> Visible {
    let mut v = Visible { all: *actor == Actor::System, ..Visible::default() };
    for post in actor.posts().iter().filter(|p| p.role != Role::CouncilMember) {
        let mut here = about.clone();
        match &post.scope {
            Scope::Nation => {}
            Scope::Province(p) => here.province = Some(p.clone()),
            Scope::Commune { commune, .. } => here.commune = Some(commune.clone()),
            Scope::Producer(id) => here.producer = Some(id.clone()),
        }
        let alone = Actor::Person { account: actor.id().to_owned(), posts: vec![post.clone()] };
        if can(&alone, act, &here).allowed() {
            let (codes, code) = match &post.scope {
                Scope::Nation => {
                    v.all = true;
                    continue;
                }
                Scope::Province(p) => (&mut v.provinces, p),
                Scope::Commune { commune, .. } => (&mut v.communes, commune),
                Scope::Producer(id) => (&mut v.producers, id),
            };
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
    }
    v
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
