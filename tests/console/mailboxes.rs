//! Mailboxes set up in the console: tried, kept, watched without a restart, paused, changed, forgotten; mistakes said at their field.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use actix_web::http::StatusCode;
use chrono::TimeDelta;
use rightsdesk::cli::compose::{self, Ground};
use rightsdesk::config;
use rightsdesk::domain::request::Actor;
use rightsdesk::jobs::{Bell, Outside, Pace, Runner, Worker};
use rightsdesk::ports::store::incoming::EntryState;
use rightsdesk::workflow::Desk;
use rightsdesk::workflow::incoming::{Taken, owe_receipt, take_any, waiting};

use super::browse::{Answer, fill, get};
use super::scene::Scene;
use crate::harness::dovecot::Dovecot;
use crate::jobs::office::Building;

const NEW: &str = "/console/mail/new";
const BOX: &str = "/console/mail/box/privacy";

type Field = (&'static str, String);

fn form(host: &str, port: u16, user: &str) -> Vec<Field> {
    let fields = [
        ("host", host),
        ("tls", "wrapper"),
        ("username", user),
        ("password", "orange kettle"),
        ("name", "privacy"),
        ("controller", "justroo"),
        ("folder", "INBOX"),
    ];
    fields.map(|(name, text)| (name, text.to_owned())).into_iter().chain([("port", port.to_string())]).collect()
}

fn with(form: &[Field], name: &'static str, text: &str) -> Vec<Field> {
    let others = form.iter().filter(|(own, _)| *own != name).cloned();
    others.chain([(name, text.to_owned())]).collect()
}

async fn press(scene: &Scene, cookie: &str, path: &str, form: &[Field]) -> Answer {
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
    fill(scene, cookie, "/console/mail", path, &fields).await
}

/// What jobs reach, with the mailboxes as the program joins them.
fn outside(scene: &Scene, building: &Building) -> Outside {
    let config = config::load(None, Vec::new()).expect("the defaults");
    let ground = Ground { data: scene.folder().to_path_buf(), config };
    let mailboxes = compose::mailboxes(&ground).expect("the settings file names none");
    Outside { mailboxes, ..building.open().outside }
}

fn worker(scene: &Scene, building: &Building) -> Worker {
    Worker::new(scene.desk.clone(), outside(scene, building), Bell::new(), TimeDelta::minutes(1))
}

fn entries(desk: &Desk) -> usize {
    waiting(desk, EntryState::Waiting, 100).expect("a list").len()
}

fn letter(number: usize, from: &str) -> Vec<u8> {
    format!(
        "From: Emma <{from}>\r\nTo: legal@justroo.com\r\nDate: Thu, 01 Oct 2026 08:00:00 +0000\r\nSubject: {number}\r\nMessage-ID: <box{number}@mail.example>\r\n\r\nPlease erase all my data. ({number})\r\n"
    )
    .into_bytes()
}

fn nobody() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("a port").port()
}

#[actix_web::test]
async fn a_mistake_is_told_at_its_field_and_nothing_is_kept() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let typed = form("127.0.0.1", nobody(), "privacy@justroo.com");
    for (name, text, field) in [
        ("host", "https://imap.example.com", "in-host"),
        ("port", "993 or so", "in-port"),
        ("tls", "perhaps", "in-tls"),
        ("username", "", "in-username"),
        ("password", "", "in-password"),
        ("password", "two\nlines", "in-password"),
        ("ca_file", "../ca.pem", "in-ca_file"),
        ("name", "My box", "in-name"),
        ("name", "../mail", "in-name"),
        ("folder", "Anträge", "in-folder"),
        ("move_to", "INBOX", "in-move_to"),
        ("since", "yesterday", "in-since"),
        ("controller", "nobody", "in-controller"),
    ] {
        let refused = press(&scene, &tom, NEW, &with(&typed, name, text)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {text}");
        assert!(refused.body.contains(&format!("<a href=\"#{field}\">")), "{name}: {}", refused.body);
        assert!(refused.body.contains("<title>Error: "), "the title says it first");
    }
    assert!(!scene.folder().join("secrets").exists(), "no password was written");
    assert!(get(&scene, &tom, "/console/mail").await.body.contains("No mailbox is watched"));
    let ana = scene.cookie("ana", 2);
    for path in [NEW, BOX] {
        assert_eq!(get(&scene, &ana, path).await.status.as_u16() / 100, 4, "only who connects systems");
    }
    assert_eq!(get(&scene, &tom, BOX).await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn one_that_cannot_be_opened_is_kept_on_a_second_word_only_and_says_what_to_do() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let typed = form("127.0.0.1", nobody(), "privacy@justroo.com");
    let first = press(&scene, &tom, NEW, &typed).await;
    assert!(
        first.body.contains("Nobody answers at 127.0.0.1") && first.body.contains("Keep it all the same"),
        "{}",
        first.body
    );
    assert!(!first.body.contains("orange kettle"), "the password is not shown");
    assert!(scene.desk.current().expect("the store answers").kept.mailboxes.is_empty());
    let anyway = with(&typed, "anyway", "yes");
    for _twice in 0..2 {
        assert_eq!(press(&scene, &tom, NEW, &anyway).await.status, StatusCode::SEE_OTHER, "twice is once");
    }
    let secret = scene.folder().join("secrets/mailbox-privacy");
    assert_eq!(fs::read_to_string(&secret).expect("a file"), "orange kettle\n");
    assert_eq!(fs::metadata(&secret).expect("a file").permissions().mode() & 0o077, 0, "nobody else reads it");
    assert!(get(&scene, &tom, BOX).await.body.contains("Not looked into yet"));

    let building = Building::new();
    worker(&scene, &building).drain().expect("the work is done");
    let page = get(&scene, &tom, BOX).await;
    assert!(page.body.contains("Cannot be read") && page.body.contains("It is tried again by itself"), "{}", page.body);
    assert!(!page.body.contains("orange kettle"));
    assert!(get(&scene, &tom, "/console/inbox").await.body.contains("It is tried again by itself"));

    let again = press(&scene, &tom, NEW, &with(&anyway, "receipts", "yes")).await;
    assert!(again.body.contains("There is a mailbox of this name"), "{}", again.body);
    let same = press(&scene, &tom, NEW, &with(&anyway, "name", "second")).await;
    assert!(same.body.contains("is watched already, as “privacy”"), "{}", same.body);
    let other = with(&with(&anyway, "name", "second"), "username", "second@justroo.com");
    assert_eq!(press(&scene, &tom, NEW, &other).await.status, StatusCode::SEE_OTHER, "a company may have two");

    fill(&scene, &tom, BOX, &format!("{BOX}/remove"), &[]).await;
    assert_eq!(get(&scene, &tom, BOX).await.status, StatusCode::NOT_FOUND);
    let history = get(&scene, &tom, "/console/history").await.body;
    assert!(history.contains("the mailbox “privacy”") && history.contains("given anew"), "{history}");
    assert!(!history.contains("orange kettle"));
}

#[actix_web::test]
async fn a_message_from_an_address_of_our_own_gets_no_receipt() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let owed = |number, from: &str| {
        let desk = scene.desk.current().expect("the store answers");
        let taken = take_any(&desk, Actor::System, "privacy", Some("justroo"), &letter(number, from)).expect("taken");
        let (Taken::New(id) | Taken::Known(id)) = taken;
        owe_receipt(&desk, id).expect("asked")
    };
    assert!(owed(1, "privacy@big-provider.example"), "nobody knows yet that it is ours");
    let typed = with(&form("127.0.0.1", nobody(), "Desk@big-provider.example"), "anyway", "yes");
    press(&scene, &tom, NEW, &typed).await;
    fs::write(scene.folder().join("secrets/mail"), "orange kettle\n").expect("a file");
    let way = [
        ("from", "letters@big-provider.example"),
        ("host", "127.0.0.1"),
        ("port", "465"),
        ("tls", "wrapper"),
        ("username", "desk"),
        ("secret_file", "secrets/mail"),
    ];
    assert_eq!(fill(&scene, &tom, "/console/mail", "/console/mail", &way).await.status, StatusCode::SEE_OTHER);
    assert!(!owed(2, "desk@big-provider.example"), "the account that is watched");
    assert!(!owed(3, "Letters@big-provider.example"), "the address that letters come from");
    assert!(owed(4, "mia@big-provider.example"), "others of the same provider are people");
}

#[actix_web::test]
async fn a_mailbox_is_watched_without_a_restart_paused_changed_and_left() {
    let Some(server) = Dovecot::find("watching a mailbox of the console") else { return };
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    fs::copy(server.authority(), scene.folder().join("authority.pem")).expect("the authority");
    let building = Building::new();
    let worker = worker(&scene, &building);
    worker.drain().expect("nothing is watched yet");
    let mut visit = server.visit("console");
    visit.deliver(&letter(1, "emma@mail.example"));

    let typed = with(&form("localhost", server.tls_port(), "console"), "ca_file", "authority.pem");
    let wrong = press(&scene, &tom, NEW, &typed).await;
    assert!(wrong.body.contains("localhost refused the account or its password"), "{}", wrong.body);
    let right = with(&typed, "password", &server.password());
    let elsewhere = press(&scene, &tom, NEW, &with(&right, "folder", "Nowhere")).await;
    assert!(elsewhere.body.contains("refused to open the folder"), "{}", elsewhere.body);
    let stranger = press(&scene, &tom, NEW, &with(&right, "host", "127.0.0.1")).await;
    assert!(stranger.body.contains("no encrypted connection that can be trusted"), "{}", stranger.body);
    let tried = press(&scene, &tom, NEW, &with(&right, "try", "yes")).await;
    assert!(tried.body.contains("localhost let us in, and one message waits there"), "{}", tried.body);
    assert_eq!(press(&scene, &tom, NEW, &right).await.status, StatusCode::SEE_OTHER);
    // Two processes: each looks, and the message comes once.
    let other = self::worker(&scene, &building);
    worker.drain().expect("the work is done");
    other.drain().expect("the work is done");
    assert_eq!(entries(&scene.desk), 1);
    assert_eq!(server.visit("console").search("KEYWORD RightsdeskTaken").len(), 1);
    let page = get(&scene, &tom, BOX).await.body;
    assert!(page.contains("Watched.") && !page.contains(&server.password()), "{page}");

    fill(&scene, &tom, BOX, &format!("{BOX}/pause"), &[("paused", "yes")]).await;
    visit.deliver(&letter(2, "emma@mail.example"));
    building.pass(TimeDelta::minutes(5));
    scene.clock.move_by(TimeDelta::minutes(5));
    worker.drain().expect("the work is done");
    assert_eq!(entries(&scene.desk), 1, "nobody looked");
    assert!(get(&scene, &tom, "/console/mail").await.body.contains("Paused"));
    fill(&scene, &tom, BOX, &format!("{BOX}/pause"), &[("paused", "no")]).await;
    worker.drain().expect("the work is done");
    assert_eq!(entries(&scene.desk), 2, "the next look did not wait for its hour");

    visit.run("CREATE Done");
    let moved = with(&with(&right, "move_to", "Done"), "password", "");
    let moved = with(&moved, "secret_file", "secrets/mailbox-privacy");
    let kept = press(&scene, &tom, BOX, &moved).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    visit.deliver(&letter(3, "emma@mail.example"));
    worker.drain().expect("the work is done");
    assert_eq!(entries(&scene.desk), 3);
    visit.run("SELECT Done");
    assert!(!visit.search("ALL").is_empty(), "the new way counts");
}

#[actix_web::test]
async fn a_running_program_listens_to_a_mailbox_that_is_set_up_meanwhile() {
    let Some(server) = Dovecot::find("listening to a mailbox of the console") else { return };
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    fs::copy(server.authority(), scene.folder().join("authority.pem")).expect("the authority");
    let building = Building::new();
    let bell = Bell::new();
    let desk = Desk { wake: bell.waker(), ..scene.desk.clone() };
    let pace = Pace { workers: 1, tick: Duration::from_millis(200), lease: TimeDelta::minutes(1) };
    let runner = Runner::start(&desk, &outside(&scene, &building), &bell, pace).expect("threads");
    let typed = with(&form("localhost", server.tls_port(), "listens"), "ca_file", "authority.pem");
    let typed = with(&typed, "password", &server.password());
    assert_eq!(press(&scene, &tom, NEW, &typed).await.status, StatusCode::SEE_OTHER);
    // The clock stands still, so no second look falls due by itself: what comes after the first is heard.
    let mut visit = server.visit("listens");
    let patience = Instant::now();
    let mut number = 100;
    while entries(&scene.desk) < 2 {
        assert!(patience.elapsed().as_secs() < 120, "nobody listens");
        number += 1;
        visit.deliver(&letter(number, "emma@mail.example"));
    }
    runner.stop();
}
