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

/// The rows an actor may see when reading lists for `act`: the union of what his posts reach. Roles that need more
/// than a place (council members, advisory teams) are handled by the verbs that know their council.
pub fn visible(actor: &Actor, _act: Act) -> Visible {
    let mut v = Visible::default();
    if *actor == Actor::System {
        v.all = true;
    }
    for post in actor.posts() {
        match (&post.scope, post.role) {
            (_, Role::CouncilMember | Role::AdvisoryMember | Role::Administrator) => {}
            (Scope::Nation, _) => v.all = true,
            (Scope::Province(p), _) => v.provinces.push(p.clone()),
            (Scope::Commune { commune, .. }, _) => v.communes.push(commune.clone()),
            (Scope::Producer(id), _) => v.producers.push(id.clone()),
        }
    }
    v
}

/// The rows for which an actor's posts give him leave to `act`: like [`visible`], but a post that does not allow the
/// act adds nothing.
pub fn leave(actor: &Actor, act: Act) -> Visible {
    let Actor::Person { account, posts } = actor else { return visible(actor, act) };
    let holds = |post: &&ocop_domain::account::Post| {
        let facts = match &post.scope {
            Scope::Nation => Facts::default(),
            Scope::Province(p) => Facts { province: Some(p.clone()), ..Facts::default() },
            Scope::Commune { province, commune } => {
                Facts { province: Some(province.clone()), commune: Some(commune.clone()), ..Facts::default() }
            }
            Scope::Producer(id) => Facts { producer: Some(id.clone()), ..Facts::default() },
        };
        let alone = Actor::Person { account: account.clone(), posts: vec![(*post).clone()] };
        can(&alone, act, &facts).allowed()
    };
    let posts = posts.iter().filter(holds).cloned().collect();
    visible(&Actor::Person { account: account.clone(), posts }, act)
}
