//! The door: tries at once, addresses, seeds of second factors, clocks that ran ahead, and what the journal keeps.

use crate::account::{OTHER, PASSWORD, code_of, person, six, try_in, who};
use crate::support::{HCMC, World, XOM_CHIEU_CODE, on_each_engine};
use ocop_app::account::hashes_of;
use ocop_app::account::sign_in::{self, SignIn, SignedIn};
use ocop_app::account::{SealKey, access, add, own, reset, second_factor, session};
use ocop_app::{Config, Cx, Error, startup};
use ocop_domain::account::{Actor, Role, Scope};
use ocop_store::args;
use std::sync::Arc;

const WRONG: &str = "sai mất rồi nhé";

fn from(w: &World, address: &str) -> Cx {
    Cx { from: Some(address.parse().unwrap()), ..w.public() }
}

async fn at(cx: &Cx, email: &str, password: &str) -> Result<SignedIn, Error> {
    let cmd = SignIn { email: email.into(), password: password.into(), presented: String::new() };
    sign_in::sign_in(cx, cmd).await
}

/// An official with a second factor set up: the account, and the secret.
async fn with_factor(w: &World, email: &str) -> (String, String) {
    let id = person(w, email, "ward_officer", XOM_CHIEU_CODE).await;
    let open = try_in(w, email, PASSWORD).await.unwrap();
    let me = who(w, &open.session.token).await.unwrap();
    let secret = second_factor::set_up(&w.public(), &me).await.unwrap().secret;
    second_factor::confirm(&w.public(), &me, &six(w, &secret)).await.unwrap();
    w.clock.advance_minutes(2);
    (id, secret)
}

#[tokio::test]
async fn of_forty_at_once_five_are_judged_and_the_right_one_is_not_among_them() {
    on_each_engine(async |w| {
        person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let tries: Vec<_> = (0..40)
            .map(|n| {
                let cx = from(&w, "198.51.100.7");
                let password = if n == 39 { PASSWORD } else { WRONG };
                tokio::spawn(async move { code_of(at(&cx, "can-bo@mau.vn", password).await) })
            })
            .collect();
        let mut answers = Vec::new();
        for one in tries {
            answers.push(one.await.unwrap());
        }
        assert_eq!(answers.last().unwrap(), "sign_in_locked", "{}", w.engine);
        let judged = answers.iter().filter(|a| *a != "sign_in_locked").count();
        assert!((1..=5).contains(&judged), "{}: {judged} judged", w.engine);
        assert!(
            at(&from(&w, "203.0.113.1"), "can-bo@mau.vn", PASSWORD).await.is_ok(),
            "another place is free"
        );
    })
    .await;
}

#[tokio::test]
async fn twelve_right_passwords_at_once_all_let_in() {
    on_each_engine(async |w| {
        person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let cx = from(&w, "198.51.100.7");
                tokio::spawn(async move { at(&cx, "can-bo@mau.vn", PASSWORD).await.is_ok() })
            })
            .collect();
        for one in tries {
            assert!(one.await.unwrap(), "{}", w.engine);
        }
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_in_vain_hashes_as_much_whether_the_address_is_known_or_not() {
    on_each_engine(async |w| {
        person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let off = person(&w, "nghi@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        w.cx.db().exec("UPDATE account SET disabled = TRUE WHERE id = $1", args![off]).await.unwrap();
        // Typed as it is kept, and typed in another form of Unicode: that costs a second look.
        for (password, hashes) in [("sai mat roi nhe", 1), ("sai ma\u{302}\u{301}t rồi nhé", 2)] {
            for email in ["can-bo@mau.vn", "nghi@mau.vn", "khong-co@mau.vn"] {
                let cx = from(&w, "198.51.100.7");
                let (answer, n) = hashes_of(at(&cx, email, password)).await;
                assert_eq!((code_of(answer).as_str(), n), ("sign_in_wrong", hashes), "{email} {}", w.engine);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn of_a_hundred_codes_at_once_five_are_judged() {
    on_each_engine(async |w| {
        let (_, secret) = with_factor(&w, "can-bo@mau.vn").await;
        let open = at(&from(&w, "198.51.100.7"), "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &open.session.token).await.unwrap();
        let right = six(&w, &secret);
        let tries: Vec<_> = (0..100)
            .map(|n| {
                let (cx, me, right) = (from(&w, "198.51.100.7"), me.clone(), right.clone());
                tokio::spawn(async move {
                    let code = if n == 99 { right } else { "12345x".to_owned() };
                    code_of(second_factor::pass(&cx, &me, &code).await)
                })
            })
            .collect();
        let mut answers = Vec::new();
        for one in tries {
            answers.push(one.await.unwrap());
        }
        assert_eq!(answers.last().unwrap(), "sign_in_locked");
        assert!(answers.iter().filter(|a| *a != "sign_in_locked").count() <= 5, "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn strangers_shut_nobody_out_of_where_he_comes_from_and_the_code_lets_him_in_anywhere() {
    on_each_engine(async |w| {
        let plain = "chua-co-ma@mau.vn";
        person(&w, plain, "ward_officer", XOM_CHIEU_CODE).await;
        let (_, secret) = with_factor(&w, "can-bo@mau.vn").await;
        assert!(at(&from(&w, "203.0.113.1"), plain, PASSWORD).await.is_ok());
        for network in 0..10 {
            for _ in 0..5 {
                let cx = from(&w, &format!("2001:db8:0:{network}::1"));
                let _ = at(&cx, plain, WRONG).await;
                let _ = at(&cx, "can-bo@mau.vn", WRONG).await;
            }
        }
        let strange = from(&w, "203.0.113.99");
        assert_eq!(code_of(at(&strange, plain, PASSWORD).await), "sign_in_locked");
        assert!(at(&from(&w, "203.0.113.1"), plain, PASSWORD).await.is_ok(), "known to the account");

        assert_eq!(code_of(at(&strange, "can-bo@mau.vn", WRONG).await), "sign_in_locked");
        let open = at(&strange, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &open.session.token).await.unwrap();
        second_factor::pass(&strange, &me, &six(&w, &secret)).await.unwrap();
        let stranger = from(&w, "203.0.113.98");
        assert_eq!(
            code_of(at(&stranger, "can-bo@mau.vn", WRONG).await),
            "sign_in_wrong",
            "the code lifts it"
        );
        w.clock.advance_minutes(15);
        assert!(
            at(&from(&w, "203.0.113.97"), plain, PASSWORD).await.is_ok(),
            "a slow bound, not a lock for good"
        );
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_was_presented_and_a_new_password_the_old_token() {
    on_each_engine(async |w| {
        person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let one = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let presented = one.session.token.clone();
        let cmd = SignIn { email: "can-bo@mau.vn".into(), password: PASSWORD.into(), presented };
        let two = sign_in::sign_in(&w.public(), cmd).await.unwrap();
        assert!(who(&w, &one.session.token).await.is_none());

        let mut me = who(&w, &two.session.token).await.unwrap();
        let refused = own::close_others(&w.public(), &me, PASSWORD).await;
        assert!(matches!(refused, Err(Error::SignIn)), "a session of the password alone ends no other");
        me.needs_totp_setup = false;
        let cx = w.cx.as_actor(me.actor());
        let new = own::change_password(&cx, &me, PASSWORD, OTHER, OTHER).await.unwrap();
        assert!(who(&w, &two.session.token).await.is_none());
        assert_eq!(who(&w, &new.token).await.unwrap().csrf, me.csrf, "forms in other windows go on");
        assert_eq!(new.seconds, 12 * 3600);
    })
    .await;
}

#[tokio::test]
async fn each_session_sets_up_a_secret_of_its_own_and_only_the_confirmed_one_works() {
    on_each_engine(async |w| {
        let id = person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let (mut secrets, mut people) = (vec![], vec![]);
        for _ in 0..2 {
            let open = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
            let me = who(&w, &open.session.token).await.unwrap();
            secrets.push(second_factor::set_up(&w.public(), &me).await.unwrap().secret);
            people.push(me);
        }
        assert_ne!(secrets[0], secrets[1]);
        let crossed = second_factor::confirm(&w.public(), &people[1], &six(&w, &secrets[0])).await;
        assert_eq!(code_of(crossed), "code_wrong");
        second_factor::confirm(&w.public(), &people[1], &six(&w, &secrets[1])).await.unwrap();
        let late = second_factor::confirm(&w.public(), &people[0], &six(&w, &secrets[0])).await;
        assert!(late.is_err(), "the other session ended");
        w.clock.advance_minutes(2);
        let open = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &open.session.token).await.unwrap();
        assert_eq!(me.account_id, id);
        assert_eq!(code_of(second_factor::pass(&w.public(), &me, &six(&w, &secrets[0])).await), "code_wrong");
        second_factor::pass(&w.public(), &me, &six(&w, &secrets[1])).await.unwrap();
    })
    .await;
}

fn keyed(w: &World, byte: u8) -> Cx {
    let config = Config { key: Some(SealKey::new([byte; 32])), ..(*w.cx.config).clone() };
    Cx { config: Arc::new(config), ..w.cx.clone() }
}

async fn kept(w: &World, id: &str) -> String {
    ocop_store::account::by_id(w.cx.db(), id).await.unwrap().unwrap().totp_secret.unwrap()
}

#[tokio::test]
async fn a_start_seals_secrets_kept_in_clear_and_another_key_does_not_start() {
    on_each_engine(async |w| {
        let (id, secret) = with_factor(&w, "can-bo@mau.vn").await;
        assert_eq!(kept(&w, &id).await, secret, "as before there was a key");
        let cx = keyed(&w, 1);
        startup::prepare(&cx).await.unwrap();
        let sealed = kept(&w, &id).await;
        assert!(sealed.starts_with("v1:") && !sealed.contains(&secret), "{sealed}");
        startup::prepare(&cx).await.unwrap();
        assert_eq!(kept(&w, &id).await, sealed, "once");
        let public = cx.as_actor(Actor::Public);
        let open = at(&public, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &open.session.token).await.unwrap();
        second_factor::pass(&public, &me, &six(&w, &secret)).await.unwrap();
        let other = startup::prepare(&keyed(&w, 2)).await.unwrap_err();
        assert!(other.to_string().contains("--key-file"), "{other}");
    })
    .await;
}

#[tokio::test]
async fn a_second_node_with_a_key_of_its_own_does_not_start_even_before_anything_is_sealed() {
    on_each_engine(async |w| {
        startup::prepare(&keyed(&w, 1)).await.unwrap();
        let other = keyed(&w, 2);
        let refused = startup::prepare(&other).await.unwrap_err();
        assert!(refused.to_string().contains("--key-file"), "{}: {refused}", w.engine);
        startup::prepare(&keyed(&w, 1)).await.unwrap();
        // The key that is replaced on purpose, once nothing is sealed by it.
        let replaced = Config { new_key: true, ..(*other.config).clone() };
        let replaced = Cx { config: Arc::new(replaced), ..other.clone() };
        startup::prepare(&replaced).await.unwrap();
        startup::prepare(&other).await.unwrap();
        assert!(startup::prepare(&keyed(&w, 1)).await.is_err());
        with_factor(&w, "can-bo@mau.vn").await;
        startup::prepare(&other).await.unwrap();
        let again = Config { new_key: true, ..(*keyed(&w, 1).config).clone() };
        let again = Cx { config: Arc::new(again), ..w.cx.clone() };
        let refused = startup::prepare(&again).await.unwrap_err();
        assert!(refused.to_string().contains("sealed with the old key"), "{refused}");
        // A start that has nothing to write needs no room.
        w.cx.store.space.keep_free(u64::MAX);
        startup::prepare(&other).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_a_clock_ahead_of_time_wrote_neither_bars_the_owner_nor_lives_on() {
    on_each_engine(async |w| {
        const YEAR: i64 = 365 * 24 * 60;
        let (_, secret) = with_factor(&w, "can-bo@mau.vn").await;
        w.clock.advance_minutes(YEAR);
        let open = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &open.session.token).await.unwrap();
        let ahead = second_factor::pass(&w.public(), &me, &six(&w, &secret)).await.unwrap().unwrap();
        w.clock.advance_minutes(-YEAR);
        assert!(who(&w, &ahead.token).await.is_none(), "a session of next year");
        let open = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &open.session.token).await.unwrap();
        let code = six(&w, &secret);
        second_factor::pass(&w.public(), &me, &code).await.unwrap();
        let open = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &open.session.token).await.unwrap();
        assert_eq!(code_of(second_factor::pass(&w.public(), &me, &code).await), "code_used");
    })
    .await;
}

#[tokio::test]
async fn a_password_fits_however_the_keyboard_writes_it_and_is_kept_anew() {
    on_each_engine(async |w| {
        // "ế" as one letter, as two and as three; only the first is NFC.
        let composed = "tiếng gà trưa bên sông";
        let decomposed = "tie\u{302}\u{301}ng ga\u{300} tr\u{1b0}a be\u{302}n so\u{302}ng";
        let id = person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let by_old_ways = |password: &str| {
            use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
            let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
            weak.hash_password_with_salt(password.as_bytes(), b"salt-of-long-ago").unwrap().to_string()
        };
        for raw in [decomposed, composed] {
            ocop_store::account::set_password(w.cx.db(), &id, &by_old_ways(raw)).await.unwrap();
            assert!(try_in(&w, "can-bo@mau.vn", raw).await.is_ok());
            let row = ocop_store::account::by_id(w.cx.db(), &id).await.unwrap().unwrap();
            assert!(row.password_hash.unwrap().contains("m=19456,t=2,p=1"));
            for typed in [composed, decomposed] {
                assert!(try_in(&w, "can-bo@mau.vn", typed).await.is_ok(), "{typed:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_request_for_a_reset_does_the_same_for_an_address_nobody_has() {
    on_each_engine(async |w| {
        person(&w, "can-bo@mau.vn", "leader", HCMC).await;
        let count = async |table: &str| {
            w.cx.db().number(&format!("SELECT COUNT(*) AS n FROM {table}"), vec![]).await.unwrap()
        };
        let before = (count("invitation").await, count("mail").await, count("journal").await);
        for (n, email) in ["can-bo@mau.vn", "khong-co@mau.vn"].into_iter().enumerate() {
            reset::request(&w.public(), email).await.unwrap();
            assert_eq!(count("reset_request").await, n as i64 + 1);
        }
        assert_eq!(before, (count("invitation").await, count("mail").await, count("journal").await));
        assert_eq!(reset::answer(&w.cx).await.unwrap().done, 2);
        assert_eq!(ocop_store::mail::count(w.cx.db()).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_journal_knows_who_came_who_failed_who_read_and_from_where() {
    on_each_engine(async |w| {
        let cx = from(&w, "198.51.100.7");
        let (id, secret) = with_factor(&w, "can-bo@mau.vn").await;
        let open = at(&cx, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &open.session.token).await.unwrap();
        let _ = second_factor::pass(&cx, &me, "000 000").await;
        let code = six(&w, &secret);
        let open = second_factor::pass(&cx, &me, &code).await.unwrap().unwrap();
        let me = who(&w, &open.token).await.unwrap();
        let acting = Cx { actor: me.actor(), ..cx.clone() };
        access::read(&acting, "/evidence/e1/file").await.unwrap();
        access::refused(&acting, "POST", "/decisions/d1/sign").await.unwrap();
        session::close(&cx, &me).await.unwrap();
        for _ in 0..5 {
            let _ = at(&cx, "can-bo@mau.vn", WRONG).await;
        }
        let _ = at(&cx, "mat-khau-go-nham@mau.vn", WRONG).await;

        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let rows = ocop_app::journal::list(&admin, &Default::default(), 1, 500).await.unwrap().0;
        let of = |act: &str, piece: &str| {
            let fitting = rows.iter().filter(|r| r.row.act == act && r.row.diff.contains(piece));
            fitting.filter(|r| r.row.diff.contains("198.51.100.7")).collect::<Vec<_>>()
        };
        for (act, piece, n) in [
            ("account.sign_in", "password", 1),
            ("account.sign_in", "code", 2),
            ("account.sign_in_failed", "code", 1),
            ("account.sign_in_failed", "password", 5),
            ("account.lock", "locked", 1),
            ("account.sign_out", "address", 1),
            ("access.read", "/evidence/e1/file", 1),
            ("access.refused", "/decisions/d1/sign", 1),
        ] {
            let found = of(act, piece);
            assert_eq!(found.len(), n, "{}: {act} {piece}", w.engine);
            assert!(found.iter().all(|r| r.row.subject == id && r.row.at > 0), "{act}");
        }
        assert_eq!(of("account.sign_in_unknown", "").len(), 1);
        for row in &rows {
            let text = format!("{}{}{}", row.row.chain, row.row.subject, row.row.diff);
            for secret in
                [PASSWORD, WRONG, "mat-khau-go-nham", "mau.vn", &code, &secret, &me.csrf, &open.token]
            {
                assert!(!text.contains(secret), "{row:?}");
            }
        }
        let found = ocop_app::journal::verify(&admin, ocop_app::journal::Scope::Everything).await.unwrap();
        assert!(found.breaks.is_empty(), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn what_ran_out_is_swept_and_what_runs_stays() {
    on_each_engine(async |w| {
        let id = person(&w, "can-bo@mau.vn", "leader", HCMC).await;
        session::open(&w.cx, &id, true).await.unwrap();
        let _ = try_in(&w, "khong-co@mau.vn", WRONG).await;
        w.clock.advance_minutes(3 * 24 * 60);
        let open = session::open(&w.cx, &id, true).await.unwrap();
        assert!(ocop_app::account::sweep(&w.cx).await.unwrap() >= 2);
        assert!(who(&w, &open.token).await.is_some());
        let n = "SELECT COUNT(*) AS n FROM session WHERE account_id = $1";
        assert_eq!(w.cx.db().number(n, args![id.as_str()]).await.unwrap(), 1);
        assert_eq!(w.cx.db().number("SELECT COUNT(*) AS n FROM sign_in_try", vec![]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_everybody_guesses_is_refused_wherever_a_password_is_set() {
    on_each_engine(async |w| {
        for easy in ["iloveyou1234", "anhyeuem2026", "ocop2026ocop", "xin moi dung thu"] {
            let post = ocop_app::account::PostForm {
                role: "leader".into(),
                area: HCMC.into(),
                ..Default::default()
            };
            let cmd =
                add::Add { name: "Mẫu".into(), email: "a@mau.vn".into(), password: easy.into(), post };
            assert_eq!(code_of(add::add(&w.cx, cmd).await), "password_easy", "{easy}");
        }
    })
    .await;
}
