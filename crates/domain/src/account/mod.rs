//! Who acts, in which post, and what that post allows. A post is a role in an area for a time; the policy is one pure
//! function over posts and facts that denies whatever it does not expressly allow.

mod act;
mod appointment;
mod policy;
mod post;

pub use act::Act;
pub use appointment::may_appoint;
pub use policy::{Decision, Facts, can};
pub use post::{Actor, Post, Role, Scope};
