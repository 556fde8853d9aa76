//! The lessons register: what the company changes because somebody complained.

use chrono::NaiveDate;
use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::complaint::Lesson;
use crate::domain::ids::{CaseId, LessonId, StaffId};
use crate::domain::request::Actor;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// The longest line of the register, in characters.
pub const LONGEST: usize = 500;

/// What is written into the register.
#[derive(Clone, Debug)]
pub struct NewLesson {
    /// What we change, in one line without anybody's name.
    pub change: String,
    /// Who sees to it.
    pub owner: Option<StaffId>,
    /// By when.
    pub by: Option<NaiveDate>,
}

/// Writes down what was learnt from a complaint.
pub fn note(desk: &Desk, actor: Actor, case: CaseId, new: &NewLesson) -> Result<Lesson, WorkError> {
    must(actor, Permission::HandleCases)?;
    let noted_by = actor.staff().ok_or(WorkError::NotAllowed("write lessons"))?;
    let change = new.change.split_whitespace().collect::<Vec<_>>().join(" ");
    if change.is_empty() || change.chars().count() > LONGEST {
        return Err(WorkError::field("change", format!("Say what we change, in at most {LONGEST} characters.")));
    }
    let (owner, by) = (new.owner, new.by);
    desk.write(move |desk, tx, now| {
        tx.complaint(case)?.ok_or(StoreError::NotFound)?;
        let case = tx.case(case)?;
        if let Some(owner) = owner {
            tx.staff(owner)?;
        }
        let lesson = Lesson {
            id: LessonId::new(now, desk.entropy.bytes10()),
            controller: case.controller.clone(),
            case: Some(case.id),
            change,
            owner,
            by,
            noted_by,
            noted_at: now,
            done_at: None,
        };
        tx.add_lesson(&lesson)?;
        let content = json!({ "change": lesson.change, "owner": lesson.owner, "by": lesson.by });
        record(desk, tx, &case, now, &Line::of_case(actor, "lesson_noted", content))?;
        Ok(lesson)
    })
}

/// Marks a lesson as done.
pub fn finish(desk: &Desk, actor: Actor, id: LessonId) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        tx.finish_lesson(id, now)?;
        let lesson = find(tx, id)?;
        let Some(case) = lesson.case else { return Ok(()) };
        let case = tx.case(case)?;
        let content = json!({ "change": lesson.change });
        record(desk, tx, &case, now, &Line::of_case(actor, "lesson_done", content))
    })
}

fn find(tx: &mut dyn Tx, id: LessonId) -> Result<Lesson, WorkError> {
    Ok(tx.lessons()?.into_iter().find(|lesson| lesson.id == id).ok_or(StoreError::NotFound)?)
}
