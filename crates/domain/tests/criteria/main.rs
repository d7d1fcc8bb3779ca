//! The criteria sets and their scoring, from outside the crate: what is here is what callers may rely on.

#[cfg(test)]
mod data;
#[cfg(test)]
mod names;
#[cfg(test)]
mod property;
#[cfg(test)]
mod ranks;
#[cfg(test)]
mod scoring;
#[cfg(test)]
mod sheets;
