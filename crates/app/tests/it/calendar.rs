//! The calendar of working days as data.

use crate::support::on_each_engine;
use jiff::civil::date;
use ocop_app::Error;
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
