//! Doing it: one case after the other, each in a transaction of its own.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::book::wrong;
use super::known::{StepWords, offers};
use super::planning::{MOST, QUIET, allowed, letter_key, letter_text, sentence, standing};
use crate::domain::case::{Case, Reference};
use crate::domain::ids::{MacroId, MailId, StaffId};
use crate::domain::macros::{Hindrance, MacroStep, Offers, Outlook, Standing, check_steps, plan};
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command};
use crate::ports::store::Tx;
use crate::ports::store::codes::Counter;
use crate::workflow::assignment::{add_note_in, assign_in};
use crate::workflow::casefile::{CaseFile, read_case};
use crate::workflow::casework::give_case_in;
use crate::workflow::journal::{Line, record};
use crate::workflow::office::give_to_team_in;
use crate::workflow::replies::send_in;
use crate::workflow::together::{tag_in, untag_in};
use crate::workflow::{Desk, WorkError};

/// What came of one case.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Its reference.
    pub reference: Reference,
    /// Each step in words, and what it came to: [`Outlook::Will`] is done now.
    pub steps: Vec<(String, Outlook)>,
    /// Whether a reply was begun, to be finished by hand.
    pub reply: bool,
    /// The letter that goes out in half a minute.
    pub letter: Option<MailId>,
}

/// Does the steps to every case. A step that cannot be done is passed over with its reason; if something fails that nobody could
/// foresee, nothing of that case is done, and the others are.
pub fn carry_out(
    desk: &Desk,
    actor: Actor,
    references: &[Reference],
    named: Option<&(MacroId, String)>,
    steps: &[MacroStep],
) -> Result<Vec<Deed>, WorkError> {
    let me = allowed(actor)?;
    check_steps(steps).map_err(wrong)?;
    let mut deeds = Vec::new();
    for reference in references.iter().take(MOST) {
        let wanted = reference.clone();
        let Some(case) = desk.read(move |_, tx, _| Ok(tx.case_by_reference(&wanted)?))? else { continue };
        let deed = Carrier { actor, me, named: named.cloned(), steps: steps.to_vec() };
        let failed = match desk.write(move |desk, tx, now| deed.carry(desk, tx, now, case)) {
            Ok(deed) => {
                deeds.push(deed);
                continue;
            }
            Err(error) => told(error)?,
        };
        deeds.push(nothing_done(desk, reference, steps, &failed)?);
    }
    if deeds.is_empty() {
        return Err(WorkError::field("owner", "Choose at least one case in the queue first."));
    }
    Ok(deeds)
}

/// Why a case could not be done, where that is about the case; what is about the desk stops everything.
fn told(error: WorkError) -> Result<String, WorkError> {
    match error {
        WorkError::Field { what, .. } => Ok(what),
        WorkError::Refused(no) => Ok(sentence(&no.why.to_string())),
        WorkError::Letter(why) => Ok(sentence(&why.to_string())),
        other => Err(other),
    }
}

fn nothing_done(desk: &Desk, reference: &Reference, steps: &[MacroStep], why: &str) -> Result<Deed, WorkError> {
    let words = desk.read(|_, tx, _| StepWords::read(tx))?;
    let cannot = |step: &MacroStep| (words.of(step), Outlook::Cannot(Hindrance::Failed(why.to_owned())));
    Ok(Deed { reference: reference.clone(), steps: steps.iter().map(cannot).collect(), reply: false, letter: None })
}

/// Who does what.
struct Carrier {
    actor: Actor,
    me: StaffId,
    named: Option<(MacroId, String)>,
    steps: Vec<MacroStep>,
}

/// The case that it is done to, as it stood before.
struct Before<'a> {
    file: &'a CaseFile,
    standing: &'a Standing,
    offers: &'a Offers,
    words: &'a StepWords,
}

impl Carrier {
    fn carry(self, desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, case: Case) -> Result<Deed, WorkError> {
        let words = StepWords::read(tx)?;
        let offers = offers(desk, tx, now, &words)?;
        let file = read_case(desk, tx, now, self.actor, case)?;
        let standing = standing(desk, tx, &file, self.me)?;
        let outlooks = plan(&self.steps, &standing, &offers);
        let before = Before { file: &file, standing: &standing, offers: &offers, words: &words };
        let mut letter = None;
        for (step, _) in self.steps.iter().zip(&outlooks).filter(|(_, outlook)| **outlook == Outlook::Will) {
            letter = self.step(desk, tx, now, &before, step)?.or(letter);
        }
        let content = self.line(&outlooks);
        record(desk, tx, &file.case, now, &Line::of_case(self.actor, "macro_used", content))?;
        let begun = |(step, outlook): (&MacroStep, &Outlook)| {
            matches!(step, MacroStep::Reply { .. }) && *outlook == Outlook::Will
        };
        Ok(Deed {
            reply: self.steps.iter().zip(&outlooks).any(begun),
            steps: self.steps.iter().map(|step| words.of(step)).zip(outlooks).collect(),
            reference: file.case.reference,
            letter,
        })
    }

    /// What stands on the log: which macro, what was done, what was not and why.
    fn line(&self, outlooks: &[Outlook]) -> serde_json::Value {
        let each = || self.steps.iter().zip(outlooks);
        let done: Vec<&str> = each().filter(|(_, one)| **one == Outlook::Will).map(|(step, _)| step.code()).collect();
        let not = each().filter_map(|(step, one)| match one {
            Outlook::Cannot(why) => Some(json!({ "step": step.code(), "why": why.to_string() })),
            Outlook::Will | Outlook::Already => None,
        });
        let (id, name) = self.named.clone().unzip();
        json!({ "macro": id, "name": name, "done": done, "not_done": not.collect::<Vec<_>>() })
    }

    fn step(
        &self,
        desk: &Desk,
        tx: &mut dyn Tx,
        now: DateTime<Utc>,
        before: &Before<'_>,
        step: &MacroStep,
    ) -> Result<Option<MailId>, WorkError> {
        let (actor, case) = (self.actor, &before.file.case);
        let done = match step {
            MacroStep::Give { to } => {
                let owner = before
                    .standing
                    .taker(*to, before.offers)
                    .map_err(|no| WorkError::field("owner", no.to_string()))?;
                assign_in(desk, tx, now, actor, case, owner)
            }
            MacroStep::Team { team } => give_to_team_in(desk, tx, now, actor, case, *team),
            MacroStep::Tag { tag } => tag_in(desk, tx, now, actor, case, tag),
            MacroStep::Untag { tag } => untag_in(desk, tx, now, actor, case, tag),
            MacroStep::Watch => Ok(tx.watch(case.id, self.me, now)?),
            MacroStep::Note { text } => add_note_in(desk, tx, now, actor, case, text),
            MacroStep::AskIdentity { doubt } => {
                let command = Command::AskIdentity { doubt: doubt.reveal().to_owned() };
                give_case_in(desk, tx, now, actor, case.id, &command).map(drop)
            }
            MacroStep::Letter { .. } => {
                tx.count(&Counter { key: letter_key(desk, case), until: now + QUIET }, now)?;
                let text = letter_text(desk, before.file, before.words, step)?.unwrap_or_default();
                return send_in(desk, tx, now, actor, case, &text).map(Some);
            }
            MacroStep::Reply { .. } => {
                let text = letter_text(desk, before.file, before.words, step)?.unwrap_or_default();
                self.begin_reply(tx, now, case, &text)
            }
        };
        done.map(|()| None)
    }

    /// What somebody has written already stays; the text comes behind it, once.
    fn begin_reply(&self, tx: &mut dyn Tx, now: DateTime<Utc>, case: &Case, text: &Personal) -> Result<(), WorkError> {
        let draft = tx.reply_draft(case.id, self.me)?.unwrap_or_default();
        let (draft, text) = (draft.reveal().trim_end(), text.reveal());
        if draft.ends_with(text) {
            return Ok(());
        }
        let both = if draft.is_empty() { text.to_owned() } else { format!("{draft}\n\n{text}") };
        Ok(tx.put_reply_draft(case.id, self.me, Some(&Personal::new(both)), now)?)
    }
}
