//! People: how they get in, prove who they are, and which posts let them act. Whoever is not known acts as the
//! public; an official acts only once his second factor has passed.

mod posts;
pub mod session;

pub use posts::HeldPost;
