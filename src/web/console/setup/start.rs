//! The first steps: what an empty desk needs until it answers its first request, each step's state found from the facts.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Tz;

use super::steps::{MAIL, StepView, steps};
use crate::domain::access::Permission;
use crate::domain::clock::words::clock_time;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::companies::trial::{Trial, begin, dismiss, finish, is_dismissed, trial};
use crate::workflow::{Desk, WorkError};

/// Where it is.
const HERE: &str = "/console/start";

/// The page.
#[derive(Template)]
#[template(path = "console/start.html")]
struct StartView {
    frame: DeskFrame,
    /// Each with whether this person may do it.
    steps: Vec<(StepView, bool)>,
    done: usize,
    trial: TrialView,
    address: String,
    dismissed: bool,
    may_write: bool,
}

/// How far the test request is.
enum TrialView {
    /// It can be sent.
    Ready,
    /// It runs: its reference, what has become of the receipt, and whether it has arrived at the mail server.
    Running { reference: String, receipt: String, sent: bool },
    /// It is over.
    Over,
}

/// What the queue says about the first steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartLine {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// What the queue says, until everything is done or somebody has put it away.
pub fn start_line(desk: &Desk) -> Result<Option<StartLine>, WorkError> {
    if desk.read(|_, tx, _| is_dismissed(tx))? {
        return Ok(None);
    }
    let steps = steps(desk)?;
    let done = steps.iter().filter(|step| step.done).count();
    Ok((done < steps.len()).then_some(StartLine { done, of: steps.len() }))
}

/// GET /console/start
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| {
        let (trial, dismissed) = desk.read(|_, tx, _| Ok((trial(tx)?, is_dismissed(tx)?)))?;
        let steps = steps(desk)?;
        let posted = steps.iter().any(|step| step.done && step.href == MAIL);
        Ok((steps, TrialView::of(trial, desk.zone()?, posted), dismissed))
    };
    let (frame, (steps, trial, dismissed)) = framed(&desk, &signed_in, HERE.to_owned(), read).await?;
    let may_write = signed_in.staff.role.may(Permission::WriteCompanies);
    let done = steps.iter().filter(|step| step.done).count();
    let steps =
        steps.into_iter().map(|step| (signed_in.staff.role.may(step.needs), step)).map(|(may, step)| (step, may));
    let steps = steps.collect();
    let address = signed_in.staff.email.reveal().to_owned();
    answer(&StartView { frame, steps, done, trial, address, dismissed, may_write })
}

impl TrialView {
    /// `posted`: whether letters leave at all.
    fn of(trial: Trial, zone: Tz, posted: bool) -> Self {
        match trial {
            Trial::NotBegun => Self::Ready,
            Trial::Done => Self::Over,
            Trial::Running { reference, receipt, trouble } => {
                let words = match (receipt, trouble) {
                    (Some(at), _) if posted => format!("Its receipt left at {}.", clock_time(at, zone)),
                    (Some(at), _) => format!(
                        "Its receipt was written into the folder of letters at {}: nobody receives it before a mail server is named.",
                        clock_time(at, zone)
                    ),
                    (None, Some(why)) => format!("Its receipt has not left: {why}"),
                    (None, None) => "Its receipt is about to leave. Load the page again in a moment.".to_owned(),
                };
                Self::Running { reference: reference.to_string(), receipt: words, sent: receipt.is_some() }
            }
        }
    }
}

/// POST /console/start/trial
pub async fn send(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (actor, staff) = (signed_in.actor(), signed_in.staff);
    at_desk(&desk, move |desk| begin(desk, actor, &staff)).await?;
    Ok(go_to("/console/start#trial"))
}

/// POST /console/start/clear
pub async fn clear(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| finish(desk, actor)).await?;
    Ok(go_to("/console/start#trial"))
}

/// POST /console/start/away
pub async fn away(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let away = posted.verified(&signed_in.key())?.one("away")? == "yes";
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| dismiss(desk, actor, away)).await?;
    Ok(go_to(if away { "/console" } else { HERE }))
}
