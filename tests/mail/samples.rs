//! One notice of every kind, filled as a real case would fill it. The people are invented.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rightsdesk::domain::clock::ReminderKind;
use rightsdesk::domain::controller::Controller;
use rightsdesk::domain::notice::{
    About, Acknowledgement, AuthorityRequest, Awaited, CannotIdentify, CaseNews, Cause, ClarificationRequest,
    CodePurpose, EmailCode, Extension, FirstDue, FormLink, Ground, IdentityRequest, Lapsed, LawWords, Message,
    MessageReceived, Missing, NeedsPerson, News, NothingHeld, Notice, PackageEnclosed, PackageReady, Refusal, Reminder,
    StatusCode, SumLine, TaskLink, Understood, Withdrawn, Work,
};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;

pub const NAME: &str = "Priya Nair";
pub const REFERENCE: &str = "JR-26-7K4M-2";

/// A shop under UK law.
pub fn controller() -> Controller {
    toml::from_str(
        r#"
id = "justroo"
prefix = "JR"
brand = "Justroo"
legal = { name = "Justroo", company_number = "17080224", seat = "England and Wales" }
contact = { email = "legal@justroo.com", web = "justroo.com" }
marketing_channels = ["email", "sms"]
letters = { backups = "35 days" }

[regulator]
name = "Information Commissioner"
address = ["Wycliffe House", "Water Lane", "Wilmslow", "Cheshire", "SK9 5AF"]
phone = "0303 123 1113"
url = "https://ico.org.uk/make-a-complaint"
"#,
    )
    .expect("a controller")
}

/// A shop under EU law, with another accent and with letters that HTML must escape.
pub fn eu_controller() -> Controller {
    toml::from_str(
        r##"
id = "soren"
prefix = "SK"
brand = "Søren & Kæreste <Ltd>"
accent = "#f2b705"
letters = { backups = "30 days" }
regimes = ["eu-gdpr"]
legal = {}
contact = { email = "privat@soren.example", phone = "+45 00 00 00 00", post = ["Gade 1", "2100 København Ø"] }

[regulator]
name = "Danish Data Protection Agency"
url = "https://www.datatilsynet.dk/klage"
"##,
    )
    .expect("a controller")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn about(rights: &[Right], date: &str) -> About {
    About {
        reference: REFERENCE.into(),
        name: Some(Personal::new(NAME)),
        date: day(date),
        received: day("2026-11-04"),
        rights: rights.to_vec(),
        regime: "uk-gdpr".into(),
        page: "https://requests.justroo.com/status".into(),
        complain: Some("https://requests.justroo.com/r/justroo/complaint".into()),
        law: LawWords::default(),
        language: "en".into(),
        fills: BTreeMap::new(),
    }
}

fn access(date: &str) -> About {
    about(&[Right::Access], date)
}

pub fn acknowledgement() -> Acknowledgement {
    let stop = Understood { right: Right::Objection, marketing: vec!["email".into(), "sms".into()], done: true };
    let why = [
        "Your request reached us on Wednesday 4 November 2026; that day is not counted.",
        "The law gives us one month, which ends on Friday 4 December 2026, a working day.",
    ];
    Acknowledgement {
        about: about(&[Right::Access, Right::Rectification, Right::Objection], "2026-11-04"),
        understood: vec![Understood::of(Right::Access), Understood::of(Right::Rectification), stop],
        due: FirstDue::By { date: day("2026-12-04"), why: why.map(Into::into).to_vec() },
    }
}

/// Every kind, some of them twice; the names are the names of the snapshot files.
pub fn all() -> Vec<(&'static str, Notice)> {
    let mut all = receipts();
    all.extend(questions());
    all.extend(outcomes());
    all.push(on_paper());
    all.extend(super::outcomes::all());
    all.extend(staff());
    all
}

fn receipts() -> Vec<(&'static str, Notice)> {
    let not_started = Acknowledgement {
        about: about(&[Right::Erasure], "2026-11-04"),
        understood: vec![Understood::of(Right::Erasure)],
        due: FirstDue::Starts { when: Awaited::Authority },
    };
    vec![
        ("acknowledgement", Notice::Acknowledgement(acknowledgement())),
        ("acknowledgement-not-started", Notice::Acknowledgement(not_started)),
        (
            "email_code",
            Notice::EmailCode(EmailCode { code: Personal::new("483920"), minutes: 10, language: "en".into() }),
        ),
        (
            "form_link",
            Notice::FormLink(FormLink {
                link: Personal::new("https://requests.justroo.com/r/justroo/resume/0123456789abcdef"),
                day: day("2026-11-21"),
                time: "14:12".into(),
                language: "en".into(),
            }),
        ),
        (
            "message_received",
            Notice::MessageReceived(MessageReceived {
                received: day("2026-11-04"),
                form: "https://requests.justroo.com/r/justroo".into(),
                language: "en".into(),
            }),
        ),
        (
            "status_code",
            Notice::StatusCode(StatusCode {
                reference: REFERENCE.into(),
                code: Personal::new("017755"),
                minutes: 10,
                purpose: CodePurpose::Download,
                language: "en".into(),
            }),
        ),
    ]
}

fn questions() -> Vec<(&'static str, Notice)> {
    vec![
        (
            "identity_request",
            Notice::IdentityRequest(IdentityRequest {
                about: access("2026-11-05"),
                doubt: "The e-mail address you wrote from is not one that we know, and the order number belongs to another address.".into(),
                any_of: vec![
                    "The number of one of your orders and the postcode it went to".into(),
                    "An e-mail to us from the address you use with us".into(),
                    "Signing in to your account and writing to us from there".into(),
                ],
                proof_kept_days: 7,
                closes_on: day("2026-12-05"),
            }),
        ),
        ("authority_request", Notice::AuthorityRequest(AuthorityRequest { about: access("2026-11-05"), closes_on: day("2026-12-05") })),
        (
            "clarification_request",
            Notice::ClarificationRequest(ClarificationRequest {
                about: access("2026-11-06"),
                why: "We hold a great deal about your fourteen years with us: 212 orders and some 3,000 messages. Which of it are you after?".into(),
                choices: vec!["Everything about one order or repair".into(), "Everything from a certain time".into()],
                meanwhile: Some("We are already preparing your account, addresses and marketing choices.".into()),
                closes_on: None,
            }),
        ),
        (
            "extension",
            Notice::Extension(Extension {
                about: access("2026-11-27"),
                first_due: day("2026-12-04"),
                new_due: day("2027-02-04"),
                reasons: vec![
                    "Your messages name eleven other people, and we must weigh their rights one by one.".into(),
                    "Four years of call notes are on paper and have to be read by hand.".into(),
                ],
                now: Some("Your account, orders and payments are ready. You can fetch them on your private page today.".into()),
            }),
        ),
        (
            "message",
            Notice::Message(Message {
                about: access("2026-11-06"),
                paragraphs: vec![
                    Personal::new("Thank you for your call this morning."),
                    Personal::new("We have found the repair you mean and will put the workshop's note into your copy."),
                ],
                signed: Some("Anna".into()),
            }),
        ),
    ]
}

fn outcomes() -> Vec<(&'static str, Notice)> {
    let others = Ground {
        reason: "The name and telephone number of a neighbour who took in a parcel: they are somebody else's data."
            .into(),
        pointer: Some("Data Protection Act 2018, Schedule 2, paragraph 16".into()),
    };
    let kept = Ground {
        reason: "Tax law obliges us to keep the invoices of the last six years".into(),
        pointer: Some("Article 17(3)(b)".into()),
    };
    vec![
        (
            "package_ready",
            Notice::PackageReady(PackageReady {
                about: access("2026-11-20"),
                link: "https://requests.justroo.com/download/JR-26-7K4M-2".into(),
                until: day("2026-12-20"),
                left_out: vec![others],
            }),
        ),
        (
            "nothing_held",
            Notice::NothingHeld(NothingHeld {
                about: access("2026-11-20"),
                searched_with: vec!["the e-mail address you wrote from".into(), "your name and postcode".into()],
                searched_in: vec!["the web shop, its orders and accounts".into(), "the support mailbox".into()],
            }),
        ),
        (
            "refusal",
            Notice::Refusal(Refusal {
                about: about(&[Right::Access, Right::Erasure], "2026-11-20"),
                refused: vec![Right::Erasure],
                grounds: vec![kept],
            }),
        ),
        (
            "cannot_identify",
            Notice::CannotIdentify(CannotIdentify {
                about: access("2026-11-20"),
                why:
                    "Three people with your name have bought from us, and none of them with the address you wrote from."
                        .into(),
                would_help: vec!["An order number".into(), "The postcode of a delivery".into()],
            }),
        ),
        ("withdrawn", Notice::Withdrawn(Withdrawn { about: access("2026-11-10"), withdrawn: day("2026-11-09") })),
        (
            "lapsed",
            Notice::Lapsed(Lapsed {
                about: access("2026-12-07"),
                awaited: Awaited::Identity,
                asked: day("2026-11-05"),
            }),
        ),
    ]
}

fn on_paper() -> (&'static str, Notice) {
    let about = About { page: String::new(), ..access("2026-11-20") };
    ("package_enclosed", Notice::PackageEnclosed(PackageEnclosed { about, left_out: vec![] }))
}

fn task_link(name: &str, reminder: u16) -> Notice {
    Notice::TaskLink(TaskLink {
        language: "en".into(),
        reference: REFERENCE.into(),
        name: name.into(),
        ask: "Look for the person in your delivery records, and upload what is there.".into(),
        link: "https://requests.justroo.com/task/AZAAAAAAcACAAAAAAAAAAQAAAAAAAAAAAAAAAA".into(),
        until: day("2026-12-02"),
        reminder,
    })
}

fn staff() -> Vec<(&'static str, Notice)> {
    let reminder = |reminder, today, missing| {
        let link = "https://requests.justroo.com/console/cases/JR-26-7K4M-2".into();
        let due = day("2026-12-04");
        let sum = vec![SumLine {
            words: "The law gives one month. Counted from 4 November 2026, that ends on the same day of the month, Friday 4 December 2026.".into(),
            source: "UK GDPR, Articles 12A(1) and 4A".into(),
        }];
        Notice::Reminder(Reminder { reference: REFERENCE.into(), reminder, today: day(today), due, missing, sum, link })
    };
    vec![
        (
            "reminder",
            reminder(ReminderKind::DueIn3, "2026-12-01", vec![Missing::Review, Missing::Approval, Missing::Delivery]),
        ),
        ("reminder-extension", reminder(ReminderKind::ExtensionDecision, "2026-11-27", vec![Missing::Gathering])),
        ("reminder-overdue", reminder(ReminderKind::Overdue, "2026-12-06", vec![Missing::Approval, Missing::Delivery])),
        ("task_link", task_link("Parcels Ltd, privacy desk", 0)),
        ("task_link-reminder", task_link("", 1)),
        (
            "needs_person",
            Notice::NeedsPerson(NeedsPerson {
                reference: Some(REFERENCE.into()),
                work: Work::Gather { system: "payments".into() },
                cause: Cause::SignIn,
                attempts: 6,
                due: Some(day("2026-12-04")),
                link: "https://requests.justroo.com/console/cases/JR-26-7K4M-2".into(),
            }),
        ),
        (
            "case_news",
            Notice::CaseNews(CaseNews {
                reference: REFERENCE.into(),
                news: News::Mentioned,
                by: Some("Ana Petrova".into()),
                link: "https://requests.justroo.com/console/case/JR-26-7K4M-2".into(),
            }),
        ),
    ]
}
