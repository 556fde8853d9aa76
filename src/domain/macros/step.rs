//! The actions that a macro is made of. None of them decides a request: what the law leaves to judgement is done case by case.

use serde::{Deserialize, Serialize};

use crate::domain::case::{MOST_TAGS, folded_tag};
use crate::domain::ids::{MacroId, ReplyTextId, StaffId, TeamId};
use crate::domain::personal::Personal;

/// The longest name of a macro, in characters.
pub const LONGEST_MACRO_NAME: usize = 60;
/// The longest note of a macro, in characters.
const LONGEST_NOTE: usize = 10_000;
/// The longest doubt about who somebody is, in characters.
const LONGEST_DOUBT: usize = 2_000;

/// To whom a case is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taker {
    /// To whoever uses the macro.
    Me,
    /// To nobody.
    Nobody,
    /// To this colleague, or to whoever stands in for them.
    Staff(StaffId),
}

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum MacroStep {
    /// Give the case to a team, or take it from whichever has it.
    Team {
        /// Which; `None` for no team.
        team: Option<TeamId>,
    },
    /// Give the case to somebody.
    Give {
        /// To whom.
        to: Taker,
    },
    /// Tag it.
    Tag {
        /// The tag as it is kept.
        tag: String,
    },
    /// Take a tag away.
    Untag {
        /// The tag as it is kept.
        tag: String,
    },
    /// Be told when something changes.
    Watch,
    /// Write an internal note.
    Note {
        /// Its words.
        text: Personal,
    },
    /// Ask the person for something that shows who they are (Article 12(6)); for every request that can take it.
    AskIdentity {
        /// Why there is doubt; the letter says so.
        doubt: Personal,
    },
    /// Send the person a letter that begins and ends with a text of the desk.
    Letter {
        /// Which text.
        text: ReplyTextId,
    },
    /// Begin a reply with a text, to be finished by hand.
    Reply {
        /// Which text.
        text: ReplyTextId,
    },
}

impl MacroStep {
    /// The word in the log.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Team { .. } => "team",
            Self::Give { .. } => "give",
            Self::Tag { .. } => "tag",
            Self::Untag { .. } => "untag",
            Self::Watch => "watch",
            Self::Note { .. } => "note",
            Self::AskIdentity { .. } => "ask_identity",
            Self::Letter { .. } => "letter",
            Self::Reply { .. } => "reply",
        }
    }

    /// Whether it sends the person something. Such a step is always shown before it is done.
    pub const fn writes_to_the_person(&self) -> bool {
        matches!(self, Self::AskIdentity { .. } | Self::Letter { .. })
    }
}

/// A named set of actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Macro {
    /// Its identifier.
    pub id: MacroId,
    /// What it is called.
    pub name: String,
    /// Whose own it is; `None` when it is everybody's.
    pub owner: Option<StaffId>,
    /// What it does, in this order.
    pub steps: Vec<MacroStep>,
}

impl Macro {
    /// Whether somebody is offered it.
    pub fn is_for(&self, staff: StaffId) -> bool {
        self.owner.is_none_or(|owner| owner == staff)
    }

    /// Whether it sends the person something.
    pub fn writes_to_the_person(&self) -> bool {
        self.steps.iter().any(MacroStep::writes_to_the_person)
    }
}

/// Why actions cannot be put together so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MacroFault {
    /// There is none.
    #[error("Choose at least one thing to do.")]
    Nothing,
    /// A tag is none, or there are too many.
    #[error("Write at most {MOST_TAGS} tags of letters, digits and hyphens, parted by commas.")]
    Tags,
    /// One tag would be put on and taken away.
    #[error("A tag cannot be put on and taken away at once.")]
    OnAndOff,
    /// The note is too long.
    #[error("Write a note of at most {LONGEST_NOTE} characters.")]
    Note,
    /// Asking for proof needs the doubt (Article 12(6)).
    #[error("Write why there is doubt who they are, in at most {LONGEST_DOUBT} characters: the letter says so.")]
    Doubt,
}

impl MacroFault {
    /// The field of a form that it is about.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Nothing => "owner",
            Self::Tags => "tags",
            Self::OnAndOff => "untags",
            Self::Note => "note",
            Self::Doubt => "doubt",
        }
    }
}

/// Whether actions can be put together so.
pub fn check_steps(steps: &[MacroStep]) -> Result<(), MacroFault> {
    if steps.is_empty() {
        return Err(MacroFault::Nothing);
    }
    let on: Vec<&str> = steps
        .iter()
        .filter_map(|step| if let MacroStep::Tag { tag } = step { Some(tag.as_str()) } else { None })
        .collect();
    if on.len() > MOST_TAGS {
        return Err(MacroFault::Tags);
    }
    steps.iter().try_for_each(|step| check_step(step, &on))
}

fn check_step(step: &MacroStep, on: &[&str]) -> Result<(), MacroFault> {
    let said = |text: &Personal, longest: usize| {
        let text = text.reveal();
        !text.trim().is_empty() && text.chars().count() <= longest
    };
    let is_tag = |tag: &str| folded_tag(tag).as_deref() == Some(tag);
    let fault = match step {
        MacroStep::Tag { tag } | MacroStep::Untag { tag } if !is_tag(tag) => MacroFault::Tags,
        MacroStep::Untag { tag } if on.contains(&tag.as_str()) => MacroFault::OnAndOff,
        MacroStep::Note { text } if !said(text, LONGEST_NOTE) => MacroFault::Note,
        MacroStep::AskIdentity { doubt } if !said(doubt, LONGEST_DOUBT) => MacroFault::Doubt,
        _ => return Ok(()),
    };
    Err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(tag: &str) -> MacroStep {
        MacroStep::Tag { tag: tag.to_owned() }
    }

    #[test]
    fn actions_that_make_no_sense_together_are_refused() {
        let off = |tag: &str| MacroStep::Untag { tag: tag.to_owned() };
        let many: Vec<MacroStep> = (0..=MOST_TAGS).map(|n| tag(&format!("t{n}"))).collect();
        assert_eq!(check_steps(&[]), Err(MacroFault::Nothing));
        assert_eq!(check_steps(&many), Err(MacroFault::Tags));
        assert_eq!(check_steps(&[tag("A,B")]), Err(MacroFault::Tags));
        assert_eq!(check_steps(&[tag("sale"), off("sale")]), Err(MacroFault::OnAndOff));
        assert_eq!(check_steps(&[MacroStep::Note { text: Personal::new("  ") }]), Err(MacroFault::Note));
        assert_eq!(check_steps(&[MacroStep::AskIdentity { doubt: Personal::default() }]), Err(MacroFault::Doubt));
        assert_eq!(check_steps(&[tag("sale"), off("autumn"), MacroStep::Watch]), Ok(()));
    }

    #[test]
    fn steps_read_back_as_they_were_written_and_hide_what_is_said() {
        let steps = vec![
            MacroStep::Give { to: Taker::Me },
            MacroStep::Team { team: None },
            MacroStep::Note { text: Personal::new("Zsófia rang.") },
        ];
        let text = serde_json::to_string(&steps).unwrap();
        assert_eq!(serde_json::from_str::<Vec<MacroStep>>(&text).unwrap(), steps);
        assert!(!format!("{steps:?}").contains("Zsófia"));
    }
}
