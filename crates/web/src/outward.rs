//! What a request passes first and its answer last. Over TLS browsers are told to come back over TLS alone, and every
//! cookie is named with the prefix by which browsers refuse one that another host or a page without TLS has set; inside,
//! the names stand without it. What was asked for with a session is kept by no cache. A refusal leaves a line in the log.

use crate::state::AppState;
use crate::visit::{FLASH_COOKIE, LANG_COOKIE, session_cookie};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use ocop_domain::account::client_address;
use std::net::{IpAddr, SocketAddr};

const PREFIX: &str = "__Host-";

/// Cookies whose names are written here; the session's own brings its prefix along.
const NAMES: [&str; 3] = [FLASH_COOKIE, LANG_COOKIE, "theme"];

/// A year, for the hosts below ours as well.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

pub async fn pass(State(state): State<AppState>, mut req: Request, next: Next) -> Response {
    let config = &state.cx.config;
    let https = config.https();
    let method = req.method().clone();
    // The route and not the address: links that let in carry their secret in it.
    let route = req.extensions().get::<MatchedPath>().map(|m| m.as_str().to_owned()).unwrap_or_default();
    let address = came_from(&req, &config.trusted_proxies);
    let known = cookies(req.headers()).any(|(name, _)| name.ends_with(session_cookie(false)));
    if https {
        plain_names(req.headers_mut());
    }
    let mut response = next.run(req).await;
    let status = response.status();
    let address = address.map(|a| a.to_string()).unwrap_or_default();
    match status {
        StatusCode::UNPROCESSABLE_ENTITY => {
            tracing::info!(target: "ocop::refused", %method, route, status = status.as_u16(), address);
        }
        _ if is_refusal(status) => {
            tracing::warn!(target: "ocop::refused", %method, route, status = status.as_u16(), address);
        }
        _ => {}
    }
    let headers = response.headers_mut();
    if known && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
        prefixed_names(headers);
    }
    response
}

/// A form of another page, an act above the person's post, more or faster than there is room for, a broken request.
fn is_refusal(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BAD_REQUEST
            | StatusCode::FORBIDDEN
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
    )
}

fn came_from(req: &Request, trusted: &[IpAddr]) -> Option<IpAddr> {
    let ConnectInfo(peer) = req.extensions().get::<ConnectInfo<SocketAddr>>()?;
    let lines = req.headers().get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    Some(client_address(peer.ip(), &lines.collect::<Vec<_>>(), trusted))
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// Names as the program reads them. Where a name comes with the prefix, the same one without it is not believed.
fn plain_names(headers: &mut HeaderMap) {
    let own = |name: &str| name.strip_prefix(PREFIX).filter(|n| NAMES.contains(n)).map(str::to_owned);
    let sure: Vec<String> = cookies(headers).filter_map(|(name, _)| own(name)).collect();
    if sure.is_empty() {
        return;
    }
    let line: Vec<String> = cookies(headers)
        .filter(|(name, _)| !sure.iter().any(|s| s == name))
        .map(|(name, value)| format!("{}={value}", own(name).as_deref().unwrap_or(name)))
        .collect();
    if let Ok(line) = HeaderValue::from_str(&line.join("; ")) {
        headers.insert(header::COOKIE, line);
    }
}

fn prefixed_names(headers: &mut HeaderMap) {
    let set: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for cookie in set {
        let text = cookie.to_str().unwrap_or_default();
        let name = text.split('=').next().unwrap_or_default();
        let named = if NAMES.contains(&name) { format!("{PREFIX}{text}") } else { text.to_owned() };
        let secure = text.split(';').any(|part| part.trim().eq_ignore_ascii_case("secure"));
        let whole = if secure { named } else { format!("{named}; Secure") };
        headers.append(header::SET_COOKIE, HeaderValue::from_str(&whole).unwrap_or(cookie));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(typed: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(typed).unwrap());
        plain_names(&mut headers);
        headers[header::COOKIE].to_str().unwrap().to_owned()
    }

    #[test]
    fn a_name_with_the_prefix_goes_before_one_without() {
        assert_eq!(line("__Host-lang=en; lang=vi; a=1"), "lang=en; a=1");
        assert_eq!(line("__Host-ocop_session=t; __Host-flash=x.y"), "__Host-ocop_session=t; flash=x.y");
        assert_eq!(line("lang=vi; theme=dark"), "lang=vi; theme=dark", "kept from before");
        assert_eq!(line("__Host-other=1; lang=vi"), "__Host-other=1; lang=vi");
    }

    #[test]
    fn every_cookie_goes_out_with_the_prefix_and_secure() {
        let mut headers = HeaderMap::new();
        for cookie in [
            "lang=en; Path=/; SameSite=Lax",
            "flash=; Path=/; Max-Age=0; Secure",
            "__Host-ocop_session=t; Path=/; Secure",
        ] {
            headers.append(header::SET_COOKIE, HeaderValue::from_static(cookie));
        }
        prefixed_names(&mut headers);
        let set: Vec<_> = headers.get_all(header::SET_COOKIE).iter().map(|c| c.to_str().unwrap()).collect();
        assert_eq!(
            set,
            [
                "__Host-lang=en; Path=/; SameSite=Lax; Secure",
                "__Host-flash=; Path=/; Max-Age=0; Secure",
                "__Host-ocop_session=t; Path=/; Secure",
            ]
        );
    }
}
