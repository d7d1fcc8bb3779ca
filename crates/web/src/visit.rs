//! One person's request: who asks, in which language, with which session. Every page handler starts from a [`Visit`].

use crate::csrf::Csrf;
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
use std::convert::Infallible;
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
    theme: Theme,
    flash: Option<String>,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Visit, Infallible> {
        if let Some(known) = parts.extensions.get::<Visit>() {
            return Ok(known.clone());
        }
        let cookies = CookieJar::from_headers(&parts.headers);
        let cookie = |name: &str| cookies.get(name).map(|c| c.value().to_owned());
        let mut cx = state.cx.as_actor(Actor::Public);
        cx.from = came_from(parts, &cx.config.trusted_proxies);
        let https = cx.config.https();
        let token = cookie(session_cookie(https));
        let plain = token.is_none() && https;
        let token = token.or_else(|| cookie(session_cookie(false)));
        let session = match &token {
            // A session that cannot be read is no session; the failure itself shows at the next act.
            Some(token) => session::find(&cx, token).await.unwrap_or_else(|error| {
                tracing::error!(%error, "sessions cannot be read");
                None
            }),
            None => None,
        };
        let session = session.filter(|s| !plain || s.unprefixed);
        let accepted =
            parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(str::to_owned);
        cx.lang = asked_lang(parts.uri.query())
            .or_else(|| cookie(LANG_COOKIE).and_then(|c| Lang::parse(&c)))
            .or_else(|| session.as_ref().and_then(|s| Lang::parse(&s.lang)))
            .or_else(|| accepted.and_then(|a| Lang::accepted(&a)))
            .unwrap_or_default();
        if let Some(s) = &session
            && s.may_act()
        {
            cx.actor = Actor::Person { account: s.account_id.clone(), posts: s.posts.clone() };
        }
        let path = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), |p| own_start(p.as_str()));
        let theme = cookie("theme").map_or(Theme::Auto, |t| Theme::parse(&t));
        let token = token.filter(|_| session.is_some()).unwrap_or_default();
        let visit = Visit { cx, session, token, path, theme, flash: cookie(FLASH_COOKIE) };
        parts.extensions.insert(visit.clone());
        Ok(visit)
    }
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
