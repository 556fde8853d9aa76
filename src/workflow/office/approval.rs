//! Who approves: another person than the one who gathered (four eyes), or the same one after a wait (solo). The settings file is the
//! starting point; what is chosen in the console counts at once.

use super::history::{Edit, Past, past, remember};
use crate::domain::access::Permission;
use crate::domain::office::{SetupArea, difference};
use crate::domain::request::Actor;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::{Desk, WorkError};

/// The setting that keeps the choice.
const MODE: &str = "approval_mode";
/// Its name in the history.
const NAME: &str = "Who approves";

/// Who approves, with everything that is shown about it.
#[derive(Clone, Debug)]
pub struct ApprovalBook {
    /// What counts.
    pub solo: bool,
    /// Whether it was chosen in the console.
    pub is_kept: bool,
    /// What the settings file says.
    pub in_file: bool,
    /// How long an approval of one's own work can be taken back, in hours.
    pub cool_off_hours: i64,
    /// The names of those who may approve.
    pub able: Vec<String>,
    /// What was changed, the newest first.
    pub past: Vec<Past>,
}

/// What was chosen in the console; `None` where the settings file says.
pub fn kept_mode(tx: &mut dyn Tx) -> Result<Option<bool>, StoreError> {
    Ok(match tx.setting(MODE)?.as_deref() {
        Some("solo") => Some(true),
        Some("four_eyes") => Some(false),
        _ => None,
    })
}

/// Who approves.
pub fn approval_book(desk: &Desk) -> Result<ApprovalBook, WorkError> {
    desk.read(|desk, tx, _| {
        let kept = kept_mode(tx)?;
        let able = tx.all_staff()?.into_iter().filter(|one| one.active && one.role.may(Permission::Approve));
        Ok(ApprovalBook {
            solo: kept.unwrap_or(desk.settings.solo),
            is_kept: kept.is_some(),
            in_file: desk.settings.solo,
            cool_off_hours: desk.settings.cool_off.num_hours(),
            able: able.map(|one| one.name).collect(),
            past: past(tx, Some(SetupArea::Approval), None)?,
        })
    })
}

/// Chooses who approves; `None` goes back to what the settings file says. It counts at once, also for requests that wait.
pub fn choose_mode(desk: &Desk, actor: Actor, solo: Option<bool>) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    desk.write(move |desk, tx, now| {
        let file = desk.settings.solo;
        let before = kept_mode(tx)?.unwrap_or(file);
        let code = |solo| if solo { "solo" } else { "four_eyes" };
        tx.put_setting(MODE, solo.map(code))?;
        let changes = vec![difference("Who approves", words(before), words(solo.unwrap_or(file)))];
        let edit = Edit { area: SetupArea::Approval, subject: MODE.into(), name: NAME.into(), changes };
        remember(desk, tx, now, actor, edit)
    })?;
    desk.counts_now();
    Ok(())
}

const fn words(solo: bool) -> &'static str {
    if solo { "Also whoever gathered (solo)" } else { "Only a second person (four eyes)" }
}
