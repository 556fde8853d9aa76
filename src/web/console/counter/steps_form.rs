//! The form of the actions that macros are made of, and what was typed into it.

use crate::domain::access::Permission;
use crate::domain::case::folded_tag;
use crate::domain::ids::{ReplyTextId, StaffId, TeamId};
use crate::domain::macros::{MacroStep, Taker};
use crate::domain::personal::Personal;
use crate::ports::store::staff::Staff;
use crate::web::WebError;
use crate::web::fields::Fields;
use crate::workflow::counter::macros::StepWords;

/// What can be chosen: value, words, whether it is chosen.
type Choices = Vec<(String, String, bool)>;

/// The form; its key makes the ids of its fields its own.
#[derive(Clone, Debug, Default)]
pub struct StepsForm {
    pub key: String,
    pub owners: Choices,
    pub teams: Choices,
    pub letters: Choices,
    pub replies: Choices,
    pub typed: StepsTyped,
    /// The field that has to be corrected; empty when none has.
    pub field: &'static str,
    /// What is wrong with it.
    pub error: String,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepsTyped {
    pub owner: String,
    pub team: String,
    pub tags: String,
    pub untags: String,
    pub watch: bool,
    pub note: String,
    pub ask: bool,
    pub doubt: String,
    pub letter: String,
    pub reply: String,
}

impl StepsTyped {
    /// From the fields of a form.
    pub fn read(fields: &Fields) -> Result<Self, WebError> {
        let text = |name: &str| fields.one(name).map(|value| value.trim().to_owned());
        Ok(Self {
            owner: text("owner")?,
            team: text("team")?,
            tags: text("tags")?,
            untags: text("untags")?,
            watch: fields.one("watch")? == "yes",
            note: text("note")?,
            ask: fields.one("ask")? == "yes",
            doubt: text("doubt")?,
            letter: text("letter")?,
            reply: text("reply")?,
        })
    }

    /// From the steps that are kept.
    pub fn of(steps: &[MacroStep]) -> Self {
        let mut typed = Self::default();
        let and = |list: &mut String, tag: &str| {
            list.push_str(if list.is_empty() { "" } else { ", " });
            list.push_str(tag);
        };
        for step in steps {
            match step {
                MacroStep::Give { to } => typed.owner = taker_code(*to),
                MacroStep::Team { team } => typed.team = team.map_or("none".to_owned(), |team| team.to_string()),
                MacroStep::Tag { tag } => and(&mut typed.tags, tag),
                MacroStep::Untag { tag } => and(&mut typed.untags, tag),
                MacroStep::Watch => typed.watch = true,
                MacroStep::Note { text } => text.reveal().clone_into(&mut typed.note),
                MacroStep::AskIdentity { doubt } => {
                    typed.ask = true;
                    doubt.reveal().clone_into(&mut typed.doubt);
                }
                MacroStep::Letter { text } => typed.letter = text.to_string(),
                MacroStep::Reply { text } => typed.reply = text.to_string(),
            }
        }
        typed
    }

    /// The steps, in the order in which they are done: order at the desk first, what the person hears last.
    pub fn steps(&self) -> Vec<MacroStep> {
        let team = match self.team.as_str() {
            "none" => Some(None),
            id => TeamId::parse(id).map(Some),
        };
        let tag = |tag: String| MacroStep::Tag { tag };
        let untag = |tag: String| MacroStep::Untag { tag };
        let note = Some(&self.note).filter(|note| !note.is_empty());
        let ask = self.ask.then(|| MacroStep::AskIdentity { doubt: Personal::new(self.doubt.clone()) });
        let mut steps: Vec<MacroStep> = team.map(|team| MacroStep::Team { team }).into_iter().collect();
        steps.extend(taker(&self.owner).map(|to| MacroStep::Give { to }));
        steps.extend(tags(&self.tags).map(tag));
        steps.extend(tags(&self.untags).map(untag));
        steps.extend(self.watch.then_some(MacroStep::Watch));
        steps.extend(note.map(|note| MacroStep::Note { text: Personal::new(note.clone()) }));
        steps.extend(ask);
        steps.extend(ReplyTextId::parse(&self.letter).map(|text| MacroStep::Letter { text }));
        steps.extend(ReplyTextId::parse(&self.reply).map(|text| MacroStep::Reply { text }));
        steps
    }
}

/// Tags parted by commas; one that is none stays as it was typed, so that it is refused and not lost.
fn tags(typed: &str) -> impl Iterator<Item = String> + '_ {
    let parts = typed.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| folded_tag(part).unwrap_or_else(|| part.to_owned()))
}

fn taker(code: &str) -> Option<Taker> {
    match code {
        "me" => Some(Taker::Me),
        "nobody" => Some(Taker::Nobody),
        id => StaffId::parse(id).map(Taker::Staff),
    }
}

fn taker_code(taker: Taker) -> String {
    match taker {
        Taker::Me => "me".to_owned(),
        Taker::Nobody => "nobody".to_owned(),
        Taker::Staff(id) => id.to_string(),
    }
}

impl StepsForm {
    /// The form with what was typed into it.
    pub fn of(key: &str, typed: StepsTyped, words: &StepWords) -> Self {
        let chosen = |value: String, name: String, typed: &str| {
            let is = value == typed;
            (value, name, is)
        };
        let able = |staff: &&Staff| staff.active && staff.role.may(Permission::HandleCases);
        let fixed =
            [("me", "Whoever uses this"), ("nobody", "Nobody")].map(|(code, name)| (code.to_owned(), name.to_owned()));
        let owners =
            words.colleagues().all().into_iter().filter(able).map(|staff| (staff.id.to_string(), staff.name.clone()));
        let teams =
            words.teams().iter().filter(|team| team.active).map(|team| (team.id.to_string(), team.name.clone()));
        let none = (!words.teams().is_empty()).then(|| ("none".to_owned(), "No team".to_owned()));
        let texts = |typed: &str| {
            words.texts().iter().map(|text| chosen(text.id.to_string(), text.name.clone(), typed)).collect::<Choices>()
        };
        Self {
            key: key.to_owned(),
            owners: fixed.into_iter().chain(owners).map(|(value, name)| chosen(value, name, &typed.owner)).collect(),
            teams: none.into_iter().chain(teams).map(|(value, name)| chosen(value, name, &typed.team)).collect(),
            letters: texts(&typed.letter),
            replies: texts(&typed.reply),
            typed,
            field: "",
            error: String::new(),
        }
    }

    /// The same with what has to be corrected.
    pub fn refused(self, field: &'static str, error: String) -> Self {
        Self { field, error, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_steps_and_reads_back() {
        let typed = StepsTyped {
            owner: "me".into(),
            team: "none".into(),
            tags: "autumn sale, vip".into(),
            untags: "new".into(),
            watch: true,
            note: "All from the sale.".into(),
            ask: true,
            doubt: "The address is new.".into(),
            ..StepsTyped::default()
        };
        let steps = typed.steps();
        let codes: Vec<&str> = steps.iter().map(MacroStep::code).collect();
        assert_eq!(codes, ["team", "give", "tag", "tag", "untag", "watch", "note", "ask_identity"]);
        assert_eq!(StepsTyped::of(&steps), typed);
        assert_eq!(StepsTyped::default().steps(), []);
    }
}
