use crate::prelude::*;

/// A person to tell, with the choice of letters for this kind.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Recipient {
    pub account_id: String,
    pub email: String,
    pub lang: String,
    pub by_mail: bool,
}

const SELECT: &str = "SELECT DISTINCT c.id AS account_id, c.email, c.lang, COALESCE(n.by_mail, TRUE) AS by_mail \
     FROM post p JOIN account c ON c.id = p.account_id \
     LEFT JOIN notice_choice n ON n.account_id = c.id AND n.kind = $2 \
     WHERE c.disabled = FALSE AND c.password_hash IS NOT NULL \
     AND p.valid_from <= $3 AND (p.valid_until IS NULL OR p.valid_until >= $3)";

/// Who may act for a producer today.
pub async fn of_producer(db: &Db, producer_id: &str, kind: &str, today: &str) -> Result<Vec<Recipient>> {
    let sql = format!("{SELECT} AND p.producer_id = $1 AND p.role = 'producer' ORDER BY c.id");
    db.all(&sql, args![producer_id, kind, today]).await
}

/// Who works for the commune with this area id today; a post may have been given on an older map of the same code.
pub async fn of_commune(db: &Db, commune_id: &str, kind: &str, today: &str) -> Result<Vec<Recipient>> {
    let sql = format!(
        "{SELECT} AND p.role = 'ward_officer' AND p.area_id IN (SELECT b.id FROM area a JOIN area b \
         ON b.code = a.code AND b.level = a.level AND b.province_code = a.province_code WHERE a.id = $1) ORDER BY c.id"
    );
    db.all(&sql, args![commune_id, kind, today]).await
}

/// One person, whatever posts the person holds today.
pub async fn of_account(db: &Db, account: &str, kind: &str, today: &str) -> Result<Vec<Recipient>> {
    db.all(&format!("{SELECT} AND c.id = $1 ORDER BY c.id"), args![account, kind, today]).await
}

/// Office and leaders of a province today.
pub async fn of_province(db: &Db, province: &str, kind: &str, today: &str) -> Result<Vec<Recipient>> {
    let sql = format!(
        "{SELECT} AND p.role IN ('province_office', 'leader') AND p.area_id IN (SELECT id FROM area \
         WHERE level = 'province' AND province_code = $1) ORDER BY c.id"
    );
    db.all(&sql, args![province, kind, today]).await
}

/// Who works in the ministry's office today.
pub async fn of_ministry(db: &Db, kind: &str, today: &str) -> Result<Vec<Recipient>> {
    let sql = format!("{SELECT} AND p.role = $1 ORDER BY c.id");
    db.all(&sql, args!["ministry_office", kind, today]).await
}
