//! The way to the next star, from outside the crate: exact against two solvers that know nothing of it.

#[cfg(test)]
mod brute;
#[cfg(test)]
mod exact;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod world;
