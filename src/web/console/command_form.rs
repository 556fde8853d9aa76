//! The small form of each command: its fields as data, and reading them into a command.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::domain::request::{Command, CommandKind, ExtensionGround, IdentityMethod, RefusalGround};
use crate::web::WebError;
use crate::web::fields::Fields;
use crate::web::limits::TEXT_CHARS;

/// How a field looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// Several lines.
    Area,
    /// A day and a time at the company's place.
    Moment,
    /// One of several: value, words, hint.
    Choice(Vec<(&'static str, &'static str, &'static str)>),
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldView {
    /// Its name.
    pub name: &'static str,
    /// The question.
    pub label: &'static str,
    /// What helps to answer it.
    pub hint: &'static str,
    /// How it looks.
    pub control: Control,
    /// What was typed.
    pub value: String,
    /// What is wrong.
    pub error: String,
}

/// The pattern of a moment in a form and in `datetime-local` controls.
const MOMENT: &str = "%Y-%m-%dT%H:%M";

const fn field(name: &'static str, label: &'static str, hint: &'static str, control: Control) -> FieldView {
    FieldView { name, label, hint, control, value: String::new(), error: String::new() }
}

/// What a person writes for an action: field, label, hint.
const TEXTS: [(CommandKind, &str, &str, &str); 11] = [
    (
        CommandKind::AskIdentity,
        "doubt",
        "Why do you doubt who is asking?",
        "The person reads this. One plain sentence: “We know you under another e-mail address.” (Article 12(6))",
    ),
    (
        CommandKind::ShowIdentity,
        "note",
        "What did you compare?",
        "For the record. For a document: why was nothing less enough?",
    ),
    (
        CommandKind::DoubtIdentity,
        "reason",
        "Why was it not enough?",
        "For the record. Write what did not match, not what is on file.",
    ),
    (
        CommandKind::WaiveIdentity,
        "reason",
        "Why is it safe to go on without a check?",
        "You answer for this. What would happen if it were somebody else?",
    ),
    (
        CommandKind::AskClarification,
        "question",
        "What would you like to know?",
        "The person reads this in a letter. Offer a choice that they can answer in a word; “everything” is always an answer.",
    ),
    (CommandKind::GatherAgain, "reason", "Why search again?", "For the record: what was missed, or what is new?"),
    (
        CommandKind::Fulfil,
        "outcome",
        "What was done?",
        "For the record and for the letter: which systems, what changed, what was kept and why.",
    ),
    (
        CommandKind::Extend,
        "reason",
        "Which facts make it necessary?",
        "The person reads this. A heavy workload is no reason.",
    ),
    (
        CommandKind::Refuse,
        "reason",
        "What are the reasons?",
        "The person reads this. The letter adds how to complain and to whom.",
    ),
    (CommandKind::Lapse, "reason", "What was waited for?", "For the record: what was asked, when, and how often."),
    (CommandKind::Reopen, "reason", "Why is it opened again?", "For the record."),
];

/// The fields of a command, empty; a moment starts with now.
pub fn fields_of(kind: CommandKind, now: DateTime<Utc>, zone: Tz) -> Vec<FieldView> {
    let text = TEXTS.iter().find(|(known, ..)| *known == kind);
    let text = text.map(|(_, name, label, hint)| field(name, label, hint, Control::Area));
    choice_of(kind).into_iter().chain(text).chain(moment_of(kind, now, zone)).collect()
}

/// What is ticked for an action.
fn choice_of(kind: CommandKind) -> Option<FieldView> {
    let gentle = "The gentlest that settles it is the right one.";
    match kind {
        CommandKind::ShowIdentity => Some(field("method", "How did they show it?", gentle, Control::Choice(ladder()))),
        CommandKind::DoubtIdentity => Some(field("method", "How did they try?", "", Control::Choice(ladder()))),
        CommandKind::Extend => Some(field("ground", "On which ground?", "", Control::Choice(extension_grounds()))),
        CommandKind::Refuse => Some(field("ground", "On which ground?", "", Control::Choice(refusal_grounds()))),
        _ => None,
    }
}

/// The moment that counts for the clock.
fn moment_of(kind: CommandKind, now: DateTime<Utc>, zone: Tz) -> Option<FieldView> {
    let (label, hint) = match kind {
        CommandKind::ShowIdentity => {
            ("When was everything there?", "The day on which the complete answer arrived. The month starts on it.")
        }
        CommandKind::ShowAuthority => {
            ("When did the authority arrive?", "The signed authority or power of attorney, complete.")
        }
        CommandKind::AnswerClarification => ("When did they answer?", ""),
        _ => return None,
    };
    let value = now.with_timezone(&zone).format(MOMENT).to_string();
    Some(FieldView { value, ..field("provided_at", label, hint, Control::Moment) })
}

fn ladder() -> Vec<(&'static str, &'static str, &'static str)> {
    let hint = |method| match method {
        IdentityMethod::CodeToAddressOnFile => {
            "The address they gave is the one in the shop’s own records, and a code sent there came back."
        }
        IdentityMethod::OrderAndPostcode => {
            "They named an order and the postcode it went to, and both are in the shop’s records."
        }
        IdentityMethod::AccountLogin => "They signed in to their account and wrote to us from there.",
        IdentityMethod::Document => {
            "The last rung. Write below why nothing gentler was enough; destroy the copy after the decision."
        }
    };
    IdentityMethod::ALL.into_iter().map(|method| (method.code(), method.name(), hint(method))).collect()
}

fn extension_grounds() -> Vec<(&'static str, &'static str, &'static str)> {
    ExtensionGround::ALL.into_iter().map(|ground| (ground.code(), ground.name(), "")).collect()
}

fn refusal_grounds() -> Vec<(&'static str, &'static str, &'static str)> {
    let hint = |ground| match ground {
        RefusalGround::ManifestlyUnfounded => {
            "No real wish to use the right, or malice. You have to be able to show it."
        }
        RefusalGround::ManifestlyExcessive => {
            "Clearly unreasonable, usually because it repeats what was just answered."
        }
        RefusalGround::ConditionsNotMet => "The right does not apply here, or one of its own exceptions does.",
        RefusalGround::CannotIdentify => "We looked and cannot tell who it is. The letter says what would help.",
        RefusalGround::Exemption => {
            "Only to the extent that it applies; most exemptions leave out rows, not whole requests."
        }
    };
    RefusalGround::ALL.into_iter().map(|ground| (ground.code(), ground.name(), hint(ground))).collect()
}

/// Puts back what was typed.
pub fn refill(view: &mut [FieldView], fields: &Fields) -> Result<(), WebError> {
    for field in view {
        field.value = fields.one(field.name)?.to_owned();
    }
    Ok(())
}

/// Reads a command; what is wrong stands in the fields afterwards.
pub fn command_of(kind: CommandKind, view: &mut [FieldView], now: DateTime<Utc>, zone: Tz) -> Option<Command> {
    let mut reader = Reader { view, zone, now, fine: true };
    let command = reader.command(kind);
    command.filter(|_| reader.fine)
}

struct Reader<'a> {
    view: &'a mut [FieldView],
    zone: Tz,
    now: DateTime<Utc>,
    fine: bool,
}

impl Reader<'_> {
    fn command(&mut self, kind: CommandKind) -> Option<Command> {
        Some(match kind {
            CommandKind::AskIdentity => Command::AskIdentity { doubt: self.text("doubt") },
            CommandKind::ShowIdentity => {
                let (method, provided_at) = (self.choice("method", IdentityMethod::parse), self.moment("provided_at"));
                let note = if method == Some(IdentityMethod::Document) { self.text("note") } else { self.any("note") };
                Command::ShowIdentity { method: method?, note, provided_at: provided_at? }
            }
            CommandKind::DoubtIdentity => {
                let (method, reason) = (self.choice("method", IdentityMethod::parse), self.text("reason"));
                Command::DoubtIdentity { method: method?, reason }
            }
            CommandKind::WaiveIdentity => Command::WaiveIdentity { reason: self.text("reason") },
            CommandKind::AskAuthority => Command::AskAuthority,
            CommandKind::ShowAuthority => Command::ShowAuthority { provided_at: self.moment("provided_at")? },
            CommandKind::AskClarification => Command::AskClarification { question: self.text("question") },
            CommandKind::AnswerClarification => {
                Command::AnswerClarification { provided_at: self.moment("provided_at")? }
            }
            CommandKind::FinishGathering => Command::FinishGathering,
            CommandKind::GatherAgain => Command::GatherAgain { reason: self.text("reason") },
            CommandKind::Approve => Command::Approve,
            CommandKind::TakeBackApproval => Command::TakeBackApproval,
            CommandKind::Fulfil => Command::Fulfil { outcome: self.text("outcome") },
            CommandKind::Extend => {
                let (ground, reason) = (self.choice("ground", ExtensionGround::parse), self.text("reason"));
                Command::Extend { ground: ground?, reason }
            }
            CommandKind::Refuse => {
                let (ground, reason) = (self.choice("ground", RefusalGround::parse), self.text("reason"));
                Command::Refuse { ground: ground?, reason }
            }
            CommandKind::Withdraw => Command::Withdraw,
            CommandKind::Lapse => Command::Lapse { reason: self.text("reason") },
            CommandKind::Reopen => Command::Reopen { reason: self.text("reason") },
        })
    }

    fn any(&mut self, name: &str) -> String {
        let text = self.value(name).trim().to_owned();
        if text.chars().count() > TEXT_CHARS {
            self.wrong(name, format!("Write at most {TEXT_CHARS} characters."));
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            self.wrong(name, "It holds characters that cannot be shown. Type it again.".to_owned());
        }
        text
    }

    fn text(&mut self, name: &str) -> String {
        let text = self.any(name);
        if text.is_empty() {
            self.wrong(name, "Write an answer.".to_owned());
        }
        text
    }

    fn choice<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let chosen = parse(self.value(name));
        if chosen.is_none() {
            self.wrong(name, "Choose one.".to_owned());
        }
        chosen
    }

    /// A local time that the clocks skip has no instant; one that they show twice means the first.
    fn moment(&mut self, name: &str) -> Option<DateTime<Utc>> {
        let typed = self.value(name).trim().to_owned();
        let naive = NaiveDateTime::parse_from_str(&typed, MOMENT)
            .or_else(|_| NaiveDateTime::parse_from_str(&typed, "%Y-%m-%dT%H:%M:%S"))
            .ok();
        let instant = naive.and_then(|naive| match self.zone.from_local_datetime(&naive) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.to_utc()),
            LocalResult::None => None,
        });
        let now = self.now;
        match instant {
            None => self.wrong(name, "Enter a day and a time, such as 4 December 2026, 14:12.".to_owned()),
            Some(at) if at > now + chrono::TimeDelta::minutes(1) => {
                self.wrong(name, "This lies in the future. Enter when it arrived.".to_owned());
            }
            Some(at) => return Some(at.min(now)),
        }
        None
    }

    fn value(&self, name: &str) -> &str {
        self.view.iter().find(|field| field.name == name).map_or("", |field| field.value.as_str())
    }

    fn wrong(&mut self, name: &str, what: String) {
        self.fine = false;
        if let Some(field) = self.view.iter_mut().find(|field| field.name == name) {
            field.error = what;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: CommandKind, values: &[(&str, &str)]) -> (Option<Command>, Vec<FieldView>) {
        let now = "2026-11-23T10:24:00Z".parse().unwrap();
        let mut view = fields_of(kind, now, Tz::Europe__London);
        for (name, value) in values {
            (*value).clone_into(&mut view.iter_mut().find(|field| field.name == *name).unwrap().value);
        }
        (command_of(kind, &mut view, now, Tz::Europe__London), view)
    }

    #[test]
    fn every_command_has_a_form_whose_fields_make_it() {
        for kind in CommandKind::ALL {
            let now = "2026-11-23T10:24:00Z".parse().unwrap();
            let mut view = fields_of(kind, now, Tz::Europe__London);
            for field in &mut view {
                match &field.control {
                    Control::Choice(options) => options[0].0.clone_into(&mut field.value),
                    Control::Area => "because".clone_into(&mut field.value),
                    Control::Moment => {}
                }
            }
            let command = command_of(kind, &mut view, now, Tz::Europe__London);
            assert_eq!(command.map(|command| command.kind()), Some(kind));
        }
    }

    #[test]
    fn a_document_needs_its_reason_and_the_rest_does_not() {
        let account = read(CommandKind::ShowIdentity, &[("method", "account_login")]);
        assert!(account.0.is_some());
        let (command, view) = read(CommandKind::ShowIdentity, &[("method", "document")]);
        assert!(command.is_none());
        assert_eq!(view[1].error, "Write an answer.");
    }

    #[test]
    fn moments_are_local_past_and_real() {
        let at = |text| read(CommandKind::AnswerClarification, &[("provided_at", text)]);
        let summer = at("2026-06-30T23:30").0.unwrap();
        assert!(
            matches!(summer, Command::AnswerClarification { provided_at } if provided_at.to_rfc3339() == "2026-06-30T22:30:00+00:00")
        );
        assert_eq!(at("2026-11-23T11:24").1[0].error, "This lies in the future. Enter when it arrived.");
        assert!(at("2026-03-29T01:30").0.is_none(), "the clocks skip this time");
        assert!(at("yesterday").0.is_none());
    }
}
