//! Who acts, in which post, and what that post allows. A post is a role in an area for a time; the policy is one pure
//! function over posts and facts that denies whatever it does not expressly allow.

mod act;
mod address;
mod appointment;
mod policy;
mod post;
pub mod session;
pub mod tries;

pub use act::Act;
pub use address::{client_address, try_network};
pub use appointment::{may_appoint, second_person};
pub use policy::{Decision, Facts, can};
pub use post::{Actor, Post, Role, Scope};
