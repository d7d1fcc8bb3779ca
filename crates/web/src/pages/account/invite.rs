//! `/admin/accounts/new`: inviting a person into a post.

use super::accounts::roles;
use crate::prelude::*;
use ocop_app::account::invite;
use ocop_domain::account::{Act, Facts};

typed!(invite::Invite => "account/invite.html");
#[derive(Template)]
#[template(path = "account/invite.html")]
struct InvitePage {
    page: Page,
    form: Form,
    roles: Vec<Choice>,
}

fn page(visit: &Visit, form: Form) -> InvitePage {
    let mut page = visit.page("account.new.title");
    page = page.under("/admin/accounts", "account.list.title");
    InvitePage { page, form, roles: roles(visit) }
}

/// The query may bring `role` and `producer`, from a producer's page.
pub async fn show(visit: Visit, query: Query) -> Reply {
    if roles(&visit).is_empty() {
        visit.cx.allow(Act::AccountInvite, &Facts::default())?;
    }
    Ok(Html(page(&visit, query.form())).into_response())
}

pub async fn submit(visit: Visit, fields: Fields) -> Reply {
    let cmd = invite::Invite { post: fields.read()?, ..fields.read()? };
    match invite::invite(&visit.sending(&fields), cmd).await {
        // The list, not the account: an address that is known leads nowhere else than one that is not.
        Ok(_) => Ok(redirect_with("/admin/accounts", "account.new.sent")),
        Err(e) => again(page(&visit, visit.refused(&fields, e)?)),
    }
}
