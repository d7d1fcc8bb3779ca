//! A post as it is typed, and the check that the person at the keys may give it.

use super::chain;
use crate::{Cx, Error, Invalid};
use jiff::civil::Date;
use ocop_domain::account::{Act, Facts, Role, Scope, may_appoint};
use ocop_store::Db;
use ocop_store::account as store;
use serde::Deserialize;
use serde_json::json;

/// A post as typed: codes of the present map (`area` empty = the whole country), days as dd/mm/yyyy.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PostForm {
    pub role: String,
    pub area: String,
    pub producer: String,
    pub from: String,
    pub until: String,
    pub decision: String,
}

/// A post that is sound and may be given.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub role: Role,
    pub scope: Scope,
    pub province: Option<String>,
    pub area_id: Option<String>,
    pub producer_id: Option<String>,
    pub from: Date,
    pub until: Option<Date>,
    pub decision: Option<String>,
}

impl Checked {
    /// For the journal: what was given, without a person.
    pub fn diff(&self) -> serde_json::Value {
        serde_json::json!({
            "role": self.role.as_str(), "area": self.area_id, "producer": self.producer_id,
            "from": self.from.to_string(), "until": self.until.map(|d| d.to_string()),
        })
    }

    /// Is it this post, held on the first day of the new one?
    pub fn is(&self, held: &store::PostRow) -> bool {
        let from = self.from.to_string();
        (held.role.as_str(), &held.area_id, &held.producer_id)
            == (self.role.as_str(), &self.area_id, &self.producer_id)
            && held.valid_until.as_ref().is_none_or(|last| *last >= from)
    }

    pub async fn insert(&self, cx: &Cx, tx: &Db, account_id: &str) -> Result<String, Error> {
        let id = cx.id();
        let (from, until) = (self.from.to_string(), self.until.map(|d| d.to_string()));
        store::insert_post(tx, &self.row(cx, &id, account_id, &from, until.as_deref())).await?;
        Ok(id)
    }

    /// Stores the post as waiting for a second person.
    pub async fn insert_waiting(
        &self,
        cx: &Cx,
        tx: &Db,
        account_id: &str,
        for_owner: bool,
    ) -> Result<String, Error> {
        let id = cx.id();
        let (from, until) = (self.from.to_string(), self.until.map(|d| d.to_string()));
        store::insert_waiting(
            tx,
            &self.row(cx, &id, account_id, &from, until.as_deref()),
            cx.actor.id(),
            for_owner,
        )
        .await?;
        Ok(id)
    }

    fn row<'a>(
        &'a self,
        cx: &Cx,
        id: &'a str,
        account_id: &'a str,
        from: &'a str,
        until: Option<&'a str>,
    ) -> store::NewPost<'a> {
        store::NewPost {
            id,
            account_id,
            role: self.role.as_str(),
            area_id: self.area_id.as_deref(),
            producer_id: self.producer_id.as_deref(),
            valid_from: from,
            valid_until: until,
            decision: self.decision.as_deref(),
            at: cx.now_ms(),
        }
    }
}

/// A person who may give no post at all is told so before what was typed is looked at.
pub(super) fn gives_posts(cx: &Cx) -> Result<(), Error> {
    let gives = cx.actor.posts().iter().any(|p| !p.role.may_give().is_empty());
    if gives { Ok(()) } else { cx.allow(Act::AccountInvite, &Facts::default()) }
}

/// [`Error::Forbidden`] unless the actor may give (or end) this post.
pub(super) fn allow(cx: &Cx, role: Role, scope: &Scope, province: Option<&str>) -> Result<(), Error> {
    let mut facts = Facts { province: province.map(str::to_owned), ..Facts::default() };
    match scope {
        Scope::Nation => {}
        Scope::Province(p) => facts.province = Some(p.clone()),
        Scope::Commune { province, commune } => {
            facts.province = Some(province.clone());
            facts.commune = Some(commune.clone());
        }
        Scope::Producer(id) => facts.producer = Some(id.clone()),
    }
    cx.allow(Act::AccountInvite, &facts)?;
    if may_appoint(&cx.actor, role, scope, province) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Checks the fields; `None` with an entry in `invalid` for each that is wrong.
pub(super) async fn check(cx: &Cx, invalid: &mut Invalid, form: &PostForm) -> Result<Option<Checked>, Error> {
    let before = invalid.0.len();
    let role = match form.role.parse::<Role>() {
        Ok(role) => Some(role),
        Err(_) => {
            invalid.add("role", "choose_one");
            None
        }
    };
    let from = invalid.optional_day("from", &form.from).unwrap_or(cx.today());
    let until = invalid.optional_day("until", &form.until);
    if until.is_some_and(|u| u < from) {
        invalid.add("until", "until_before_from");
    }
    let decision = invalid.optional("decision", &form.decision, 200);
    let Some(role) = role else { return Ok(None) };
    let Some((scope, area_id, province)) = reach(cx, invalid, role, form).await? else { return Ok(None) };
    if invalid.0.len() > before {
        return Ok(None);
    }
    let producer_id = if let Scope::Producer(id) = &scope { Some(id.clone()) } else { None };
    Ok(Some(Checked { role, scope, province, area_id, producer_id, from, until, decision }))
}

type Reach = (Scope, Option<String>, Option<String>);

async fn reach(cx: &Cx, invalid: &mut Invalid, role: Role, form: &PostForm) -> Result<Option<Reach>, Error> {
    if role == Role::Producer {
        let found = store::producer_place(cx.db(), form.producer.trim()).await?;
        return Ok(match found {
            Some(p) => Some((Scope::Producer(p.id), None, p.province_code)),
            None => {
                invalid.add("producer", "producer_unknown");
                None
            }
        });
    }
    let code = form.area.trim();
    let found = if code.is_empty() {
        Some((Scope::Nation, None, None))
    } else {
        store::unit_by_code(cx.db(), code, &cx.today().to_string()).await?.and_then(|u| {
            let province = u.province_code.clone();
            let scope = match u.level.as_str() {
                "province" => Scope::Province(u.code),
                "commune" => Scope::Commune { province: province.clone(), commune: u.code },
                _ => return None,
            };
            Some((scope, Some(u.id), Some(province)))
        })
    };
    match found {
        None => invalid.add("area", "area_unknown"),
        Some((ref scope, ..)) if !role.fits(scope) => invalid.add("area", area_hint(role)),
        Some(reach) => return Ok(Some(reach)),
    }
    Ok(None)
}

/// What the role needs as its area, as a sentence's code.
fn area_hint(role: Role) -> &'static str {
    match role {
        Role::WardOfficer => "area_needs_commune",
        Role::ProvinceOffice => "area_needs_province",
        Role::MinistryOffice | Role::Administrator => "area_needs_none",
        _ => "area_needs_province_or_none",
    }
}

/// Gives an account its post at once, with the entry in the account's chain.
pub(super) async fn give_at_once(cx: &Cx, tx: &Db, account_id: &str, post: &Checked) -> Result<(), Error> {
    let post_id = post.insert(cx, tx, account_id).await?;
    let diff = json!({"post": post_id, "given": post.diff()});
    cx.journal(tx, &chain(account_id), Act::AccountInvite.as_str(), account_id, diff).await
}
