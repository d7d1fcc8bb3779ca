//! The accounts of a demo: told on its sign-in page, and out of place anywhere else.

use crate::{Cx, Error};
use ocop_store::setting;

/// One password for the whole cast; it opens nothing but a demo.
pub const PASSWORD: &str = "xin moi dung thu";

/// The cast as JSON, for the sign-in page.
pub const ACCOUNTS: &str = "demo.accounts";

/// Was this data filled by the demo, and is it served otherwise? Accounts of the cast cannot sign in then.
pub async fn out_of_place(cx: &Cx) -> Result<bool, Error> {
    Ok(!cx.config.demo && setting::get(cx.db(), ACCOUNTS).await?.is_some())
}

/// One of the demo's accounts; its password is no secret.
#[derive(Debug, Clone, serde::Deserialize, serde::Serialize)]
pub struct DemoAccount {
    pub email: String,
    pub password: String,
    pub role: ocop_domain::account::Role,
    pub name: String,
    /// Its post reaches the whole country.
    #[serde(default)]
    pub nation: bool,
}

/// What the sign-in page of the demo lists; nothing anywhere else.
pub async fn demo_accounts(cx: &Cx) -> Result<Vec<DemoAccount>, Error> {
    if !cx.config.demo {
        return Ok(vec![]);
    }
    let text = setting::get(cx.db(), ACCOUNTS).await?;
    text.map_or(Ok(vec![]), |t| serde_json::from_str(&t).map_err(Error::internal))
}
