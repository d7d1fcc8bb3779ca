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
        assert!(matches!(
            say_distinct(&w.producer("x"), say.clone()).await,
            Err(Error::NotFound | Error::Hidden)
        ));
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
        assert!(matches!(compare(&cx, &first, &a).await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

/// A business registration number is given to one person: refused at the door however it is written, and held twice from
/// before it is a pair to be looked at, never an error.
#[tokio::test]
async fn a_registration_number_belongs_to_one_producer() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        let with = |name: &str, at: &str, number: &str| ProducerForm {
            registration_number: number.into(),
            ..form(name, at)
        };
        let first = maker(&cx, with("HTX Một", XOM_CHIEU, "41A8012345")).await;
        let refused = |cx: Cx, form: ProducerForm| async move {
            match ocop_app::producer::register(&cx, form).await {
                Err(Error::Invalid(i)) => (i.0[0].field.clone(), i.0[0].code, i.0[0].args.clone()),
                other => panic!("{other:?}"),
            }
        };
        for number in ["41a8 012 345", "41A8.012.345", "\u{FF14}\u{FF11}A8012345"] {
            let (field, code, args) = refused(cx.clone(), with("HTX Hai", XOM_CHIEU, number)).await;
            assert_eq!((field.as_str(), code), ("registration_number", "registration_number_of"), "{number}");
            assert_eq!(args, [("name", "HTX Một".to_owned())]);
        }
        // An officer who may not see the holder is not told who it is.
        let far = Scope::Commune { province: LAM_DONG.into(), commune: PHAN_THIET_CODE.into() };
        let far = w.as_role("far", Role::WardOfficer, far);
        let (_, code, args) = refused(far, with("HTX Ba", PHAN_THIET, "41A8012345")).await;
        assert_eq!((code, args.len()), ("registration_number_taken", 0));
        // Another branch is another number, and the pair is shown.
        maker(&cx, with("HTX Bốn", XOM_CHIEU, "41A8012345 - 001")).await;
        let shown = pairs(&cx, Thing::Producer).await;
        assert!(shown.iter().any(|p| p.2.contains(&"same_registration")), "{}: {shown:?}", w.engine);
        // Held twice from before: the keys are written anew and the pair is found.
        let five = maker(&cx, form("HTX Năm", XOM_CHIEU)).await;
        let sql = "UPDATE producer SET registration_number = '41A8 012345' WHERE id = $1";
        w.cx.db().exec(sql, args![five.as_str()]).await.unwrap();
        w.cx.db().exec("DELETE FROM register_key", vec![]).await.unwrap();
        ocop_app::register::write_missing_keys(&w.cx).await.unwrap();
        let shown = pairs(&cx, Thing::Producer).await;
        let names = |p: &(String, String, Vec<&str>)| [p.0.clone(), p.1.clone()];
        assert!(shown.iter().any(|p| names(p).contains(&"HTX Năm".to_owned())), "{shown:?}");
        assert!(!first.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_at_once_makes_one_producer() {
    on_each_engine(async |w| {
        let cx = Cx { sending: Some("a".into()), ..w.ward_officer() };
        let cmd = || form("HTX Bấm Hai Lần", XOM_CHIEU);
        let (one, two) =
            tokio::join!(ocop_app::producer::register(&cx, cmd()), ocop_app::producer::register(&cx, cmd()));
        assert_eq!(one.unwrap(), two.unwrap(), "{}", w.engine);
        let made = "SELECT COUNT(*) AS n FROM producer WHERE name = 'HTX Bấm Hai Lần'";
        assert_eq!(w.cx.db().number(made, vec![]).await.unwrap(), 1, "{}", w.engine);
    })
    .await;
}

/// Un-merging brings a number back, unless another producer holds it by now.
#[tokio::test]
async fn a_number_given_away_since_a_merge_does_not_come_back() {
    on_each_engine(async |w| {
        let cx = w.province_office();
        let with = |name: &str, number: &str| ProducerForm {
            registration_number: number.into(),
            ..form(name, XOM_CHIEU)
        };
        let keep = maker(&cx, with("HTX Giữ", "41A8000001")).await;
        let gone = maker(&cx, with("HTX Gộp", "41A8000002")).await;
        let merge = merged(&cx, &keep, &gone, &[]).await.unwrap();
        // The record merged away holds nothing, so the number is free.
        let other = maker(&cx, with("HTX Khác", "41A8 000 002")).await;
        match ocop_app::register::unmerge(&cx, &merge).await.unwrap() {
            ocop_app::register::Unmerged::Blocked(rows) => {
                assert_eq!(rows.len(), 1, "{rows:?}");
                assert_eq!((rows[0].id.as_str(), rows[0].reason), (other.as_str(), "taken"));
            }
            done => panic!("{}: {done:?}", w.engine),
        }
        let free = ocop_app::producer::Edit { id: other, version: 1, form: with("HTX Khác", "41A8000003") };
        ocop_app::producer::edit(&cx, free).await.unwrap();
        let done = ocop_app::register::unmerge(&cx, &merge).await.unwrap();
        assert_eq!(done, ocop_app::register::Unmerged::Done);
        // Both hold their own again, and a taken number that goes back is reserved for whom it went back to.
        let merge = merged(&cx, &keep, &gone, &["registration_number"]).await.unwrap();
        assert!(ocop_app::producer::register(&cx, with("HTX Ba", "41A8000002")).await.is_err());
        ocop_app::register::unmerge(&cx, &merge).await.unwrap();
        for (id, number) in [(&keep, "41A8000001"), (&gone, "41A8000002")] {
            let holder = ocop_store::register::duplicates::holder(cx.db(), number).await.unwrap().unwrap();
            assert_eq!(&holder.id, id);
            assert!(ocop_app::producer::register(&cx, with("HTX Ba", number)).await.is_err());
        }
    })
    .await;
}

/// What says that there is no number is kept as nothing and stops no other producer; look-alikes and inner dashes do not
/// make another number; a tax number is kept in its one writing.
#[tokio::test]
async fn numbers_are_read_as_people_write_them() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        let with = |name: &str, number: &str, tax: &str| ProducerForm {
            registration_number: number.into(),
            tax_number: tax.into(),
            ..form(name, XOM_CHIEU)
        };
        for (i, nothing) in ["chưa có", "không", "0", "-", "x", "n/a", "Chưa có"].into_iter().enumerate()
        {
            let id = maker(&cx, with(&format!("HTX Chưa {i}"), nothing, nothing)).await;
            let kept = ocop_store::producer::find(w.cx.db(), &id).await.unwrap().unwrap();
            assert_eq!((kept.registration_number, kept.tax_number), (None, None), "{nothing}");
        }
        let refused = async |number: &str, tax: &str| match ocop_app::producer::register(
            &cx,
            with("HTX Sai", number, tax),
        )
        .await
        {
            Err(Error::Invalid(i)) => i.0[0].code,
            other => panic!("{number} {tax}: {other:?}"),
        };
        maker(&cx, with("HTX Số", "079 123 456 789", "0312345678 - 001")).await;
        for same in ["079-123-456-789", "O79123456789", "٠٧٩١٢٣٤٥٦٧٨٩", "079123456789/HKD"] {
            assert_eq!(refused(same, "").await, "registration_number_of", "{same}");
        }
        for same in ["0312345678-001", "０３１２３４５６７８-001", "0312345678001"] {
            assert_eq!(refused("", same).await, "tax_number_taken", "{same}");
        }
        assert_eq!(refused("biết để đâu 1<", "").await, "registration_number");
        assert_eq!(refused("", "03123").await, "tax_number");
    })
    .await;
}

/// The same name without accents, telephone and commune: said after the entry, which it does not stop.
#[tokio::test]
async fn a_producer_entered_twice_is_said() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        let with = |name: &str, at: &str| ProducerForm { phone: "0900 000 001".into(), ..form(name, at) };
        let twin = async |name: &str, at: &str| {
            let id = maker(&w.cx, with(name, at)).await;
            ocop_app::producer::has_twin(&cx, &id).await.unwrap()
        };
        assert!(!twin("HTX Trà Ví Dụ", XOM_CHIEU).await, "{}", w.engine);
        assert!(twin("HTX Tra Vi Du", XOM_CHIEU).await);
        assert!(!twin("HTX Tra Vi Du", KHANH_HOI).await, "another commune");
        assert!(!twin("HTX Chè Ví Dụ", XOM_CHIEU).await, "another name");
    })
    .await;
}

/// Two at once with one number, however it is written: one is entered, the other is told at the field.
#[tokio::test]
async fn two_at_once_do_not_share_a_number() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        let with = |name: &str, number: &str, tax: &str| ProducerForm {
            registration_number: number.into(),
            tax_number: tax.into(),
            ..form(name, XOM_CHIEU)
        };
        for (one, two, field) in [
            (with("HTX Một", "41A8012345", ""), with("HTX Hai", "41a8 012 345", ""), "registration_number"),
            (with("HTX Ba", "", "0301234567"), with("HTX Bốn", "", "0301234567"), "tax_number"),
        ] {
            let both =
                tokio::join!(ocop_app::producer::register(&cx, one), ocop_app::producer::register(&cx, two));
            assert_ne!(both.0.is_ok(), both.1.is_ok(), "{}: {both:?}", w.engine);
            match both.0.err().or(both.1.err()) {
                Some(Error::Invalid(i)) => assert_eq!(i.0[0].field, field),
                other => panic!("{other:?}"),
            }
        }
    })
    .await;
}
