//! The same person with the same wish a second time: offered as belonging together, never merged by itself.

use chrono::{DateTime, TimeDelta, Utc};

use super::taking::Opened;
use crate::domain::case::Reference;
use crate::domain::right::Right;
use crate::workflow::{Desk, WorkError};

/// How far apart two messages with one wish may be. A month later it is a new request (Article 12(5) judges repetition, not we).
const WINDOW: TimeDelta = TimeDelta::days(30);
/// How many cases of an address are looked at.
const MOST: i64 = 20;

/// A case that asks for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Its reference.
    pub reference: Reference,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// The rights that both use.
    pub rights: Vec<Right>,
}

/// The cases from the same address, within the window, that use a right which this message uses, too.
pub fn twins(desk: &Desk, opened: &Opened) -> Result<Vec<Twin>, WorkError> {
    let proposal = &opened.contents.proposal;
    let wished: Vec<Right> = proposal.rights.iter().filter_map(|wish| wish.right()).collect();
    let Some(address) = proposal.identity.get("email").or(proposal.sender.as_ref()).cloned() else {
        return Ok(Vec::new());
    };
    let at = opened.entry.received_at;
    desk.read(move |_, tx, _| {
        let mut twins = Vec::new();
        for id in tx.cases_of_address(address.reveal(), at - WINDOW, at + WINDOW, MOST)? {
            let rights: Vec<Right> = tx.requests(id)?.into_iter().map(|request| request.right).collect();
            let rights: Vec<Right> = rights.into_iter().filter(|right| wished.contains(right)).collect();
            if !rights.is_empty() {
                let case = tx.case(id)?;
                twins.push(Twin { reference: case.reference, received_at: case.received_at, rights });
            }
        }
        Ok(twins)
    })
}
