//! Sending the mail that is owed. A mail is claimed and committed, sent outside any transaction, and recorded in another.
//!
//! A crash between the server's answer and the record makes a second sending with the same `Message-ID`, which receivers
//! recognise. A mail waits for the earlier ones of its case to the same recipient, so that letters arrive in order.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::Backoff;
use crate::domain::case::Reference;
use crate::domain::controller::Controller;
use crate::domain::ids::instant_of;
use crate::domain::notice::{Audience, AutoSubmitted, Cause, MessageId, NoticeKind, Work};
use crate::domain::request::Actor;
use crate::ports::mailer::{Accepted, MailError, MailFault, MailStep, Mailbox, Mailer, OutgoingMail};
use crate::ports::store::outbox::{ClaimedMail, MailOutcome, NewMail, Thread};
use crate::ports::store::{self, StoreError, Tx};
use crate::workflow::incoming::reply_address;
use crate::workflow::journal::{Line, record};
use crate::workflow::post::digest;
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::telling::came_back;
use crate::workflow::{Desk, WorkError};

/// Mails claimed at a time.
const BATCH: i64 = 8;
/// How long a mail is tried (RFC 5321 section 4.5.4.1: at least four to five days).
const LIFETIME: TimeDelta = TimeDelta::days(5);
/// A mail that somebody sends again after that time is tried so often anew.
const LEAST_TRIES: i64 = 6;
/// The waits between tries.
const BACKOFF: Backoff = Backoff { first: TimeDelta::minutes(1), longest: TimeDelta::hours(4) };

/// Sends what is due; `true` when there was something.
pub fn send_due(
    desk: &Desk,
    mailer: &dyn Mailer,
    lease: TimeDelta,
    stopping: &dyn Fn() -> bool,
) -> Result<bool, WorkError> {
    let now = desk.clock.now();
    // Claimed past the desk: a claim is no news, and must not wake the workers again.
    let claimed = store::write::<_, StoreError, _>(&*desk.store, move |tx| tx.claim_mail(now, now + lease, BATCH))?;
    let found = !claimed.is_empty();
    for mail in claimed {
        // A slow server must not make us send under a lease that is nearly over; an unsent mail goes back unharmed.
        let late = desk.clock.now() - now > lease / 2;
        if late || stopping() {
            put_back(desk, &mail)?;
        } else {
            send(desk, mailer, mail)?;
        }
    }
    Ok(found)
}

fn put_back(desk: &Desk, mail: &ClaimedMail) -> Result<(), WorkError> {
    let (id, token, at) = (mail.mail.id, mail.token, desk.clock.now());
    let outcome = MailOutcome::Retry { at, why: "put back unsent".to_owned() };
    store::write::<_, StoreError, _>(&*desk.store, move |tx| tx.finish_mail(id, token, &outcome))?;
    Ok(())
}

fn send(desk: &Desk, mailer: &dyn Mailer, mail: ClaimedMail) -> Result<(), WorkError> {
    let sent = match outgoing(desk, &mail.mail, &context(desk, &mail.mail)?) {
        Ok(outgoing) => mailer.send(&outgoing).map_err(|error| Failure::of(&error)),
        Err(failure) => Err(failure),
    };
    desk.write(move |desk, tx, now| settle(desk, tx, now, &mail, &sent))
}

/// What a mail stands in: its case and its thread.
#[derive(Default)]
struct Context {
    reference: Option<Reference>,
    thread: Thread,
}

fn context(desk: &Desk, mail: &NewMail) -> Result<Context, WorkError> {
    let (id, case) = (mail.id, mail.case);
    desk.read(move |_, tx, _| {
        let reference = case.map(|case| tx.case(case)).transpose()?.map(|case| case.reference);
        Ok(Context { reference, thread: tx.thread_of(id)? })
    })
}

/// Why a mail was not sent.
#[derive(Clone, Debug)]
struct Failure {
    cause: Cause,
    why: String,
    said: Option<Box<str>>,
    after: TimeDelta,
    permanent: bool,
}

impl Failure {
    fn of(error: &MailError) -> Self {
        let after = match error {
            MailError::Temporary { after: Some(after), .. } => TimeDelta::from_std(*after).unwrap_or(BACKOFF.longest),
            _ => TimeDelta::zero(),
        };
        let permanent = matches!(error, MailError::Permanent { .. });
        let trouble = error.why();
        let cause = match (trouble.step, &trouble.fault) {
            (MailStep::Recipient, MailFault::Refused { .. }) | (_, MailFault::BadAddress("recipient")) => {
                Cause::Recipient
            }
            (MailStep::SigningIn, _) => Cause::SignIn,
            (_, MailFault::Refused { .. }) => Cause::Refused,
            (_, MailFault::TimedOut) => Cause::TimedOut,
            (_, MailFault::Disk(_)) => Cause::Full,
            (_, MailFault::Unreachable | MailFault::Lost) => Cause::Unreachable,
            _ => Cause::Other,
        };
        Self { cause, why: error.to_string(), said: trouble.said.clone(), after, permanent }
    }

    fn hopeless(why: &str) -> Self {
        Self { cause: Cause::Other, why: why.to_owned(), said: None, after: TimeDelta::zero(), permanent: true }
    }

    /// For staff: what went wrong, and what the server said.
    fn told(&self) -> String {
        let said = self.said.as_ref().map(|said| format!(" (the server said: {said})"));
        format!("{}{}", self.why, said.unwrap_or_default())
    }
}

/// Records how a try ended. Nothing is recorded when somebody else has the mail by now.
fn settle(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    mail: &ClaimedMail,
    sent: &Result<Accepted, Failure>,
) -> Result<(), WorkError> {
    let outcome = match sent {
        Ok(accepted) => MailOutcome::Sent { at: now, answer: answer_of(accepted) },
        Err(failure) => outcome_of(desk, now, mail, failure),
    };
    if !tx.finish_mail(mail.mail.id, mail.token, &outcome)? {
        tracing::warn!(mail = %mail.mail.id, "the lease on a mail was lost; whoever has it sends it again");
        return Ok(());
    }
    match (&outcome, sent) {
        (MailOutcome::Dead { why }, Err(failure)) => bury(desk, tx, now, mail, failure, why),
        (MailOutcome::Sent { .. }, _) => note(desk, tx, now, mail, "mail_sent", None),
        (MailOutcome::Retry { .. }, Err(failure)) => {
            tracing::warn!(mail = %mail.mail.id, tries = mail.attempts + 1, why = failure.why, "a mail was not sent");
            Ok(())
        }
        (MailOutcome::Dead { .. } | MailOutcome::Retry { .. }, Ok(_)) => Ok(()),
    }
}

fn outcome_of(desk: &Desk, now: DateTime<Utc>, mail: &ClaimedMail, failure: &Failure) -> MailOutcome {
    let why = failure.told();
    let queued = instant_of(mail.mail.id.0).unwrap_or(mail.mail.send_at);
    if failure.permanent {
        return MailOutcome::Dead { why };
    }
    if now - queued > LIFETIME && mail.attempts >= LEAST_TRIES {
        return MailOutcome::Dead { why: format!("{why}; given up after five days") };
    }
    let mut chance = [0];
    desk.entropy.fill(&mut chance);
    let [chance] = chance;
    MailOutcome::Retry { at: now + BACKOFF.after(mail.attempts, chance).max(failure.after), why }
}

/// A mail that will never leave: the case says so, and somebody is told. A failed mail to staff is not mailed about.
fn bury(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    mail: &ClaimedMail,
    failure: &Failure,
    why: &str,
) -> Result<(), WorkError> {
    tracing::error!(mail = %mail.mail.id, kind = mail.mail.kind, why = failure.why, "a mail was given up");
    note(desk, tx, now, mail, "mail_failed", Some(why))?;
    let kind = NoticeKind::parse(&mail.mail.kind);
    let Some(notice) = kind.filter(|kind| kind.audience() != Audience::Staff) else { return Ok(()) };
    let Some(case) = mail.mail.case else { return Ok(()) };
    let case = tx.case(case)?;
    if notice == NoticeKind::RecipientNotice {
        came_back(desk, tx, now, &case, &mail.mail.to, failure.why.trim_end_matches('.'))?;
    }
    let failed = Failed {
        work: Work::Send { notice },
        cause: failure.cause,
        attempts: mail.attempts + 1,
        key: format!("mail:{}", mail.mail.id),
    };
    call_for_person(desk, tx, now, Some(&case), &failed)
}

/// A line on the case log, without the address.
fn note(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    mail: &ClaimedMail,
    kind: &'static str,
    why: Option<&str>,
) -> Result<(), WorkError> {
    let Some(case) = mail.mail.case else { return Ok(()) };
    let case = tx.case(case)?;
    let content = json!({
        "notice": mail.mail.kind,
        "mail": mail.mail.id,
        "tries": mail.attempts + 1,
        "why": why,
        // What the person was told can be shown to be what was sent, also after the texts are gone.
        "sha256": digest(&mail.mail),
    });
    record(desk, tx, &case, now, &Line::of_case(Actor::System, kind, content))
}

/// A mail to a person comes from the desk in the controller's name and is answered to the controller; the same row always
/// gives the same mail.
fn outgoing(desk: &Desk, mail: &NewMail, context: &Context) -> Result<OutgoingMail, Failure> {
    let controller = desk.controller(&mail.controller).map_err(|error| Failure::hopeless(&error.to_string()))?;
    let message_id = MessageId::parse(&mail.message_id).map_err(|error| Failure::hopeless(&error.to_string()))?;
    let kind = NoticeKind::parse(&mail.kind);
    let audience = kind.map_or(Audience::Person, NoticeKind::audience);
    let (from, reply_to) = sender(desk, controller, audience, context.reference.as_ref());
    let named = |name: &String| MessageId::parse(name).ok();
    Ok(OutgoingMail {
        message_id,
        date: instant_of(mail.id.0).unwrap_or(mail.send_at),
        from,
        reply_to,
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        text: mail.text.reveal().to_owned(),
        html: mail.html.reveal().to_owned(),
        auto_submitted: kind.map_or(AutoSubmitted::Generated, NoticeKind::auto_submitted),
        in_reply_to: context.thread.answers.as_ref().and_then(named),
        references: context.thread.before.iter().filter_map(named).collect(),
    })
}

/// What the server said when it took the mail.
fn answer_of(accepted: &Accepted) -> Option<String> {
    let code = accepted.code?;
    Some(accepted.said.as_ref().map_or_else(|| code.to_string(), |said| format!("{code} {said}")))
}

/// Answers go to the address that carries the case where a mailbox takes such addresses in, else to the controller's own.
fn sender(
    desk: &Desk,
    controller: &Controller,
    audience: Audience,
    reference: Option<&Reference>,
) -> (Mailbox, Option<Mailbox>) {
    let desk_mailbox = desk.settings.desk_mailbox.clone();
    if audience == Audience::Staff {
        return (desk_mailbox, None);
    }
    let named = |address: String| Mailbox { name: Some(controller.brand.clone()), address };
    let path = desk.settings.incoming.reply_path(controller);
    let own = path.zip(reference).map(|(path, reference)| reply_address(&desk.settings.pepper, &path, reference));
    (named(desk_mailbox.address), Some(named(own.unwrap_or_else(|| controller.contact.email.clone()))))
}
