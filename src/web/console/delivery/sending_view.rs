//! Transmissions of a case in words: where each stands, every try with its answer, and to whom more can be sent.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use crate::domain::access::Permission;
use crate::domain::audit::Entry;
use crate::domain::controller::{Controller, Receiver};
use crate::domain::right::Right;
use crate::domain::transmission::{Settling, Transmission, TransmissionState};
use crate::ports::store::staff::Staff;
use crate::web::console::case_view::said_words;
use crate::web::console::history::{Sort, lower};
use crate::web::console::shown::{capital, moment};
use crate::web::icons::Icon;
use crate::workflow::casefile::{CaseFile, RequestFile};
use crate::workflow::delivery::possible;

/// Everything about it on the case page.
#[derive(Clone, Debug, Default)]
pub struct SendingView {
    /// What was asked for, oldest first.
    pub transmissions: Vec<TransmissionView>,
    /// To whom the package can be sent besides, or why not.
    pub offers: Vec<OfferView>,
    /// What was wrong, about none of them.
    pub problem: String,
}

/// One transmission.
#[derive(Clone, Debug)]
pub struct TransmissionView {
    /// Its identifier.
    pub id: String,
    /// To whom.
    pub to: String,
    /// Where it stands.
    pub state: &'static str,
    /// The look of that.
    pub class: &'static str,
    /// What was confirmed, went wrong or comes next, as sentences.
    pub words: String,
    /// The reason that was given when it was settled.
    pub note: String,
    /// Every try: when, what came back, and what followed.
    pub tries: Vec<(String, String, String)>,
    /// Whether it can be sent again now.
    pub can_be_sent_again: bool,
    /// Whether it can be ended without sending.
    pub can_be_settled: bool,
    /// What was wrong with what was typed: field and what to do.
    pub error: Option<String>,
    /// What was typed.
    pub typed: String,
    /// Which ending was chosen.
    pub chosen: String,
}

/// A receiver to whom a package can be sent.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// Its name.
    pub to: String,
    /// The name of its program.
    pub program: String,
    /// Why not; empty when it can be sent.
    pub why: String,
}

/// What was typed and not taken.
#[derive(Clone, Debug, Default)]
pub struct SlipView {
    /// About which transmission; empty when about none.
    pub transmission: String,
    /// What to do.
    pub what: String,
    /// The reason as it was typed.
    pub typed: String,
    /// The ending that was chosen.
    pub chosen: String,
}

impl SendingView {
    /// Of a case; empty where nobody asked for data to take elsewhere, or the company sends to nobody.
    pub fn of(file: &CaseFile, controller: &Controller, zone: Tz, staff: &Staff, slip: &SlipView) -> Self {
        let may_manage = staff.role.may(Permission::ManageDelivery);
        let view = |one: &Transmission| TransmissionView::of(one, file, zone, may_manage, slip);
        let portable = file.requests.iter().find(|part| part.request.right == Right::Portability);
        let offers = portable.filter(|_| may_manage).map(|part| offers(part, file, controller));
        let problem = if slip.transmission.is_empty() { slip.what.clone() } else { String::new() };
        let transmissions = file.transmissions.iter().map(view).collect();
        Self { transmissions, offers: offers.unwrap_or_default(), problem }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.transmissions.is_empty() && self.offers.is_empty()
    }
}

fn offers(part: &RequestFile, file: &CaseFile, controller: &Controller) -> Vec<OfferView> {
    let is_new = |program: &str| !file.transmissions.iter().any(|one| one.program == program);
    let offer = |receiver: &Receiver| {
        let receivers = &controller.receivers;
        let can = possible(&part.request, receivers, &file.disclosures, &file.transmissions, &receiver.program);
        let why = can.err().map(|no| format!("{}.", capital(&no.to_string()))).unwrap_or_default();
        OfferView { to: receiver.name.clone(), program: receiver.program.clone(), why }
    };
    controller.receivers.iter().filter(|receiver| is_new(&receiver.program)).map(offer).collect()
}

impl TransmissionView {
    fn of(one: &Transmission, file: &CaseFile, zone: Tz, may_manage: bool, slip: &SlipView) -> Self {
        let id = one.id.to_string();
        let slip = Some(slip).filter(|slip| slip.transmission == id);
        let is_stuck = one.state == TransmissionState::Stuck;
        Self {
            to: one.to.clone(),
            state: one.state.name(),
            class: class_of(one.state),
            words: words(one, file, zone),
            note: said_words(file, &one.note),
            tries: file.log.iter().filter_map(|entry| tried(entry, &id, zone)).collect(),
            can_be_sent_again: may_manage && (is_stuck || one.state == TransmissionState::Due && one.tries > 0),
            can_be_settled: may_manage && is_stuck,
            error: slip.map(|slip| slip.what.clone()),
            typed: slip.map(|slip| slip.typed.clone()).unwrap_or_default(),
            chosen: slip.map_or_else(|| Settling::Link.code().to_owned(), |slip| slip.chosen.clone()),
            id,
        }
    }
}

const fn class_of(state: TransmissionState) -> &'static str {
    match state {
        TransmissionState::Accepted => "ok",
        TransmissionState::Stuck => "warn",
        TransmissionState::Due => "accent",
        TransmissionState::Wished | TransmissionState::LinkGiven | TransmissionState::NotFeasible => "",
    }
}

fn words(one: &Transmission, file: &CaseFile, zone: Tz) -> String {
    let at = |instant: DateTime<Utc>| moment(instant, zone);
    let trouble = one.trouble.clone().unwrap_or_default();
    match (one.state, &one.confirmation) {
        (TransmissionState::Accepted, Some(said)) => {
            let receipt = said.receipt.as_ref().map(|receipt| format!(", receipt {receipt}")).unwrap_or_default();
            format!("Their program took it {} (answer {}{receipt}).", at(said.at), said.status)
        }
        (TransmissionState::Due, _) if one.tries > 0 => {
            let next = one.next_at.map(|next| format!(" Next try {}.", at(next))).unwrap_or_default();
            format!("{trouble}{next}")
        }
        (TransmissionState::Due, _) => "It is sent in a moment.".to_owned(),
        (TransmissionState::Wished, _) if is_over(one, file) => "Nothing was sent.".to_owned(),
        (TransmissionState::Wished, _) => {
            "The person asked for it. It is sent by itself when the package is built.".to_owned()
        }
        _ => trouble,
    }
}

fn is_over(one: &Transmission, file: &CaseFile) -> bool {
    let request = file.requests.iter().find(|part| part.request.id == one.request);
    request.is_some_and(|part| !part.request.state.is_open())
}

/// A try of a transmission, from its line of the log.
fn tried(entry: &Entry, id: &str, zone: Tz) -> Option<(String, String, String)> {
    let content: Value = serde_json::from_str(entry.content.as_deref()?).ok()?;
    let text = |key: &str| content.get(key).and_then(Value::as_str);
    if text("transmission") != Some(id) {
        return None;
    }
    let next = || text("next")?.parse::<DateTime<Utc>>().ok().map(|at| format!("Next try {}", moment(at, zone)));
    match entry.kind.as_str() {
        "transmission_tried" => {
            let answer = capital(text("answer").unwrap_or_default());
            Some((moment(entry.at, zone), answer, next().unwrap_or_else(|| "A person decides".to_owned())))
        }
        "transmission_accepted" => Some((moment(entry.at, zone), accepted(&content), "Nothing more to do".to_owned())),
        _ => None,
    }
}

/// "Accepted (201), receipt A-1".
fn accepted(content: &Value) -> String {
    let status = content.get("status").and_then(Value::as_u64).unwrap_or_default();
    let receipt = content.get("receipt").and_then(Value::as_str);
    format!("Accepted ({status}){}", receipt.map(|one| format!(", receipt {one}")).unwrap_or_default())
}

/// What happened to a transmission, in the words of the case history; `None` for every other kind of line.
pub fn happened(kind: &str, content: &Value) -> Option<(Sort, Icon, String)> {
    let to = content.get("to").and_then(Value::as_str).unwrap_or_default();
    let answer = || content.get("answer").and_then(Value::as_str).unwrap_or_default();
    Some(match kind {
        "transmission_wished" => (Sort::Event, Icon::Move, format!("would like the data to go straight to {to}")),
        "transmission_chosen" => (Sort::Decision, Icon::Move, format!("had the package sent straight to {to}")),
        "transmission_tried" => (Sort::Event, Icon::Alert, format!("could not send the package to {to}: {}", answer())),
        "transmission_accepted" => {
            (Sort::Event, Icon::Outgoing, format!("sent the package straight to {to}: {}", lower(&accepted(content))))
        }
        "transmission_sent_again" => (Sort::Decision, Icon::Again, format!("had the package sent to {to} again")),
        "transmission_link_given" => {
            (Sort::Decision, Icon::Link, format!("gave the person the link, because it did not go to {to}"))
        }
        "transmission_not_feasible" => {
            (Sort::Decision, Icon::Cross, format!("found that sending it straight to {to} is not technically feasible"))
        }
        _ => return None,
    })
}
