//! The demo is a rehearsal of the main line: a change that breaks a step of it breaks this test.

use crate::support::on_each_engine;
use ocop_app::demo;
use ocop_store::{args, journal};

#[tokio::test]
async fn the_demo_holds_a_dossier_at_every_step() {
    on_each_engine(async |w| {
        w.without_areas().await;
        ocop_app::area::load_if_empty(&w.cx).await.unwrap();
        demo::seed(&w.cx).await.unwrap();
        for (state, n) in [
            ("draft", 3),
            ("at_ward", 3),
            ("returned", 2),
            ("proposed", 1),
            ("in_round", 2),
            ("scored", 3),
            ("not_recognised", 2),
            ("recognised", 1),
            ("sent_to_ministry", 1),
            ("returned_by_ministry", 1),
        ] {
            let got =
                w.cx.db().number("SELECT COUNT(*) AS n FROM dossier WHERE state = $1", args![state]).await;
            assert_eq!(got.unwrap(), n, "{state} on {}", w.engine);
        }
        let closed = "SELECT COUNT(*) AS n FROM round WHERE state = 'closed'";
        let closed = w.cx.db().number(closed, vec![]).await.unwrap();
        assert_eq!(closed, 2, "a closed round of the province and one of the ministry, with their papers");
        let drawn = "SELECT COUNT(*) AS n FROM product WHERE picture_hash IS NOT NULL AND invented";
        assert_eq!(w.cx.db().number(drawn, vec![]).await.unwrap(), 8, "invented products with a picture");
        let real = "SELECT COUNT(*) AS n FROM product WHERE picture_hash IS NOT NULL AND NOT invented";
        assert_eq!(
            w.cx.db().number(real, vec![]).await.unwrap(),
            0,
            "a real product has no invented picture"
        );
        crate::support::whole(&w.cx).await;
        let before = journal::count(w.cx.db()).await.unwrap();
        demo::seed(&w.cx).await.unwrap();
        assert_eq!(journal::count(w.cx.db()).await.unwrap(), before, "a second start adds nothing");
    })
    .await;
}
