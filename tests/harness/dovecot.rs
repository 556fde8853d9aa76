//! A real IMAP server, started by `tests/with-dovecot`. Every name is an account of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rightsdesk::adapters::incoming::{After, ImapSettings, Protection, Secret};
use rightsdesk::domain::personal::Personal;
use sha2::Sha256;

use super::left_out::left_out;

/// How long a test waits for one answer of the server.
const PATIENCE: Duration = Duration::from_secs(30);

/// The server.
pub struct Dovecot {
    place: PathBuf,
}

impl Dovecot {
    /// Finds it, or says that `what` is left out because there is none.
    pub fn find(what: &str) -> Option<Self> {
        let place = std::env::var_os("RIGHTSDESK_TEST_DOVECOT").map(PathBuf::from);
        if place.is_none() {
            left_out(what, "RIGHTSDESK_TEST_DOVECOT names no server");
        }
        Some(Self { place: place? })
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.place.join(name)).expect(name).trim().to_owned()
    }

    /// Where STARTTLS is offered.
    pub fn port(&self) -> u16 {
        self.read("port").parse().expect("a port")
    }

    /// Where TLS begins with the first byte.
    pub fn tls_port(&self) -> u16 {
        self.read("tls-port").parse().expect("a port")
    }

    /// The password of every account.
    pub fn password(&self) -> String {
        self.read("password")
    }

    /// The authority that signed the server's certificate.
    pub fn authority(&self) -> PathBuf {
        self.place.join("ca.crt")
    }

    /// A token that the server accepts for an account.
    pub fn token(&self, user: &str) -> String {
        let claims = format!(r#"{{"sub":"{user}","iat":1700000000,"exp":4102444800}}"#);
        let signed = [r#"{"alg":"HS256","typ":"JWT"}"#, &claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
        let mut mac = Hmac::<Sha256>::new_from_slice(self.read("token.key").as_bytes()).expect("any key fits");
        mac.update(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }

    /// How to reach an account's inbox.
    pub fn settings(&self, user: &str) -> ImapSettings {
        ImapSettings {
            host: "localhost".into(),
            port: self.tls_port(),
            protection: Protection::Wrapper,
            extra_roots: std::fs::read(self.authority()).expect("the authority"),
            username: user.into(),
            secret: Secret::Password(Personal::new(self.password())),
            folder: "INBOX".into(),
            after: After::Flag,
            since: None,
            timeout: PATIENCE,
        }
    }

    /// Signs in as somebody who delivers, looks and tidies up.
    pub fn visit(&self, user: &str) -> Visit {
        let socket = TcpStream::connect(("127.0.0.1", self.port())).expect("the server listens");
        socket.set_read_timeout(Some(PATIENCE)).expect("a socket takes a time-out");
        let mut visit = Visit { wire: BufReader::new(socket) };
        visit.line();
        visit.run(&format!("LOGIN \"{user}\" {}", self.password()));
        visit.run("SELECT INBOX");
        visit
    }
}

/// Somebody signed in.
pub struct Visit {
    wire: BufReader<TcpStream>,
}

impl Visit {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.wire.read_line(&mut line).expect("the server answers");
        line
    }

    /// Runs a command and gives the lines before its good end.
    pub fn run(&mut self, command: &str) -> Vec<String> {
        self.wire.get_mut().write_all(format!("t {command}\r\n").as_bytes()).expect("the server listens");
        self.ended(command)
    }

    fn ended(&mut self, command: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.line();
            if line.starts_with("t ") {
                assert!(line.starts_with("t OK"), "{command}: {line}");
                return lines;
            }
            lines.push(line);
        }
    }

    /// Puts a message into the inbox.
    pub fn deliver(&mut self, message: &[u8]) {
        let head = format!("t APPEND INBOX {{{}+}}\r\n", message.len());
        for part in [head.as_bytes(), message, b"\r\n"] {
            self.wire.get_mut().write_all(part).expect("the server listens");
        }
        self.ended("APPEND");
    }

    /// The numbers of the messages that fit.
    pub fn search(&mut self, criteria: &str) -> Vec<u32> {
        let lines = self.run(&format!("UID SEARCH {criteria}"));
        let found = lines.iter().filter_map(|line| line.strip_prefix("* SEARCH"));
        found.flat_map(str::split_whitespace).map(|number| number.parse().expect("a number")).collect()
    }
}

/// A server that takes a connection and then says what a test wants.
pub fn says(words: &'static str) -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let Ok(mut socket) = socket else { return };
            drop(socket.write_all(words.as_bytes()));
            // Until the client goes, so that it is never the connection that ends first.
            drop(socket.read(&mut [0; 64]));
        }
    });
    port
}
