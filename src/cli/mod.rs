//! The command line: one file per command.

use std::process::ExitCode;

/// Reads the command line and runs the command.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
