use super::*;
use ocop_app::producer::AddEstablishment;
use ocop_app::product::AddAlias;
use ocop_app::register::{Merge, Unmerged, merges, unmerge};
use ocop_domain::account::{Role, Scope};
use ocop_store::args;
use ocop_store::register::image::dump;

#[tokio::test]
async fn what_hangs_on_one_record_moves_to_the_other_and_old_links_lead_on() {
    on_each_engine(async |w| {
        let cx = w.province_office();
        let tax = |name: &str, tax: &str| ProducerForm { tax_number: tax.into(), ..form(name, XOM_CHIEU) };
        let a = maker(&cx, tax("HTX Xóm Mẫu", "")).await;
        let b = maker(&cx, tax("Hợp tác xã Xóm Mẫu", "0399999991")).await;
        let workshop = AddEstablishment {
            producer_id: b.clone(),
            name: "Xưởng".into(),
            address: "2 đường Ví dụ".into(),
            commune_id: KHANH_HOI.into(),
        };
        producer::add_establishment(&cx, workshop).await.unwrap();
        let sauce = good(&cx, &b, "Nước mắm Hai Mẫu").await;
        let stays = maker(&cx, form("HTX Khác", XOM_CHIEU)).await;
        let before = dump(cx.db(), "producer").await.unwrap();

        // Wrong hands, stale states, missing reasons.
        let cmd = Merge {
            survivor_id: a.clone(),
            merged_id: b.clone(),
            survivor_version: 1,
            merged_version: 1,
            take: vec!["tax_number".into()],
            reason: "trùng".into(),
        };
        let far = Scope::Commune { province: HCMC.into(), commune: KHANH_HOI_CODE.into() };
        let far = w.as_role("far", Role::WardOfficer, far);
        assert!(matches!(merge(&far, cmd.clone()).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(merge(&w.leader(), cmd.clone()).await, Err(Error::Forbidden)));
        let stale = Merge { merged_version: 7, ..cmd.clone() };
        assert!(matches!(merge(&cx, stale).await, Err(Error::Conflict("stale"))));
        let silent = Merge { reason: " ".into(), take: vec!["x".into()], ..cmd.clone() };
        assert!(matches!(merge(&cx, silent).await, Err(Error::Invalid(i)) if i.0.len() == 2));
        let own = Merge { merged_id: a.clone(), ..cmd.clone() };
        assert!(matches!(merge(&cx, own).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(dump(cx.db(), "producer").await.unwrap(), before);

        let id = merge(&cx, cmd.clone()).await.unwrap();
        assert!(matches!(merge(&cx, cmd).await, Err(Error::Conflict("merged_away"))));
        let seen = producer::show(&cx, &b).await.unwrap();
        assert_eq!(seen.producer.id, a);
        assert_eq!(seen.producer.tax_number.as_deref(), Some("0399999991"));
        assert_eq!((seen.establishments.len(), seen.products_total), (1, 1));
        assert_eq!(product::show(&cx, &sauce).await.unwrap().product.producer_id, a);
        assert_eq!(producer::list(&cx, "", 1).await.unwrap().1, 2, "{stays} and the survivor");
        let edit = producer::Edit { id: b.clone(), version: 1, form: form("Tên khác", XOM_CHIEU) };
        assert!(producer::edit(&cx, edit).await.is_err());
        // A list that still has the old name means the survivor.
        let folded = ocop_domain::text::fold("Hợp tác xã Xóm Mẫu");
        let named = ocop_store::producer::by_name(cx.db(), &folded, XOM_CHIEU).await.unwrap().unwrap();
        assert_eq!(named.id, a);
        let list = "Tên sản phẩm;Chủ thể;Số sao;Mã xã\nNước mắm Hai Mẫu;Hợp tác xã Xóm Mẫu;3;27259\n";
        let list = ocop_app::import::Stage { file_name: "old.csv".into(), bytes: list.into(), dry_run: true };
        let report = ocop_app::import::stage(&w.cx, list).await.unwrap();
        let found: Vec<&str> = report.findings.iter().map(|f| f.code.as_str()).collect();
        assert!(report.counts.new == 1 && found.contains(&"further_in_register"), "{found:?}");
        assert_eq!(merges(&cx, 1).await.unwrap().0[0].merged_name, "Hợp tác xã Xóm Mẫu");
        // The producer's own page goes on under the new id; nothing personal stands in the journal.
        let chain = ocop_store::journal::chain(cx.db(), &format!("producer:{a}")).await.unwrap();
        let last = &chain.last().unwrap().diff;
        assert!(last.contains("tax_number") && !last.contains("0399999991"), "{last}");

        assert!(matches!(unmerge(&far, &id).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(unmerge(&cx, &id).await.unwrap(), Unmerged::Done);
        assert!(matches!(unmerge(&cx, &id).await, Err(Error::Conflict("merge_undone"))));
        assert_eq!(dump(cx.db(), "producer").await.unwrap(), before);
        assert_eq!(product::show(&cx, &sauce).await.unwrap().product.producer_id, b);
    })
    .await;
}

#[tokio::test]
async fn a_merge_is_not_taken_back_over_what_hangs_on_both() {
    on_each_engine(async |w| {
        let cx = w.province_office();
        let a = maker(&cx, form("HTX Xóm Mẫu", XOM_CHIEU)).await;
        let b = maker(&cx, form("Hợp tác xã Xóm Mẫu", XOM_CHIEU)).await;
        let sauce = good(&cx, &b, "Nước mắm Hai Mẫu").await;
        let id = merged(&cx, &a, &b, &["name"]).await.unwrap();
        // An edit of what the merge left alone stays; the version goes on.
        let seen = producer::show(&cx, &a).await.unwrap().producer;
        let mut new = form("Hợp tác xã Xóm Mẫu", XOM_CHIEU);
        new.phone = "0900000003".into();
        producer::edit(&cx, producer::Edit { id: a.clone(), version: seen.version, form: new })
            .await
            .unwrap();
        // A dossier begun since for the product that would go back stands in the way.
        let begun = ocop_app::dossier::Start { product_id: sauce.clone() };
        let dossier = ocop_app::dossier::start(&w.producer(&a), begun).await.unwrap();
        let Unmerged::Blocked(why) = unmerge(&cx, &id).await.unwrap() else { panic!("torn") };
        assert_eq!(
            (why[0].table.as_str(), why[0].id.as_str(), why[0].reason),
            ("dossier", dossier.as_str(), "torn")
        );
        w.cx.db().exec("DELETE FROM dossier WHERE id = $1", args![dossier]).await.unwrap();
        assert_eq!(unmerge(&cx, &id).await.unwrap(), Unmerged::Done);
        let back = producer::show(&cx, &a).await.unwrap().producer;
        assert_eq!((back.name.as_str(), back.phone.as_deref()), ("HTX Xóm Mẫu", Some("0900000003")));
        assert_eq!(back.version, seen.version + 2);

        // A name corrected since that the merge had chosen would be lost.
        let id = merged(&cx, &a, &b, &["name"]).await.unwrap();
        let version = producer::show(&cx, &a).await.unwrap().producer.version;
        let edit = producer::Edit { id: a.clone(), version, form: form("HTX Xóm Mẫu mới", XOM_CHIEU) };
        producer::edit(&cx, edit).await.unwrap();
        let Unmerged::Blocked(why) = unmerge(&cx, &id).await.unwrap() else { panic!("lost") };
        assert_eq!((why[0].table.as_str(), why[0].reason), ("producer", "changed"));
    })
    .await;
}

#[tokio::test]
async fn a_later_merge_is_taken_back_first() {
    on_each_engine(async |w| {
        let cx = w.province_office();
        let mut ids = Vec::new();
        for name in ["HTX Một Mẫu", "HTX Hai Mẫu", "HTX Ba Mẫu"] {
            ids.push(maker(&cx, form(name, XOM_CHIEU)).await);
        }
        let before = dump(cx.db(), "producer").await.unwrap();
        let first = merged(&cx, &ids[0], &ids[1], &[]).await.unwrap();
        let second = merged(&cx, &ids[2], &ids[0], &[]).await.unwrap();
        assert_eq!(producer::show(&cx, &ids[1]).await.unwrap().producer.id, ids[2]);
        let Unmerged::Blocked(why) = unmerge(&cx, &first).await.unwrap() else { panic!("out of order") };
        assert!(why.iter().any(|b| b.table == "register_merge"), "{why:?}");
        assert_eq!(unmerge(&cx, &second).await.unwrap(), Unmerged::Done);
        assert_eq!(unmerge(&cx, &first).await.unwrap(), Unmerged::Done);
        assert_eq!(dump(cx.db(), "producer").await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn two_records_of_one_product_become_one_with_every_code_they_bore() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        let a = maker(&cx, form("HTX Xóm Mẫu", XOM_CHIEU)).await;
        let (keep, gone) = (good(&cx, &a, "Nước mắm Mẫu").await, good(&cx, &a, "Nuoc mam Mau").await);
        for id in [&keep, &gone] {
            let code: Result<String, Error> =
                ocop_app::write_tx!(cx, |tx| { product::assign_code(&tx, id, XOM_CHIEU, 2026).await });
            code.unwrap();
        }
        let alias = AddAlias { product_id: gone.clone(), code: "79-1-2022".into(), source: String::new() };
        product::add_alias(&cx, alias).await.unwrap();
        let tables = ["product", "product_alias"];
        let mut before = Vec::new();
        for t in tables {
            before.push(dump(cx.db(), t).await.unwrap());
        }
        let id = merged(&cx, &keep, &gone, &[]).await.unwrap();
        for key in [gone.as_str(), "79-27259-2-2026", "79-1-2022", "79-27259-1-2026"] {
            assert_eq!(product::find(&cx, key).await.unwrap().as_deref(), Some(keep.as_str()), "{key}");
        }
        assert_eq!(product::show(&cx, &keep).await.unwrap().aliases.len(), 2);
        assert_eq!(product::list(&cx, None, "", 1).await.unwrap().1, 1);
        assert_eq!(unmerge(&cx, &id).await.unwrap(), Unmerged::Done);
        for (t, was) in tables.iter().zip(before) {
            assert_eq!(dump(cx.db(), t).await.unwrap(), was);
        }
        // Products of two producers wait until the producers are one.
        let b = maker(&cx, form("HTX Khác", XOM_CHIEU)).await;
        let other = good(&cx, &b, "Nước mắm Mẫu").await;
        assert!(matches!(
            merged(&cx, &keep, &other, &[]).await,
            Err(Error::Conflict("merge_other_producer"))
        ));
    })
    .await;
}

#[tokio::test]
async fn a_merge_of_before_its_tables_had_a_new_column_is_taken_back() {
    on_each_engine(async |w| {
        let cx = w.ward_officer();
        let a = maker(&cx, form("HTX Xóm Mẫu", XOM_CHIEU)).await;
        let (keep, gone) = (good(&cx, &a, "Nước mắm Mẫu").await, good(&cx, &a, "Nuoc mam Mau").await);
        crate::stars::insert_star(&w, &gone, "C-1", 3, None).await;
        let id = merged(&cx, &keep, &gone, &[]).await.unwrap();
        // The record as an earlier version wrote it, which did not know these columns.
        let older = |image: &str| {
            format!("REPLACE(REPLACE({image}, '\"lookup\":null,', ''), '\"listed_key\":null,', '')")
        };
        let sql = format!(
            "UPDATE register_merge_row SET after_image = {}, before_image = {} WHERE table_name = 'recognition'",
            older("after_image"),
            older("before_image")
        );
        assert_eq!(cx.db().exec(&sql, vec![]).await.unwrap(), 1);
        assert_eq!(unmerge(&cx, &id).await.unwrap(), Unmerged::Done, "{}", w.engine);
    })
    .await;
}
