//! Setting the demo up, once, and serving it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::json;

use super::clock::SetClock;
use super::past::remember_past;
use super::seed::{Cast, Seeder};
use super::walk::{Walk, Walked};
use crate::adapters::samples::make_shop;
use crate::cli::compose::{self, Ground, Parts};
use crate::cli::serve::{self, Door};
use crate::cli::{Exit, Failure, Globals};
use crate::domain::access::Role;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::jobs::{Bell, Worker};
use crate::ports::store::{Store, StoreError, read, write};
use crate::ports::time::Clock;
use crate::workflow::Desk;
use crate::workflow::administration::{NewColleague, add_with_password};
use crate::workflow::secrets::typed_secret;

/// The data folder when none is named.
const DATA: &str = "rightsdesk-demo";
/// The setting that says that the demo is complete, and what the walk left behind.
const DONE: &str = "demo";
/// Settings of the demo; `serve --data` finds them, too.
const SETTINGS: &str = include_str!("../../../config/samples/demo.toml");
/// Staff: address, name, role.
const STAFF: [(&str, &str, Role); 5] = [
    ("ana@rightsdesk.example", "Ana Petrova", Role::Handler),
    ("ruth@rightsdesk.example", "Ruth Calder", Role::Reviewer),
    ("dana@rightsdesk.example", "Dana Whitlock", Role::Dpo),
    ("alex@rightsdesk.example", "Alex Morgan", Role::Admin),
    ("ines@rightsdesk.example", "Inês Duarte", Role::Auditor),
];

/// Sets up four shops, a sample shop's database and some fifty cases, walks one access request from the form to the
/// delivered package, and serves it all until interrupted.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A second start keeps what is there. Mail goes to files in DIR/mail; nothing leaves this machine."
)]
pub struct Args {
    /// Stop after the walk instead of serving
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    door: Door,
}

/// Runs the demo. With `--json` the tale goes to standard error.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit, Failure> {
    let ground = prepare(globals)?;
    let listener = if args.no_serve { None } else { Some(args.door.listen(&ground)?) };
    let bound = listener.as_ref().map(std::net::TcpListener::local_addr).transpose()?;
    let url = ground.config.server.public_url(bound.unwrap_or(ground.config.server.listen));
    let store = compose::open_store(&ground, compose::Migrating::Apply)?;
    let tale: &mut dyn Write = if globals.json { &mut *err } else { &mut *out };
    let walked = match done(&*store)? {
        Some(walked) => walked,
        None => establish(&ground, &store, &url, tale)?,
    };
    let password = fs::read_to_string(ground.data.join("sign-in.txt")).unwrap_or_default();
    tell_how_to_sign_in(tale, &walked, &password)?;
    if globals.json {
        let answer = json!({ "reference": walked.reference, "package": walked.package, "data": ground.data });
        writeln!(out, "{answer}")?;
    }
    if let Some(listener) = listener {
        let bell = Bell::new();
        let parts = Parts { store, clock: compose::system_clock(), public_url: url, wake: bell.waker() };
        let desk = compose::desk(&ground, parts)?;
        serve::say_where(&desk, if globals.json { err } else { out })?;
        serve::serve(&ground, &desk, &bell, listener)?;
    }
    Ok(Exit::Done)
}

/// The data folder with the demo's settings, which an operator may change afterwards.
fn prepare(globals: &Globals) -> Result<Ground, Failure> {
    let ground = compose::ground_in(globals, DATA)?;
    let own = ground.data.join("rightsdesk.toml");
    if !own.exists() {
        fs::write(&own, SETTINGS)?;
    }
    compose::ground_in(globals, DATA)
}

/// What an earlier start left behind, if it came to its end.
fn done(store: &dyn Store) -> Result<Option<Walked>, Failure> {
    let kept = read(store, |tx| -> Result<_, StoreError> { Ok((tx.setting(DONE)?, tx.all_staff()?.len())) });
    match kept.map_err(Failure::negative)? {
        (Some(kept), _) => {
            let (reference, package) = kept.split_once(' ').unwrap_or((&kept, ""));
            Ok(Some(Walked { reference: reference.to_owned(), package: PathBuf::from(package) }))
        }
        (None, 0) => Ok(None),
        (None, _) => Err(Failure::bad_input(
            "--data",
            "this folder is in use, or a demo was interrupted in it; name another or remove it",
        )),
    }
}

fn establish(ground: &Ground, store: &Arc<dyn Store>, url: &str, tale: &mut dyn Write) -> Result<Walked, Failure> {
    let today = compose::system_clock().now();
    writeln!(tale, "Setting up a desk for four shops in {}", ground.data.display())?;
    make_shop(&ground.data.join("sample-shop"), today).map_err(Failure::negative)?;
    let clock = Arc::new(SetClock::at(today - TimeDelta::days(120)));
    let bell = Bell::new();
    let timer: Arc<dyn Clock> = Arc::<SetClock>::clone(&clock);
    let parts = Parts { store: Arc::clone(store), clock: timer, public_url: url.to_owned(), wake: Arc::new(|| ()) };
    let desk = compose::desk(ground, parts)?;
    let cast = hire(ground, &desk)?;
    let outside = serve::outside(ground, &desk)?;
    let systems = Arc::clone(&outside.systems);
    let worker = Worker::new(desk.clone(), outside, bell, TimeDelta::minutes(5));
    let work = || worker.drain().map_err(Failure::negative);
    let stage = Seeder { desk: &desk, clock: &clock, work: &work, systems: &*systems, cast, today };
    remember_past(&desk, today).map_err(Failure::negative)?;
    stage.play_all(|n, of| show_progress(tale, n, of))?;
    writeln!(tale, "\nOne access request from the form to the delivered package:")?;
    let walked = Walk { stage: &stage, folder: &ground.data.join("fetched"), out: tale }.go()?;
    remember(&**store, &walked)?;
    Ok(walked)
}

/// A line that grows on a terminal and in a file alike.
fn show_progress(tale: &mut dyn Write, n: usize, of: usize) -> Result<(), Failure> {
    if n == 1 {
        write!(tale, "Giving {of} cases their past ")?;
    }
    write!(tale, "{}", if n.is_multiple_of(10) { n.to_string() } else { ".".to_owned() })?;
    if n == of {
        writeln!(tale, " done")?;
    }
    Ok(tale.flush()?)
}

/// Five colleagues with one password, which lies in the data folder and is printed.
fn hire(ground: &Ground, desk: &Desk) -> Result<Cast, Failure> {
    let password = typed_secret(desk);
    write_private(&ground.data.join("sign-in.txt"), &password)?;
    let door = compose::staff_door(ground, desk.clone())?;
    let mut actors = Vec::new();
    for (email, name, role) in STAFF {
        let colleague = NewColleague { email: Personal::new(email), name: name.to_owned(), role };
        let staff =
            add_with_password(&door, &colleague, &Personal::new(password.clone())).map_err(Failure::negative)?;
        actors.push(Actor::Staff { id: staff.id, role });
    }
    let [handler, reviewer, dpo, ..] = actors[..] else { return Err(Failure::negative("nobody was hired")) };
    Ok(Cast { handler, reviewer, dpo })
}

fn write_private(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

fn remember(store: &dyn Store, walked: &Walked) -> Result<(), Failure> {
    let kept = format!("{} {}", walked.reference, walked.package.display());
    write(store, move |tx| -> Result<(), StoreError> { tx.put_setting(DONE, Some(&kept)) }).map_err(Failure::negative)
}

fn tell_how_to_sign_in(tale: &mut dyn Write, walked: &Walked, password: &str) -> Result<(), Failure> {
    writeln!(tale, "\nThe package of {} lies at\n  {}", walked.reference, walked.package.display())?;
    writeln!(tale, "Sign in to the console with one of these and the password  {}", password.trim())?;
    for (email, name, role) in STAFF {
        writeln!(tale, "  {email:<26} {name}, {}", role.name().to_lowercase())?;
    }
    Ok(writeln!(tale)?)
}
