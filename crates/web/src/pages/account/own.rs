//! `/account`: one's own data, password, second factor, sessions.

use super::sign_in::raw;
use super::{cookie, signed_in};
use crate::i18n::Lang;
use crate::nav::post_word;
use crate::prelude::*;
use ocop_app::account::{own, waiting};

struct SessionView {
    since: String,
    seen: String,
    this: bool,
}

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    page: Page,
    form: Form,
    email: String,
    name: String,
    name_kept: bool,
    posts: Vec<String>,
    langs: Vec<Choice>,
    has_totp: bool,
    sessions: Vec<SessionView>,
    offers: Vec<Offer>,
    /// Posts that a second person has not confirmed yet.
    unconfirmed: Vec<String>,
}

/// A post offered to this account.
struct Offer {
    id: String,
    role: String,
    place: String,
}

async fn page(visit: &Visit, form: Option<Form>) -> Result<OwnPage, Failure> {
    let who = signed_in(visit)?;
    let own = own::view(&visit.cx, who).await?;
    let page = visit.page("account.own.title");
    let mut form = form.unwrap_or_default();
    for (name, value) in [("name", &own.name), ("phone", &own.phone), ("lang", &who.lang)] {
        if form.values(name).is_empty() {
            form.set(name, value.as_str());
        }
    }
    let posts = who
        .held
        .iter()
        .map(|h| {
            let role = post_word(page.lang, h.post.role, h.place.is_empty());
            if h.place.is_empty() { role } else { format!("{role}, {}", h.place) }
        })
        .collect();
    let sessions = own
        .sessions
        .iter()
        .map(|s| SessionView {
            since: moment(s.created_at),
            seen: moment(s.seen_at),
            this: s.token_hash == who.token_hash,
        })
        .collect();
    let langs = Lang::ALL.map(|l| Choice::new(l.code(), l.name())).to_vec();
    let offers = waiting::offers(&visit.cx, who).await?.into_iter();
    let offers = offers
        .map(|w| Offer {
            role: post_word(page.lang, w.role, w.place.is_empty()),
            place: w.place,
            id: w.row.id,
        })
        .collect();
    let unconfirmed = waiting::unconfirmed(&visit.cx, who).await?.into_iter();
    let unconfirmed = unconfirmed
        .map(|w| {
            let role = post_word(page.lang, w.role, w.place.is_empty());
            if w.place.is_empty() { role } else { format!("{role}, {}", w.place) }
        })
        .collect();
    Ok(OwnPage {
        unconfirmed,
        page,
        form,
        email: own.email,
        name: own.name,
        name_kept: own.name_kept,
        posts,
        langs,
        has_totp: who.has_totp,
        sessions,
        offers,
    })
}

pub async fn show(visit: Visit) -> Reply {
    let who = signed_in(&visit)?;
    if who.needs_second_factor {
        return Ok(redirect("/sign-in/code?next=/account"));
    }
    if who.needs_totp_setup {
        return Ok(redirect("/account/second-factor"));
    }
    Ok(Html(page(&visit, None).await?).into_response())
}

pub async fn save(visit: Visit, fields: Fields) -> Reply {
    let who = signed_in(&visit)?;
    let lang = Lang::parse(fields.get("lang")).unwrap_or_default();
    match own::edit(&visit.cx, who, fields.get("name"), fields.get("phone")).await {
        Ok(()) => {
            own::set_lang(&visit.cx, who, lang).await?;
            Ok(redirect_with(&format!("/account?lang={}", lang.code()), "account.own.saved"))
        }
        Err(e) => again(page(&visit, Some(visit.refused(&fields, e)?)).await?),
    }
}

pub async fn change_password(visit: Visit, fields: Fields) -> Reply {
    let who = signed_in(&visit)?;
    let [now, one, two] = ["password_now", "password", "password_again"].map(|n| raw(&fields, n));
    match own::change_password(&visit.cx, who, now, one, two).await {
        Ok(session) => {
            let response = redirect_with("/account", "account.own.password_changed");
            Ok(cookie::set(&visit.cx, response, &session))
        }
        Err(e) => again(page(&visit, Some(visit.refused(&fields, e)?)).await?),
    }
}

pub async fn close_others(visit: Visit, fields: Fields) -> Reply {
    let who = signed_in(&visit)?;
    if who.needs_second_factor {
        return Ok(redirect("/sign-in/code?next=/account"));
    }
    match own::close_others(&visit.cx, who, raw(&fields, "password_close")).await {
        Ok(_) => Ok(redirect_with("/account", "account.own.closed")),
        Err(e) => again(page(&visit, Some(visit.refused(&fields, e)?)).await?),
    }
}
