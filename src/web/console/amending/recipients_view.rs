//! Notices to recipients, in words.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::clock::words::{local, long_date};
use crate::domain::telling::{Happening, Resolution, Telling, TellingState};
use crate::web::console::case_view::said_words;
use crate::web::console::history::{Sort, lower};
use crate::web::console::shown::capital;
use crate::web::icons::Icon;
use crate::workflow::casefile::CaseFile;
use crate::workflow::telling::next_step;

/// A notice to a recipient.
#[derive(Clone, Debug)]
pub struct RecipientView {
    /// Its identifier.
    pub id: String,
    /// The recipient's name.
    pub name: String,
    /// How and when they were told: "by e-mail on 4 December 2026, reminded once".
    pub how: String,
    /// What they are to do: "Erase the data".
    pub act: String,
    /// Where it stands.
    pub state: &'static str,
    /// The look of that.
    pub class: &'static str,
    /// What comes next, as sentences; empty when nothing does.
    pub next: String,
    /// What was said about it.
    pub note: String,
    /// Where they were written to.
    pub to: String,
    /// Whether they can be told again.
    pub can_be_told: bool,
    /// How staff can settle it: code and words.
    pub endings: Vec<(&'static str, &'static str)>,
    /// What was wrong with what was typed: field, and what to do.
    pub error: Option<(String, String)>,
    /// The reason as it was typed.
    pub typed: String,
}

impl RecipientView {
    /// Every notice of a case, oldest first.
    pub fn all(file: &CaseFile, zone: Tz) -> Vec<Self> {
        file.tellings.iter().map(|telling| Self::of(telling, file, zone)).collect()
    }

    fn of(telling: &Telling, file: &CaseFile, zone: Tz) -> Self {
        let way = telling.way.map_or("", |way| way.words());
        let by_mail = telling.facts.to.reveal().contains('@');
        let fits = |happening: Happening| telling.state.after(happening).is_ok();
        let endings = Resolution::ALL.into_iter().filter(|how| fits(Happening::Resolved(*how)));
        Self {
            id: telling.id.to_string(),
            name: telling.recipient.clone(),
            how: told(way, telling, zone),
            act: capital(telling.act.words()),
            state: telling.state.name(),
            class: class_of(telling),
            next: next_step(telling, zone),
            note: said_words(file, &telling.note),
            to: if by_mail { telling.facts.to.reveal().to_owned() } else { String::new() },
            can_be_told: fits(Happening::Again) && !telling.facts.keys.is_empty(),
            endings: endings.map(|how| (how.code(), how.words())).collect(),
            error: None,
            typed: String::new(),
        }
    }
}

fn told(way: &str, telling: &Telling, zone: Tz) -> String {
    let day = |at: DateTime<Utc>| long_date(local(at, zone));
    let told = telling.told_at.map_or_else(|| way.to_owned(), |at| format!("{way} on {}", day(at)).trim().to_owned());
    match telling.reminded {
        0 => told,
        1 => format!("{told}, reminded once"),
        n => format!("{told}, reminded {n} times"),
    }
}

fn class_of(telling: &Telling) -> &'static str {
    match telling.state {
        _ if telling.needs_person() => "warn",
        TellingState::Acknowledged | TellingState::Done => "ok",
        TellingState::Due | TellingState::Told => "accent",
        _ => "",
    }
}

/// What happened to a notice, in the words of the case history; `None` for every other kind of line.
pub fn happened(kind: &str, name: &str, state: &str) -> Option<(Sort, Icon, String)> {
    let stands = || TellingState::parse(state).map_or_else(String::new, |state| lower(state.name()));
    Some(match kind {
        "recipient_notified" | "recipient_called" => {
            (Sort::Event, Icon::Outgoing, format!("told {name} what was decided"))
        }
        "recipient_due" => (Sort::Event, Icon::Outgoing, format!("noted that {name} has to be told")),
        "recipient_not_notified" => (Sort::Event, Icon::Alert, format!("could not tell {name}")),
        "recipient_reminded" => (Sort::Event, Icon::Outgoing, format!("reminded {name}")),
        "recipient_silent" => (Sort::Event, Icon::Wait, format!("has no answer of {name} in time")),
        "recipient_wrote" => (Sort::Event, Icon::Incoming, format!("has a mail of {name}")),
        "recipient_told_again" => (Sort::Decision, Icon::Again, format!("had {name} told again")),
        "recipient_answered" => (Sort::Event, Icon::Incoming, format!("has the answer of {name}: {}", stands())),
        "recipient_settled" => (Sort::Decision, Icon::Decision, format!("settled {name}: {}", stands())),
        _ => return None,
    })
}
