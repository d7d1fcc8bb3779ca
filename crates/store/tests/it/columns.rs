//! Columns of the program's own types: what does not read as its type is damage, told with the column's name.

use crate::support::on_each_engine;
use jiff::civil::date;
use ocop_domain::survey::Stage;
use ocop_store::survey::FindLine;
use ocop_store::{Error, args};

fn line(stage: &str, next_on: &str) -> String {
    format!(
        "SELECT 'i' AS id, 'n' AS name, CAST(NULL AS TEXT) AS maker, 'c' AS commune_id, 'C' AS commune_name, \
         'QD26-06' AS set_id, {stage} AS stage, CAST(NULL AS TEXT) AS next_step, CAST(NULL AS TEXT) AS next_by, \
         CAST({next_on} AS TEXT) AS next_on, CAST(0 AS BIGINT) AS elsewhere"
    )
}

#[tokio::test]
async fn a_code_that_is_none_and_a_day_that_is_none_are_told_as_damage() {
    on_each_engine(async |ground| {
        let db = ground.store.db();
        let whole: FindLine = db.one(&line("'filed'", "'2026-10-05'"), args![]).await.unwrap().unwrap();
        assert_eq!((whole.stage, whole.next_on), (Stage::Filed, Some(date(2026, 10, 5))));
        let without: FindLine = db.one(&line("'filed'", "NULL"), args![]).await.unwrap().unwrap();
        assert_eq!(without.next_on, None);
        for (sql, column) in [
            (line("'sold'", "NULL"), "FindLine.stage: "),
            (line("'filed'", "'2026-02-30'"), "FindLine.next_on: "),
        ] {
            match db.one::<FindLine>(&sql, args![]).await {
                Err(Error::Corrupt(what)) => assert!(what.starts_with(column), "{what}"),
                other => panic!("{column}{other:?}"),
            }
        }
    })
    .await;
}
