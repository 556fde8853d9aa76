//! The staff's door: signing in, staying signed in, signing out.
//!
//! Whoever does not get in is told the same words after the same work, whether the address is unknown, the password
//! wrong or the account disabled. Sessions live in the store, so that ending one ends it on every node at once.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::journal::record_at_the_desk;
use super::secrets::veiled;
use super::{Desk, WorkError};
use crate::domain::password::LONGEST_BYTES;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::ports::passwords::Passwords;
use crate::ports::store::Tx;
use crate::ports::store::codes::Counter;
use crate::ports::store::staff::{Session, Staff};

/// The window in which tries are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Tries in a window for one address from one place, from one place, and for one address from anywhere. The last is the
/// widest, so that a stranger far away cannot lock somebody out with a handful of guesses.
const LIMITS: [(&str, i64); 3] = [("signin-pair", 10), ("signin-place", 60), ("signin-address", 100)];
/// How old the last use of a session may be before it is written again: one write a minute, not one per page.
const TOUCH_AFTER: TimeDelta = TimeDelta::minutes(1);

/// How long staff stay signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionRules {
    /// Ends when nothing was done for this long.
    pub idle: TimeDelta,
    /// Ends after this long whatever was done.
    pub absolute: TimeDelta,
}

impl Default for SessionRules {
    fn default() -> Self {
        Self { idle: TimeDelta::minutes(30), absolute: TimeDelta::hours(12) }
    }
}

/// The desk with what its staff's door needs besides. Cheap to clone.
#[derive(Clone)]
pub struct StaffDoor {
    /// The desk.
    pub desk: Desk,
    /// Hashes and verifies.
    pub passwords: Arc<dyn Passwords>,
    /// How long a session lasts.
    pub rules: SessionRules,
}

/// Who tries to sign in, from where.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The address as typed.
    pub email: Personal,
    /// The password exactly as typed.
    pub password: Personal,
    /// The network address the try comes from.
    pub place: String,
}

/// What a browser holds: the hash of the secret it will carry from now on, and of the one it carried until now. The secret
/// is drawn anew at every sign-in, so that one planted earlier is worth nothing.
#[derive(Clone, Copy, Debug)]
pub struct BrowserKeys {
    /// SHA-256 of the new secret.
    pub new: [u8; 32],
    /// SHA-256 of the earlier one; its session ends.
    pub earlier: Option<[u8; 32]>,
}

impl StaffDoor {
    /// Tries to sign in: who it is, or `None` for unknown, wrong or disabled; nobody learns which. Blocks for the time of
    /// one password hash.
    pub fn sign_in(&self, given: &Credentials, keys: BrowserKeys) -> Result<Option<Staff>, WorkError> {
        self.count_try(given)?;
        let email = fold_email(given.email.reveal());
        let known = self.desk.read(move |_, tx, _| Ok(tx.staff_by_email(&email)?))?;
        let typed = if given.password.reveal().len() > LONGEST_BYTES { "" } else { given.password.reveal() };
        let fits = self.passwords.verify(typed, known.as_ref().map(|staff| &staff.password_hash));
        match known.filter(|staff| fits && staff.active) {
            Some(staff) => self.open(staff, keys).map(Some),
            None => self.note_failure(given).map(|()| None),
        }
    }

    /// Opens a session for somebody whose password was right, or was just chosen.
    pub fn open(&self, staff: Staff, keys: BrowserKeys) -> Result<Staff, WorkError> {
        let rules = self.rules;
        self.desk.write(move |desk, tx, now| {
            if let Some(earlier) = keys.earlier {
                tx.end_session(&earlier)?;
            }
            tx.add_session(&Session {
                token_hash: keys.new,
                staff: staff.id,
                csrf: desk.entropy.bytes32(),
                started_at: now,
                seen_at: now,
                expires_at: now + rules.absolute,
            })?;
            record_at_the_desk(desk, tx, now, actor_of(&staff), "signed_in", &json!({}))?;
            Ok(staff)
        })
    }

    /// Whether a session still holds. Asking does not keep it alive.
    pub fn holds(&self, token_hash: [u8; 32]) -> Result<bool, WorkError> {
        let rules = self.rules;
        Ok(self.desk.read(move |_, tx, now| Ok(tx.session(&token_hash, now - rules.idle, now)?))?.is_some())
    }

    /// Whose session it is, if it still holds. Using it keeps it alive.
    pub fn session(&self, token_hash: [u8; 32]) -> Result<Option<Staff>, WorkError> {
        let rules = self.rules;
        let found = self.desk.read(move |_, tx, now| Ok(tx.session(&token_hash, now - rules.idle, now)?))?;
        let Some((session, staff)) = found else { return Ok(None) };
        if self.desk.clock.now() - session.seen_at >= TOUCH_AFTER {
            self.desk.write(move |_, tx, now| Ok(tx.touch_session(&token_hash, now)?))?;
        }
        Ok(Some(staff))
    }

    /// Ends a session. A second time is no error.
    pub fn sign_out(&self, token_hash: [u8; 32], actor: Actor) -> Result<(), WorkError> {
        self.desk.write(move |desk, tx, now| {
            tx.end_session(&token_hash)?;
            record_at_the_desk(desk, tx, now, actor, "signed_out", &json!({}))
        })
    }

    fn count_try(&self, given: &Credentials) -> Result<(), WorkError> {
        let email = fold_email(given.email.reveal());
        let place = given.place.clone();
        let fine = self.desk.write(move |desk, tx, now| {
            let what = [format!("{email}\n{place}"), place, email];
            let mut fine = true;
            for ((name, limit), what) in LIMITS.iter().zip(what) {
                fine &= count(tx, veiled(desk, name, &what), now)? <= *limit;
            }
            Ok(fine)
        })?;
        if fine { Ok(()) } else { Err(WorkError::TooOften) }
    }

    fn note_failure(&self, given: &Credentials) -> Result<(), WorkError> {
        let email = fold_email(given.email.reveal());
        let place = given.place.clone();
        self.desk.write(move |desk, tx, now| {
            let veiled = json!({ "address": veiled(desk, "address", &email), "place": veiled(desk, "place", &place) });
            record_at_the_desk(desk, tx, now, Actor::System, "sign_in_failed", &veiled)
        })
    }
}

fn count(tx: &mut dyn Tx, key: String, now: DateTime<Utc>) -> Result<i64, WorkError> {
    Ok(tx.count(&Counter { key, until: now + WINDOW }, now)?)
}

/// The form in which addresses of staff are kept and looked up.
pub fn fold_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// Somebody signed in, as an actor.
pub const fn actor_of(staff: &Staff) -> Actor {
    Actor::Staff { id: staff.id, role: staff.role }
}
