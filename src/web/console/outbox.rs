//! Letters that did not arrive: what the server said, and the next step.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::mask;
use super::office::listed::ListFile;
use super::shown::capital;
use crate::domain::access::Permission;
use crate::domain::ids::MailId;
use crate::domain::notice::NoticeKind;
use crate::domain::request::Actor;
use crate::ports::store::outbox::{MailLine, MailState, Settled};
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::outgoing::{self, Troubled};
use crate::workflow::{Desk, WorkError, restore};

const HERE: &str = "/console/outbox";

/// The page.
#[derive(Template)]
#[template(path = "console/outbox.html")]
struct OutboxView {
    frame: DeskFrame,
    letters: Vec<TroubleView>,
    may_handle: bool,
    error: String,
}

/// GET /console/outbox
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, String::new()).await
}

/// POST …/again: to the same address.
pub async fn again(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    done(&desk, &signed_in, &id, posted, |desk, actor, mail, _| outgoing::send_again(desk, actor, mail)).await
}

/// POST …/elsewhere: to another address.
pub async fn elsewhere(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let deed = |desk: &Desk, actor, mail, given: &Given| {
        outgoing::send_elsewhere(desk, actor, mail, &given.address, &given.reason)
    };
    done(&desk, &signed_in, &id, posted, deed).await
}

/// POST …/posted: it went by post.
pub async fn posted(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let deed = |desk: &Desk, actor, mail, given: &Given| {
        let day = NaiveDate::parse_from_str(given.posted.trim(), "%Y-%m-%d").map_err(|_not_a_date| {
            WorkError::field("posted", "Enter the day of posting as year, month and day, like 2026-11-04.")
        })?;
        outgoing::sent_by_post(desk, actor, mail, day)
    };
    done(&desk, &signed_in, &id, posted, deed).await
}

/// POST …/drop: it is not needed any more.
pub async fn dropped(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let deed = |desk: &Desk, actor, mail, given: &Given| outgoing::drop_mail(desk, actor, mail, &given.reason);
    done(&desk, &signed_in, &id, posted, deed).await
}

/// POST …/looked: somebody has looked at what was held back; the notice goes.
pub async fn looked(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| restore::looked(desk, actor)).await?;
    Ok(go_to(HERE))
}

/// What was typed.
struct Given {
    address: String,
    reason: String,
    posted: String,
}

impl Given {
    fn of(fields: &Fields) -> Result<Self, WebError> {
        let one = |name| fields.one(name).map(str::to_owned);
        Ok(Self { address: one("address")?, reason: one("reason")?, posted: one("posted")? })
    }
}

async fn done(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    id: &str,
    posted: Posted,
    deed: impl FnOnce(&Desk, Actor, MailId, &Given) -> Result<(), WorkError> + Send + 'static,
) -> Result<HttpResponse, WebError> {
    let given = Given::of(&posted.verified(&signed_in.key())?)?;
    let mail = MailId::parse(id).ok_or(WebError::NotFound)?;
    let actor = signed_in.actor();
    match at_desk(desk, move |desk| deed(desk, actor, mail, &given)).await {
        Ok(()) => Ok(go_to(HERE)),
        Err(WebError::Work(WorkError::Field { what, .. })) => show(desk, signed_in, what).await,
        Err(other) => Err(other),
    }
}

/// GET /console/outbox.csv
pub async fn csv(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let rows = |desk: &Desk| {
        let row = |one: &Troubled| {
            let view = TroubleView::of(desk, one);
            vec![view.kind.to_owned(), view.reference, view.to, view.trouble, view.advice.to_owned()]
        };
        Ok(outgoing::troubled(desk)?.iter().map(row).collect())
    };
    let head = &["Letter", "Case", "To", "What is wrong", "What to do first"];
    ListFile { name: "letters-that-did-not-arrive", head }.send(&desk, &signed_in, rows).await
}

async fn show(desk: &web::Data<Desk>, signed_in: &SignedIn, error: String) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| {
        let troubled = outgoing::troubled(desk)?;
        Ok(troubled.iter().map(|one| TroubleView::of(desk, one)).collect())
    };
    let (frame, letters) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    let may_handle = signed_in.staff.role.may(Permission::HandleCases);
    answer(&OutboxView { frame, letters, may_handle, error })
}

/// A letter that needs somebody.
pub struct TroubleView {
    /// The mail.
    pub id: String,
    /// What kind of letter.
    pub kind: &'static str,
    /// To whom.
    pub to: String,
    /// The case.
    pub reference: String,
    /// What is wrong.
    pub trouble: String,
    /// What to do first.
    pub advice: &'static str,
    /// Whether it can go to another address.
    pub elsewhere: bool,
    /// Whether it can be printed.
    pub printed: bool,
    /// Whether it is for somebody without an e-mail address, so that printing is the only way.
    pub for_post: bool,
}

impl TroubleView {
    /// The view of a letter.
    pub fn of(desk: &Desk, troubled: &Troubled) -> Self {
        let mail = &troubled.mail;
        let zone = desk.controller(&mail.controller).ok().and_then(|known| desk.terms(known).ok());
        let zone = zone.map_or(Tz::UTC, |terms| terms.zone);
        let kind = NoticeKind::parse(&mail.kind);
        let code = kind.is_some_and(|kind| kind.is_secret() || kind == NoticeKind::MessageReceived);
        Self {
            id: mail.id.to_string(),
            kind: kind.map_or("Letter", NoticeKind::name),
            to: recipient(mail),
            reference: troubled.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
            trouble: standing(mail, zone),
            advice: advice(mail),
            elsewhere: !code && mail.held_at.is_none(),
            printed: !code && mail.case.is_some(),
            for_post: mail.is_for_post(),
        }
    }
}

/// To whom, short enough for a list.
fn recipient(mail: &MailLine) -> String {
    if mail.is_for_post() { "somebody without an e-mail address".to_owned() } else { mask::email(mail.to.reveal()) }
}

/// Where a mail stands, with the server's words.
pub fn standing(mail: &MailLine, zone: Tz) -> String {
    let at = |at: DateTime<Utc>| at.with_timezone(&zone).format("%-d %B %Y, %H:%M %Z").to_string();
    let error = mail
        .last_error
        .as_ref()
        .map_or_else(String::new, |why| format!(" {}.", capital(mask::addresses(why).trim_end_matches('.'))));
    if let Some(held) = mail.held_at {
        return format!("Held back since {}: it may have been sent before the restore.", at(held));
    }
    let words = match mail.state {
        MailState::Pending if mail.attempts == 0 => "Waiting to be sent.".to_owned(),
        MailState::Pending if mail.last_error.is_none() => "Being sent.".to_owned(),
        MailState::Pending => format!("Tried {}, will be tried again.{error}", times(mail.attempts)),
        MailState::Dead if mail.is_for_post() && mail.settled.is_none() => "Waits to be printed and posted.".to_owned(),
        MailState::Dead if mail.is_for_post() => String::new(),
        MailState::Dead => format!("Given up after {}.{error}", times(mail.attempts)),
        MailState::Sent => sent(mail, at),
    };
    let settled = match mail.settled {
        None => "",
        Some(Settled::Readdressed) => " Sent to another address.",
        Some(Settled::Posted) => " Sent by post.",
        Some(Settled::Dropped) => " Not needed any more.",
    };
    format!("{words}{settled}").trim_start().to_owned()
}

fn sent(mail: &MailLine, at: impl Fn(DateTime<Utc>) -> String) -> String {
    let when = mail.sent_at.map_or_else(|| "Sent.".to_owned(), |sent| format!("Sent {}.", at(sent)));
    let answer = mail.answer.as_ref().map(|answer| format!("The server answered: {}.", mask::addresses(answer)));
    let back = mail.bounced.as_ref().map(|(back, why)| {
        format!("It came back {} ({}): this address cannot be reached.", at(*back), mask::addresses(why))
    });
    let opened = mail.opened_at.map(|opened| format!("The person opened their page {}.", at(opened)));
    [Some(when), answer, back.or(opened)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn times(attempts: i64) -> String {
    if attempts == 1 { "once".to_owned() } else { format!("{attempts} times") }
}

/// What to do first.
fn advice(mail: &MailLine) -> &'static str {
    if mail.held_at.is_some() {
        "Look whether the person has it already. If not, send it; if so, it is not needed any more."
    } else if mail.is_for_post() {
        "Print it, post it, and note the day."
    } else if mail.bounced.is_some() {
        "Look for another address in your records, or write by post. Do not ask at an address that only the letter names."
    } else {
        "Where the server says that the address is unknown, another address or a letter by post helps. Otherwise try again."
    }
}
