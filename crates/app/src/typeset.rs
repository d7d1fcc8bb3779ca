//! Sets papers beside the server's other work: a paper takes a processor for a while, and the async threads answer
//! requests.

use crate::Error;

/// Runs the setting of a paper on a thread of its own; a panic of the typesetter becomes an error of this paper.
pub(crate) async fn typeset<T, E, F>(set: F) -> Result<T, Error>
where
    T: Send + 'static,
    E: std::fmt::Display + Send + 'static,
    F: FnOnce() -> Result<T, E> + Send + 'static,
{
    tokio::task::spawn_blocking(set).await.map_err(Error::internal)?.map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[tokio::test]
    async fn a_panic_of_the_typesetter_is_an_error() {
        let made = typeset(|| -> Result<(), String> { panic!("broken paper") }).await;
        assert!(matches!(made, Err(Error::Internal(_))));
    }

    /// A call of a setting function with no `typeset(` in the twelve lines above it. `council/papers/printed.rs` is the
    /// one list of papers that is called by name; `demo` fills a database before anything is served.
    #[test]
    fn papers_are_set_off_the_async_threads() {
        let mut wrong = Vec::new();
        look(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut wrong);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    fn look(folder: &Path, wrong: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                look(&path, wrong);
            } else if name.ends_with(".rs") && !name.contains("/demo/") && !name.ends_with("/printed.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let lines: Vec<&str> = text.lines().collect();
                for (n, line) in lines.iter().enumerate() {
                    let above = &lines[n.saturating_sub(12)..=n];
                    if sets(line) && !above.iter().any(|l| l.contains("typeset(")) {
                        wrong.push(format!("{name}:{}: {}", n + 1, line.trim()));
                    }
                }
            }
        }
    }

    /// Does the line call a function of the typesetter that makes a whole paper?
    fn sets(line: &str) -> bool {
        line.split("print::").skip(1).any(|rest| {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_')
                .collect();
            let small = ["qr_svg", "undrawn"].contains(&name.as_str());
            !name.is_empty() && !small && rest[name.len()..].starts_with('(')
        })
    }
}
