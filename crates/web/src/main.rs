//! Filled in by the command line.

fn main() {}
