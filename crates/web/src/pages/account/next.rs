//! Where a person goes after signing in: back to a page of ours, and nowhere else.

use axum::http::Uri;

/// The address asked for, if it is a path of our own; the front page otherwise. Browsers drop tabs and line breaks within
/// an address and read `\` as `/`, so that whatever holds one of these could lead elsewhere; the same once percent
/// signs are taken apart, should something on the way do so.
pub fn safe_next(next: &str) -> &str {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let decoded: String =
        form_urlencoded::parse(format!("p={}", path.replace('+', "%2B").replace('&', "%26")).as_bytes())
            .map(|(_, value)| value.into_owned())
            .collect();
    let parses = next.parse::<Uri>().is_ok_and(|uri| uri.scheme().is_none() && uri.authority().is_none());
    if parses && own_path(next) && own_path(&decoded) { next } else { "/" }
}

fn own_path(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//") && !text.contains(|c: char| c == '\\' || c.is_control())
}

/// The path of a request as links on its own page begin with it: exactly one `/` in front, or `//host` would be another
/// site.
pub fn own_start(path: &str) -> String {
    format!("/{}", path.trim_start_matches(['/', '\\']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_a_foreign_site_after_signing_in() {
        for bad in [
            "",
            "x",
            "https://x",
            "//x",
            "/\\x",
            "/\t/x",
            "/\n/x",
            "/\r/x",
            "/\x0b/x",
            "\t//x",
            "/\u{85}/x",
            "/%2fx",
            "/%2Fx",
            "/%5cx",
            "/%09/x",
            "/%0a/x",
            "/%0b/x",
            "/%00",
            "///x",
            "javascript:alert(1)",
            "/\0",
        ] {
            assert_eq!(safe_next(bad), "/", "{bad:?}");
        }
        for good in
            ["/", "/dossiers?page=2", "/products/67-123#top", "/areas?q=m%E1%BA%AFm", "/a?next=//b", "/a%20b"]
        {
            assert_eq!(safe_next(good), good);
        }
    }

    #[test]
    fn a_path_begins_with_one_stroke() {
        for (asked, kept) in [
            ("//evil.example/x", "/evil.example/x"),
            ("/\\evil.example/x", "/evil.example/x"),
            ("///x?q=1", "/x?q=1"),
            ("/dossiers//x", "/dossiers//x"),
            ("*", "/*"),
        ] {
            assert_eq!(own_start(asked), kept);
        }
    }
}
