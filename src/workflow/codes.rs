//! Six digits by mail: drawn, limited, tried at most five times, used once.
//!
//! A code shows that somebody reads a mailbox. It never shows who they are.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::post::{Envelope, queue_mail};
use super::{Desk, WorkError};
use crate::domain::controller::Controller;
use crate::domain::ids::{CaseId, ChallengeId};
use crate::domain::keyed::{keyed_hash, same_hash};
use crate::domain::notice::Notice;
use crate::domain::personal::Personal;
use crate::ports::entropy::Entropy;
use crate::ports::store::Tx;
use crate::ports::store::codes::{Challenge, Counter};

/// How long a code works, in minutes.
pub const MINUTES: u16 = 10;
/// How often a code may be tried. With a million codes and five a day: 2.5 in 100,000 a day for whoever guesses.
const TRIES: i64 = 5;
/// Codes a day for one draft or case.
const CODES_A_DAY: i64 = 5;
/// Code mails a day to one address that nobody has confirmed, so that the form is no way to pester somebody.
const MAILS_A_DAY: i64 = 3;

/// What a code is for. A code for one purpose never serves another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Confirms the address in a form.
    Form,
    /// Opens the status page.
    Status,
    /// Lets somebody on the status page fetch the package.
    Download,
    /// Leads back to a form: a link, and no digits.
    Resume,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Status => "status",
            Self::Download => "download",
            Self::Resume => "resume",
        }
    }
}

/// A wish for a code.
pub struct Wanted<'a> {
    /// In whose name the mail goes out.
    pub controller: &'a Controller,
    /// The case, if there is one.
    pub case: Option<CaseId>,
    /// What for.
    pub purpose: Purpose,
    /// The draft or the case.
    pub subject: Uuid,
    /// Where to; `None` when there is nobody to write to, and everything else happens all the same.
    pub to: Option<&'a Personal>,
}

/// What became of a wish for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issued {
    /// It is on its way and works until then.
    Until(DateTime<Utc>),
    /// The last one is less than a minute old.
    Wait,
    /// There were enough for today.
    Enough,
}

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It was the code; it works no more.
    Right,
    /// It was not.
    Wrong,
    /// There is no code that could be tried: expired, used, or tried too often.
    Over,
}

/// Draws a code and mails it, within the limits. `notice` writes the letter around the digits.
pub fn issue(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    wanted: &Wanted<'_>,
    notice: impl FnOnce(Personal) -> Notice,
) -> Result<Issued, WorkError> {
    if let Some(refusal) = limited(desk, tx, now, wanted)? {
        return Ok(refusal);
    }
    let digits = draw(&*desk.entropy);
    let expires_at = now + TimeDelta::minutes(MINUTES.into());
    let challenge = Challenge {
        id: ChallengeId::new(now, desk.entropy.bytes10()),
        purpose: wanted.purpose.code().to_owned(),
        subject: wanted.subject,
        code_hash: code_hash(desk, wanted.purpose, wanted.subject, &digits),
        tries: 0,
        made_at: now,
        expires_at,
    };
    tx.put_challenge(&challenge)?;
    let notice = notice(Personal::new(digits));
    if let Some(to) = wanted.to {
        let key = format!("{}_code:{}", wanted.purpose.code(), challenge.id);
        let envelope = Envelope { case: wanted.case, key, to: to.clone(), to_name: Personal::default() };
        queue_mail(desk, tx, wanted.controller, now, envelope, &notice)?;
    } else {
        // The same work for nobody, so that the time taken does not tell whether a reference exists.
        desk.letters.write(wanted.controller, &notice, None, &desk.languages.of(notice.language()))?;
    }
    Ok(Issued::Until(expires_at))
}

/// Tries what somebody typed. The try is counted before it is compared; commit the transaction whatever comes of it.
pub fn attempt(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    purpose: Purpose,
    subject: Uuid,
    typed: &str,
) -> Result<Tried, WorkError> {
    let Some(challenge) = tx.try_challenge(purpose.code(), subject, TRIES, now)? else { return Ok(Tried::Over) };
    let typed = code_hash(desk, purpose, subject, &digits_in(typed));
    if !same_hash(&typed, &challenge.code_hash) {
        let last = challenge.tries + 1 >= TRIES;
        return Ok(if last { Tried::Over } else { Tried::Wrong });
    }
    Ok(if tx.use_challenge(challenge.id)? { Tried::Right } else { Tried::Over })
}

fn limited(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, wanted: &Wanted<'_>) -> Result<Option<Issued>, WorkError> {
    if let Some(refusal) = over_limit(tx, now, wanted.purpose, wanted.subject)? {
        return Ok(Some(refusal));
    }
    match (wanted.purpose, wanted.to) {
        (Purpose::Form, Some(to)) if is_pestered(desk, tx, now, wanted.purpose, to)? => Ok(Some(Issued::Enough)),
        _ => Ok(None),
    }
}

/// Counts one more mail for a draft or a case; says when there was one a moment ago, or there were enough for a day.
pub(super) fn over_limit(
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    purpose: Purpose,
    subject: Uuid,
) -> Result<Option<Issued>, WorkError> {
    let purpose = purpose.code();
    let mut count = |key: String, window: TimeDelta| tx.count(&Counter { key, until: now + window }, now);
    if count(format!("code-minute:{purpose}:{subject}"), TimeDelta::minutes(1))? > 1 {
        return Ok(Some(Issued::Wait));
    }
    let day = count(format!("code-day:{purpose}:{subject}"), TimeDelta::days(1))?;
    Ok((day > CODES_A_DAY).then_some(Issued::Enough))
}

/// Counts one more mail to an address that nobody has confirmed; whether it got as many in a day as it may.
pub(super) fn is_pestered(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    purpose: Purpose,
    to: &Personal,
) -> Result<bool, WorkError> {
    let address = keyed_hash(&desk.settings.pepper, &[b"code-address", to.reveal().to_lowercase().as_bytes()]);
    let address = Uuid::from_slice(address.get(..16).unwrap_or_default()).unwrap_or_default();
    let key = format!("code-address:{}:{address}", purpose.code());
    Ok(tx.count(&Counter { key, until: now + TimeDelta::days(1) }, now)? > MAILS_A_DAY)
}

/// Six digits, each value equally likely: numbers above the last whole million are drawn again.
fn draw(entropy: &dyn Entropy) -> String {
    const WHOLE: u32 = u32::MAX - u32::MAX % 1_000_000;
    let mut bytes = [0; 4];
    loop {
        entropy.fill(&mut bytes);
        let drawn = u32::from_be_bytes(bytes);
        if drawn < WHOLE {
            return format!("{:06}", drawn % 1_000_000);
        }
    }
}

/// What was typed or pasted, without blanks and hyphens.
fn digits_in(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).take(12).collect()
}

fn code_hash(desk: &Desk, purpose: Purpose, subject: Uuid, digits: &str) -> [u8; 32] {
    let parts: [&[u8]; 4] = [b"code", purpose.code().as_bytes(), subject.as_bytes(), digits.as_bytes()];
    keyed_hash(&desk.settings.pepper, &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given(std::sync::Mutex<Vec<u32>>);

    impl Entropy for Given {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.copy_from_slice(&self.0.lock().unwrap().remove(0).to_be_bytes());
        }
    }

    #[test]
    fn every_code_is_equally_likely_and_has_six_digits() {
        let chance = Given(vec![u32::MAX, 4_294_000_000, 4_293_999_999, 7].into());
        assert_eq!(draw(&chance), "999999", "what would favour small codes is drawn again");
        assert_eq!(draw(&chance), "000007");
    }

    #[test]
    fn blanks_and_hyphens_do_not_matter() {
        assert_eq!(digits_in(" 482 913\n"), "482913");
        assert_eq!(digits_in("482-913"), "482913");
    }
}
