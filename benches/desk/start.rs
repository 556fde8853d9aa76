//! From the command to the first answered page, and the memory of a program that waits for work.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::figures::{Times, in_millis, megabytes, millis, times};
use crate::home::Home;
use crate::machine::memory;
use crate::report::{Part, Row, aim};
use crate::{Effort, Outcome};

/// What we aim at: the start in milliseconds, the memory in bytes.
const START: f64 = 300.0;
const IDLE: u64 = 40_000_000;
/// The page: the beginning of a sample company's form.
const PAGE: &str = "/r/justroo";
/// Pages that are asked for before the memory is looked at again.
const PAGES: usize = 500;
/// How long the program is left alone before its memory counts as idle.
const REST: Duration = Duration::from_secs(2);

/// Starts the program on new folders and on one that is in use.
pub fn measure(effort: Effort) -> Outcome<Vec<Part>> {
    let mut bare = Times::default();
    for _ in 0..effort.choose(15, 1) {
        bare.time(|| program().arg("--version").stdout(Stdio::null()).status())?;
    }
    let mut first = Times::default();
    for _ in 0..effort.choose(7, 1) {
        let home = Home::embedded()?;
        first.add(Running::start(home.folder())?.1);
    }
    let home = Home::embedded()?;
    drop(Running::start(home.folder())?);
    let mut again = Times::default();
    for _ in 0..effort.choose(15, 1) {
        again.add(Running::start(home.folder())?.1);
    }
    let (running, _) = Running::start(home.folder())?;
    std::thread::sleep(effort.choose(REST, Duration::ZERO));
    let idle = running.memory();
    for _ in 0..effort.choose(PAGES, 2) {
        running.ask(PAGE)?;
    }
    let used = running.memory();
    let bare = bare.median();
    let rows = vec![
        start("first start, the database made", &mut first, bare),
        start("start", &mut again, bare),
        held("memory when idle", idle),
        held(&format!("memory after {PAGES} pages"), used),
    ];
    Ok(vec![Part { name: "start".to_owned(), rows, notes: Vec::new() }])
}

fn start(what: &str, times_taken: &mut Times, bare: f64) -> Row {
    let (middle, slow) = (times_taken.median(), millis(times_taken.percentile(99)));
    Row {
        what: format!("{what}, to the first page"),
        ours: format!("{} (slowest {})", in_millis(middle), in_millis(slow)),
        yardstick: format!("{} for --version", in_millis(bare)),
        ratio: times(middle, bare),
        aim: aim("< 300 ms", middle < START),
    }
}

fn held(what: &str, bytes: u64) -> Row {
    Row {
        what: what.to_owned(),
        ours: format!("{:.1} MB", megabytes(bytes)),
        aim: aim("< 40 MB", bytes < IDLE),
        ..Row::default()
    }
}

/// Where the program says it is.
fn address(said: &mut impl BufRead) -> Outcome<String> {
    let mut line = String::new();
    while said.read_line(&mut line)? > 0 {
        if let Some((_, rest)) = line.split_once("http://") {
            return Ok(rest.trim().split('/').next().unwrap_or_default().to_owned());
        }
        line.clear();
    }
    Err("the program ended without saying where it is".into())
}

/// The program, without the settings of whoever measures.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rightsdesk"));
    let names = std::env::vars_os().map(|(name, _)| name);
    for name in names.filter(|name| name.to_string_lossy().starts_with("RIGHTSDESK_")) {
        command.env_remove(name);
    }
    // One visitor asks for hundreds of pages a second here, which is no visitor's pace.
    command.env("RIGHTSDESK_SERVER_REQUESTS_PER_MINUTE", "1000000");
    command.env("RIGHTSDESK_DESK_SAMPLES", "true").stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// The program while it serves; ended when dropped.
struct Running {
    child: Child,
    address: String,
    /// Kept open, because the program has more to say.
    _said: BufReader<ChildStdout>,
}

impl Running {
    /// Starts it, and says how long it took until it had answered a page.
    fn start(data: &Path) -> Outcome<(Self, Duration)> {
        let began = Instant::now();
        let mut serve = program();
        serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).stdout(Stdio::piped());
        let mut child = serve.spawn()?;
        let mut said = BufReader::new(child.stdout.take().ok_or("the program has no output")?);
        let address = address(&mut said);
        let running = Self { child, address: address?, _said: said };
        running.ask(PAGE)?;
        Ok((running, began.elapsed()))
    }

    /// Asks for a page and reads it to its end.
    fn ask(&self, path: &str) -> Outcome<()> {
        let mut link = TcpStream::connect(&self.address)?;
        let host = &self.address;
        write!(link, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        link.read_to_end(&mut answer)?;
        if answer.starts_with(b"HTTP/1.1 200") {
            return Ok(());
        }
        let head: String = String::from_utf8_lossy(&answer).lines().take(1).collect();
        Err(format!("the program answered {head:?} at {path}").into())
    }

    fn memory(&self) -> u64 {
        memory(&self.child.id().to_string(), "VmRSS")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
