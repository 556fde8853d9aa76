//! The real program, started as an operator would start it.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// How long a program may take to say where it listens. A debug build with cold caches needs a second or two.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running `rightsdesk` with a data folder of its own; killed, and its folder removed, when dropped.
pub struct Program {
    child: Child,
    url: String,
    lines: Receiver<String>,
    said: Vec<String>,
    folder: Folder,
}

/// A data folder is ours to remove, or belongs to a test that starts the program on it again.
enum Folder {
    Ours(TempDir),
    Lent(PathBuf),
}

impl Program {
    /// Starts `rightsdesk COMMAND… --listen 127.0.0.1:0` on a new data folder and waits for its URL.
    pub fn start(arguments: &[&str]) -> Self {
        Self::launch(arguments, &[], Folder::Ours(TempDir::new().expect("a temporary folder")))
    }

    /// The same on a folder that outlives the program, with settings from the environment.
    pub fn start_on(data: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        Self::launch(arguments, settings, Folder::Lent(data.to_path_buf()))
    }

    fn launch(arguments: &[&str], settings: &[(&str, &str)], folder: Folder) -> Self {
        let mut command = command(arguments);
        command.args(["--listen", "127.0.0.1:0", "--data"]).arg(folder.path());
        command.envs(settings.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let (sender, lines) = channel();
        let out: Box<dyn Read + Send> = Box::new(child.stdout.take().expect("standard output is piped"));
        let err: Box<dyn Read + Send> = Box::new(child.stderr.take().expect("standard error is piped"));
        for stream in [out, err] {
            let sender = sender.clone();
            // Both streams are read to their ends, or a talkative program would stand still on a full pipe.
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|l| sender.send(l))
            });
        }
        let mut program = Self { child, url: String::new(), lines, said: Vec::new(), folder };
        program.url = program.wait_for_url();
        program
    }

    fn wait_for_url(&mut self) -> String {
        loop {
            let line = self.wait_for("http://");
            let words = line.split([' ', '"', ',']).map(|word| word.trim_end_matches(['/', '.']));
            if let Some(url) = words.into_iter().find(|word| word.starts_with("http://127.0.0.1:")) {
                return url.to_owned();
            }
        }
    }

    /// Waits for a line, on either stream, that contains the words, and gives it; everything said so far is shown when it does not come.
    pub fn wait_for(&mut self, words: &str) -> String {
        loop {
            let Ok(line) = self.lines.recv_timeout(PATIENCE) else {
                let status = self.child.try_wait();
                panic!("the program never said {words:?} ({status:?}); it said:\n{}", self.said.join("\n"));
            };
            self.said.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Everything the program has said until now, on both streams.
    pub fn said(&mut self) -> String {
        self.said.extend(self.lines.try_iter());
        self.said.join("\n")
    }

    /// Where it listens: `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its data folder.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Its number, for a test that sends signals.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, as a power cut would (SIGKILL), and waits until it is gone.
    pub fn kill(&mut self) -> ExitStatus {
        self.child.kill().expect("the program is ours to kill");
        self.child.wait().expect("the program ends")
    }
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Self::Ours(folder) => folder.path(),
            Self::Lent(folder) => folder,
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The program with arguments and without the settings of whoever runs the tests.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rightsdesk"));
    let ours =
        std::env::vars_os().map(|(name, _)| name).filter(|name| name.to_string_lossy().starts_with("RIGHTSDESK_"));
    for name in ours {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs a command to its end: `run(&["deadline", "--help"])`.
pub fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program runs")
}

#[test]
fn a_command_runs_to_its_end() {
    assert!(run(&["--help"]).status.success());
}
