//! The readable part of the evidence: a few sheets that a case worker at a regulator reads from the top to the end.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::making::{LetterFile, Told};
use crate::domain::audit::Entry;
use crate::domain::clock::words::{clock_time, long_date};
use crate::domain::disclosure::{Block, ColumnHead, Table, Text};
use crate::domain::evidence::Stretch;
use crate::domain::report::{Leaf, Paper};
use crate::ports::store::delivery::Disclosure;
use crate::workflow::casefile::{CaseFile, RequestFile};
use crate::workflow::secrets::hex;
use crate::workflow::{Desk, WorkError};

/// What proves it.
pub struct Proof<'made> {
    /// The head of the lines.
    pub stretch: &'made Stretch,
    /// Whether the company's whole chain held.
    pub holds: bool,
    /// When the contents of the case were destroyed.
    pub emptied: Option<DateTime<Utc>>,
}

/// Sets it.
pub fn paper(
    desk: &Desk,
    file: &CaseFile,
    letters: &[LetterFile],
    proof: &Proof<'_>,
    told: Told,
) -> Result<Paper, WorkError> {
    let controller = desk.controller(&file.case.controller)?;
    let zone = desk.terms(controller)?.zone;
    let day = |at: DateTime<Utc>| long_date(at.with_timezone(&zone).date_naive());
    let mut leaves = vec![opening(proof, &day)];
    leaves.extend(headed("What was asked, and how it ended", requests(file, &day)));
    for part in &file.requests {
        leaves.extend(headed(&format!("How the date was reckoned: {}", part.request.right.name()), sum(part)));
    }
    leaves.extend(headed("What happened and what was decided", events(file, zone, told)));
    leaves.extend(headed("Letters", letter_table(letters, zone)));
    if !file.disclosures.is_empty() {
        leaves.extend(headed("Packages handed over", packages(&file.disclosures, zone)));
    }
    leaves.push(Leaf::Heading("How to check this".into()));
    leaves.push(words(CHECKING));
    Ok(Paper {
        title: format!("Evidence of case {}", file.case.reference),
        subtitle: format!("{}, as of {}, {}", controller.brand, day(file.now), clock_time(file.now, zone)),
        brand: controller.brand.clone(),
        leaves,
        footer: format!("Evidence of case {}, {}", file.case.reference, controller.brand),
    })
}

fn headed(heading: &str, table: Table) -> [Leaf; 2] {
    [Leaf::Heading(heading.to_owned()), Leaf::Block(Block::Table(table))]
}

fn words(text: impl Into<String>) -> Leaf {
    Leaf::Block(Block::Paragraph(Text::plain(text)))
}

fn opening(proof: &Proof<'_>, day: &dyn Fn(DateTime<Utc>) -> String) -> Leaf {
    let Stretch { own, head: (last, hash), complete, .. } = proof.stretch;
    let chain = if proof.holds {
        format!("The company’s case log was checked from its first line to line {last} and holds.")
    } else {
        format!("The company’s case log DOES NOT HOLD; it ends at line {last}.")
    };
    let gaps = if *complete { "" } else { " Lines of other cases between them are left out, because they are many." };
    let gone = proof.emptied.map(|at| {
        format!(" The contents of this case were destroyed on {}, when their time was over; dates, decisions and hashes remain.", day(at))
    });
    words(format!(
        "{chain} Its last hash is {}. {own} lines of this case still have their contents; they are in log.jsonl.{gaps}{}",
        hex(hash),
        gone.unwrap_or_default()
    ))
}

const fn column(label: &'static str, share: u8) -> ColumnHead {
    ColumnHead { label: Cow::Borrowed(label), numeric: false, share }
}

fn table(summary: &str, head: Vec<ColumnHead>, rows: Vec<Vec<String>>) -> Table {
    let rows = rows.into_iter().map(|cells| cells.into_iter().map(Text::plain).collect()).collect();
    Table { summary: summary.to_owned(), head, rows }
}

fn requests(file: &CaseFile, day: &dyn Fn(DateTime<Utc>) -> String) -> Table {
    let head = vec![
        column("Right", 3),
        column("Received", 3),
        column("Due", 3),
        column("State or response", 3),
        column("Closed", 3),
    ];
    let row = |part: &RequestFile| {
        let request = &part.request;
        vec![
            request.right.name().to_owned(),
            day(request.history.received),
            part.reckoning.due.map(long_date).unwrap_or_default(),
            request.state.name().to_owned(),
            request.closed_at.map(day).unwrap_or_default(),
        ]
    };
    table("The requests of the case", head, file.requests.iter().map(row).collect())
}

fn sum(part: &RequestFile) -> Table {
    let head = vec![column("Step", 8), column("Leads to", 3), column("Where it is written", 4)];
    let steps = part.reckoning.explanation.iter();
    let row = |step: &crate::domain::clock::Step| {
        vec![step.words.clone(), step.date.map(long_date).unwrap_or_default(), step.source.clone()]
    };
    table("The sum that leads to the due date", head, steps.map(row).collect())
}

fn events(file: &CaseFile, zone: Tz, told: Told) -> Table {
    let head = vec![column("Line", 1), column("When", 3), column("Who", 3), column("What", 9)];
    let row = |entry: &Entry| {
        vec![entry.seq.to_string(), instant(entry.at, zone), file.colleagues.actor(&entry.actor), told(entry, file)]
    };
    table("Lines of the case log, the oldest first", head, file.log.iter().map(row).collect())
}

fn instant(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%-d %b %Y, %H:%M").to_string()
}

fn letter_table(letters: &[LetterFile], zone: Tz) -> Table {
    let head = vec![column("File", 6), column("Letter", 5), column("Written", 3), column("Sent", 3)];
    let row = |letter: &LetterFile| {
        let sent = letter.sent.map_or_else(|| "not sent".to_owned(), |at| instant(at, zone));
        vec![letter.name.clone(), letter.kind.to_owned(), instant(letter.at, zone), sent]
    };
    table("Letters, the oldest first", head, letters.iter().map(row).collect())
}

fn packages(disclosures: &[Disclosure], zone: Tz) -> Table {
    let head = vec![column("Built", 3), column("Files", 1), column("Fetched", 2), column("SHA-256", 9)];
    let row = |made: &Disclosure| {
        let fetched = match made.downloads {
            0 => "not yet".to_owned(),
            1 => "once".to_owned(),
            n => format!("{n} times"),
        };
        vec![instant(made.built_at, zone), made.files.to_string(), fetched, hex(&made.sha256)]
    };
    table("Packages that were built for the person", head, disclosures.iter().map(row).collect())
}

const CHECKING: &str = "Every file of this archive is listed in manifest.json with its SHA-256. Each line of log.jsonl carries a \
    hash over its position, time, actor, kind, a commitment to its content, and the hash of the line before. Lines of other cases \
    stand there without their contents. The command “rightsdesk evidence verify FILE.zip” checks all of it on any computer and \
    names the first thing that does not hold. The case log keeps the SHA-256 of this archive. Values that were withheld from the \
    person, and findings, are not part of it.";
