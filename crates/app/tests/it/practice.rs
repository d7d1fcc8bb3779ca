//! The practice room: one's own tries, seen by no other person, counted nowhere.

use crate::stars::exec;
use crate::support::{HCMC, World, on_each_engine};
use ocop_app::practice::{Picks, SaveTry, open_case, remove_try, room, save_try, show_try};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::practice::{Case, case};
use ocop_store::args;

async fn member(w: &World, id: &str) -> Cx {
    exec(
        w,
        "INSERT INTO account (id, name, email, failures, disabled, lang, created_at, version) \
         VALUES ($1, 'Người Mẫu', $2, 0, FALSE, 'vi', 0, 1)",
        args![id, format!("{id}@example.org")],
    )
    .await;
    w.as_role(id, Role::CouncilMember, Scope::Province(HCMC.into()))
}

fn honey() -> &'static Case {
    case("mat-ong").unwrap()
}

/// What the invented producer claims, everywhere.
fn believed() -> Picks {
    let options =
        honey().criteria.iter().map(|(code, r)| (code.to_string(), i64::try_from(r.claim).unwrap()));
    Picks { options: options.collect(), ..Picks::default() }
}

fn a_try(picks: Picks, submit: bool) -> SaveTry {
    SaveTry { case: "mat-ong".into(), picks, submit, ..SaveTry::default() }
}

#[tokio::test]
async fn a_try_is_kept_handed_in_compared_and_deleted() {
    on_each_engine(async |w| {
        let me = member(&w, "a").await;
        let mut partly = believed();
        partly.options.remove("3.5");
        let id = save_try(&me, a_try(partly.clone(), false)).await.unwrap();
        let draft = show_try(&me, &id).await.unwrap();
        assert!(draft.comparison.is_none(), "the reference stays shut on {}", w.engine);
        let with = |version: i64, picks: &Picks, submit: bool| SaveTry {
            id: id.clone(),
            version,
            ..a_try(picks.clone(), submit)
        };
        let Err(Error::Invalid(i)) = save_try(&me, with(1, &partly, true)).await else { panic!() };
        assert_eq!((i.0[0].field.as_str(), i.0[0].code), ("c.3.5", "council_unanswered"));
        let mut wrong = believed();
        wrong.options.insert("3.5".into(), 9);
        wrong.options.insert("99".into(), 1);
        let Err(Error::Invalid(i)) = save_try(&me, with(1, &wrong, false)).await else { panic!() };
        assert_eq!(i.0.len(), 2);
        save_try(&me, with(1, &partly, false)).await.unwrap();
        assert!(matches!(save_try(&me, with(1, &believed(), true)).await, Err(Error::Conflict("stale"))));
        save_try(&me, with(2, &believed(), true)).await.unwrap();
        let done = show_try(&me, &id).await.unwrap();
        let found = done.comparison.unwrap();
        assert_eq!((found.own.total.get(), found.reference.total.get(), done.row.total), (78, 73, Some(78)));
        assert_eq!(
            found.differing(),
            5,
            "{:?}",
            found.lines.iter().filter(|l| !l.same()).collect::<Vec<_>>()
        );
        assert!(matches!(save_try(&me, with(3, &believed(), false)).await, Err(Error::Conflict("stale"))));
        let all = room(&me, 1, 10).await.unwrap();
        assert_eq!((all.cases.len(), all.tries.len(), all.total), (3, 1, 1));
        // Nothing of it is in the statistics, and the journal says neither what nor how well.
        for table in ["score_sheet", "result"] {
            let n = w.cx.db().number(&format!("SELECT COUNT(*) AS n FROM {table}"), vec![]).await.unwrap();
            assert_eq!(n, 0);
        }
        let chain = ocop_store::journal::chain(w.cx.db(), "account:a").await.unwrap();
        assert!(chain.iter().all(|e| e.diff == "{}"), "{chain:?}");
        remove_try(&me, &id).await.unwrap();
        assert!(matches!(remove_try(&me, &id).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(room(&me, 1, 10).await.unwrap().total, 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_another_ones_tries() {
    on_each_engine(async |w| {
        let (me, other) = (member(&w, "a").await, member(&w, "b").await);
        let id = save_try(&me, a_try(believed(), true)).await.unwrap();
        let theirs = SaveTry { id: id.clone(), version: 1, ..a_try(believed(), false) };
        assert!(matches!(show_try(&other, &id).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(remove_try(&other, &id).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(save_try(&other, theirs).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(room(&other, 1, 10).await.unwrap().total, 0, "{}", w.engine);
        let nation = |who: &str, role: Role| w.as_role(who, role, Scope::Nation);
        for cx in [w.province_office(), nation("x", Role::Auditor), nation("y", Role::Administrator)] {
            assert!(matches!(show_try(&cx, &id).await, Err(Error::Forbidden)));
            assert!(matches!(room(&cx, 1, 10).await, Err(Error::Forbidden)));
            assert!(matches!(open_case(&cx, "mat-ong"), Err(Error::Forbidden)));
        }
        assert!(matches!(room(&w.public(), 1, 10).await, Err(Error::SignIn)));
        assert!(matches!(open_case(&me, "no-such"), Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}
