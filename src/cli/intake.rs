//! `rightsdesk intake`: what arrives by mail. `read` says what a message is and changes nothing.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono_tz::Tz;

use super::{Exit, Failure, Globals, compose};
use crate::adapters::incoming::{LARGEST, parse};
use crate::config::lexicons;
use crate::domain::incoming::Proposal;
use crate::domain::request::Actor;
use crate::workflow::WorkError;
use crate::workflow::incoming::{self, Taken};

const READ_HELP: &str = "\
Nothing is stored and nothing is sent. Each guess comes with the words that led to it; a person decides.

Examples:
  rightsdesk intake read letter.eml
  rightsdesk intake read --json - < letter.eml

Exit code 2: the file cannot be read, is empty, larger than 25 MiB, or no e-mail message.";

/// What arrives by mail.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Say what a message is: request or not, which rights, who asks, when it came
    #[command(after_help = READ_HELP)]
    Read {
        /// The message as it came (RFC 5322); - reads standard input
        #[arg(value_name = "FILE.eml")]
        file: PathBuf,
        /// The company's time zone, in which the day of receipt is counted
        #[arg(long, value_name = "ZONE", default_value = "Europe/London")]
        zone: Tz,
    },
    /// Take a message into the inbox, once
    #[command(after_help = ADD_HELP)]
    Add {
        /// The message as it came (RFC 5322); - reads standard input
        #[arg(value_name = "FILE.eml")]
        file: PathBuf,
        /// The company that it was written to; else the one whose mailbox it names
        #[arg(long, value_name = "ID")]
        controller: Option<String>,
    },
}

const ADD_HELP: &str = "\
For a pipe from a mail server, or for files at hand:
  rightsdesk intake add - < letter.eml

When this ends with exit code 0, the message is on disk, sealed, and stands in the inbox of the console. The same message twice is
one entry. Nothing is answered and no case is opened before somebody has looked at it.

Exit code 1: it could not be stored; deliver it again later. Exit code 2: it cannot be read.";

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.action {
        Action::Read { file, zone } => read(file, *zone, globals, out),
        Action::Add { file, controller } => add(file, controller.as_deref(), globals, out),
    }
}

fn read(file: &Path, zone: Tz, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let reader = lexicons::reader().map_err(Failure::negative)?;
    let message = parse(&bytes_of(file)?).map_err(|why| refuse(file, why))?;
    let proposal = reader.read(&message, zone);
    if globals.json {
        let text = serde_json::to_string(&proposal).map_err(Failure::negative)?;
        writeln!(out, "{text}")?;
    } else {
        tell(&proposal, out)?;
    }
    Ok(Exit::Done)
}

fn add(file: &Path, controller: Option<&str>, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let bytes = bytes_of(file)?;
    let ground = compose::ground_of_a_desk(globals)?;
    let parts = compose::Parts {
        store: compose::open_store(&ground, compose::Migrating::Apply)?,
        clock: compose::system_clock(),
        public_url: ground.config.server.public_url(ground.config.server.listen),
        wake: Arc::new(|| {}),
    };
    let desk = compose::desk(&ground, parts)?;
    let taken = incoming::take(&desk, Actor::System, "command", controller, &bytes).map_err(|why| match why {
        WorkError::Field { what, .. } => refuse(file, what),
        other => Failure::negative(other),
    })?;
    let (id, new) = match taken {
        Taken::New(id) => (id, true),
        Taken::Known(id) => (id, false),
    };
    if globals.json {
        writeln!(out, "{}", serde_json::json!({ "entry": id, "new": new }))?;
    } else {
        let words = if new { "Taken in" } else { "Known already" };
        writeln!(out, "{words}: {id}")?;
    }
    Ok(Exit::Done)
}

/// The bytes of a file or of standard input, one more than are read at most, so that what is too large shows.
fn bytes_of(file: &Path) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|why| refuse(file, why))?;
    Ok(bytes)
}

fn refuse(file: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::bad_input("FILE.eml", format!("{}: {why}", file.display()))
}

fn tell(proposal: &Proposal, out: &mut dyn Write) -> Result<(), Failure> {
    let rights: Vec<&str> = proposal.rights.iter().map(|wish| wish.code()).collect();
    let none = |text: String| if text.is_empty() { "none".to_owned() } else { text };
    writeln!(out, "Kind        {}", proposal.kind.name())?;
    writeln!(out, "Request     {}", if proposal.is_request { "yes" } else { "no" })?;
    writeln!(out, "Rights      {}", none(rights.join(", ")))?;
    writeln!(out, "Law         {}", proposal.regime.code())?;
    writeln!(out, "Language    {}", proposal.language)?;
    let received = proposal.received.map(|day| day.format("%-d %B %Y").to_string());
    writeln!(out, "Received    {}", received.unwrap_or_else(|| "not said".to_owned()))?;
    if let Some(agent) = &proposal.on_behalf {
        writeln!(out, "Through     {}", agent.reveal())?;
    }
    for (name, value) in &proposal.identity {
        writeln!(out, "Identity    {name}: {}", value.reveal())?;
    }
    for point in &proposal.questions {
        writeln!(out, "Point       {}) {}", point.number, point.text.reveal())?;
    }
    for difficulty in &proposal.difficulties {
        writeln!(out, "Note        {}", difficulty.sentence())?;
    }
    for why in &proposal.why {
        writeln!(out, "Because     {} ← \"{}\"", why.guess, why.words.reveal())?;
    }
    Ok(())
}
