//! Candidates for duplicates, looked up by the keys of `domain::producer::duplicates`, and pairs found to be two.

use crate::db::put::OrElse;
use crate::prelude::*;
use crate::producer::Producer;
use crate::scope::{Visible, placeholders};
use ocop_domain::producer::duplicates::keys;
use ocop_domain::producer::registration_key;

/// Writes the keys of a producer anew. A record merged away has none.
pub async fn write_keys(db: &Db, p: &Producer) -> Result<()> {
    db.exec("DELETE FROM register_key WHERE producer_id = $1", args![p.id.as_str()]).await?;
    let held = held_number(p);
    db.exec(
        "DELETE FROM registration_number WHERE producer_id = $1 AND number <> $2",
        args![p.id.as_str(), held.as_deref().unwrap_or_default()],
    )
    .await?;
    if p.merged_into.is_some() {
        return Ok(());
    }
    if let Some(number) = held {
        claim(db, &number, &p.id).await?;
    }
    let mut rows = Vec::new();
    for k in keys(&p.name, p.tax_number.as_deref(), p.registration_number.as_deref(), p.phone.as_deref()) {
        let scope = if k.kind == "part" { p.commune_id.as_deref().unwrap_or_default() } else { "" };
        if k.kind == "part" && scope.is_empty() {
            continue;
        }
        rows.push(values!(kind: k.kind, key: k.key, scope, producer_id: p.id.as_str()));
    }
    db.insert_all("register_key", rows, OrElse::Refuse).await
}

/// A business registration number as it is reserved: two writings of one number are one, a branch is its own.
pub fn reserved(number: &str) -> Option<String> {
    registration_key(number).map(|(own, branch)| match branch {
        Some(branch) => format!("{own}-{branch}"),
        None => own,
    })
}

/// What a producer of the register holds. A record merged away holds none.
fn held_number(p: &Producer) -> Option<String> {
    p.registration_number.as_deref().filter(|_| p.merged_into.is_none()).and_then(reserved)
}

/// Reserves a number for a producer; no when another has it already. Two that enter it at once wait for one another
/// here.
pub async fn claim(db: &Db, reserved: &str, producer_id: &str) -> Result<bool> {
    let done = db
        .exec(
            "INSERT INTO registration_number (number, producer_id) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING",
            args![reserved, producer_id],
        )
        .await?;
    if done > 0 {
        return Ok(true);
    }
    // A reservation whose producer no longer has the number counts for nothing.
    let holder = holder(db, reserved).await?;
    match holder {
        Some(p) if p.id == producer_id => Ok(true),
        Some(p) if held_number(&p).as_deref() == Some(reserved) => Ok(false),
        _ => {
            db.exec(
                "UPDATE registration_number SET producer_id = $2 WHERE number = $1",
                args![reserved, producer_id],
            )
            .await?;
            Ok(true)
        }
    }
}

/// The producer a number is reserved for.
pub async fn holder(db: &Db, reserved: &str) -> Result<Option<Producer>> {
    let columns = Producer::columns("p");
    db.one(
        &format!(
            "SELECT {columns} FROM registration_number n JOIN producer p ON p.id = n.producer_id WHERE n.number = $1"
        ),
        args![reserved],
    )
    .await
}

/// Gives up what two records hold, before both are written anew: a merge may have moved a number from one to the other.
pub async fn release(db: &Db, producer_ids: [&str; 2]) -> Result<()> {
    let [one, other] = producer_ids;
    db.run("DELETE FROM registration_number WHERE producer_id IN ($1, $2)", args![one, other]).await
}

/// The keys of producers that are new, so that there is nothing to take away before.
pub(crate) async fn write_new_keys(db: &Db, producers: &[Producer]) -> Result<()> {
    let mut rows = Vec::new();
    let numbers =
        producers.iter().filter_map(|p| Some(values!(number: held_number(p)?, producer_id: p.id.as_str())));
    let taken = OrElse::End("ON CONFLICT (number) DO NOTHING");
    db.insert_all("registration_number", numbers.collect(), taken).await?;
    all_hold_theirs(db, producers).await?;
    for p in producers {
        let commune = p.commune_id.as_deref().unwrap_or_default();
        for k in keys(&p.name, p.tax_number.as_deref(), p.registration_number.as_deref(), p.phone.as_deref())
        {
            let scope = if k.kind == "part" { commune } else { "" };
            if k.kind != "part" || !scope.is_empty() {
                rows.push(values!(kind: k.kind, key: k.key, scope, producer_id: p.id.as_str()));
            }
        }
    }
    db.insert_all("register_key", rows, OrElse::Refuse).await
}

/// [`Error::Busy`] where another transaction took one of the numbers since the list was compared: compared anew, the list
/// brings it in without the number.
async fn all_hold_theirs(db: &Db, producers: &[Producer]) -> Result<()> {
    let wanted: Vec<(String, &str)> =
        producers.iter().filter_map(|p| Some((held_number(p)?, p.id.as_str()))).collect();
    for some in wanted.chunks(crate::import::ASKED_AT_ONCE) {
        let (mut args, numbers): (_, Vec<String>) = (vec![], some.iter().map(|(n, _)| n.clone()).collect());
        let list = placeholders(&mut args, &numbers);
        let sql = format!("SELECT number, producer_id FROM registration_number WHERE number IN ({list})");
        let held: Vec<Held> = db.all(&sql, args).await?;
        let another = |h: &Held| some.iter().all(|(n, id)| *n != h.number || *id != h.producer_id);
        if held.iter().any(another) {
            return Err(Error::Busy("a registration number was taken meanwhile".into()));
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Held {
    number: String,
    producer_id: String,
}

/// Producers entered before keys were kept.
pub async fn without_keys(db: &Db, limit: i64) -> Result<Vec<Producer>> {
    let columns = Producer::columns("p");
    db.all(
        &format!(
            "SELECT {columns} FROM producer p WHERE p.merged_into IS NULL AND NOT EXISTS \
             (SELECT 1 FROM register_key k WHERE k.producer_id = p.id) ORDER BY p.id LIMIT $1"
        ),
        args![limit],
    )
    .await
}

/// Producers that share a key that holds everywhere (`tax`, `reg`, `tel`), but for one.
pub async fn sharing(db: &Db, kind: &str, key: &str, except: &str) -> Result<Vec<Producer>> {
    let columns = Producer::columns("p");
    db.all(
        &format!(
            "SELECT {columns} FROM register_key k JOIN producer p ON p.id = k.producer_id \
             WHERE k.kind = $1 AND k.key = $2 AND p.id <> $3 AND p.merged_into IS NULL ORDER BY p.id LIMIT 50"
        ),
        args![kind, key, except],
    )
    .await
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, FromQueryResult)]
pub struct Pair {
    pub first_id: String,
    pub second_id: String,
}

/// More candidates than this are not looked at in one go; the nearest keys come first.
const MOST: i64 = 20_000;

/// Pairs of producers that share a key, at least one of which the reader may see; the lesser id first. Pairs found to
/// be two are left out.
pub async fn producer_pairs(db: &Db, visible: &Visible) -> Result<Vec<Pair>> {
    let mut args = Vec::new();
    let condition = visible.condition("c", "p.id", &mut args);
    // Part keys meet within a commune, with its heirs, and with what it inherited; strong keys have the scope ''.
    let meets = [
        ("", "o.scope = k.scope"),
        ("JOIN succession s ON s.old_id = k.scope", "o.scope = s.new_id"),
        ("JOIN succession s ON s.new_id = k.scope", "o.scope = s.old_id"),
    ];
    let parts = meets.map(|(join, on)| {
        format!(
            "SELECT CASE WHEN k.producer_id < o.producer_id THEN k.producer_id ELSE o.producer_id END AS first_id, \
             CASE WHEN k.producer_id < o.producer_id THEN o.producer_id ELSE k.producer_id END AS second_id \
             FROM producer p LEFT JOIN area c ON c.id = p.commune_id JOIN register_key k ON k.producer_id = p.id {join} \
             JOIN register_key o ON o.kind = k.kind AND o.key = k.key AND {on} AND o.producer_id <> k.producer_id \
             WHERE p.merged_into IS NULL AND {condition}"
        )
    });
    let sql = format!(
        "SELECT first_id, second_id FROM ({}) x WHERE NOT EXISTS (SELECT 1 FROM register_distinct d \
         WHERE d.first_id = x.first_id AND d.second_id = x.second_id) ORDER BY first_id, second_id LIMIT {MOST}",
        parts.join(" UNION ")
    );
    db.all(&sql, args).await
}

/// Pairs of products of one producer, or with one bar code, at least one of which the reader may see.
pub async fn product_pairs(db: &Db, visible: &Visible) -> Result<Vec<Pair>> {
    let mut args = Vec::new();
    let condition = visible.condition("c", "p.producer_id", &mut args);
    let parts = ["o.producer_id = p.producer_id", "o.gtin = p.gtin"].map(|on| {
        format!(
            "SELECT CASE WHEN p.id < o.id THEN p.id ELSE o.id END AS first_id, \
             CASE WHEN p.id < o.id THEN o.id ELSE p.id END AS second_id \
             FROM product p LEFT JOIN area c ON c.id = p.commune_id JOIN product o ON {on} AND o.id <> p.id \
             WHERE p.merged_into IS NULL AND o.merged_into IS NULL AND {condition}"
        )
    });
    let sql = format!(
        "SELECT first_id, second_id FROM ({}) x WHERE NOT EXISTS (SELECT 1 FROM register_distinct d \
         WHERE d.first_id = x.first_id AND d.second_id = x.second_id) ORDER BY first_id, second_id LIMIT {MOST}",
        parts.join(" UNION ")
    );
    db.all(&sql, args).await
}

/// What a candidate is compared by, and shown as. For a product `name` is its own, `producer_name` its maker's.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Candidate {
    pub id: String,
    pub name: String,
    pub producer_id: String,
    pub producer_name: String,
    pub legal_form: String,
    pub tax_number: Option<String>,
    pub registration_number: Option<String>,
    pub phone: Option<String>,
    pub set_id: Option<String>,
    pub gtin: Option<String>,
    pub brand_place: Option<String>,
    pub code: Option<String>,
    pub commune_id: Option<String>,
    pub commune_name: Option<String>,
    pub commune_code: Option<String>,
    pub province_code: Option<String>,
}

const PIECE: usize = 400;

pub async fn producers(db: &Db, ids: &[String]) -> Result<Vec<Candidate>> {
    pieces(
        db,
        ids,
        "SELECT p.id, p.name, p.id AS producer_id, p.name AS producer_name, p.legal_form, p.tax_number, \
         p.registration_number, p.phone, \
         CAST(NULL AS TEXT) AS set_id, CAST(NULL AS TEXT) AS gtin, CAST(NULL AS TEXT) AS brand_place, \
         CAST(NULL AS TEXT) AS code, p.commune_id, c.full_name AS commune_name, c.code AS commune_code, \
         c.province_code FROM producer p LEFT JOIN area c ON c.id = p.commune_id WHERE p.id IN",
    )
    .await
}

pub async fn products(db: &Db, ids: &[String]) -> Result<Vec<Candidate>> {
    pieces(
        db,
        ids,
        "SELECT p.id, p.name, p.producer_id, m.name AS producer_name, m.legal_form, m.tax_number, \
         m.registration_number, m.phone, p.set_id, \
         p.gtin, p.brand_place, p.code, p.commune_id, c.full_name AS commune_name, c.code AS commune_code, \
         c.province_code FROM product p JOIN producer m ON m.id = p.producer_id \
         LEFT JOIN area c ON c.id = p.commune_id WHERE p.id IN",
    )
    .await
}

async fn pieces<T: FromQueryResult>(db: &Db, ids: &[String], sql: &str) -> Result<Vec<T>> {
    let mut out = Vec::new();
    for piece in ids.chunks(PIECE) {
        let mut args = Vec::new();
        let list = placeholders(&mut args, piece);
        out.extend(db.all::<T>(&format!("{sql} ({list})"), args).await?);
    }
    Ok(out)
}

/// The name of something a producer sells.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Mark {
    pub producer_id: String,
    pub name: String,
}

pub async fn marks(db: &Db, producer_ids: &[String]) -> Result<Vec<Mark>> {
    pieces(
        db,
        producer_ids,
        "SELECT producer_id, name FROM product WHERE merged_into IS NULL AND producer_id IN",
    )
    .await
}

/// Successions between communes: old → new.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Heir {
    pub old_id: String,
    pub new_id: String,
}

pub async fn heirs(db: &Db, commune_ids: &[String]) -> Result<Vec<Heir>> {
    pieces(db, commune_ids, "SELECT old_id, new_id FROM succession WHERE old_id IN").await
}

/// A pair a person found to be two.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Distinct {
    pub first_id: String,
    pub second_id: String,
    pub thing: String,
    pub first_name: Option<String>,
    pub second_name: Option<String>,
    pub reason: Option<String>,
    pub by_account: Option<String>,
    pub said_at: i64,
}

const DISTINCT: &str = "SELECT x.first_id, x.second_id, x.thing, COALESCE(p.name, a.name) AS first_name, \
     COALESCE(q.name, b.name) AS second_name, x.reason, \
     x.said_by AS by_account, x.said_at ";
const DISTINCT_FROM: &str = "FROM register_distinct x LEFT JOIN producer p ON p.id = x.first_id \
     LEFT JOIN producer q ON q.id = x.second_id LEFT JOIN product a ON a.id = x.first_id \
     LEFT JOIN product b ON b.id = x.second_id LEFT JOIN area c ON c.id = COALESCE(p.commune_id, a.commune_id)";

pub async fn say_distinct(
    db: &Db,
    pair: &Pair,
    thing: &str,
    reason: Option<&str>,
    by: &str,
    at: i64,
) -> Result<()> {
    insert!(db, "register_distinct",
        pair.{first_id, second_id}, thing, reason, said_by: by, said_at: at;
        "ON CONFLICT (first_id, second_id) DO NOTHING"
    )
    .await
}

/// Takes it back; says whether there was anything to take back.
pub async fn unsay_distinct(db: &Db, pair: &Pair) -> Result<bool> {
    let n = db
        .exec(
            "DELETE FROM register_distinct WHERE first_id = $1 AND second_id = $2",
            args![pair.first_id.as_str(), pair.second_id.as_str()],
        )
        .await?;
    Ok(n > 0)
}

pub async fn distinct(db: &Db, pair: &Pair) -> Result<Option<Distinct>> {
    db.one(
        &format!("{DISTINCT}{DISTINCT_FROM} WHERE x.first_id = $1 AND x.second_id = $2"),
        args![pair.first_id.as_str(), pair.second_id.as_str()],
    )
    .await
}

/// One page of the pairs found to be two, the newest first, and how many there are.
pub async fn distinct_list(
    db: &Db,
    visible: &Visible,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Distinct>, i64)> {
    let mut args = Vec::new();
    let condition = visible.condition("c", "COALESCE(p.id, a.producer_id)", &mut args);
    let from = format!("{DISTINCT_FROM} WHERE {condition}");
    let total = db.number(&format!("SELECT COUNT(*) AS n {from}"), args.clone()).await?;
    let n = args.len();
    args.extend(args![limit, offset]);
    let sql = format!(
        "{DISTINCT}{from} ORDER BY x.said_at DESC, x.first_id, x.second_id LIMIT ${} OFFSET ${}",
        n + 1,
        n + 2
    );
    Ok((db.all(&sql, args).await?, total))
}
