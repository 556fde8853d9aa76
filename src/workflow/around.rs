//! What the log and the findings say around a request, for the guards that look further back than its state.

use chrono::{DateTime, NaiveDate, Utc};

use super::WorkError;
use crate::domain::audit::Entry;
use crate::domain::case::OnBehalf;
use crate::domain::ids::StaffId;
use crate::domain::notice::RecipientsTold;
use crate::domain::request::{Deed, Event, ProposedRefusal, Request, State, Weighing};
use crate::domain::telling::{Telling, TellingState, ToldOf};
use crate::ports::store::Tx;

/// What is known around a request.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// A refusal without a stated ground that waits for a second person.
    pub proposed: Option<ProposedRefusal>,
    /// Who left something out without saying why.
    pub silenced_by: Vec<StaffId>,
    /// Who decided about rows of an erasure's plan.
    pub decided_by: Vec<StaffId>,
    /// The day from which an announced lifting holds.
    pub lifting_on: Option<NaiveDate>,
    /// Who had received the data, and where telling them stands.
    pub told: Vec<ToldOf>,
    /// How the interests were weighed, the last time.
    pub weighed: Option<Weighing>,
    /// How many requests the person has in the case.
    pub requests: usize,
    /// Whether somebody asks for another person.
    pub on_behalf: bool,
}

/// The entry of the log about rows of an erasure's plan on which somebody decided.
pub const ROWS_DECIDED: &str = "erasure_rows_decided";

/// Reads it.
pub fn around(tx: &mut dyn Tx, request: &Request) -> Result<Around, WorkError> {
    let mut around = Around {
        silenced_by: if request.state == State::Reviewing { tx.silenced_by(request.id)? } else { Vec::new() },
        requests: tx.requests(request.case)?.len(),
        on_behalf: tx.case(request.case)?.on_behalf != OnBehalf::Myself,
        ..Around::default()
    };
    for telling in tx.tellings_of(request.id)? {
        around.stands(telling);
    }
    for entry in tx.log_of(request.case)?.iter().filter(|entry| entry.request == Some(request.id)) {
        around.decided_by.extend(staff_of(entry).filter(|_| entry.kind == ROWS_DECIDED));
        match event_of(entry) {
            Some(Event::RefusalProposed(proposed)) => around.proposed = Some(proposed),
            Some(Event::Refused { .. } | Event::Reopened { .. }) => around.proposed = None,
            Some(Event::Weighed { weighing, .. }) => around.weighed = Some(*weighing),
            Some(Event::LiftingAnnounced { on, .. }) => around.lifting_on = Some(on),
            Some(Event::Lifted { .. }) => around.lifting_on = None,
            Some(Event::RecipientTold { at, recipient, .. }) => around.was_told(&recipient, at),
            Some(Event::Fulfilled { at, deed: Some(Deed { told: RecipientsTold::These { names }, .. }), .. }) => {
                for name in names {
                    around.was_told(&name, at);
                }
            }
            _ => {}
        }
    }
    Ok(around)
}

impl Around {
    /// A notice counts before what the log says, and a later one before an earlier one.
    fn stands(&mut self, telling: Telling) {
        self.told.retain(|known| !known.name.eq_ignore_ascii_case(&telling.recipient));
        self.told.push(ToldOf { name: telling.recipient, at: telling.told_at, state: telling.state });
    }

    fn was_told(&mut self, name: &str, at: DateTime<Utc>) {
        if !self.told.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
            self.told.push(ToldOf { name: name.to_owned(), at: Some(at), state: TellingState::Told });
        }
    }
}

fn staff_of(entry: &Entry) -> Option<StaffId> {
    StaffId::parse(entry.actor.strip_prefix("staff:")?)
}

/// The few events that guards look back at; everything else on the log is not read.
fn event_of(entry: &Entry) -> Option<Event> {
    const LOOKED_AT: [&str; 8] = [
        "refusal_proposed",
        "refused",
        "reopened",
        "weighed",
        "lifting_announced",
        "lifted",
        "recipient_told",
        "fulfilled",
    ];
    let known = LOOKED_AT.contains(&entry.kind.as_str());
    entry.content.as_ref().filter(|_| known).and_then(|content| serde_json::from_str(content).ok())
}
