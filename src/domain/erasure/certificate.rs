//! The certificate of an erasure: which systems, how many rows, when, and what stays until when. It names no person.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::domain::clock::words::{clock_time, local, long_date};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Around, Block, ColumnHead, Document, Label, Section, Table, Text, letterhead};

/// The facts of a confirmed erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The reference of the case.
    pub reference: String,
    /// When the person asked.
    pub received: DateTime<chrono::Utc>,
    /// When the plan was approved; nothing where the log does not say it.
    pub approved: Option<DateTime<chrono::Utc>>,
    /// When the second search confirmed it.
    pub confirmed: DateTime<chrono::Utc>,
    /// The systems.
    pub systems: Vec<CertifiedSystem>,
    /// What stays.
    pub kept: Vec<CertifiedKept>,
    /// The controller's zone, in which every time is told.
    pub zone: Tz,
}

/// One system of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertifiedSystem {
    /// The name that people know.
    pub title: String,
    /// Rows that were to be changed.
    pub requested: u64,
    /// Rows that the system reported as deleted.
    pub erased: u64,
    /// Rows that the system reported as emptied.
    pub emptied: u64,
    /// When its changes lasted; nothing where there was nothing to change.
    pub committed: Option<DateTime<chrono::Utc>>,
}

/// Something that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertifiedKept {
    /// What, and where.
    pub what: String,
    /// How many rows.
    pub rows: u64,
    /// The last day; nothing where no rule has an end.
    pub until: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

impl Certificate {
    /// An instant in words, with its zone.
    pub fn moment(&self, at: DateTime<chrono::Utc>) -> String {
        format!("{}, {}", long_date(local(at, self.zone)), clock_time(at, self.zone))
    }

    /// The certificate on paper.
    pub fn document(&self, controller: &Controller) -> Document {
        let mut opening = vec![Block::Paragraph(Text::plain(
            "This certifies that the erasure was carried out in the systems below, and that a second search afterwards \
             found everything as it was planned.",
        ))];
        opening.push(Block::Facts(self.facts()));
        let mut sections = vec![section("systems", "What was done", vec![Block::Table(self.systems_table())])];
        if !self.kept.is_empty() {
            sections.push(section("kept", "What stays, and until when", vec![Block::Table(self.kept_table())]));
        }
        Document {
            language: "en-GB".into(),
            title: format!("Certificate of erasure {} – {}", self.reference, controller.brand),
            letterhead: letterhead(controller),
            addressee: Vec::new(),
            meta: vec![
                ("Date".into(), long_date(local(self.confirmed, self.zone))),
                ("Our reference".into(), self.reference.clone()),
            ],
            heading: "Certificate of erasure".to_owned(),
            salutation: String::new(),
            opening,
            sections,
            remedies: None,
            closing: Vec::new(),
            footer: format!("{} · {} · Certificate of erasure", controller.brand, self.reference),
            around: Around::default(),
        }
    }

    fn facts(&self) -> Vec<(Label, Text)> {
        let mut facts = vec![("Asked for".into(), Text::plain(self.moment(self.received)))];
        facts.extend(self.approved.map(|at| ("Approved".into(), Text::plain(self.moment(at)))));
        facts.push(("Confirmed".into(), Text::plain(self.moment(self.confirmed))));
        facts
    }

    fn systems_table(&self) -> Table {
        let row = |system: &CertifiedSystem| {
            let done = system.committed.map_or_else(|| "nothing to change".to_owned(), |at| self.moment(at));
            let counts = [system.requested, system.erased, system.emptied].map(|n| Text::plain(n.to_string()));
            let [requested, erased, emptied] = counts;
            vec![Text::plain(system.title.clone()), requested, erased, emptied, Text::plain(done)]
        };
        Table {
            summary: "Systems with the rows that were asked for, erased and emptied".to_owned(),
            head: vec![
                head("System", false, 3),
                head("Asked", true, 1),
                head("Erased", true, 1),
                head("Emptied", true, 1),
                head("Done", false, 3),
            ],
            rows: self.systems.iter().map(row).collect(),
        }
    }

    fn kept_table(&self) -> Table {
        let row = |kept: &CertifiedKept| {
            let until = kept.until.map_or_else(|| "no end by rule".to_owned(), long_date);
            vec![
                Text::plain(kept.what.clone()),
                Text::plain(kept.rows.to_string()),
                Text::plain(until),
                Text::plain(kept.reason.clone()),
            ]
        };
        Table {
            summary: "What stays, until when and why".to_owned(),
            head: vec![head("What", false, 3), head("Rows", true, 1), head("Until", false, 2), head("Why", false, 4)],
            rows: self.kept.iter().map(row).collect(),
        }
    }
}

fn head(label: &'static str, numeric: bool, share: u8) -> ColumnHead {
    ColumnHead { label: label.into(), numeric, share }
}

fn section(id: &'static str, heading: &str, blocks: Vec<Block>) -> Section {
    Section { id, heading: heading.to_owned(), blocks }
}
