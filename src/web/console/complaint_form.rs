//! The small form of each action on a complaint: its fields as data, and reading them into a command.

use super::command_fields::{Control, FieldView, field};
use crate::domain::complaint::{Command, CommandKind, Decision, Verdict};
use crate::web::limits::TEXT_CHARS;

/// What a person writes for an action: field, label, hint.
const TEXTS: [(CommandKind, &str, &str, &str); 6] = [
    (
        CommandKind::Investigate,
        "plan",
        "What are you going to look into?",
        "For the record: whom you ask, which letters and systems you look at.",
    ),
    (
        CommandKind::TellProgress,
        "said",
        "What has been done so far?",
        "The person reads this. Plain sentences; nothing about other people.",
    ),
    (CommandKind::Decide, "checked", "What did you check?", "The person reads this."),
    (
        CommandKind::Decide,
        "findings",
        "What did you find?",
        "The person reads this. Say it plainly, also where it went wrong.",
    ),
    (
        CommandKind::Decide,
        "action",
        "What do we do about it?",
        "The person reads this: what is put right, and what we change. If nothing, say so.",
    ),
    (CommandKind::Reopen, "reason", "Why do you look into it once more?", "For the record: what is new?"),
];

/// The fields of a command, empty. `alone` asks whoever decides about their own work why they do.
pub fn fields_of(kind: CommandKind, alone: bool) -> Vec<FieldView> {
    let mut fields = Vec::new();
    if kind == CommandKind::Decide {
        let verdicts = Verdict::ALL.into_iter().map(|one| (one.code(), one.name(), one.sentence()));
        fields.push(field("verdict", "Was the person right?", "", Control::Choice(verdicts.collect())));
    }
    let texts = TEXTS.iter().filter(|(known, ..)| *known == kind);
    fields.extend(texts.map(|(_, name, label, hint)| field(name, label, hint, Control::Area)));
    if kind == CommandKind::TellProgress {
        let hint = "The letter promises it, and you are reminded.";
        fields.push(field("next", "By when do they hear from us again?", hint, Control::Day));
    }
    if kind == CommandKind::Decide && alone {
        fields.push(field("alone", "Why do you decide this yourself?", "For the record.", Control::Area));
    }
    fields
}

/// What an action does, and what its button says.
pub const fn words(kind: CommandKind) -> (&'static str, &'static str) {
    match kind {
        CommandKind::Acknowledge => {
            ("A letter confirms that we have it and says what happens next.", "Send the letter")
        }
        CommandKind::Investigate => ("Write down what you look into. The person sees that somebody is at it.", "Begin"),
        CommandKind::TellProgress => {
            ("A letter tells the person how far it is and when they hear from us again.", "Send the letter")
        }
        CommandKind::Decide => (
            "A letter tells the person the outcome, what was checked and found, what we do, and that they can go to the regulator and to court. With it the complaint is closed.",
            "Send the outcome",
        ),
        CommandKind::Withdraw => {
            ("Only if the person said so. The complaint is closed without an outcome.", "Record it")
        }
        CommandKind::Reopen => {
            ("It goes back to whoever looks into it. The first outcome stays on the record.", "Open it again")
        }
    }
}

/// Reads a command; what is wrong stands in the fields afterwards.
pub fn command_of(kind: CommandKind, view: &mut [FieldView]) -> Option<Command> {
    let command = read(kind, view);
    command.filter(|_| view.iter().all(|field| field.error.is_empty()))
}

fn read(kind: CommandKind, view: &mut [FieldView]) -> Option<Command> {
    Some(match kind {
        CommandKind::Acknowledge => Command::Acknowledge,
        CommandKind::Investigate => Command::Investigate { plan: text(view, "plan") },
        CommandKind::TellProgress => {
            let (said, next) = (text(view, "said"), parsed(view, "next", "Choose a day.", |day| day.parse().ok()));
            Command::TellProgress { said, next: next? }
        }
        CommandKind::Decide => {
            let verdict = parsed(view, "verdict", "Choose one.", Verdict::parse);
            let [checked, findings, action] = ["checked", "findings", "action"].map(|name| text(view, name));
            let alone =
                if view.iter().any(|field| field.name == "alone") { text(view, "alone") } else { String::new() };
            Command::Decide(Decision { verdict: verdict?, checked, findings, action, alone })
        }
        CommandKind::Withdraw => Command::Withdraw,
        CommandKind::Reopen => Command::Reopen { reason: text(view, "reason") },
    })
}

fn text(view: &mut [FieldView], name: &str) -> String {
    let Some(field) = view.iter_mut().find(|field| field.name == name) else { return String::new() };
    let text = field.value.trim().replace("\r\n", "\n");
    if text.is_empty() {
        "Write an answer.".clone_into(&mut field.error);
    } else if text.chars().count() > TEXT_CHARS {
        field.error = format!("Write at most {TEXT_CHARS} characters.");
    } else if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        "It holds characters that cannot be shown. Type it again.".clone_into(&mut field.error);
    }
    text
}

fn parsed<T>(view: &mut [FieldView], name: &str, wrong: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let field = view.iter_mut().find(|field| field.name == name)?;
    let value = parse(field.value.trim());
    if value.is_none() {
        wrong.clone_into(&mut field.error);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(kind: CommandKind, alone: bool) -> Vec<FieldView> {
        let mut view = fields_of(kind, alone);
        for field in &mut view {
            field.value = match &field.control {
                Control::Choice(options) | Control::Several(options) => options[0].0.to_owned(),
                Control::Day => "2026-12-04".to_owned(),
                Control::Area | Control::Line | Control::Moment => "because\r\nof this".to_owned(),
            };
        }
        view
    }

    #[test]
    fn every_command_has_a_form_whose_fields_make_it() {
        for kind in CommandKind::ALL {
            let command = command_of(kind, &mut filled(kind, false));
            assert_eq!(command.map(|command| command.kind()), Some(kind));
        }
    }

    #[test]
    fn whoever_decides_about_their_own_work_is_asked_why() {
        let mut view = filled(CommandKind::Decide, true);
        let command = command_of(CommandKind::Decide, &mut view);
        assert!(matches!(command, Some(Command::Decide(decision)) if decision.alone == "because\nof this"));
        view.iter_mut().find(|field| field.name == "alone").unwrap().value.clear();
        assert_eq!(command_of(CommandKind::Decide, &mut view), None);
    }

    #[test]
    fn what_is_missing_is_said_beside_each_field() {
        let mut view = fields_of(CommandKind::TellProgress, false);
        assert_eq!(command_of(CommandKind::TellProgress, &mut view), None);
        let errors: Vec<_> = view.iter().map(|field| field.error.as_str()).collect();
        assert_eq!(errors, ["Write an answer.", "Choose a day."]);
    }
}
