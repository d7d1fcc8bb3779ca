use super::*;
use ocop_app::register::{Say, Thing, compare, distinct_list, duplicates, say_distinct, unsay_distinct};
use ocop_domain::account::{Role, Scope};
use ocop_store::args;

async fn pairs(cx: &Cx, thing: Thing) -> Vec<(String, String, Vec<&'static str>)> {
    let (found, total) = duplicates(cx, thing, 1).await.unwrap();
    assert_eq!(total, found.len() as i64);
    found.into_iter().map(|l| (l.first.name, l.second.name, l.reasons)).collect()
}

#[tokio::test]
async fn likely_duplicates_are_found_within_reach_with_their_reasons() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        maker(&cx, form("HTX Nông nghiệp Xóm Mẫu", XOM_CHIEU)).await;
        maker(&cx, form("Hợp tác xã NN Xom Mau", XOM_CHIEU)).await;
        maker(&cx, form("HTX Nước mắm Ba Mẫu", XOM_CHIEU)).await;
        // The same name in another ward, and in another province, with one telephone.
        let phone =
            |name: &str, at: &str, phone: &str| ProducerForm { phone: phone.into(), ..form(name, at) };
        maker(&w.cx, phone("HTX Trà Ví Dụ", KHANH_HOI, "0900 000 001")).await;
        maker(&w.cx, phone("Hop tac xa Tra Vi Du", PHAN_THIET, "+84 900 000 001")).await;
        let ward = pairs(&cx, Thing::Producer).await;
        assert_eq!(ward.len(), 1, "{ward:?}");
        assert_eq!(ward[0].2, ["same_name", "same_commune"]);
        assert_eq!(pairs(&w.province_office(), Thing::Producer).await.len(), 2);
        let far = w.as_role("far", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        let seen = pairs(&far, Thing::Producer).await;
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].2, ["same_phone", "same_name"]);
        assert!(matches!(duplicates(&w.leader(), Thing::Producer, 1).await, Err(Error::Forbidden)));
        assert!(matches!(duplicates(&w.producer("x"), Thing::Producer, 1).await, Err(Error::Forbidden)));
        assert!(matches!(duplicates(&w.public(), Thing::Producer, 1).await, Err(Error::SignIn)));
    })
    .await;
}

#[tokio::test]
async fn a_commune_meets_what_it_was_formed_from() {
    on_each_engine(async |w| {
        let db = w.cx.db();
        db.exec(
            "INSERT INTO area (id, level, code, name, full_name, kind, province_code, valid_to, folded) \
             VALUES ('c27268@old', 'commune', '27268', 'Mười', 'Phường 10', 'phuong', '79', '2025-07-01', 'phuong 10')",
            vec![],
        )
        .await
        .unwrap();
        db.exec(
            "INSERT INTO succession (old_id, new_id, extent, effective_on) VALUES ('c27268@old', $1, 'whole', '2025-07-01')",
            args![XOM_CHIEU],
        )
        .await
        .unwrap();
        let old = maker(&w.cx, form("HTX Bánh Mẫu Mực", XOM_CHIEU)).await;
        db.exec("UPDATE producer SET commune_id = 'c27268@old' WHERE id = $1", args![old.as_str()]).await.unwrap();
        db.exec("DELETE FROM register_key", vec![]).await.unwrap();
        maker(&w.cx, form("Hợp tác xã Bánh Mẫu Mực Ngon", XOM_CHIEU)).await;
        // Keys of records entered before are written at the start.
        ocop_app::register::write_missing_keys(&w.cx).await.unwrap();
        let found = pairs(&w.ward_officer(), Thing::Producer).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].2, ["close_name", "merged_commune"]);
    })
    .await;
}

#[tokio::test]
async fn a_pair_found_to_be_two_is_not_shown_again() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        let a = maker(&cx, form("HTX Xóm Mẫu Một", XOM_CHIEU)).await;
        let b = maker(&cx, form("Hợp tác xã Xóm Mẫu Một", XOM_CHIEU)).await;
        let say = Say { first_id: b.clone(), second_id: a.clone(), reason: "hai pháp nhân".into() };
        assert!(matches!(say_distinct(&w.leader(), say.clone()).await, Err(Error::Forbidden)));
        assert!(matches!(say_distinct(&w.producer("x"), say.clone()).await, Err(Error::NotFound)));
        say_distinct(&cx, say).await.unwrap();
        assert!(pairs(&cx, Thing::Producer).await.is_empty());
        let (kept, total) = distinct_list(&cx, 1).await.unwrap();
        assert_eq!((kept.len(), total), (1, 1));
        assert_eq!(kept[0].reason.as_deref(), Some("hai pháp nhân"));
        assert!(compare(&cx, &a, &b).await.unwrap().distinct.is_some());
        unsay_distinct(&cx, &a, &b).await.unwrap();
        assert_eq!(pairs(&cx, Thing::Producer).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_records_of_one_product_are_found_and_laid_side_by_side() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        let a = maker(&cx, form("HTX Mắm Mẫu", XOM_CHIEU)).await;
        let first = good(&cx, &a, "Nước mắm Hai Mẫu").await;
        let second = good(&cx, &a, "NUOC MAM HAI MAU").await;
        good(&cx, &a, "Nước mắm Hai Mẫu 40 độ").await;
        assert_eq!(pairs(&cx, Thing::Product).await.len(), 1);
        let side = compare(&cx, &first, &second).await.unwrap();
        assert!(side.can_merge && side.points >= 60);
        let name = side.fields.iter().find(|f| f.name == "name").unwrap();
        assert!(name.differs());
        assert!(matches!(compare(&cx, &first, &a).await, Err(Error::NotFound)));
    })
    .await;
}
