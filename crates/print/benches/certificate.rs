//! Certificates typeset one after the other, once warm: minimum, median and maximum of 50.

#[path = "../examples/sample/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the other samples belong to the example")]
mod sample;

use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let paper = sample::certificate();
    ocop_print::certificate(&paper)?;
    let mut times = Vec::new();
    for _ in 0..50 {
        let began = Instant::now();
        let pdf = ocop_print::certificate(&paper)?;
        times.push(began.elapsed().as_micros());
        assert!(!pdf.is_empty());
    }
    times.sort_unstable();
    println!("certificate PDF, warm: min {} median {} max {} µs", times[0], times[25], times[49]);
    Ok(())
}
