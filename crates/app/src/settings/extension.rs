//! How a province reads Điều 12(3), 26/2026: a lasting clause, or a transition for certificates whose window had closed
//! before the decision came into force. The article is headed "transition" and its third clause names no end; until the
//! ministry says, each province decides, and without a word the clause is lasting.

use crate::area::{NamedCode, provinces};
use crate::prelude::*;
use ocop_domain::recognition::Extension;
use ocop_store::recognition::EXTENSION_KEY;
use ocop_store::setting as store;

/// As the province set it, else lasting.
pub async fn get(db: &Db, province: &str) -> Result<Extension, Error> {
    let set = store::get(db, &format!("{EXTENSION_KEY}{province}")).await?;
    Ok(set.and_then(|v| v.parse().ok()).unwrap_or_default())
}

/// The provinces the actor may set it for, with how each reads it.
pub async fn within_reach(cx: &Cx) -> Result<Vec<(NamedCode, Extension)>, Error> {
    let mut out = Vec::new();
    for province in provinces(cx, cx.today()).await? {
        if cx.allow(Act::ExtensionSet, &of(&province.code)).is_ok() {
            let now = get(cx.db(), &province.code).await?;
            out.push((province, now));
        }
    }
    match out.is_empty() {
        true => cx.allow(Act::ExtensionSet, &Facts::default()).map(|()| out),
        false => Ok(out),
    }
}

fn of(province: &str) -> Facts {
    Facts { province: Some(province.to_owned()), ..Facts::default() }
}

/// Fields `province` (its code) and `extension`.
#[derive(Debug, Clone, Default)]
pub struct Put {
    pub province: String,
    pub extension: String,
}

pub async fn put(cx: &Cx, cmd: Put) -> Result<Extension, Error> {
    let mut invalid = Invalid::default();
    let province = cmd.province.trim();
    if !provinces(cx, cx.today()).await?.iter().any(|p| p.code == province) {
        invalid.add("province", "choose_one");
    }
    let new: Option<Extension> = cmd.extension.parse().ok();
    if new.is_none() {
        invalid.add("extension", "choose_one");
    }
    cx.allow(Act::ExtensionSet, &of(province))?;
    invalid.ok()?;
    let new = new.ok_or_else(|| Error::field("extension", "choose_one"))?;
    write_tx!(cx, |tx| {
        let old = get(&tx, province).await?;
        store::set(&tx, &format!("{EXTENSION_KEY}{province}"), new.as_str()).await?;
        store::touch_public(&tx).await?;
        let diff = json!({"extension": [old.as_str(), new.as_str()], "province": province});
        cx.journal(&tx, "settings", Act::ExtensionSet.as_str(), province, diff).await?;
        Ok(new)
    })
}
