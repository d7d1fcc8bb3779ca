//! What is asked for without an account is bounded, and two who act at once make one account.

use crate::account::{OTHER, try_in};
use crate::journal_rows::run;
use crate::support::{HCMC, XOM_CHIEU_CODE, on_each_engine};
use ocop_app::account::access::UNKNOWN_A_DAY;
use ocop_app::account::{PostForm, invite, reset};
use ocop_store::args;

/// What can be written without an account is bounded: tries of unknown addresses in the journal, requests that wait.
#[tokio::test]
async fn nothing_grows_without_an_account() {
    on_each_engine(async |w| {
        for _ in 0..3 {
            reset::request(&w.public(), "khong-co@mau.vn").await.unwrap();
        }
        let waiting =
            async || w.cx.db().number("SELECT COUNT(*) AS n FROM reset_request", vec![]).await.unwrap();
        assert_eq!(waiting().await, 1, "{}: one for an address", w.engine);
        let many = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) \
             INSERT INTO reset_request (id, email, asked_at, address) SELECT 'r' || i, 'r' || i, 1, '' FROM n",
            reset::MOST_WAITING - 2
        );
        run(&w, &many).await;
        for n in 0..5 {
            reset::request(&w.public(), &format!("moi{n}@mau.vn")).await.unwrap();
        }
        assert_eq!(waiting().await, reset::MOST_WAITING);
        // 198 tries of unknown addresses were noted today.
        let (most, day) = (UNKNOWN_A_DAY, w.cx.today().to_string());
        let sql = "INSERT INTO sign_in_try (kind, who, address, tries, last_at) VALUES ('unknown', $1, 'local', $2, $3)";
        w.cx.db().exec(sql, args![day, most - 2, w.cx.now_ms()]).await.unwrap();
        for n in 0..4 {
            let _ = try_in(&w, &format!("la{n}@mau.vn"), OTHER).await;
        }
        let log = "SELECT COUNT(*) AS n FROM journal WHERE act = 'account.sign_in_unknown' AND diff LIKE $1";
        let noted = async |like: &str| w.cx.db().number(log, args![like]).await.unwrap();
        assert_eq!((noted("%").await, noted("%\"more_not_noted\":true%").await), (2, 1));
        w.clock.advance_minutes(24 * 60);
        let _ = try_in(&w, "la@mau.vn", OTHER).await;
        assert_eq!(noted("%").await, 3, "another day is counted anew");
        w.clock.advance_minutes(3 * 24 * 60);
        ocop_app::account::sweep(&w.cx).await.unwrap();
        let counters = "SELECT COUNT(*) AS n FROM sign_in_try WHERE kind = 'unknown'";
        assert_eq!(w.cx.db().number(counters, vec![]).await.unwrap(), 0);
    })
    .await;
}

/// Two at once invite the same person: there is one account, offered what both gave.
#[tokio::test]
async fn two_invite_one_person_at_once() {
    on_each_engine(async |w| {
        let office = w.province_office();
        let letter = |role: &str, area: &str| invite::Invite {
            name: "Lê Thị Mẫu".into(),
            email: "moi@mau.vn".into(),
            phone: String::new(),
            post: PostForm { role: role.into(), area: area.into(), ..PostForm::default() },
        };
        let both = tokio::join!(
            invite::invite(&office, letter("ward_officer", XOM_CHIEU_CODE)),
            invite::invite(&w.cx, letter("council_member", HCMC))
        );
        assert_eq!(both.0.as_ref().unwrap(), both.1.as_ref().unwrap(), "{}: {both:?}", w.engine);
        let sql = "SELECT COUNT(*) AS n FROM account WHERE email = 'moi@mau.vn'";
        assert_eq!(w.cx.db().number(sql, vec![]).await.unwrap(), 1);
    })
    .await;
}
