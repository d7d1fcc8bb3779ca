use crate::support::{HCMC, LAM_DONG, World, on_each_engine};
use ocop_app::guide::*;
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope as Reach};
use ocop_domain::criteria::{CriteriaSet, CriterionCode};

const SET: &str = "QD26-09";

fn set() -> &'static CriteriaSet {
    ocop_domain::criteria::set(&SET.parse().unwrap()).unwrap()
}

fn code(text: &str) -> CriterionCode {
    text.parse().unwrap()
}

pub fn ministry(w: &World) -> Cx {
    w.as_role("ministry", Role::MinistryOffice, Reach::Nation)
}

/// A text on option 2 of criterion 9 (quality assurance).
pub fn text(scope: &str, issuer: &str, seen: i64) -> Write {
    Write {
        set: SET.into(),
        criterion: "9".into(),
        option: "2".into(),
        scope: scope.into(),
        seen: seen.to_string(),
        issuer: issuer.into(),
        duration: "30 ngày làm việc".into(),
        ..Write::default()
    }
}

async fn issuer(cx: &Cx, province: Option<&str>) -> Option<String> {
    texts(cx, set(), province).await.unwrap().on(&code("9"), 2).and_then(|t| t.issuer.clone())
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<(String, &'static str)> {
    match outcome {
        Err(Error::Invalid(i)) => i.0.into_iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("expected a refused form, got {other:?}"),
    }
}

#[tokio::test]
async fn a_provinces_words_hold_there_and_the_ministrys_elsewhere() {
    on_each_engine(async |w| {
        write(&ministry(&w), text("", "Tổ chức chứng nhận", 0)).await.unwrap();
        assert_eq!(write(&w.province_office(), text(HCMC, "Chi cục Mẫu", 0)).await.unwrap(), 1);
        assert_eq!(issuer(&w.public(), Some(HCMC)).await.as_deref(), Some("Chi cục Mẫu"));
        assert_eq!(issuer(&w.public(), Some(LAM_DONG)).await.as_deref(), Some("Tổ chức chứng nhận"));
        assert_eq!(issuer(&w.public(), None).await.as_deref(), Some("Tổ chức chứng nhận"));
        // Taken back, the ministry's hold again.
        let empty = Write { issuer: String::new(), duration: String::new(), ..text(HCMC, "", 1) };
        assert_eq!(write(&w.province_office(), empty).await.unwrap(), 2);
        assert_eq!(issuer(&w.public(), Some(HCMC)).await.as_deref(), Some("Tổ chức chứng nhận"));
    })
    .await;
}

#[tokio::test]
async fn an_effort_of_the_province_wins_and_the_ministrys_stays_where_it_said_none() {
    on_each_engine(async |w| {
        let effort = |option: &str, effort: &str| Write {
            option: option.into(),
            effort: effort.into(),
            ..text("", "Tổ chức chứng nhận", 0)
        };
        for (option, n) in [("2", "5"), ("3", "20")] {
            write(&ministry(&w), effort(option, n)).await.unwrap();
        }
        let own = |option: &str, n: &str| Write { scope: HCMC.into(), ..effort(option, n) };
        write(&w.province_office(), own("2", "7")).await.unwrap();
        write(&w.province_office(), own("3", "")).await.unwrap();
        let efforts = texts(&w.public(), set(), Some(HCMC)).await.unwrap().efforts;
        assert_eq!(efforts.0.get(&(code("9"), 2)), Some(&7));
        assert_eq!(efforts.0.get(&(code("9"), 3)), Some(&20));
    })
    .await;
}

#[tokio::test]
async fn old_versions_stay_readable_and_a_lost_update_is_refused() {
    on_each_engine(async |w| {
        let office = w.province_office();
        assert_eq!(write(&office, text(HCMC, "Chi cục Mẫu", 0)).await.unwrap(), 1);
        assert_eq!(write(&office, text(HCMC, "Chi cục Mẫu", 1)).await.unwrap(), 1, "nothing new was said");
        assert_eq!(write(&office, text(HCMC, "Chi cục Khác", 1)).await.unwrap(), 2);
        let late = write(&office, text(HCMC, "Chi cục Muộn", 1)).await;
        assert!(matches!(late, Err(Error::Conflict("stale"))), "{late:?}");
        let all = versions(&office, SET, "9", "2", HCMC, 1).await.unwrap();
        assert_eq!(all.newest, 2);
        let said: Vec<_> =
            all.versions.iter().map(|v| (v.number, v.text.issuer.as_deref().unwrap())).collect();
        assert_eq!(said, [(2, "Chi cục Khác"), (1, "Chi cục Mẫu")]);
        assert_eq!(all.versions[0].written_at, w.cx.now_ms());
        assert!(versions(&office, SET, "9", "2", HCMC, 2).await.unwrap().versions.is_empty());
        assert_eq!(versions(&office, SET, "9", "1", HCMC, 1).await.unwrap().newest, 0, "another option");
    })
    .await;
}

#[tokio::test]
async fn two_at_once_do_not_overwrite_each_other() {
    on_each_engine(async |w| {
        let office = w.province_office();
        let (one, other) = tokio::join!(
            write(&office, text(HCMC, "Chi cục Một", 0)),
            write(&office, text(HCMC, "Chi cục Hai", 0)),
        );
        let stale = |r: &Result<i64, Error>| matches!(r, Err(Error::Conflict("stale" | "busy")));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert!(stale(&one) || stale(&other), "{one:?} {other:?}");
        assert_eq!(versions(&office, SET, "9", "2", HCMC, 1).await.unwrap().newest, 1);
    })
    .await;
}

#[tokio::test]
async fn only_offices_write_and_each_for_its_own() {
    on_each_engine(async |w| {
        let forbidden = async |cx: &Cx, scope: &str| {
            let done = write(cx, text(scope, "Không được", 0)).await;
            assert!(matches!(done, Err(Error::Forbidden)), "{done:?}");
            let read = versions(cx, SET, "9", "2", scope, 1).await;
            assert!(matches!(read, Err(Error::Forbidden)), "{read:?}");
        };
        for cx in [w.ward_officer(), w.leader(), w.producer("producer-1")] {
            forbidden(&cx, HCMC).await;
            forbidden(&cx, "").await;
            assert!(scopes(&cx).is_empty());
        }
        forbidden(&w.province_office(), LAM_DONG).await;
        forbidden(&w.province_office(), "").await;
        forbidden(&ministry(&w), HCMC).await;
        assert!(matches!(write(&w.public(), text("", "Ai đó", 0)).await, Err(Error::SignIn)));
        assert_eq!(scopes(&w.province_office()), [Scope::Province(HCMC.into())]);
        assert_eq!(scopes(&ministry(&w)), [Scope::Nation]);
        let administrator = w.as_role("admin", Role::Administrator, Reach::Nation);
        assert_eq!(scopes(&administrator), [Scope::Nation]);
        write(&administrator, text("", "Tổ chức chứng nhận", 0)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn wrong_fields_are_named() {
    on_each_engine(async |w| {
        let office = w.province_office();
        let links =
            ["http://mau.vn/a", "javascript:alert(1)", "https://mau", "https://m u.vn", "https://a@mau.vn/"];
        for link in links {
            let cmd = Write { guide_link: link.into(), ..text(HCMC, "", 0) };
            assert_eq!(refused(write(&office, cmd).await), [("guide_link".into(), "https_link")], "{link}");
        }
        let fine = Write { film_link: "https://phim.mau.vn/v?x=1#t".into(), ..text(HCMC, "", 0) };
        assert_eq!(write(&office, fine).await.unwrap(), 1);
        for effort in ["0", "101", "-1", "2,5", "nhiều"] {
            let cmd = Write { effort: effort.into(), ..text(HCMC, "", 1) };
            assert_eq!(refused(write(&office, cmd).await), [("effort".into(), "effort")], "{effort}");
        }
        let whole = Write { option: "0".into(), effort: "3".into(), ..text(HCMC, "", 0) };
        assert_eq!(refused(write(&office, whole).await), [("effort".into(), "effort_of_option")]);
        let long = Write { advice: "a".repeat(2001), cost: "b".repeat(201), ..text(HCMC, "", 1) };
        let expected = [("cost".into(), "too_long"), ("advice".into(), "too_long")];
        assert_eq!(refused(write(&office, long).await), expected);
        for (criterion, option, set) in
            [("9", "8", SET), ("1", "0", SET), ("99", "0", SET), ("9", "2", "QD148-09")]
        {
            let cmd = Write {
                criterion: criterion.into(),
                option: option.into(),
                set: set.into(),
                ..text(HCMC, "", 0)
            };
            assert!(
                matches!(write(&office, cmd).await, Err(Error::NotFound | Error::Hidden)),
                "{set} {criterion} {option}"
            );
        }
    })
    .await;
}
