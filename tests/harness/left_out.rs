//! Saying what was not tested.
//!
//! A test that lacks something (a server, a browser, a fixture) calls [`left_out`] and returns. The line goes straight to
//! standard error, past the test runner's capture, and into a ledger that the second test binary (`tests/what_was_left_out.rs`)
//! prints when everything has run. With `RIGHTSDESK_NO_SKIP=1`, as in `tests/run`, leaving out is a failure.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// Says that a test did not run and why: `left_out("the store on PostgreSQL", "RIGHTSDESK_TEST_POSTGRES is not set")`.
pub fn left_out(what: &str, why: &str) {
    assert!(!insists(), "LEFT OUT: {what}, because {why}; and RIGHTSDESK_NO_SKIP=1 forbids leaving anything out");
    say(what, why);
}

/// Says the line, whether or not leaving out is forbidden.
pub fn say(what: &str, why: &str) {
    let line = format!("LEFT OUT: {what}, because {why}\n");
    // The macro `eprintln!` would be captured with the output of a passing test, and nobody would ever read it.
    std::io::stderr().write_all(line.as_bytes()).expect("standard error can be written");
    let mut ledger = OpenOptions::new().create(true).append(true).open(ledger()).expect("the ledger opens");
    ledger.write_all(line.as_bytes()).expect("the ledger can be written");
}

fn insists() -> bool {
    is_one("RIGHTSDESK_NO_SKIP")
}

/// Whether a switch of the test run is on.
pub fn is_one(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| value == "1")
}

/// One ledger for each run of the suite: every test binary of a run has the same parent, the test runner.
fn ledger() -> PathBuf {
    let runner = std::os::unix::process::parent_id();
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("left-out-{runner}"))
}
