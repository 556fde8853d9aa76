//! Making, changing and removing macros: everybody their own, those who write the letters of the desk also everybody's.

use super::known::{StepWords, step_words};
use crate::domain::access::Permission;
use crate::domain::ids::{MacroId, StaffId};
use crate::domain::macros::{LONGEST_MACRO_NAME, Macro, MacroFault, MacroStep, check_steps};
use crate::domain::office::{SetupArea, difference};
use crate::domain::request::Actor;
use crate::domain::setup::Difference;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::office::{Edit, remember};
use crate::workflow::{Desk, WorkError};

/// What is written about a macro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MacroSheet {
    /// What it is called.
    pub name: String,
    /// Whether everybody is offered it.
    pub shared: bool,
    /// What it does.
    pub steps: Vec<MacroStep>,
}

/// The macros that somebody is offered, by name.
pub fn macros_for(tx: &mut dyn Tx, staff: StaffId) -> Result<Vec<Macro>, WorkError> {
    Ok(tx.macros()?.into_iter().filter(|kept| kept.is_for(staff)).collect())
}

/// One of them.
pub fn kept_macro(tx: &mut dyn Tx, staff: StaffId, id: MacroId) -> Result<Macro, WorkError> {
    Ok(macros_for(tx, staff)?.into_iter().find(|kept| kept.id == id).ok_or(StoreError::NotFound)?)
}

/// Makes a macro.
pub fn add_macro(desk: &Desk, actor: Actor, sheet: MacroSheet) -> Result<MacroId, WorkError> {
    let (me, sheet) = (owner(actor)?, checked(sheet)?);
    desk.write(move |desk, tx, now| {
        let id = MacroId::new(now, desk.entropy.bytes10());
        let before = Macro { id, name: String::new(), owner: None, steps: Vec::new() };
        let after = Macro { owner: (!sheet.shared).then_some(me), name: sheet.name, steps: sheet.steps, ..before };
        may_change(actor, &after)?;
        is_free(tx, &after)?;
        tx.put_macro(&after)?;
        let changes = differences(&StepWords::read(tx)?, None, Some(&after));
        remember(desk, tx, now, actor, edit(&after, changes))?;
        Ok(id)
    })
}

/// Changes one.
pub fn change_macro(desk: &Desk, actor: Actor, id: MacroId, sheet: MacroSheet) -> Result<(), WorkError> {
    let (me, sheet) = (owner(actor)?, checked(sheet)?);
    desk.write(move |desk, tx, now| {
        let before = kept_macro(tx, me, id)?;
        let after = Macro { id, owner: (!sheet.shared).then_some(me), name: sheet.name, steps: sheet.steps };
        may_change(actor, &before)?;
        may_change(actor, &after)?;
        is_free(tx, &after)?;
        tx.put_macro(&after)?;
        let changes = differences(&StepWords::read(tx)?, Some(&before), Some(&after));
        remember(desk, tx, now, actor, edit(&after, changes))
    })
}

/// Removes one. What it did to cases stays.
pub fn remove_macro(desk: &Desk, actor: Actor, id: MacroId) -> Result<(), WorkError> {
    let me = owner(actor)?;
    desk.write(move |desk, tx, now| {
        let before = kept_macro(tx, me, id)?;
        may_change(actor, &before)?;
        tx.remove_macro(id)?;
        let changes = differences(&StepWords::read(tx)?, Some(&before), None);
        remember(desk, tx, now, actor, edit(&before, changes))
    })
}

fn owner(actor: Actor) -> Result<StaffId, WorkError> {
    must(actor, Permission::HandleCases)?;
    actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))
}

/// Everybody's macros write letters in the name of the desk.
fn may_change(actor: Actor, kept: &Macro) -> Result<(), WorkError> {
    if kept.owner.is_some() { Ok(()) } else { must(actor, Permission::WriteWordings) }
}

fn checked(sheet: MacroSheet) -> Result<MacroSheet, WorkError> {
    let name = sheet.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_MACRO_NAME || name.chars().any(char::is_control) {
        let what = format!("Give the macro a name of at most {LONGEST_MACRO_NAME} characters.");
        return Err(WorkError::field("name", what));
    }
    check_steps(&sheet.steps).map_err(wrong)?;
    Ok(MacroSheet { name, ..sheet })
}

/// What is wrong with the steps, at its field.
pub(super) fn wrong(fault: MacroFault) -> WorkError {
    WorkError::field(fault.field(), fault.to_string())
}

/// Two macros that somebody is offered are not called the same.
fn is_free(tx: &mut dyn Tx, wanted: &Macro) -> Result<(), WorkError> {
    let same = |kept: &Macro| {
        let meet = kept.owner.is_none() || wanted.owner.is_none() || kept.owner == wanted.owner;
        kept.id != wanted.id && meet && kept.name.to_lowercase() == wanted.name.to_lowercase()
    };
    if tx.macros()?.iter().any(same) {
        return Err(WorkError::field("name", "There is a macro of this name already."));
    }
    Ok(())
}

fn edit(kept: &Macro, changes: Vec<Option<Difference>>) -> Edit {
    Edit { area: SetupArea::Macro, subject: kept.id.to_string(), name: kept.name.clone(), changes }
}

fn differences(words: &StepWords, before: Option<&Macro>, after: Option<&Macro>) -> Vec<Option<Difference>> {
    let name = |kept: Option<&Macro>| kept.map(|kept| kept.name.clone()).unwrap_or_default();
    let whose = |kept: Option<&Macro>| match kept.map(|kept| kept.owner) {
        None => String::new(),
        Some(None) => "Everybody".to_owned(),
        Some(Some(owner)) => words.colleagues().name(owner),
    };
    let steps = |kept: Option<&Macro>| kept.map(|kept| step_words(words, &kept.steps).join("; ")).unwrap_or_default();
    vec![
        difference("Name", &name(before), &name(after)),
        difference("For", &whose(before), &whose(after)),
        difference("What it does", &steps(before), &steps(after)),
    ]
}
