//! Reading the small form of an action into a command.

use std::collections::BTreeMap;

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::command_fields::{Control, FieldView, MOMENT};
use crate::domain::disclosure::Exemption;
use crate::domain::notice::{Fill, RecipientsTold, RestrictionGround};
use crate::domain::personal::Personal;
use crate::domain::request::{
    Command, CommandKind, ComplexityFactor, Deed, ExtensionGround, FeeGround, IdentityMethod, Outcome, RefusalGround,
    Review, Weighing, WeighsMore, tells_recipients,
};
use crate::domain::right::Right;
use crate::web::WebError;
use crate::web::fields::Fields;
use crate::web::limits::TEXT_CHARS;

/// Puts back what was typed.
pub fn refill(view: &mut [FieldView], fields: &Fields) -> Result<(), WebError> {
    for field in view {
        if matches!(field.control, Control::Several(_)) {
            field.ticked = fields.many(&field.name).into_iter().map(str::to_owned).collect();
        } else {
            fields.one(&field.name)?.clone_into(&mut field.value);
        }
    }
    Ok(())
}

/// What staff said about facts that the letter lacks: `fill_backups` is its words, `leave_backups` leaves the sentence out.
pub fn fills_of(fields: &Fields) -> BTreeMap<String, Fill> {
    let mut fills = BTreeMap::new();
    for (name, value) in fields.starting_with("fill_") {
        if !value.trim().is_empty() {
            fills.insert(name.to_owned(), Fill::Said(Personal::new(value.trim())));
        }
    }
    for (name, value) in fields.starting_with("leave_") {
        if value == "yes" {
            fills.entry(name.to_owned()).or_insert(Fill::LeftOut);
        }
    }
    fills
}

/// Reads a command; what is wrong stands in the fields afterwards.
pub fn command_of(
    kind: CommandKind,
    right: Right,
    view: &mut [FieldView],
    now: DateTime<Utc>,
    zone: Tz,
) -> Option<Command> {
    let mut reader = Reader { view, right, zone, now, fine: true };
    let command = reader.command(kind);
    command.filter(|_| reader.fine)
}

struct Reader<'a> {
    view: &'a mut [FieldView],
    right: Right,
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
            CommandKind::AskClarification => {
                let (question, choices) = (self.text("question"), self.lines("choices"));
                Command::AskClarification { question, choices }
            }
            CommandKind::AskFee => self.fee()?,
            CommandKind::RecordFee => Command::RecordFee { provided_at: self.moment("provided_at")? },
            CommandKind::AnswerClarification => {
                Command::AnswerClarification { provided_at: self.moment("provided_at")? }
            }
            CommandKind::FinishGathering => Command::FinishGathering,
            CommandKind::GatherAgain => Command::GatherAgain { reason: self.text("reason") },
            CommandKind::Approve => Command::Approve,
            CommandKind::TakeBackApproval => Command::TakeBackApproval,
            CommandKind::Withdraw => Command::Withdraw,
            CommandKind::Lapse => Command::Lapse { reason: self.text("reason") },
            CommandKind::Reopen => Command::Reopen { reason: self.text("reason") },
            deciding => self.decision(deciding)?,
        })
    }

    /// The commands that decide about limits and outcomes.
    fn decision(&mut self, kind: CommandKind) -> Option<Command> {
        Some(match kind {
            CommandKind::Weigh => {
                let (interests, necessity) = (self.text("interests"), self.text("necessity"));
                let (outcome, reason) = (self.choice("weighs", WeighsMore::parse), self.text("reason"));
                let weighing = Weighing { interests, necessity, outcome: outcome?, reason };
                Command::Weigh { weighing: Box::new(weighing) }
            }
            CommandKind::Fulfil => self.fulfilment()?,
            CommandKind::Extend => self.extension()?,
            CommandKind::Refuse => self.refusal()?,
            CommandKind::ConfirmRefusal => Command::ConfirmRefusal,
            CommandKind::AnnounceLifting => {
                let (reason, on) = (self.text("reason"), self.day("on"));
                Command::AnnounceLifting { reason, on: on? }
            }
            CommandKind::Lift => Command::Lift,
            CommandKind::TellRecipient => {
                let (recipient, address) = (self.text("recipient"), Personal::new(self.text("address")));
                let (keys, data) = (Personal::new(self.text("keys")), Personal::new(self.text("data")));
                Command::TellRecipient { recipient, address, keys, data }
            }
            CommandKind::ListRecipients => Command::ListRecipients { results: self.any("results") },
            _ => return None,
        })
    }

    fn extension(&mut self) -> Option<Command> {
        let (ground, reason) = (self.choice("ground", ExtensionGround::parse), self.text("reason"));
        let factors = self.ticked("factors").iter().filter_map(|code| ComplexityFactor::parse(code)).collect();
        Some(Command::Extend { ground: ground?, factors, reason })
    }

    fn fee(&mut self) -> Option<Command> {
        let (ground, reason) = (self.choice("ground", FeeGround::parse), self.text("reason"));
        let (amount, computed) = (self.text("amount"), self.text("computed"));
        Some(Command::AskFee { ground: ground?, reason, amount, computed })
    }

    fn refusal(&mut self) -> Option<Command> {
        let (ground, reason) = (self.choice("ground", RefusalGround::parse), self.text("reason"));
        let exemption = if ground == Some(RefusalGround::Exemption) {
            self.choice("exemption", |code| Exemption::find(code).map(|exemption| exemption.code.to_owned()))
        } else {
            None
        };
        let silent = self.ticked("silent").iter().any(|ticked| ticked == "yes");
        Some(Command::Refuse { ground: ground?, exemption, silent, reason })
    }

    fn fulfilment(&mut self) -> Option<Command> {
        let (outcome, said) = (self.choice("result", Outcome::parse), self.text("outcome"));
        let restricts = self.right == Right::Restriction;
        let ground = if restricts { self.choice("restriction", RestrictionGround::parse) } else { None };
        let kept = Some(self.any("kept")).filter(|kept| !kept.is_empty());
        let told = if tells_recipients(self.right) { self.told() } else { Some(RecipientsTold::Nobody) };
        let review = if outcome == Some(Outcome::HumanReviewDone) { Some(self.review()?) } else { None };
        let deed =
            Deed { outcome: outcome?, ground, kept, review, told: told?, proof: None, amended: None, weighed: None };
        Some(Command::Fulfil { outcome: said, deed: Some(deed) })
    }

    fn review(&mut self) -> Option<Review> {
        let reviewer = self.text("reviewer");
        let changed = self.choice("changed", |code| match code {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        Some(Review { reviewer, changed: changed? })
    }

    fn told(&mut self) -> Option<RecipientsTold> {
        let words = self.any("told_words");
        let told = self.choice("told", |code| match code {
            "nobody" => Some(RecipientsTold::Nobody),
            "these" => Some(RecipientsTold::These { names: split(&words) }),
            "not_possible" => Some(RecipientsTold::NotPossible { reason: words.clone() }),
            _ => None,
        });
        if words.is_empty() && !matches!(told, None | Some(RecipientsTold::Nobody)) {
            self.wrong("told_words", "Write who was told, or why they could not be.".to_owned());
        }
        told
    }

    fn lines(&mut self, name: &str) -> Vec<String> {
        split(&self.any(name))
    }

    fn ticked(&self, name: &str) -> Vec<String> {
        self.view.iter().find(|field| field.name == name).map_or_else(Vec::new, |field| field.ticked.clone())
    }

    fn day(&mut self, name: &str) -> Option<NaiveDate> {
        let day = self.value(name).trim().parse().ok();
        if day.is_none() {
            self.wrong(name, "Enter a day, such as 4 December 2026.".to_owned());
        }
        day
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

fn split(words: &str) -> Vec<String> {
    words.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::console::command_fields::fields_of;

    fn read(kind: CommandKind, values: &[(&str, &str)]) -> (Option<Command>, Vec<FieldView>) {
        let now = "2026-11-23T10:24:00Z".parse().unwrap();
        let mut view = fields_of(kind, Right::Erasure, now, Tz::Europe__London);
        for (name, value) in values {
            (*value).clone_into(&mut view.iter_mut().find(|field| field.name == *name).unwrap().value);
        }
        (command_of(kind, Right::Erasure, &mut view, now, Tz::Europe__London), view)
    }

    #[test]
    fn every_command_has_a_form_whose_fields_make_it() {
        for kind in CommandKind::ALL {
            let now = "2026-11-23T10:24:00Z".parse().unwrap();
            let mut view = fields_of(kind, Right::Erasure, now, Tz::Europe__London);
            for field in &mut view {
                match &field.control {
                    Control::Choice(options) => options[0].0.clone_into(&mut field.value),
                    Control::Area | Control::Line => "because".clone_into(&mut field.value),
                    Control::Day => "2026-12-24".clone_into(&mut field.value),
                    Control::Moment | Control::Several(_) => {}
                }
            }
            let command = command_of(kind, Right::Erasure, &mut view, now, Tz::Europe__London);
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
