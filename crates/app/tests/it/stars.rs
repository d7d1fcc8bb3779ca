//! Rows that other capabilities would have written: a closed round, its dossiers and results, stars from old lists.

use crate::support::{World, XOM_CHIEU};
use ocop_domain::text::fold;
use ocop_store::{Value, args, files};

/// One dossier of the closed round.
#[derive(Debug, Clone)]
pub struct Closed {
    pub dossier: String,
    pub product: String,
}

pub async fn exec(w: &World, sql: &str, args: Vec<Value>) {
    w.cx.db().exec(sql, args).await.unwrap();
}

pub async fn row_count(w: &World, sql: &str) -> i64 {
    w.cx.db().number(sql, vec![]).await.unwrap()
}

pub async fn producer(w: &World, id: &str, name: &str) {
    exec(
        w,
        "INSERT INTO producer (id, legal_form, name, folded, address, commune_id, phone, representative, invented, \
         created_at, version) VALUES ($1, 'cooperative', $2, $3, '12 Đường Mẫu', $4, '0900000000', \
         'Nguyễn Văn Mẫu', TRUE, 1, 1)",
        args![id, name, fold(name), XOM_CHIEU],
    )
    .await;
}

pub async fn product(w: &World, id: &str, producer: &str, name: &str, commune: &str, set: &str) {
    exec(
        w,
        "INSERT INTO product (id, producer_id, commune_id, name, folded, set_id, invented, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, TRUE, 1, 1)",
        args![id, producer, commune, name, fold(name), set],
    )
    .await;
}

/// A round of HCMC closed on 1/10/2026 with a dossier for each rank given.
pub async fn law_round(w: &World, ranks: &[i64]) -> Vec<Closed> {
    let rules = serde_json::to_string(&ocop_domain::council::Rules::default()).unwrap();
    exec(
        w,
        "INSERT INTO council (id, level, province_code, name, decision_number, decided_on, rules, created_at, version) \
         VALUES ('council', 'province', '79', 'Hội đồng OCOP mẫu', '1/QĐ', '2026-01-01', $1, 1, 1)",
        args![rules.as_str()],
    )
    .await;
    exec(
        w,
        "INSERT INTO round (id, council_id, name, year, ordinal, proposed_before, held_before, rules, state, \
         created_at, version) VALUES ('round', 'council', 'Đợt 1', 2026, 1, '2026-04-30', '2026-06-30', $1, \
         'closed', 1, 1)",
        args![rules.as_str()],
    )
    .await;
    producer(w, "m", "Hợp tác xã Mẫu").await;
    let closed_at = 1_790_838_000_000_i64; // 1/10/2026, 14:00 in Vietnam
    let mut out = Vec::new();
    for (i, rank) in ranks.iter().enumerate() {
        let (p, d) = (format!("p{i}"), format!("d{i}"));
        product(w, &p, "m", &format!("Nước mắm mẫu {i}"), XOM_CHIEU, "QD26-09").await;
        let state = if *rank == 0 { "not_recognised" } else { "scored" };
        exec(
            w,
            "INSERT INTO dossier (id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, \
             round_id, invented, created_at, version) VALUES ($1, $2, 'm', $3, 'first', 'QD26-09', $4, '{}', '{}', \
             'round', TRUE, 1, 1)",
            args![d.as_str(), p.as_str(), XOM_CHIEU, state],
        )
        .await;
        let sum = match rank {
            5 => 648_i64,
            4 => 560,
            3 => 420,
            _ => 280,
        };
        exec(
            w,
            "INSERT INTO result (dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, \
             closed_at) VALUES ($1, 'round', 1, $2, 7, 4, $3, $4, '{}', 'chair', $5)",
            args![d.as_str(), sum, (*rank).max(2), *rank, closed_at],
        )
        .await;
        out.push(Closed { dossier: d, product: p });
    }
    out
}

/// What the package of [`five_star_round`] was sealed with: telephone, mail, home, people.
pub const CONTACTS: [&str; 4] = ["0912 345 678", "rieng@vi-du.example", "Hẻm Riêng 7", "Chăm H'roi"];

/// A candidate for five stars with a sealed paper and one that came after the seal.
pub async fn five_star_round(w: &World) -> Vec<Closed> {
    let closed = law_round(w, &[5]).await;
    let mut sealed = String::new();
    for (id, name, bytes) in
        [("e1", "Giấy chứng nhận.pdf", "%PDF-1 mẫu"), ("e2", "Ngoài niêm phong.pdf", "%PDF-2 mẫu")]
    {
        let hash = w.cx.store.files.put(bytes.as_bytes().to_vec()).await.unwrap();
        files::register(w.cx.db(), &hash, "application/pdf", bytes.len() as i64, 1).await.unwrap();
        exec(
            w,
            "INSERT INTO evidence (id, producer_id, kind, title, file_hash, file_name, uploaded_by, uploaded_at) \
             VALUES ($1, 'm', 'production_certificate', $2, $3, $2, 'producer-user', 1)",
            args![id, name, hash.as_str()],
        )
        .await;
        exec(
            w,
            "INSERT INTO dossier_evidence (dossier_id, criterion, evidence_id) VALUES ('d0', '', $1)",
            args![id],
        )
        .await;
        if sealed.is_empty() {
            sealed = serde_json::json!({"format": 2, "files": [{"sha256": hash}], "producer": {
                "name": "Hợp tác xã Mẫu", "phone": CONTACTS[0], "email": CONTACTS[1],
                "representative_address": CONTACTS[2], "representative_ethnicity": CONTACTS[3],
                "representative_gender": "female",
            }})
            .to_string();
        }
    }
    let seal_hash = ocop_domain::dossier::seal::seal_of(&sealed);
    exec(w, "UPDATE dossier SET seal = $1, seal_hash = $2 WHERE id = 'd0'", args![sealed, seal_hash]).await;
    closed
}

/// A star from an old list, with its decision.
pub async fn insert_star(
    w: &World,
    product: &str,
    certificate: &str,
    stars: i64,
    dates: Option<(&str, &str)>,
) {
    let decision = format!("q-{certificate}");
    let (issued, expires) = (dates.map(|d| d.0), dates.map(|d| d.1));
    exec(
        w,
        "INSERT INTO decision (id, kind, province_code, issuer, number, decided_on, source, created_at, version) \
         VALUES ($1, 'recognise', '79', 'UBND mẫu', '1/QĐ-UBND', $2, 'danh sách mẫu', 1, 1)",
        args![decision.as_str(), issued],
    )
    .await;
    exec(
        w,
        "INSERT INTO recognition (id, product_id, decision_id, stars, certificate, product_name, producer_name, \
         address, issued_on, expires_on, date_precision, source, invented, created_at) \
         SELECT $1, p.id, $3, $4, $5, p.name, m.name, m.address, $6, $7, 'day', 'danh sách mẫu', TRUE, 1 \
         FROM product p JOIN producer m ON m.id = p.producer_id WHERE p.id = $2",
        args![format!("r-{certificate}"), product, decision, stars, certificate, issued, expires],
    )
    .await;
    let done: Result<(), ocop_app::Error> =
        ocop_app::write_tx!(w.cx, |tx| { ocop_app::catalogue::refresh(&tx, product).await });
    done.unwrap();
}
