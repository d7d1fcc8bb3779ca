//! Says in one sentence what is missing, and rebuilds when texts or bundled files change.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=../../assets/dist");
    if !Path::new("../../assets/dist/app.css").exists() {
        println!("cargo::error=assets/dist is missing: run `make assets` first");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
