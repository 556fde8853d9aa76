//! What can be chosen at the desk, and how the steps of a macro are called.

use chrono::{DateTime, Utc};

use crate::domain::macros::{MacroStep, Offers, Taker, Taking};
use crate::ports::store::Tx;
use crate::ports::store::replies::ReplyText;
use crate::ports::store::teams::Team;
use crate::workflow::casefile::Colleagues;
use crate::workflow::office::{Cover, handles};
use crate::workflow::{Desk, WorkError};

/// Names of what steps are about.
#[derive(Clone, Debug)]
pub struct StepWords {
    colleagues: Colleagues,
    teams: Vec<Team>,
    texts: Vec<ReplyText>,
}

impl StepWords {
    /// Reads them.
    pub fn read(tx: &mut dyn Tx) -> Result<Self, WorkError> {
        Ok(Self { colleagues: Colleagues::read(tx)?, teams: tx.teams()?, texts: tx.reply_texts()? })
    }

    /// Everybody at the desk.
    pub const fn colleagues(&self) -> &Colleagues {
        &self.colleagues
    }

    /// Every team.
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// Every text.
    pub fn texts(&self) -> &[ReplyText] {
        &self.texts
    }

    /// A step as a sentence without its full stop: "Tag it “autumn sale”".
    pub fn of(&self, step: &MacroStep) -> String {
        let text =
            |id| self.texts.iter().find(|text| text.id == id).map_or("a removed text", |text| text.name.as_str());
        match step {
            MacroStep::Give { to: Taker::Me } => "Give it to whoever uses this".to_owned(),
            MacroStep::Give { to: Taker::Nobody } => "Give it to nobody".to_owned(),
            MacroStep::Give { to: Taker::Staff(id) } => format!("Give it to {}", self.colleagues.name(*id)),
            MacroStep::Team { team: None } => "Take it from its team".to_owned(),
            MacroStep::Team { team: Some(id) } => {
                let team = self.teams.iter().find(|team| team.id == *id);
                format!("Give it to the team {}", team.map_or("that is gone", |team| team.name.as_str()))
            }
            MacroStep::Tag { tag } => format!("Tag it “{tag}”"),
            MacroStep::Untag { tag } => format!("Take the tag “{tag}” away"),
            MacroStep::Watch => "Watch it".to_owned(),
            MacroStep::Note { text } => format!("Write the note “{}”", shortened(text.reveal())),
            MacroStep::AskIdentity { .. } => "Ask the person for proof of identity".to_owned(),
            MacroStep::Letter { text: id } => format!("Send the person the letter “{}”", text(*id)),
            MacroStep::Reply { text: id } => format!("Begin a reply with “{}”", text(*id)),
        }
    }
}

/// All steps in words.
pub fn step_words(words: &StepWords, steps: &[MacroStep]) -> Vec<String> {
    steps.iter().map(|step| words.of(step)).collect()
}

/// What can be chosen now.
pub(super) fn offers(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, words: &StepWords) -> Result<Offers, WorkError> {
    let cover = Cover::on(desk, tx, now)?;
    let able = cover.active().into_iter().filter(|staff| handles(staff));
    let taking = |id| {
        if cover.is_away(id) { Taking::Away(cover.acting(id).map(|deputy| deputy.id)) } else { Taking::There }
    };
    Ok(Offers {
        takers: able.map(|staff| (staff.id, taking(staff.id))).collect(),
        teams: words.teams.iter().filter(|team| team.active).map(|team| team.id).collect(),
        texts: words.texts.iter().map(|text| text.id).collect(),
    })
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let start: String = line.chars().take(SHOWN).collect();
    format!("{start} …")
}
