//! One person's request: who asks, in which language, with which session. Every page handler starts from a [`Visit`].

use crate::failure::Failure;
use crate::fields::Fields;
use crate::form::Form;
use crate::i18n::{self, Lang};
use crate::nav;
use crate::page::{Flash, Page, SignedIn, Theme};
use crate::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use axum_extra::extract::CookieJar;
use ocop_app::account::session::{self, SessionInfo};
use ocop_app::{Cx, Invalid};
use ocop_domain::account::Actor;

pub const SESSION_COOKIE: &str = "ocop_session";
pub const FLASH_COOKIE: &str = "flash";
pub const LANG_COOKIE: &str = "lang";

#[derive(Clone)]
pub struct Visit {
    /// Acts as the signed-in person, or as the public.
    pub cx: Cx,
    pub session: Option<SessionInfo>,
    /// Path with its query, as asked for.
    pub path: String,
    /// The language asked for by link or cookie: it goes before the account's.
    lang: Option<Lang>,
    theme: Theme,
    flash: Option<String>,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Failure;

    /// A session that cannot be read is not the same as none: who is signed in hears that the database does not answer.
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Visit, Failure> {
        if let Some(known) = parts.extensions.get::<Visit>() {
            return Ok(known.clone());
        }
        let mut visit = Visit::unknown(parts, state);
        if let Some(token) = session_token(&parts.headers) {
            visit.session = session::find(&visit.cx, &token).await?;
        }
        if let Some(s) = &visit.session {
            if visit.lang.is_none()
                && let Some(lang) = Lang::parse(&s.lang)
            {
                visit.cx.lang = lang;
            }
            if s.may_act() {
                visit.cx.actor = Actor::Person { account: s.account_id.clone(), posts: s.posts.clone() };
            }
        }
        parts.extensions.insert(visit.clone());
        Ok(visit)
    }
}

/// The token the browser holds, if it sends one.
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(SESSION_COOKIE).map(|c| c.value().to_owned())
}

/// The language a link asks for: `?lang=en`.
pub fn asked_lang(query: Option<&str>) -> Option<Lang> {
    let query = query?;
    form_urlencoded::parse(query.as_bytes()).find(|(k, _)| k == "lang").and_then(|(_, v)| Lang::parse(&v))
}

impl Visit {
    /// A visit as far as it is known without asking the database: nobody is signed in.
    pub fn unknown(parts: &Parts, state: &AppState) -> Visit {
        let cookies = CookieJar::from_headers(&parts.headers);
        let cookie = |name: &str| cookies.get(name).map(|c| c.value().to_owned());
        let mut cx = state.cx.as_actor(Actor::Public);
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        let lang =
            asked_lang(parts.uri.query()).or_else(|| cookie(LANG_COOKIE).and_then(|c| Lang::parse(&c)));
        cx.lang = lang.or_else(|| accepted.and_then(Lang::accepted)).unwrap_or_default();
        let path = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let theme = cookie("theme").map_or(Theme::Auto, |t| Theme::parse(&t));
        Visit { cx, session: None, path, lang, theme, flash: cookie(FLASH_COOKIE) }
    }

    /// A page whose title is the catalogue's `title_key`.
    pub fn page(&self, title_key: &str) -> Page {
        self.page_titled(i18n::t(self.cx.lang, title_key).into_owned())
    }

    pub fn page_titled(&self, title: String) -> Page {
        let mut page = Page::new(self.cx.lang, self.path.clone()).title(title);
        page.theme = self.theme;
        page.demo = self.cx.config.demo;
        page.nav = nav::nav(&self.cx);
        if let Some(s) = &self.session {
            page.csrf.clone_from(&s.csrf);
            page.account = Some(SignedIn {
                name: s.name.clone(),
                role_label: nav::role_label(&self.cx, s),
                unread: if s.may_act() { s.unread } else { 0 },
            });
        }
        page.flash = self
            .flash
            .as_deref()
            .filter(|key| i18n::has(self.cx.lang, key))
            .map(|key| Flash { kind: "good", text: i18n::t(self.cx.lang, key).into_owned() });
        page
    }

    /// What was typed, with a sentence at each field that was refused.
    pub fn form_of(&self, fields: &Fields, invalid: &Invalid) -> Form {
        let mut form = fields.form();
        for e in &invalid.0 {
            let args: Vec<(&str, &str)> = e.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            form.fail(&e.field, i18n::tf(self.cx.lang, &format!("errors.{}", e.code), &args));
        }
        form
    }
}
