//! A program of another company behind TLS: real sockets, answers that the test writes down beforehand, and a journal of what came.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::smtp::Certificate;

/// What the program does with one call.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Answers with a status, further headers and a body.
    Says(u16, Vec<(&'static str, String)>, &'static str),
    /// Reads everything, and never answers.
    Hangs,
    /// Reads everything, and hangs up.
    HangsUp,
}

impl Reply {
    /// A status and a body of JSON.
    pub fn json(status: u16, body: &'static str) -> Self {
        Self::Says(status, vec![("Content-Type", "application/json".to_owned())], body)
    }

    /// A bare status.
    pub fn status(status: u16) -> Self {
        Self::Says(status, Vec::new(), "")
    }

    /// Sends the caller elsewhere.
    pub fn moved(to: String) -> Self {
        Self::Says(307, vec![("Location", to)], "")
    }
}

/// A call that came with its whole body.
#[derive(Clone, Debug)]
pub struct Heard {
    pub method: String,
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Heard {
    /// A header; empty when it did not come.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

struct Shared {
    replies: Mutex<VecDeque<Reply>>,
    heard: Mutex<Vec<Heard>>,
    calls: Mutex<Vec<TcpStream>>,
    taken: Arc<AtomicU64>,
    closing: AtomicBool,
    tls: Arc<ServerConfig>,
}

/// The program. It stops when it is dropped.
pub struct HttpsServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// What a client must trust to accept it.
    pub pem: String,
}

impl HttpsServer {
    /// Starts on a free port of 127.0.0.1. The answers are given one after the other; the last one again and again.
    pub fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let certificate = Certificate::of("127.0.0.1");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Shared {
            replies: Mutex::new(replies.into_iter().collect()),
            heard: Mutex::default(),
            calls: Mutex::default(),
            taken: Arc::default(),
            closing: AtomicBool::new(false),
            tls: Arc::clone(&certificate.config),
        });
        let own = Arc::clone(&shared);
        std::thread::spawn(move || {
            for socket in listener.incoming() {
                if own.closing.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(socket), own) = (socket, Arc::clone(&own)) else { continue };
                // A call ends with an error whenever the caller distrusts us or goes away, which is what some tests are about.
                std::thread::spawn(move || drop(serve(&socket, &own)));
            }
        });
        Self { address, shared, pem: certificate.pem }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("https://{}/in", self.address)
    }

    /// The calls that came whole, in order.
    pub fn heard(&self) -> Vec<Heard> {
        self.shared.heard.lock().expect("no call panics").clone()
    }

    /// How many bytes of bodies were taken from the line; it goes on counting.
    pub fn taken(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.shared.taken)
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.shared.calls.lock().expect("no call panics").len()
    }
}

impl Drop for HttpsServer {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        for socket in self.shared.calls.lock().expect("no call panics").iter() {
            let _closed_already = socket.shutdown(Shutdown::Both);
        }
        let _wakes_the_listener = TcpStream::connect(self.address);
    }
}

fn serve(socket: &TcpStream, shared: &Shared) -> io::Result<()> {
    shared.calls.lock().expect("no call panics").push(socket.try_clone()?);
    // By connection, so that a call that breaks off before it is whole uses its answer up, too.
    let mut replies = shared.replies.lock().expect("no call panics");
    let reply = if replies.len() > 1 { replies.pop_front() } else { replies.front().cloned() };
    drop(replies);
    let connection = ServerConnection::new(Arc::clone(&shared.tls)).map_err(io::Error::other)?;
    let mut stream = BufReader::new(StreamOwned::new(connection, socket.try_clone()?));
    let heard = read(&mut stream, &shared.taken)?;
    // Written down before the answer: whoever has the answer finds it in the journal.
    shared.heard.lock().expect("no call panics").push(heard);
    match reply.expect("an answer was written down") {
        Reply::Says(status, headers, body) => {
            let mut lines =
                format!("HTTP/1.1 {status} Said\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
            for (name, value) in headers {
                lines.push_str(&format!("{name}: {value}\r\n"));
            }
            let stream = stream.get_mut();
            stream.write_all(format!("{lines}\r\n{body}").as_bytes())?;
            stream.conn.send_close_notify();
            stream.flush()?;
        }
        // Until the caller gives up.
        Reply::Hangs => drop(stream.read(&mut [0])),
        Reply::HangsUp => {}
    }
    socket.shutdown(Shutdown::Both)
}

/// What is taken of a body at once, in bytes.
const PIECE: usize = 64 * 1024;

fn read(stream: &mut impl BufRead, taken: &AtomicU64) -> io::Result<Heard> {
    let mut first = String::new();
    stream.read_line(&mut first)?;
    let mut words = first.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let mut heard = Heard { method, path, headers, body: Vec::new() };
    let length = heard.header("content-length").parse().map_err(io::Error::other)?;
    heard.body.resize(length, 0);
    for piece in heard.body.chunks_mut(PIECE) {
        stream.read_exact(piece)?;
        taken.fetch_add(u64::try_from(piece.len()).map_err(io::Error::other)?, Ordering::SeqCst);
    }
    Ok(heard)
}
