use crate::prelude::*;
use crate::scope::{Visible, placeholders};
use std::collections::HashMap;

/// One line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AccountLine {
    pub id: String,
    pub name: String,
    pub email: String,
    pub disabled: bool,
    pub locked_until: Option<i64>,
    /// The invitation was taken up: there is a password.
    pub accepted: bool,
    pub has_totp: bool,
}

/// What is looked for: a piece of a name or address, and whose posts the reader may see.
#[derive(Debug, Clone, Default)]
pub struct AccountFilter {
    pub q: String,
    /// One account only, by its id.
    pub id: String,
    pub role: String,
    pub visible: Visible,
    /// Roles the reader may see; empty: all.
    pub roles: Vec<String>,
}

impl AccountFilter {
    fn condition(&self, args: &mut Vec<Value>) -> String {
        let mut all = vec!["1 = 1".to_owned()];
        if !self.q.is_empty() {
            let piece = |text: &str| format!("%{}%", text.replace(['%', '_'], ""));
            args.push(piece(&ocop_domain::text::fold(&self.q)).into());
            args.push(piece(&self.q.to_lowercase()).into());
            let n = args.len();
            all.push(format!("(a.folded LIKE ${} OR a.email LIKE ${n})", n - 1));
        }
        if !self.id.is_empty() {
            args.push(self.id.as_str().into());
            all.push(format!("a.id = ${}", args.len()));
        }
        if !self.role.is_empty() {
            args.push(self.role.as_str().into());
            all.push(format!(
                "EXISTS (SELECT 1 FROM post r WHERE r.account_id = a.id AND r.role = ${})",
                args.len()
            ));
        }
        if !self.visible.all {
            let place = self.visible.condition("ar", "p.producer_id", args);
            let made = self.visible.condition("pa", "p.producer_id", args);
            let roles = placeholders(args, &self.roles);
            let roles = if roles.is_empty() { "''".to_owned() } else { roles };
            all.push(format!(
                "EXISTS (SELECT 1 FROM (SELECT account_id, role, area_id, producer_id FROM post UNION ALL \
                 SELECT account_id, role, area_id, producer_id FROM waiting_post \
                 WHERE answered_at IS NULL AND NOT for_owner) p \
                 LEFT JOIN area ar ON ar.id = p.area_id \
                 LEFT JOIN producer m ON m.id = p.producer_id LEFT JOIN area pa ON pa.id = m.commune_id \
                 WHERE p.account_id = a.id AND p.role IN ({roles}) AND ({place} OR {made}))"
            ));
        }
        all.join(" AND ")
    }
}

/// A page of accounts in the order of their names.
pub async fn list(db: &Db, f: &AccountFilter, limit: i64, offset: i64) -> Result<Vec<AccountLine>> {
    let mut args = Vec::new();
    let condition = f.condition(&mut args);
    args.push(limit.into());
    args.push(offset.into());
    let n = args.len();
    db.all(
        &format!(
            "SELECT a.id, a.name, a.email, a.disabled, a.locked_until, a.password_hash IS NOT NULL AS accepted, \
             (a.totp_secret IS NOT NULL AND a.totp_last_step IS NOT NULL) AS has_totp FROM account a \
             WHERE {condition} ORDER BY a.name, a.id LIMIT ${} OFFSET ${n}",
            n - 1
        ),
        args,
    )
    .await
}

pub async fn count(db: &Db, f: &AccountFilter) -> Result<i64> {
    let mut args = Vec::new();
    let condition = f.condition(&mut args);
    db.number(&format!("SELECT COUNT(*) AS n FROM account a WHERE {condition}"), args).await
}

/// What these accounts are called, by id; one that is not there is left out.
pub async fn names(db: &Db, ids: &[String]) -> Result<HashMap<String, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut args = Vec::new();
    let list = placeholders(&mut args, ids);
    db.pairs(&format!("SELECT id, name FROM account WHERE id IN ({list})"), args).await
}
