//! The binary `ocop`.

use std::process::ExitCode;

/// The system's own allocator keeps what loading all areas leaves behind: 235 MB at rest.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ocop_web::cli::run()
}
