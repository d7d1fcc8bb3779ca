//! The calendar of working days as data.

use crate::dossier::help::{filled, started};
use crate::support::{HCMC, XOM_CHIEU_CODE, on_each_engine};
use jiff::civil::{Time, date};
use ocop_app::Error;
use ocop_app::dossier::{Submit, submit};
use ocop_app::settings::calendar::{self, Put};
use ocop_domain::account::{Role, Scope};

#[tokio::test]
async fn the_calendar_loads_once_counts_and_is_edited_with_its_source() {
    on_each_engine(async |w| {
        assert!(calendar::load(&w.cx).await.unwrap() > 40);
        assert_eq!(calendar::load(&w.cx).await.unwrap(), 0);
        let c = calendar::calendar(&w.cx).await.unwrap();
        // Tết 2026: 16 to 20/2 off, so the working day after Friday 13/2 is Monday 23/2.
        assert_eq!(c.due(date(2026, 2, 13), 1), date(2026, 2, 23));
        assert!(c.is_working_day(date(2026, 8, 22)) && !c.is_working_day(date(2026, 8, 31)));
        for row in calendar::year(&w.cx, 2026).await.unwrap() {
            assert!(!row.source.is_empty() && !row.name.is_empty());
        }
        let put = |source: &str| Put {
            day: "24/11/2026".into(),
            kind: "off".into(),
            name: "Ngày mẫu".into(),
            source: source.into(),
        };
        assert!(matches!(calendar::put(&w.province_office(), put("mẫu")).await, Err(Error::Forbidden)));
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        assert!(matches!(calendar::put(&admin, put(" ")).await, Err(Error::Invalid(_))));
        calendar::put(&admin, put("Thông báo mẫu")).await.unwrap();
        assert!(!calendar::calendar(&w.cx).await.unwrap().is_working_day(date(2026, 11, 24)));
        calendar::remove(&admin, "2026-11-24").await.unwrap();
        assert!(matches!(calendar::remove(&admin, "2026-11-24").await, Err(Error::NotFound)));
        let entries = ocop_app::journal::chain(&admin, "calendar").await.unwrap();
        assert_eq!(entries.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn offices_close_when_their_place_says_and_a_late_dossier_is_due_a_day_later() {
    use ocop_app::settings::office_hours::{self, CLOSES, Put};
    on_each_engine(async |w| {
        let hours = async || office_hours::closes(w.cx.db(), HCMC, XOM_CHIEU_CODE).await.unwrap();
        assert_eq!(hours().await, Some(CLOSES), "nobody set it: 17:00");
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let put = |place: &str, counts: &str, closes: &str| Put {
            place: place.into(),
            counts: counts.into(),
            closes: closes.into(),
        };
        assert!(matches!(
            office_hours::put(&w.province_office(), put("", "any", "")).await,
            Err(Error::Forbidden)
        ));
        for bad in [put("99", "any", ""), put("", "closing", "tối"), put("", "", "17:00")] {
            assert!(matches!(office_hours::put(&admin, bad).await, Err(Error::Invalid(_))));
        }
        office_hours::put(&admin, put(HCMC, "closing", "16h30")).await.unwrap();
        assert_eq!(hours().await, Some(Time::constant(16, 30, 0, 0)));
        office_hours::put(&admin, put(XOM_CHIEU_CODE, "any", "")).await.unwrap();
        assert_eq!(hours().await, None, "the commune's own word goes first");
        assert_eq!(office_hours::all(&admin).await.unwrap().len(), 3);
        office_hours::remove(&admin, XOM_CHIEU_CODE).await.unwrap();
        assert!(matches!(office_hours::remove(&admin, XOM_CHIEU_CODE).await, Err(Error::NotFound)));

        let (own, id) = started(&w).await;
        filled(&own, &id).await;
        // Monday, half past four by the province's clock has passed at 17:00.
        w.clock.set(date(2026, 10, 5), 17);
        let late = submit(&own, Submit { dossier_id: id, declared: true }).await.unwrap();
        assert_eq!(late.due_on, date(2026, 10, 27), "at 9 o'clock it was 26/10");
    })
    .await;
}
