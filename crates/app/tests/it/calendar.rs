//! The calendar of working days as data.

use crate::dossier::help::{filled, started};
use crate::stars::exec;
use crate::support::{HCMC, XOM_CHIEU_CODE, on_each_engine};
use jiff::civil::{Time, date};
use ocop_app::Error;
use ocop_app::dossier::{List, Submit, list, seal_known, submit};
use ocop_app::holiday::{self, Put};
use ocop_domain::account::{Role, Scope};

#[tokio::test]
async fn the_calendar_loads_once_counts_and_is_edited_with_its_source() {
    on_each_engine(async |w| {
        assert!(holiday::load(&w.cx).await.unwrap() > 40);
        assert_eq!(holiday::load(&w.cx).await.unwrap(), 0);
        assert_eq!(holiday::bring_up_to_date(&w.cx).await.unwrap(), 0);
        let c = ocop_app::working_days::calendar(&w.cx).await.unwrap();
        // Tết 2026: 16 to 20/2 off, so the working day after Friday 13/2 is Monday 23/2.
        assert_eq!(c.due(date(2026, 2, 13), 1), date(2026, 2, 23));
        assert!(c.is_working_day(date(2026, 8, 22)) && !c.is_working_day(date(2026, 8, 31)));
        for row in holiday::year(&w.cx, 2026).await.unwrap() {
            assert!(!row.source.is_empty() && !row.name.is_empty());
        }
        let put = |source: &str| Put {
            day: "24/11/2026".into(),
            kind: "off".into(),
            name: "Ngày mẫu".into(),
            source: source.into(),
        };
        assert!(matches!(holiday::put(&w.province_office(), put("mẫu")).await, Err(Error::Forbidden)));
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        assert!(matches!(holiday::put(&admin, put(" ")).await, Err(Error::Invalid(_))));
        holiday::put(&admin, put("Thông báo mẫu")).await.unwrap();
        assert!(!ocop_app::working_days::calendar(&w.cx).await.unwrap().is_working_day(date(2026, 11, 24)));
        holiday::remove(&admin, "2026-11-24").await.unwrap();
        assert!(matches!(holiday::remove(&admin, "2026-11-24").await, Err(Error::NotFound | Error::Hidden)));
        let entries = ocop_app::journal::chain(&admin, "calendar").await.unwrap();
        assert_eq!(entries.len(), 3);
    })
    .await;
}

/// Nghị quyết 28/2026/QH16: 24/11 is off since 2026. A database made before gets both days, and a term that runs over
/// one is counted anew with the day it had kept beside; a term that is over stays.
#[tokio::test]
async fn a_new_holiday_moves_the_terms_that_run_and_no_other() {
    on_each_engine(async |w| {
        holiday::load(&w.cx).await.unwrap();
        exec(&w, "DELETE FROM holiday WHERE day IN ('2026-11-24', '2027-11-24')", vec![]).await;
        w.clock.set(date(2026, 11, 9), 9);
        let (own, id) = started(&w).await;
        filled(&own, &id).await;
        let kept = submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        assert_eq!(kept.due_on, date(2026, 11, 30), "as counted before the day was known");

        assert_eq!(holiday::bring_up_to_date(&w.cx).await.unwrap(), 2);
        assert_eq!(holiday::bring_up_to_date(&w.cx).await.unwrap(), 0);
        let d = ocop_app::dossier::show(&own, &id).await.unwrap();
        assert_eq!(d.due_on, Some(date(2026, 12, 1)));
        let change = &d.due_changes[0];
        assert_eq!((change.due_before, change.due_after), (date(2026, 11, 30), date(2026, 12, 1)));
        let sealed = ocop_app::dossier::sealed(&own, &id, None).await.unwrap();
        assert_eq!((sealed.due_on, sealed.due_changes.len()), (Some(date(2026, 12, 1)), 1));
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let told = ocop_app::journal::chain(&admin, &format!("dossier:{id}")).await.unwrap();
        let last = &told.last().unwrap().diff;
        assert!(last.contains("2026-11-30") && last.contains("2026-12-01"), "{last}");

        // A day an administrator had added before terms followed such changes is followed at the next start.
        exec(&w, "UPDATE dossier SET due_on = '2026-11-30'", vec![]).await;
        assert_eq!(holiday::bring_up_to_date(&w.cx).await.unwrap(), 0);
        let due = async || ocop_app::dossier::show(&own, &id).await.unwrap().due_on;
        assert_eq!(due().await, Some(date(2026, 11, 30)), "set apart from its submission: left alone");
        exec(&w, "UPDATE dossier_seal SET due_on = '2026-11-30'", vec![]).await;
        holiday::bring_up_to_date(&w.cx).await.unwrap();
        assert_eq!(due().await, Some(date(2026, 12, 1)));

        // An administrator's change does the same; what it would do is said before.
        let removal = holiday::removal(&admin, "2026-11-24").await.unwrap();
        assert_eq!((removal.moved.len(), removal.moved[0].after), (1, date(2026, 11, 30)));
        assert_eq!(holiday::remove(&admin, "2026-11-24").await.unwrap().moved, 1);
        assert_eq!(holiday::bring_up_to_date(&w.cx).await.unwrap(), 0, "what the office took out stays out");
        assert_eq!(due().await, Some(date(2026, 11, 30)));
        assert_eq!(holiday::removed(&admin, 2026).await.unwrap()[0].basis.as_deref(), Some("computed"));
        assert_eq!(holiday::restore(&admin, "2026-11-24").await.unwrap().moved, 1);
        assert_eq!(due().await, Some(date(2026, 12, 1)));
        assert!(matches!(holiday::restore(&admin, "2026-11-24").await, Err(Error::NotFound | Error::Hidden)));

        // Sent back, the term is over and stays.
        exec(&w, "UPDATE dossier SET state = 'returned'", vec![]).await;
        assert_eq!(holiday::remove(&admin, "2026-11-24").await.unwrap().moved, 0);
        assert_eq!(due().await, Some(date(2026, 12, 1)));
    })
    .await;
}

/// A receipt on a day that turns out to be off counts from the next working day (Bộ luật Dân sự 2015, Điều 147).
#[tokio::test]
async fn a_receipt_on_the_new_holiday_moves_too() {
    on_each_engine(async |w| {
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        w.clock.set(date(2026, 11, 24), 9);
        let (own, id) = started(&w).await;
        filled(&own, &id).await;
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        let put =
            Put {
                day: "24/11/2026".into(), kind: "off".into(), name: "Mẫu".into(), source: "Mẫu".into()
            };
        assert_eq!(holiday::put(&admin, put).await.unwrap().moved, 1);
        let sealed = ocop_app::dossier::sealed(&own, &id, None).await.unwrap();
        assert_eq!(sealed.received_on, Some(date(2026, 11, 25)));
        assert_eq!(sealed.due_on, Some(date(2026, 12, 16)));
    })
    .await;
}

/// A row an office made for the day stays as the office has it, and so does a day it took out.
#[tokio::test]
async fn an_offices_own_days_are_left_alone() {
    on_each_engine(async |w| {
        holiday::load(&w.cx).await.unwrap();
        exec(&w, "DELETE FROM holiday WHERE day IN ('2026-11-24', '2027-11-24')", vec![]).await;
        exec(&w, "UPDATE holiday SET basis = 'computed' WHERE day = '2027-02-05'", vec![]).await;
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let put = |day: &str| Put {
            day: day.into(),
            kind: "off".into(),
            name: "Tên của cơ quan".into(),
            source: "Văn bản của cơ quan".into(),
        };
        holiday::put(&admin, put("24/11/2026")).await.unwrap();
        holiday::put(&admin, put("24/11/2027")).await.unwrap();
        holiday::remove(&admin, "2027-11-24").await.unwrap();
        assert_eq!(holiday::bring_up_to_date(&w.cx).await.unwrap(), 0);
        let year = holiday::year(&w.cx, 2026).await.unwrap();
        let day = year.iter().find(|r| r.day == "2026-11-24").unwrap();
        assert_eq!((day.name.as_str(), day.basis.as_deref()), ("Tên của cơ quan", None));
        let next = holiday::year(&w.cx, 2027).await.unwrap();
        assert!(next.iter().all(|r| r.day != "2027-11-24"));
        let tet = next.iter().find(|r| r.day == "2027-02-05").unwrap();
        assert_eq!(tet.basis.as_deref(), Some("to be confirmed"), "the program's own day follows its data");
        let wrong = Put { day: "29/02/2025".into(), ..put("") };
        let Err(Error::Invalid(i)) = holiday::put(&admin, wrong).await else { panic!("no such day") };
        assert_eq!(i.0[0].code, "no_such_day");
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
        assert!(matches!(
            office_hours::remove(&admin, XOM_CHIEU_CODE).await,
            Err(Error::NotFound | Error::Hidden)
        ));

        let (own, id) = started(&w).await;
        filled(&own, &id).await;
        // Monday, half past four by the province's clock has passed at 17:00.
        w.clock.set(date(2026, 10, 5), 17);
        let late = submit(&own, Submit { dossier_id: id, declared: true }).await.unwrap();
        assert_eq!(late.due_on, date(2026, 10, 27), "at 9 o'clock it was 26/10");
        // What comes after hours is received on the next working day, and every page says so.
        let lines = list(&w.ward_officer(), List { page: 1, ..List::default() }).await.unwrap().lines;
        let received: Vec<_> = lines.iter().map(|l| l.received_on).collect();
        assert_eq!(received, [Some(date(2026, 10, 6))]);
        let known = seal_known(&w.public(), &late.seal_hash).await.unwrap();
        assert_eq!(known.received_on, Some(date(2026, 10, 6)));
    })
    .await;
}
