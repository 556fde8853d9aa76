//! The real program, from the outside: it serves, it is killed, it serves again.

mod documented;
mod kill;
mod place;
mod visitor;

use std::io::{Read, Write};
use std::net::TcpStream;

use tempfile::TempDir;

use crate::harness::program::{self, Program};

const SAMPLES: [(&str, &str); 1] = [("RIGHTSDESK_DESK_SAMPLES", "true")];

/// The status line of a page.
fn status(program: &Program, path: &str) -> String {
    let host = program.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_program_serves_survives_a_kill_and_serves_again() {
    let folder = TempDir::new().expect("a folder");
    let mut first = Program::start_on(folder.path(), &["serve"], &SAMPLES);
    let code = first.wait_for("first administrator");
    assert!(code.contains("/console/first"), "{code}");
    for path in ["/healthz", "/readyz", "/", "/r/justroo", "/status", "/console/signin"] {
        assert_eq!(status(&first, path), "HTTP/1.1 200 OK", "{path}");
    }
    assert!(status(&first, "/console").starts_with("HTTP/1.1 303"));
    assert!(!first.kill().success());
    let again = Program::start_on(folder.path(), &["serve"], &SAMPLES);
    assert_ne!(again.id(), 0);
    assert_eq!(again.data(), folder.path());
    assert_eq!(status(&again, "/r/joro-home"), "HTTP/1.1 200 OK");
    drop(again);
    let data = folder.path().display().to_string();
    let verified = program::run(&["log", "verify", "--data", &data]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

#[test]
fn a_program_of_its_own_leaves_no_folder_behind() {
    let mut program = Program::start(&["serve"]);
    let data = program.data().to_path_buf();
    assert!(data.join("rightsdesk.sqlite").exists());
    assert!(program.said().contains("Rightsdesk is at"));
    drop(program);
    assert!(!data.exists());
}
