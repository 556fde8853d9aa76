//! Runs after the suite and says, loudly, what the suite left out. See `tests/harness/left_out.rs`.

use std::io::Write;
use std::path::PathBuf;

#[test]
fn what_was_left_out_is_said_at_the_end() {
    let runner = std::os::unix::process::parent_id();
    let ledger = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("left-out-{runner}"));
    let Ok(text) = std::fs::read_to_string(&ledger) else { return };
    std::fs::remove_file(&ledger).expect("the ledger is ours to remove");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    let sum = format!("\n{} tests were LEFT OUT. `tests/run` runs everything:\n{}\n\n", lines.len(), lines.join("\n"));
    std::io::stderr().write_all(sum.as_bytes()).expect("standard error can be written");
}
