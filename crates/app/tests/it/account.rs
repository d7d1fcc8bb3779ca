//! Getting in: passwords, locks, second factors, invitations, posts, sessions.

use crate::support::{
    HCMC, KHANH_HOI_CODE, LAM_DONG, PHAN_THIET_CODE, World, XOM_CHIEU_CODE, on_each_engine,
};
use jiff::civil::date;
use ocop_app::account::session::{self, SessionInfo};
use ocop_app::account::sign_in::{self, SignIn};
use ocop_app::account::{PostForm, accept, add, invite, list, manage, own, reset, second_factor};
use ocop_app::{Error, mail};
use ocop_domain::account::{Actor, Role, Scope};
use ocop_store::args;

pub(crate) const PASSWORD: &str = "ruộng bậc thang 26";
pub(crate) const OTHER: &str = "chè shan tuyết cổ thụ";

pub(crate) async fn person(w: &World, email: &str, role: &str, area: &str) -> String {
    let post = PostForm { role: role.into(), area: area.into(), ..PostForm::default() };
    let cmd =
        add::Add { name: "Nguyễn Văn Mẫu".into(), email: email.into(), password: PASSWORD.into(), post };
    add::add(&w.cx, cmd).await.unwrap()
}

pub(crate) async fn try_in(w: &World, email: &str, password: &str) -> Result<sign_in::SignedIn, Error> {
    let cmd = SignIn { email: email.into(), password: password.into(), presented: String::new() };
    sign_in::sign_in(&w.public(), cmd).await
}

pub(crate) fn code_of(e: Result<impl Sized, Error>) -> String {
    match e.err() {
        Some(Error::Invalid(i)) => i.0.iter().map(|f| f.code).collect::<Vec<_>>().join(" "),
        Some(Error::Conflict(code)) => code.into(),
        Some(other) => other.to_string(),
        None => "went through".into(),
    }
}

pub(crate) async fn who(w: &World, token: &str) -> Option<SessionInfo> {
    session::find(&w.public(), token).await.unwrap()
}

/// The link in the last letter to an address.
async fn link(w: &World) -> String {
    let letters = ocop_store::mail::waiting(w.cx.db(), i64::MAX, 9, 100).await.unwrap();
    let body = &letters.last().unwrap().body;
    let line = body.lines().find(|l| l.starts_with("http")).unwrap();
    line.rsplit('/').next().unwrap().to_owned()
}

pub(crate) fn six(w: &World, secret: &str) -> String {
    totp(secret).generate(u64::try_from(w.cx.now().as_second()).unwrap()).to_string()
}

pub(crate) fn totp(secret: &str) -> totp_rs::Totp {
    let mut bits = String::new();
    for c in secret.bytes() {
        let v = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|l| *l == c).unwrap();
        bits.push_str(&format!("{v:05b}"));
    }
    let mut bytes = [0_u8; 20];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&bits[i * 8..i * 8 + 8], 2).unwrap();
    }
    totp_rs::Builder::new().with_secret(totp_rs::Secret::new_stack(bytes)).build().unwrap()
}

#[tokio::test]
async fn wrong_and_unknown_sound_alike_and_five_failures_lock_for_longer_each_time() {
    on_each_engine(async |w| {
        person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        assert_eq!(code_of(try_in(&w, "ai-do@mau.vn", PASSWORD).await), "sign_in_wrong");
        for _ in 0..5 {
            assert_eq!(code_of(try_in(&w, "can-bo@mau.vn", "sai mất rồi nhé").await), "sign_in_wrong");
        }
        // From here on nothing is judged, so that nothing tells whether the password was right or the address known.
        assert_eq!(code_of(try_in(&w, "can-bo@mau.vn", "sai mất rồi nhé").await), "sign_in_locked");
        assert_eq!(code_of(try_in(&w, "can-bo@mau.vn", PASSWORD).await), "sign_in_locked");
        for _ in 0..4 {
            assert_eq!(code_of(try_in(&w, "ai-do@mau.vn", PASSWORD).await), "sign_in_wrong");
        }
        assert_eq!(code_of(try_in(&w, "ai-do@mau.vn", PASSWORD).await), "sign_in_locked");
        w.clock.advance_minutes(14);
        assert_eq!(code_of(try_in(&w, "can-bo@mau.vn", PASSWORD).await), "sign_in_locked");
        w.clock.advance_minutes(1);
        for _ in 0..5 {
            assert_eq!(code_of(try_in(&w, "can-bo@mau.vn", "sai mất rồi nhé").await), "sign_in_wrong");
        }
        w.clock.advance_minutes(29);
        assert_eq!(code_of(try_in(&w, "can-bo@mau.vn", PASSWORD).await), "sign_in_locked");
        w.clock.advance_minutes(1);
        assert!(try_in(&w, " Can-Bo@MAU.vn ", PASSWORD).await.is_ok());
        for _ in 0..4 {
            let _ = try_in(&w, "can-bo@mau.vn", "sai mất rồi nhé").await;
        }
        assert!(try_in(&w, "can-bo@mau.vn", PASSWORD).await.is_ok(), "a success begins the count anew");
    })
    .await;
}

#[tokio::test]
async fn an_official_acts_only_after_his_code_and_a_code_works_once() {
    on_each_engine(async |w| {
        person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let first = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
        assert!(!first.needs_code);
        let me = who(&w, &first.session.token).await.unwrap();
        assert!(me.needs_totp_setup && me.actor() == Actor::Public);
        assert_eq!(me.posts.len(), 1);
        assert!(matches!(own::view(&w.public(), &me).await, Err(Error::SignIn)));

        let set_up = second_factor::set_up(&w.public(), &me).await.unwrap();
        assert_eq!(set_up, second_factor::set_up(&w.public(), &me).await.unwrap(), "shown again, not anew");
        assert!(set_up.uri.starts_with("otpauth://totp/OCOP:can-bo%40mau.vn?secret="));
        assert_eq!(code_of(second_factor::confirm(&w.public(), &me, "000").await), "code_wrong");
        let done = second_factor::confirm(&w.public(), &me, &six(&w, &set_up.secret)).await.unwrap();
        assert!(who(&w, &first.session.token).await.is_none(), "the token of the password alone");
        assert!(who(&w, &done.token).await.unwrap().may_act());

        let second = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
        assert!(second.needs_code);
        let me = who(&w, &second.session.token).await.unwrap();
        assert_eq!(me.actor(), Actor::Public);
        let used = six(&w, &set_up.secret);
        assert_eq!(code_of(second_factor::pass(&w.public(), &me, &used).await), "code_used");
        w.clock.advance_minutes(1);
        let code = six(&w, &set_up.secret);
        let done = second_factor::pass(&w.public(), &me, &code).await.unwrap().unwrap();
        assert!(who(&w, &second.session.token).await.is_none(), "the token of the password alone");
        assert!(who(&w, &done.token).await.unwrap().may_act());
        let third = try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
        let me = who(&w, &third.session.token).await.unwrap();
        assert_eq!(code_of(second_factor::pass(&w.public(), &me, &code).await), "code_used");
        w.clock.advance_minutes(2);
        assert_eq!(code_of(second_factor::pass(&w.public(), &me, &code).await), "code_wrong");
        for _ in 0..4 {
            let _ = second_factor::pass(&w.public(), &me, "123456").await;
        }
        let right = six(&w, &set_up.secret);
        assert_eq!(code_of(second_factor::pass(&w.public(), &me, &right).await), "sign_in_locked");
    })
    .await;
}

#[tokio::test]
async fn sessions_run_out_when_not_used_and_at_the_latest_after_twelve_hours_or_thirty_days() {
    on_each_engine(async |w| {
        let official = person(&w, "lanh-dao@mau.vn", "leader", HCMC).await;
        let open = session::open(&w.cx, &official, true).await.unwrap();
        assert_eq!(open.token.len(), 64);
        w.clock.advance_minutes(11 * 60);
        assert!(who(&w, &open.token).await.is_some());
        w.clock.advance_minutes(59);
        assert!(who(&w, &open.token).await.is_some(), "sliding");
        w.clock.advance_minutes(1);
        assert!(who(&w, &open.token).await.is_none(), "12 hours after signing in, though used a minute ago");
        for token in ["", "x", &"0".repeat(64)] {
            assert!(who(&w, token).await.is_none());
        }
        let n =
            w.cx.db()
                .number("SELECT COUNT(*) AS n FROM session WHERE token_hash = $1", args![open.token])
                .await;
        assert_eq!(n.unwrap(), 0, "the token itself is nowhere");

        producer(&w, "p1", "c27259@2025-07-01").await;
        let post = PostForm { role: "producer".into(), producer: "p1".into(), ..PostForm::default() };
        let cmd = add::Add {
            name: "Trần Thị Mẫu".into(),
            email: "chu-the@mau.vn".into(),
            password: OTHER.into(),
            post,
        };
        let maker = add::add(&w.cx, cmd).await.unwrap();
        let open = session::open(&w.cx, &maker, false).await.unwrap();
        w.clock.advance_minutes(29 * 24 * 60);
        let me = who(&w, &open.token).await.unwrap();
        assert!(me.may_act(), "producers need no second factor");
        assert_eq!(me.actor().producers().collect::<Vec<_>>(), ["p1"]);
        let other = session::open(&w.cx, &maker, false).await.unwrap();
        let wrong = own::close_others(&w.public(), &me, "mật khẩu của người khác").await;
        assert_eq!(code_of(wrong), "password_wrong");
        assert!(who(&w, &other.token).await.is_some(), "a session alone ends no other");
        own::close_others(&w.public(), &me, OTHER).await.unwrap();
        assert!(who(&w, &other.token).await.is_none());
        session::close(&w.public(), &me).await.unwrap();
        assert!(who(&w, &open.token).await.is_none());
    })
    .await;
}

pub(crate) async fn producer(w: &World, id: &str, commune: &str) {
    w.cx.db()
        .exec(
            "INSERT INTO producer (id, legal_form, name, folded, address, commune_id, invented, created_at, version) \
             VALUES ($1, 'cooperative', 'HTX Mẫu', 'htx mau', 'Số 1', $2, $3, 0, 1)",
            args![id, commune, true],
        )
        .await
        .unwrap();
}

pub(crate) fn letter(email: &str, role: &str, area: &str, producer: &str) -> invite::Invite {
    let post = PostForm {
        role: role.into(),
        area: area.into(),
        producer: producer.into(),
        decision: "QĐ mẫu".into(),
        ..PostForm::default()
    };
    invite::Invite { name: "Lê Thị Mẫu".into(), email: email.into(), phone: "0900 000 000".into(), post }
}

#[tokio::test]
async fn an_invitation_works_once_and_for_seven_days() {
    on_each_engine(async |w| {
        let office = w.province_office();
        let id =
            invite::invite(&office, letter("moi@mau.vn", "ward_officer", XOM_CHIEU_CODE, "")).await.unwrap();
        let (public, token) = (w.public(), link(&w).await);
        let taken = invite::invite(&office, letter("MOI@mau.vn", "ward_officer", XOM_CHIEU_CODE, "")).await;
        assert_eq!(taken.unwrap(), id, "the same answer as for an address nobody knows");
        assert_eq!(accept::look(&public, &token).await.unwrap().email, "moi@mau.vn");
        assert_eq!(code_of(try_in(&w, "moi@mau.vn", "").await), "sign_in_wrong");
        for (first, second, code) in [
            ("ngắn", "ngắn", "password_short"),
            ("moi@mau.vn rất dài", "moi@mau.vn rất dài", "password_is_email"),
            ("matkhau123456", "matkhau123456", "password_easy"),
            ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "password_easy"),
            (PASSWORD, OTHER, "password_differs"),
        ] {
            assert_eq!(code_of(accept::accept(&public, &token, first, second).await), code);
        }
        accept::accept(&public, &token, PASSWORD, PASSWORD).await.unwrap();
        assert_eq!(code_of(accept::accept(&public, &token, OTHER, OTHER).await), "link_dead");
        assert!(try_in(&w, "moi@mau.vn", PASSWORD).await.is_ok());
        assert_eq!(code_of(invite::again(&office, &id).await), "already_accepted");

        let late = invite::invite(&office, letter("muon@mau.vn", "council_member", HCMC, "")).await.unwrap();
        let token = link(&w).await;
        w.clock.advance_minutes(7 * 24 * 60);
        assert_eq!(code_of(accept::accept(&public, &token, PASSWORD, PASSWORD).await), "link_dead");
        invite::again(&office, &late).await.unwrap();
        w.clock.advance_minutes(1);
        accept::accept(&public, &link(&w).await, PASSWORD, PASSWORD).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_a_post_above_his_own_or_outside_his_area() {
    on_each_engine(async |w| {
        producer(&w, "p1", "c27259@2025-07-01").await;
        producer(&w, "p2", "c22945@2025-07-01").await;
        let office = w.province_office();
        for (role, area, producer) in [
            ("administrator", "", ""),
            ("province_office", HCMC, ""),
            ("leader", HCMC, ""),
            ("auditor", HCMC, ""),
            ("ward_officer", PHAN_THIET_CODE, ""),
            ("council_member", LAM_DONG, ""),
            ("producer", "", "p2"),
        ] {
            let refused = invite::invite(&office, letter("x@mau.vn", role, area, producer)).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{role} {area} {producer}");
        }
        for (role, area, producer, code) in [
            ("ward_officer", HCMC, "", "area_needs_commune"),
            ("ward_officer", "99999", "", "area_unknown"),
            ("producer", "", "p9", "producer_unknown"),
            ("king", "", "", "choose_one"),
        ] {
            assert_eq!(
                code_of(invite::invite(&office, letter("x@mau.vn", role, area, producer)).await),
                code
            );
        }
        for who in [w.ward_officer(), w.leader(), w.producer("p1")] {
            let refused = invite::invite(&who, letter("x@mau.vn", "ward_officer", XOM_CHIEU_CODE, "")).await;
            assert!(matches!(refused, Err(Error::Forbidden)));
            assert!(matches!(list::list(&who, "", "", 1, 20).await, Err(Error::Forbidden)));
        }
        let public = w.public();
        let refused = invite::invite(&public, letter("x@mau.vn", "producer", "", "p1")).await;
        assert!(matches!(refused, Err(Error::SignIn)));

        let made = invite::invite(&office, letter("x@mau.vn", "producer", "", "p1")).await.unwrap();
        let leader = person(&w, "lanh-dao@mau.vn", "leader", HCMC).await;
        let seen = list::list(&office, "", "", 1, 20).await.unwrap();
        assert_eq!(seen.lines.iter().map(|l| l.id.as_str()).collect::<Vec<_>>(), [made.as_str()]);
        assert_eq!(seen.total, 1);
        assert!(matches!(list::view(&office, &leader).await, Err(Error::NotFound | Error::Hidden)));
        let post =
            PostForm { role: "ward_officer".into(), area: KHANH_HOI_CODE.into(), ..PostForm::default() };
        assert!(matches!(
            manage::appoint(&office, &leader, post.clone()).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        manage::appoint(&office, &made, post).await.unwrap();
        let view = list::view(&office, &made).await.unwrap();
        assert_eq!(view.posts.len(), 2);
        assert!(!view.manages);
        assert!(matches!(manage::enable(&office, &made, view.version, false).await, Err(Error::Forbidden)));
        let elsewhere = w.as_role("o2", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        assert!(matches!(
            manage::end_post(&elsewhere, &view.posts[0].0.id).await,
            Err(Error::NotFound | Error::Hidden)
        ));
    })
    .await;
}

#[tokio::test]
async fn a_post_ended_or_an_account_disabled_ends_what_it_allowed_at_once() {
    on_each_engine(async |w| {
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let id = person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let open = session::open(&w.cx, &id, true).await.unwrap();
        let post = list::view(&admin, &id).await.unwrap().posts[0].0.id.clone();
        manage::end_post(&admin, &post).await.unwrap();
        assert_eq!(code_of(manage::end_post(&admin, &post).await), "post_ended");
        assert!(who(&w, &open.token).await.is_none());
        let open = session::open(&w.cx, &id, true).await.unwrap();
        assert!(who(&w, &open.token).await.unwrap().posts.is_empty());
        let version = list::view(&admin, &id).await.unwrap().version;
        manage::enable(&admin, &id, version, false).await.unwrap();
        assert!(who(&w, &open.token).await.is_none());
        assert_eq!(code_of(try_in(&w, "can-bo@mau.vn", PASSWORD).await), "sign_in_wrong");
        assert_eq!(code_of(manage::enable(&admin, &id, version, true).await), "stale");
        assert_eq!(code_of(manage::enable(&admin, "admin", 1, false).await), "own_account");
        assert_eq!(list::list(&admin, "nguyen van", "ward_officer", 1, 20).await.unwrap().total, 1);
    })
    .await;
}

#[tokio::test]
async fn a_post_follows_a_unit_merged_whole_and_not_one_that_was_split() {
    on_each_engine(async |w| {
        let id = person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let end = "UPDATE area SET valid_to = '2026-10-01' WHERE code = $1";
        w.cx.db().exec(end, args![XOM_CHIEU_CODE]).await.unwrap();
        let open = session::open(&w.cx, &id, true).await.unwrap();
        assert!(who(&w, &open.token).await.unwrap().posts.is_empty());
        for (i, new) in ["c27265@2025-07-01", "c22945@2025-07-01"].into_iter().enumerate() {
            w.cx.db()
                .exec(
                    "INSERT INTO succession (old_id, new_id, extent, effective_on) \
                     VALUES ('c27259@2025-07-01', $1, 'whole', '2026-10-01')",
                    args![new],
                )
                .await
                .unwrap();
            let posts = who(&w, &open.token).await.unwrap().posts;
            assert_eq!(posts.len(), 1 - i, "{}", w.engine);
            if i == 0 {
                let commune = KHANH_HOI_CODE.to_owned();
                assert_eq!(posts[0].scope, Scope::Commune { province: HCMC.into(), commune });
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_reset_tells_nothing_works_once_and_ends_sessions() {
    on_each_engine(async |w| {
        let id = person(&w, "can-bo@mau.vn", "leader", HCMC).await;
        let public = w.public();
        reset::request(&public, "khong-co@mau.vn").await.unwrap();
        assert_eq!(reset::answer(&w.cx).await.unwrap().done, 1);
        assert_eq!(ocop_store::mail::count(w.cx.db()).await.unwrap(), 0);
        reset::request(&public, "can-bo@mau.vn").await.unwrap();
        reset::request(&public, "can-bo@mau.vn").await.unwrap();
        assert_eq!(reset::answer(&w.cx).await.unwrap().done, 1, "one waits for an address");
        assert_eq!(reset::answer(&w.cx).await.unwrap().done, 0, "each once");
        reset::request(&public, "can-bo@mau.vn").await.unwrap();
        assert_eq!(reset::answer(&w.cx).await.unwrap().done, 1);
        assert_eq!(ocop_store::mail::count(w.cx.db()).await.unwrap(), 1, "no flood");
        let open = session::open(&w.cx, &id, true).await.unwrap();
        let token = link(&w).await;
        assert_eq!(
            code_of(accept::accept(&public, &token, OTHER, OTHER).await),
            "link_dead",
            "of its kind only"
        );
        reset::carry_out(&public, &token, OTHER, OTHER).await.unwrap();
        assert_eq!(code_of(reset::carry_out(&public, &token, OTHER, OTHER).await), "link_dead");
        assert!(who(&w, &open.token).await.is_none());
        assert!(try_in(&w, "can-bo@mau.vn", PASSWORD).await.is_err());
        assert!(try_in(&w, "can-bo@mau.vn", OTHER).await.is_ok());
        w.clock.advance_minutes(6);
        reset::request(&public, "can-bo@mau.vn").await.unwrap();
        reset::answer(&w.cx).await.unwrap();
        let token = link(&w).await;
        w.clock.advance_minutes(60);
        assert_eq!(code_of(reset::carry_out(&public, &token, PASSWORD, PASSWORD).await), "link_dead");
    })
    .await;
}

/// The outbox writes by the one way all acts write: with a floor, and an administrator's act is on record.
#[tokio::test]
async fn a_letter_leaves_only_where_it_can_be_noted_and_a_further_round_of_tries_is_an_act() {
    on_each_engine(async |w| {
        let office = w.province_office();
        invite::invite(&office, letter("moi@mau.vn", "ward_officer", XOM_CHIEU_CODE, "")).await.unwrap();
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let (lines, _) = mail::outbox(&admin, 1, 10).await.unwrap();
        w.cx.store.space.keep_free(u64::MAX);
        assert!(matches!(mail::deliver(&w.cx).await, Err(Error::Unavailable(_))), "{}", w.engine);
        assert!(matches!(mail::retry(&admin, &lines[0].id).await, Err(Error::Unavailable(_))));
        w.cx.store.space.keep_free(0);
        let (after, _) = mail::outbox(&admin, 1, 10).await.unwrap();
        assert_eq!((after[0].attempts, after[0].sent_at), (0, None), "no try was made");
        mail::retry(&admin, &lines[0].id).await.unwrap();
        let chain = ocop_store::journal::chain(w.cx.db(), &format!("mail:{}", lines[0].id)).await.unwrap();
        assert_eq!(chain.len(), 1);
        assert_eq!((chain[0].act.as_str(), chain[0].actor.as_str()), ("mail.retry", "admin"));
        assert_eq!(mail::deliver(&w.cx).await.unwrap().done, 1);
        assert!(matches!(mail::retry(&admin, &lines[0].id).await, Err(Error::NotFound)), "it was sent");
    })
    .await;
}

#[tokio::test]
async fn letters_are_dropped_whole_and_the_journal_knows_no_person() {
    on_each_engine(async |w| {
        let office = w.province_office();
        invite::invite(&office, letter("moi@mau.vn", "ward_officer", XOM_CHIEU_CODE, "")).await.unwrap();
        assert_eq!(mail::deliver(&w.cx).await.unwrap().done, 1);
        assert_eq!(mail::deliver(&w.cx).await.unwrap().done, 0);
        let ocop_app::MailTo::Directory(dir) = &w.cx.config.mail else { panic!("a directory") };
        let files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|f| f.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].extension().unwrap(), "eml");
        let text = std::fs::read_to_string(&files[0]).unwrap();
        assert!(text.contains("To: moi@mau.vn") && text.contains("charset=utf-8"), "{text}");
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let (lines, total) = mail::outbox(&admin, 1, 20).await.unwrap();
        assert!(total == 1 && lines[0].sent_at.is_some());
        assert!(matches!(mail::outbox(&office, 1, 20).await, Err(Error::Forbidden)));

        let id = person(&w, "can-bo@mau.vn", "leader", HCMC).await;
        let open = session::open(&w.cx, &id, true).await.unwrap();
        let me = who(&w, &open.token).await.unwrap();
        let mut me = me;
        me.needs_totp_setup = false;
        let as_me = w.cx.as_actor(me.actor());
        // The name stands on papers of the authority: its holder does not change it, those who keep the accounts do.
        let other = own::edit(&as_me, &me, "Nguyễn Thị Khác", "0911 111 111").await.unwrap_err();
        assert!(matches!(&other, Error::Invalid(i) if i.0[0].code == "name_of_office"), "{other:?}");
        let name = own::view(&as_me, &me).await.unwrap().name;
        own::edit(&as_me, &me, &name, "0911 111 111").await.unwrap();
        for _ in 0..5 {
            let _ = try_in(&w, "can-bo@mau.vn", "sai mất rồi nhé").await;
        }
        let rows = ocop_app::journal::list(&admin, &Default::default(), 1, 100).await.unwrap().0;
        assert!(rows.iter().any(|r| r.row.act == "account.lock"));
        for row in rows {
            for personal in ["mau.vn", "Mẫu", "0900", "0911", PASSWORD] {
                assert!(
                    !format!("{}{}{}", row.row.chain, row.row.subject, row.row.diff).contains(personal),
                    "{row:?}"
                );
            }
        }
        w.on(date(2026, 10, 7));
        ocop_app::journal::seal_hour(&w.cx).await.unwrap();
        ocop_app::journal::seal_hour(&w.cx).await.unwrap();
        let all = ocop_app::journal::Scope::Everything;
        let found = ocop_app::journal::verify(&admin, all).await.unwrap();
        assert!(found.breaks.is_empty() && found.seals == 1, "{found:?}");
        assert!(matches!(ocop_app::journal::verify(&office, all).await, Err(Error::Forbidden)));
    })
    .await;
}
