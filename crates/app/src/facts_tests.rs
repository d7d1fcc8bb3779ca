use super::*;
use jiff::civil::date;
use ocop_domain::account::Post;
use proptest::prelude::*;

fn scope() -> impl Strategy<Value = Scope> {
    let commune = |(province, commune): (&str, &str)| Scope::Commune {
        province: province.into(),
        commune: commune.into(),
    };
    prop_oneof![
        Just(Scope::Nation),
        prop::sample::select(vec!["79", "68"]).prop_map(|p| Scope::Province(p.into())),
        prop::sample::select(vec![("79", "27259"), ("79", "27265"), ("68", "22945")]).prop_map(commune),
        prop::sample::select(vec!["own", "other"]).prop_map(|id| Scope::Producer(id.into())),
    ]
}

fn actor() -> impl Strategy<Value = Actor> {
    let post = (prop::sample::select(Role::ALL.to_vec()), scope());
    let person = prop::collection::vec(post, 0..4).prop_map(|posts| Actor::Person {
        account: "a".into(),
        posts: posts
            .into_iter()
            .map(|(role, scope)| Post { role, scope, from: date(2025, 7, 1), until: None })
            .collect(),
    });
    prop_oneof![20 => person, 1 => Just(Actor::Public), 1 => Just(Actor::System)]
}

/// What may be true of a row besides its place. A seat on a council is none of it: seats are joined in the query.
fn about() -> impl Strategy<Value = Facts> {
    any::<(bool, bool, bool, bool)>().prop_map(|(submitted, closed, national, on_team)| Facts {
        submitted,
        closed,
        national,
        on_team,
        ..Facts::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_list_admits_exactly_what_the_policy_allows(actor in actor(), about in about()) {
        let places = [("79", "27259"), ("79", "27265"), ("68", "22945")];
        for act in Act::ALL {
            let rows = reach(&actor, act, &about);
            for ((province, commune), producer) in
                places.into_iter().flat_map(|place| ["own", "other", "third"].map(|of| (place, of)))
            {
                let thing = Facts {
                    province: Some(province.into()),
                    commune: Some(commune.into()),
                    producer: Some(producer.into()),
                    ..about.clone()
                };
                prop_assert_eq!(
                    rows.admits(Some(province), Some(commune), Some(producer)),
                    can(&actor, act, &thing).allowed(),
                    "{:?} {:?} {:?} {:?}", actor, act, thing, rows
                );
            }
        }
    }
}
