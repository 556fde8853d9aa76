//! What the tests of the law share: the shipped law, short ways to write facts, and the rows of the vectors file.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use rightsdesk::config::regimes;
use rightsdesk::domain::clock::{Extension, History, Law, Question, Reckoning, Terms, reckon};
use rightsdesk::domain::regime::ClockPolicy;
use rightsdesk::domain::right::Right;

static LAW: LazyLock<Law> = LazyLock::new(|| regimes::law().unwrap());

pub fn terms(regime: &str, place: &str) -> Terms<'static> {
    LAW.terms(regime, Some(place)).unwrap()
}

/// The terms of a controller that has chosen otherwise.
pub fn with(terms: Terms<'static>, choose: impl FnOnce(&mut ClockPolicy)) -> Terms<'static> {
    let mut policy = terms.policy;
    choose(&mut policy);
    Terms { policy, ..terms }
}

pub fn uk() -> Terms<'static> {
    terms("uk-gdpr", "EW")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap_or_else(|error| panic!("{text}: {error}")).to_utc()
}

/// Noon of a day, which is the same civil day in every place of the United Kingdom.
pub fn noon(date: NaiveDate) -> DateTime<Utc> {
    date.and_hms_opt(12, 0, 0).unwrap().and_utc()
}

pub fn question(asked: &str, answered: &str) -> Question {
    Question { asked: at(asked), answered: Some(at(answered)) }
}

pub fn access(history: &History) -> Reckoning {
    reckon(history, Right::Access, &uk()).unwrap()
}

/// A row of the vectors file, by column.
pub struct Vector(csv::StringRecord, csv::StringRecord);

impl Vector {
    pub fn all() -> Vec<Self> {
        Self::read(include_str!("deadline-vectors.csv"))
    }

    /// Drawn at random, their dates computed by a program in another language that was written from the law's text alone.
    pub fn second() -> Vec<Self> {
        Self::read(include_str!("second-vectors.csv"))
    }

    fn read(text: &str) -> Vec<Self> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().unwrap().clone();
        reader.records().map(|row| Self(columns.clone(), row.unwrap())).collect()
    }

    pub fn text(&self, column: &str) -> &str {
        let index = self.0.iter().position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
        self.1[index].trim()
    }

    pub fn some(&self, column: &str) -> Option<&str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    pub fn date(&self, column: &str) -> Option<NaiveDate> {
        self.some(column).map(day)
    }

    pub fn list(&self, column: &str) -> Vec<&str> {
        self.text(column).split(';').filter(|text| !text.is_empty()).collect()
    }

    pub fn regime(&self) -> String {
        self.text("regime").to_lowercase().replace('_', "-")
    }

    /// When the notice went out; rows that are extended without saying when mean "in time".
    pub fn extended_at(&self) -> Option<&str> {
        let extended = self.text("extended") == "true";
        extended.then(|| self.some("extension_notified_at").unwrap_or(self.text("received_at")))
    }

    /// The row's facts.
    pub fn history(&self) -> History {
        let gate = |asked, answered| {
            let asked = self.some(asked)?;
            Some(Question { asked: at(asked), answered: self.some(answered).map(at) })
        };
        let answers = self.list("clarification_provided").into_iter().map(|text| Some(at(text)));
        let questions = self.list("clarification_requested").into_iter().zip(answers.chain(std::iter::repeat(None)));
        History {
            identity: gate("identity_requested", "identity_provided"),
            fee: gate("fee_requested", "fee_paid"),
            clarifications: questions.map(|(asked, answered)| Question { asked: at(asked), answered }).collect(),
            extension: self.extended_at().map(|sent| Extension { at: at(sent), reason: Some("complex".into()) }),
            ..History::new(at(self.text("received_at")))
        }
    }

    /// What the clock says about them.
    pub fn reckoned(&self) -> Reckoning {
        let right = Right::parse(self.text("request_type")).unwrap();
        reckon(&self.history(), right, &terms(&self.regime(), self.text("nation"))).unwrap()
    }
}
