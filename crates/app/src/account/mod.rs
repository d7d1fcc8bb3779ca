//! People: how they get in, prove who they are, and which posts let them act. A person who is not known acts as the
//! public; an official acts only once the second factor has passed.

pub mod accept;
pub mod access;
pub mod add;
mod base32;
mod callable;
pub mod first;
pub mod invite;
mod kept;
mod letters;
pub mod list;
pub mod manage;
pub mod own;
pub(crate) mod password;
mod post_form;
pub mod posts;
pub mod reset;
pub mod sample;
pub mod second_factor;
pub mod session;
pub mod sign_in;
pub mod signed;
mod strength;
mod sweep;
mod tries;
mod vault;
pub mod waiting;

pub(crate) use callable::callable;
pub use password::hashes_of;
pub use post_form::PostForm;
pub use posts::HeldPost;
pub use sweep::sweep;
pub use vault::SealKey;
pub(crate) use vault::prepare as prepare_key;

/// The journal's chain of an account.
pub(crate) fn chain(account_id: &str) -> String {
    format!("account:{account_id}")
}

/// An address as it is kept and looked up: one however it is typed.
pub(crate) fn email_key(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// An address that can be written to; adds to the field's errors otherwise.
fn email(invalid: &mut crate::Invalid, field: &str, typed: &str) -> String {
    let email = email_key(typed);
    if email.is_empty() {
        invalid.add(field, "required");
    } else if email.chars().count() > 200 || email.parse::<lettre::Address>().is_err() {
        invalid.add(field, "not_an_email");
    }
    email
}
