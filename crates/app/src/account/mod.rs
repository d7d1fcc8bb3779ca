//! People, sessions and posts.

pub mod session;
