//! One person's request: who asks, in which language, with which session. Every page handler starts from a [`Visit`].

use crate::csrf::Csrf;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::form::Form;
use crate::i18n::{self, Lang};
use crate::nav;
use crate::page::{Flash, Page, SignedIn, Theme};
use crate::pages::account::own_start;
use crate::state::AppState;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::{header, request::Parts};
use axum_extra::extract::CookieJar;
use ocop_app::account::session::{self, SessionInfo};
use ocop_app::{Cx, Invalid};
use ocop_domain::account::{Actor, client_address};
use ocop_domain::journal::sha256;
use std::net::{IpAddr, SocketAddr};

/// The cookie's name; under https with the prefix by which browsers refuse one that another host or a page without TLS
/// has set.
pub fn session_cookie(https: bool) -> &'static str {
    if https { "__Host-ocop_session" } else { "ocop_session" }
}

pub const FLASH_COOKIE: &str = "flash";
pub const LANG_COOKIE: &str = "lang";

#[derive(Clone)]
pub struct Visit {
    /// Acts as the signed-in person, or as the public.
    pub cx: Cx,
    pub session: Option<SessionInfo>,
    /// The token that opened it; empty without a session.
    pub token: String,
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
        let https = visit.cx.config.https();
        if let Some((token, prefixed)) = session_token(parts, https) {
            let found = session::find(&visit.cx, &token).await?;
            // Under https a token without the prefix opens only a session that began before there was one.
            visit.session = found.filter(|s| prefixed || s.unprefixed);
            visit.token = visit.session.as_ref().map_or_else(String::new, |_| token);
        }
        if let Some(s) = &visit.session {
            crate::request_log::actor(&s.account_id);
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

/// The token the browser holds, if it sends one, and whether under the name that the service's own scheme gives it.
fn session_token(parts: &Parts, https: bool) -> Option<(String, bool)> {
    let cookies = CookieJar::from_headers(&parts.headers);
    let cookie = |https: bool| cookies.get(session_cookie(https)).map(|c| c.value().to_owned());
    cookie(https).map(|token| (token, true)).or_else(|| cookie(false).map(|token| (token, false)))
}

/// The address behind a request, as the socket or a trusted proxy names it.
fn came_from(parts: &Parts, trusted: &[IpAddr]) -> Option<IpAddr> {
    let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    let lines = parts.headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    Some(client_address(peer.ip(), &lines.collect::<Vec<_>>(), trusted))
}

/// The language a link asks for: `?lang=en`.
pub fn asked_lang(query: Option<&str>) -> Option<Lang> {
    let query = query?;
    form_urlencoded::parse(query.as_bytes()).find(|(k, _)| k == "lang").and_then(|(_, v)| Lang::parse(&v))
}

impl Visit {
    /// A visit as far as it is known without asking the database: no account is signed in.
    pub fn unknown(parts: &Parts, state: &AppState) -> Visit {
        let cookies = CookieJar::from_headers(&parts.headers);
        let cookie = |name: &str| cookies.get(name).map(|c| c.value().to_owned());
        let mut cx = state.cx.as_actor(Actor::Public);
        cx.from = came_from(parts, &cx.config.trusted_proxies);
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        let lang =
            asked_lang(parts.uri.query()).or_else(|| cookie(LANG_COOKIE).and_then(|c| Lang::parse(&c)));
        cx.lang = lang.or_else(|| accepted.and_then(Lang::accepted)).unwrap_or_default();
        let path = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), |p| own_start(p.as_str()));
        // The word of the last act stands on the page it led to, not on the refusal of another.
        let flash = cookie(FLASH_COOKIE).filter(|_| parts.method.is_safe());
        let theme = cookie("theme").map_or(Theme::Auto, |t| Theme::parse(&t));
        Visit { cx, session: None, token: String::new(), path, lang, theme, flash }
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
            page.csrf = Csrf::new(&s.csrf, self.cx.ids.secret());
            page.account = Some(SignedIn {
                key: sha256(s.account_id.as_bytes()).chars().take(16).collect(),
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

    /// The context of an act that counts once however often its form is sent.
    pub fn sending(&self, fields: &Fields) -> Cx {
        Cx { sending: fields.sending.clone(), ..self.cx.clone() }
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
