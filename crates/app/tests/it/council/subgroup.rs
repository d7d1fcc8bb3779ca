//! Sub-groups and the forecast of load.

use super::*;
use crate::stars::exec;
use ocop_app::council::{self as verbs, AddSubgroup, Assign, RemoveSubgroup};

impl World {
    fn group(&self, s: &Session, version: i64, name: &str, sectors: &[&str]) -> AddSubgroup {
        AddSubgroup {
            round: s.round.clone(),
            version,
            name: name.into(),
            leader: "mem".into(),
            members: vec!["sec".into()],
            sectors: sectors.iter().map(|s| (*s).into()).collect(),
            agencies: vec![],
        }
    }
}

fn field(e: Error) -> (String, &'static str) {
    match e {
        Error::Invalid(mut i) => {
            let first = i.0.remove(0);
            (first.field, first.code)
        }
        e => panic!("{e}"),
    }
}

#[tokio::test]
async fn sub_groups_lead_by_sector_and_change_nobodys_score() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1", "d2"]).await;
        exec(&w, "UPDATE dossier SET set_id = 'QD26-21' WHERE id = 'd2'", vec![]).await;
        let sec = w.member("sec");
        let version = async || verbs::show_subgroups(&sec, &s.round, 1, 10).await.unwrap().round.version;
        let v = version().await;
        let food = add_subgroup(&sec, w.group(&s, v, "Tổ thực phẩm", &["I"])).await.unwrap();
        assert_eq!(conflict(add_subgroup(&sec, w.group(&s, v, "Tổ khác", &["II"])).await), "stale");
        let twice = add_subgroup(&sec, w.group(&s, version().await, "Tổ thực phẩm", &["II"])).await;
        assert_eq!(field(twice.unwrap_err()), ("group_name".into(), "council_group_taken"));
        let empty = add_subgroup(&sec, w.group(&s, version().await, "Tổ rỗng", &[])).await;
        assert_eq!(field(empty.unwrap_err()), ("sector".into(), "council_group_covers"));
        let craft = add_subgroup(&sec, w.group(&s, version().await, "Tổ thủ công", &["IV"])).await.unwrap();
        let view = verbs::show_subgroups(&w.member("mem"), &s.round, 1, 10).await.unwrap();
        let led: Vec<_> = view.dossiers.iter().map(|d| (d.id.as_str(), d.group.clone(), d.by_hand)).collect();
        assert_eq!(
            led,
            [("d1", Some(food.clone()), false), ("d2", Some(craft.clone()), false)],
            "{}",
            w.engine
        );
        assert_eq!(view.groups[0].members, ["Nguyễn Văn Mẫu mem", "Nguyễn Văn Mẫu sec"]);
        assert!(!view.may_arrange);

        // Changed by hand, it stays against every later proposal.
        let assign = |version: i64, dossier: &str, group: &str| Assign {
            round: s.round.clone(),
            version,
            groups: [(dossier.to_owned(), group.to_owned())].into(),
        };
        assert_eq!(assign_subgroups(&sec, assign(version().await, "d1", &craft)).await.unwrap(), 1);
        assert_eq!(assign_subgroups(&sec, assign(version().await, "d1", &craft)).await.unwrap(), 0);
        assert_eq!(propose_subgroups(&sec, &s.round, version().await, true).await.unwrap(), 0);
        let unknown = assign_subgroups(&sec, assign(version().await, "d1", "x")).await;
        assert_eq!(field(unknown.unwrap_err()), ("g.d1".into(), "council_group_unknown"));
        let foreign = assign_subgroups(&sec, assign(version().await, "zz", &craft)).await;
        assert!(matches!(foreign, Err(Error::NotFound | Error::Hidden)));
        let shown = show_round(&w.member("chair"), &s.round).await.unwrap();
        assert!(shown.led_by.contains(&("d1".to_owned(), "Tổ thủ công".to_owned())));

        // No person but who runs the session and its office arranges.
        let away = w.as_role("other", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        for cx in [w.member("mem"), away, w.ward_officer(), w.leader()] {
            let v = version().await;
            assert!(matches!(add_subgroup(&cx, w.group(&s, v, "X", &["I"])).await, Err(Error::Forbidden)));
            assert!(matches!(assign_subgroups(&cx, assign(v, "d1", "")).await, Err(Error::Forbidden)));
            assert!(matches!(show_load(&cx, &s.round, "", "").await, Err(Error::Forbidden)));
        }
        let gone = RemoveSubgroup { round: s.round.clone(), version: version().await, id: craft };
        remove_subgroup(&w.province_office(), gone.clone()).await.unwrap();
        let gone = RemoveSubgroup { version: version().await, ..gone };
        assert!(matches!(remove_subgroup(&sec, gone).await, Err(Error::NotFound | Error::Hidden)));
        // Both are proposed anew: d1 to the one left for its sector, d2 to none. All three still score.
        let view = verbs::show_subgroups(&sec, &s.round, 1, 10).await.unwrap();
        let led: Vec<_> = view.dossiers.iter().map(|d| d.group.clone()).collect();
        assert_eq!(led, [Some(food), None]);
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        let tally = show_tally(&sec, &s.round, "d1").await.unwrap();
        assert_eq!((tally.tally.totals.len(), tally.led_by.as_deref()), (3, Some("Tổ thực phẩm")));
        w.close(&s, "d1").await.unwrap();
        let paper = minutes(&w.member("chair"), &s.round).await.unwrap();
        assert_eq!(paper.products[0].led_by.as_deref(), Some("Tổ thực phẩm"));
        assert!(ocop_store::journal::verify(w.cx.db()).await.unwrap().breaks.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_load_of_a_round_is_forecast_from_what_is_known() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1", "d2"]).await;
        w.proposed("waits", "2026-10-01", XOM_CHIEU).await;
        w.proposed("late", "2026-11-05", XOM_CHIEU).await;
        w.proposed("away", "2026-10-01", crate::support::PHAN_THIET).await;
        for (id, due) in [("w1", "2026-10-20"), ("w2", "2026-10-29"), ("w3", "2026-11-04")] {
            w.proposed(id, "2026-10-01", XOM_CHIEU).await;
            let sql = "UPDATE dossier SET state = 'at_ward', proposed_on = NULL, due_on = $2 WHERE id = $1";
            exec(&w, sql, args![id, due]).await;
        }
        let sec = w.member("sec");
        let v = show_load(&sec, &s.round, "", "").await.unwrap();
        let known = (v.known.admitted, v.known.waiting, v.known.at_ward, v.known.members);
        assert_eq!(known, (2, 1, 2, 3), "{}", w.engine);
        // 5 dossiers of half an hour: one day of six hours.
        assert_eq!((v.load.dossiers, v.load.minutes, v.load.days, v.load.sheets), (5, 150, 1, 15));
        let v = show_load(&w.province_office(), &s.round, "120", "4").await.unwrap();
        assert_eq!((v.load.minutes, v.load.days), (600, 3));
        for (minutes, hours, at) in [("0", "6", "minutes"), ("x", "6", "minutes"), ("30", "25", "hours")] {
            let refused = show_load(&sec, &s.round, minutes, hours).await;
            assert_eq!(field(refused.err().unwrap()).0, at);
        }
    })
    .await;
}
