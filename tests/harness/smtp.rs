//! A mail server inside the test: real sockets, a script of misbehaviour, and a journal of what it was told.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// How long a test waits for a mail before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where in the conversation the script takes hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The final dot: the contents have been received.
    Contents,
    Rset,
    Noop,
}

/// What the server does instead of being kind.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// One reply line, without its CRLF.
    Say(&'static str),
    /// A reply, and then the connection is closed.
    SayAndClose(&'static str),
    /// Nothing, until the client gives up.
    Hang,
    /// The connection is closed without a word.
    Close,
}

/// A certificate for 127.0.0.1 that nobody has signed.
pub struct Certificate {
    /// What a client must trust to accept it.
    pub pem: String,
    pub(super) config: Arc<ServerConfig>,
}

impl Certificate {
    /// Makes one for the given name.
    pub fn of(name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).expect("a certificate is made");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows TLS")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("the key fits the certificate");
        Self { pem: made.cert.pem(), config: Arc::new(config) }
    }
}

/// How the server behaves. The default takes every mail.
#[derive(Default)]
pub struct Script {
    always: HashMap<Verb, Answer>,
    once: HashMap<Verb, VecDeque<Answer>>,
    offers: Vec<&'static str>,
    account: Option<(&'static str, &'static str)>,
    tls: Option<Arc<ServerConfig>>,
    wrapper: bool,
}

impl Script {
    /// Answers a verb like this every time.
    pub fn always(mut self, verb: Verb, answer: Answer) -> Self {
        self.always.insert(verb, answer);
        self
    }

    /// Answers a verb like this one time; several are taken in order.
    pub fn once(mut self, verb: Verb, answer: Answer) -> Self {
        self.once.entry(verb).or_default().push_back(answer);
        self
    }

    /// Announces an extension after EHLO: `STARTTLS`, `AUTH PLAIN LOGIN`, `SMTPUTF8`.
    pub fn offering(mut self, extension: &'static str) -> Self {
        self.offers.push(extension);
        self
    }

    /// The account that AUTH accepts.
    pub fn account(mut self, username: &'static str, password: &'static str) -> Self {
        self.account = Some((username, password));
        self
    }

    /// Can talk TLS after STARTTLS.
    pub fn with_tls(mut self, certificate: &Certificate) -> Self {
        self.tls = Some(Arc::clone(&certificate.config));
        self
    }

    /// Talks TLS from the first byte.
    pub fn wrapped(mut self, certificate: &Certificate) -> Self {
        self.wrapper = true;
        self.with_tls(certificate)
    }
}

/// A mail that reached its final dot.
#[derive(Clone, Debug)]
pub struct Received {
    /// The address in `MAIL FROM:<…>`, empty for the empty return path.
    pub from: String,
    /// The addresses in `RCPT TO:<…>`.
    pub to: Vec<String>,
    /// Headers and body as they came, dots unstuffed.
    pub contents: String,
    /// Whether the connection was encrypted.
    pub encrypted: bool,
}

impl Received {
    /// The values of a header, unfolded but not decoded.
    pub fn header(&self, name: &str) -> Vec<String> {
        let head = self.contents.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let of_that_name = |line: &str| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        };
        head.split("\r\n").filter_map(of_that_name).collect()
    }
}

#[derive(Default)]
struct Journal {
    lines: Vec<String>,
    mails: Vec<Received>,
    sessions: usize,
    sockets: Vec<TcpStream>,
}

struct Shared {
    script: Mutex<Script>,
    journal: Mutex<Journal>,
    came: Condvar,
    closing: AtomicBool,
}

/// The server. It stops when it is dropped.
pub struct SmtpServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl SmtpServer {
    /// Starts on a free port of 127.0.0.1.
    pub fn start(script: Script) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Shared {
            script: Mutex::new(script),
            journal: Mutex::default(),
            came: Condvar::new(),
            closing: AtomicBool::new(false),
        });
        let server = Self { address, shared: Arc::clone(&shared) };
        std::thread::spawn(move || accept(&listener, &shared));
        server
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The mails that reached their final dot, acknowledged or not.
    pub fn mails(&self) -> Vec<Received> {
        self.journal(|journal| journal.mails.clone())
    }

    /// Waits until so many mails have come.
    pub fn wait_for(&self, count: usize) -> Vec<Received> {
        self.wait_until(PATIENCE, |mails| (mails.len() >= count).then(|| mails.to_vec()))
            .unwrap_or_else(|come| panic!("only {come} of {count} mails came in {PATIENCE:?}"))
    }

    /// Waits until the mails that have come give something; else says how many there are.
    pub fn wait_until<T>(&self, patience: Duration, look: impl Fn(&[Received]) -> Option<T>) -> Result<T, usize> {
        let journal = self.shared.journal.lock().expect("no session panics");
        let mut seen = None;
        let unseen = |journal: &mut Journal| {
            seen = look(&journal.mails);
            seen.is_none()
        };
        let waited = self.shared.came.wait_timeout_while(journal, patience, unseen);
        let come = waited.expect("no session panics").0.mails.len();
        seen.ok_or(come)
    }

    /// Every command line it was given, in order, over all connections.
    pub fn lines(&self) -> Vec<String> {
        self.journal(|journal| journal.lines.clone())
    }

    /// How many connections there were.
    pub fn sessions(&self) -> usize {
        self.journal(|journal| journal.sessions)
    }

    fn journal<T>(&self, read: impl FnOnce(&Journal) -> T) -> T {
        read(&self.shared.journal.lock().expect("no session panics"))
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        for socket in self.journal(|journal| journal.sockets.iter().flat_map(TcpStream::try_clone).collect::<Vec<_>>())
        {
            let _closed_already = socket.shutdown(Shutdown::Both);
        }
        let _wakes_the_listener = TcpStream::connect(self.address);
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for socket in listener.incoming() {
        if shared.closing.load(Ordering::SeqCst) {
            return;
        }
        let Ok(socket) = socket else { continue };
        let shared = Arc::clone(shared);
        std::thread::spawn(move || serve(socket, &shared));
    }
}

fn serve(socket: TcpStream, shared: &Shared) {
    let handle = socket.try_clone().expect("a socket can be cloned");
    {
        let mut journal = shared.journal.lock().expect("no session panics");
        journal.sessions += 1;
        journal.sockets.push(socket.try_clone().expect("a socket can be cloned"));
    }
    // A session ends with an error whenever a client goes away, which is what many tests are about.
    drop(Session::new(socket, shared).and_then(|mut session| session.run()));
    // The journal holds a clone, so that dropping the socket alone would not close the connection.
    drop(handle.shutdown(Shutdown::Both));
}

enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    fn encrypt(self, config: Arc<ServerConfig>) -> io::Result<Self> {
        let Self::Plain(socket) = self else { return Ok(self) };
        let connection = ServerConnection::new(config).map_err(io::Error::other)?;
        Ok(Self::Tls(Box::new(StreamOwned::new(connection, socket))))
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        let line = format!("{line}\r\n");
        match self {
            Self::Plain(socket) => socket.write_all(line.as_bytes()),
            Self::Tls(stream) => stream.write_all(line.as_bytes()).and_then(|()| stream.flush()),
        }
    }

    /// One line without its end. Byte by byte, so that nothing of a TLS handshake is swallowed.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let mut byte = [0];
        while !line.ends_with(b"\r\n") {
            match self {
                Self::Plain(socket) => socket.read_exact(&mut byte)?,
                Self::Tls(stream) => stream.read_exact(&mut byte)?,
            }
            line.push(byte[0]);
        }
        line.truncate(line.len() - 2);
        Ok(line)
    }
}

struct Session<'a> {
    wire: Option<Wire>,
    shared: &'a Shared,
    from: String,
    to: Vec<String>,
}

impl<'a> Session<'a> {
    fn new(socket: TcpStream, shared: &'a Shared) -> io::Result<Self> {
        socket.set_nodelay(true)?;
        let mut session = Self { wire: Some(Wire::Plain(socket)), shared, from: String::new(), to: Vec::new() };
        let wrapper = shared.script.lock().expect("no session panics").wrapper;
        if wrapper {
            session.encrypt()?;
        }
        Ok(session)
    }

    fn run(&mut self) -> io::Result<()> {
        self.answer(Verb::Greeting, "220 mail.example ESMTP")?;
        loop {
            let line = String::from_utf8_lossy(&self.wire().line()?).into_owned();
            self.shared.journal.lock().expect("no session panics").lines.push(line.clone());
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => self.greet_back()?,
                "STARTTLS" => {
                    self.answer(Verb::StartTls, "220 go ahead")?;
                    self.encrypt()?;
                }
                "AUTH" => self.sign_in(&line)?,
                "MAIL" => {
                    self.from = between_angles(&line);
                    self.answer(Verb::Mail, "250 2.1.0 ok")?;
                }
                "RCPT" => self.add_recipient(&line)?,
                "DATA" => self.take_contents()?,
                "RSET" => {
                    self.to.clear();
                    self.answer(Verb::Rset, "250 ok")?;
                }
                "NOOP" => drop(self.answer(Verb::Noop, "250 ok")?),
                "QUIT" => return self.wire().say("221 bye"),
                _ => self.wire().say("500 what?")?,
            }
        }
    }

    fn wire(&mut self) -> &mut Wire {
        self.wire.as_mut().expect("a session has its wire but for the moment of encryption")
    }

    fn encrypt(&mut self) -> io::Result<()> {
        let config = self.shared.script.lock().expect("no session panics").tls.clone();
        let config = config.ok_or_else(|| io::Error::other("the script has no certificate"))?;
        let plain = self.wire.take().ok_or_else(|| io::Error::other("no wire"))?;
        self.wire = Some(plain.encrypt(config)?);
        Ok(())
    }

    /// Follows the script, or says the kind words; tells whether the answer was positive.
    fn answer(&mut self, verb: Verb, kindly: &str) -> io::Result<bool> {
        let scripted = {
            let mut script = self.shared.script.lock().expect("no session panics");
            let once = script.once.get_mut(&verb).and_then(VecDeque::pop_front);
            once.or_else(|| script.always.get(&verb).copied())
        };
        match scripted {
            None => self.wire().say(kindly).map(|()| true),
            Some(Answer::Say(words)) => self.wire().say(words).map(|()| words.starts_with(['2', '3'])),
            Some(Answer::SayAndClose(words)) => {
                self.wire().say(words).and(Err(io::ErrorKind::ConnectionAborted.into()))
            }
            Some(Answer::Close) => Err(io::ErrorKind::ConnectionAborted.into()),
            Some(Answer::Hang) => loop {
                self.wire().line()?;
            },
        }
    }

    fn greet_back(&mut self) -> io::Result<()> {
        let encrypted = matches!(self.wire, Some(Wire::Tls(_)));
        let mut offers = self.shared.script.lock().expect("no session panics").offers.clone();
        offers.retain(|offer| !(encrypted && *offer == "STARTTLS"));
        let last = offers.pop();
        let mut reply =
            vec![if last.is_some() { "250-mail.example".to_owned() } else { "250 mail.example".to_owned() }];
        reply.extend(offers.iter().map(|offer| format!("250-{offer}")));
        reply.extend(last.map(|offer| format!("250 {offer}")));
        self.answer(Verb::Ehlo, &reply.join("\r\n")).map(drop)
    }

    fn sign_in(&mut self, line: &str) -> io::Result<()> {
        let account = self.shared.script.lock().expect("no session panics").account;
        let given = if line.starts_with("AUTH LOGIN") {
            let mut given = Vec::new();
            for question in ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"] {
                self.wire().say(question)?;
                given.push(String::from_utf8_lossy(&self.wire().line()?).into_owned());
            }
            given
        } else {
            vec![line.rsplit(' ').next().unwrap_or_default().to_owned()]
        };
        let plain = |(name, word): (&str, &str)| vec![base64(format!("\0{name}\0{word}").as_bytes())];
        let login = |(name, word): (&str, &str)| vec![base64(name.as_bytes()), base64(word.as_bytes())];
        let right = account.is_some_and(|account| given == plain(account) || given == login(account));
        self.answer(Verb::Auth, if right { "235 2.7.0 welcome" } else { "535 5.7.8 wrong" }).map(drop)
    }

    fn add_recipient(&mut self, line: &str) -> io::Result<()> {
        if self.answer(Verb::Rcpt, "250 2.1.5 ok")? {
            self.to.push(between_angles(line));
        }
        Ok(())
    }

    fn take_contents(&mut self) -> io::Result<()> {
        if !self.answer(Verb::Data, "354 end with a dot")? {
            return Ok(());
        }
        let mut contents = Vec::new();
        loop {
            let line = self.wire().line()?;
            if line == b"." {
                break;
            }
            contents.extend(line.strip_prefix(b".").unwrap_or(&line));
            contents.extend(b"\r\n");
        }
        let mail = Received {
            from: std::mem::take(&mut self.from),
            to: std::mem::take(&mut self.to),
            contents: String::from_utf8(contents).expect("our mails are ASCII"),
            encrypted: matches!(self.wire, Some(Wire::Tls(_))),
        };
        self.shared.journal.lock().expect("no session panics").mails.push(mail);
        self.shared.came.notify_all();
        self.answer(Verb::Contents, "250 2.0.0 taken").map(drop)
    }
}

fn between_angles(line: &str) -> String {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or_else(String::new, |(inside, _)| inside.to_owned())
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().chain([0, 0].iter()).take(3).fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
        for place in 0..4 {
            let sign = ALPHABET[number >> (18 - 6 * place) & 63];
            text.push(if place <= chunk.len() { char::from(sign) } else { '=' });
        }
    }
    text
}
