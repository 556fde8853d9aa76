//! How a command ends, for people and for scripts.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::workflow::WorkError;

/// How a command ended. The numbers are promised to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, the answer is yes.
    Done,
    /// 1: the answer is no, or the command failed on the way.
    Negative,
    /// 2: the input cannot be used.
    BadInput,
    /// 3: a person must choose.
    Choose,
}

/// Why a command did not end well.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    words: Words,
}

#[derive(Debug)]
enum Words {
    Ours(String),
    Clap(Box<clap::Error>),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Negative => Self::from(1),
            Exit::BadInput => Self::from(2),
            Exit::Choose => Self::from(3),
        }
    }
}

impl Failure {
    /// Input that cannot be used; `option` names where it came from: `--received`.
    pub fn bad_input(option: &str, why: impl Display) -> Self {
        Self { exit: Exit::BadInput, words: Words::Ours(format!("{option}: {why}")) }
    }

    /// Something that went wrong on the way.
    pub fn negative(why: impl Display) -> Self {
        Self { exit: Exit::Negative, words: Words::Ours(why.to_string()) }
    }

    /// Says why, on standard error (help and version, which clap hands over as errors, go to standard output).
    pub(super) fn report(self, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
        let written = match &self.words {
            Words::Ours(words) => writeln!(err, "error: {words}"),
            Words::Clap(error) if error.use_stderr() => write!(err, "{error}"),
            Words::Clap(help) => write!(out, "{help}"),
        };
        written.map_or(Exit::Negative, |()| self.exit)
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        let exit = if error.use_stderr() { Exit::BadInput } else { Exit::Done };
        Self { exit, words: Words::Clap(Box::new(error)) }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::negative(error)
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.words {
            Words::Ours(words) => f.write_str(words),
            Words::Clap(error) => write!(f, "{error}"),
        }
    }
}

impl From<WorkError> for Failure {
    fn from(error: WorkError) -> Self {
        Self::negative(error)
    }
}
