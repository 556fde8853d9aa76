//! `rightsdesk suppression`: who gets no marketing any more.

use std::io::{self, Read, Write};

use clap::Subcommand;

use super::register::reading_desk;
use super::{Exit, Failure, Globals};
use crate::domain::suppression::Channel;
use crate::workflow::Desk;
use crate::workflow::secrets::hex;
use crate::workflow::suppression::{Address, each_suppression, suppress, suppressed_since};

const TEACHING: &str = "\
Examples:
  echo ann@example.org | rightsdesk suppression check --controller justroo --channel email
  rightsdesk suppression export --controller justroo > list.csv

Addresses come on standard input, one a line, so that they stand in no shell history. They are kept as keyed hashes: the list tells
whether an address is on it, and never which addresses are. An objection to marketing puts its addresses onto the list by itself.
The exported hash is HMAC-SHA-256 under a key that is sealed with the data: it compares lists, it cannot be turned back.
Exit codes of `check`: 0 no address is on the list, 1 at least one is and must not be written to.";

/// The suppression list.
#[derive(Debug, clap::Args)]
#[command(after_help = TEACHING)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Say of each address on standard input whether marketing may be sent to it
    #[command(after_help = TEACHING)]
    Check(Where),
    /// Put each address on standard input onto the list
    #[command(after_help = TEACHING)]
    Add(Where),
    /// Write the list of a company as CSV, addresses as hashes
    #[command(after_help = TEACHING)]
    Export(Company),
}

#[derive(Debug, clap::Args)]
struct Company {
    /// The company, by its id
    #[arg(long, value_name = "ID")]
    controller: String,
}

#[derive(Debug, clap::Args)]
struct Where {
    #[command(flatten)]
    company: Company,
    /// email, sms, phone, whatsapp or post
    #[arg(long, value_name = "CHANNEL")]
    channel: String,
}

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let desk = reading_desk(globals)?;
    match &args.action {
        Action::Check(place) => check(place, &desk, globals.json, out),
        Action::Add(place) => add(place, &desk, out),
        Action::Export(company) => export(company, &desk, out),
    }
}

/// The lines of standard input, each once read.
fn addresses() -> Result<Vec<String>, Failure> {
    let mut text = String::new();
    io::stdin().lock().take(64 << 20).read_to_string(&mut text)?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

impl Where {
    fn channel(&self) -> Result<Channel, Failure> {
        let known = Channel::ALL.map(Channel::code).join(", ");
        Channel::parse(&self.channel).ok_or_else(|| Failure::bad_input("--channel", format!("one of {known}")))
    }

    fn address<'a>(&'a self, channel: Channel, value: &'a str) -> Address<'a> {
        Address { controller: &self.company.controller, channel, value }
    }
}

fn check(place: &Where, desk: &Desk, json: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let channel = place.channel()?;
    let mut any = false;
    for (number, value) in addresses()?.iter().enumerate() {
        let since = suppressed_since(desk, &place.address(channel, value)).map_err(Failure::negative)?;
        any |= since.is_some();
        if json {
            writeln!(
                out,
                "{}",
                serde_json::json!({ "line": number + 1, "suppressed": since.is_some(), "since": since })
            )?;
        } else {
            let words = since.map_or_else(|| "free".to_owned(), |at| format!("suppressed since {}", at.date_naive()));
            writeln!(out, "line {}: {words}", number + 1)?;
        }
    }
    Ok(if any { Exit::Negative } else { Exit::Done })
}

fn add(place: &Where, desk: &Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    let channel = place.channel()?;
    let mut added = 0_usize;
    for value in &addresses()? {
        added += usize::from(suppress(desk, &place.address(channel, value)).map_err(Failure::negative)?);
    }
    writeln!(out, "{added} added")?;
    Ok(Exit::Done)
}

fn export(company: &Company, desk: &Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    desk.controller(&company.controller).map_err(|error| Failure::bad_input("--controller", error))?;
    writeln!(out, "channel,hash,since,reason\r")?;
    each_suppression(desk, &company.controller, |entry| -> Result<(), Failure> {
        let since = entry.since.to_rfc3339();
        Ok(writeln!(out, "{},{},{since},{}\r", entry.channel.code(), hex(&entry.hash), entry.reason)?)
    })?;
    out.flush()?;
    Ok(Exit::Done)
}
