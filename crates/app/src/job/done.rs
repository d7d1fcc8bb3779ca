use crate::{Error, Outage};

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// Rows served, as each job counts them.
    pub done: usize,
    /// Rows left out because of a fault of their own.
    pub failed: usize,
    /// What the first of those came to.
    pub problem: Option<String>,
}

impl Done {
    /// Counts how one row of a batch ended. A row that fails is logged and left behind, so that those after it are
    /// served; what concerns every row (no database, no room) ends the run.
    pub fn note(&mut self, what: &'static str, row: &str, outcome: Result<(), Error>) -> Result<(), Error> {
        match outcome {
            Ok(()) => self.done += 1,
            Err(
                e @ Error::Unavailable(
                    Outage::Down(_) | Outage::Unsure(_) | Outage::Full(_) | Outage::NoTurn(_),
                ),
            ) => return Err(e),
            Err(error) => {
                tracing::error!(%error, row, "{what}: one row failed, the others go on");
                self.failed += 1;
                self.problem.get_or_insert_with(|| format!("{row}: {error}"));
            }
        }
        Ok(())
    }
}

impl From<()> for Done {
    fn from((): ()) -> Done {
        Done { done: 1, ..Done::default() }
    }
}

impl From<usize> for Done {
    fn from(done: usize) -> Done {
        Done { done, ..Done::default() }
    }
}

impl From<u64> for Done {
    fn from(done: u64) -> Done {
        usize::try_from(done).unwrap_or(usize::MAX).into()
    }
}
