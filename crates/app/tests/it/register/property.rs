use super::*;
use ocop_app::register::{FIELDS_OF_PRODUCER, FIELDS_OF_PRODUCT, Unmerged, unmerge};
use ocop_store::register::image::dump;
use ocop_store::{Db, args};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Everything the register is made of, and what hangs on it.
const TABLES: [&str; 14] = [
    "producer",
    "establishment",
    "product",
    "product_alias",
    "evidence",
    "dossier",
    "dossier_answer",
    "dossier_evidence",
    "decision",
    "recognition",
    "catalogue",
    "post",
    "survey",
    "register_key",
];

async fn register(db: &Db) -> String {
    let mut out = String::new();
    for table in TABLES {
        out.push_str(&dump(db, table).await.unwrap());
    }
    out
}

#[derive(Debug, Clone)]
struct Maker {
    name: String,
    legal_form: usize,
    tax: bool,
    phone: Option<u8>,
    representative: Option<String>,
    commune: usize,
    workshops: u8,
    papers: u8,
    posts: u8,
    goods: Vec<Good>,
}

#[derive(Debug, Clone)]
struct Good {
    name: String,
    code: bool,
    alias: Option<u8>,
    workshop: bool,
    stars: Vec<i64>,
    dossiers: Vec<usize>,
    surveyed: bool,
}

fn good_of() -> impl Strategy<Value = Good> {
    let stars = prop::collection::vec(3..=5_i64, 0..3);
    let dossiers = prop::collection::vec(0..3_usize, 0..3);
    (
        "[a-zà-ỹ ]{1,12}",
        any::<bool>(),
        prop::option::of(0..3_u8),
        any::<bool>(),
        stars,
        dossiers,
        any::<bool>(),
    )
        .prop_map(|(name, code, alias, workshop, stars, dossiers, surveyed)| Good {
            name,
            code,
            alias,
            workshop,
            stars,
            dossiers,
            surveyed,
        })
}

fn maker_of() -> impl Strategy<Value = Maker> {
    let goods = prop::collection::vec(good_of(), 0..4);
    let facts = (
        "[a-zà-ỹ' ;]{1,16}",
        0..3_usize,
        any::<bool>(),
        prop::option::of(0..9_u8),
        prop::option::of("[A-Z][a-z]{0,8}".prop_map(String::from)),
    );
    (facts, 0..3_usize, 0..3_u8, 0..3_u8, 0..3_u8, goods).prop_map(
        |((name, legal_form, tax, phone, representative), commune, workshops, papers, posts, goods)| Maker {
            name,
            legal_form,
            tax,
            phone,
            representative,
            commune,
            workshops,
            papers,
            posts,
            goods,
        },
    )
}

/// Enters a producer with all that hangs on it, row by row: whatever a register of many years may hold.
async fn enter(cx: &Cx, m: &Maker, case: usize, side: usize) -> (String, Vec<String>) {
    let db = cx.db();
    let no = |n: usize| format!("{case}-{side}-{n}");
    let commune = [XOM_CHIEU, KHANH_HOI, PHAN_THIET][m.commune];
    let p = ocop_store::producer::Producer {
        id: cx.id(),
        legal_form: ["cooperative", "enterprise", "unknown"][m.legal_form].into(),
        name: m.name.clone(),
        folded: ocop_domain::text::fold(&m.name),
        tax_number: m.tax.then(|| format!("{:010}", 3_000_000_000_u64 + (case * 2 + side) as u64)),
        phone: m.phone.map(|n| format!("090000000{n}")),
        representative: m.representative.clone(),
        address: format!("{case} đường Ví dụ"),
        commune_id: Some(commune.into()),
        created_at: 7,
        ..Default::default()
    };
    ocop_store::producer::insert(db, &p).await.unwrap();
    let mut workshop = None;
    for _ in 0..m.workshops {
        let id = cx.id();
        ocop_store::producer::insert_establishment(db, &id, &p.id, "Xưởng", "x", KHANH_HOI, 7).await.unwrap();
        workshop = Some(id);
    }
    let mut papers = Vec::new();
    for n in 0..m.papers {
        let (id, hash) = (cx.id(), format!("hash-{}-{n}", no(0)));
        db.exec(
            "INSERT INTO file (hash, media_type, size, created_at) VALUES ($1, 'x', 1, 7)",
            args![hash.as_str()],
        )
        .await
        .unwrap();
        db.exec(
            "INSERT INTO evidence (id, producer_id, kind, title, file_hash, file_name, uploaded_by, uploaded_at) \
             VALUES ($1, $2, 'other', 'Giấy', $3, 'a.pdf', 'x', 7)",
            args![id.as_str(), p.id.as_str(), hash],
        )
        .await
        .unwrap();
        papers.push(id);
    }
    for n in 0..m.posts {
        let account = cx.id();
        db.exec(
            "INSERT INTO account (id, name, email, failures, disabled, lang, created_at, version) \
             VALUES ($1, 'Mẫu', $2, 0, FALSE, 'vi', 7, 1)",
            args![account.as_str(), format!("{}-{n}@vi-du.vn", no(1))],
        )
        .await
        .unwrap();
        db.exec(
            "INSERT INTO post (id, account_id, role, producer_id, valid_from, created_at) \
             VALUES ($1, $2, 'producer', $3, '2025-07-01', 7)",
            args![cx.id(), account, p.id.as_str()],
        )
        .await
        .unwrap();
    }
    let mut ids = Vec::new();
    for (n, g) in m.goods.iter().enumerate() {
        let id = cx.id();
        let made_at = workshop.clone().filter(|_| g.workshop);
        let product = ocop_store::product::Product {
            id: id.clone(),
            producer_id: p.id.clone(),
            commune_id: Some(if made_at.is_some() { KHANH_HOI } else { commune }.into()),
            establishment_id: made_at,
            name: g.name.clone(),
            folded: ocop_domain::text::fold(&g.name),
            set_id: Some("QD26-09".into()),
            code: g.code.then(|| format!("79-{}", no(n))),
            created_at: 7,
            ..Default::default()
        };
        ocop_store::product::insert(db, &product).await.unwrap();
        if let Some(a) = g.alias {
            // The same few former codes, so that both of a pair may bear one.
            ocop_store::product::add_alias(db, &id, &format!("cu-{a}"), "old_code", None).await.unwrap();
        }
        dossiers(cx, g, &p.id, &id, commune, papers.first()).await;
        for (k, stars) in g.stars.iter().enumerate() {
            let decision = cx.id();
            db.exec(
                "INSERT INTO decision (id, kind, issuer, created_at, version) VALUES ($1, 'imported', 'UBND', 7, 1)",
                args![decision.as_str()],
            )
            .await
            .unwrap();
            db.exec(
                "INSERT INTO recognition (id, product_id, decision_id, stars, certificate, product_name, producer_name, \
                 address, date_precision, invented, created_at) VALUES ($1, $2, $3, $4, $5, 'a', 'b', 'c', 'day', FALSE, 7)",
                args![cx.id(), id.as_str(), decision, *stars, format!("GCN-{}-{k}", no(n))],
            )
            .await
            .unwrap();
        }
        ocop_store::portal::refresh(db, &id).await.unwrap();
        if g.surveyed {
            db.exec(
                "INSERT INTO survey (id, commune_id, name, folded, likeness, producer_id, stage, product_id, created_by, \
                 created_at, changed_at, version) VALUES ($1, $2, 'x', 'x', 'x', $3, 'filed', $4, 'x', 7, 7, 1)",
                args![cx.id(), commune, p.id.as_str(), id.as_str()],
            )
            .await
            .unwrap();
        }
        ids.push(id);
    }
    (p.id, ids)
}

async fn dossiers(cx: &Cx, g: &Good, producer: &str, product: &str, commune: &str, paper: Option<&String>) {
    let db = cx.db();
    for state in &g.dossiers {
        let id = cx.id();
        let state = ["recognised", "not_recognised", "recognised"][*state];
        db.exec(
            "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
             seal, seal_hash, invented, created_at, version) VALUES ($1, $2, $3, $4, 'first', 'QD26-09', $5, '{}', '{}', \
             'seal', 'hash', TRUE, 7, 3)",
            args![id.as_str(), product, producer, commune, state],
        )
        .await
        .unwrap();
        db.exec(
            "INSERT INTO dossier_answer (dossier_id, criterion, option_no) VALUES ($1, '1.1', 2)",
            args![id.as_str()],
        )
        .await
        .unwrap();
        if let Some(paper) = paper {
            db.exec(
                "INSERT INTO dossier_evidence (dossier_id, criterion, evidence_id) VALUES ($1, '1.1', $2)",
                args![id, paper.as_str()],
            )
            .await
            .unwrap();
        }
    }
}

/// Acceptance: merging and un-merging any two random producers gives back the register to the letter. So does merging
/// two of their products on top, taken back in the reverse order.
#[tokio::test]
async fn merge_then_unmerge_gives_back_the_register_to_the_letter() {
    on_each_engine(async |w| {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let choices = prop::collection::vec(any::<bool>(), FIELDS_OF_PRODUCER.len());
        let strategy = (maker_of(), maker_of(), choices, any::<prop::sample::Index>());
        let cx = &w.cx;
        #[expect(clippy::disallowed_methods, reason = "how long a test looks is no setting of the program")]
        let cases = std::env::var("PROPTEST_CASES").map_or(16, |n| n.parse().unwrap());
        for case in 0..cases {
            let (a, b, choices, which) = strategy.new_tree(&mut runner).unwrap().current();
            let (keep, mut goods) = enter(cx, &a, case, 0).await;
            let (gone, more) = enter(cx, &b, case, 1).await;
            let before = register(cx.db()).await;
            let chosen = |fields: &[ocop_app::register::Field]| -> Vec<&'static str> {
                fields.iter().zip(&choices).filter(|(_, take)| **take).map(|(f, _)| f.name).collect()
            };
            let id = merged(cx, &keep, &gone, &chosen(FIELDS_OF_PRODUCER)).await.unwrap();
            let between = register(cx.db()).await;
            assert_ne!(before, between);
            goods.extend(more);
            if goods.len() > 1 {
                let at = which.index(goods.len() - 1);
                let inner = merged(cx, &goods[at], &goods[at + 1], &chosen(FIELDS_OF_PRODUCT)).await.unwrap();
                assert_eq!(unmerge(cx, &inner).await.unwrap(), Unmerged::Done, "{a:?} {b:?}");
                assert!(register(cx.db()).await == between, "products of {a:?} {b:?}");
            }
            assert_eq!(unmerge(cx, &id).await.unwrap(), Unmerged::Done, "{a:?} {b:?}");
            let after = register(cx.db()).await;
            for (x, y) in before.lines().zip(after.lines()) {
                assert_eq!(x, y, "case {case}: {a:?} {b:?}");
            }
            assert_eq!(before.len(), after.len());
        }
        crate::support::whole(cx).await;
    })
    .await;
}
