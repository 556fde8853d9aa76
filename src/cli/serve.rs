//! `rightsdesk serve`: the form, the status page, the console, and the jobs behind them, until interrupted.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;

use super::compose::{self, Ground};
use super::{Exit, Failure, Globals};
use crate::jobs::{Bell, Outside, Pace, Runner, Schedule};
use crate::web::console::ConsoleDoor;
use crate::web::peer::Network;
use crate::web::{self, WebSettings};
use crate::workflow::{Desk, administration, restore};

/// Serves until SIGINT or SIGTERM.
#[derive(Debug, clap::Args)]
#[command(after_help = HINTS)]
pub struct Args {
    #[command(flatten)]
    pub(super) door: Door,
}

const HINTS: &str = "\
The first start prints a one-time code with which the first administrator comes in.

Put a TLS proxy in front for the public, and set server.public_url and server.trusted_proxies.";

/// Where to listen.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Door {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

impl Door {
    /// Binds the address given, or the one of the settings; the error names it.
    pub fn listen(self, ground: &Ground) -> Result<TcpListener, Failure> {
        let address = self.listen.unwrap_or(ground.config.server.listen);
        TcpListener::bind(address).map_err(|error| Failure::bad_input("--listen", format!("{address}: {error}")))
    }
}

/// Opens everything and serves.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let ground = compose::ground(globals)?;
    let listener = args.door.listen(&ground)?;
    let bell = Bell::new();
    let parts = compose::Parts {
        store: compose::open_store(&ground, compose::Migrating::Apply)?,
        clock: compose::system_clock(),
        public_url: ground.config.server.public_url(listener.local_addr()?),
        wake: bell.waker(),
    };
    let desk = compose::desk(&ground, parts)?;
    say_where(&desk, out)?;
    say_how_the_first_comes_in(&desk, out)?;
    serve(&ground, &desk, &bell, listener)?;
    Ok(Exit::Done)
}

/// Says where the doors are.
pub fn say_where(desk: &Desk, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "Rightsdesk is at {}", desk.settings.public_url)?;
    writeln!(out, "  form     {}", desk.url("/"))?;
    writeln!(out, "  status   {}", desk.url("/status"))?;
    writeln!(out, "  console  {}", desk.url("/console"))?;
    if desk.controllers.is_empty() {
        writeln!(out, "No company is set up yet: sign in and read its privacy policy; the first steps lead there.")?;
    }
    Ok(out.flush()?)
}

fn say_how_the_first_comes_in(desk: &Desk, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(secret) = administration::first_secret(desk).map_err(Failure::negative)? {
        writeln!(out, "The first administrator comes in with this code, once, at {}", desk.url("/console/first"))?;
        writeln!(out, "  {secret}")?;
    }
    Ok(out.flush()?)
}

/// What jobs reach, joined from the settings.
pub fn outside(ground: &Ground, desk: &Desk) -> Result<Outside, Failure> {
    Ok(Outside {
        mailboxes: compose::mailboxes(ground)?,
        mailer: compose::mailer(ground, &desk.store)?,
        systems: compose::systems(ground, &desk.store)?,
        recipients: compose::recipients(ground, Arc::clone(&desk.clock))?,
        receivers: compose::receivers(ground, Arc::clone(&desk.clock))?,
        packager: compose::packager(),
        mark: compose::mark(ground),
    })
}

/// Before anything is sent: a database that is older than the mail that has left was restored.
fn look_for_restore(ground: &Ground, desk: &Desk, outside: &Outside) -> Result<(), Failure> {
    let held = restore::look(desk, &*outside.mark, compose::nearness(ground)).map_err(Failure::negative)?;
    if let Some(held) = held {
        let (mails, cause) = (held.mails, held.cause);
        tracing::warn!(
            mails,
            ?cause,
            "the database was restored, or its folder copied; the mail that it calls unsent is held until somebody has looked"
        );
    }
    Ok(())
}

/// Serves and works until SIGINT or SIGTERM; what is in hand is finished.
pub fn serve(ground: &Ground, desk: &Desk, bell: &Bell, listener: TcpListener) -> Result<(), Failure> {
    compose::keep_diary();
    let jobs = &ground.config.jobs;
    let tick = Duration::from_secs(u64::from(jobs.tick_seconds));
    let outside = outside(ground, desk)?;
    look_for_restore(ground, desk, &outside)?;
    let mut settings = web_settings(ground, desk)?;
    let door = compose::staff_door(ground, desk.clone())?;
    settings.console = Some(ConsoleDoor {
        door,
        systems: Arc::clone(&outside.systems),
        redactor: compose::redactor(),
        post: compose::post_room(ground),
    });
    let lease = TimeDelta::seconds(i64::from(jobs.lease_seconds));
    let pace = Pace { workers: jobs.workers, tick, lease };
    let runner = Runner::start(desk, &outside, bell, pace)?;
    let ended = actix_web::rt::System::new().block_on(async {
        let schedule = Schedule::start(bell.clone(), tick).await.map_err(Failure::negative)?;
        web::serve(listener, desk.clone(), settings)?.await?;
        schedule.stop().await.map_err(Failure::negative)
    });
    runner.stop();
    ended
}

fn web_settings(ground: &Ground, desk: &Desk) -> Result<WebSettings, Failure> {
    let section = &ground.config.server;
    let mut settings = WebSettings::for_url(&desk.settings.public_url);
    settings.requests_a_minute = NonZeroU32::new(section.requests_per_minute).unwrap_or(settings.requests_a_minute);
    for proxy in &section.trusted_proxies {
        let network = Network::parse(&proxy.to_string());
        settings.trusted_proxies.push(network.map_err(|_wrong| Failure::bad_input("server.trusted_proxies", proxy))?);
    }
    Ok(settings)
}
