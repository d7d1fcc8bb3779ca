//! Areas: search without diacritics in an order a person expects, and rows scoped to what their reader may see.

use crate::support::on_each_engine;
use ocop_domain::text::fold;
use ocop_store::Db;
use ocop_store::area::{AreaRow, Search, insert, search, search_count};
use ocop_store::scope::{Visible, place};

fn unit(level: &str, code: &str, full_name: &str, kind: &str, province: &str) -> AreaRow {
    AreaRow {
        id: format!("{}{code}@2025-07-01", &level[..1]),
        level: level.into(),
        code: code.into(),
        name: full_name.split_once(' ').unwrap().1.into(),
        full_name: full_name.into(),
        kind: kind.into(),
        province_code: province.into(),
        valid_from: Some("2025-07-01".into()),
        folded: fold(full_name),
        ..AreaRow::default()
    }
}

async fn sample(db: &Db) {
    let units = [
        unit("province", "79", "Thành phố Hồ Chí Minh", "thanh_pho", "79"),
        unit("province", "68", "Tỉnh Lâm Đồng", "tinh", "68"),
        unit("commune", "27259", "Phường Xóm Chiếu", "phuong", "79"),
        unit("commune", "27265", "Phường Khánh Hội", "phuong", "79"),
        unit("commune", "22945", "Phường Phan Thiết", "phuong", "68"),
        unit("commune", "24769", "Xã Đức Trọng", "xa", "68"),
    ];
    insert(db, &units).await.unwrap();
}

async fn found(db: &Db, typed: &str) -> Vec<String> {
    let s = Search { folded: fold(typed), on: "2026-10-05".into(), ..Search::default() };
    let hits = search(db, &s, 20, 0).await.unwrap();
    assert_eq!(hits.len() as i64, search_count(db, &s).await.unwrap());
    hits.into_iter().map(|h| h.full_name).collect()
}

#[tokio::test]
async fn a_name_is_found_however_it_is_typed() {
    on_each_engine(async |g| {
        let db = g.store.db();
        sample(db).await;
        for typed in ["xom chieu", "XÓM CHIẾU", "phường xóm ch", "xo\u{301}m chie\u{302}\u{301}u"] {
            assert_eq!(found(db, typed).await, ["Phường Xóm Chiếu"], "{}: {typed}", g.engine);
        }
        assert_eq!(found(db, "duc trong").await, ["Xã Đức Trọng"]);
        assert_eq!(found(db, "ho chi minh").await[0], "Thành phố Hồ Chí Minh");
        assert_eq!(found(db, "phan thiet lam dong").await, ["Phường Phan Thiết"]);
        assert_eq!(found(db, "%").await.len(), 6, "a sign that folds away asks for nothing");
        assert_eq!(found(db, "khong co noi nay").await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_the_rows_of_his_places_only() {
    on_each_engine(async |g| {
        let db = g.store.db();
        sample(db).await;
        let province = Visible { provinces: vec!["68".into()], ..Visible::default() };
        let commune = Visible { communes: vec!["27259".into()], ..Visible::default() };
        let both =
            Visible { provinces: vec!["68".into()], communes: vec!["27259".into()], ..Visible::default() };
        let none = Visible::default();
        for (visible, expected) in
            [(Visible::everything(), 4), (province, 2), (commune, 1), (both, 3), (none, 0)]
        {
            let mut args = vec![];
            let condition = visible.condition("a", "a.name", &mut args);
            let sql = format!("SELECT COUNT(*) AS n FROM area a WHERE a.level = 'commune' AND {condition}");
            assert_eq!(db.number(&sql, args).await.unwrap(), expected, "{}: {visible:?}", g.engine);
        }
        let at = place(db, "c22945@2025-07-01").await.unwrap().unwrap();
        assert_eq!((at.province_name.as_str(), at.commune_code.as_str()), ("Tỉnh Lâm Đồng", "22945"));
        assert_eq!(place(db, "c00000@2025-07-01").await.unwrap(), None);
    })
    .await;
}
