//! Rows of people: accounts, their sessions, the posts they hold and the letters that let them in. Tokens come in
//! hashed; nothing here can give one back.

mod invitation;
mod list;
mod person;
mod post;
mod reset;
mod session;
mod standing;
mod tries;
mod waiting;

pub use invitation::{
    Invitation, add_invitation, asked_since, find_invitation, forget_invitations, use_invitation,
};
pub use list::{AccountFilter, AccountLine, count, list, names};
pub use person::{
    AccountRow, NewAccount, any, by_email, by_id, enable, insert, none_sealed, rehash, set_lang, set_name,
    set_password, set_totp, step_used, totp_secrets,
};
pub use post::{NewPost, PostRow, end_post, insert_post, post, posts_of};
pub use reset::{ResetRequest, ask_reset, reset_requests, take_reset};
pub use session::{
    NewSession, SessionLine, SessionRow, close_all, close_session, find_session, forget_waiting_totp,
    insert_session, rotate, sessions_of, slide, sweep_codes, sweep_invitations, sweep_sessions, totp_waiting,
    wait_totp,
};
pub use standing::{ProducerPlace, Unit, producer_place, standing, unit_by_code};
pub use tries::{TryKey, TryRow, count_try, forget_tries, lock_tries, sweep_tries, tries_passed};
pub use waiting::{
    ActingFor, WaitingRow, acting_for, answer_waiting, insert_waiting, offers, producer_email, take_offer,
    unconfirmed, waiting_for_producer, waiting_post, waiting_posts,
};
