//! The real program under load, ended by `kill -9` at any moment: nothing that was acknowledged may be lost or doubled.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;
use rightsdesk::adapters::store::{self, Options};
use rightsdesk::adapters::system::SystemEntropy;
use rightsdesk::domain::case::Reference;
use rightsdesk::domain::ids::CaseId;
use rightsdesk::domain::request::State;
use rightsdesk::ports::entropy::Entropy;
use rightsdesk::ports::store::outbox::{MailLine, MailState};
use rightsdesk::ports::store::views::QueueFilter;
use rightsdesk::ports::store::{StoreError, read};
use rightsdesk::workflow::restore;
use tempfile::TempDir;

use super::visitor::{Door, Visitor, between};
use crate::harness::postgres::Database;
use crate::harness::program::{self, Program};
use crate::harness::smtp::{Received, Script, SmtpServer};

/// How often the program is killed.
const KILLS: usize = 8;
/// How many people use it at once.
const VISITORS: usize = 4;
/// How long the last start may take to send what is owed. A killed sender's lease must run out first.
const PATIENCE: Duration = Duration::from_mins(2);

/// A reference that somebody was shown.
struct Shown {
    reference: String,
    email: String,
    by_code: bool,
}

/// What all threads of a run share.
struct Run {
    door: Door,
    post: SmtpServer,
    number: AtomicUsize,
    closing: AtomicBool,
}

impl Run {
    /// Sends requests, one after the other, until the desk closes. Every one that was begun is brought to its reference.
    fn visit(&self) -> Vec<Shown> {
        let mut shown = Vec::new();
        while !self.closing.load(Ordering::Relaxed) {
            shown.push(self.submit(self.number.fetch_add(1, Ordering::Relaxed)));
        }
        shown
    }

    fn submit(&self, number: usize) -> Shown {
        let (mut visitor, email) = (Visitor::at(&self.door, number), format!("visitor{number}@example.org"));
        let by_code = number.is_multiple_of(2);
        let ask = |page: &str| format!("/r/justroo/ask/{page}");
        visitor.read(&ask("who"));
        visitor.answer(&ask("who"), &[("who", "me")]);
        visitor.answer(&ask("rights"), &[("right", "copy"), ("right", "erase")]);
        visitor.answer(&ask("erase"), &[("erase_what", "all")]);
        visitor.answer(&ask("find"), &[("id_postcode", "M14 6YB")]);
        visitor.answer(&ask("you"), &[("name", "Priya Nair"), ("email", &email)]);
        visitor.answer(&ask("words"), &[("words", "Everything, please.")]);
        let page = visitor.answer("/r/justroo/check", &[]);
        let page = match by_code {
            true if !page.body.contains("Your reference") => {
                visitor.answer("/r/justroo/code", &[("code", &self.code_for(&email))])
            }
            false => visitor.answer("/r/justroo/code/without", &[]),
            true => page,
        };
        let reference = between(&page.body, "<dd class=\"big ref\">", "</dd>");
        let reference = reference.unwrap_or_else(|| panic!("{} and no reference:\n{}", page.status, page.body));
        Shown { reference: reference.to_owned(), email, by_code }
    }

    /// The newest code in the mails to an address. Its mail may wait for the lease of a dead sender.
    fn code_for(&self, email: &str) -> String {
        let newest = |mails: &[Received]| {
            mails.iter().rev().filter(|mail| is_to(mail, email)).find_map(|mail| digits(&mail.contents))
        };
        self.post.wait_until(PATIENCE, newest).expect("a code comes")
    }
}

fn is_to(mail: &Received, email: &str) -> bool {
    mail.to.iter().any(|to| to == email)
}

fn digits(contents: &str) -> Option<String> {
    let is_code = |line: &&str| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit());
    contents.lines().map(str::trim).find(is_code).map(str::to_owned)
}

#[test]
fn every_shown_reference_survives_kills_under_load_on_sqlite() {
    let folder = TempDir::new().expect("a folder");
    let database = folder.path().join("rightsdesk.sqlite").display().to_string();
    survive(folder.path(), &database, &[]);
}

#[test]
fn every_shown_reference_survives_kills_under_load_on_postgresql() {
    let Some(database) = Database::create("kill -9 under load on PostgreSQL") else { return };
    let folder = TempDir::new().expect("a folder");
    survive(folder.path(), &database.url(), &[("RIGHTSDESK_DATABASE_URL", &database.url())]);
}

fn survive(folder: &Path, database: &str, where_it_is: &[(&str, &str)]) {
    let letterbox = SmtpServer::start(Script::default());
    let port = letterbox.port().to_string();
    let mut settings = where_it_is.to_vec();
    settings.extend([
        ("RIGHTSDESK_DESK_SAMPLES", "true"),
        ("RIGHTSDESK_JOBS_LEASE_SECONDS", "5"),
        ("RIGHTSDESK_JOBS_TICK_SECONDS", "1"),
        ("RIGHTSDESK_SERVER_TRUSTED_PROXIES", "[\"127.0.0.1\"]"),
        ("RIGHTSDESK_MAIL_TRANSPORT", "smtp"),
        ("RIGHTSDESK_MAIL_HOST", "127.0.0.1"),
        ("RIGHTSDESK_MAIL_PORT", &port),
        ("RIGHTSDESK_MAIL_TLS", "none"),
        ("RIGHTSDESK_MAIL_TIMEOUT", "2"),
        ("RIGHTSDESK_MAIL_FROM", "desk@example.org"),
    ]);
    let run =
        Run { door: Door::default(), post: letterbox, number: AtomicUsize::new(0), closing: AtomicBool::new(false) };
    let (shown, last) = thread::scope(|scope| {
        let start = || {
            let program = Program::start_on(folder, &["serve"], &settings);
            run.door.moved_to(program.url());
            program
        };
        let mut program = start();
        let visitors: Vec<_> = (0..VISITORS).map(|_| scope.spawn(|| run.visit())).collect();
        for _ in 0..KILLS {
            // Chance decides where the program is struck, while all the visitors but one wait for their pages.
            let [chance, ..] = SystemEntropy.bytes16();
            run.door.wait_for_pages(1 + usize::from(chance / 2));
            assert!(!program.kill().success());
            program = start();
        }
        run.closing.store(true, Ordering::Relaxed);
        let shown: Vec<Shown> =
            visitors.into_iter().flat_map(|visitor| visitor.join().expect("a visitor ends")).collect();
        (shown, program)
    });
    assert!(shown.len() > VISITORS, "{} submissions are no load", shown.len());
    let mails = wait_for_receipts(&run.post, &shown);
    drop(last);
    check_mails(&shown, &mails);
    check_cases(folder, database, &shown, run.number.into_inner());
}

/// Waits until every acknowledged person has their receipt.
fn wait_for_receipts(post: &SmtpServer, shown: &[Shown]) -> Vec<Received> {
    let all = |mails: &[Received]| {
        let receipts: BTreeSet<&String> =
            mails.iter().filter(|mail| is_receipt(mail)).flat_map(|mail| &mail.to).collect();
        shown.iter().all(|shown| receipts.contains(&shown.email)).then(|| mails.to_vec())
    };
    post.wait_until(PATIENCE, all).expect("every receipt comes")
}

fn is_receipt(mail: &Received) -> bool {
    mail.header("Subject").iter().any(|subject| subject.ends_with("] We have your request"))
}

/// One logical receipt for everybody; a copy is the same mail again, and there are no more copies than kills.
fn check_mails(shown: &[Shown], mails: &[Received]) {
    for Shown { email, reference, .. } in shown {
        let receipts: Vec<&Received> = mails.iter().filter(|mail| is_receipt(mail) && is_to(mail, email)).collect();
        let ids: BTreeSet<String> = receipts.iter().flat_map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(ids.len(), 1, "{reference}: one receipt");
        let texts: BTreeSet<&String> = receipts.iter().map(|mail| &mail.contents).collect();
        assert_eq!(texts.len(), 1, "{reference}: a copy says the same");
    }
    let mut copies: BTreeMap<String, usize> = BTreeMap::new();
    for id in mails.iter().flat_map(|mail| mail.header("Message-ID")) {
        *copies.entry(id).or_default() += 1;
    }
    let surplus: usize = copies.values().map(|count| count - 1).sum();
    assert!(surplus <= KILLS * 8, "{surplus} copies are more than {KILLS} killed senders can have been busy with");
}

/// Everything shown is there once, in a legal state, and nothing else is.
fn check_cases(folder: &Path, database: &str, shown: &[Shown], begun: usize) {
    let store = store::open(database, &Options::new(folder)).expect("the store opens");
    let held = read::<_, StoreError, _>(&*store, |tx| restore::held(tx)).expect("the store reads");
    assert_eq!(held, None, "no start after a kill is taken for a restore");
    let mut found: BTreeSet<CaseId> = BTreeSet::new();
    for Shown { reference, email, by_code } in shown {
        let wanted = Reference::parse(reference).expect("a reference was shown");
        let (case, requests, log, mails) = read(&*store, move |tx| -> Result<_, StoreError> {
            let case = tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?;
            Ok((case.clone(), tx.requests(case.id)?, tx.log_of(case.id)?, tx.mail_of(case.id)?))
        })
        .unwrap_or_else(|error| panic!("{reference} was shown and is lost: {error}"));
        assert!(found.insert(case.id), "{reference} was shown to two people");
        assert_eq!(case.requester.email.reveal(), email);
        assert_eq!(case.email_confirmed_at.is_some(), *by_code, "{reference}");
        let states: Vec<State> = requests.iter().map(|request| request.state).collect();
        assert_eq!(states, [State::Received; 2], "{reference}");
        assert!(!log.is_empty(), "{reference} has a log");
        let receipts: Vec<_> = mails.iter().filter(|mail| mail.kind == "acknowledgement").collect();
        // The last kill may have come between the server's answer and our note of it: then it would be sent once more.
        let alive = |mail: &MailLine| mail.state == MailState::Sent || mail.attempts > 0;
        assert!(matches!(receipts.as_slice(), [mail] if alive(mail)), "{reference}: {receipts:?}");
    }
    let all = read(&*store, |tx| -> Result<_, StoreError> {
        tx.queue(&QueueFilter::default(), NaiveDate::MIN, None, 10_000)
    })
    .expect("the queue answers");
    let cases: BTreeSet<CaseId> = all.iter().map(|line| line.case).collect();
    assert_eq!(cases, found, "every case was shown to somebody");
    assert_eq!(begun, shown.len(), "everybody who began was served in the end");
    drop(store);
    let arguments = ["log", "verify", "--data", &folder.display().to_string()].map(str::to_owned);
    let mut verify = program::command(&arguments.each_ref().map(String::as_str));
    let verified = verify.env("RIGHTSDESK_DATABASE_URL", database).output().expect("the program runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}
