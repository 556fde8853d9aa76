//! The command line as a whole: what is the same for every command, and which commands there are.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::cli::{
    Exit, Failure, calendar, check, deadline, demo, erase, evidence, gather, intake, log, mail, map, migrate, package,
    policy, register, replay, report, retention, serve, suppression, user,
};

/// A self-hosted desk for data subject requests.
#[derive(Debug, Parser)]
#[command(name = "rightsdesk", version, about, arg_required_else_help = true, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

/// Options that mean the same for every command.
#[derive(Clone, Debug, clap::Args)]
pub struct Globals {
    /// The data folder
    #[arg(long, global = true, help_heading = "Everywhere", value_name = "DIR", env = "RIGHTSDESK_DATA")]
    pub data: Option<PathBuf>,
    /// The configuration file
    #[arg(long, global = true, help_heading = "Everywhere", value_name = "FILE", env = "RIGHTSDESK_CONFIG")]
    pub config: Option<PathBuf>,
    /// Write JSON to standard output, and nothing else
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set up a desk with four shops and fifty cases, walk one request through it, and serve it
    Demo(demo::Args),
    /// Serve the form, the status page and the console
    Serve(serve::Args),
    /// Compute a due date, with the sum that leads to it
    Deadline(deadline::Args),
    /// Show the lists of public holidays, or take over a newer one
    Calendar(calendar::Args),
    /// Find a person's rows in the systems of a data map
    Gather(gather::Args),
    /// Erase a person's rows in the systems of a data map, and look again
    Erase(erase::Args),
    /// Erase again whoever is back because a backup was restored
    ReplayErasures(replay::Args),
    /// Check a data map against the live schemas, or draft one
    Map(map::Args),
    /// Read what arrives by mail
    Intake(intake::Args),
    /// Hold outgoing mail back, as after a restore
    Mail(mail::Args),
    /// Bring the database up to date
    Migrate(migrate::Args),
    /// Look at the set-up: configuration, database, mail, disk, clock
    Check(check::Args),
    /// Manage staff from the command line
    User(user::Args),
    /// Check the case log
    Log(log::Args),
    /// Write the register of requests, or count it
    Register(register::Args),
    /// Say how the desk is doing, for a board
    Report(report::Args),
    /// Show a regulator how one case was handled, or check such a file
    Evidence(evidence::Args),
    /// Show what has served its purpose, or destroy it now
    Retention(retention::Args),
    /// Ask, fill or export the list of addresses that get no marketing
    Suppression(suppression::Args),
    /// Check a package that was given to a person
    Package(package::Args),
    /// Read a privacy policy, and say what it lacks
    Policy(policy::Args),
}

/// Reads the command line of this process and runs the command.
pub fn run() -> ExitCode {
    run_with(std::env::args_os(), &mut io::stdout(), &mut io::stderr()).into()
}

/// Runs a command line, the program's name first, writing to the given places.
pub fn run_with<I>(line: I, out: &mut dyn Write, err: &mut dyn Write) -> Exit
where
    I: IntoIterator<Item: Into<OsString> + Clone>,
{
    let done = Cli::try_parse_from(line).map_err(Failure::from).and_then(|cli| match cli.command {
        Command::Demo(args) => demo::run(&args, &cli.globals, out, err),
        Command::Serve(args) => serve::run(&args, &cli.globals, out),
        Command::Deadline(args) => deadline::run(&args, &cli.globals, out),
        Command::Calendar(args) => calendar::run(&args, &cli.globals, out),
        Command::Gather(args) => gather::run(&args, &cli.globals, out, err),
        Command::Intake(args) => intake::run(&args, &cli.globals, out),
        Command::Erase(args) => erase::run(&args, &cli.globals, out, err),
        Command::ReplayErasures(args) => replay::run(&args, &cli.globals, out, err),
        Command::Mail(args) => mail::run(&args, &cli.globals, out),
        Command::Map(args) => map::run(&args, &cli.globals, out, err),
        Command::Migrate(args) => migrate::run(&args, &cli.globals, out),
        Command::Check(args) => check::run(&args, &cli.globals, out),
        Command::User(args) => user::run(&args, &cli.globals, out),
        Command::Log(args) => log::run(&args, &cli.globals, out),
        Command::Register(args) => register::run(&args, &cli.globals, out),
        Command::Report(args) => report::run(&args, &cli.globals, out),
        Command::Evidence(args) => evidence::run(&args, &cli.globals, out),
        Command::Retention(args) => retention::run(&args, &cli.globals, out),
        Command::Suppression(args) => suppression::run(&args, &cli.globals, out),
        Command::Package(args) => package::run(&args, &cli.globals, out),
        Command::Policy(args) => policy::run(&args, &cli.globals, out),
    });
    done.unwrap_or_else(|failure| failure.report(out, err))
}
