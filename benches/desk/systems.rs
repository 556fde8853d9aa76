//! The shop's systems: finding a person with 100,000 rows, and erasing 10,000 rows, beside plain SQL on the same file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::adapters::journal::FileJournal;
use rightsdesk::domain::datamap::{DataMap, Identities, plan};
use rightsdesk::domain::disclosure::finding::Finding;
use rightsdesk::domain::erasure::MaskSecret;
use rightsdesk::ports::connector::{Bounds, Connector};
use rightsdesk::workflow::erasing::{Decisions, Planned, carry_out, look_again, plan_erasure, write_plan};
use rightsdesk::workflow::gathering::{Connectors, FindingSink, Frontier, Progress, Question, SinkError, gather};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::figures::{in_millis, megabytes, millis, rate, times, whole};
use crate::machine::memory;
use crate::report::{Part, Row};
use crate::{Effort, Outcome};

const MAP: &str = "
dataset:
- fides_key: shop
  rightsdesk: {erasure: {action: delete}}
  collections:
  - name: account
    rightsdesk: {person: {shown_as: [email]}}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email}}
  - name: page_view
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: account_id, fides_meta: {references: [{dataset: shop, field: account.id, direction: from}]}}
    - {name: path, data_categories: [user.behavior.browsing_history]}
    - {name: seen_at}
";

/// Counts what it is handed.
#[derive(Default)]
struct Counter(usize);

impl FindingSink for Counter {
    fn found(&mut self, _finding: Finding) -> Result<(), SinkError> {
        self.0 += 1;
        Ok(())
    }

    fn progress(&mut self, _news: &Progress) -> Result<(), SinkError> {
        Ok(())
    }

    fn checkpoint(&mut self, _frontier: &Frontier) -> Result<(), SinkError> {
        Ok(())
    }
}

/// Measures both.
pub fn measure(effort: Effort) -> Outcome<Vec<Part>> {
    let folder = TempDir::new()?;
    let (found, note) = finding(folder.path(), effort.choose(100_000, 1_000))?;
    let erased = erasing(folder.path(), effort.choose(10_000, 200))?;
    Ok(vec![Part { name: "systems".to_owned(), rows: vec![found, erased], notes: vec![note] }])
}

/// A shop in which one of ten persons has so many rows and each of the others a hundredth of them.
fn shop(place: &Path, rows: usize) -> Outcome<()> {
    let mut shop = Connection::open(place)?;
    let filling = shop.transaction()?;
    filling.execute_batch(
        "CREATE TABLE account (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
         CREATE TABLE page_view (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account (id), path TEXT, seen_at TEXT);",
    )?;
    for account in 1..=10_i64 {
        filling.execute("INSERT INTO account VALUES (?1, ?2)", (account, format!("p{account}@shop.example")))?;
        let count = if account == 1 { rows } else { rows / 100 };
        let mut insert = filling.prepare("INSERT INTO page_view (account_id, path, seen_at) VALUES (?1, ?2, ?3)")?;
        for view in 0..count {
            insert.execute((account, format!("/goods/{view}"), "2026-11-22 10:00:00"))?;
        }
    }
    filling.execute_batch("CREATE INDEX views_of ON page_view (account_id)")?;
    Ok(filling.commit()?)
}

fn connectors(place: &Path) -> Connectors {
    let connector: Box<dyn Connector> = Box::new(SqliteConnector::new(place, Bounds::default()));
    [("shop".to_owned(), connector)].into()
}

fn finding(folder: &Path, rows: usize) -> Outcome<(Row, String)> {
    let place = folder.join("finding.db");
    shop(&place, rows)?;
    let map = DataMap::parse(MAP)?;
    let identities = Identities::new([("email", "p1@shop.example")]);
    let steps = plan(&map, &identities)?;
    let question = Question { map: &map, plan: &steps, identities: &identities, choices: &[], side_by_side: 4 };
    let before = memory("self", "VmRSS");
    let (mut counter, began) = (Counter::default(), Instant::now());
    gather(&question, &mut connectors(&place), &mut Frontier::default(), &mut counter)?;
    let (took, after) = (began.elapsed(), memory("self", "VmRSS"));
    if counter.0 != rows + 1 {
        return Err(format!("{} rows were found, not {}", counter.0, rows + 1).into());
    }
    let began = Instant::now();
    let bare = Connection::open(&place)?;
    let mut all = bare.prepare("SELECT * FROM page_view WHERE account_id = 1")?;
    let mut cursor = all.query([])?;
    let mut bytes = 0;
    while let Some(row) = cursor.next()? {
        bytes += row.get::<_, String>("path")?.len();
    }
    let (ours, theirs) = (rate(rows, took), rate(rows, began.elapsed()));
    let row = Row {
        what: format!("finding {} rows of a person", whole(crate::figures::number(rows))),
        ours: format!("{} rows/s", whole(ours)),
        yardstick: format!("{} rows/s read by one SELECT", whole(theirs)),
        ratio: times(ours, theirs),
        aim: String::new(),
    };
    let grown = megabytes(after.saturating_sub(before));
    let note = format!("Finding them took {grown:.1} MB more memory than before ({bytes} bytes of text were read).");
    Ok((row, note))
}

fn erasing(folder: &Path, rows: usize) -> Outcome<Row> {
    let (place, bare) = (folder.join("erasing.db"), folder.join("bare.db"));
    shop(&place, rows)?;
    std::fs::copy(&place, &bare)?;
    let map = DataMap::parse(MAP)?;
    let identities = Identities::new([("email", "p1@shop.example")]);
    let steps = plan(&map, &identities)?;
    let question = Question { map: &map, plan: &steps, identities: &identities, choices: &[], side_by_side: 4 };
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).ok_or("a day")?;
    let began = Instant::now();
    let mut systems = connectors(&place);
    let Planned::Plan(mut made) = plan_erasure(&question, &mut systems, day, &Decisions::default())? else {
        return Err("one person was two".into());
    };
    let mut journal = FileJournal::open(&journal(folder))?;
    write_plan(&made, day, &mut journal)?;
    carry_out(&question, &mut systems, &mut made, &BTreeSet::new(), &mut journal, &MaskSecret::new([7; 32]))?;
    let remains = look_again(&question, &mut systems, &made, day)?;
    let ours = began.elapsed();
    if !remains.is_empty() {
        return Err("something remains".into());
    }
    let began = Instant::now();
    let mut plain = Connection::open(&bare)?;
    plain.execute_batch("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON")?;
    let transaction = plain.transaction()?;
    transaction.execute("DELETE FROM page_view WHERE account_id = 1", [])?;
    transaction.execute("DELETE FROM account WHERE id = 1", [])?;
    transaction.commit()?;
    let theirs = began.elapsed();
    Ok(Row {
        what: format!("erasing {} rows: plan, journal, deletion, second search", whole(crate::figures::number(rows))),
        ours: in_millis(millis(ours)),
        yardstick: format!("{} for one DELETE", in_millis(millis(theirs))),
        ratio: times(millis(ours), millis(theirs)),
        aim: String::new(),
    })
}

fn journal(folder: &Path) -> PathBuf {
    folder.join("journal.jsonl")
}
