//! Members' interests, what was decided on ties, and delegates.

use crate::prelude::*;

use super::Which;
use super::which::{ByKey, any_of, by_key};

/// An interest a member declared.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct InterestRow {
    pub id: String,
    pub account_id: String,
    pub tie: String,
    pub text: String,
}

/// One word on a member and a dossier.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ConflictRow {
    pub dossier_id: String,
    pub account_id: String,
    /// recused or cleared
    pub state: String,
    /// Kinds of ties, divided by commas.
    pub ties: String,
    /// That member said so.
    pub declared: bool,
    pub reason: String,
    pub decided_by: String,
    pub decided_at: i64,
}

/// Who sits in a member's place for a round, and by which letter.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct DelegateRow {
    pub member_id: String,
    pub member_name: String,
    pub delegate_id: String,
    pub delegate_name: String,
    pub letter_number: String,
    pub letter_on: String,
}

/// A member as compared with producers.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    pub phone: Option<String>,
}

/// A producer as far as members are compared with it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PartyRow {
    pub id: String,
    pub name: String,
    pub tax_number: Option<String>,
    pub representative: Option<String>,
    pub phone: Option<String>,
    pub address: String,
    pub representative_address: Option<String>,
}

pub async fn interests(db: &Db, account: &str) -> Result<Vec<InterestRow>> {
    let sql =
        "SELECT id, account_id, tie, text FROM member_interest WHERE account_id = $1 ORDER BY created_at, id";
    db.all(sql, args![account]).await
}

pub async fn insert_interest(db: &Db, row: &InterestRow, at: i64) -> Result<()> {
    insert!(db, "member_interest", row.{id, account_id, tie, text}, created_at: at).await
}

/// How many were there to remove: 0 or 1.
pub async fn remove_interest(db: &Db, account: &str, id: &str) -> Result<u64> {
    db.exec("DELETE FROM member_interest WHERE id = $1 AND account_id = $2", args![id, account]).await
}

/// What several members declared, by account.
pub async fn interests_of(db: &Db, accounts: &[String]) -> Result<ByKey<InterestRow>> {
    let mut args = Vec::new();
    let sql = format!(
        "SELECT account_id AS key, id, account_id, tie, text FROM member_interest WHERE {} ORDER BY created_at, id",
        any_of("account_id", accounts, &mut args)
    );
    by_key(db, &sql, args).await
}

pub async fn people(db: &Db, accounts: &[String]) -> Result<Vec<PersonRow>> {
    let mut args = Vec::new();
    let sql = format!("SELECT id, name, phone FROM account WHERE {}", any_of("id", accounts, &mut args));
    db.all(&sql, args).await
}

/// Producers of dossiers: what is merged takes its dossiers along, so none of them has gone on.
pub async fn parties(db: &Db, producers: &[String]) -> Result<Vec<PartyRow>> {
    let mut args = Vec::new();
    let sql = format!(
        "SELECT id, name, tax_number, representative, phone, address, representative_address FROM producer \
         WHERE {}",
        any_of("id", producers, &mut args)
    );
    db.all(&sql, args).await
}

#[derive(FromQueryResult)]
struct Address {
    address: String,
}

/// Where the producers' workshops are, by producer.
pub async fn workshops(db: &Db, producers: &[String]) -> Result<ByKey<String>> {
    let mut args = Vec::new();
    let sql = format!(
        "SELECT producer_id AS key, address FROM establishment WHERE {} ORDER BY created_at, id",
        any_of("producer_id", producers, &mut args)
    );
    let rows: ByKey<Address> = by_key(db, &sql, args).await?;
    Ok(rows.into_iter().map(|(id, all)| (id, all.into_iter().map(|a| a.address).collect())).collect())
}

/// What was decided on members' ties, by dossier.
pub async fn in_round(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<ConflictRow>> {
    let mut args = Vec::new();
    let of_round = which.of_round(round, "dossier_id", &mut args);
    let sql = format!(
        "SELECT dossier_id AS key, dossier_id, account_id, state, ties, declared, reason, decided_by, decided_at \
         FROM council_conflict WHERE {of_round} ORDER BY dossier_id, decided_at, account_id"
    );
    by_key(db, &sql, args).await
}

/// A later word takes the place of an earlier one; the journal keeps both.
pub async fn put(db: &Db, c: &ConflictRow) -> Result<()> {
    insert!(db, "council_conflict",
        c.{dossier_id, account_id, state, ties, declared, reason, decided_by, decided_at};
        or replace dossier_id, account_id
    )
    .await
}

pub async fn insert_delegate(db: &Db, round: &str, d: &DelegateRow, by: &str, at: i64) -> Result<()> {
    insert!(db, "council_delegate",
        d.{member_id, delegate_id, letter_number, letter_on}, round_id: round, created_by: by,
        created_at: at
    )
    .await
}

/// How many were there to remove: 0 or 1.
pub async fn remove_delegate(db: &Db, round: &str, member: &str) -> Result<u64> {
    db.exec("DELETE FROM council_delegate WHERE round_id = $1 AND member_id = $2", args![round, member]).await
}

/// The dossiers of a round from which an account stepped aside.
pub async fn recused_from(db: &Db, round: &str, account: &str) -> Result<Vec<String>> {
    db.values(
        "SELECT c.dossier_id FROM council_conflict c JOIN dossier d ON d.id = c.dossier_id \
         WHERE d.round_id = $1 AND c.account_id = $2 AND c.state = 'recused' ORDER BY c.dossier_id",
        args![round, account],
    )
    .await
}
