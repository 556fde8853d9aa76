//! Mail both ways: messages read a second, a first look into a full mailbox, and letters sent a second.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use chrono_tz::Europe::London;
use rightsdesk::adapters::incoming::Maildir;
use rightsdesk::adapters::mail::{Security, SmtpMailer, SmtpSettings};
use rightsdesk::cli::compose;
use rightsdesk::config::lexicons;
use rightsdesk::domain::case::{Asked, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::Actor;
use rightsdesk::domain::right::Right;
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::incoming::{LetterReader, MailFolder, WatchedMailbox};
use rightsdesk::ports::mailer::Mailer;
use rightsdesk::ports::receivers::NoReceivers;
use rightsdesk::ports::recipients::NoPrograms;
use rightsdesk::workflow::intake::submit;
use sha2::{Digest, Sha256};

use crate::figures::number;
use crate::home::Home;
use crate::report::{Part, Row, aim};
use crate::{Effort, Outcome};

/// Messages that a mailbox holds when somebody points the desk at it.
const MAILBOX: usize = 10_000;
/// Messages a second that are read, and letters a second that leave, at least.
const AIM: f64 = 100.0;

/// Measures the three.
pub fn measure(effort: Effort) -> Outcome<Vec<Part>> {
    let letters = letters()?;
    let rows = vec![read(effort, &letters)?, first_look(effort, &letters)?, outbox(effort)?];
    Ok(vec![Part { name: "mail".to_owned(), rows, notes: Vec::new() }])
}

/// The letters that come with the tests.
fn letters() -> Outcome<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/incoming/letters");
    let mut letters = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "eml") {
            letters.push(fs::read(path)?);
        }
    }
    if letters.is_empty() { Err("there are no letters to read".into()) } else { Ok(letters) }
}

fn a_second(count: usize, took: Duration) -> f64 {
    number(count) / took.as_secs_f64().max(0.000_001)
}

fn row(what: &str, ours: f64, yardstick: f64) -> Row {
    Row {
        what: what.to_owned(),
        ours: format!("{ours:.0} a second"),
        yardstick: format!("{yardstick:.0} a second"),
        ratio: format!("{:.4}", ours / yardstick),
        aim: aim(&format!("> {AIM:.0} a second"), ours > AIM),
    }
}

/// Taking apart and reading, in one thread; the yardstick is one SHA-256 of the same bytes.
fn read(effort: Effort, letters: &[Vec<u8>]) -> Outcome<Row> {
    let reader = rightsdesk::adapters::incoming::MimeReader::new(|| lexicons::reader().ok());
    let rounds = effort.choose(20, 1);
    let began = Instant::now();
    for letter in (0..rounds).flat_map(|_| letters) {
        reader.read(letter, London)?;
    }
    let (count, took) = (rounds * letters.len(), began.elapsed());
    let began = Instant::now();
    let sums: usize =
        (0..rounds).flat_map(|_| letters).map(|letter| usize::from(Sha256::digest(letter).first() > Some(&127))).sum();
    let hashed = a_second(count.max(sums), began.elapsed());
    Ok(row("messages read", a_second(count, took), hashed))
}

/// A Maildir on the same disk, read, sealed, entered and emptied by the job; the yardstick writes and flushes the same files.
fn first_look(effort: Effort, letters: &[Vec<u8>]) -> Outcome<Row> {
    let home = Home::embedded()?;
    let (count, mailbox) = (effort.choose(MAILBOX, 20), home.folder().join("mailbox"));
    for part in ["new", "cur", "tmp"] {
        fs::create_dir_all(mailbox.join(part))?;
    }
    let message = |at: usize| {
        let letter = letters.get(at % letters.len()).map_or(&b""[..], Vec::as_slice);
        [format!("X-Number: {at}\r\nMessage-ID: <{at}@bench.example>\r\n").as_bytes(), letter].concat()
    };
    for at in 0..count {
        fs::write(mailbox.join("new").join(format!("{at:09}.host")), message(at))?;
    }
    let desk = home.desk()?;
    let folder: Arc<dyn MailFolder> = Arc::new(Maildir::new(&mailbox));
    let watched = WatchedMailbox { name: "bench".into(), controller: None, folder, bell: None, receipts: false };
    let worker = worker(&home, &desk, |outside| outside.mailboxes = Arc::new(vec![watched]))?;
    let began = Instant::now();
    worker.drain()?;
    let took = began.elapsed();
    if fs::read_dir(mailbox.join("new"))?.next().is_some() {
        return Err("the mailbox was not emptied".into());
    }
    let flushes = effort.choose(200, 5);
    let began = Instant::now();
    for at in 0..flushes {
        let mut file = fs::File::create(home.folder().join(format!("flushed-{at}")))?;
        file.write_all(&message(at))?;
        file.sync_all()?;
    }
    Ok(row(&format!("first look into {count} messages"), a_second(count, took), a_second(flushes, began.elapsed())))
}

/// Letters through a connection to a server on this machine; the yardstick is the bare conversation.
fn outbox(effort: Effort) -> Outcome<Row> {
    let home = Home::embedded()?;
    let (desk, port, count) = (home.desk()?, sink()?, effort.choose(1_000, 5));
    for at in 0..count {
        submit(&desk, Actor::Person, &submission(&desk, at)).map_err(|error| error.to_string())?;
    }
    let mailer: Arc<dyn Mailer> = Arc::new(SmtpMailer::new(settings(port))?);
    let worker = worker(&home, &desk, |outside| outside.mailer = mailer)?;
    let began = Instant::now();
    worker.drain()?;
    let took = began.elapsed();
    let (waiting, _) = desk.read(|_, tx, now| Ok(tx.mail_backlog(now)?))?;
    if waiting > 0 {
        return Err(format!("{waiting} letters were not sent").into());
    }
    let began = Instant::now();
    talk(port, count)?;
    Ok(row("letters sent", a_second(count, took), a_second(count, began.elapsed())))
}

fn worker(home: &Home, desk: &rightsdesk::workflow::Desk, change: impl FnOnce(&mut Outside)) -> Outcome<Worker> {
    let ground = home.ground()?;
    let failed = |failure| format!("{failure:?}");
    let mut outside = Outside {
        mailer: compose::mailer(&ground, &desk.store).map_err(failed)?,
        systems: compose::systems(&ground, &desk.store).map_err(failed)?,
        mailboxes: compose::mailboxes(&ground).map_err(failed)?,
        packager: compose::packager(),
        recipients: Arc::new(NoPrograms),
        receivers: Arc::new(NoReceivers),
        mark: compose::mark(&ground),
    };
    change(&mut outside);
    Ok(Worker::new(desk.clone(), outside, Bell::new(), TimeDelta::minutes(30)))
}

fn submission(desk: &rightsdesk::workflow::Desk, at: usize) -> Submission {
    let asked =
        Asked { right: Right::Access, detail: Personal::default(), direct_marketing: false, channels: Vec::new() };
    Submission {
        controller: "justroo".into(),
        channel: Channel::Mail,
        received_at: desk.clock.now(),
        requester: Requester {
            name: Personal::new("Priya Nair"),
            email: Personal::new(format!("p{at}@example.org")),
            language: "en".to_owned(),
        },
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers::default(),
        asked: vec![asked],
        words: Personal::default(),
        email_confirmed_at: None,
    }
}

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".into(),
        port,
        security: Security::None,
        sign_in: None,
        extra_roots: Vec::new(),
        hello: Some("bench.example".into()),
        timeout: Duration::from_secs(30),
        idle: 2,
        empty_return_path: true,
        dkim: None,
    }
}

/// A server that takes everything.
fn sink() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            std::thread::spawn(move || drop(take_everything(socket)));
        }
    });
    Ok(port)
}

fn take_everything(socket: TcpStream) -> io::Result<()> {
    socket.set_nodelay(true)?;
    let (mut lines, mut out) = (BufReader::new(socket.try_clone()?), socket);
    out.write_all(b"220 bench\r\n")?;
    let (mut line, mut contents) = (String::new(), false);
    while lines.read_line(&mut line)? > 0 {
        let reply: &[u8] = match (contents, line.trim_end()) {
            (true, ".") => b"250 taken\r\n",
            (true, _) => b"",
            (false, "DATA") => b"354 go\r\n",
            (false, _) => b"250 ok\r\n",
        };
        contents = if contents { line.trim_end() != "." } else { line.trim_end() == "DATA" };
        out.write_all(reply)?;
        line.clear();
    }
    Ok(())
}

/// The bare conversation, as often as letters were sent.
fn talk(port: u16, count: usize) -> io::Result<()> {
    let socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.set_nodelay(true)?;
    let (mut lines, mut out, mut line) = (BufReader::new(socket.try_clone()?), socket, String::new());
    lines.read_line(&mut line)?;
    for _ in 0..count {
        for words in ["MAIL FROM:<>\r\n", "RCPT TO:<a@b.example>\r\n", "DATA\r\n", "x\r\n.\r\n"] {
            out.write_all(words.as_bytes())?;
            lines.read_line(&mut line)?;
        }
    }
    Ok(())
}
