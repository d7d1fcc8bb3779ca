//! The table of routes, read from what the routers themselves say they hold.

use std::collections::BTreeMap;

/// Every method that reads or changes something, with its path, from the service of a demo, which has one page more.
pub(crate) fn routes() -> Vec<(String, String)> {
    let said = format!("{:?}", crate::server::routes(true));
    // Behind it stands what answers where no route fits.
    let said = said.split("fallback_router").next().unwrap_or_default();
    let mut paths = BTreeMap::new();
    let mut methods = BTreeMap::new();
    for part in said.split("RouteId(").skip(1) {
        let (id, rest) = part.split_once("): ").unwrap();
        match rest.strip_prefix('"') {
            Some(path) => _ = paths.insert(id, path.split('"').next().unwrap()),
            None => _ = methods.insert(id, rest),
        }
    }
    assert_eq!(paths.len(), methods.len(), "the routers tell of themselves otherwise: {said}");
    let mut out = Vec::new();
    for (id, path) in paths {
        for method in ["get", "post", "put", "patch", "delete"] {
            let answers =
                methods[id].split(&format!("{method}: ")).nth(1).is_some_and(|m| !m.starts_with("None"));
            if answers {
                out.push((method.to_uppercase(), path.to_owned()));
            }
        }
    }
    out.sort();
    assert!(out.len() > 250, "only {} routes found", out.len());
    out
}

/// The route that an address belongs to: the one with the most parts that are written out.
pub(super) fn of<'a>(routes: &'a [(String, String)], method: &str, address: &str) -> Option<&'a str> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let fits = |path: &str| {
        let (mut ours, mut theirs) = (path.split('/'), address.split('/'));
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => return true,
                (Some(part), _) if part.starts_with("{*") => return true,
                (Some(part), Some(said)) if part.starts_with('{') => {
                    if said.is_empty() {
                        return false;
                    }
                }
                (Some(part), Some(said)) if part == said => {}
                _ => return false,
            }
        }
    };
    let fitting = routes.iter().filter(|(m, path)| m == method && fits(path));
    fitting
        .max_by_key(|(_, path)| path.split('/').filter(|p| !p.starts_with('{')).count())
        .map(|(_, p)| p.as_str())
}

/// The table is not empty and not cut short: it knows pages, the interface, files of the program and the figures.
#[test]
fn the_routers_tell_every_kind_of_route() {
    let routes = routes();
    for (method, path) in [
        ("GET", "/"),
        ("POST", "/dossiers/{id}/check"),
        ("PATCH", "/uploads/{id}"),
        ("GET", "/api/v1/products"),
        ("GET", "/static/{hash}/{*path}"),
        ("GET", "/metrics"),
    ] {
        assert!(routes.iter().any(|(m, p)| m == method && p == path), "{method} {path}");
    }
    assert_eq!(of(&routes, "GET", "/dossiers/new?product=x"), Some("/dossiers/new"));
    assert_eq!(of(&routes, "GET", "/dossiers/0199"), Some("/dossiers/{id}"));
    assert_eq!(of(&routes, "GET", "/nowhere/at/all"), None);
}
