//! The binary: hand the command line to [`rightsdesk::cli`] and leave with its exit code.

use std::process::ExitCode;

/// A submission allocates some thousand small things on several threads at once; docs/PERFORMANCE.md says what this is worth.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rightsdesk::cli::run()
}
