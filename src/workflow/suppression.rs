//! Keeping marketing stopped: addresses go onto the list the moment an objection arrives, and whoever sends asks the list.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::journal::{Line, record};
use super::{Desk, WorkError};
use crate::domain::case::Case;
use crate::domain::ids::RequestId;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::suppression::{Channel, Suppressor};
use crate::ports::store::Tx;
use crate::ports::store::suppressions::Suppression;

/// Entries read at once.
const PAGE: i64 = 1_000;

/// An address on a channel, as somebody writes it.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    /// The company.
    pub controller: &'a str,
    /// The channel.
    pub channel: Channel,
    /// The address itself.
    pub value: &'a str,
}

impl Address<'_> {
    fn hash(&self, desk: &Desk) -> Result<[u8; 32], WorkError> {
        desk.controller(self.controller)?;
        let hash = Suppressor::new(&desk.settings.pepper, self.controller).hash(self.channel, self.value);
        hash.ok_or_else(|| WorkError::field("address", "This is no address on that channel."))
    }
}

/// Since when an address gets no marketing; `None` when nothing stops it.
pub fn suppressed_since(desk: &Desk, address: &Address<'_>) -> Result<Option<DateTime<Utc>>, WorkError> {
    let (hash, channel, controller) = (address.hash(desk)?, address.channel, address.controller.to_owned());
    let entry = desk.read(move |_, tx, _| Ok(tx.suppression(&controller, channel, &hash)?))?;
    Ok(entry.map(|entry| entry.since))
}

/// Puts an address onto the list by hand; `false` when it stands there already.
pub fn suppress(desk: &Desk, address: &Address<'_>) -> Result<bool, WorkError> {
    let (hash, channel, controller) = (address.hash(desk)?, address.channel, address.controller.to_owned());
    desk.write(move |_, tx, since| {
        let reason = "operator".to_owned();
        Ok(tx.suppress(&Suppression { controller, channel, hash, since, reason })?)
    })
}

/// Hands every entry of a company's list to a function, in bounded memory.
pub fn each_suppression<E: From<WorkError>>(
    desk: &Desk,
    controller: &str,
    mut each: impl FnMut(&Suppression) -> Result<(), E>,
) -> Result<(), E> {
    let mut after = None;
    loop {
        let own = controller.to_owned();
        let page = desk.read(move |_, tx, _| Ok(tx.suppressions(&own, after, PAGE)?))?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some((last.channel, last.hash));
        page.iter().try_for_each(&mut each)?;
    }
}

/// Stops the marketing of a case at once, on the channels named (all of them where none is): every address that the person
/// gave goes onto the list in the transaction that takes the objection in.
pub(super) fn stop_for_case(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: RequestId,
    named: &[String],
) -> Result<(), WorkError> {
    let list = Suppressor::new(&desk.settings.pepper, &case.controller);
    let wanted = |channel: &Channel| named.is_empty() || named.iter().any(|code| code == channel.code());
    let mut stopped = Vec::new();
    for channel in Channel::ALL.into_iter().filter(wanted) {
        let address = match channel {
            Channel::Email => Some(case.requester.email.reveal()),
            _ => case.identifiers.0.get(channel.identity()).map(Personal::reveal),
        };
        let Some(hash) = address.and_then(|address| list.hash(channel, address)) else { continue };
        let (controller, reason) = (case.controller.clone(), case.reference.to_string());
        tx.suppress(&Suppression { controller, channel, hash, since: now, reason })?;
        stopped.push(channel.code());
    }
    let content = json!({ "channels": stopped });
    record(desk, tx, case, now, &Line::of_request(request, Actor::System, "marketing_suppressed", content))
}
