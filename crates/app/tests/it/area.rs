//! The register of areas: what the first start loads, what a code meant on a day, and where old units went.

use crate::support::{World, on_each_engine};
use jiff::civil::{Date, date};
use ocop_app::area::{
    Correct, Current, Loaded, Note, Query, correct, current, load_if_empty, old_address, resolve, search,
    show,
};
use ocop_app::journal::{Scope as Proved, verify};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::area::{Extent, Level};
use ocop_store::{area, journal};

const BEFORE: Date = date(2025, 6, 30);

/// The support's few areas give way to the whole register.
async fn loaded(w: &World) -> &Cx {
    w.cx.db().exec("DELETE FROM area", vec![]).await.unwrap();
    let first = load_if_empty(&w.cx).await.unwrap().unwrap();
    assert_eq!(first, Loaded { areas: 34 + 3_321 + 11 + 63 + 696 + 10_035, successions: 10_571 + 63 + 11 });
    &w.cx
}

async fn standing(cx: &Cx, level: &str, on: &str) -> i64 {
    area::standing(cx.db(), level, on).await.unwrap()
}

#[tokio::test]
async fn the_first_start_loads_every_unit_once_and_answers_for_quan_4() {
    on_each_engine(async |w| {
        let cx = loaded(&w).await;
        assert_eq!(load_if_empty(cx).await.unwrap(), None, "{}", w.engine);
        for day in ["2025-07-01", "2026-04-30", "2026-10-05"] {
            assert_eq!(standing(cx, "province", day).await, 34, "{day}");
            assert_eq!(standing(cx, "district", day).await, 0, "{day}");
            assert_eq!(standing(cx, "commune", day).await, 3_321, "{day}");
        }
        assert_eq!(standing(cx, "province", "2025-06-30").await, 63);
        assert_eq!(standing(cx, "district", "2025-06-30").await, 696);
        assert_eq!(standing(cx, "commune", "2025-06-30").await, 10_035);
        let links = async |day, level| area::successions(cx.db(), day, level).await.unwrap();
        assert_eq!(links("2025-07-01", "commune").await, 10_571);
        assert_eq!(links("2025-07-01", "province").await, 63);
        assert_eq!(links("2026-04-30", "commune").await, 10);
        assert_eq!(links("2026-04-30", "province").await, 1);
        crate::support::whole(cx).await;

        quan_4(cx).await;
        both_sides_of_a_reused_code(cx).await;
        a_commune_that_became_a_ward(cx).await;
        names(cx).await;
        pages(cx).await;
        corrections(&w).await;
        proof(&w).await;
    })
    .await;
}

/// Every old ward of Quận 4 goes where Resolution 1685/NQ-UBTVQH15, clauses 8 to 10, sends it.
async fn quan_4(cx: &Cx) {
    const XOM_CHIEU: &str = "Phường Xóm Chiếu";
    const KHANH_HOI: &str = "Phường Khánh Hội";
    const VINH_HOI: &str = "Phường Vĩnh Hội";
    let whole = [
        ("27259", XOM_CHIEU),
        ("27265", KHANH_HOI),
        ("27271", KHANH_HOI),
        ("27277", XOM_CHIEU),
        ("27286", VINH_HOI),
        ("27289", XOM_CHIEU),
        ("27298", VINH_HOI),
    ];
    for (code, to) in whole {
        let r = resolve(cx, code, Some(BEFORE)).await.unwrap();
        assert!(r.stands && r.today.status == "one", "{code}");
        let [s] = r.successors.as_slice() else { panic!("{code} goes to one ward") };
        assert_eq!((s.unit.full_name.as_str(), s.extent, s.whole), (to, Extent::Full, true));
        assert_eq!(s.succession_decree.as_deref(), Some("1685/NQ-UBTVQH15"));
        assert_eq!(r.unit.brief.district.as_ref().unwrap().full_name, "Quận 4");
        assert!(!r.notes.contains(&Note::Split));
        let Current::One(now) = current(cx, &r.unit.brief.id).await.unwrap() else { panic!("{code}") };
        assert_eq!(now.full_name, to);
    }
    let split = [
        ("27283", [KHANH_HOI, VINH_HOI]),
        ("27292", [KHANH_HOI, VINH_HOI]),
        ("27295", [XOM_CHIEU, KHANH_HOI]),
    ];
    for (code, to) in split {
        let r = resolve(cx, code, Some(BEFORE)).await.unwrap();
        let went: Vec<(&str, Extent, bool)> =
            r.successors.iter().map(|s| (s.unit.full_name.as_str(), s.extent, s.whole)).collect();
        assert_eq!(went, [(to[0], Extent::Partial, false), (to[1], Extent::Rest, false)], "{code}");
        assert!(r.notes.contains(&Note::Split) && r.today.status == "split", "{code}");
        assert!(matches!(current(cx, &r.unit.brief.id).await.unwrap(), Current::Split(l) if l.len() == 2));
    }
    let ended = resolve(cx, "27283", None).await.unwrap();
    assert!(!ended.stands && ended.notes.contains(&Note::EndedBefore));
    assert_eq!((ended.unit.brief.last_day, ended.successors.len()), (Some(BEFORE), 2));
    let district = resolve(cx, "773", Some(BEFORE)).await.unwrap();
    let mut went: Vec<&str> = district.successors.iter().map(|s| s.unit.full_name.as_str()).collect();
    went.sort_unstable();
    assert_eq!(went, [KHANH_HOI, VINH_HOI, XOM_CHIEU]);
    assert!(district.notes.contains(&Note::ThroughCommunes));
}

async fn both_sides_of_a_reused_code(cx: &Cx) {
    let old = resolve(cx, "27259", Some(BEFORE)).await.unwrap();
    let new = resolve(cx, "27259", Some(date(2025, 7, 1))).await.unwrap();
    assert_eq!((old.unit.brief.full_name.as_str(), old.unit.brief.valid_from), ("Phường 13", None));
    assert_eq!(new.unit.brief.full_name, "Phường Xóm Chiếu");
    for r in [&old, &new] {
        assert!(r.notes.contains(&Note::ReusedCode) && r.same_code.len() == 1);
    }
    let from: Vec<(&str, bool)> =
        new.predecessors.iter().map(|p| (p.unit.full_name.as_str(), p.whole)).collect();
    assert_eq!(from, [("Phường 13", true), ("Phường 18", true), ("Phường 16", true), ("Phường 15", false)]);
    let json = serde_json::to_value(&new).unwrap();
    assert_eq!(json["unit"]["valid_from"], "2025-07-01");
    assert_eq!(json["predecessors"][3]["extent"], "partial");
    assert!(matches!(resolve(cx, "99999", None).await, Err(Error::NotFound | Error::Hidden)));
    assert!(matches!(resolve(cx, "27-59", None).await, Err(Error::Invalid(_))));
}

async fn a_commune_that_became_a_ward(cx: &Cx) {
    let before = resolve(cx, "25270", Some(date(2026, 4, 29))).await.unwrap();
    assert_eq!(before.unit.brief.full_name, "Xã Lộc Ninh");
    assert_eq!(before.unit.brief.province.as_ref().unwrap().full_name, "Tỉnh Đồng Nai");
    assert_eq!(before.unit.brief.last_day, Some(date(2026, 4, 29)));
    assert_eq!(before.successors[0].extent, Extent::Unchanged);
    assert!(!before.notes.contains(&Note::ReusedCode) || before.same_code.len() == 2);
    let now = resolve(cx, "25270", None).await.unwrap();
    assert_eq!(now.unit.brief.full_name, "Phường Lộc Ninh");
    assert_eq!(now.unit.brief.decree.as_deref(), Some("237/NQ-UBTVQH16"));
    assert_eq!(now.unit.brief.province.as_ref().unwrap().full_name, "Thành phố Đồng Nai");
    assert!(now.predecessors.iter().any(|p| p.step == 2 && p.unit.valid_from.is_none()));
    let old = now.predecessors.iter().find(|p| p.step == 2 && p.whole).unwrap();
    let Current::One(today) = current(cx, &old.unit.id).await.unwrap() else { panic!("followed twice") };
    assert_eq!(today.full_name, "Phường Lộc Ninh");
}

async fn names(cx: &Cx) {
    let ask = async |text: &str, on: Option<Date>| {
        let query = Query { text: text.into(), on, page: 1, size: 20, ..Query::default() };
        search(cx, &query).await.unwrap()
    };
    assert_eq!(ask("xom chieu", None).await.items[0].full_name, "Phường Xóm Chiếu");
    let old = ask("P.13, Q.4, TP.HCM", Some(BEFORE)).await;
    assert_eq!((old.total, old.items[0].code.as_str()), (1, "27259"));
    assert_eq!(ask("27259", None).await.items[0].full_name, "Phường Xóm Chiếu");
    assert_eq!(ask("lam dong", None).await.items[0].full_name, "Tỉnh Lâm Đồng");
    let tan_an =
        Query { text: "Tân An".into(), level: Some(Level::Commune), page: 1, size: 3, ..Query::default() };
    let found = search(cx, &tan_an).await.unwrap();
    assert!(found.items.len() == 3 && found.items.iter().all(|h| h.full_name.ends_with("Tân An")));
    let in_province = Query { province: Some("68".into()), page: 1, size: 20, ..tan_an };
    assert!(search(cx, &in_province).await.unwrap().total < found.total);

    // Words of one name are looked for in one name, and a wrong kind is a question.
    let answer = async |text: &str| {
        let found = old_address(cx, text).await.unwrap();
        let first = found.hits.first().map(|h| (h.full_name.clone(), h.province.clone().unwrap_or_default()));
        (first.unwrap_or_default(), found.doubtful, found.hits.len())
    };
    let dian = ("Thành phố Dĩ An".to_owned(), "Tỉnh Bình Dương".to_owned());
    assert_eq!(answer("thi xa Di An").await.0, dian);
    assert!(answer("thi xa Di An").await.1);
    assert_eq!(answer("Dĩ An").await.0, dian);
    assert!(!answer("Dĩ An").await.1);
    // More fit than are shown, and that is said; a short form stands after a comma as well.
    let many = old_address(cx, "phường 1").await.unwrap();
    assert!(many.hits.len() == 8 && many.more > 0, "{} {}", many.hits.len(), many.more);
    let hoc_mon = old_address(cx, "Thới Tam Thôn, H. Hóc Môn").await.unwrap();
    assert!(!hoc_mon.doubtful && hoc_mon.hits.len() == 1 && hoc_mon.more == 0);
    let found = old_address(cx, "ben nghe").await.unwrap();
    assert!(found.hits.iter().all(|h| h.full_name == "Phường Bến Nghé"), "{:?}", found.hits);
    let one = ("Phường 13".to_owned(), "Thành phố Hồ Chí Minh".to_owned());
    assert_eq!(answer("P.13, Q.4").await, (one, false, 1));
    let found = old_address(cx, "phường 13 quận 4 Abcdef").await.unwrap();
    assert_eq!((found.unfitting.as_str(), found.doubtful, found.hits.len()), ("abcdef", true, 1));
    assert_eq!(old_address(cx, "xã ABC Cai Lậy").await.unwrap().unfitting, "xa abc");
    let kinds = async |text: &str| {
        let found = old_address(cx, text).await.unwrap();
        found.hits.into_iter().map(|h| h.full_name).collect::<Vec<_>>()
    };
    assert_eq!(kinds("huyện Cai Lậy").await, ["Huyện Cai Lậy"]);
    assert_eq!(kinds("thị xã Cai Lậy").await, ["Thị xã Cai Lậy"]);
    assert_eq!(kinds("Q4").await, ["Quận 4"]);
    assert_eq!(answer("khong co gi").await, (Default::default(), true, 0));
    assert_eq!(answer("773").await.0.0, "Quận 4");
}

async fn pages(cx: &Cx) {
    let hcmc = show(cx, "p79@2025-07-01").await.unwrap();
    assert_eq!((hcmc.below.len(), hcmc.history.predecessors.len()), (168, 3));
    let old = show(cx, "p79@old").await.unwrap();
    assert_eq!(old.below.len(), 22);
    assert!(matches!(show(cx, "c1@old").await, Err(Error::NotFound | Error::Hidden)));
}

async fn corrections(w: &World) {
    let cmd = Correct {
        id: "c27259@old".into(),
        seen_full_name: "Phường 13".into(),
        name: "13A".into(),
        kind: "phuong".into(),
        reason: "Thử nghiệm".into(),
        ..Correct::default()
    };
    assert!(matches!(correct(&w.public(), cmd.clone()).await, Err(Error::SignIn)));
    assert!(matches!(correct(&w.ward_officer(), cmd.clone()).await, Err(Error::Forbidden)));
    let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
    let empty = Correct { name: " ".into(), kind: "quan".into(), reason: String::new(), ..cmd.clone() };
    let Err(Error::Invalid(wrong)) = correct(&admin, empty).await else { panic!("three fields are wrong") };
    assert_eq!(wrong.0.len(), 3);
    correct(&admin, cmd.clone()).await.unwrap();
    assert!(matches!(correct(&admin, cmd).await, Err(Error::Conflict("stale"))));
    let log = journal::chain(w.cx.db(), "area:c27259@old").await.unwrap();
    assert!(log.len() == 1 && log[0].diff.contains("Phường 13A"));
}

/// When a unit stood and what it went into is held against the State's lists; a correction is no fault.
async fn proof(w: &World) {
    assert_eq!(verify(&w.cx, Proved::Everything).await.unwrap().breaks, Vec::<String>::new(), "{}", w.engine);
    for sql in [
        "UPDATE area SET valid_to = '2024-12-31' WHERE id = 'c27259@old'",
        "UPDATE area SET full_name = 'Phường Khác' WHERE id = 'c27259@2025-07-01'",
        "INSERT INTO area (id, level, code, name, full_name, kind, province_code, folded) \
         VALUES ('c99999@2025-07-01', 'commune', '99999', 'Ma', 'Phường Ma', 'phuong', '79', 'phuong ma')",
        "UPDATE succession SET extent = 'part' WHERE old_id = 'p74@old'",
    ] {
        assert!(w.cx.db().exec(sql, vec![]).await.unwrap() > 0, "{sql}");
    }
    let breaks = verify(&w.cx, Proved::Everything).await.unwrap().breaks;
    let wanted = [
        "area c27259@2025-07-01: name is Xóm Chiếu, of Phường Khác",
        "area c27259@2025-07-01: full_name is Phường Khác, the State's list says Phường Xóm Chiếu",
        "area c27259@old: valid_to is 2024-12-31, the State's list says 2025-07-01",
        "area c99999@2025-07-01: the State's lists do not have it",
        "succession p74@old → p79@2025-07-01 (part, 2025-07-01, 202/2025/QH15): the State's lists do not have it",
        "succession p74@old → p79@2025-07-01 (full, 2025-07-01, 202/2025/QH15): it is gone",
    ];
    assert_eq!(breaks, wanted, "{}", w.engine);
}
