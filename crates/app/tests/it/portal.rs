//! What the public finds.

use crate::stars::{exec, insert_star, producer, product};
use crate::support::{PHAN_THIET, World, XOM_CHIEU, on_each_engine};
use jiff::civil::date;
use ocop_app::Error;
use ocop_app::catalogue::refresh_all;
use ocop_app::portal::{ProductFound, Search, home, product as public_product, search};
use ocop_store::args;

async fn shop(w: &World) {
    producer(w, "m1", "Hợp tác xã Biển Mẫu").await;
    producer(w, "m2", "Cơ sở Đồi Mẫu").await;
    for (id, owner, name, commune, set) in [
        ("p1", "m1", "Mâm Nem cuốn", XOM_CHIEU, "QD26-05"),
        ("p2", "m1", "Mắm nêm cá cơm", XOM_CHIEU, "QD26-09"),
        ("p3", "m2", "Đặc sản mắm nêm", PHAN_THIET, "QD26-09"),
        ("p4", "m2", "Cà phê rang", PHAN_THIET, "QD26-13"),
        ("p5", "m2", "Chưa có sao", PHAN_THIET, "QD26-13"),
    ] {
        product(w, id, owner, name, commune, set).await;
    }
    insert_star(w, "p1", "C-1", 3, Some(("2024-06-01", "2027-06-01"))).await;
    insert_star(w, "p2", "C-2", 4, Some(("2024-02-25", "2027-02-25"))).await;
    insert_star(w, "p3", "C-3", 3, Some(("2023-01-01", "2026-01-01"))).await;
    insert_star(w, "p4", "C-4", 4, None).await;
}

fn names(f: &ocop_app::portal::Found) -> Vec<&str> {
    f.items.iter().map(|i| i.row.name.as_str()).collect()
}

async fn ask(w: &World, s: Search) -> Vec<String> {
    let f = search(&w.public(), &s).await.unwrap();
    assert_eq!(f.total, f.items.len() as i64);
    names(&f).iter().map(|s| (*s).to_owned()).collect()
}

fn q(q: &str) -> Search {
    Search { q: q.into(), ..Search::default() }
}

#[tokio::test]
async fn search_needs_no_diacritics_and_honours_those_typed() {
    on_each_engine(async |w| {
        shop(&w).await;
        assert_eq!(ask(&w, q("mắm nêm")).await, ["Mắm nêm cá cơm", "Đặc sản mắm nêm", "Mâm Nem cuốn"]);
        assert_eq!(ask(&w, q("MAM NEM ca")).await, ["Mắm nêm cá cơm"]);
        assert_eq!(ask(&w, q("phan thiet dac san")).await, ["Đặc sản mắm nêm"]);
        assert_eq!(ask(&w, q("bien mau nem")).await, ["Mắm nêm cá cơm", "Mâm Nem cuốn"]);
        assert_eq!(ask(&w, q("%_!")).await.len(), 4);
        assert_eq!(ask(&w, q("hê")).await.len(), 0, "words are found from their beginning");
        assert_eq!(ask(&w, q("chưa có sao")).await.len(), 0, "no star, not public");
    })
    .await;
}

#[tokio::test]
async fn filters_narrow_and_name_what_they_do_not_know() {
    on_each_engine(async |w| {
        shop(&w).await;
        let f = |area: &str, stars: &str, set: &str, status: &str| Search {
            area: area.into(),
            stars: stars.into(),
            set: set.into(),
            status: status.into(),
            ..Search::default()
        };
        assert_eq!(ask(&w, f("79", "", "", "")).await.len(), 2);
        assert_eq!(ask(&w, f("22945", "", "", "")).await.len(), 2);
        assert_eq!(ask(&w, f("", "4", "", "")).await.len(), 2);
        assert_eq!(ask(&w, f("", "", "QD26-09", "")).await.len(), 2);
        assert_eq!(ask(&w, f("", "", "", "valid")).await, ["Mâm Nem cuốn"]);
        assert_eq!(ask(&w, f("", "", "", "renewal_window")).await, ["Mắm nêm cá cơm"]);
        assert_eq!(ask(&w, f("", "", "", "in_force")).await.len(), 2);
        assert_eq!(ask(&w, f("", "", "", "expired")).await, ["Đặc sản mắm nêm"]);
        assert_eq!(ask(&w, f("", "", "", "unknown")).await, ["Cà phê rang"]);
        let then = Search { on: "01/06/2025".into(), ..f("", "", "", "valid") };
        assert_eq!(ask(&w, then).await.len(), 3);
        for bad in [f("999", "", "", ""), f("", "2", "", ""), f("", "", "QD26-99", ""), f("", "", "", "x")] {
            assert!(matches!(search(&w.public(), &bad).await, Err(Error::Invalid(_))));
        }
    })
    .await;
}

#[tokio::test]
async fn the_databases_status_is_the_domains() {
    on_each_engine(async |w| {
        shop(&w).await;
        exec(
            &w,
            "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
             submitted_at, invented, created_at, version) VALUES ('rr', 'p1', 'm1', $1, 'reranking', 'QD26-05', \
             'at_ward', '{}', '{}', 1, TRUE, 1, 1)",
            args![XOM_CHIEU],
        )
        .await;
        exec(&w, "UPDATE recognition SET withdrawn_on = '2026-11-11' WHERE product_id = 'p2'", vec![]).await;
        for on in [
            date(2024, 6, 1),
            date(2026, 7, 9),
            date(2026, 12, 2),
            date(2026, 12, 3),
            date(2027, 6, 1),
            date(2027, 6, 2),
            date(2027, 11, 28),
            date(2027, 11, 29),
        ] {
            for status in ["valid", "renewal_window", "extended", "expired", "withdrawn", "unknown"] {
                let s = Search { on: on.to_string(), status: status.into(), ..Search::default() };
                let found = search(&w.public(), &s).await.unwrap();
                assert!(found.items.iter().all(|i| i.standing.as_str() == status), "{on} {status}");
                assert_eq!(found.items.len() as i64, found.total);
            }
            let all = search(&w.public(), &Search { on: on.to_string(), ..Search::default() }).await.unwrap();
            for item in all.items {
                let s = Search {
                    on: on.to_string(),
                    status: item.standing.as_str().into(),
                    q: item.row.name.clone(),
                    ..Search::default()
                };
                assert_eq!(search(&w.public(), &s).await.unwrap().total, 1, "{on} {}", item.row.name);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn lists_are_paged() {
    on_each_engine(async |w| {
        shop(&w).await;
        let page = |n| Search { page: n, size: 3, ..Search::default() };
        let one = search(&w.public(), &page(1)).await.unwrap();
        let two = search(&w.public(), &page(2)).await.unwrap();
        assert_eq!((one.items.len(), two.items.len(), one.total), (3, 1, 4));
        assert!(!names(&one).contains(&names(&two)[0]));
        assert_eq!(search(&w.public(), &page(i64::MAX)).await.unwrap().items.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_product_is_found_by_code_id_and_old_code() {
    on_each_engine(async |w| {
        shop(&w).await;
        exec(&w, "UPDATE product SET code = '79-27259-1-2024' WHERE id = 'p1'", vec![]).await;
        for (code, id) in [("OLD-A", "p1"), ("OLD-B", "p1"), ("OLD-B", "p2"), ("OLD-C", "p5")] {
            exec(
                &w,
                "INSERT INTO product_alias (code, product_id, kind) VALUES ($1, $2, 'old')",
                args![code, id],
            )
            .await;
        }
        for key in ["79-27259-1-2024", "p1", "OLD-A"] {
            let ProductFound::One(p) = public_product(&w.public(), key).await.unwrap() else {
                panic!("{key}")
            };
            assert_eq!((p.row.name.as_str(), p.key()), ("Mâm Nem cuốn", "79-27259-1-2024"));
            assert_eq!(p.current().unwrap().stars, 3);
            let shown = format!("{p:?}");
            assert!(!shown.contains("0900000000") && !shown.contains("Nguyễn Văn Mẫu"), "{shown}");
        }
        assert!(matches!(public_product(&w.public(), "OLD-B").await.unwrap(), ProductFound::Several));
        for key in ["p5", "OLD-C", "nothing"] {
            assert!(
                matches!(public_product(&w.public(), key).await, Err(Error::NotFound | Error::Hidden)),
                "{key}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_old_code_leads_to_what_became_of_its_land() {
    on_each_engine(async |w| {
        shop(&w).await;
        exec(
            &w,
            "INSERT INTO area (id, level, code, name, full_name, kind, province_code, district_code, valid_to, folded) \
             VALUES ('c27268@old', 'commune', '27268', '16', 'Phường 16', 'phuong', '79', '773', '2025-07-01', 'x')",
            vec![],
        )
        .await;
        exec(
            &w,
            "INSERT INTO area (id, level, code, name, full_name, kind, province_code, valid_to, folded) \
             VALUES ('d773@old', 'district', '773', '4', 'Quận 4', 'quan', '79', '2025-07-01', 'x')",
            vec![],
        )
        .await;
        exec(
            &w,
            "INSERT INTO succession (old_id, new_id, extent, effective_on) VALUES ('c27268@old', $1, 'full', \
             '2025-07-01')",
            args![XOM_CHIEU],
        )
        .await;
        for code in ["27268", "773"] {
            let s = Search { area: code.into(), ..Search::default() };
            let found = search(&w.public(), &s).await.unwrap();
            assert_eq!(found.total, 2, "{code}");
            assert!(found.area.unwrap().1, "an old name");
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_page_counts_only_what_is_in_force() {
    on_each_engine(async |w| {
        shop(&w).await;
        let h = home(&w.public()).await.unwrap();
        assert_eq!((h.total, h.by_stars), (2, [(3, 1), (4, 1), (5, 0)]));
        assert_eq!(h.provinces, [("79".to_owned(), "Thành phố Hồ Chí Minh".to_owned(), 2)]);
        assert_eq!(h.sectors.len(), 1);
        assert_eq!(h.newest.len(), 2);
        assert_eq!(refresh_all(&w.cx).await.unwrap(), 4);
    })
    .await;
}

#[tokio::test]
async fn every_block_of_the_first_page_sums_to_its_total_and_leads_to_as_many() {
    on_each_engine(async |w| {
        shop(&w).await;
        // Products of lists have no set; what their list calls them is certain or it is not.
        for (id, category) in [("p6", Some("Thực phẩm")), ("p7", Some("Nông sản khác")), ("p8", None)]
        {
            product(&w, id, "m2", "Sản phẩm theo danh sách", PHAN_THIET, "QD26-05").await;
            let sql = "UPDATE product SET set_id = NULL, category = $2 WHERE id = $1";
            exec(&w, sql, args![id, category]).await;
            insert_star(&w, id, &format!("C-{id}"), 3, Some(("2024-06-01", "2027-06-01"))).await;
        }
        exec(&w, "UPDATE product SET commune_id = NULL WHERE id = 'p8'", vec![]).await;
        let h = home(&w.public()).await.unwrap();
        assert_eq!(h.total, 5);
        assert_eq!(h.by_stars.iter().map(|s| s.1).sum::<i64>(), h.total);
        assert_eq!((h.no_sector, h.no_province), (2, 1), "{}", w.engine);
        assert_eq!(h.sectors.iter().map(|s| s.2).sum::<i64>() + h.no_sector, h.total);
        assert_eq!(h.provinces.iter().map(|s| s.2).sum::<i64>() + h.no_province, h.total);
        let asked = |sector: &str, area: &str| Search {
            sector: sector.into(),
            area: area.into(),
            status: "in_force".into(),
            ..Search::default()
        };
        for (code, _, n) in h.sectors.iter().chain([&("none".into(), String::new(), h.no_sector)]) {
            assert_eq!(ask(&w, asked(code, "")).await.len() as i64, *n, "{}: sector {code}", w.engine);
        }
        for (code, _, n) in h.provinces.iter().chain([&("none".into(), String::new(), h.no_province)]) {
            assert_eq!(ask(&w, asked("", code)).await.len() as i64, *n, "{}: area {code}", w.engine);
        }
        assert!(matches!(search(&w.public(), &asked("VII", "")).await, Err(Error::Invalid(_))));
    })
    .await;
}
