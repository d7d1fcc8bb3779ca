//! What the policy needs to know, gathered from the register.

use crate::Error;
use ocop_domain::account::{Act, Actor, Facts, Role, Scope};
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

/// The rows an actor may see when reading lists for `act`: the union of what his posts reach. Roles that need more
/// than a place (council members) are handled by the verbs that know their council.
pub fn visible(actor: &Actor, act: Act) -> Visible {
    let mut v = Visible::default();
    if *actor == Actor::System {
        v.all = true;
    }
    for post in actor.posts() {
        match (&post.scope, post.role) {
            (_, Role::CouncilMember | Role::Administrator) => {}
            (_, Role::AdvisoryMember) if act != Act::DossierView => {}
            (Scope::Nation, _) => v.all = true,
            (Scope::Province(p), _) => v.provinces.push(p.clone()),
            (Scope::Commune { commune, .. }, _) => v.communes.push(commune.clone()),
            (Scope::Producer(id), _) => v.producers.push(id.clone()),
        }
    }
    v
}
