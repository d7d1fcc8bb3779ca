//! Stars that earlier versions read from lists under a number they made up.

use crate::support::places;
use ocop_store::recognition::{by_any_number, by_certificate};
use ocop_store::{Store, testing};

const BEFORE: &[&str] = &[
    "INSERT INTO producer (id, legal_form, name, folded, address, invented, created_at, version) \
     VALUES ('m', 'cooperative', 'HTX Mẫu', 'htx mau', 'Ấp Mẫu', TRUE, 1, 1)",
    "INSERT INTO product (id, producer_id, name, folded, invented, created_at, version) \
     VALUES ('p', 'm', 'Mắm mẫu', 'mam mau', TRUE, 1, 1)",
    "INSERT INTO decision (id, kind, province_code, issuer, created_at, version) \
     VALUES ('list', 'imported', '91', 'UBND mẫu', 1, 1)",
    "INSERT INTO decision (id, kind, province_code, issuer, number, decided_on, signed_at, created_at, version) \
     VALUES ('own', 'recognise', '91', 'UBND mẫu', '1/QĐ-UBND', '2026-10-05', 1, 1, 1)",
    "INSERT INTO recognition (id, product_id, decision_id, stars, certificate, product_name, producer_name, address, \
     date_precision, import_batch, invented, created_at) \
     VALUES ('r1', 'p', 'list', 4, '91-2023-00001', 'Mắm mẫu', 'HTX Mẫu', 'Ấp Mẫu', 'none', 'b', TRUE, 1)",
    "INSERT INTO recognition (id, product_id, decision_id, stars, certificate, product_name, producer_name, address, \
     issued_on, expires_on, date_precision, invented, created_at) VALUES ('r2', 'p', 'own', 4, '91-2026-00001', \
     'Mắm mẫu', 'HTX Mẫu', 'Ấp Mẫu', '2026-10-05', '2029-10-05', 'day', TRUE, 1)",
    "INSERT INTO counter (series, last) VALUES ('certificate:91:2023', 1)",
];

#[tokio::test]
async fn a_number_that_was_made_up_stays_an_address_and_is_a_number_no_more() {
    for (engine, url, dir) in places().await {
        testing::at_version(&url, 37, BEFORE).await.unwrap();
        let store = Store::open(&url, dir.path().join("files").to_str().unwrap()).await.unwrap();
        let db = store.db();
        for typed in ["91-2023-00001", "TC-91-2023-00001"] {
            let found = by_any_number(db, typed, "").await.unwrap();
            assert_eq!(found.len(), 1, "{engine}: {typed}");
            assert_eq!(
                (found[0].id.as_str(), found[0].key(), found[0].number()),
                ("r1", "TC-91-2023-00001", None)
            );
        }
        assert!(by_certificate(db, "91-2023-00001").await.unwrap().is_none(), "{engine}");
        let own = by_certificate(db, "91-2026-00001").await.unwrap().unwrap();
        assert_eq!(
            (own.key(), own.number(), own.lookup.as_deref()),
            ("91-2026-00001", Some("91-2026-00001"), None)
        );
    }
}
