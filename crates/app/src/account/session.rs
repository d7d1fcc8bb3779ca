//! Placeholder until the account capability lands: on a merge conflict take the account branch's file.

use crate::{Cx, Error};
use ocop_domain::account::Post;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    pub token_hash: String,
    pub account_id: String,
    pub name: String,
    pub lang: String,
    pub csrf: String,
    pub second_factor: bool,
    pub needs_second_factor: bool,
    pub needs_totp_setup: bool,
    pub posts: Vec<Post>,
}

impl SessionInfo {
    /// The session may act for its person: whatever second factor is asked of him has been given.
    pub fn may_act(&self) -> bool {
        !self.needs_second_factor && !self.needs_totp_setup
    }
}

pub async fn find(_cx: &Cx, _token: &str) -> Result<Option<SessionInfo>, Error> {
    Ok(None)
}
