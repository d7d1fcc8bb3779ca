//! Steps of a proof that end in findings.

use crate::Error;

/// What cannot be read is a finding, and the proof goes on; only a database that gives no answer ends it.
pub(crate) fn goes_on(
    looked_at: Result<i64, Error>,
    what: &str,
    breaks: &mut Vec<String>,
) -> Result<i64, Error> {
    match looked_at {
        Err(e @ (Error::Unavailable(_) | Error::Busy)) => Err(e),
        Err(e) => {
            breaks.push(format!("{what}: cannot be read: {e}"));
            Ok(0)
        }
        done => done,
    }
}
