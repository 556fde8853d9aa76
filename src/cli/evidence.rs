//! `rightsdesk evidence`: what shows a regulator how one case was handled, and whether such a file holds.

use std::fs::{self, File};
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::register::reading_desk;
use super::{Exit, Failure, Globals};
use crate::adapters::package::{EvidenceError, Proven, VerifyError, verify_evidence};
use crate::domain::case::Reference;
use crate::domain::request::Actor;
use crate::web::console::line_told;
use crate::workflow::reports::evidence::evidence;
use crate::workflow::secrets::hex;

const MAKING: &str = "\
Example:
  rightsdesk evidence make JR-26-7K4M-2 -o evidence.zip

The archive holds evidence.pdf (what was asked, how each date was reckoned, what was decided and why, letters, packages),
log.jsonl (the case's lines of the case log with their hashes; lines of other cases between them without contents),
requests.json (the sums of the dates for machines), letters/ and manifest.json. Findings and withheld values are not part of it,
contents whose time was over stay destroyed. The case log notes that it was made, with its SHA-256.";

const CHECKING: &str = "\
Works anywhere, without a server or a data folder. Every file is hashed and compared with manifest.json; then every line of the
case log is checked in itself and against the line before it.

Exit code 0: everything holds. Exit code 1: something does not, and the first such thing is named.
Exit code 2: the file cannot be read, or is no ZIP archive.

To show that the lines are those of the desk, compare the last hash with `rightsdesk log verify`.";

/// Evidence of one case.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make the evidence of one case
    #[command(after_help = MAKING)]
    Make {
        /// The reference of the case
        #[arg(value_name = "REFERENCE")]
        reference: String,
        /// The file to write
        #[arg(short, long, value_name = "FILE.zip")]
        out: PathBuf,
    },
    /// Check that evidence is whole and unchanged, and that its lines are chained
    #[command(after_help = CHECKING)]
    Verify {
        /// The evidence
        #[arg(value_name = "FILE.zip")]
        file: PathBuf,
    },
}

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.action {
        Action::Make { reference, out: file } => make(reference, file, globals, out),
        Action::Verify { file } => check(file, globals, out),
    }
}

fn make(reference: &str, file: &Path, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let reference = Reference::parse(reference).map_err(|error| Failure::bad_input("REFERENCE", error))?;
    let desk = reading_desk(globals)?;
    let pack = evidence(&desk, Actor::System, &reference, line_told)?;
    let unwritable = |error| Failure::bad_input("--out", format!("{}: {error}", file.display()));
    fs::write(file, &pack.bytes).map_err(unwritable)?;
    let sha256 = hex(&pack.sha256);
    if globals.json {
        writeln!(
            out,
            "{}",
            json!({ "reference": pack.reference, "file": file, "sha256": sha256, "holds": pack.holds })
        )?;
    } else {
        writeln!(out, "{}: evidence of {}, SHA-256 {sha256}.", file.display(), pack.reference)?;
        writeln!(out, "{}", if pack.holds { "The case log holds." } else { "THE CASE LOG DOES NOT HOLD." })?;
    }
    Ok(if pack.holds { Exit::Done } else { Exit::Negative })
}

fn check(file: &Path, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let refuse = |why: &str| Failure::bad_input("FILE.zip", format!("{}: {why}", file.display()));
    let source = File::open(file).map_err(|error| refuse(&error.to_string()))?;
    match verify_evidence(BufReader::new(source)) {
        Ok(proven) => tell(&proven, globals, out).map(|()| Exit::Done),
        Err(EvidenceError::Files(VerifyError::Unreadable(cause))) => Err(refuse(&cause.to_string())),
        Err(EvidenceError::Files(VerifyError::NotAnArchive)) => Err(refuse("it is no ZIP archive")),
        Err(problem) => {
            if globals.json {
                writeln!(out, "{}", json!({ "ok": false, "problem": problem.to_string() }))?;
            }
            Err(Failure::negative(format!("{} does not hold: {problem}", file.display())))
        }
    }
}

fn tell(proven: &Proven, globals: &Globals, out: &mut dyn Write) -> Result<(), Failure> {
    let Proven { files, lines, last, head } = proven;
    if globals.json {
        let last = last.map(|(seq, hash)| json!({ "line": seq, "hash": hex(&hash) }));
        let head = json!({ "line": head.0, "hash": hex(&head.1) });
        let answer = json!({ "ok": true, "files": files, "lines": lines, "last": last, "head": head });
        return Ok(writeln!(out, "{answer}")?);
    }
    writeln!(
        out,
        "Everything holds: {} files, {lines} lines of case {} with their contents.",
        files.files, files.reference
    )?;
    if let Some((seq, hash)) = last {
        writeln!(out, "The last line in it is {seq}, with the hash {}.", hex(hash))?;
    }
    Ok(writeln!(
        out,
        "When it was made, the log of {} ended at line {} with {}.",
        files.controller,
        head.0,
        hex(&head.1)
    )?)
}
