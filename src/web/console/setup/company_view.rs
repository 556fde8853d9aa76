//! What the pages of companies show.

use chrono_tz::Tz;

use crate::domain::clock::words::long_date;
use crate::domain::controller::Recipient;
use crate::domain::disclosure::lacks;
use crate::domain::setup::{Difference, Errand};
use crate::ports::store::companies::{ControllerVersion, PolicyLine};
use crate::workflow::companies::Company;

/// A company in the list.
#[derive(Clone, Debug)]
pub struct CompanyLine {
    /// Its name in addresses.
    pub id: String,
    /// The name that people know.
    pub brand: String,
    /// "version of 4 April 2026", or that no policy was read.
    pub policy: String,
    /// How many facts its answers lack.
    pub open: usize,
    /// Whether what counts was saved in the console.
    pub saved: bool,
    changed: Option<(chrono::DateTime<chrono::Utc>, String)>,
}

/// What to do at a recipient.
#[derive(Clone, Debug)]
pub struct ErrandView {
    /// Who.
    pub name: String,
    /// What it does, and where.
    pub beside: String,
    /// What it usually holds; empty where nothing is known.
    pub holds: String,
    /// By what it finds a person.
    pub find_by: String,
    /// What to do for a copy.
    pub copy: String,
    /// What to do for erasure.
    pub erase: String,
    /// Whether it decides by itself about some of the data.
    pub own: bool,
    /// How it is told of an erasure, correction or restriction, and of what.
    pub told: String,
}

/// A version in the history.
#[derive(Clone, Debug)]
pub struct VersionView {
    /// "4 December 2026, 14:12 (Europe/London)".
    pub when: String,
    /// Who.
    pub who: String,
    /// What it was: a change, a policy, back to the file.
    pub what: &'static str,
    /// What is not as it was before.
    pub changes: Vec<Difference>,
}

impl CompanyLine {
    /// Of a company.
    pub fn of(company: &Company) -> Self {
        let version = company.now.policy.version.as_ref();
        let newest = company.history.first().filter(|_| company.saved);
        Self {
            id: company.now.id.clone(),
            brand: company.now.brand.clone(),
            policy: version.map_or_else(|| "without a date".to_owned(), |version| format!("version of {version}")),
            open: lacks(&company.now).len(),
            saved: company.saved,
            changed: newest.map(|(version, who)| (version.at, who.clone())),
        }
    }

    /// Where its settings come from.
    pub fn standing(&self, zone: Tz) -> String {
        match &self.changed {
            Some((at, who)) => format!("Saved here on {} by {who}.", long_date(at.with_timezone(&zone).date_naive())),
            None => "As its file in config/controllers says.".to_owned(),
        }
    }
}

/// A policy in the list: its address, what it is, and how it stands.
pub fn policy_line(line: &PolicyLine, zone: Tz) -> (String, String, String) {
    let day = |at: chrono::DateTime<chrono::Utc>| long_date(at.with_timezone(&zone).date_naive());
    let standing =
        line.in_force_at.map_or_else(|| "being looked at".to_owned(), |at| format!("in force since {}", day(at)));
    (format!("/console/policies/{}", line.id), format!("{}, read on {}", line.name, day(line.at)), standing)
}

impl ErrandView {
    /// Of an errand.
    pub fn of(errand: &Errand<'_>) -> Self {
        let one = &errand.recipient;
        let beside: Vec<&str> = [&one.role, &one.country].into_iter().flatten().map(String::as_str).collect();
        let known = errand.partner;
        let words = |pick: fn(&crate::domain::setup::Partner) -> &String| known.map(pick).cloned().unwrap_or_default();
        Self {
            name: one.name.clone(),
            beside: beside.join(", "),
            holds: words(|partner| &partner.holds),
            find_by: words(|partner| &partner.find_by),
            copy: words(|partner| &partner.copy),
            erase: words(|partner| &partner.erase),
            own: known.is_some_and(|partner| partner.own_controller),
            told: told(one),
        }
    }
}

/// How a recipient is told, and of what (Article 19).
fn told(one: &Recipient) -> String {
    let way = one.tell.map_or_else(|| "by a colleague, who gets a task".to_owned(), |way| way.words().to_owned());
    let place = one.to.as_ref().map(|to| format!(": {to}")).unwrap_or_default();
    let parts = match one.receives.as_slice() {
        [] => "what the data map names it for".to_owned(),
        parts => format!("{}, and what the data map names it for", parts.join(", ")),
    };
    format!("{way}{place}; of {parts}")
}

impl VersionView {
    /// Of a version.
    pub fn of(version: &ControllerVersion, who: &str, zone: Tz) -> Self {
        let at = version.at.with_timezone(&zone);
        Self {
            when: format!("{}, {} ({zone})", long_date(at.date_naive()), at.format("%H:%M")),
            who: who.to_owned(),
            what: if version.body.is_some() { "changed the settings" } else { "went back to the file" },
            changes: version.changes.clone(),
        }
    }
}
