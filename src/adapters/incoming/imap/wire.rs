//! Bytes to and from an IMAP server: lines and literals within limits, in the clear or under TLS.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::answer::{Answer, Piece, announced};
use crate::ports::incoming::MailboxError;

/// The longest line that is read: a list of a million messages.
const LONGEST_LINE: usize = 8 * 1024 * 1024;
/// How much is read at a time.
const CHUNK: usize = 64 * 1024;

enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ClientConnection, TcpStream>>),
}

/// A connection. After any error but a time-out it is to be dropped.
pub struct Wire {
    stream: Stream,
    unread: Vec<u8>,
    at: usize,
    server: String,
}

impl Wire {
    /// Connects to the first address of the server that answers.
    pub fn connect(server: &str, port: u16, timeout: Duration) -> Result<Self, MailboxError> {
        let unreachable = |_: io::Error| MailboxError::Unreachable { server: server.to_owned() };
        let mut last = ErrorKind::NotFound.into();
        for address in (server, port).to_socket_addrs().map_err(unreachable)? {
            match TcpStream::connect_timeout(&address, timeout) {
                Ok(socket) => {
                    let ready = socket
                        .set_read_timeout(Some(timeout))
                        .and_then(|()| socket.set_write_timeout(Some(timeout)))
                        .and_then(|()| socket.set_nodelay(true));
                    ready.map_err(unreachable)?;
                    return Ok(Self {
                        stream: Stream::Plain(socket),
                        unread: Vec::new(),
                        at: 0,
                        server: server.to_owned(),
                    });
                }
                Err(error) => last = error,
            }
        }
        Err(unreachable(last))
    }

    /// Goes on under TLS. What the server said in the clear before is not believed (RFC 3501 section 6.2.1).
    pub fn encrypt(self, config: Arc<ClientConfig>, name: ServerName<'static>) -> Result<Self, MailboxError> {
        let untrusted = || MailboxError::Untrusted { server: self.server.clone() };
        let Stream::Plain(mut socket) = self.stream else { return Ok(self) };
        if self.at < self.unread.len() {
            return Err(untrusted());
        }
        let mut connection = ClientConnection::new(config, name).map_err(|_unusable| untrusted())?;
        while connection.is_handshaking() {
            connection.complete_io(&mut socket).map_err(|error| match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut => MailboxError::TimedOut { server: self.server.clone() },
                _ => untrusted(),
            })?;
        }
        let stream = Stream::Tls(Box::new(StreamOwned::new(connection, socket)));
        Ok(Self { stream, unread: Vec::new(), at: 0, server: self.server })
    }

    /// The server's name, for errors.
    pub fn server(&self) -> String {
        self.server.clone()
    }

    /// How long a read waits from now on.
    pub fn be_patient_for(&self, time: Duration) -> Result<(), MailboxError> {
        let socket = match &self.stream {
            Stream::Plain(socket) => socket,
            Stream::Tls(stream) => &stream.sock,
        };
        socket.set_read_timeout(Some(time)).map_err(|error| self.broken(&error))
    }

    /// Sends a line.
    pub fn say(&mut self, line: &str) -> Result<(), MailboxError> {
        let bytes = format!("{line}\r\n");
        let sent = match &mut self.stream {
            Stream::Plain(socket) => socket.write_all(bytes.as_bytes()),
            Stream::Tls(stream) => stream.write_all(bytes.as_bytes()).and_then(|()| stream.flush()),
        };
        sent.map_err(|error| self.broken(&error))
    }

    /// One answer with its literals, none of them larger than `largest`.
    pub fn answer(&mut self, largest: usize) -> Result<Answer, MailboxError> {
        let mut pieces = Vec::new();
        loop {
            let line = self.line()?;
            let literal = announced(&line);
            pieces.push(Piece::Text(line));
            let Some(length) = literal else { return Ok(Answer { pieces }) };
            if length > largest {
                return Err(MailboxError::Garbled { server: self.server() });
            }
            pieces.push(Piece::Literal(self.exactly(length)?));
        }
    }

    fn line(&mut self) -> Result<Vec<u8>, MailboxError> {
        let mut looked = 0;
        loop {
            let waiting = self.unread.get(self.at..).unwrap_or_default();
            let fresh = waiting.get(looked..).unwrap_or_default();
            if let Some(end) = fresh.iter().position(|byte| *byte == b'\n') {
                let mut line = self.take(looked + end + 1);
                line.truncate(line.len() - 1);
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            looked = waiting.len();
            if looked > LONGEST_LINE {
                return Err(MailboxError::Garbled { server: self.server() });
            }
            self.fill()?;
        }
    }

    fn exactly(&mut self, length: usize) -> Result<Vec<u8>, MailboxError> {
        while self.unread.len() - self.at < length {
            self.fill()?;
        }
        Ok(self.take(length))
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let taken = self.unread.get(self.at..self.at + length).unwrap_or_default().to_vec();
        self.at += length;
        if self.at >= self.unread.len() {
            self.unread.clear();
            self.at = 0;
        }
        taken
    }

    /// Reads some more. Nothing is lost when it times out: what came before is still there.
    fn fill(&mut self) -> Result<(), MailboxError> {
        if self.at > CHUNK {
            self.unread.drain(..self.at);
            self.at = 0;
        }
        let before = self.unread.len();
        self.unread.resize(before + CHUNK, 0);
        let room = self.unread.get_mut(before..).unwrap_or_default();
        let read = match &mut self.stream {
            Stream::Plain(socket) => socket.read(room),
            Stream::Tls(stream) => stream.read(room),
        };
        self.unread.truncate(before + read.as_ref().copied().unwrap_or_default());
        match read {
            Ok(0) => Err(MailboxError::Lost { server: self.server() }),
            Ok(_) => Ok(()),
            Err(error) => Err(self.broken(&error)),
        }
    }

    fn broken(&self, error: &io::Error) -> MailboxError {
        match error.kind() {
            ErrorKind::WouldBlock | ErrorKind::TimedOut => MailboxError::TimedOut { server: self.server() },
            _ => MailboxError::Lost { server: self.server() },
        }
    }
}
