//! The binary: hand the command line to [`rightsdesk::cli`] and leave with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    rightsdesk::cli::run()
}
