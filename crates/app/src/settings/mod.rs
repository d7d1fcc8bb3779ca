//! What an administrator sets while the program runs.

pub mod calendar;
pub mod extension;
pub mod office_hours;
pub mod term_end;

use crate::{Cx, Error};

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
    let text = ocop_store::setting::get(cx.db(), crate::demo::ACCOUNTS).await?;
    text.map_or(Ok(vec![]), |t| serde_json::from_str(&t).map_err(Error::internal))
}
