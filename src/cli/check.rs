//! `rightsdesk check`: look at a set-up before (or while) it serves: configuration, database, mail, systems, disk, clock.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};
use serde::Serialize;

use super::compose::Ground;
use super::{Exit, Failure, Globals, compose};
use crate::config::controllers;
use crate::config::database::Engine;
use crate::config::mail::MailTransport;
use crate::ports::mailer::Mailer;
use crate::ports::store::{self, StoreError};
use crate::workflow::office::kept_way;
use crate::workflow::{Controllers, Desk};

/// Looks at the set-up and says, line by line, what is well and what to do about what is not.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code 1: something is wrong; the line says what to do. Exit code 2: the settings cannot be read."
)]
pub struct Args {}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    well: bool,
    words: String,
}

/// Runs every check, even after one has failed.
pub fn run(_: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let ground = compose::ground_as_it_is(globals)?;
    let desk = desk(&ground);
    let findings = [
        finding("configuration", Ok(format!("read; data lies in {}", ground.data.display()))),
        finding("database", database(&ground)),
        finding("controllers", controller_names(&ground, desk.as_ref())),
        finding("laws", laws(&ground, desk.as_ref())),
        finding("mail", mail(&ground, desk.as_ref())),
        finding("mailboxes", mailboxes(&ground, desk.as_ref())),
        finding("disk", disk(&ground.data)),
        finding("clock", clock(compose::system_clock().now())),
        finding("holidays", holidays(&ground, desk.as_ref(), compose::system_clock().now())),
    ];
    let well = findings.iter().all(|finding| finding.well);
    if globals.json {
        writeln!(out, "{}", serde_json::to_string(&findings).map_err(Failure::negative)?)?;
    } else {
        for finding in &findings {
            writeln!(out, "{} {:<14} {}", if finding.well { "ok   " } else { "WRONG" }, finding.what, finding.words)?;
        }
    }
    Ok(if well { Exit::Done } else { Exit::Negative })
}

fn finding(what: &'static str, answer: Result<String, String>) -> Finding {
    let well = answer.is_ok();
    Finding { what, well, words: answer.unwrap_or_else(|words| words) }
}

fn database(ground: &Ground) -> Result<String, String> {
    if let Engine::Sqlite(file) = ground.config.database.engine(&ground.data)
        && !file.exists()
    {
        return Ok(format!("there is none yet; the first start makes {}", file.display()));
    }
    match compose::open_store(ground, compose::Migrating::Refuse) {
        Ok(store) => match store::read::<_, StoreError, _>(&*store, |tx| tx.unheard_count()) {
            Ok(0) => Ok("opens, and its schema is up to date".to_owned()),
            Ok(left) => Ok(format!(
                "opens, and its schema is up to date; serving makes {left} earlier cases findable by the sound of names"
            )),
            Err(why) => Err(why.to_string()),
        },
        Err(why) => Err(why.to_string()),
    }
}

/// The desk, where there is one already: what was set up in the console counts as it does when it serves.
fn desk(ground: &Ground) -> Option<Desk> {
    if let Engine::Sqlite(file) = ground.config.database.engine(&ground.data)
        && !file.exists()
    {
        return None;
    }
    let parts = compose::Parts {
        store: compose::open_store(ground, compose::Migrating::Refuse).ok()?,
        clock: compose::system_clock(),
        public_url: String::new(),
        wake: Arc::new(|| {}),
    };
    compose::desk(ground, parts).ok()
}

/// The companies, as they are set up in the console and in files.
fn companies(ground: &Ground, desk: Option<&Desk>) -> Result<Arc<Controllers>, String> {
    if let Some(desk) = desk {
        return Ok(Arc::clone(&desk.controllers));
    }
    let folder = ground.data.join(&ground.config.desk.controllers);
    let controllers = controllers::load(ground.config.desk.samples, &folder).map_err(|why| why.to_string())?;
    Ok(Arc::new(controllers))
}

fn controller_names(ground: &Ground, desk: Option<&Desk>) -> Result<String, String> {
    let controllers = companies(ground, desk)?;
    if controllers.is_empty() {
        return Err(
            "none; sign in and read a privacy policy, or put a file like config/controllers/justroo.toml into the \
                    folder for controllers"
                .to_owned(),
        );
    }
    let names: Vec<String> = controllers
        .values()
        .map(|controller| match controller.gaps().len() {
            0 => controller.brand.clone(),
            n => format!("{} ({n} gaps before an access answer is complete)", controller.brand),
        })
        .collect();
    Ok(names.join(", "))
}

/// The laws that the controllers answer under; one whose reading is not confirmed is said, because somebody must confirm it.
fn laws(ground: &Ground, desk: Option<&Desk>) -> Result<String, String> {
    let law = compose::law_in_use(ground).map_err(|why| why.to_string())?;
    let controllers = companies(ground, desk)?;
    let mut named = BTreeSet::new();
    for controller in controllers.values() {
        for regime in &controller.regimes {
            let terms = law.terms_of(controller, regime).map_err(|why| format!("{}: {why}", controller.id))?;
            let notice = terms.regime.notice.as_ref().map(|notice| format!(" ({notice})"));
            named.insert(format!("{}{}", terms.regime.name, notice.unwrap_or_default()));
        }
    }
    Ok(named.into_iter().collect::<Vec<_>>().join(", "))
}

fn mail(ground: &Ground, desk: Option<&Desk>) -> Result<String, String> {
    let kept = desk.map(|desk| desk.read(|_, tx, _| Ok(kept_way(tx)?))).transpose().map_err(|why| why.to_string())?;
    if let Some(way) = kept.flatten() {
        let mailer = compose::post_room(ground).open(&way, None).map_err(|why| why.to_string())?;
        mailer.probe().map_err(|why| why.to_string())?;
        return Ok(format!("{}, as it was kept in the console, answers and lets us in", way.server.host));
    }
    let section = &ground.config.mail;
    match section.transport {
        MailTransport::Folder => Ok(format!("goes to files in {}", ground.data.join(&section.folder).display())),
        MailTransport::Smtp => {
            let mailer = compose::smtp(ground, section).map_err(|why| why.to_string())?;
            mailer.probe().map_err(|why| why.to_string())?;
            let key = compose::dkim(ground, section).map_err(|why| why.to_string())?;
            let signed = key.map_or_else(String::new, |key| {
                let (name, record) = key.record();
                format!("; mail is signed, so {name} must be a TXT record in DNS: {record}")
            });
            Ok(format!("the server answers and lets us in{signed}"))
        }
    }
}

/// Every watched mailbox: whether it opens, and how many messages wait there. Nothing is taken.
fn mailboxes(ground: &Ground, desk: Option<&Desk>) -> Result<String, String> {
    let watched = compose::mailboxes(ground).map_err(|why| why.to_string())?;
    let kept = desk.map(|desk| desk.kept.mailboxes.clone()).unwrap_or_default();
    let mut words = Vec::new();
    for mailbox in watched.watched(&kept) {
        let waiting = mailbox.folder.waiting().map_err(|why| format!("{}: {why}", mailbox.name))?;
        words.push(format!("{} opens ({} waiting)", mailbox.name, waiting.len()));
    }
    Ok(if words.is_empty() { "none is watched".to_owned() } else { words.join(", ") })
}

/// Writes, flushes and removes a file: what every acknowledged submission needs.
fn disk(data: &Path) -> Result<String, String> {
    let probe = data.join(".check");
    let written = std::fs::File::create(&probe).and_then(|mut file| {
        file.write_all(&vec![0; 65_536])?;
        file.sync_all()
    });
    let removed = std::fs::remove_file(&probe);
    written
        .and(removed)
        .map(|()| "can be written and flushed".to_owned())
        .map_err(|why| format!("{}: {why}", data.display()))
}

fn clock(now: DateTime<Utc>) -> Result<String, String> {
    match now.year() {
        2026..=2199 => Ok(format!("{} UTC", now.format("%-d %B %Y, %H:%M"))),
        year => Err(format!("the machine's clock says the year {year}; due dates would be wrong")),
    }
}

/// A due date lies up to four months ahead; the public holidays of every controller's places must reach as far.
fn holidays(ground: &Ground, desk: Option<&Desk>, now: DateTime<Utc>) -> Result<String, String> {
    let law = compose::law_in_use(ground).map_err(|why| why.to_string())?;
    let controllers = companies(ground, desk)?;
    let today = now.date_naive();
    for controller in controllers.values() {
        for regime in &controller.regimes {
            let calendar =
                law.terms_of(controller, regime).map_err(|why| format!("{}: {why}", controller.id))?.calendar;
            if let Some(short) = calendar.shortness(today) {
                return Err(short);
            }
        }
    }
    Ok("the lists reach far enough".to_owned())
}
