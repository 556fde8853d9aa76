//! `rightsdesk serve`: the form, the status page, the console, and the jobs behind them, until interrupted.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};

use super::compose::Ground;
use super::{Exit, Failure, Globals, compose};
use crate::adapters::store::Migrating;
use crate::workflow::Desk;
use crate::workflow::administration;

/// Serves until SIGINT or SIGTERM.
#[derive(Debug, clap::Args)]
#[command(after_help = "The first start prints a one-time code for the first administrator.\n\nPut a TLS proxy in front for the public, and set server.public_url and server.trusted_proxies.")]
pub struct Args {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

/// Opens everything and serves.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut ground = compose::ground(globals)?;
    if let Some(listen) = args.listen {
        ground.config.server.listen = listen;
    }
    let listener = listen(&ground)?;
    let store = compose::open_store(&ground, Migrating::Apply)?;
    let bell = crate::jobs::Bell::new();
    let parts = compose::Parts {
        store,
        clock: compose::system_clock(),
        public_url: ground.config.server.public_url(listener.local_addr()?),
        wake: bell.waker(),
    };
    let desk = compose::desk(&ground, parts)?;
    say_hello(&desk, out)?;
    compose::serve(&ground, desk, bell, listener)?;
    Ok(Exit::Done)
}

/// Binds the listening address; the error names it.
pub fn listen(ground: &Ground) -> Result<TcpListener, Failure> {
    let address = ground.config.server.listen;
    TcpListener::bind(address).map_err(|error| Failure::bad_input("--listen", format!("{address}: {error}")))
}

/// Says where the doors are, and how the first administrator comes in.
fn say_hello(desk: &Desk, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "Rightsdesk is at {}", desk.settings.public_url)?;
    writeln!(out, "  form     {}", desk.url("/"))?;
    writeln!(out, "  status   {}", desk.url("/status"))?;
    writeln!(out, "  console  {}", desk.url("/console"))?;
    if desk.controllers.is_empty() {
        writeln!(out, "No controller is set up yet: `rightsdesk check` says where to put one.")?;
    }
    if let Some(secret) = administration::first_secret(desk).map_err(Failure::negative)? {
        writeln!(out, "The first administrator signs in once with this code at {}", desk.url("/console/first"))?;
        writeln!(out, "  {secret}")?;
    }
    Ok(out.flush()?)
}
