//! The binary `ocop`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ocop_web::cli::run()
}
