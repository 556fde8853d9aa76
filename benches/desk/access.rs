//! One access request on the sample shop, from the form to the package in the person's hands: our own time.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use std::sync::Arc;

use rightsdesk::adapters::package;
use rightsdesk::adapters::samples::{PEOPLE, make_shop};
use rightsdesk::cli::compose::{self, Ground};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::{Asked, Case, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::disclosure::unstated;
use rightsdesk::domain::ids::{RequestId, StaffId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, IdentityMethod};
use rightsdesk::domain::right::Right;
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::receivers::NoReceivers;
use rightsdesk::ports::recipients::NoPrograms;
use rightsdesk::ports::store::staff::Staff;
use rightsdesk::ports::store::tasks::TaskAnswerKind;
use rightsdesk::workflow::portal::fetching;
use rightsdesk::workflow::{Desk, casework, intake, review, tasks};

use crate::bare;
use crate::figures::{Times, in_millis, millis, number, times};
use crate::home::Home;
use crate::machine::Cpu;
use crate::report::{Part, Row, aim, left_out};
use crate::{Effort, Outcome, shop};

/// What we aim at, in milliseconds.
const AIM: f64 = 50.0;
/// The steps, in their order.
const STEPS: [&str; 7] = [
    "form to reference",
    "receipt by mail",
    "identity shown",
    "gathering from three systems",
    "review and approval",
    "package and delivery",
    "fetched",
];

/// How long each step took.
type Took = [Duration; STEPS.len()];

/// Walks requests one after the other and times each step: on SQLite, and with desk and shop on PostgreSQL where there is a server.
pub fn measure(effort: Effort) -> Outcome<Vec<Part>> {
    let mut parts = vec![on(&Home::embedded()?, None, effort)?];
    match (Home::on_server()?, Home::on_server()?) {
        (Some(home), Some(shop)) => parts.push(on(&home, shop.url().as_deref(), effort)?),
        _ => left_out("an access request on PostgreSQL", "RIGHTSDESK_TEST_POSTGRES names no server")?,
    }
    Ok(parts)
}

fn on(home: &Home, shop: Option<&str>, effort: Effort) -> Outcome<Part> {
    let stage = Stage::set_up(home, shop)?;
    // The first one pays for opening files and for jobs of the hour.
    stage.walk()?;
    let (mut steps, mut whole) = (vec![Times::default(); STEPS.len()], Times::default());
    let (turns, cpu) = (effort.choose(60, 1), Cpu::now());
    for _ in 0..turns {
        let took = stage.walk()?;
        whole.add(took.iter().sum());
        steps.iter_mut().zip(took).for_each(|(times, took)| times.add(took));
    }
    let cpu = millis(cpu.since().own) / number(turns);
    let mut notes = vec![format!(
        "99 of 100 took at most {}; one took {} of CPU time{}.",
        in_millis(millis(whole.percentile(99))),
        in_millis(cpu),
        if home.url().is_some() { " in this program, without the server’s" } else { "" }
    )];
    if let Some(url) = home.url() {
        notes.push(bare::syncs_in_words(&url)?);
    }
    let rows = rows(home, whole.median(), steps, commit(home, effort)?);
    Ok(Part { name: format!("access-{}", home.engine().to_lowercase()), rows, notes })
}

/// How long one bare durable commit takes on the same database, in milliseconds.
fn commit(home: &Home, effort: Effort) -> Outcome<f64> {
    let time = effort.choose(Duration::from_secs(2), Duration::from_millis(20));
    let rate = match home.url() {
        Some(url) => bare::rows_on_server(&url, 1, time)?,
        None => bare::rows_in_sqlite(home.folder(), 1, time)?,
    };
    Ok(1_000.0 / rate)
}

fn rows(home: &Home, whole: f64, steps: Vec<Times>, commit: f64) -> Vec<Row> {
    let row = |what: &str, ours: f64, aim: String| Row {
        what: format!("{}, {what}", home.engine()),
        ours: in_millis(ours),
        yardstick: in_millis(commit),
        ratio: times(ours, commit),
        aim,
    };
    let goal = if home.url().is_some() { String::new() } else { aim("< 50 ms", whole < AIM) };
    let all = row("the whole request", whole, goal);
    let each = STEPS.iter().zip(steps).map(|(what, mut times)| row(what, times.median(), String::new()));
    std::iter::once(all).chain(each).collect()
}

/// A desk with the sample shop, the jobs and two colleagues.
struct Stage {
    desk: Desk,
    worker: Worker,
    handler: Actor,
    reviewer: Actor,
    folder: PathBuf,
}

impl Stage {
    fn set_up(home: &Home, server: Option<&str>) -> Outcome<Self> {
        let desk = home.desk()?;
        let shop = home.folder().join("sample-shop");
        make_shop(&shop, desk.clock.now())?;
        let ground = ground(home, &shop, server)?;
        let said = |failure: rightsdesk::cli::Failure| format!("{failure:?}");
        let outside = Outside {
            mailboxes: compose::mailboxes(&ground).map_err(|failure| format!("{failure:?}"))?,
            mailer: compose::mailer(&ground, &desk.store).map_err(said)?,
            systems: compose::systems(&ground, &desk.store).map_err(said)?,
            packager: compose::packager(),
            recipients: Arc::new(NoPrograms),
            receivers: Arc::new(NoReceivers),
            mark: compose::mark(&ground),
        };
        let worker = Worker::new(desk.clone(), outside, Bell::new(), TimeDelta::minutes(5));
        let (handler, reviewer) = (hire(&desk, Role::Handler)?, hire(&desk, Role::Reviewer)?);
        Ok(Self { desk, worker, handler, reviewer, folder: home.folder().to_path_buf() })
    }

    /// Walks one request, and checks what comes out of it.
    fn walk(&self) -> Outcome<Took> {
        let mut lap = Lap { took: [Duration::ZERO; STEPS.len()], step: 0, began: Instant::now() };
        let (case, requests) = intake::submit(&self.desk, Actor::Person, &self.submission())?;
        lap.end();
        self.worker.drain()?;
        lap.end();
        casework::give_case(&self.desk, self.handler, case.id, self.identity())?;
        lap.end();
        let request = requests.first().ok_or("the case has no request")?.id;
        self.gather(&case)?;
        lap.end();
        self.review(request)?;
        lap.end();
        self.worker.drain()?;
        lap.end();
        let package = self.fetch(&case)?;
        lap.end();
        package::verify(std::fs::File::open(package)?)?;
        Ok(lap.took)
    }

    fn gather(&self, case: &Case) -> Outcome<()> {
        self.worker.drain()?;
        let id = case.id;
        for task in self.desk.read(move |_, tx, _| Ok(tx.tasks_of(id)?))? {
            tasks::answer(&self.desk, self.handler, task.id, TaskAnswerKind::NothingHeld, &Personal::default())?;
        }
        Ok(self.worker.drain()?)
    }

    fn review(&self, request: RequestId) -> Outcome<()> {
        let counts = self.desk.read(move |_, tx, _| Ok(tx.finding_counts(request)?))?;
        for count in counts.iter().filter(|count| count.open > 0) {
            review::include_rest(&self.desk, self.reviewer, request, &count.system, &count.collection)?;
        }
        let id = request;
        let case = self.desk.read(move |_, tx, _| Ok(casework::case_of(tx, id)?.1))?;
        let known = unstated(&self.desk.company_of(&case)?, Right::Access);
        casework::approve_lacking(&self.desk, self.reviewer, request, None, known)?;
        Ok(())
    }

    fn fetch(&self, case: &Case) -> Outcome<PathBuf> {
        let id = case.id;
        let ready = self.desk.read(move |_, tx, _| Ok(tx.disclosures_of(id)?))?;
        let disclosure = ready.first().ok_or("the package was not built")?;
        let mut handover = fetching::fetch(&self.desk, id, disclosure.id)?.ok_or("the package cannot be fetched")?;
        let path = self.folder.join("fetched.zip");
        io::copy(&mut handover.bytes, &mut std::fs::File::create(&path)?)?;
        Ok(path)
    }

    fn identity(&self) -> Command {
        Command::ShowIdentity {
            method: IdentityMethod::OrderAndPostcode,
            note: "Order number and postcode match the shop’s records.".to_owned(),
            provided_at: self.desk.clock.now(),
        }
    }

    fn submission(&self) -> Submission {
        let [priya, ..] = PEOPLE;
        let identifiers = [("order_number", "20418"), ("postcode", "m14 6yb")];
        Submission {
            controller: "justroo".to_owned(),
            channel: Channel::Form,
            received_at: self.desk.clock.now(),
            requester: Requester {
                name: Personal::new(format!("{} {}", priya.first, priya.last)),
                email: Personal::new(priya.email.to_lowercase()),
                language: "en".to_owned(),
            },
            on_behalf: OnBehalf::Myself,
            identifiers: Identifiers(BTreeMap::from(
                identifiers.map(|(name, value)| (name.to_owned(), Personal::new(value))),
            )),
            asked: vec![Asked {
                right: Right::Access,
                detail: Personal::default(),
                direct_marketing: false,
                channels: Vec::new(),
            }],
            words: Personal::new("Please send me everything you hold about me."),
            email_confirmed_at: Some(self.desk.clock.now()),
        }
    }
}

/// A stopwatch that is read at the end of each step.
struct Lap {
    took: Took,
    step: usize,
    began: Instant,
}

impl Lap {
    fn end(&mut self) {
        if let Some(took) = self.took.get_mut(self.step) {
            *took = self.began.elapsed();
        }
        self.step += 1;
        self.began = Instant::now();
    }
}

/// The settings of the sample shop: a database, a folder of files, and a binder that a colleague looks into.
fn ground(home: &Home, folder: &Path, server: Option<&str>) -> Outcome<Ground> {
    let (mut ground, file) = (home.ground()?, folder.join("shop.sqlite"));
    let database = match server {
        Some(url) => shop::on_server(&file, url)?,
        None => shop::system(format!("sqlite:{}", file.display()), None),
    };
    let newsletter = shop::system(format!("csv:{}", folder.join("newsletter").display()), None);
    let systems =
        [("shop", database), ("newsletter", newsletter), ("returns", shop::system("manual".to_owned(), None))];
    ground.config.systems = systems.map(|(name, section)| (name.to_owned(), section)).into();
    Ok(ground)
}

fn hire(desk: &Desk, role: Role) -> Outcome<Actor> {
    let id = StaffId::new(desk.clock.now(), desk.entropy.bytes10());
    let staff = Staff {
        id,
        email: Personal::new(format!("{}@shop.example", role.code())),
        name: "A colleague".to_owned(),
        role,
        password_hash: Personal::new("none"),
        active: true,
    };
    desk.write(move |_, tx, _| Ok(tx.add_staff(&staff)?))?;
    Ok(Actor::Staff { id, role })
}
