//! Severity from outside the crate: councils whose severities are known, other people's programs on one fixed table,
//! and the tables that nothing can be said of.

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod fixed;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod simulated;
