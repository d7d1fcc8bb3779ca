//! How accounts come to be and what their people are called: the first administrator, sample accounts, names.

use crate::account::{PASSWORD, code_of, person, try_in, who};
use crate::support::{XOM_CHIEU_CODE, on_each_engine};
use ocop_app::account::{PostForm, add, first, manage, own, session};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    on_each_engine(async |w| {
        let public = w.public();
        assert!(first::needs_first_admin(&public).await.unwrap());
        let bad = first::create_first_admin(&public, "", "", "x", "1", "2").await;
        assert_eq!(code_of(bad), "required not_an_email password_short password_differs");
        let make = |email: &'static str| {
            let cx: Cx = public.clone();
            async move {
                first::create_first_admin(&cx, "", "Nguyễn Văn Mẫu", email, PASSWORD, PASSWORD).await
            }
        };
        let (one, two) = tokio::join!(make("mot@mau.vn"), make("hai@mau.vn"));
        assert!(one.is_ok() != two.is_ok(), "{}", w.engine);
        assert!(!first::needs_first_admin(&public).await.unwrap());
        assert!(matches!(make("ba@mau.vn").await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_brings_the_token_of_the_terminal() {
    on_each_engine(async |w| {
        let config =
            ocop_app::Config { first_run: Some("told on the terminal".into()), ..(*w.cx.config).clone() };
        let cx = Cx { config: std::sync::Arc::new(config), ..w.public() };
        for wrong in ["", "told", "x"] {
            let refused =
                first::create_first_admin(&cx, wrong, "Mẫu", "mot@mau.vn", PASSWORD, PASSWORD).await;
            assert!(matches!(refused, Err(Error::NotFound | Error::Hidden)), "{wrong}");
        }
        first::create_first_admin(&cx, "told on the terminal", "Mẫu", "mot@mau.vn", PASSWORD, PASSWORD)
            .await
            .unwrap();
    })
    .await;
}

/// A name has a letter that can be seen, and a telephone number is one.
#[tokio::test]
async fn what_is_no_name_and_no_telephone_is_refused() {
    on_each_engine(async |w| {
        let id = person(&w, "can-bo@mau.vn", "ward_officer", "27259").await;
        let open = session::open(&w.cx, &id, true).await.unwrap();
        let mut me = who(&w, &open.token).await.unwrap();
        me.needs_totp_setup = false;
        let cx = w.cx.as_actor(me.actor());
        for (name, phone, code) in [
            (".", "", "name_letters"),
            ("1", "", "name_letters"),
            ("-", "", "name_letters"),
            ("\u{2800}", "", "required"),
            ("\u{200b}", "", "required"),
            ("Nguyễn Văn Mẫu", "abc", "phone"),
            ("Nguyễn Văn Mẫu", "<b>", "phone"),
        ] {
            assert_eq!(code_of(own::edit(&cx, &me, name, phone).await), code, "{name} {phone}");
        }
        own::edit(&cx, &me, "Nguyễn\u{200b} Văn Mẫu", "").await.unwrap();
        assert_eq!(own::view(&cx, &me).await.unwrap().name, "Nguyễn Văn Mẫu");
        let form = ocop_app::producer::ProducerForm {
            legal_form: "cooperative".into(),
            name: ".".into(),
            address: "Số 1".into(),
            commune_id: "c27259@2025-07-01".into(),
            ..Default::default()
        };
        assert_eq!(code_of(ocop_app::producer::register(&w.cx, form).await), "name_letters");
    })
    .await;
}

/// The common password of the sample accounts is public: where their data is served in earnest it opens nothing.
#[tokio::test]
async fn sample_accounts_cannot_sign_in_where_data_is_served_in_earnest() {
    on_each_engine(async |w| {
        ocop_store::setting::set(w.cx.db(), ocop_app::account::sample::ACCOUNTS, "[]").await.unwrap();
        let post = PostForm { role: "ward_officer".into(), area: "27259".into(), ..PostForm::default() };
        let password: String = ocop_app::account::sample::PASSWORD.into();
        let cmd = add::Add { name: "Nguyễn Văn Mẫu".into(), email: "mau@mau.vn".into(), password, post };
        add::add(&w.cx, cmd).await.unwrap();
        assert!(!w.cx.config.demo);
        assert_eq!(
            code_of(try_in(&w, "mau@mau.vn", ocop_app::account::sample::PASSWORD).await),
            "sign_in_wrong"
        );
        person(&w, "can-bo@mau.vn", "ward_officer", "27259").await;
        try_in(&w, "can-bo@mau.vn", PASSWORD).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_journal_keeps_a_name_before_and_after_it_was_corrected() {
    on_each_engine(async |w| {
        let id = person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let before = ocop_store::account::by_id(w.cx.db(), &id).await.unwrap().unwrap().name;
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let office = manage::rename(&w.province_office(), &id, "Trần Thị Khác").await;
        assert!(matches!(office, Err(Error::Forbidden)), "{office:?}");
        manage::rename(&admin, &id, " Trần Thị Khác ").await.unwrap();
        let chain = ocop_store::journal::chain(w.cx.db(), &format!("account:{id}")).await.unwrap();
        let diff: serde_json::Value = serde_json::from_str(&chain.last().unwrap().diff).unwrap();
        assert_eq!(diff["name"], serde_json::json!([before, "Trần Thị Khác"]), "{}", w.engine);
        assert_eq!(diff["changed"], serde_json::json!(["name"]));
    })
    .await;
}
