//! Staff and their ways in: the first administrator, invitations, roles, leaving.
//!
//! A fresh installation has no account. The first administrator comes in with a secret that is printed when the program
//! starts; everybody else with an invitation code that an administrator sees once. Nobody ever chooses another's password.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::journal::record_at_the_desk;
use super::office::{Edit, named, remember, staff_changes};
use super::secrets::{hash_typed, hex, same, typed_secret, veiled};
use super::signing_in::{StaffDoor, actor_of, fold_email};
use super::{Desk, WorkError};
use crate::domain::access::{Permission, Role};
use crate::domain::ids::{ChallengeId, StaffId};
use crate::domain::office::{SetupArea, difference};
use crate::domain::password::NewPassword;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::setup::Difference;
use crate::ports::store::codes::{Challenge, Counter};
use crate::ports::store::staff::Staff;
use crate::ports::store::{StoreError, Tx};

/// The setting that keeps the hash of the first administrator's secret.
const FIRST: &str = "first_administrator";
/// The purpose of an invitation among the one-time codes.
const INVITATION: &str = "invitation";
/// How long an invitation can be used (ASVS 5.0, 6.4.1).
const INVITATION_LIFE: TimeDelta = TimeDelta::hours(24);
/// Tries with one invitation, and with the first secret from one place in an hour.
const TRIES: i64 = 5;
/// What stands in place of a hash while somebody has not chosen a password. It fits nothing.
const NO_PASSWORD: &str = "none chosen yet";

/// Somebody to be added.
#[derive(Clone, Debug)]
pub struct NewColleague {
    /// Their address.
    pub email: Personal,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}

/// What a person gives to come in for the first time.
#[derive(Clone, Debug)]
pub struct FirstVisit {
    /// The one-time secret.
    pub secret: Personal,
    /// Their address.
    pub email: Personal,
    /// Their name; only the first administrator gives it here.
    pub name: String,
    /// The password they choose.
    pub password: Personal,
    /// The network address they come from.
    pub place: String,
}

/// Makes the secret of the first administrator, if there is nobody yet. Each start makes a new one.
pub fn first_secret(desk: &Desk) -> Result<Option<String>, WorkError> {
    desk.write(|desk, tx, _| {
        if !tx.all_staff()?.is_empty() {
            tx.put_setting(FIRST, None)?;
            return Ok(None);
        }
        let secret = typed_secret(desk);
        tx.put_setting(FIRST, Some(&hex(&hash_typed(&secret))))?;
        Ok(Some(secret))
    })
}

/// Whether the first administrator is still to come.
pub fn is_unclaimed(desk: &Desk) -> Result<bool, WorkError> {
    desk.read(|_, tx, _| Ok(tx.all_staff()?.is_empty()))
}

/// Makes the first administrator. The secret works once, and only while there is nobody.
pub fn claim_first(door: &StaffDoor, visit: &FirstVisit) -> Result<Staff, WorkError> {
    count_visit(&door.desk, &visit.place)?;
    let colleague = NewColleague { email: visit.email.clone(), name: visit.name.clone(), role: Role::Admin };
    let hash = chosen(door, visit, &colleague.name)?;
    let mut staff = row(&door.desk, &colleague)?;
    staff.password_hash = hash;
    let visit = visit.clone();
    door.desk
        .write(move |desk, tx, now| {
            let kept = tx.setting(FIRST)?.unwrap_or_default();
            let right = same(kept.as_bytes(), hex(&hash_typed(visit.secret.reveal())).as_bytes());
            if !right || !tx.all_staff()?.is_empty() {
                return Ok(None);
            }
            tx.put_setting(FIRST, None)?;
            tx.add_staff(&staff)?;
            record_at_the_desk(desk, tx, now, actor_of(&staff), "first_administrator", &json!({ "staff": staff.id }))?;
            let changes = vec![difference("First administrator", "", &staff.name)];
            remember(desk, tx, now, actor_of(&staff), edit_of(&staff, changes))?;
            Ok(Some(staff))
        })?
        .ok_or_else(|| {
            WorkError::field(
                "secret",
                "This code does not fit, or it has been used. Start Rightsdesk again to get a new one.",
            )
        })
}

/// Adds somebody and gives the invitation code that they come in with, to be shown once.
pub fn invite(desk: &Desk, actor: Actor, colleague: &NewColleague) -> Result<(Staff, String), WorkError> {
    must_manage(actor)?;
    let staff = row(desk, colleague)?;
    desk.write(move |desk, tx, now| {
        tx.add_staff(&staff).map_err(taken)?;
        added(desk, tx, now, actor, &staff)?;
        let code = invitation(desk, tx, now, actor, staff.id)?;
        Ok((staff, code))
    })
}

/// Gives somebody a new code with which they choose a new password: for the first time, or because they lost theirs.
pub fn invite_again(desk: &Desk, actor: Actor, id: StaffId) -> Result<(Staff, String), WorkError> {
    must_manage(actor)?;
    desk.write(move |desk, tx, now| {
        let staff = tx.staff(id)?;
        let code = invitation(desk, tx, now, actor, id)?;
        Ok((staff, code))
    })
}

/// Uses an invitation: the person chooses their password. Sessions they had elsewhere end.
pub fn accept_invitation(door: &StaffDoor, visit: &FirstVisit) -> Result<Staff, WorkError> {
    count_visit(&door.desk, &visit.place)?;
    let email = fold_email(visit.email.reveal());
    let known = door.desk.read(move |_, tx, _| Ok(tx.staff_by_email(&email)?))?;
    let hash = chosen(door, visit, known.as_ref().map_or("", |staff| &staff.name))?;
    let visit = visit.clone();
    let done = door.desk.write(move |desk, tx, now| {
        let Some(mut staff) = known.filter(|staff| staff.active) else { return Ok(None) };
        let Some(challenge) = tx.try_challenge(INVITATION, staff.id.0, TRIES, now)? else { return Ok(None) };
        let right = same(&challenge.code_hash, &hash_typed(visit.secret.reveal()));
        if !right || !tx.use_challenge(challenge.id)? {
            return Ok(None);
        }
        staff.password_hash = hash;
        tx.save_staff(&staff)?;
        record_at_the_desk(desk, tx, now, actor_of(&staff), "invitation_accepted", &json!({}))?;
        Ok(Some(staff))
    })?;
    done.ok_or_else(|| {
        WorkError::field(
            "secret",
            "This code does not fit this address, or it is used up or too old. Ask an administrator for a new one.",
        )
    })
}

/// Changes somebody's role. Their sessions end, so that nothing is done in the old role.
pub fn change_role(desk: &Desk, actor: Actor, id: StaffId, role: Role) -> Result<Staff, WorkError> {
    change(desk, actor, id, "role_changed", move |staff| staff.role = role)
}

/// Lets somebody in again, or keeps them out: their sessions end in the same transaction.
pub fn change_activity(desk: &Desk, actor: Actor, id: StaffId, active: bool) -> Result<Staff, WorkError> {
    change(desk, actor, id, if active { "staff_enabled" } else { "staff_disabled" }, move |staff| staff.active = active)
}

/// Changes one's own password. Every session of this person ends, this one too.
pub fn change_password(door: &StaffDoor, staff: &Staff, now_used: &Personal, new: &Personal) -> Result<(), WorkError> {
    let counter = veiled(&door.desk, "password-change", &staff.id.to_string());
    let tries = door
        .desk
        .write(move |_, tx, now| Ok(tx.count(&Counter { key: counter, until: now + TimeDelta::minutes(15) }, now)?))?;
    if tries > 2 * TRIES {
        return Err(WorkError::TooOften);
    }
    if !door.passwords.verify(now_used.reveal(), Some(&staff.password_hash)) {
        return Err(WorkError::field("current", "This is not your password."));
    }
    let mut staff = staff.clone();
    staff.password_hash = hashed(door, new, &staff.name, staff.email.reveal())?;
    door.desk.write(move |desk, tx, now| {
        tx.save_staff(&staff)?;
        record_at_the_desk(desk, tx, now, actor_of(&staff), "password_changed", &json!({}))
    })
}

/// Adds somebody with a password, from the command line of the machine itself.
pub fn add_with_password(door: &StaffDoor, colleague: &NewColleague, password: &Personal) -> Result<Staff, WorkError> {
    let mut staff = row(&door.desk, colleague)?;
    staff.password_hash = hashed(door, password, &staff.name, staff.email.reveal())?;
    door.desk.write(move |desk, tx, now| {
        tx.add_staff(&staff).map_err(taken)?;
        tx.put_setting(FIRST, None)?;
        added(desk, tx, now, Actor::System, &staff)?;
        Ok(staff)
    })
}

fn change(
    desk: &Desk,
    actor: Actor,
    id: StaffId,
    kind: &'static str,
    edit: impl FnOnce(&mut Staff) + Send + 'static,
) -> Result<Staff, WorkError> {
    must_manage(actor)?;
    desk.write(move |desk, tx, now| {
        let mut staff = tx.staff(id)?;
        let before = staff.clone();
        edit(&mut staff);
        tx.save_staff(&staff)?;
        if !tx.all_staff()?.iter().any(|staff| staff.active && staff.role == Role::Admin) {
            return Err(WorkError::field("role", "Somebody must stay administrator. Make another person one first."));
        }
        let about = json!({ "staff": id, "role": staff.role.code(), "active": staff.active });
        record_at_the_desk(desk, tx, now, actor, kind, &about)?;
        let changes = staff_changes(&before, &staff);
        remember(desk, tx, now, actor, edit_of(&staff, changes))?;
        Ok(staff)
    })
}

fn added(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, actor: Actor, staff: &Staff) -> Result<(), WorkError> {
    let about = json!({ "staff": staff.id, "role": staff.role.code() });
    record_at_the_desk(desk, tx, now, actor, "staff_added", &about)?;
    let changes = vec![difference("Name", "", &staff.name), difference("Role", "", staff.role.name())];
    remember(desk, tx, now, actor, edit_of(staff, changes))
}

fn edit_of(staff: &Staff, changes: Vec<Option<Difference>>) -> Edit {
    Edit { area: SetupArea::Staff, subject: staff.id.to_string(), name: staff.name.clone(), changes }
}

fn must_manage(actor: Actor) -> Result<(), WorkError> {
    // The system is whoever can run the program on the data folder; they hold every key already.
    if actor == Actor::System || actor.may(Permission::ManageStaff) {
        Ok(())
    } else {
        Err(WorkError::NotAllowed(Permission::ManageStaff.words()))
    }
}

fn row(desk: &Desk, colleague: &NewColleague) -> Result<Staff, WorkError> {
    let email = fold_email(colleague.email.reveal());
    if !is_address(&email) {
        return Err(WorkError::field("email", "Enter an e-mail address, such as ana@example.org."));
    }
    let name = named(&colleague.name)?;
    Ok(Staff {
        id: StaffId::new(desk.clock.now(), desk.entropy.bytes10()),
        email: Personal::new(email),
        name,
        role: colleague.role,
        password_hash: Personal::new(NO_PASSWORD),
        active: true,
    })
}

fn is_address(email: &str) -> bool {
    let parts = email.split_once('@');
    email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'))
}

fn taken(error: StoreError) -> WorkError {
    match error {
        StoreError::Exists("email") => WorkError::field("email", "Somebody with this address is there already."),
        other => other.into(),
    }
}

fn invitation(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    staff: StaffId,
) -> Result<String, WorkError> {
    let code = typed_secret(desk);
    tx.put_challenge(&Challenge {
        id: ChallengeId::new(now, desk.entropy.bytes10()),
        purpose: INVITATION.to_owned(),
        subject: staff.0,
        code_hash: hash_typed(&code),
        tries: 0,
        made_at: now,
        expires_at: now + INVITATION_LIFE,
    })?;
    record_at_the_desk(desk, tx, now, actor, "invited", &json!({ "staff": staff }))?;
    let known = tx.staff(staff)?;
    remember(desk, tx, now, actor, edit_of(&known, vec![difference("Invitation", "", "A new code was made")]))?;
    Ok(code)
}

/// Guessing a code of 147 bits is hopeless; the limit keeps it from costing us work.
fn count_visit(desk: &Desk, place: &str) -> Result<(), WorkError> {
    let key = veiled(desk, "first-visit", place);
    let visits =
        desk.write(move |_, tx, now| Ok(tx.count(&Counter { key, until: now + TimeDelta::hours(1) }, now)?))?;
    if visits > 4 * TRIES { Err(WorkError::TooOften) } else { Ok(()) }
}

fn chosen(door: &StaffDoor, visit: &FirstVisit, name: &str) -> Result<Personal, WorkError> {
    hashed(door, &visit.password, name, visit.email.reveal())
}

fn hashed(door: &StaffDoor, password: &Personal, name: &str, email: &str) -> Result<Personal, WorkError> {
    let brands = door.desk.controllers.values().map(|controller| controller.brand.as_str());
    let local = email.split('@').next().unwrap_or_default();
    let about: Vec<&str> = name.split_whitespace().chain([local]).chain(brands).collect();
    let password =
        NewPassword::parse(password.reveal(), &about).map_err(|weak| WorkError::field("password", weak.to_string()))?;
    Ok(door.passwords.hash(&password, door.desk.entropy.bytes16())?)
}
