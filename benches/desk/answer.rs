//! A made-up answer of any size: orders, made again for every reading, so that none of them is kept.

use std::io;

use chrono::{DateTime, NaiveDate, Utc};
use rightsdesk::adapters::package;
use rightsdesk::config::{controllers, languages};
use rightsdesk::domain::disclosure::{
    Cell, CollectionHead, Column, Letter, Outcome as Search, Record, SearchTerm, Searched,
};
use rightsdesk::domain::language::DEFAULT;
use rightsdesk::domain::notice::{About, LawWords};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::disclosure::{Collections, Records, Unreadable};

use crate::Outcome;
use crate::dice::Dice;
use crate::people::words;

/// How many orders are packed to learn how large one is.
const SAMPLE: u64 = 2_000;

/// Orders by number.
pub struct MadeUp {
    orders: u64,
}

impl MadeUp {
    /// So many orders that their files have about so many bytes.
    pub fn about(bytes: u64) -> Outcome<Self> {
        let manifest = package::build(&letter()?, &mut Self { orders: SAMPLE }, &mut io::sink(), &mut |_| {})?;
        let sample: u64 = manifest.files.iter().filter(|file| file.rows.is_some()).map(|file| file.bytes).sum();
        Ok(Self { orders: (bytes * SAMPLE / sample.max(1)).max(1) })
    }
}

impl Collections for MadeUp {
    fn heads(&mut self) -> Result<Vec<CollectionHead>, Unreadable> {
        let columns = ["order_no", "placed", "total", "status", "title", "note", "paid", "parcel"];
        let column = |name: &str| Column { name: name.to_owned(), label: name.to_owned(), meaning: None };
        Ok(vec![CollectionHead {
            system: "shop".to_owned(),
            system_title: "Web shop".to_owned(),
            collection: "orders".to_owned(),
            title: "Orders".to_owned(),
            columns: columns.map(column).to_vec(),
            ..CollectionHead::default()
        }])
    }

    fn records(&mut self, _index: usize) -> Result<Records<'_>, Unreadable> {
        let mut dice = Dice(11);
        Ok(Box::new((0..self.orders).map(move |n| Ok(order(&mut dice, n)))))
    }
}

fn order(dice: &mut Dice, n: u64) -> Record {
    let (month, day) = (n % 12 + 1, n % 28 + 1);
    Record::new(vec![
        Cell::Text(format!("W-{n:08}")),
        Cell::Text(format!("2026-{month:02}-{day:02}T{:02}:{:02}:00Z", dice.below(24), dice.below(60))),
        Cell::Number(format!("{}.{:02}", dice.below(900), dice.below(100))),
        Cell::Text(dice.pick(&["PD2", "PD1", "RMA-A", "OPEN"]).to_owned()),
        Cell::Text(words(dice, 4)),
        if dice.happens(40) { Cell::Text(words(dice, 12)) } else { Cell::Null },
        Cell::Bool(dice.happens(95)),
        Cell::Text(format!("{:016x}", dice.roll())),
    ])
}

/// A covering letter of one of the sample companies.
pub fn letter() -> Outcome<Letter> {
    let made_at = DateTime::<Utc>::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
    let date: NaiveDate = made_at.date_naive();
    let controllers = controllers::load(true, std::path::Path::new("no-folder"))?;
    Ok(Letter {
        about: About {
            reference: "JR-26-7K4M-2".to_owned(),
            name: None,
            date,
            received: date,
            rights: vec![Right::Access],
            regime: "uk-gdpr".to_owned(),
            page: "https://privacy.example/status".to_owned(),
            complain: None,
            law: LawWords::default(),
            language: DEFAULT.to_owned(),
            fills: std::collections::BTreeMap::new(),
        },
        controller: controllers.into_values().next().ok_or("there is no sample company")?,
        right: Right::Access,
        address: Vec::new(),
        subject: None,
        due: Some(date),
        note: Vec::new(),
        left_out: Vec::new(),
        searched: vec![Searched {
            system: "Web shop".to_owned(),
            on: Some(date),
            outcome: Search::Found(vec!["orders".to_owned()]),
        }],
        searched_with: vec![SearchTerm { kind: "email".to_owned(), number: 1 }],
        signed_by: None,
        language: languages::shipped()?.of(DEFAULT),
        made_at,
    })
}
