//! `rightsdesk user add`: a member of staff from the command line, for the first day and for the day nobody can sign in.

use std::io::{BufRead, Write};

use clap::Subcommand;
use serde_json::json;

use super::{Exit, Failure, Globals, compose};
use crate::domain::access::Role;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::workflow::WorkError;
use crate::workflow::administration::{NewColleague, add_with_password, invite};

/// Staff.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add somebody; without --password-stdin an invitation is printed, to be opened once
    #[command(
        after_help = "Roles: handler (answers people), reviewer (approves), dpo (data protection lead), admin (manages staff), auditor (reads).\n\nA password never stands on the command line:\n  rightsdesk user add --email ana@example.org --name 'Ana Petrova' --role handler --password-stdin < file"
    )]
    Add(Add),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// Their e-mail address: what they sign in with
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// Their name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// What they may do
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Role,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "handler, reviewer, dpo, admin or auditor".to_owned())
}

/// Runs the sub-command.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Action::Add(add) = &args.action;
    let ground = compose::ground(globals)?;
    let store = compose::open_store(&ground, compose::Migrating::Apply)?;
    let parts = compose::Parts {
        store,
        clock: compose::system_clock(),
        public_url: ground.config.server.public_url(ground.config.server.listen),
        wake: std::sync::Arc::new(|| ()),
    };
    let desk = compose::desk(&ground, parts)?;
    let colleague = NewColleague { email: Personal::new(add.email.clone()), name: add.name.clone(), role: add.role };
    if add.password_stdin {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        let password = Personal::new(line.trim_end_matches(['\r', '\n']));
        add_with_password(&compose::staff_door(&ground, desk)?, &colleague, &password).map_err(refuse)?;
        return said(globals, out, add, None);
    }
    let (_, secret) = invite(&desk, Actor::System, &colleague).map_err(refuse)?;
    said(globals, out, add, Some(desk.url(&format!("/console/invitation?code={secret}"))))
}

fn said(globals: &Globals, out: &mut dyn Write, add: &Add, link: Option<String>) -> Result<Exit, Failure> {
    if globals.json {
        writeln!(out, "{}", json!({ "email": add.email, "role": add.role.code(), "invitation": link }))?;
    } else {
        writeln!(out, "{} ({}) can sign in.", add.name, add.role.name())?;
        if let Some(link) = link {
            writeln!(out, "Hand them this link; it works once:\n{link}")?;
        }
    }
    Ok(Exit::Done)
}

fn refuse(error: WorkError) -> Failure {
    match error {
        WorkError::Field { field, what } => Failure::bad_input(&format!("--{field}"), what),
        other => Failure::negative(other),
    }
}
