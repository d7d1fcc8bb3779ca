//! A name says something in the province in which it was borne: what a producer or product was called in one province makes
//! no row of another its own.

use crate::import_register::{applied, codes, count, staged};
use crate::stars::exec;
use crate::support::*;
use ocop_app::import::{self, Stage};
use ocop_store::args;

const HERE: &str = "Phường Xóm Chiếu;HCM";
const THERE: &str = "Phường Phan Thiết;Lâm Đồng";

fn row(product: &str, producer: &str, decision: &str, day: &str, place: &str) -> String {
    format!("{product};{producer};3;{decision}/QĐ-UBND;{day};{place}")
}

/// The two provinces with a producer and a product each.
async fn two_provinces(w: &World) {
    let here = row("Trà sen", "HTX Sài Gòn", "11", "01/06/2021", HERE);
    let there = row("Nước mắm", "HTX Biển Xanh", "12", "01/06/2021", THERE);
    let report = staged(&w.cx, &[&here, &there]).await;
    assert_eq!(applied(&w.cx, &report).await.products, 2, "{:?}", report.findings);
}

async fn merge(w: &World, table: &str, gone: &str, keep: &str) {
    let sql =
        format!("UPDATE {table} SET merged_into = (SELECT id FROM {table} WHERE name = $2) WHERE name = $1");
    exec(w, &sql, args![gone, keep]).await;
}

#[tokio::test]
async fn a_record_merged_across_provinces_lends_its_name_to_no_row_of_the_other() {
    on_each_engine(async |w| {
        two_provinces(&w).await;
        // The chain kept its register of both; it is one producer, of this province.
        merge(&w, "producer", "HTX Biển Xanh", "HTX Sài Gòn").await;
        merge(&w, "product", "Nước mắm", "Trà sen").await;
        // As a merge does: the star goes with its product, the name on its certificate is the other province's.
        let sql = "UPDATE recognition SET product_id = (SELECT id FROM product WHERE name = 'Trà sen')";
        exec(&w, sql, vec![]).await;

        // A producer of the old name in this province is another one.
        let other = row("Cà phê", "HTX Biển Xanh", "13", "01/06/2022", HERE);
        let same_words = row("Nước mắm", "HTX Biển Xanh", "13", "01/06/2022", HERE);
        let beside = row("Cà phê", "HTX Khác", "13", "01/06/2022", THERE);
        let report = staged(&w.cx, &[&other, &same_words, &beside]).await;
        assert_eq!((report.counts.new, codes(&report)), (3, vec![]), "{}", w.engine);

        // In the province where it was borne it names what the record went into.
        let known = row("Cà phê", "HTX Biển Xanh", "13", "01/06/2022", THERE);
        let product = row("Nước mắm", "HTX Biển Xanh", "14", "01/06/2024", THERE);
        let report = staged(&w.cx, &[&known, &product, &row("Sen", "HTX Z", "15", "01/06/2024", HERE)]).await;
        assert_eq!(codes(&report), ["known_as", "further_in_register"], "{}", w.engine);
        assert_eq!(report.findings[0].args[1].1, "Trà sen · HTX Sài Gòn");
        let first = staged(&w.cx, &[&other, &same_words]).await;
        let done = applied(&w.cx, &first).await;
        assert_eq!((done.products, done.producers), (2, 1), "{}", w.engine);
        assert_eq!(count(&w.cx, "producer WHERE name = 'HTX Biển Xanh'").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_name_borne_before_a_move_is_known_where_it_was_borne() {
    on_each_engine(async |w| {
        two_provinces(&w).await;
        let changed = async |n: i64, field: &str, old: &str, new: &str| {
            exec(
                &w,
                &format!(
                    "INSERT INTO register_change (id, thing, thing_id, field, old_value, new_value, effective_on, \
                     changed_by, changed_at) SELECT 'c-' || $1, 'producer', id, '{field}', $2, $3, '2026-10-05', 'a', \
                     CAST({n} AS BIGINT) FROM producer WHERE name IN ('HTX Biển Xanh', 'HTX Biển Mới')"
                ),
                args![n.to_string(), old, new],
            )
            .await;
        };
        // It was called otherwise over there, and moved here afterwards.
        changed(1, "name", "HTX Biển Xanh", "HTX Biển Mới").await;
        changed(2, "commune_id", PHAN_THIET, KHANH_HOI).await;
        let sql = "UPDATE producer SET name = 'HTX Biển Mới', folded = 'htx bien moi', commune_id = $1 \
                   WHERE name = 'HTX Biển Xanh'";
        exec(&w, sql, args![KHANH_HOI]).await;

        let here = "Phường Khánh Hội;HCM";
        let old_name_here = staged(&w.cx, &[&row("Cà phê", "HTX Biển Xanh", "13", "01/06/2022", here)]).await;
        assert_eq!((old_name_here.counts.new, codes(&old_name_here)), (1, vec![]), "{}", w.engine);
        let new_name_here = staged(&w.cx, &[&row("Cà phê", "HTX Biển Mới", "13", "01/06/2022", here)]).await;
        assert_eq!(codes(&new_name_here), Vec::<&str>::new());
        let rows = [
            row("Cà phê", "HTX Biển Xanh", "13", "01/06/2022", THERE),
            row("Sen", "HTX Z", "13", "01/06/2022", here),
        ];
        let old_name_there = staged(&w.cx, &[&rows[0], &rows[1]]).await;
        assert_eq!(codes(&old_name_there), ["producer_known_as"], "{}", w.engine);
        // Renamed here, after the move: known by the name of before here as well.
        changed(3, "name", "HTX Biển Mới", "HTX Biển Ba").await;
        exec(&w, "UPDATE producer SET name = 'HTX Biển Ba' WHERE name = 'HTX Biển Mới'", vec![]).await;
        let again = staged(&w.cx, &[&row("Cà phê", "HTX Biển Mới", "13", "01/06/2022", here)]).await;
        assert_eq!(codes(&again), ["producer_known_as"], "{}", w.engine);
    })
    .await;
}

/// Điều 2(3): a number of the producer tells that the product of a row is the same though it is written with a name the
/// producer bears no more and in another commune; the product then tells whose the number is.
#[tokio::test]
async fn the_product_of_a_row_says_whose_its_numbers_are() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let list = async |rows: &str| {
            let head = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh;Mã số thuế";
            let bytes = format!("{head}\n{rows}\n").into_bytes();
            import::stage(cx, Stage { file_name: "list.csv".into(), bytes, dry_run: false }).await.unwrap()
        };
        let first = list("Trà núi;HTX Một;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM;0301234567").await;
        applied(cx, &first).await;
        // The certificate alone still says the name of then.
        exec(&w, "UPDATE producer SET name = 'Công ty Hai', folded = 'cong ty hai'", vec![]).await;
        let later = list("Trà núi;HTX Một;4;99/QĐ-UBND;20/05/2024;Phường Khánh Hội;HCM;0301234567").await;
        assert_eq!(codes(&later), ["known_as", "further_in_register"], "{}", w.engine);
        let done = applied(cx, &later).await;
        assert_eq!((done.products, done.producers, done.recognitions), (0, 0, 1), "{}", w.engine);
    })
    .await;
}
