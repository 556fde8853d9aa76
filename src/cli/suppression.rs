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
Exit codes of `check`: 0 no address is on the list, 1 at least one is and must not be written to, 2 a line is no address on
the channel: its number is named, and nothing is said about the others, nor added.";

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

/// An address with the number of its line.
struct Numbered {
    line: usize,
    value: String,
}

/// The lines that are not blank. All of them are addresses on the channel, or none is taken.
fn addresses(channel: Channel, input: &mut dyn Read) -> Result<Vec<Numbered>, Failure> {
    let mut text = String::new();
    input.take(64 << 20).read_to_string(&mut text)?;
    let numbered = text.lines().enumerate().map(|(at, line)| Numbered { line: at + 1, value: line.trim().to_owned() });
    let lines: Vec<Numbered> = numbered.filter(|line| !line.value.is_empty()).collect();
    match lines.iter().find(|line| !channel.takes(&line.value)) {
        Some(wrong) => {
            Err(Failure::bad_input(&format!("line {}", wrong.line), format!("this is not {}", channel.address_words())))
        }
        None => Ok(lines),
    }
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
    for Numbered { line, value } in &addresses(channel, &mut io::stdin().lock())? {
        let since = suppressed_since(desk, &place.address(channel, value)).map_err(Failure::negative)?;
        any |= since.is_some();
        if json {
            writeln!(out, "{}", serde_json::json!({ "line": line, "suppressed": since.is_some(), "since": since }))?;
        } else {
            let words = since.map_or_else(|| "free".to_owned(), |at| format!("suppressed since {}", at.date_naive()));
            writeln!(out, "line {line}: {words}")?;
        }
    }
    Ok(if any { Exit::Negative } else { Exit::Done })
}

fn add(place: &Where, desk: &Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    let channel = place.channel()?;
    let mut added = 0_usize;
    for Numbered { value, .. } in &addresses(channel, &mut io::stdin().lock())? {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_address_is_refused_by_its_number_and_none_is_taken() {
        let read = |text: &str| addresses(Channel::Email, &mut text.as_bytes());
        let taken = read("\nann@example.org\n\n bob@example.org \n")
            .map(|lines| lines.into_iter().map(|numbered| (numbered.line, numbered.value)).collect::<Vec<_>>());
        assert_eq!(taken.ok(), Some(vec![(2, "ann@example.org".to_owned()), (4, "bob@example.org".to_owned())]));
        let Err(refused) = read("ann@example.org\n\nemail\n") else { panic!("a heading is no address") };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        assert_eq!(refused.report(&mut out, &mut err), Exit::BadInput);
        let said = String::from_utf8(err).unwrap();
        assert!(said.contains("line 3: this is not an e-mail address"), "{said}");
    }
}
