//! A request that somebody takes down: from a call, a letter, or at the counter. The clock counts from when it really reached the
//! company, also when a colleague was told days before (ICO: a request to any part of the company is valid).

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};

use crate::domain::access::Permission;
use crate::domain::case::{
    Asked, Case, Channel, EmailAddress, Identifiers, OnBehalf, POSTAL_ADDRESS, Requester, Submission,
};
use crate::domain::language::default_code;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::workflow::assignment::{assign_in, must};
use crate::workflow::intake::submit_in;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// How far back another case of the same address is looked for.
const WINDOW: TimeDelta = TimeDelta::days(90);
/// How many are shown.
const MOST: i64 = 10;

/// How it reached the company.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// By telephone.
    #[default]
    Phone,
    /// By post.
    Post,
    /// In person.
    Counter,
}

impl Way {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Phone, Self::Post, Self::Counter];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Post => "post",
            Self::Counter => "counter",
        }
    }

    /// Reads [`Way::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "By telephone",
            Self::Post => "By post",
            Self::Counter => "In person",
        }
    }
}

/// What was taken down.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The company's id.
    pub controller: String,
    /// How it came.
    pub way: Way,
    /// When it reached the company: `2026-11-22T14:05` in the company's time; empty when it came this minute.
    pub received: String,
    /// Who asks.
    pub name: Personal,
    /// Where everything is sent; empty for somebody who has none and is written to by post.
    pub email: Personal,
    /// For whom, if not for themselves.
    pub on_behalf_of: Personal,
    /// What is asked for.
    pub rights: Vec<Right>,
    /// What was said.
    pub words: Personal,
    /// What helps to find them.
    pub identifiers: Identifiers,
    /// Whether it is a new request although the same address has open cases.
    pub anyway: bool,
    /// Whether whoever takes it down looks after it from now on.
    pub mine: bool,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A case was opened.
    Opened(Box<Case>),
    /// The same address has open cases; nothing was opened.
    Known(Vec<Case>),
}

/// Opens a case from what was taken down; when the same address has open cases, it says so first.
pub fn take_down(desk: &Desk, actor: Actor, taken: &Taken) -> Result<Outcome, WorkError> {
    must(actor, Permission::HandleCases)?;
    if desk.controller(&taken.controller).is_err() {
        return Err(WorkError::field("controller", "Choose the company."));
    }
    if taken.name.reveal().trim().is_empty() {
        return Err(WorkError::field("name", "Enter the name."));
    }
    let email = address(taken)?;
    let received_at = received(desk, taken)?;
    let taken = taken.clone();
    desk.write(move |desk, tx, now| {
        let known =
            if taken.anyway || email.is_empty() { Vec::new() } else { open_cases(tx, &email, now, &taken.controller)? };
        if !known.is_empty() {
            return Ok(Outcome::Known(known));
        }
        let (case, _) = submit_in(desk, tx, now, actor, &submission(&taken, email, received_at))?;
        let content = serde_json::json!({ "way": taken.way.code(), "received": received_at });
        record(desk, tx, &case, now, &Line::of_case(actor, "taken_down", content))?;
        if taken.mine {
            assign_in(desk, tx, now, actor, &case, actor.staff())?;
        }
        Ok(Outcome::Opened(Box::new(case)))
    })
}

/// Where everything is sent. Whoever has no e-mail address is written to by post, and so has said where they live.
fn address(taken: &Taken) -> Result<Personal, WorkError> {
    if !taken.email.reveal().trim().is_empty() {
        let email = EmailAddress::parse(taken.email.reveal());
        return Ok(email.map_err(|why| WorkError::field("email", why.to_string()))?.to_personal());
    }
    if taken.identifiers.value(POSTAL_ADDRESS).is_none() {
        let what =
            "Enter an e-mail address. Has the person none, enter the postal address below: letters are printed then.";
        return Err(WorkError::field("email", what));
    }
    Ok(Personal::default())
}

fn open_cases(tx: &mut dyn Tx, email: &Personal, now: DateTime<Utc>, controller: &str) -> Result<Vec<Case>, WorkError> {
    let mut known = Vec::new();
    for id in tx.cases_of_address(email.reveal(), now - WINDOW, now, MOST)? {
        let case = tx.case(id)?;
        let open = tx.requests(id)?.iter().any(|request| request.state.is_open());
        if open && case.controller == controller {
            known.push(case);
        }
    }
    Ok(known)
}

fn received(desk: &Desk, taken: &Taken) -> Result<DateTime<Utc>, WorkError> {
    let now = desk.clock.now();
    let typed = taken.received.trim();
    if typed.is_empty() {
        return Ok(now);
    }
    let zone = desk.terms(desk.controller(&taken.controller)?)?.zone;
    let local = NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M").ok();
    let at = local.and_then(|local| zone.from_local_datetime(&local).earliest()).map(|at| at.with_timezone(&Utc));
    match at {
        Some(at) if at <= now => Ok(at),
        Some(_) => Err(WorkError::field("received", "The day of receipt cannot be in the future.")),
        None => Err(WorkError::field("received", "Enter day and time, such as 2026-11-22T14:05.")),
    }
}

fn submission(taken: &Taken, email: Personal, received_at: DateTime<Utc>) -> Submission {
    let asked = taken.rights.iter().map(|right| Asked {
        right: *right,
        detail: Personal::default(),
        direct_marketing: false,
        channels: Vec::new(),
    });
    let other = Personal::new(taken.on_behalf_of.reveal().trim());
    Submission {
        controller: taken.controller.clone(),
        channel: Channel::Staff,
        received_at,
        requester: Requester { name: Personal::new(taken.name.reveal().trim()), email, language: default_code() },
        on_behalf: if other.is_empty() { OnBehalf::Myself } else { OnBehalf::Another { name: other } },
        identifiers: taken.identifiers.clone(),
        asked: asked.collect(),
        words: Personal::new(taken.words.reveal().trim()),
        email_confirmed_at: None,
    }
}
