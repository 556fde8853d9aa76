//! A made-up answer, rich enough to show everything a package can hold.

use std::io::Read;

use chrono::{DateTime, NaiveDate, Utc};
use rightsdesk::domain::controller::Controller;
use rightsdesk::domain::disclosure::{
    Cell, CollectionHead, Column, Kept, LeftOut, Letter, Outcome, Reasons, Record, SearchTerm, Searched, Signatory, Use,
};
use rightsdesk::domain::notice::{About, LawWords};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::disclosure::{Attachment, Collections, Records, Unreadable};

/// Collections that lie in memory.
#[derive(Clone, Default)]
pub struct InMemory {
    pub collections: Vec<(CollectionHead, Vec<Record>)>,
    pub attachments: Vec<(Attachment, Vec<u8>)>,
}

impl Collections for InMemory {
    fn heads(&mut self) -> Result<Vec<CollectionHead>, Unreadable> {
        Ok(self.collections.iter().map(|(head, _)| head.clone()).collect())
    }

    fn records(&mut self, index: usize) -> Result<Records<'_>, Unreadable> {
        Ok(Box::new(self.collections[index].1.iter().cloned().map(Ok)))
    }

    fn attachments(&mut self) -> Result<Vec<Attachment>, Unreadable> {
        Ok(self.attachments.iter().map(|(attachment, _)| attachment.clone()).collect())
    }

    fn attachment(&mut self, index: usize) -> Result<Box<dyn Read + '_>, Unreadable> {
        Ok(Box::new(self.attachments[index].1.as_slice()))
    }
}

pub fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

pub fn number(digits: impl Into<String>) -> Cell {
    Cell::Number(digits.into())
}

pub fn column(name: &str, label: &str) -> Column {
    Column { name: name.into(), label: label.into(), meaning: None }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn instant() -> DateTime<Utc> {
    "2026-11-20T10:15:00Z".parse().unwrap()
}

/// A company that has stated everything.
pub fn controller() -> Controller {
    toml::from_str(include_str!("controller.toml")).unwrap()
}

/// A letter to a made-up person.
pub fn letter() -> Letter {
    Letter {
        about: About {
            reference: "MR-26-7K4M-2".into(),
            name: Some(Personal::new("Zsófia Őry-Παπαδάκη")),
            date: day(2026, 11, 20),
            received: day(2026, 11, 4),
            rights: vec![Right::Access],
            regime: "uk-gdpr".into(),
            language: "en".into(),
            page: "https://meadow.example/r/meadow/case".into(),
            complain: Some("https://meadow.example/r/meadow/complain".into()),
            law: LawWords::default(),
            fills: std::collections::BTreeMap::new(),
        },
        controller: controller(),
        right: Right::Access,
        address: ["14 Egerton Road", "Manchester", "M14 6YB"].map(Personal::new).to_vec(),
        subject: None,
        due: Some(day(2026, 12, 4)),
        note: vec![Personal::new(
            "You mentioned the laptop that you sent back in August. The workshop’s note is among the files. We have written about your address separately.",
        )],
        left_out: left_out(),
        searched: searched(),
        searched_with: vec![
            SearchTerm { kind: "name".into(), number: 1 },
            SearchTerm { kind: "email".into(), number: 2 },
            SearchTerm { kind: "order_number".into(), number: 9 },
        ],
        language: crate::harness::languages::shipped().of("en"),
        signed_by: Some(Signatory { name: "Daniel Osei".into(), role: "Data protection".into() }),
        made_at: instant(),
    }
}

fn left_out() -> Vec<LeftOut> {
    vec![
        LeftOut {
            code: "others_data".into(),
            what: Personal::new(
                "The name and telephone number of a neighbour who took in a parcel, in one entry of shop-messages.csv",
            ),
            reason: Personal::new(
                "They are somebody else’s data. We could not ask them, and it was not reasonable to give them to you without their agreement",
            ),
            reasons: Reasons::Given,
        },
        LeftOut {
            code: "privilege".into(),
            what: Personal::new("One e-mail of 11 August 2026 between us and our solicitors about the laptop"),
            reason: Personal::new(""),
            reasons: Reasons::Given,
        },
    ]
}

fn searched() -> Vec<Searched> {
    let searched = |system: &str, on, outcome| Searched { system: system.into(), on, outcome };
    vec![
        searched(
            "Web shop and accounts",
            Some(day(2026, 11, 5)),
            Outcome::Found(vec!["account".into(), "addresses".into(), "orders".into()]),
        ),
        searched("Support desk and mailbox", Some(day(2026, 11, 10)), Outcome::Found(vec!["messages".into()])),
        searched("Shop surveys", Some(day(2026, 11, 16)), Outcome::Nothing),
        searched(
            "Backups",
            None,
            Outcome::NotSearched(
                "they hold the same data for up to 35 days and cannot be searched for one person".into(),
            ),
        ),
    ]
}

fn head(collection: &str, title: &str, category: &str, description: &str, columns: Vec<Column>) -> CollectionHead {
    CollectionHead {
        system: "shop".into(),
        system_title: "the web shop".into(),
        collection: collection.into(),
        title: title.into(),
        description: Some(description.into()),
        columns,
        category: Some(category.into()),
        provided_by_subject: Some(true),
        ..CollectionHead::default()
    }
}

fn account() -> (CollectionHead, Vec<Record>) {
    let account_columns = vec![
        column("id", "Customer number"),
        column("first_name", "First name"),
        column("last_name", "Last name"),
        column("email", "E-mail"),
        column("phone", "Telephone"),
        column("newsletter", "Newsletter"),
        column("credit", "Shop credit in pounds"),
        column("fax", "Fax"),
        column("created_at", "Customer since"),
    ];
    let account = Record::new(vec![
        number("4711"),
        text("Zsófia"),
        text("Őry-Παπαδάκη"),
        text("zsofia@example.org"),
        text("+44 7700 900123"),
        Cell::Bool(true),
        number("12.50"),
        Cell::Null,
        text("2022-03-14 09:30:00"),
    ]);
    let description = "Name, contact details and settings of your account.";
    (head("customers", "Your account", "account", description, account_columns), vec![account])
}

fn visits() -> (CollectionHead, Vec<Record>) {
    let visits = (0..412).map(|index| {
        Record::new(vec![
            text(&format!("2026-10-{:02} 1{}:00", index % 30 + 1, index % 10)),
            text("203.0.113.7"),
            text("/laptops/refurbished"),
        ])
    });
    (
        CollectionHead {
            category: None,
            why: vec![Use {
                purpose: "to keep accounts safe".into(),
                basis: Some("our legitimate interest, Article 6(1)(f)".into()),
            }],
            source: Some("your browser".into()),
            recipients: vec!["nobody".into()],
            retention: vec![Kept { period: "13 months".into(), reason: None, source: None }],
            ..head(
                "visits",
                "Visits",
                "",
                "Sign-ins and pages, with IP address.",
                vec![column("at", "When"), column("ip", "IP address"), column("page", "Page")],
            )
        },
        visits.collect(),
    )
}

fn messages() -> Vec<Record> {
    vec![
        Record::new(vec![text("2026-08-09 11:02"), text("You"), text("The laptop does not start.\nCan you help?")]),
        Record::new(vec![
            text("2026-08-09 12:40"),
            text("Support"),
            text("Please send it in; the label is attached. Your parcel is with your neighbour."),
        ]),
        Record::new(vec![
            text("2026-08-10 08:15"),
            Cell::LeftOut("others_data".into()),
            Cell::LeftOut("others_data".into()),
        ]),
    ]
}

/// One account, some addresses, orders, many visits, and a file.
pub fn contents() -> InMemory {
    let order_columns = vec![
        column("order_no", "Order"),
        column("placed", "Placed"),
        column("total", "Total in pounds"),
        Column {
            meaning: Some("PD2 means paid and delivered, RMA-A returned and accepted".into()),
            ..column("status", "Status")
        },
    ];
    let orders = (1..=9).map(|index| {
        let status = if index == 7 { "RMA-A" } else { "PD2" };
        Record::new(vec![
            text(&format!("W-10{index:03}")),
            text(&format!("2026-0{index}-1{index}")),
            number(format!("{}.99", index * 7)),
            text(status),
        ])
    });
    InMemory {
        collections: vec![
            account(),
            (head("orders", "Orders", "orders", "Each order: day, total and status.", order_columns), orders.collect()),
            (
                CollectionHead {
                    provided_by_subject: None,
                    ..head(
                        "messages",
                        "Messages",
                        "messages",
                        "What you and our support team wrote to each other.",
                        vec![column("at", "When"), column("author", "Who"), column("body", "Message")],
                    )
                },
                messages(),
            ),
            visits(),
            (head("surveys", "Surveys", "account", "Answers to surveys.", vec![column("id", "Number")]), Vec::new()),
        ],
        attachments: vec![(
            Attachment {
                file_name: "Workshop note.txt".into(),
                title: "The workshop’s note".into(),
                description: Some("What our workshop wrote about your laptop.".into()),
                system_title: "the workshop".into(),
                ..Attachment::default()
            },
            b"Mainboard replaced. 12 August 2026.".to_vec(),
        )],
    }
}
