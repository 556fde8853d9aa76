//! A desk of its own for one test: SQLite, letters, vault, a clock that stands still.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use rightsdesk::adapters::mail::MailLetters;
use rightsdesk::adapters::package::PdfPress;
use rightsdesk::adapters::store::{Options, open};
use rightsdesk::adapters::vault::{FileVault, MasterKey};
use rightsdesk::config::{controllers, regimes};
use rightsdesk::domain::case::{Case, Reference};
use rightsdesk::domain::ids::CaseId;
use rightsdesk::ports::entropy::Entropy;
use rightsdesk::ports::mailer::Mailbox;
use rightsdesk::ports::store::outbox::MailOutcome;
use rightsdesk::ports::store::views::QueueFilter;
use rightsdesk::web::WebSettings;
use rightsdesk::workflow::{Desk, Settings, WorkError};
use tempfile::TempDir;

use crate::harness::chance::SeededEntropy;
use crate::harness::time::StoppedClock;

/// A desk with its folder and its clock.
pub struct Scene {
    pub desk: Desk,
    pub clock: StoppedClock,
    _folder: TempDir,
}

impl Scene {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let clock = StoppedClock::at("2026-11-04T14:12:00Z");
        let desk = desk(folder.path(), &clock);
        Self { desk, clock, _folder: folder }
    }

    pub fn wait(&self, minutes: i64) {
        self.clock.move_by(TimeDelta::minutes(minutes));
    }

    /// Every mail that is owed since this was last asked, noted as sent: kind, address, text.
    pub fn mails(&self) -> Vec<(String, String, String)> {
        let mut sent = Vec::new();
        loop {
            let batch = self.desk.write(|_, tx, now| {
                let claimed = tx.claim_mail(now, now + TimeDelta::hours(1), 100)?;
                for mail in &claimed {
                    tx.finish_mail(mail.mail.id, mail.token, &MailOutcome::Sent { at: now, answer: None })?;
                }
                Ok(claimed)
            });
            let batch = batch.expect("the outbox answers");
            if batch.is_empty() {
                return sent;
            }
            // A letter waits for the one before it, so there may be more.
            sent.extend(batch.into_iter().map(|claimed| {
                let mail = claimed.mail;
                (mail.kind, mail.to.reveal().to_owned(), mail.text.reveal().to_owned())
            }));
        }
    }

    /// The digits in the newest mail that has any.
    pub fn code(&self) -> String {
        let mails = self.mails();
        let digits = |text: &String| {
            text.lines()
                .map(str::trim)
                .find(|line| line.len() == 6 && line.chars().all(|c| c.is_ascii_digit()))
                .map(str::to_owned)
        };
        mails.iter().rev().find_map(|(_, _, text)| digits(text)).expect("a code was mailed")
    }

    /// All cases, newest last.
    pub fn cases(&self) -> Vec<Case> {
        let all = self.desk.read(|_, tx, now| {
            let lines = tx.queue(&QueueFilter::default(), now.date_naive(), None, 100)?;
            let ids: Vec<CaseId> = lines.iter().map(|line| line.case).collect();
            ids.into_iter().map(|id| Ok(tx.case(id)?)).collect::<Result<Vec<Case>, WorkError>>()
        });
        let mut all = all.expect("the queue answers");
        all.sort_by_key(|case| case.id);
        all
    }

    /// The kinds on the log of a case, oldest first.
    pub fn log(&self, case: CaseId) -> Vec<String> {
        let log = self.desk.read(move |_, tx, _| Ok(tx.log_of(case)?)).expect("the log answers");
        log.into_iter().map(|entry| entry.kind).collect()
    }
}

/// A reference that is well formed and belongs to nobody.
pub fn nobody() -> Reference {
    Reference::new("JR", 2026, [9, 9, 9, 9])
}

/// Settings that let a test post as often as it likes.
pub fn open_doors() -> WebSettings {
    let mut settings = WebSettings::for_url("http://127.0.0.1:8080");
    let many = NonZeroU32::new(1_000_000).expect("not zero");
    (settings.requests_a_minute, settings.posts_a_minute) = (many, many);
    settings
}

pub fn desk(folder: &Path, clock: &StoppedClock) -> Desk {
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(7));
    let path = folder.join("rightsdesk.db");
    let store = open(path.to_str().expect("UTF-8"), &Options::new(folder)).expect("the store opens");
    let key = MasterKey::from_bytes(&[7; 32]);
    let mailbox = Mailbox { name: None, address: "desk@example.org".to_owned() };
    Desk {
        store,
        clock: Arc::new(clock.clone()),
        entropy: Arc::clone(&entropy),
        letters: Arc::new(MailLetters),
        reader: crate::harness::reader::reader(),
        press: Arc::new(PdfPress),
        vault: Arc::new(FileVault::new(folder.join("vault"), key, entropy)),
        languages: crate::harness::languages::shipped(),
        law: Arc::new(regimes::law().expect("the law is readable")),
        controllers: Arc::new(controllers::load(true, Path::new("nowhere")).unwrap_or_else(|_| BTreeMap::new())),
        companies: crate::harness::companies::book(Arc::new(
            controllers::load(true, Path::new("nowhere")).unwrap_or_else(|_| BTreeMap::new()),
        )),
        settings: Arc::new(Settings {
            public_url: "http://127.0.0.1:8080".to_owned(),
            solo: false,
            cool_off: TimeDelta::hours(72),
            undo: TimeDelta::minutes(30),
            tell_when_kept_is_erased: false,
            side_by_side: 4,
            recipients: rightsdesk::domain::telling::Patience::default(),
            complaint_days: 30,
            sends_by: None,
            link_life: TimeDelta::days(30),
            desk_mailbox: mailbox,
            duty_address: None,
            mail_server: Some("mx.shop.example".into()),
            incoming: rightsdesk::workflow::MailIn::default(),
            pepper: [3; 32],
        }),
        scanner: None,
        kept: Arc::default(),
        wake: Arc::new(|| {}),
    }
}
