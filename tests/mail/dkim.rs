//! Signatures that somebody else's program believes: Debian's `python3-dkim`, and OpenSSL's keys.

use std::fs;
use std::process::Command;
use std::sync::Arc;

use rightsdesk::adapters::mail::{DkimKey, SmtpMailer, SmtpSettings};
use rightsdesk::ports::mailer::Mailer;
use tempfile::TempDir;

use super::desk::{mail, settings};
use crate::harness::left_out::left_out;
use crate::harness::smtp::{Script, SmtpServer};

/// Debian’s own; another one on the path does not see the packages.
const PYTHON: &str = "/usr/bin/python3";
const VERIFIER: &str = "import dkim, sys
name, record = sys.argv[2], sys.argv[3]
found = lambda asked, timeout=5: record.encode() if asked.rstrip(b'.') == name.encode() else None
sys.exit(0 if dkim.verify(open(sys.argv[1], 'rb').read(), dnsfunc=found) else 1)";

/// A key as `docs/MAIL-OUT.md` says to make one.
fn key(folder: &TempDir, kind: &[&str]) -> DkimKey {
    let file = folder.path().join("key.pem");
    let made = Command::new("openssl").arg("genpkey").args(kind).arg("-out").arg(&file).output().expect("openssl runs");
    assert!(made.status.success(), "{made:?}");
    DkimKey::read(&fs::read(file).expect("the key"), "justroo.com", "desk1").expect("a key that can sign")
}

fn believed(folder: &TempDir, message: &str, (name, record): &(String, String)) -> bool {
    let file = folder.path().join("message.eml");
    fs::write(&file, message).expect("a file");
    let checked = Command::new(PYTHON).args(["-c", VERIFIER]).arg(file).args([name, record]).output();
    checked.expect("python3 runs").status.success()
}

#[test]
fn another_program_believes_what_we_sign_and_nothing_that_was_changed() {
    let there = Command::new(PYTHON).args(["-c", "import dkim, nacl"]).output();
    if !there.is_ok_and(|there| there.status.success()) {
        return left_out("DKIM signatures", "python3-dkim and python3-nacl are not installed");
    }
    let folder = TempDir::new().expect("a folder");
    for kind in [&["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"][..], &["-algorithm", "ed25519"]] {
        let key = Arc::new(key(&folder, kind));
        let server = SmtpServer::start(Script::default());
        let dkim = Some(Arc::clone(&key));
        let mailer = SmtpMailer::new(SmtpSettings { dkim, ..settings(&server) }).expect("these settings are sound");
        mailer.send(&mail()).expect("taken");
        mailer.send(&mail()).expect("taken again");
        let received = server.wait_for(2);
        assert_eq!(received[0].contents, received[1].contents, "a repeat is the same to the byte");
        let (message, record) = (&received[0].contents, key.record());
        assert!(believed(&folder, message, &record), "{kind:?}\n{message}");
        assert!(!believed(&folder, &message.replace("Dear Priya", "Dear Mallory"), &record));
        assert!(!believed(&folder, &message.replace("Subject: [", "Subject: x["), &record));
        assert!(!believed(&folder, &message.replacen("From: ", "From: x@evil.example\r\nFrom: ", 1), &record));
    }
}

#[test]
fn a_key_that_is_too_short_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("short.pem");
    let made = Command::new("openssl")
        .args(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-out"])
        .arg(&file)
        .output()
        .expect("openssl runs");
    assert!(made.status.success(), "{made:?}");
    assert!(DkimKey::read(&fs::read(file).expect("the key"), "justroo.com", "desk1").is_err());
}
