//! Rows of people: accounts, their sessions, the posts they hold and the letters that let them in. Tokens come in
//! hashed; nothing here can give one back.

mod invitation;
mod list;
mod person;
mod post;
mod session;
mod standing;

pub use invitation::{
    Invitation, add_invitation, asked_since, find_invitation, forget_invitations, use_invitation,
};
pub use list::{AccountFilter, AccountLine, count, list, names};
pub use person::{
    AccountRow, NewAccount, any, by_email, by_id, enable, failed, insert, set_lang, set_name, set_password,
    set_totp, signed_in, step_used,
};
pub use post::{NewPost, PostRow, end_post, insert_post, post, posts_of};
pub use session::{
    NewSession, SessionLine, SessionRow, close_all, close_session, find_session, insert_session,
    pass_second_factor, sessions_of, slide, sweep_codes, sweep_invitations, sweep_sessions,
};
pub use standing::{ProducerPlace, Unit, producer_place, standing, unit_by_code};
