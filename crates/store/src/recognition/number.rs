//! Numbers an agency has given to decisions of a year: those entered with their key, and those that were there before.

use crate::prelude::*;

/// A number as it is entered: once for each agency, year, symbol and serial.
#[derive(Debug, Clone)]
pub struct GivenNumber<'a> {
    pub agency: &'a str,
    pub year: i64,
    pub symbol: &'a str,
    pub serial: &'a str,
    /// `decision`, `withdrawal`, `council`, `council_rules`, `advisory_team` or `round`.
    pub thing: &'a str,
    pub thing_id: &'a str,
    pub decided_on: Date,
}

rows! {
    /// To what a number was given.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Given {
        pub thing: String,
        pub thing_id: String,
        pub number: String,
        pub decided_on: Date,
    }
}

/// Enters a number; no when the key holds it already. Two that enter it at once wait for one another here.
pub async fn enter(db: &Db, n: &GivenNumber<'_>) -> Result<bool> {
    let done = db
        .exec(
            "INSERT INTO given_number (agency, year, symbol, serial, thing, thing_id, decided_on) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (agency, year, symbol, serial) DO NOTHING",
            args![n.agency, n.year, n.symbol, n.serial, n.thing, n.thing_id, n.decided_on],
        )
        .await?;
    Ok(done > 0)
}

/// Writes another day of the decision that has this number.
pub async fn correct_day(db: &Db, n: &GivenNumber<'_>) -> Result<()> {
    db.run(
        "UPDATE given_number SET decided_on = $5 WHERE agency = $1 AND year = $2 AND symbol = $3 AND serial = $4",
        args![n.agency, n.year, n.symbol, n.serial, n.decided_on],
    )
    .await
}

/// What holds this number under its key.
pub async fn given(db: &Db, n: &GivenNumber<'_>) -> Result<Option<Given>> {
    db.one(
        "SELECT thing, thing_id, serial AS number, decided_on FROM given_number \
         WHERE agency = $1 AND year = $2 AND symbol = $3 AND serial = $4",
        args![n.agency, n.year, n.symbol, n.serial],
    )
    .await
}

/// Numbers of decisions, signed here or read from a list, of withdrawals, and of what concerns a council, of an agency in a
/// year, as they stand in their own rows: those given before numbers had keys are known by nothing else. An empty
/// province is the ministry.
pub async fn given_earlier(db: &Db, province: &str, year: i64) -> Result<Vec<Given>> {
    let mut all: Vec<Given> = db
        .all(
            "SELECT 'decision' AS thing, id AS thing_id, number, decided_on FROM decision \
             WHERE COALESCE(province_code, '') = $1 AND decided_on LIKE $2 AND number IS NOT NULL \
             AND (signed_at IS NOT NULL OR kind = 'imported')",
            args![province, format!("{year}-%")],
        )
        .await?;
    let withdrawn: Vec<Given> = db
        .all(
            "SELECT 'withdrawal' AS thing, r.id AS thing_id, r.withdrawal_decision AS number, \
             r.withdrawn_on AS decided_on FROM recognition r JOIN product p ON p.id = r.product_id \
             LEFT JOIN area a ON a.id = p.commune_id \
             WHERE r.withdrawn_on LIKE $2 AND r.withdrawal_decision IS NOT NULL \
             AND (CASE WHEN r.stars >= 5 THEN '' ELSE COALESCE(a.province_code, '') END) = $1",
            args![province, format!("{year}-%")],
        )
        .await?;
    all.extend(withdrawn);
    // The first rules of a council are those of the decision that forms it.
    let of_councils: Vec<Given> = db
        .all(
            "SELECT CASE WHEN r.number = 1 THEN 'council' ELSE 'council_rules' END AS thing, \
             r.council_id AS thing_id, r.decision_number AS number, r.decided_on \
             FROM council_rules r JOIN council c ON c.id = r.council_id \
             WHERE COALESCE(c.province_code, '') = $1 AND r.decided_on LIKE $2 \
             UNION ALL \
             SELECT 'advisory_team' AS thing, t.council_id AS thing_id, t.decision_number AS number, t.decided_on \
             FROM advisory_team t JOIN council c ON c.id = t.council_id \
             WHERE COALESCE(c.province_code, '') = $1 AND t.decided_on LIKE $2",
            args![province, format!("{year}-%")],
        )
        .await?;
    all.extend(of_councils);
    Ok(all)
}

/// A round beside those of the law, with the decision that plans it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PlannedRound {
    pub council_id: String,
    pub number: String,
    pub year: i64,
    pub created_at: i64,
}

/// The extra rounds of an agency's councils of a year and the next; the day of the decision is not kept.
pub async fn planned_rounds(db: &Db, province: &str, year: i64) -> Result<Vec<PlannedRound>> {
    db.all(
        "SELECT o.council_id, o.extra_decision AS number, o.year, o.created_at FROM round o \
         JOIN council c ON c.id = o.council_id WHERE COALESCE(c.province_code, '') = $1 AND o.year >= $2 \
         AND o.year <= $3 AND o.extra_decision IS NOT NULL ORDER BY o.created_at, o.id",
        args![province, year, year + 1],
    )
    .await
}
