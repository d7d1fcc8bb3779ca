use super::{Actor, Post, Role, Scope};

impl Role {
    /// Does a post of this role make sense with this reach? An auditor may be the ministry's or a province's; a ward
    /// officer of a whole province would be a province office by another name.
    pub fn fits(self, scope: &Scope) -> bool {
        match self {
            Role::MinistryOffice | Role::Administrator => matches!(scope, Scope::Nation),
            Role::ProvinceOffice => matches!(scope, Scope::Province(_)),
            Role::WardOfficer => matches!(scope, Scope::Commune { .. }),
            Role::CouncilMember | Role::AdvisoryMember | Role::Leader | Role::Auditor => {
                matches!(scope, Scope::Nation | Scope::Province(_))
            }
            Role::Producer => matches!(scope, Scope::Producer(_)),
        }
    }

    /// The roles a holder of this one may give to others, in their own area. No person gives a post above their own.
    pub fn may_give(self) -> &'static [Role] {
        match self {
            Role::Administrator => &Role::ALL,
            Role::ProvinceOffice => {
                &[Role::WardOfficer, Role::CouncilMember, Role::AdvisoryMember, Role::Producer]
            }
            _ => &[],
        }
    }
}

/// May the actor give (or end) a post of this role with this reach? `province` is where the producer lies, for a post
/// that reaches a producer.
pub fn may_appoint(actor: &Actor, role: Role, scope: &Scope, province: Option<&str>) -> bool {
    let by_post = |post: &Post| post.role.may_give().contains(&role) && within(&post.scope, scope, province);
    role.fits(scope)
        && match actor {
            Actor::System => true,
            Actor::Public => false,
            Actor::Person { posts, .. } => posts.iter().any(by_post),
        }
}

/// Must a second person confirm a post of this role before it holds? An administrator alone must not make anyone a
/// decider of the programme, nor a further administrator who would then be the second person.
pub fn second_person(role: Role) -> bool {
    matches!(role, Role::Leader | Role::CouncilMember | Role::Administrator)
}

fn within(own: &Scope, given: &Scope, producers_province: Option<&str>) -> bool {
    match (own, given) {
        (Scope::Nation, _) => true,
        (Scope::Province(own), Scope::Province(p) | Scope::Commune { province: p, .. }) => own == p,
        (Scope::Province(own), Scope::Producer(_)) => producers_province == Some(own),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn person(role: Role, scope: Scope) -> Actor {
        let post = Post { role, scope, from: date(2025, 7, 1), until: None };
        Actor::Person { account: "a".into(), posts: vec![post] }
    }

    fn commune(province: &str) -> Scope {
        Scope::Commune { province: province.into(), commune: "27259".into() }
    }

    #[test]
    fn a_province_office_appoints_below_itself_and_at_home_only() {
        let office = person(Role::ProvinceOffice, Scope::Province("79".into()));
        assert!(may_appoint(&office, Role::WardOfficer, &commune("79"), None));
        assert!(!may_appoint(&office, Role::WardOfficer, &commune("68"), None));
        assert!(may_appoint(&office, Role::CouncilMember, &Scope::Province("79".into()), None));
        assert!(!may_appoint(&office, Role::CouncilMember, &Scope::Nation, None));
        let producer = Scope::Producer("p".into());
        assert!(may_appoint(&office, Role::Producer, &producer, Some("79")));
        assert!(!may_appoint(&office, Role::Producer, &producer, Some("68")));
        assert!(!may_appoint(&office, Role::Producer, &producer, None), "unknown never helps");
        for role in [Role::ProvinceOffice, Role::Leader, Role::Auditor, Role::Administrator] {
            assert!(!may_appoint(&office, role, &Scope::Province("79".into()), None), "{role:?}");
            assert!(!may_appoint(&office, role, &Scope::Nation, None), "{role:?}");
        }
    }

    #[test]
    fn nobody_else_appoints_and_no_role_gets_a_reach_that_is_not_its_own() {
        for role in Role::ALL {
            let may = matches!(role, Role::Administrator);
            let actor = person(role, Scope::Nation);
            assert_eq!(
                may_appoint(&actor, Role::Leader, &Scope::Province("79".into()), None),
                may,
                "{role:?}"
            );
        }
        let admin = person(Role::Administrator, Scope::Nation);
        assert!(!may_appoint(&admin, Role::WardOfficer, &Scope::Nation, None));
        assert!(!may_appoint(&admin, Role::Administrator, &Scope::Province("79".into()), None));
        assert!(!may_appoint(&Actor::Public, Role::Producer, &Scope::Producer("p".into()), Some("79")));
    }
}
