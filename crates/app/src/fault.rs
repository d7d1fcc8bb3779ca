//! What failed inside an act: in words, with the causes beneath them, and where. For the log alone; a reader gets a page
//! that says so and no more.

use std::backtrace::Backtrace;
use std::error::Error as Cause;
use std::fmt;

/// Functions of ours that are told as the place, the innermost first.
const FRAMES: usize = 4;
/// Functions that only make the error.
const OWN: [&str; 2] = ["ocop_app::fault::Fault", "ocop_app::error::Error"];

pub struct Fault {
    what: String,
    causes: Vec<String>,
    trace: Backtrace,
}

impl Fault {
    pub(crate) fn new(cause: Box<dyn Cause + Send + Sync>) -> Fault {
        let what = cause.to_string();
        let mut causes: Vec<String> = Vec::new();
        let mut next = cause.source();
        while let Some(deeper) = next {
            let words = deeper.to_string();
            // Many errors say their cause in their own words already.
            if !what.contains(&words) && !causes.contains(&words) {
                causes.push(words);
            }
            next = deeper.source();
        }
        Fault { what, causes, trace: Backtrace::force_capture() }
    }

    /// What lies beneath, the nearest first, without what its own words say already.
    pub fn causes(&self) -> String {
        self.causes.join(": ")
    }

    /// Through which functions of the program it came; worked out when asked for.
    pub fn place(&self) -> String {
        functions(&self.trace.to_string()).join(" < ")
    }
}

fn functions(trace: &str) -> Vec<&str> {
    let named = trace.lines().filter_map(|line| line.trim().split_once(": ")).map(|(_, name)| name);
    let ours = named.map(|name| name.trim_start_matches('<')).filter(|name| name.starts_with("ocop_"));
    let mut found: Vec<&str> = Vec::new();
    for name in ours.filter(|name| !OWN.iter().any(|own| name.starts_with(own))) {
        let name = name.split("::{{closure}}").next().unwrap_or(name);
        if found.last() != Some(&name) {
            found.push(name);
        }
    }
    found.truncate(FRAMES);
    found
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fault").field(&self.what).field(&self.causes).finish()
    }
}

impl From<&str> for Box<Fault> {
    fn from(what: &str) -> Box<Fault> {
        Box::new(Fault::new(what.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[derive(Debug, thiserror::Error)]
    #[error("the list cannot be read")]
    struct Outer(#[source] std::num::ParseIntError);

    fn read() -> Result<i64, Error> {
        "x".parse().map_err(|e| Error::internal(Outer(e)))
    }

    #[test]
    fn a_fault_keeps_its_causes_and_its_place() {
        let Err(Error::Internal(fault)) = read() else { panic!("it was read") };
        assert_eq!(fault.to_string(), "the list cannot be read");
        assert_eq!(fault.causes(), "invalid digit found in string");
        assert!(fault.place().starts_with("ocop_app::fault::tests::read"), "{}", fault.place());
    }

    #[test]
    fn the_place_is_told_by_functions_of_ours() {
        let trace = "   0: ocop_app::fault::Fault::new\n             at ./x.rs:1:2\n   1: ocop_app::error::Error::internal\n   \
                     2: core::result::Result<T,E>::map_err\n   3: ocop_app::council::close::{{closure}}\n   4: \
                     ocop_app::council::close::{{closure}}::{{closure}}\n   5: ocop_web::pages::close\n";
        assert_eq!(functions(trace), ["ocop_app::council::close", "ocop_web::pages::close"]);
    }
}
