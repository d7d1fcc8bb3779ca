use super::help::*;
use crate::dossier::help::{PRODUCER, codes, paper};
use crate::stars::exec;
use crate::support::{HCMC, KHANH_HOI, KHANH_HOI_CODE, World, on_each_engine};
use jiff::civil::date;
use ocop_app::assist::{self, End, GiveBySheet};
use ocop_app::dossier::{self, Start, start, upload};
use ocop_app::evidence::{self, Filter};
use ocop_app::paper::SentFile;
use ocop_app::producer::{self, ProducerForm};
use ocop_app::settings::limits::{self, PutLimits};
use ocop_app::{Cx, Error, notice};
use ocop_domain::account::{Actor, Post, Role, Scope};
use ocop_domain::assist::{How, Standing};
use ocop_store::args;

async fn library(cx: &Cx) -> Result<i64, Error> {
    Ok(evidence::list(cx, PRODUCER, &Filter::default(), 1, 9).await?.total)
}

async fn begins(cx: &Cx) -> Result<String, Error> {
    start(cx, Start { product_id: "product-1".into() }).await
}

fn other_ward(w: &World) -> Cx {
    let scope = Scope::Commune { province: HCMC.into(), commune: KHANH_HOI_CODE.into() };
    w.as_role("other-ward", Role::WardOfficer, scope)
}

#[tokio::test]
async fn nothing_opens_before_the_producer_agreed_by_the_code_in_his_letter() {
    on_each_engine(async |w| {
        let (officer, own) = ward(&w).await;
        assert!(matches!(library(&officer).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(begins(&officer).await, Err(Error::Forbidden)));
        let id = assist::open(&officer, wish(&["dossiers"], "31/12/2026")).await.unwrap();
        assert_eq!(assist::show(&officer, &id).await.unwrap().consent.standing, Standing::Asked);
        assert!(
            matches!(library(&officer).await, Err(Error::NotFound | Error::Hidden)),
            "asked is not given"
        );
        assert_eq!(
            codes(assist::give_by_code(&officer, &id, "1234 5678").await),
            [("code".into(), "assist_code_none")]
        );

        assist::ask_consent_code(&officer, &id, "mail").await.unwrap();
        let code = mailed(&w).await;
        assert!(matches!(assist::give_by_code(&own, &id, &code).await, Err(Error::Forbidden)));
        assert_eq!(
            codes(assist::give_by_code(&officer, &id, "12").await),
            [("code".into(), "assist_code_digits")]
        );
        assist::give_by_code(&officer, &id, &code).await.unwrap();
        let one = assist::show(&own, &id).await.unwrap();
        assert_eq!((one.consent.how, one.own), (Some(How::Code), true));
        assert_eq!(library(&officer).await.unwrap(), 0);
        let dossier = begins(&officer).await.unwrap();
        upload(&officer, paper(&dossier, Some(""), "x")).await.unwrap();
        assert_eq!(library(&officer).await.unwrap(), 1);
        let listed = dossier::list(&officer, dossier::List::default()).await.unwrap();
        assert_eq!(listed.lines.len(), 1, "the draft he fills in stands in his list");
        assert!(matches!(
            assist::give_by_code(&officer, &id, &code).await,
            Err(Error::Conflict("assist_not_asked"))
        ));

        // Neither a colleague without a consent, nor any other post.
        for cx in [colleague(&w), other_ward(&w), w.province_office(), w.leader()] {
            assert!(matches!(library(&cx).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(dossier::show(&cx, &dossier).await, Err(Error::NotFound | Error::Hidden)));
            assert_eq!(dossier::list(&cx, dossier::List::default()).await.unwrap().total, 0);
        }
        crate::support::whole(&w.cx).await;
        let diffs =
            w.cx.db()
                .number("SELECT COUNT(*) AS n FROM journal WHERE diff LIKE $1", args![format!("%{code}%")]);
        assert_eq!(diffs.await.unwrap(), 0, "the journal knows no code");
    })
    .await;
}

#[tokio::test]
async fn five_wrong_codes_make_the_right_one_worthless_and_so_does_a_day() {
    on_each_engine(async |w| {
        let (officer, _) = ward(&w).await;
        let id = assist::open(&officer, wish(&["library"], "31/12/2026")).await.unwrap();
        assist::ask_consent_code(&officer, &id, "mail").await.unwrap();
        let code = mailed(&w).await;
        for _ in 0..5 {
            let refused = codes(assist::give_by_code(&officer, &id, &wrong(&code)).await);
            assert_eq!(refused, [("code".into(), "assist_code_wrong")], "{}", w.engine);
        }
        let sixth = codes(assist::give_by_code(&officer, &id, &code).await);
        assert_eq!(sixth, [("code".into(), "assist_code_spent")], "{}", w.engine);

        assist::ask_consent_code(&officer, &id, "mail").await.unwrap();
        let fresh = mailed(&w).await;
        assert!(assist::show(&officer, &id).await.unwrap().code.unwrap().usable());
        w.clock.advance_minutes(24 * 60 + 1);
        assert_eq!(
            codes(assist::give_by_code(&officer, &id, &fresh).await),
            [("code".into(), "assist_code_expired")]
        );
        for _ in 0..4 {
            assist::ask_consent_code(&officer, &id, "mail").await.unwrap();
        }
        let one_more = assist::ask_consent_code(&officer, &id, "mail").await;
        assert!(one_more.is_ok(), "yesterday's two count no more");
        let too_many = assist::ask_consent_code(&officer, &id, "mail").await;
        assert!(matches!(too_many, Err(Error::Conflict("assist_codes_today"))), "{too_many:?}");
        assert!(matches!(library(&officer).await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

#[tokio::test]
async fn a_code_by_telephone_is_read_by_somebody_else() {
    on_each_engine(async |w| {
        let (officer, _) = ward(&w).await;
        let id = assist::open(&officer, wish(&["library"], "31/12/2026")).await.unwrap();
        assist::ask_consent_code(&officer, &id, "phone").await.unwrap();
        assert_eq!(called(&officer).await, None, "whoever asked does not see it");
        let (calls, _) = notice::calls(&officer, 1, 9).await.unwrap();
        let own_call = notice::called(&officer, &calls[0].id).await;
        assert!(matches!(own_call, Err(Error::Conflict("assist_code_yours"))));
        let first = called(&colleague(&w)).await.unwrap();
        // A newer code takes the older off the list.
        assist::ask_consent_code(&officer, &id, "phone").await.unwrap();
        let second = called(&colleague(&w)).await.unwrap();
        assert_eq!(notice::calls(&colleague(&w), 1, 9).await.unwrap().1, 1);
        if first != second {
            assert_eq!(
                codes(assist::give_by_code(&officer, &id, &first).await),
                [("code".into(), "assist_code_wrong")]
            );
        }
        assist::give_by_code(&officer, &id, &second).await.unwrap();
        let left = "SELECT COUNT(*) AS n FROM notice WHERE kind = 'assist_code'";
        assert_eq!(w.cx.db().number(left, vec![]).await.unwrap(), 0, "a used code stands nowhere");
        assert_eq!(library(&officer).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn no_code_goes_to_a_contact_the_officer_wrote_yesterday() {
    on_each_engine(async |w| {
        let (officer, _) = ward(&w).await;
        let view = producer::show(&officer, PRODUCER).await.unwrap().producer;
        let form = ProducerForm {
            legal_form: view.legal_form,
            name: view.name,
            address: view.address,
            commune_id: view.commune_id.unwrap(),
            phone: "0911111111".into(),
            email: EMAIL.into(),
            ..ProducerForm::default()
        };
        let version = view.version;
        producer::edit(&officer, producer::Edit { id: PRODUCER.into(), version, form }).await.unwrap();
        let id = assist::open(&officer, wish(&["library"], "31/12/2026")).await.unwrap();
        w.on(date(2026, 10, 6));
        let refused = codes(assist::ask_consent_code(&officer, &id, "phone").await);
        assert_eq!(refused, [("channel".into(), "assist_contact_new")]);
        assert_eq!(
            codes(assist::ask_consent_code(&officer, &id, "").await),
            [("channel".into(), "choose_one")]
        );
        assist::ask_consent_code(&officer, &id, "mail").await.unwrap();
        w.on(date(2026, 10, 12));
        assist::ask_consent_code(&officer, &id, "phone").await.unwrap();
        exec(&w, "UPDATE producer SET email = NULL", vec![]).await;
        let refused = codes(assist::ask_consent_code(&officer, &id, "mail").await);
        assert_eq!(refused, [("channel".into(), "assist_no_contact")]);
        // The number was changed after the code was sent: the code agrees to nothing any more.
        let code = called(&colleague(&w)).await.unwrap();
        assert_eq!(
            codes(assist::give_by_code(&officer, &id, &code).await),
            [("code".into(), "assist_code_void")]
        );
    })
    .await;
}

#[tokio::test]
async fn a_signed_sheet_is_kept_and_shown_to_those_concerned() {
    on_each_engine(async |w| {
        let (officer, own) = ward(&w).await;
        let id = assist::open(&officer, wish(&["register", "dossiers"], "31/12/2026")).await.unwrap();
        assert!(assist::consent_sheet(&officer, &id).await.unwrap().starts_with(b"%PDF"));
        assert!(matches!(assist::consent_sheet(&own, &id).await, Err(Error::Forbidden)));
        let program = vec![SentFile { name: "phieu.pdf".into(), bytes: b"MZ".to_vec(), cut: false }];
        let bad = GiveBySheet { id: id.clone(), signed_on: "06/10/2026".into(), files: program };
        assert_eq!(
            codes(assist::give_by_sheet(&officer, bad).await),
            [("signed_on".into(), "date_in_future"), ("file".into(), "file_program")]
        );
        let cmd = GiveBySheet { id: id.clone(), signed_on: "05/10/2026".into(), files: scan("chữ ký") };
        assist::give_by_sheet(&officer, cmd).await.unwrap();
        for cx in [&officer, &own, &colleague(&w)] {
            assert!(assist::signed_sheet(cx, &id).await.unwrap().bytes.starts_with(b"%PDF"));
        }
        for cx in [w.producer("another"), other_ward(&w), w.leader()] {
            assert!(matches!(assist::signed_sheet(&cx, &id).await, Err(Error::NotFound | Error::Hidden)));
            assert!(assist::board(&cx, PRODUCER).await.is_err());
        }
        let board = assist::board(&own, PRODUCER).await.unwrap();
        assert_eq!((board.consents.len(), board.own, board.may_open), (1, true, false));
        // The producer has no account here, and so is called.
        let (calls, _) = notice::calls(&colleague(&w), 1, 9).await.unwrap();
        assert!(calls.iter().any(|c| c.words.body.contains("nhập thay")), "{calls:?}");
    })
    .await;
}

#[tokio::test]
async fn a_consent_ends_with_its_day_the_move_the_post_and_the_word_of_the_producer() {
    on_each_engine(async |w| {
        let (officer, own) = ward(&w).await;
        let first = consented(&officer, &["library"]).await;
        assert!(matches!(begins(&officer).await, Err(Error::Forbidden)), "for papers, not for dossiers");
        assert_eq!(library(&officer).await.unwrap(), 0);
        w.on(date(2026, 12, 31));
        assert_eq!(library(&officer).await.unwrap(), 0);
        w.on(date(2027, 1, 1));
        assert!(
            matches!(library(&officer).await, Err(Error::NotFound | Error::Hidden)),
            "its day has passed"
        );
        assert_eq!(assist::show(&officer, &first).await.unwrap().consent.standing, Standing::Expired);

        w.on(date(2026, 10, 6));
        assert_eq!(library(&officer).await.unwrap(), 0);
        exec(&w, "UPDATE producer SET commune_id = $1", args![KHANH_HOI]).await;
        assert!(library(&officer).await.is_err(), "the producer moved");
        assert!(library(&other_ward(&w)).await.is_err(), "nor does the other ward have consent");
        exec(&w, "UPDATE producer SET commune_id = 'c27259@2025-07-01'", vec![]).await;

        let scope = Scope::Commune { province: HCMC.into(), commune: "27259".into() };
        let post = |from, until| Post { role: Role::WardOfficer, scope: scope.clone(), from, until };
        let acts = |posts| officer.as_actor(Actor::Person { account: "ward-officer".into(), posts });
        assert!(library(&acts(vec![])).await.is_err(), "the post ended");
        let anew = acts(vec![post(date(2026, 10, 6), None)]);
        assert!(
            matches!(library(&anew).await, Err(Error::NotFound | Error::Hidden)),
            "a new post brings no old consent back"
        );

        let taken = assist::end(&own, End { id: first.clone(), told: false }).await;
        assert_eq!(taken.unwrap(), PRODUCER);
        assert!(matches!(library(&officer).await, Err(Error::NotFound | Error::Hidden)), "taken back");
        assert_eq!(assist::show(&own, &first).await.unwrap().consent.standing, Standing::Withdrawn);
        let again = assist::end(&own, End { id: first, told: false }).await;
        assert!(matches!(again, Err(Error::Conflict("assist_over"))));
        // By word of mouth, written down by a colleague.
        let second = consented(&officer, &["library"]).await;
        assert!(assist::end(&other_ward(&w), End { id: second.clone(), told: true }).await.is_err());
        assist::end(&colleague(&w), End { id: second.clone(), told: true }).await.unwrap();
        assert!(matches!(library(&officer).await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

#[tokio::test]
async fn asking_has_its_bounds() {
    on_each_engine(async |w| {
        let (officer, own) = ward(&w).await;
        for cx in [own, w.province_office(), w.leader()] {
            assert!(assist::open(&cx, wish(&["library"], "31/12/2026")).await.is_err());
        }
        assert!(matches!(
            assist::open(&other_ward(&w), wish(&["library"], "1/11/2026")).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        assert!(matches!(
            assist::open(&w.public(), wish(&["library"], "1/11/2026")).await,
            Err(Error::SignIn)
        ));
        for (wish, want) in [
            (wish(&[], "31/12/2026"), vec![("purposes", "choose_one")]),
            (wish(&["everything"], ""), vec![("purposes", "choose_one"), ("until", "required")]),
            (wish(&["library"], "04/10/2026"), vec![("until", "assist_until")]),
            (wish(&["library"], "04/01/2027"), vec![("until", "assist_until")]),
        ] {
            let want: Vec<(String, &str)> = want.into_iter().map(|(f, c)| (f.to_owned(), c)).collect();
            assert_eq!(codes(assist::open(&officer, wish).await), want);
        }
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let shown = limits::show(&admin).await.unwrap();
        let days = |days: &str| PutLimits {
            seen: shown.stamp(),
            assist_days: days.into(),
            library_mb: shown.library_mb.to_string(),
        };
        assert!(matches!(limits::put(&officer, days("5")).await, Err(Error::Forbidden)));
        assert_eq!(codes(limits::put(&admin, days("366")).await), [("assist_days".into(), "assist_days")]);
        limits::put(&admin, days("30")).await.unwrap();
        // Another administrator's form still shows what stood before.
        assert!(matches!(limits::put(&admin, days("60")).await, Err(Error::Conflict("stale"))));
        assert_eq!(limits::show(&admin).await.unwrap().assist_days, 30);
        assert_eq!(
            codes(assist::open(&officer, wish(&["library"], "05/11/2026")).await),
            [("until".into(), "assist_until")]
        );
        assist::open(&officer, wish(&["library"], "04/11/2026")).await.unwrap();
        let twice = assist::open(&officer, wish(&["library"], "04/11/2026")).await;
        assert!(matches!(twice, Err(Error::Conflict("assist_open"))));
        assert_eq!(assist::mine(&officer).await.unwrap().len(), 1);
        assert!(matches!(assist::mine(&w.leader()).await, Err(Error::Forbidden)));
    })
    .await;
}
