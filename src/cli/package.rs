//! `rightsdesk package verify`: is a package what was sent? Works anywhere, without a server or a data folder.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Exit, Failure, Globals};
use crate::adapters::package::{Verified, VerifyError, verify};

const EXAMPLES: &str = "\
Every file is hashed and compared with manifest.json. Nothing may be changed, missing, added, doubled or misnamed.

Exit code 0: everything holds. Exit code 1: something does not, and the first offending file is named.
Exit code 2: the file cannot be read, or never was a ZIP archive.

The manifest shows that the files belong together and were not changed since it was written. To show that it is the
package that was sent, compare the SHA-256 of the whole file with the one in the case log.";

/// What to do with a package.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Check that every file is there, unchanged, and nothing else
    #[command(after_help = EXAMPLES)]
    Verify {
        /// The package
        #[arg(value_name = "FILE.zip")]
        file: PathBuf,
    },
}

/// What `--json` writes.
#[derive(Serialize)]
struct Answer<'answer> {
    ok: bool,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    verified: Option<&'answer Verified>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'answer str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

/// Checks the package.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let What::Verify { file } = &args.what;
    match open(file).map_err(VerifyError::from).and_then(verify) {
        Ok(verified) => tell_good(&verified, globals, out).map(|()| Exit::Done),
        Err(VerifyError::Problem(problem)) => {
            if globals.json {
                let (name, words) = (problem.file(), problem.to_string());
                write_json(&Answer { ok: false, verified: None, file: name, problem: Some(words) }, out)?;
            }
            Err(Failure::negative(format!("{} does not hold: {problem}", file.display())))
        }
        Err(VerifyError::Unreadable(cause)) => Err(refuse(file, &cause.to_string())),
        Err(VerifyError::NotAnArchive) => Err(refuse(file, "it is no ZIP archive")),
    }
}

fn open(file: &Path) -> std::io::Result<BufReader<File>> {
    File::open(file).map(|file| BufReader::with_capacity(64 * 1024, file))
}

fn refuse(file: &Path, why: &str) -> Failure {
    Failure::bad_input("FILE.zip", format!("{}: {why}", file.display()))
}

fn tell_good(verified: &Verified, globals: &Globals, out: &mut dyn Write) -> Result<(), Failure> {
    if globals.json {
        return write_json(&Answer { ok: true, verified: Some(verified), file: None, problem: None }, out);
    }
    let Verified { reference, controller, made_at, files, bytes } = verified;
    let made = made_at.format("%-d %B %Y, %H:%M UTC");
    writeln!(out, "Everything holds: {files} files, {bytes} bytes, each as manifest.json says, and nothing else.")?;
    writeln!(out, "Reference {reference}, from {controller}, made on {made}.")?;
    Ok(())
}

fn write_json(answer: &Answer<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, answer).map_err(Failure::negative)?;
    Ok(writeln!(out)?)
}
