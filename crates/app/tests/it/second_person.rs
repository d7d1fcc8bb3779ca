//! Posts that need a second person: leaders and members, whom an office invites for a producer, and what is offered to an
//! account that is there.

use crate::account::{PASSWORD, code_of, letter, person, producer, who};
use crate::support::{HCMC, KHANH_HOI_CODE, World, XOM_CHIEU, XOM_CHIEU_CODE, on_each_engine};
use ocop_app::account::waiting::{self, PRODUCER_ANSWERS_DAYS};
use ocop_app::account::{PostForm, add, invite, list, manage, session};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_store::args;

fn leader() -> PostForm {
    PostForm { role: "leader".into(), area: HCMC.into(), ..PostForm::default() }
}

fn admin(w: &World, account: &str) -> Cx {
    w.as_role(account, Role::Administrator, Scope::Nation)
}

async fn posts(w: &World, account: &str) -> usize {
    list::view(&admin(w, "looking-on"), account).await.unwrap().posts.len()
}

async fn only(cx: &Cx) -> String {
    let mut found = waiting::list(cx).await.unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0).row.id
}

#[tokio::test]
async fn a_leaders_post_waits_for_a_second_administrator() {
    on_each_engine(async |w| {
        let id = person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let me = admin(&w, &id);
        assert!(
            matches!(manage::appoint(&me, &id, leader()).await, Err(Error::Forbidden)),
            "none to oneself"
        );
        assert!(matches!(manage::forget_second_factor(&me, &id).await, Err(Error::Forbidden)));

        let (one, two) = (admin(&w, "admin-1"), admin(&w, "admin-2"));
        manage::appoint(&one, &id, leader()).await.unwrap();
        assert_eq!(posts(&w, &id).await, 1, "not in force");
        let waits = only(&two).await;
        for nobody in [&one, &me] {
            assert!(matches!(waiting::confirm(nobody, &waits).await, Err(Error::Forbidden)));
        }
        assert!(matches!(waiting::confirm(&w.leader(), &waits).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(waiting::list(&w.leader()).await, Err(Error::Forbidden)));
        assert!(matches!(waiting::confirm(&w.public(), &waits).await, Err(Error::SignIn)));
        waiting::confirm(&two, &waits).await.unwrap();
        assert_eq!(posts(&w, &id).await, 2);
        assert!(waiting::confirm(&two, &waits).await.is_err(), "once");
        let again = manage::appoint(&one, &id, leader()).await;
        assert!(matches!(again, Err(Error::Invalid(_))), "ending the one would leave the other: {again:?}");

        let minister = || PostForm { area: String::new(), ..leader() };
        manage::appoint(&one, &id, minister()).await.unwrap();
        let waits = only(&two).await;
        waiting::refuse(&one, &waits).await.unwrap();
        assert!(waiting::list(&two).await.unwrap().is_empty(), "taken back");

        manage::appoint(&one, &id, minister()).await.unwrap();
        waiting::confirm(&w.cx, &only(&w.cx.clone()).await).await.unwrap();
        assert_eq!(posts(&w, &id).await, 3, "the command line counts as the second person");
        let ward =
            PostForm { role: "ward_officer".into(), area: KHANH_HOI_CODE.into(), ..PostForm::default() };
        manage::appoint(&one, &id, ward).await.unwrap();
        assert_eq!(posts(&w, &id).await, 4, "what decides nothing of a result needs one person");
    })
    .await;
}

#[tokio::test]
async fn a_council_members_post_waits_and_another_of_the_office_confirms_it() {
    on_each_engine(async |w| {
        let office = w.province_office();
        let id = invite::invite(&office, letter("moi@mau.vn", "council_member", HCMC, "")).await.unwrap();
        assert_eq!(list::view(&office, &id).await.unwrap().posts.len(), 0);
        let waits = only(&office).await;
        assert!(matches!(waiting::confirm(&office, &waits).await, Err(Error::Forbidden)));
        let elsewhere = w.as_role("o3", Role::ProvinceOffice, Scope::Province("68".into()));
        assert!(matches!(waiting::confirm(&elsewhere, &waits).await, Err(Error::NotFound | Error::Hidden)));
        let second = w.as_role("o2", Role::ProvinceOffice, Scope::Province(HCMC.into()));
        waiting::confirm(&second, &waits).await.unwrap();
        assert_eq!(list::view(&office, &id).await.unwrap().posts.len(), 1);
    })
    .await;
}

async fn maker(w: &World, email: &str) -> String {
    let post = PostForm { role: "producer".into(), producer: "p1".into(), ..PostForm::default() };
    let cmd =
        add::Add { name: "Trần Thị Mẫu".into(), email: email.into(), password: PASSWORD.into(), post };
    add::add(&w.cx, cmd).await.unwrap()
}

fn acting(w: &World, account: &str) -> Cx {
    w.as_role(account, Role::Producer, Scope::Producer("p1".into()))
}

#[tokio::test]
async fn whom_the_office_invites_for_a_producer_one_of_its_people_confirms() {
    on_each_engine(async |w| {
        producer(&w, "p1", XOM_CHIEU).await;
        w.cx.db().exec("UPDATE producer SET email = 'htx@mau.vn' WHERE id = 'p1'", vec![]).await.unwrap();
        let (one, two) = (maker(&w, "mot@mau.vn").await, maker(&w, "hai@mau.vn").await);
        let office = w.province_office();
        let sock = invite::invite(&office, letter("sock@mau.vn", "producer", "", "p1")).await.unwrap();
        assert_eq!(list::view(&office, &sock).await.unwrap().posts.len(), 0, "not in force");
        for account in [&one, &two] {
            let told = "SELECT COUNT(*) AS n FROM notice WHERE account_id = $1 AND kind = 'person_invited'";
            assert_eq!(w.cx.db().number(told, args![account.as_str()]).await.unwrap(), 1);
        }
        let letters = ocop_store::mail::waiting(w.cx.db(), i64::MAX, 100).await.unwrap();
        for to in ["htx@mau.vn", "mot@mau.vn", "hai@mau.vn"] {
            assert!(letters.iter().any(|l| l.to_address == to && l.body.contains("Lê Thị Mẫu")), "{to}");
        }

        let seen = waiting::people(&acting(&w, &one), "p1").await.unwrap();
        assert!(seen.own);
        assert_eq!(seen.acting.len(), 2);
        let waits = seen.waiting[0].row.id.clone();
        for other in
            [&office, &w.as_role("o2", Role::ProvinceOffice, Scope::Province(HCMC.into())), &admin(&w, "a")]
        {
            assert!(
                matches!(waiting::confirm(other, &waits).await, Err(Error::Forbidden)),
                "no office confirms it"
            );
        }
        assert_eq!(code_of(waiting::confirm(&w.cx, &waits).await), "producer_answers_first");
        let stranger = w.as_role("s", Role::Producer, Scope::Producer("p2".into()));
        assert!(matches!(waiting::confirm(&stranger, &waits).await, Err(Error::NotFound | Error::Hidden)));
        waiting::confirm(&acting(&w, &one), &waits).await.unwrap();
        assert_eq!(list::view(&office, &sock).await.unwrap().posts.len(), 1);

        let open = session::open(&w.cx, &sock, false).await.unwrap();
        let post = waiting::people(&office, "p1").await.unwrap().acting.pop().unwrap();
        assert_eq!(post.account_id, sock);
        assert!(matches!(
            waiting::end_for_producer(&office, "p1", &post.post_id).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        waiting::end_for_producer(&acting(&w, &one), "p1", &post.post_id).await.unwrap();
        assert_eq!(waiting::people(&office, "p1").await.unwrap().acting.len(), 2);
        assert!(who(&w, &open.token).await.is_none(), "what it allowed ends at once");

        manage::appoint(
            &office,
            &sock,
            PostForm { role: "producer".into(), producer: "p1".into(), ..PostForm::default() },
        )
        .await
        .unwrap();
        let waits = waiting::people(&office, "p1").await.unwrap().waiting[0].row.id.clone();
        w.clock.advance_minutes(PRODUCER_ANSWERS_DAYS * 24 * 60);
        waiting::confirm(&w.cx, &waits).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_first_of_a_producers_people_needs_nobody() {
    on_each_engine(async |w| {
        producer(&w, "p1", XOM_CHIEU).await;
        let office = w.province_office();
        let first = invite::invite(&office, letter("mot@mau.vn", "producer", "", "p1")).await.unwrap();
        assert_eq!(list::view(&office, &first).await.unwrap().posts.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_post_offered_to_an_account_that_is_there_is_its_owners_to_take() {
    on_each_engine(async |w| {
        let id = person(&w, "can-bo@mau.vn", "auditor", HCMC).await;
        let office = w.province_office();
        let answered =
            invite::invite(&office, letter("can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE, "")).await;
        assert!(answered.is_ok(), "answered like an address nobody knows");
        assert!(
            matches!(list::view(&office, &id).await, Err(Error::NotFound | Error::Hidden)),
            "nothing of it is shown"
        );
        let open = session::open(&w.cx, &id, true).await.unwrap();
        let mut me = who(&w, &open.token).await.unwrap();
        let cx = w.public();
        let offer = waiting::offers(&cx, &me).await.unwrap()[0].row.id.clone();
        assert_eq!(code_of(waiting::confirm(&w.cx, &offer).await), "owner_answers");
        assert!(
            matches!(waiting::answer_offer(&cx, &me, &offer, true).await, Err(Error::SignIn)),
            "no factor yet"
        );
        me.needs_totp_setup = false;
        let cx = w.cx.as_actor(me.actor());
        waiting::answer_offer(&cx, &me, &offer, true).await.unwrap();
        assert_eq!(posts(&w, &id).await, 2);
        assert!(waiting::answer_offer(&cx, &me, &offer, true).await.is_err(), "once");

        invite::invite(&office, letter("can-bo@mau.vn", "council_member", HCMC, "")).await.unwrap();
        let offer = waiting::offers(&cx, &me).await.unwrap()[0].row.id.clone();
        waiting::answer_offer(&cx, &me, &offer, true).await.unwrap();
        assert_eq!(posts(&w, &id).await, 2, "taken, and still to be confirmed");
        let second = w.as_role("o2", Role::ProvinceOffice, Scope::Province(HCMC.into()));
        waiting::confirm(&second, &offer).await.unwrap();
        assert_eq!(posts(&w, &id).await, 3);
    })
    .await;
}

/// Merging two records is an office's act alone, so it gives no person the dossiers of another's producer: those who have
/// acted longest go on, the others wait for one of them, whichever record survives.
#[tokio::test]
async fn a_merge_makes_none_a_producers_person_without_its_own_people() {
    on_each_engine(async |w| {
        for id in ["p1", "p2"] {
            producer(&w, id, XOM_CHIEU).await;
        }
        w.cx.db().exec("UPDATE producer SET email = id || '@mau.vn'", vec![]).await.unwrap();
        let one = maker(&w, "mot@mau.vn").await;
        w.clock.advance_minutes(1);
        let office = w.province_office();
        // The office registers a producer of its own making, for which no person acts, and invites an address.
        let sock = invite::invite(&office, letter("sock@mau.vn", "producer", "", "p2")).await.unwrap();
        assert_eq!(waiting::people(&office, "p2").await.unwrap().acting.len(), 1, "in force at once");
        for (keep, gone) in [("p1", "p2"), ("p2", "p1")] {
            w.clock.advance_minutes(1);
            let open = session::open(&w.cx, &sock, false).await.unwrap();
            let told = "SELECT COUNT(*) AS n FROM notice WHERE account_id = $1 AND kind = 'person_invited'";
            let before = w.cx.db().number(told, args![one.as_str()]).await.unwrap();
            let merge = crate::register::merged(&office, keep, gone, &[]).await.unwrap();
            let own = w.as_role(&one, Role::Producer, Scope::Producer(keep.into()));
            let people = waiting::people(&own, keep).await.unwrap();
            let acting: Vec<&str> = people.acting.iter().map(|a| a.account_id.as_str()).collect();
            assert_eq!(acting, [one.as_str()], "{}: {gone} into {keep}", w.engine);
            let waits: Vec<&str> = people.waiting.iter().map(|a| a.row.account_id.as_str()).collect();
            assert_eq!(waits, [sock.as_str()]);
            assert!(who(&w, &open.token).await.is_none(), "what it allowed ends at once");
            assert_eq!(w.cx.db().number(told, args![one.as_str()]).await.unwrap(), before + 1, "told");
            let letters = ocop_store::mail::waiting(w.cx.db(), i64::MAX, 100).await.unwrap();
            for to in ["p1@mau.vn", "p2@mau.vn", "mot@mau.vn"] {
                let told =
                    |l: &&ocop_store::mail::Letter| l.to_address == to && l.body.contains("Lê Thị Mẫu");
                assert!(letters.iter().any(|l| told(&l)), "{to}");
            }
            let chain = ocop_store::journal::chain(w.cx.db(), &format!("account:{sock}")).await.unwrap();
            assert!(chain.iter().any(|e| e.act == "account.post_asked" && e.diff.contains(&merge)));
            let moved = if gone == "p2" { &sock } else { &one };
            let chain = ocop_store::journal::chain(w.cx.db(), &format!("account:{moved}")).await.unwrap();
            assert!(chain.iter().any(|e| e.act == "account.post_moved" && e.diff.contains(&merge)));
            let waiting = people.waiting[0].row.id.clone();
            assert!(matches!(waiting::confirm(&office, &waiting).await, Err(Error::Forbidden)));
            // Taking it back puts everything where it was.
            ocop_app::register::unmerge(&office, &merge).await.unwrap();
            for (producer, account) in [("p1", &one), ("p2", &sock)] {
                let people = waiting::people(&office, producer).await.unwrap();
                assert_eq!(people.acting.iter().map(|a| &a.account_id).collect::<Vec<_>>(), [account]);
                assert!(people.waiting.is_empty(), "{producer}");
            }
        }
        w.clock.advance_minutes(1);
        let merge = crate::register::merged(&office, "p1", "p2", &[]).await.unwrap();
        let own = acting(&w, &one);
        let waits = waiting::people(&own, "p1").await.unwrap().waiting[0].row.id.clone();
        waiting::confirm(&own, &waits).await.unwrap();
        assert_eq!(waiting::people(&own, "p1").await.unwrap().acting.len(), 2, "{merge}");
    })
    .await;
}
