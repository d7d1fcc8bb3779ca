//! The commune's desk (Điều 7(2), 26/2026): requests for additions, the time each side waits, meetings, late ones.

use super::help::*;
use crate::support::{HCMC, KHANH_HOI_CODE, World, on_each_engine};
use jiff::civil::date;
use ocop_app::desk::{ListOpenTerms, open_terms};
use ocop_app::dossier::*;
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::dossier::State;
use ocop_domain::dossier::additions::{ItemState, Place};
use ocop_domain::dossier::seal::SealRef;
use ocop_domain::dossier::verify::{MEETING, verify_package};
use ocop_domain::dossier::waiting::Side;
use ocop_domain::term::{Kind, Owing, Standing};
use ocop_store::args;
use std::collections::BTreeMap;
use std::io::Cursor;

fn wanted(place: &Place, reason: &str) -> Wanted {
    Wanted { place: place.to_string(), reason: reason.into() }
}

async fn version(ward: &Cx, id: &str) -> i64 {
    ward_check(ward, id).await.unwrap().dossier.version
}

/// A request for the report's part on quality, criterion 1.1 and the one paper, until 19/10/2026.
async fn asked(ward: &Cx, id: &str) -> RequestAdditions {
    let d = show(ward, id).await.unwrap();
    RequestAdditions {
        dossier_id: id.into(),
        version: d.version,
        answer_by: "19/10/2026".into(),
        words: "Còn ba chỗ.".into(),
        items: vec![
            wanted(&Place::Report("quality"), "Ghi tiêu chuẩn đang áp dụng."),
            Wanted::default(),
            wanted(&Place::Criterion("1.1".into()), "Ghi tỷ lệ nguyên liệu."),
            wanted(&Place::Paper(d.papers[0].id.clone()), "Bản chụp mờ."),
        ],
    }
}

async fn mend_quality(own: &Cx, id: &str) {
    let mut form = form02();
    form.quality = "Theo tiêu chuẩn cơ sở 01.".into();
    save_form02(own, SaveForm02 { dossier_id: id.into(), stamp: None, form }).await.unwrap();
}

async fn notices(w: &World, kind: &str) -> i64 {
    let sql = "SELECT COUNT(*) AS n FROM notice WHERE kind = $1";
    w.cx.db().number(sql, args![kind]).await.unwrap()
}

#[tokio::test]
async fn additions_are_asked_mended_answered_and_seen_on_return() {
    on_each_engine(async |w| {
        let (own, id, first) = submitted(&w).await;
        let ward = w.ward_officer();
        save_check(
            &ward,
            SaveCheck {
                dossier_id: id.clone(),
                version: version(&ward, &id).await,
                judgements: judgements(),
            },
        )
        .await
        .unwrap();
        w.on(date(2026, 10, 8));
        request_additions(&ward, asked(&ward, &id).await).await.unwrap();

        let d = show(&own, &id).await.unwrap();
        assert_eq!(d.state, State::Returned);
        assert_eq!(d.checks[0].local_labour.as_deref(), Some("Chín trên mười người lao động ở phường."));
        assert_eq!(d.checks[0].conclusion, None, "nothing was proposed");
        let told = d.checks[0].reasons.clone().unwrap();
        assert!(told.starts_with("Còn ba chỗ.\n1. Báo cáo tự đánh giá (Mẫu số 02)"), "{told}");
        assert!(told.ends_with("Bổ sung và nộp lại chậm nhất ngày 19/10/2026."), "{told}");
        assert_eq!(notices(&w, "additions_requested").await, 1);
        assert!(letter_pdf(&own, &id).await.is_ok());

        let open = open_request(&own, &d).await.unwrap().unwrap();
        assert_eq!((open.items.len(), open.open(), open.answer_by), (3, 3, date(2026, 10, 19)));
        w.on(date(2026, 10, 13));
        mend_quality(&own, &id).await;
        let notes = BTreeMap::from([(2, "Toàn bộ mua trong tỉnh.".to_owned()), (3, String::new())]);
        answer_additions(&own, AnswerAdditions { dossier_id: id.clone(), stamp: None, notes }).await.unwrap();
        let seen = additions(&own, &id).await.unwrap();
        let states: Vec<_> = seen.request.items.iter().map(|i| i.state).collect();
        assert_eq!(states, [ItemState::Mended, ItemState::Answered, ItemState::Open]);
        assert_eq!(seen.request.items[0].fields[0].after, "Theo tiêu chuẩn cơ sở 01.");

        w.on(date(2026, 10, 19));
        let second = submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        assert_ne!(second.seal_hash, first.seal_hash, "mended and sealed anew");
        assert!(
            matches!(additions(&own, &id).await, Err(Error::NotFound | Error::Hidden)),
            "nothing is open any more"
        );

        w.on(date(2026, 10, 21));
        let desk = ward_check(&ward, &id).await.unwrap();
        let back = desk.answered.unwrap();
        let states: Vec<_> = back.items.iter().map(|i| i.state).collect();
        assert_eq!(states, [ItemState::Mended, ItemState::Answered, ItemState::Open]);
        assert_eq!(back.items[1].note.as_deref(), Some("Toàn bộ mua trong tỉnh."));
        assert!(back.answered_at.is_some());
        // 5/10 to 8/10 and 19/10 to 21/10 at the commune; 8/10 to 19/10 with the producer.
        assert_eq!((desk.waiting.days(Side::Ward), desk.waiting.days(Side::Producer)), (5, 7));
        let both = mended(&ward, &id, 2).await.unwrap();
        assert!(both.comparison.shows_changes());
        assert!(
            matches!(mended(&ward, &id, 1).await, Err(Error::NotFound | Error::Hidden)),
            "nothing came before the first"
        );

        propose(
            &ward,
            Propose { dossier_id: id.clone(), version: version(&ward, &id).await, judgements: judgements() },
        )
        .await
        .unwrap();
        let all = exchanges(&own, &id).await.unwrap();
        let order: Vec<_> = all.all.iter().map(|e| (e.sent, e.attempt, e.office.as_str())).collect();
        assert_eq!(
            order,
            [
                (Sent::Submitted, 1, "Hợp tác xã Mẫu"),
                (Sent::Asked, 1, "Ủy ban nhân dân phường Xóm Chiếu"),
                (Sent::Submitted, 2, "Hợp tác xã Mẫu"),
                (Sent::Proposed, 2, "Ủy ban nhân dân phường Xóm Chiếu"),
            ]
        );
        assert!(all.all.windows(2).all(|p| p[0].at <= p[1].at));
        let diffs =
            "SELECT COUNT(*) AS n FROM journal WHERE diff LIKE '%Bản chụp mờ%' OR diff LIKE '%Toàn bộ mua%'";
        assert_eq!(w.cx.db().number(diffs, vec![]).await.unwrap(), 0, "the journal names places, not words");
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn a_request_needs_items_reasons_and_a_day_to_come() {
    on_each_engine(async |w| {
        let (_, id, _) = submitted(&w).await;
        let ward = w.ward_officer();
        let good = asked(&ward, &id).await;
        let none = RequestAdditions {
            answer_by: "05/10/2026".into(),
            items: vec![Wanted::default()],
            ..good.clone()
        };
        assert_eq!(
            codes(request_additions(&ward, none).await),
            [("answer_by".to_owned(), "day_not_after_today"), ("place.1".to_owned(), "additions_none")]
        );
        let bad = RequestAdditions {
            answer_by: "x".into(),
            items: vec![
                wanted(&Place::Criterion("1".into()), "Tiêu đề, không phải tiêu chí."),
                wanted(&Place::Updates, "Hồ sơ lần đầu không có phần này."),
                wanted(&Place::Paper("another".into()), "Tài liệu của hồ sơ khác."),
                Wanted { place: String::new(), reason: "Ở đâu?".into() },
                wanted(&Place::Form, " "),
            ],
            ..good.clone()
        };
        let found = codes(request_additions(&ward, bad).await);
        let found: Vec<_> = found.iter().map(|(f, c)| (f.as_str(), *c)).collect();
        assert_eq!(
            found,
            [
                ("answer_by", "not_a_date"),
                ("place.1", "unknown_choice"),
                ("place.2", "unknown_choice"),
                ("place.3", "unknown_choice"),
                ("place.4", "choose_one"),
                ("reason.5", "required"),
            ]
        );
        let stale = RequestAdditions { version: good.version - 1, ..good.clone() };
        assert!(matches!(request_additions(&ward, stale).await, Err(Error::Conflict("stale"))));
        request_additions(&ward, good.clone()).await.unwrap();
        assert!(matches!(request_additions(&ward, good).await, Err(Error::Conflict("not_at_ward"))));
    })
    .await;
}

#[tokio::test]
async fn only_the_commune_asks_and_only_the_producer_answers() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        let ward = w.ward_officer();
        let cmd = asked(&ward, &id).await;
        let elsewhere = Scope::Commune { province: HCMC.into(), commune: KHANH_HOI_CODE.into() };
        let neighbour = w.as_role("khac", Role::WardOfficer, elsewhere);
        assert!(matches!(request_additions(&own, cmd.clone()).await, Err(Error::Forbidden)));
        assert!(matches!(request_additions(&w.province_office(), cmd.clone()).await, Err(Error::Forbidden)));
        assert!(matches!(
            request_additions(&neighbour, cmd.clone()).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        assert!(matches!(request_additions(&w.public(), cmd.clone()).await, Err(Error::SignIn)));
        request_additions(&ward, cmd).await.unwrap();

        let answer = |stamp: Option<String>| AnswerAdditions {
            dossier_id: id.clone(),
            stamp,
            notes: BTreeMap::from([(1, "Đã sửa.".to_owned())]),
        };
        assert!(matches!(answer_additions(&ward, answer(None)).await, Err(Error::Forbidden)));
        let other = w.producer("other");
        assert!(matches!(answer_additions(&other, answer(None)).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(exchanges(&other, &id).await, Err(Error::NotFound | Error::Hidden)));
        let seen = additions(&own, &id).await.unwrap().stamp;
        answer_additions(&own, answer(Some(seen.clone()))).await.unwrap();
        // Until the dossier is handed in again the answer is the producer's own.
        let told =
            async |cx: &ocop_app::Cx| exchanges(cx, &id).await.unwrap().requests[0].items[0].note.clone();
        assert_eq!(told(&own).await.as_deref(), Some("Đã sửa."), "{}", w.engine);
        for reader in [&ward, &w.province_office()] {
            assert_eq!(told(reader).await, None, "{}", w.engine);
        }
        assert!(matches!(answer_additions(&own, answer(Some(seen))).await, Err(Error::Conflict("stale"))));
        let long = AnswerAdditions { notes: BTreeMap::from([(1, "x".repeat(2001))]), ..answer(None) };
        assert_eq!(codes(answer_additions(&own, long).await), [("note.1".to_owned(), "too_long")]);
    })
    .await;
}

#[tokio::test]
async fn the_producer_is_reminded_once_two_working_days_before() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        request_additions(&w.ward_officer(), asked(&w.ward_officer(), &id).await).await.unwrap();
        let mut told = Vec::new();
        // Monday 19/10 is awaited: Thursday 15/10 is two working days before.
        for day in [14, 15, 16, 19, 20] {
            w.on(date(2026, 10, day));
            remind_awaited_additions(&w.cx).await.unwrap();
            told.push(notices(&w, "additions_awaited").await);
        }
        assert_eq!(told, [0, 1, 1, 1, 1], "{}", w.engine);
        assert!(matches!(remind_awaited_additions(&own).await, Err(Error::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn who_answered_is_not_reminded() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        request_additions(&w.ward_officer(), asked(&w.ward_officer(), &id).await).await.unwrap();
        mend_quality(&own, &id).await;
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        w.on(date(2026, 10, 16));
        assert_eq!(remind_awaited_additions(&w.cx).await.unwrap().done, 0);
        assert_eq!(notices(&w, "additions_awaited").await, 0, "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn a_province_sees_the_late_ones_of_its_communes_and_each_sides_days() {
    on_each_engine(async |w| {
        let (_, id, receipt) = submitted(&w).await;
        assert_eq!(receipt.due_on, date(2026, 10, 26));
        let late = List { late: true, by_due: true, page: 1, ..List::default() };
        let office = w.province_office();
        w.on(date(2026, 10, 26));
        assert_eq!(list(&office, late.clone()).await.unwrap().total, 0, "the last day is not late");
        w.on(date(2026, 10, 28));
        let found = list(&office, late.clone()).await.unwrap();
        assert_eq!((found.total, counted(&office, &late).await.unwrap()), (1, 1), "{}", w.engine);
        let line = &found.lines[0];
        assert_eq!(
            (line.id.as_str(), line.term, line.waited),
            (id.as_str(), Some(Standing::Late(2)), (17, 0))
        );
        let elsewhere = w.as_role("office-68", Role::ProvinceOffice, Scope::Province("68".into()));
        assert_eq!(counted(&elsewhere, &late).await.unwrap(), 0, "not another province's");

        let ward = w.ward_officer();
        let cmd = RequestAdditions { answer_by: "04/11/2026".into(), ..asked(&ward, &id).await };
        request_additions(&ward, cmd).await.unwrap();
        assert_eq!(counted(&office, &late).await.unwrap(), 0, "with the producer it is not the commune's");
        w.on(date(2026, 11, 2));
        let line = list(&office, List { page: 1, ..List::default() }).await.unwrap().lines.remove(0);
        assert_eq!((line.term, line.waited), (None, (17, 3)));
        assert_eq!(line.awaited, Some((date(2026, 11, 4), Standing::Left(2))));
    })
    .await;
}

#[tokio::test]
async fn a_meeting_stays_with_its_submission_and_goes_into_the_package() {
    on_each_engine(async |w| {
        let (own, id, receipt) = submitted(&w).await;
        let ward = w.ward_officer();
        let cmd = SaveMeeting {
            dossier_id: id.clone(),
            version: version(&ward, &id).await,
            held_on: "05/10/2026".into(),
            place: String::new(),
            departments: "Phòng Kinh tế\nHội Nông dân".into(),
            content: "Ý kiến.".into(),
            conclusion: "Thống nhất.".into(),
        };
        let empty = SaveMeeting { held_on: "06/10/2026".into(), departments: String::new(), ..cmd.clone() };
        assert_eq!(
            codes(save_meeting(&ward, empty).await),
            [("held_on".to_owned(), "date_in_future"), ("departments".to_owned(), "required")]
        );
        assert!(matches!(save_meeting(&own, cmd.clone()).await, Err(Error::Forbidden)));
        save_meeting(&ward, cmd.clone()).await.unwrap();
        assert!(matches!(save_meeting(&ward, cmd.clone()).await, Err(Error::Conflict("stale"))));
        assert_eq!(ward_check(&ward, &id).await.unwrap().meeting.unwrap().conclusion, "Thống nhất.");
        assert_eq!(meeting_pdf(&ward, &id, None).await.unwrap().get(..5), Some(b"%PDF-".as_slice()));
        assert!(
            matches!(meeting_pdf(&own, &id, None).await, Err(Error::NotFound | Error::Hidden)),
            "not before the check is done"
        );
        assert!(!names(&sealed_package(&own, &id, 1).await.unwrap().bytes).contains(&MEETING.to_owned()));

        propose(
            &ward,
            Propose { dossier_id: id.clone(), version: version(&ward, &id).await, judgements: judgements() },
        )
        .await
        .unwrap();
        assert!(matches!(save_meeting(&ward, cmd).await, Err(Error::Conflict("not_at_ward"))));
        assert_eq!(exchanges(&own, &id).await.unwrap().meetings.len(), 1);
        assert!(meeting_docx(&own, &id, Some(1)).await.unwrap().starts_with(b"PK"));
        let package = sealed_package(&own, &id, 1).await.unwrap().bytes;
        assert!(names(&package).contains(&MEETING.to_owned()));
        let seal: SealRef = receipt.seal_hash.parse().unwrap();
        let verdict = verify_package(&open_package(Cursor::new(package)).unwrap(), Some(&seal)).unwrap();
        assert!(verdict.whole(), "{:?}", verdict.findings);
    })
    .await;
}

fn names(package: &[u8]) -> Vec<String> {
    open_package(Cursor::new(package.to_vec())).unwrap().into_iter().map(|e| e.name).collect()
}

#[tokio::test]
async fn notes_of_a_meeting_can_be_taken_out_while_the_check_runs() {
    on_each_engine(async |w| {
        let (_, id, _) = submitted(&w).await;
        let ward = w.ward_officer();
        let cmd = SaveMeeting {
            dossier_id: id.clone(),
            version: version(&ward, &id).await,
            held_on: "05/10/2026".into(),
            departments: "Phòng Kinh tế".into(),
            content: "Ý kiến.".into(),
            conclusion: "Thống nhất.".into(),
            ..SaveMeeting::default()
        };
        save_meeting(&ward, cmd).await.unwrap();
        remove_meeting(&ward, &id, version(&ward, &id).await).await.unwrap();
        assert!(ward_check(&ward, &id).await.unwrap().meeting.is_none());
        assert!(matches!(meeting_pdf(&ward, &id, None).await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

/// A day that cannot be read stood first, and no producer after it was reminded.
#[tokio::test]
async fn a_request_that_cannot_be_read_keeps_no_other_producer_from_being_reminded() {
    on_each_engine(async |w| {
        let (_, id, _) = submitted(&w).await;
        request_additions(&w.ward_officer(), asked(&w.ward_officer(), &id).await).await.unwrap();
        let dossier = "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
                       invented, created_at, version) SELECT '0-bad', product_id, producer_id, commune_id, kind, set_id, \
                       state, form01, form02, invented, created_at, version FROM dossier WHERE id = $1";
        let request = "INSERT INTO addition_request (dossier_id, attempt, answer_by, asked_at, asked_by) \
                       SELECT '0-bad', attempt, '2026-10-1x', asked_at, asked_by FROM addition_request WHERE dossier_id = $1";
        for sql in [dossier, request] {
            w.cx.db().exec(sql, args![id.as_str()]).await.unwrap();
        }
        w.on(date(2026, 10, 15));
        let done = remind_awaited_additions(&w.cx).await.unwrap();
        assert_eq!((done.done, done.failed), (1, 1), "{}: {done:?}", w.engine);
        assert!(done.problem.unwrap().starts_with("0-bad: "));
        assert_eq!(notices(&w, "additions_awaited").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_check_and_the_additions_it_waits_for_are_open_terms_of_those_who_see_them() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        let (ward, office) = (w.ward_officer(), w.province_office());
        let elsewhere = w.as_role("office-68", Role::ProvinceOffice, Scope::Province("68".into()));
        let all = ListOpenTerms { page: 1, size: 20, owing: None };
        let seen = async |cx: &Cx| {
            let open = open_terms(cx, all).await.unwrap();
            assert_eq!(open.total as usize, open.lines.len(), "{}", w.engine);
            open.lines.into_iter().map(|t| (t.kind, t.thing, t.due.last, t.standing)).collect::<Vec<_>>()
        };
        w.on(date(2026, 10, 26));
        let check = (Kind::WardCheck, id.clone(), date(2026, 10, 26), Standing::LastDay);
        for cx in [&own, &ward, &office] {
            assert_eq!(seen(cx).await, *std::slice::from_ref(&check), "{}", w.engine);
        }
        assert_eq!(seen(&elsewhere).await, []);
        assert!(matches!(open_terms(&w.public(), all).await, Err(Error::SignIn)));
        let of_producers = ListOpenTerms { owing: Some(Owing::Producer), ..all };
        assert_eq!(open_terms(&office, of_producers).await.unwrap().total, 0);

        let cmd = RequestAdditions { answer_by: "02/11/2026".into(), ..asked(&ward, &id).await };
        request_additions(&ward, cmd).await.unwrap();
        let awaited = (Kind::Additions, id.clone(), date(2026, 11, 2), Standing::Left(5));
        for cx in [&own, &ward, &office] {
            assert_eq!(seen(cx).await, *std::slice::from_ref(&awaited), "{}", w.engine);
        }
        let open = open_terms(&office, of_producers).await.unwrap();
        assert_eq!(open.of_kind, [(Kind::Additions, 1)]);
        assert_eq!(
            (open.lines[0].about.as_str(), open.lines[0].area.as_str()),
            ("Nước mắm Mẫu", "Phường Xóm Chiếu")
        );
    })
    .await;
}

/// Pages follow each other by the day, over all kinds, and however many there are the same few statements are sent.
#[tokio::test]
async fn open_terms_are_paged_over_all_kinds_in_few_statements() {
    on_each_engine(async |w| {
        let (_, id, _) = submitted(&w).await;
        let office = w.province_office();
        let page = |page, size| ListOpenTerms { owing: None, page, size };
        let sent = async |cmd| {
            let (open, sent) = ocop_app::statements::counting(open_terms(&office, cmd)).await;
            (open.unwrap(), sent.number)
        };
        let (one, few) = sent(page(1, 20)).await;
        assert_eq!((one.total, few), (1, 9), "{}: two of the calendar, one a kind seen", w.engine);
        let copy = "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
                    due_on, invented, created_at, version) SELECT $2, product_id, producer_id, commune_id, kind, set_id, \
                    $3, form01, form02, $4, invented, created_at, version FROM dossier WHERE id = $1";
        let request = "INSERT INTO addition_request (dossier_id, attempt, answer_by, asked_at, asked_by) \
                       VALUES ($1, 1, $2, 0, 'x')";
        for n in 10..30 {
            let (name, day) = (format!("copy-{n}"), format!("2026-10-{n}"));
            let state = if n % 2 == 0 { "at_ward" } else { "returned" };
            w.cx.db().exec(copy, args![id.as_str(), name.as_str(), state, day.as_str()]).await.unwrap();
            if state == "returned" {
                w.cx.db().exec(request, args![name.as_str(), day.as_str()]).await.unwrap();
            }
        }
        let mut days = Vec::new();
        for n in 1..=4 {
            let (open, sent) = sent(page(n, 6)).await;
            assert_eq!((open.total, sent), (21, few), "{}", w.engine);
            assert_eq!(open.of_kind, [(Kind::WardCheck, 11), (Kind::Additions, 10)]);
            days.extend(open.lines.into_iter().map(|t| t.due.shown));
        }
        assert_eq!(days.len(), 21);
        assert!(days.is_sorted(), "{days:?}");
        assert!(open_terms(&office, page(5, 6)).await.unwrap().lines.is_empty());
    })
    .await;
}
