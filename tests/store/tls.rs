//! TLS to a server: encrypted, verified, and never the clear by accident.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use rightsdesk::adapters::store::{OpenError, Options, open};
use rightsdesk::ports::store::{Store, StoreError, read, write};

use crate::harness::postgres::{Database, authority};

/// A database, and the authority that signed its server's certificate.
fn prepared(what: &str) -> Option<(Database, PathBuf)> {
    let what = format!("{what} over TLS");
    Some((Database::create(&what)?, authority(&what)?))
}

fn attempt(url: &str) -> Result<Arc<dyn Store>, OpenError> {
    open(url, &Options::new(&std::env::temp_dir()))
}

/// The URL with parameters, and with another name for its host if need be.
fn url(database: &Database, host: &str, parameters: &str) -> String {
    let url = database.url();
    let (before, after) = url.split_once("@127.0.0.1:").expect("the test server listens there");
    format!("{before}@{host}:{after}?{parameters}")
}

fn words(outcome: Result<Arc<dyn Store>, OpenError>) -> String {
    outcome.err().expect("this must not open").to_string()
}

#[test]
fn a_verified_connection_is_encrypted_and_works() {
    let Some((database, ca)) = prepared("a verified connection") else { return };
    for host in ["127.0.0.1", "localhost"] {
        let url = url(&database, host, &format!("sslmode=verify-full&sslrootcert={}", ca.display()));
        let store = attempt(&url).expect("it opens");
        write::<_, StoreError, _>(&*store, |tx| tx.put_setting("greeting", Some("Jó napot"))).expect("it writes");
        let big = "é".repeat(3_000_000);
        let sent = big.clone();
        write::<_, StoreError, _>(&*store, move |tx| tx.put_setting("big", Some(&sent))).expect("whatever its size");
        let found = read::<_, StoreError, _>(&*store, |tx| tx.setting("big")).expect("it reads");
        assert_eq!(found, Some(big));
        let plain = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
            WHERE application_name = 'rightsdesk' AND datname = current_database() AND NOT ssl";
        assert_eq!(database.connect().query_one(plain, &[]).expect("a count").get::<_, i64>(0), 0);
    }
}

#[test]
fn many_connections_go_through_one_tunnel() {
    let Some((database, ca)) = prepared("many connections") else { return };
    let store = attempt(&url(&database, "localhost", &format!("sslmode=verify-full&sslrootcert={}", ca.display())))
        .expect("it opens");
    thread::scope(|scope| {
        for n in 0..16 {
            let store = &store;
            scope.spawn(move || {
                for round in 0..10 {
                    let name = format!("{n}/{round}");
                    write::<_, StoreError, _>(&**store, move |tx| tx.put_setting(&name, Some("here")))
                        .expect("it writes");
                }
            });
        }
    });
    let last = read::<_, StoreError, _>(&*store, |tx| tx.setting("15/9")).expect("it reads");
    assert_eq!(last.as_deref(), Some("here"));
}

#[test]
fn a_certificate_of_an_unknown_authority_is_refused() {
    let Some((database, _)) = prepared("an unknown authority") else { return };
    for mode in ["verify-full", "verify-ca"] {
        let said = words(attempt(&url(&database, "localhost", &format!("sslmode={mode}"))));
        assert!(said.contains("UnknownIssuer"), "{said}");
    }
}

#[test]
fn a_certificate_for_another_host_is_refused_unless_only_the_authority_counts() {
    let Some((database, ca)) = prepared("a certificate for another host") else { return };
    let at = |mode: &str| {
        let parameters = format!("hostaddr=127.0.0.1&sslmode={mode}&sslrootcert={}", ca.display());
        attempt(&url(&database, "db.example", &parameters))
    };
    let said = words(at("verify-full"));
    assert!(said.contains("db.example"), "{said}");
    drop(at("verify-ca").expect("it opens"));
    drop(at("require").expect("it opens"));
}

#[test]
fn require_encrypts_whatever_the_certificate() {
    let Some((database, _)) = prepared("a certificate that nobody looks at") else { return };
    drop(attempt(&url(&database, "localhost", "sslmode=require")).expect("it opens"));
}

#[test]
fn a_wrong_password_is_said_and_not_shown() {
    let Some((database, _)) = prepared("a wrong password") else { return };
    let right = url(&database, "localhost", "sslmode=require");
    let (scheme, rest) = right.split_once("rightsdesk:").expect("the role of the test server");
    let (_, place) = rest.split_once('@').expect("a host");
    let said = words(attempt(&format!("{scheme}rightsdesk:Gehe1m@{place}")));
    assert!(said.contains("password authentication failed") && !said.contains("Gehe1m"), "{said}");
}

#[test]
fn authorities_that_cannot_be_read_are_named() {
    let said = words(attempt("postgres://desk@localhost/desk?sslmode=verify-full&sslrootcert=/nowhere/ca.pem"));
    assert!(said.contains("/nowhere/ca.pem"), "{said}");
}

/// Somebody who answers the question for TLS with the given bytes, and tells what else was sent to them.
fn somebody(answer: &'static [u8]) -> (u16, thread::JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let thread = thread::spawn(move || {
        let (mut client, _) = listener.accept().expect("a client");
        let mut question = [0; 8];
        client.read_exact(&mut question).expect("eight bytes");
        client.write_all(answer).expect("answered");
        let mut rest = Vec::new();
        // Whether the client hangs up or breaks off does not matter; what it sent before does.
        drop(client.read_to_end(&mut rest));
        rest
    });
    (port, thread)
}

#[test]
fn nothing_is_sent_to_a_server_that_does_not_offer_tls() {
    let (port, thread) = somebody(b"N");
    let said = words(attempt(&format!("postgres://desk:Gehe1m@localhost:{port}/desk?sslmode=require")));
    assert!(said.contains("does not offer TLS"), "{said}");
    assert!(thread.join().expect("no panic").is_empty(), "not even the name of the user");
}

#[test]
fn bytes_slipped_in_before_tls_are_not_believed() {
    let (port, thread) = somebody(b"SR\0\0\0\x08\0\0\0\0Z\0\0\0\x05I");
    let said = words(attempt(&format!("postgres://desk:Gehe1m@localhost:{port}/desk?sslmode=require")));
    assert!(said.contains("no TLS with localhost"), "{said}");
    let sent = thread.join().expect("no panic");
    assert!(!sent.windows(6).any(|some| some == b"Gehe1m"));
}

#[test]
fn a_stranger_is_told_apart_from_a_server() {
    let (port, thread) = somebody(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    let said = words(attempt(&format!("postgres://desk@localhost:{port}/desk?sslmode=require")));
    assert!(said.contains("does not speak PostgreSQL"), "{said}");
    drop(thread.join());
}

#[test]
fn a_server_that_is_not_there_is_said_quickly() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    drop(listener);
    for mode in ["require", "disable"] {
        let outcome = attempt(&format!("postgres://desk@localhost:{port}/desk?sslmode={mode}"));
        assert!(matches!(&outcome, Err(OpenError::Unreachable(_))), "{mode}");
    }
}
