//! Getting in, one's own account, and the administrator's desk: accounts, calendar, settings, outbox, journal.

mod accounts;
mod calendar;
mod code;
mod cookie;
mod entry;
mod first_run;
mod invite;
mod journal;
mod next;
mod outbox;
mod own;
mod password;
mod readings;
mod settings;
mod sign_in;
#[cfg(test)]
mod tests;
mod waiting;

use crate::prelude::*;
use ocop_app::account::session::SessionInfo;

pub use next::own_start;
use next::safe_next;
pub use waiting::{PeopleView, of_producer};

pub(super) const CAPABILITY: Capability = Capability {
    places: &[
        place(190, "/admin/accounts", "common.nav.accounts", &[Role::Administrator, Role::ProvinceOffice]),
        place(200, "/admin/calendar", "common.nav.calendar", &[Role::Administrator]),
        place(210, "/readings", "account.readings.title", &[Role::ProvinceOffice]),
        place(230, "/admin/settings", "common.nav.settings", &[Role::Administrator]),
        place(240, "/journal", "common.nav.journal", &[Role::Auditor, Role::Administrator]),
    ],
    things: &[("account", "/admin/accounts")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-in/code", get(code::show).post(code::submit))
        .route("/desk", get(sign_in::desk))
        .route("/sign-out", post(sign_in::out))
        .route("/first-run", get(first_run::show).post(first_run::submit))
        .route("/invite/{token}", get(password::show_invite).post(password::accept))
        .route("/reset", get(password::show_request).post(password::request))
        .route("/reset/{token}", get(password::show_reset).post(password::reset))
        .route("/account", get(own::show).post(own::save))
        .route("/account/password", post(own::change_password))
        .route("/account/second-factor", get(code::show_set_up).post(code::confirm))
        .route("/account/close-others", post(own::close_others))
        .route("/admin/accounts", get(accounts::list))
        .route("/admin/accounts/new", get(invite::show).post(invite::submit))
        .route("/admin/accounts/{id}", get(accounts::show))
        .route("/admin/accounts/{id}/post", post(accounts::appoint))
        .route("/admin/accounts/{id}/invite", post(accounts::invite_again))
        .route("/admin/accounts/{id}/enable", post(accounts::enable))
        .route("/admin/accounts/{id}/name", post(accounts::rename))
        .route("/admin/accounts/{id}/second-factor", post(accounts::forget_second_factor))
        .route("/admin/posts/{id}/end", post(accounts::end_post))
        .route("/admin/waiting", get(waiting::list))
        .route("/admin/waiting/{id}/confirm", post(waiting::confirm))
        .route("/admin/waiting/{id}/refuse", post(waiting::refuse))
        .route("/account/offers/{id}/take", post(waiting::take))
        .route("/account/offers/{id}/leave", post(waiting::leave))
        .route("/producers/{id}/people/{post}/end", post(waiting::end_person))
        .route("/producers/{id}/waiting/{waiting}/confirm", post(waiting::confirm_person))
        .route("/producers/{id}/waiting/{waiting}/refuse", post(waiting::refuse_person))
        .route("/admin/calendar", get(calendar::show).post(calendar::put))
        .route("/readings", get(readings::show))
        .route("/readings/extension", post(readings::put_extension))
        .route("/readings/ends", post(readings::put_term_end))
        .route("/admin/calendar/hours", post(calendar::put_hours))
        .route("/admin/calendar/hours/remove", post(calendar::remove_hours))
        .route("/admin/calendar/{day}/remove", get(calendar::ask_remove).post(calendar::remove))
        .route("/admin/calendar/{day}/restore", post(calendar::restore))
        .route("/admin/settings", get(settings::show).post(settings::save))
        .route("/admin/outbox", get(outbox::show))
        .route("/admin/outbox/{id}/retry", post(outbox::retry))
        .route("/journal", get(journal::list))
        .route("/journal/verify", get(journal::ask).post(journal::verify))
}

/// A person who has no session is sent to sign in.
fn signed_in(visit: &Visit) -> Result<&SessionInfo, Failure> {
    visit.session.as_ref().ok_or(Failure(Error::SignIn))
}
